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

import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  terminalExecutionStatuses,
  type ExecutionSummary,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo, type Access } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { ActionButton } from '../../components/control/ActionButton';
import { TextLink } from '../../components/control/TextLink';
import { PageBody, PageRoom } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { counted } from '../../format/counting';
import { trimStop } from '../../format/executionSentence';
import { executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { LimitChoice } from './start/LimitChoice';
import { PointInTimeFields } from './start/PointInTimeFields';
import { refusalOf } from './start/preflightFindings';
import { PreflightReport } from './start/PreflightReport';
import { startConditionsOf, usualStart } from './start/startDraft';
import { usePreflight } from './start/usePreflight';
import { useGroupsById, usePlanValidation } from './usePlanValidation';
import { useStart } from './useStart';
import { WaveTable } from './WaveTable';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  fields: { display: 'grid', gap: theme.spacing(2.5), maxWidth: 640 },
  buttons: { display: 'flex', gap: theme.spacing(1) },
  refused: {
    display: 'flex',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
  },
}));

/** The last step before a real recovery: what it does, why, and the plan's name by hand. */
export function RecoverPage() {
  const { planId = '' } = useParams();
  const { pollLive } = useExecutionSignals();
  const plan = useOperation(
    'get_recovery_plan',
    { params: { planId } },
    { pollEvery: Math.max(pollLive, 5_000) },
  );
  return plan.data ? (
    <RecoverForm plan={plan.data} />
  ) : (
    <PageRoom>
      <Answer of={plan} what="the recovery plan">
        {() => null}
      </Answer>
    </PageRoom>
  );
}

function RecoverForm({ plan }: { plan: RecoveryPlan }) {
  const words = useWords();
  const classes = useStyles();
  const paths = usePaths();
  const id = useId();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const groups = useGroupsById();
  const validation = usePlanValidation(plan);
  const [draft, setDraft] = useState(usualStart);
  const change = (changes: Partial<typeof draft>) =>
    setDraft(before => ({ ...before, ...changes }));
  const preflight = usePreflight(plan.planId, 'RECOVERY', draft);
  const conditions = startConditionsOf(draft, 'RECOVERY');
  const { start, busy, error } = useStart(plan);
  const servers = validation.data?.waves.reduce(
    (total, wave) => total + wave.serverCount,
    0,
  );
  const possible = accessTo(words, plan, 'execute_recovery_plan');
  const open =
    preflight.data && !preflight.isPlaceholderData
      ? refusalOf(preflight.data.findings, draft.acknowledged)
      : undefined;
  const access = mayRecover(plan, {
    possible,
    reason,
    typed,
    busy,
    refusal: conditions ? open : 'Choose which data to recover.',
  });
  const refusal = !possible.allowed && (
    <Refusal reason={possible.reason} running={runningOf(plan)} />
  );

  return (
    <BreadcrumbEntry
      entry={{ label: plan.planName, href: paths.plan(plan.planId) }}
    >
      <PageBody
        title={`Recover ${plan.planName}`}
        lead={
          refusal ||
          (servers === undefined
            ? 'This is not a drill.'
            : `This is not a drill: ${counted(
                servers,
                'server',
              )} will be launched in account ${
                plan.accountId
              } to take over from their sources.`)
        }
      >
        <Section title="What will be launched">
          <WaveTable plan={plan} groups={groups} validation={validation.data} />
        </Section>
        <Section title="Before you go on">
          {refusal && (
            <div className={classes.refused}>
              <StatusIcon tone="bad" size={22} />
              <div>{refusal}</div>
            </div>
          )}
          <PreflightReport
            preflight={preflight}
            refused={!possible.allowed}
            acknowledged={draft.acknowledged}
            onAcknowledge={acknowledged => change({ acknowledged })}
          />
          <ul>
            <li>
              What was written after the data that a server is launched with is
              lost.
            </li>
            <li>
              A launch deletes the instance that an earlier drill or recovery of
              the same server left behind.
            </li>
            <li>
              Traffic is not redirected: DNS and load balancers stay as they
              are.
            </li>
          </ul>
        </Section>
        <Section title="Which data, and when">
          <div className={classes.fields}>
            <PointInTimeFields plan={plan} draft={draft} onChange={change} />
            <LimitChoice draft={draft} onChange={change} />
          </div>
        </Section>
        <Section title="Start the recovery">
          <form
            noValidate
            className={classes.fields}
            onSubmit={event => {
              event.preventDefault();
              if (access.allowed && conditions) {
                start(conditions, reason, draft.acknowledged);
              }
            }}
          >
            <TextField
              id={`${id}-reason`}
              label="Reason"
              required
              variant="outlined"
              multiline
              value={reason}
              helperText="Kept in the log: what happened, and who decided"
              inputProps={{ maxLength: 1000 }}
              InputLabelProps={{ shrink: true }}
              onChange={event => setReason(event.target.value)}
            />
            <TextField
              id={`${id}-name`}
              label={`Type the plan’s name: ${plan.planName}`}
              required
              variant="outlined"
              value={typed}
              autoComplete="off"
              InputLabelProps={{ shrink: true }}
              onChange={event => setTyped(event.target.value)}
            />
            {error && (
              <ErrorNotice
                error={error}
                attempt={`start the recovery of ${plan.planName}`}
              />
            )}
            <div className={classes.buttons}>
              <ActionButton type="submit" variant="danger" access={access}>
                {busy ? 'Starting…' : 'Start the recovery'}
              </ActionButton>
              <ActionButton to={paths.plan(plan.planId)}>
                Back to the plan
              </ActionButton>
            </div>
          </form>
        </Section>
      </PageBody>
    </BreadcrumbEntry>
  );
}

/** Why the recovery cannot be started now, and where what is in its way can be seen. */
function Refusal(props: { reason: string; running?: ExecutionSummary }) {
  const words = useWords();
  const paths = usePaths();
  const { running } = props;
  return (
    <>
      It cannot be started now. {trimStop(props.reason)}.
      {running && (
        <>
          {' '}
          <TextLink to={paths.execution(running.executionId)}>
            See the{' '}
            {executionTypeText(words, running.executionType).toLowerCase()} that
            is under way
          </TextLink>
        </>
      )}
    </>
  );
}

/** The plan's execution that has not ended. */
function runningOf(plan: RecoveryPlan): ExecutionSummary | undefined {
  const last = plan.lastExecution;
  return last && !terminalExecutionStatuses.includes(last.status)
    ? last
    : undefined;
}

function mayRecover(
  plan: RecoveryPlan,
  asked: {
    possible: Access;
    reason: string;
    typed: string;
    busy: boolean;
    /** What preflight, or a choice that is not made, says against it. */
    refusal: string | undefined;
  },
): Access {
  if (!asked.possible.allowed) {
    return asked.possible;
  }
  if (asked.busy) {
    return { allowed: false, reason: 'It is being started.' };
  }
  if (asked.refusal !== undefined) {
    return { allowed: false, reason: asked.refusal };
  }
  if (asked.reason.trim() === '') {
    return { allowed: false, reason: 'Give a reason first.' };
  }
  return asked.typed.trim() === plan.planName
    ? asked.possible
    : { allowed: false, reason: `Type the plan’s name, ${plan.planName}.` };
}
