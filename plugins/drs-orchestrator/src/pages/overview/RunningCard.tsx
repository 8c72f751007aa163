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
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import {
  type ExecutionSummary,
  formatDuration,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ServersBar } from '../../components/executions/ServersBar';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Elapsed } from '../../components/time/Elapsed';
import { executionState, executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  card: { padding: theme.spacing(2), borderTop: '4px solid' },
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
  },
  title: { fontSize: '1.1rem', fontWeight: 600, overflowWrap: 'anywhere' },
  bar: { margin: theme.spacing(1, 0) },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
  },
}));

/** A running execution at a glance. */
export function RunningCard({ run }: { run: ExecutionSummary }) {
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const titleId = useId();
  const state = executionState(words, run);
  const tones = useTones();
  const { counts } = run;
  return (
    <Paper
      variant="outlined"
      component="article"
      aria-labelledby={titleId}
      className={classes.card}
      style={{ borderTopColor: tones[state.tone].main }}
    >
      <div className={classes.top}>
        <Typography id={titleId} variant="h3" className={classes.title}>
          <Link to={paths.execution(run.executionId)}>
            {executionTypeText(words, run.executionType)} of {run.planName}
          </Link>
        </Typography>
        <StatusLabel variant="chip" state={state} />
      </div>
      <ServersBar counts={counts} className={classes.bar} />
      <div className={classes.row}>
        <Typography variant="body2">
          {run.currentWave === undefined
            ? `${run.waveCount} waves`
            : `Wave ${run.currentWave} of ${run.waveCount}`}{' '}
          · {counts.succeeded} of {counts.total} servers
          {counts.failed > 0 && (
            <strong style={{ color: tones.bad.main }}>
              {' '}
              · {counts.failed} failed
            </strong>
          )}
        </Typography>
        <Typography variant="body2">
          <Elapsed from={run.startTime} to={run.endTime} />
          {run.targetRtoMinutes !== undefined &&
            ` of ${formatDuration(run.targetRtoMinutes * 60)} target`}
        </Typography>
      </div>
      <Typography variant="body2" color="textSecondary">
        Started by <EntityName entityRef={run.initiatedBy} />
      </Typography>
    </Paper>
  );
}
