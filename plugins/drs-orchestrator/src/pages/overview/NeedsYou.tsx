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
import type {
  ExecutionSummary,
  PauseReason,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { Instant } from '../../components/time/Instant';
import { useNow } from '../../components/time/useNow';
import { counted } from '../../format/counting';
import { executionSentence, trimStop } from '../../format/executionSentence';
import { executionState } from '../../format/states';
import { formatDeadline } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
}));

const ways: Record<PauseReason, string> = {
  FAILURE: 'See what failed and decide',
  APPROVAL: 'See what is asked and decide',
  OPERATOR: 'Resume or cancel it',
  RECOVERED_LOG: 'Compare with AWS and decide',
  FREEZE: 'See it',
};

/** What waits for a person: decisions, and drills that nobody cleaned up. */
export function NeedsYou(props: {
  waiting: readonly ExecutionSummary[];
  leftRunning: readonly ExecutionSummary[];
}) {
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const now = useNow(30_000);
  if (props.waiting.length + props.leftRunning.length === 0) {
    return null;
  }
  return (
    <Section title="Needs you">
      <ul className={classes.list}>
        {props.waiting.map(run => (
          <li key={run.executionId} className={classes.item}>
            <StatusIcon tone={executionState(words, run).tone} size={22} />
            <div>
              <Typography>
                {executionSentence(words, run, now).headline}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {run.pause && (
                  <>
                    {run.pause.message
                      ? `${trimStop(run.pause.message)}. `
                      : ''}
                    Waiting since <Instant at={run.pause.since} />.{' '}
                  </>
                )}
                <TextLink to={paths.execution(run.executionId)}>
                  {run.pause ? ways[run.pause.reason] : 'See it'}
                </TextLink>
              </Typography>
            </div>
          </li>
        ))}
        {props.leftRunning.map(run => (
          <li key={run.executionId} className={classes.item}>
            <StatusIcon tone="warning" size={22} />
            <div>
              <Typography>
                The drill of {run.planName} left{' '}
                {/* Of those that count as failed, some may be up. */}
                {run.counts.failed > 0 && 'at least '}
                {counted(run.counts.succeeded, 'instance')} running.
              </Typography>
              <Typography variant="body2" color="textSecondary">
                It ended <Instant at={run.endTime ?? run.startTime} />; the
                instances cost money until they are terminated
                {run.terminateAt
                  ? `, which happens by itself ${formatDeadline(
                      words,
                      run.terminateAt,
                      now,
                    )}`
                  : ''}
                .{' '}
                <TextLink to={paths.execution(run.executionId)}>
                  Clean up
                </TextLink>
              </Typography>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
