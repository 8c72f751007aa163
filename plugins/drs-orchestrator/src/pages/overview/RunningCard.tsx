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
  secondsBetween,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ServersBar } from '../../components/executions/ServersBar';
import { EntityName } from '../../components/people/EntityName';
import { FailureText } from '../../components/status/FailureText';
import { StatusLabel } from '../../components/status/StatusLabel';
import { executionState } from '../../format/states';
import { durationText } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import { useOverviewWords } from '../../translations/useOverviewWords';
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
  bar: { margin: theme.spacing(1, 0, 0.5) },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
  },
  target: {
    position: 'relative',
    height: 4,
    borderRadius: 2,
    overflow: 'hidden',
    background: theme.palette.action.disabledBackground,
    margin: theme.spacing(0.5, 0, 1),
  },
  passed: { height: '100%', transition: 'width 1s linear' },
}));

/** A running execution at a glance: how far it is, and how long it has taken of its target. */
export function RunningCard(props: {
  run: ExecutionSummary;
  /** Milliseconds since the epoch: the page's one clock. */
  now: number;
}) {
  const t = useOverviewWords();
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const titleId = useId();
  const { run, now } = props;
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
            {words(`run.subject.${run.executionType}`, { plan: run.planName })}
          </Link>
        </Typography>
        <StatusLabel variant="chip" state={state} />
      </div>
      <ServersBar counts={counts} className={classes.bar} />
      <div className={classes.row}>
        <Typography variant="body2">
          {run.currentWave === undefined
            ? t('running.waves', { count: run.waveCount })
            : t('running.wave', {
                wave: String(run.currentWave),
                waves: String(run.waveCount),
              })}
        </Typography>
        <Typography variant="body2">
          {t('running.servers', {
            up: String(counts.succeeded),
            total: String(counts.total),
          })}
          {counts.failed > 0 && (
            <>
              {' · '}
              <FailureText>
                <strong>
                  {t('running.failed', { n: String(counts.failed) })}
                </strong>
              </FailureText>
            </>
          )}
        </Typography>
      </div>
      <TimeAgainstTarget run={run} now={now} />
      <Typography variant="body2" component="div" color="textSecondary">
        {t('running.startedBy', {
          who: <EntityName entityRef={run.initiatedBy} />,
        })}
      </Typography>
    </Paper>
  );
}

/** A thin bar that fills up as the target's time passes, and the same in words. */
function TimeAgainstTarget({
  run,
  now,
}: {
  run: ExecutionSummary;
  now: number;
}) {
  const t = useOverviewWords();
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const passed = secondsBetween(run.startTime, now);
  const elapsed = durationText(words, passed);
  if (run.targetRtoMinutes === undefined) {
    return (
      <Typography variant="body2">
        {t('running.elapsed', { elapsed })}
      </Typography>
    );
  }
  const targetSeconds = run.targetRtoMinutes * 60;
  const target = durationText(words, targetSeconds);
  const isOver = passed > targetSeconds;
  const text = isOver
    ? t('running.overTarget', {
        elapsed,
        target,
        over: durationText(words, passed - targetSeconds),
      })
    : t('running.elapsedOfTarget', { elapsed, target });
  return (
    <>
      <Typography
        variant="body2"
        style={isOver ? { color: tones.bad.main } : undefined}
      >
        {text}
      </Typography>
      <div
        className={classes.target}
        role="meter"
        aria-label={t('running.time')}
        aria-valuemin={0}
        aria-valuemax={targetSeconds}
        aria-valuenow={Math.min(Math.round(passed), targetSeconds)}
        aria-valuetext={text}
      >
        <div
          className={classes.passed}
          style={{
            width: `${Math.min(100, (100 * passed) / targetSeconds)}%`,
            background: isOver ? tones.bad.main : tones.running.main,
          }}
        />
      </div>
    </>
  );
}
