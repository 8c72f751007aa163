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
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { Deadline } from '../../components/time/Deadline';
import { Instant } from '../../components/time/Instant';
import {
  approvalSentence,
  executionSentence,
  trimStop,
} from '../../format/executionSentence';
import { isForOthers } from '../../format/overviewSentence';
import { executionState } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useOverviewWords } from '../../translations/useOverviewWords';
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

/** What waits for a person: decisions, and drills that nobody cleaned up. */
export function NeedsYou(props: {
  /** Executions that wait for the reader's decision. */
  waiting: readonly ExecutionSummary[];
  /** Executions that wait for somebody else's. */
  waitingForOthers: readonly ExecutionSummary[];
  leftRunning: readonly ExecutionSummary[];
  /** Whether the reader may decide about executions at all. */
  mayDecide: boolean;
  /** Entity ref of the reader; absent while it is being read. */
  me: string | undefined;
  /** Milliseconds since the epoch: the page's one clock. */
  now: number;
}) {
  const t = useOverviewWords();
  const classes = useStyles();
  const { waiting, waitingForOthers, leftRunning, mayDecide, me, now } = props;
  const forReader = waiting.length + leftRunning.length;
  if (forReader + waitingForOthers.length === 0) {
    return null;
  }
  return (
    <Section
      title={t(
        mayDecide && forReader > 0 ? 'needs.title' : 'needs.titleForOthers',
      )}
    >
      <ul className={classes.list}>
        {[...waiting, ...waitingForOthers].map(run => (
          <li key={run.executionId} className={classes.item}>
            {run.status === 'PAUSED' ? (
              <Waiting run={run} me={me} now={now} />
            ) : (
              <WaitingBeside
                run={run}
                approvals={run.openApprovals ?? []}
                me={me}
                now={now}
              />
            )}
          </li>
        ))}
        {leftRunning.map(run => (
          <li key={run.executionId} className={classes.item}>
            <LeftRunning run={run} now={now} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** An execution that waits for a decision: since when, why, and the way there. */
function Waiting(props: {
  run: ExecutionSummary;
  me: string | undefined;
  now: number;
}) {
  const t = useOverviewWords();
  const words = useWords();
  const paths = usePaths();
  const { run, me, now } = props;
  const { pause } = run;
  return (
    <>
      <StatusIcon tone={executionState(words, run).tone} size={22} />
      <div>
        <Typography>{executionSentence(words, run, now).headline}</Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {pause && <PauseWords pause={pause} now={now} />}{' '}
          {isForOthers(run, me) ? (
            <OtherPerson run={run} />
          ) : (
            <TextLink to={paths.execution(run.executionId)}>
              {pause ? t(`needs.way.${pause.reason}`) : t('needs.see')}
            </TextLink>
          )}
        </Typography>
      </div>
    </>
  );
}

/** An execution of which a part waits for approval while the rest goes on. */
function WaitingBeside(props: {
  run: ExecutionSummary;
  approvals: NonNullable<ExecutionSummary['openApprovals']>;
  me: string | undefined;
  now: number;
}) {
  const t = useOverviewWords();
  const words = useWords();
  const paths = usePaths();
  const { run, approvals, now } = props;
  const [first] = [...approvals].sort(
    (a, b) => Date.parse(a.until) - Date.parse(b.until),
  );
  return (
    <>
      <StatusIcon tone="paused" size={22} />
      <div>
        <Typography>{approvalSentence(words, run, approvals)}</Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {first &&
            t('needs.asked', {
              since: <Instant at={first.since} now={now} />,
              deadline: <Deadline at={first.until} now={now} />,
            })}{' '}
          {isForOthers(run, props.me) ? (
            <OtherPerson run={run} />
          ) : (
            <TextLink to={paths.execution(run.executionId)}>
              {t('needs.way.APPROVAL')}
            </TextLink>
          )}
        </Typography>
      </div>
    </>
  );
}

/** That the reader may not approve what is asked, who may still look and reject. */
function OtherPerson({ run }: { run: ExecutionSummary }) {
  const t = useOverviewWords();
  const paths = usePaths();
  return (
    <>
      {t('needs.otherPerson')}{' '}
      <TextLink to={paths.execution(run.executionId)}>
        {t('needs.see')}
      </TextLink>
    </>
  );
}

/** Why an execution waits, and since when. */
function PauseWords(props: {
  pause: NonNullable<ExecutionSummary['pause']>;
  now: number;
}) {
  const t = useOverviewWords();
  const { message, since: at } = props.pause;
  const since = <Instant at={at} now={props.now} />;
  return message
    ? t('needs.because', { message: trimStop(message), since })
    : t('needs.waitingSince', { since });
}

/** A drill whose instances still run, and what they cost: no prices, which nobody here knows. */
function LeftRunning({ run, now }: { run: ExecutionSummary; now: number }) {
  const t = useOverviewWords();
  const paths = usePaths();
  const count = run.instancesRunning ?? run.counts.succeeded;
  const ended = <Instant at={run.endTime ?? run.startTime} now={now} />;
  return (
    <>
      <StatusIcon tone="warning" size={22} />
      <div>
        <Typography>
          {/* Where they are not told apart, some that count as failed may be up. */}
          {t(
            run.instancesRunning === undefined && run.counts.failed > 0
              ? 'needs.leftAtLeast'
              : 'needs.leftRunning',
            { plan: run.planName, count },
          )}
        </Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {run.terminateAt
            ? t('needs.costUntil', {
                count,
                ended,
                deadline: <Deadline at={run.terminateAt} now={now} />,
              })
            : t('needs.cost', { count, ended })}{' '}
          <TextLink to={paths.execution(run.executionId)}>
            {t('needs.cleanUp')}
          </TextLink>
        </Typography>
      </div>
    </>
  );
}
