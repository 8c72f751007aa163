/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { useId } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Capacity } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusIcon } from '../../components/status/StatusIcon';
import { useTones } from '../../theme/tones';
import { useAccountsWords } from '../../translations/useAccountsWords';

/** As much of a limit is near it. */
const NEAR = 0.8;

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0 },
  words: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(0.5),
  },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  numbers: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  bar: {
    height: 8,
    borderRadius: 4,
    overflow: 'hidden',
    background: theme.palette.action.disabledBackground,
  },
  used: { height: '100%', minWidth: 2 },
}));

function toneOf({ used, limit }: Capacity) {
  if (used >= limit) {
    return 'bad' as const;
  }
  return used >= limit * NEAR ? ('warning' as const) : ('running' as const);
}

/** How much of a limit is used, as a bar and in numbers; near the limit it says so. */
export function CapacityBar(props: {
  name: string;
  of: Capacity;
  /** What else is to know of it, below the bar. */
  note?: string;
}) {
  const t = useAccountsWords();
  const classes = useStyles();
  const tones = useTones();
  const id = useId();
  const { used, limit, headRoom } = props.of;
  const tone = toneOf(props.of);
  const numbers = t('capacity.used', { used, limit });
  return (
    <div className={classes.root}>
      <div className={classes.words}>
        <Typography
          id={id}
          variant="body2"
          component="span"
          className={classes.name}
        >
          {props.name}
        </Typography>
        <Typography
          variant="body2"
          component="span"
          className={classes.numbers}
          style={tone === 'running' ? undefined : { color: tones[tone].main }}
        >
          {tone !== 'running' && <StatusIcon tone={tone} size={16} />}
          {numbers}
        </Typography>
      </div>
      <div
        className={classes.bar}
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        aria-valuetext={t('capacity.usedAndRoom', {
          used,
          limit,
          room: headRoom,
        })}
      >
        {used > 0 && (
          <div
            className={classes.used}
            style={{
              width: `${Math.min(100, (100 * used) / Math.max(1, limit))}%`,
              background: tones[tone].main,
            }}
          />
        )}
      </div>
      {props.note && (
        <Typography variant="caption" color="textSecondary" component="p">
          {props.note}
        </Typography>
      )}
    </div>
  );
}
