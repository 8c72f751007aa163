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

import { makeStyles } from '@material-ui/core/styles';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useTones } from '../../theme/tones';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  bar: {
    height: 8,
    borderRadius: 4,
    overflow: 'hidden',
    display: 'flex',
    background: theme.palette.action.disabledBackground,
  },
  part: { transition: 'width 400ms' },
}));

/** How many servers of an execution are up, and how many failed: what failed is not progress. */
export function ServersBar(props: {
  counts: ExecutionSummary['counts'];
  className?: string;
}) {
  const classes = useStyles();
  const words = useWords();
  const tones = useTones();
  const { total, succeeded, failed } = props.counts;
  const share = (count: number) => `${(100 * count) / Math.max(1, total)}%`;
  return (
    <div
      className={`${classes.bar} ${props.className ?? ''}`}
      role="progressbar"
      aria-label={words('serversBar.label')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={succeeded}
      aria-valuetext={words('serversBar.text', {
        up: String(succeeded),
        total: String(total),
        failed: String(failed),
      })}
    >
      <div
        className={classes.part}
        style={{ width: share(succeeded), background: tones.good.main }}
      />
      <div
        className={classes.part}
        style={{ width: share(failed), background: tones.bad.main }}
      />
    </div>
  );
}
