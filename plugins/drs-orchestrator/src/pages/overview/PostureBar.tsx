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
import ButtonBase from '@material-ui/core/ButtonBase';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Posture,
  PostureCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusIcon } from '../../components/status/StatusIcon';
import { useTones } from '../../theme/tones';
import { useOverviewWords } from '../../translations/useOverviewWords';
import { posturesBestFirst, postureState, totalOf } from './postures';

const useStyles = makeStyles(theme => ({
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(2),
  },
  title: { fontSize: '1rem', fontWeight: 600, margin: 0 },
  bar: {
    display: 'flex',
    gap: 2,
    height: 14,
    margin: theme.spacing(1, 0),
    borderRadius: 4,
    overflow: 'hidden',
    background: theme.palette.action.disabledBackground,
  },
  part: { minWidth: 4, cursor: 'pointer', transition: 'flex-grow 400ms' },
  parts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    margin: theme.spacing(0, -0.75),
    padding: 0,
  },
  choice: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    borderRadius: 4,
    padding: theme.spacing(0.25, 0.75),
    border: '1px solid transparent',
    fontSize: theme.typography.body2.fontSize,
    '&:hover': { background: theme.palette.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.palette.text.primary}` },
  },
  chosen: {
    borderColor: theme.palette.text.primary,
    background: theme.palette.action.selected,
  },
  count: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
}));

/**
 * Servers by posture, as a bar and in numbers; each part lists its servers below.
 * The numbers are the buttons: the bar is for the eye, and for whoever aims at it.
 */
export function PostureBar(props: {
  title: string;
  /** What the numbers are, for screen readers. */
  label: string;
  counts: PostureCounts;
  /** The part that is listed now. */
  chosen?: Posture;
  onChoose: (posture: Posture) => void;
}) {
  const classes = useStyles();
  const t = useOverviewWords();
  const tones = useTones();
  const titleId = useId();
  const { counts, chosen } = props;
  const total = totalOf(counts);
  const there = posturesBestFirst.filter(posture => counts[posture] > 0);
  return (
    <section aria-labelledby={titleId}>
      <div className={classes.top}>
        <Typography id={titleId} variant="h4" className={classes.title}>
          {props.title}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('posture.ready', {
            ready: String(counts.READY),
            total: t('posture.servers', { count: total }),
          })}
        </Typography>
      </div>
      <div className={classes.bar} aria-hidden>
        {there.map(posture => {
          const { main } = tones[postureState(t, posture).tone];
          return (
            // A mouse may aim at it; for everybody else there are the numbers.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <div
              key={posture}
              className={classes.part}
              style={{
                flexGrow: counts[posture],
                background:
                  posture === 'UNPROTECTED'
                    ? `repeating-linear-gradient(135deg, ${main} 0 4px, transparent 4px 8px)`
                    : main,
              }}
              onClick={() => props.onChoose(posture)}
            />
          );
        })}
      </div>
      <ul className={classes.parts} aria-label={props.label}>
        {there.map(posture => {
          const { tone, text } = postureState(t, posture);
          return (
            <li key={posture}>
              <Tooltip title={t(`posture.meaning.${posture}`)}>
                <ButtonBase
                  className={`${classes.choice} ${
                    posture === chosen ? classes.chosen : ''
                  }`}
                  aria-pressed={posture === chosen}
                  disableRipple
                  onClick={() => props.onChoose(posture)}
                >
                  <StatusIcon tone={tone} size={16} />
                  <span className={classes.count}>{counts[posture]}</span>
                  {text}
                </ButtonBase>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
