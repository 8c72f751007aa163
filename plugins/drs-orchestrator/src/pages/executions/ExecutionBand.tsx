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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  terminalExecutionStatuses,
  type Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { Objectives } from '../../components/executions/Objectives';
import { ServersBar } from '../../components/executions/ServersBar';
import { EntityName } from '../../components/people/EntityName';
import { StatusIcon } from '../../components/status/StatusIcon';
import { Deadline } from '../../components/time/Deadline';
import { Instant } from '../../components/time/Instant';
import { executionSentence } from '../../format/executionSentence';
import { dataLoss, recoveryTime } from '../../format/objectives';
import { executionState } from '../../format/states';
import { durationText } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import type { Command } from './commands/command';
import { ExecutionControls } from './ExecutionControls';
import { pointInTimeText } from './pointInTimeText';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';
import { forecastOf } from './timeline/forecast';
import { elapsedOf } from './timeline/runningClock';
import { ShareLink } from './ShareLink';
import { StopText } from './StopText';

const useStyles = makeStyles(theme => ({
  band: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    padding: theme.spacing(2.5),
    borderRadius: theme.shape.borderRadius,
    borderLeft: '6px solid',
    marginBottom: theme.spacing(3),
  },
  words: { flex: '1 1 460px', minWidth: 0, display: 'flex', gap: 14 },
  headline: {
    fontSize: '1.35rem',
    fontWeight: 600,
    lineHeight: 1.35,
    margin: 0,
  },
  fact: { marginTop: theme.spacing(0.5), maxWidth: '90ch' },
  meta: { marginTop: theme.spacing(1) },
  objectives: { marginTop: theme.spacing(1.5) },
  bar: { flex: '1 1 100%' },
}));

/** How the execution stands, in a sentence, with the controls that fit its state. */
export function ExecutionBand(props: {
  execution: Execution;
  now: number;
  onAsk: (command: Command) => void;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const tones = useTones();
  const { execution } = props;
  const { tone } = executionState(words, execution);
  const { headline, failures, facts } = executionSentence(
    words,
    execution,
    props.now,
  );
  const ended = terminalExecutionStatuses.includes(execution.status);
  const started = {
    when: <Instant at={execution.startTime} now={props.now} />,
    who: <EntityName entityRef={execution.initiatedBy} />,
    plan: (
      <TextLink to={paths.plan(execution.planId)}>
        {t('band.plan', { version: String(execution.planVersion) })}
      </TextLink>
    ),
  };

  return (
    <section
      aria-label={t('band.label')}
      className={classes.band}
      style={{
        background: tones[tone].soft,
        borderLeftColor: tones[tone].main,
      }}
    >
      <div className={classes.words}>
        <StatusIcon tone={tone} turns size={30} />
        <div>
          <Typography variant="h2" className={classes.headline}>
            {headline}
          </Typography>
          {failures.map(failure => (
            <Typography key={failure} className={classes.fact}>
              <strong>{failure}</strong>
            </Typography>
          ))}
          {(execution.stopped?.cause === 'CANCELLED' ||
            execution.stopped?.cause === 'REJECTED') && (
            <Typography className={classes.fact} component="div">
              <StopText execution={execution} />
            </Typography>
          )}
          <Typography className={classes.fact}>{facts.join(' ')}</Typography>
          <Typography variant="body2" className={classes.meta}>
            {execution.reason
              ? t('band.startedBecause', {
                  ...started,
                  reason: execution.reason,
                })
              : t('band.started', started)}{' '}
            <ShareLink label={t('share.execution')} />
          </Typography>
          <div className={classes.objectives}>
            <Objectives
              items={[
                recoveryTime(words, execution, props.now),
                dataLoss(words, execution),
              ]}
              more={furtherFacts(t, words, execution, props.now)}
            />
          </div>
        </div>
      </div>
      <ExecutionControls execution={execution} onAsk={props.onAsk} />
      {!ended && (
        <ServersBar counts={execution.counts} className={classes.bar} />
      )}
      {/* What changes is told once it changes, not with every second of the clock. */}
      <span role="status" style={announced}>
        {t('band.announced', {
          state: executionState(words, execution).text,
          up: String(execution.counts.succeeded),
          total: String(execution.counts.total),
          failed: String(execution.counts.failed),
        })}
      </span>
    </section>
  );
}

/** What is worth knowing only of some executions. */
function furtherFacts(
  t: ExecutionsWords,
  words: Words,
  execution: Execution,
  now: number,
) {
  const { pointInTime, terminateAt, instancesTerminated, expected } = execution;
  const ready =
    execution.endTime === undefined
      ? forecastOf(execution, elapsedOf(execution, now)).ready
      : undefined;
  return [
    // While it runs, the sentence above says so.
    ...(expected && execution.endTime !== undefined
      ? [
          {
            term: t('band.expected'),
            value: durationText(words, expected.predictedSeconds),
          },
        ]
      : []),
    ...(ready === undefined
      ? []
      : [
          {
            term: t('band.forecast'),
            value: t('band.forecastValue', {
              duration: durationText(words, Math.round(ready)),
            }),
          },
        ]),
    ...(pointInTime && pointInTime.type !== 'LATEST'
      ? [
          {
            term: t('band.launchedWith'),
            value: pointInTimeText(t, pointInTime),
          },
        ]
      : []),
    ...(terminateAt !== undefined && !instancesTerminated
      ? [
          {
            term: t('band.terminated'),
            value: <Deadline at={terminateAt} now={now} alone />,
          },
        ]
      : []),
  ];
}

const announced = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
} as const;
