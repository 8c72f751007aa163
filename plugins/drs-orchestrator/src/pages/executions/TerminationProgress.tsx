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
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../components/status/FailureText';
import { useOperation } from '../../api/operations';
import { Section } from '../../components/page/Section';
import { useExecutionsWords } from '../../translations/useExecutionsWords';

const useStyles = makeStyles(theme => ({
  bar: { height: 8, borderRadius: 4, margin: theme.spacing(1, 0) },
}));

/** How far the clean-up is, while instances are being terminated. */
export function TerminationProgress(props: {
  execution: Execution;
  pollLive: number;
}) {
  const t = useExecutionsWords();
  const classes = useStyles();
  const { executionId, instancesTerminated, waves } = props.execution;
  const terminating = waves.some(wave =>
    wave.servers.some(server => server.instanceState === 'TERMINATING'),
  );
  const termination = useOperation(
    'get_termination_status',
    { params: { executionId } },
    {
      enabled: terminating && !instancesTerminated,
      pollEvery: last => (last?.done ? false : props.pollLive),
    },
  );
  const status = termination.data;
  if (!terminating || !status?.requested || status.done) {
    return null;
  }
  const { running, terminating: going, terminated } = status.counts;
  const total = running + going + terminated;
  const troubled = status.servers.filter(server => server.errorMessage);
  return (
    <Section title={t('termination.title')}>
      <Typography role="status">
        {t('termination.told', {
          count: total,
          terminated: String(terminated),
        })}
      </Typography>
      <LinearProgress
        className={classes.bar}
        variant="determinate"
        aria-label={t('termination.label')}
        value={total > 0 ? (100 * terminated) / total : 0}
      />
      {troubled.map(server => (
        <Typography key={server.recoveryInstanceId} variant="body2">
          <FailureText>
            {t('termination.trouble', {
              server: server.hostname,
              instance: server.recoveryInstanceId,
              message: server.errorMessage ?? '',
            })}
          </FailureText>
        </Typography>
      ))}
    </Section>
  );
}
