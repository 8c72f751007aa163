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

import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Execution,
  InstanceState,
  TerminationStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../components/status/FailureText';
import { useOperation } from '../../api/operations';
import { Section } from '../../components/page/Section';
import { listed } from '../../format/counting';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';
import type { Words } from '../../translations/words';

const useStyles = makeStyles(theme => ({
  bar: { height: 8, borderRadius: 4, margin: theme.spacing(1, 0) },
}));

/** While nothing is being terminated: how often it is looked whether that has changed. */
const REST_MS = 30_000;

/**
 * How far the clean-up is, while instances are being terminated; and afterwards
 * which of them still run although somebody asked to terminate them, and why.
 */
export function TerminationProgress(props: {
  execution: Execution;
  pollLive: number;
}) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const { executionId, instancesTerminated, endTime, waves } = props.execution;
  const isAny = (...states: InstanceState[]) =>
    waves.some(wave =>
      wave.servers.some(server => states.includes(server.instanceState)),
    );
  const terminating = isAny('TERMINATING');
  const remain =
    endTime !== undefined &&
    !instancesTerminated &&
    isAny('RUNNING', 'TERMINATING');
  const termination = useOperation(
    'get_termination_status',
    { params: { executionId } },
    {
      enabled: remain,
      pollEvery: last =>
        terminating || (last?.requested && !last.done)
          ? props.pollLive
          : REST_MS,
    },
  );
  const status = termination.data;
  if (!remain || !status?.requested) {
    return null;
  }
  const troubles = troublesOf(t, words, status);
  if (status.done && troubles.length === 0) {
    return null;
  }
  const { running, terminating: going, terminated } = status.counts;
  const total = running + going + terminated;
  return (
    <Section
      title={status.done ? t('termination.failed') : t('termination.title')}
    >
      <Typography role="status">
        {t('termination.told', {
          count: total,
          terminated: String(terminated),
        })}
      </Typography>
      {!status.done && (
        <LinearProgress
          className={classes.bar}
          variant="determinate"
          aria-label={t('termination.label')}
          value={total > 0 ? (100 * terminated) / total : 0}
        />
      )}
      {troubles.map(trouble => (
        <Typography key={trouble}>
          <FailureText>{trouble}</FailureText>
        </Typography>
      ))}
      {status.done && <Typography>{t('termination.again')}</Typography>}
    </Section>
  );
}

/** Which instances could not be terminated, by why: AWS refuses many in one call. */
function troublesOf(
  t: ExecutionsWords,
  words: Words,
  { servers }: TerminationStatus,
): string[] {
  const troubled = servers.flatMap(({ errorMessage, ...server }) =>
    errorMessage === undefined ? [] : [{ ...server, message: errorMessage }],
  );
  const byMessage = Map.groupBy(troubled, ({ message }) => message);
  return [...byMessage].map(([message, those]) =>
    t('termination.trouble', {
      count: those.length,
      instances: listed(
        words,
        those.map(server =>
          t('termination.instance', {
            server: server.hostname,
            instance: server.recoveryInstanceId,
          }),
        ),
      ),
      message,
    }),
  );
}
