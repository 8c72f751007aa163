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
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  terminalExecutionStatuses,
  type ExecutionSummary,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Access } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { ActionButton } from '../../components/control/ActionButton';
import { TextLink } from '../../components/control/TextLink';
import { PageAnswer } from '../../components/page/PageAnswer';
import { PageBody } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { StatusIcon } from '../../components/status/StatusIcon';
import { trimStop } from '../../format/executionSentence';
import { usePaths } from '../../routing/usePaths';
import type { PlansWords } from '../../translations/plans';
import { usePlansWords } from '../../translations/usePlansWords';
import { Approvals } from './recover/Approvals';
import { ReplacedInstances } from './recover/ReplacedInstances';
import { CheckAgain } from './start/CheckAgain';
import { LimitChoice } from './start/LimitChoice';
import { PointInTimeFields } from './start/PointInTimeFields';
import { PreflightReport } from './start/PreflightReport';
import { usualStart } from './start/startDraft';
import { StoppedStart } from './start/StoppedStart';
import { usePreflight } from './start/usePreflight';
import { accessToStart } from './startAccess';
import { useGroupsById } from './useGroups';
import { usePlanValidation } from './usePlanValidation';
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
  const t = usePlansWords();
  const { planId = '' } = useParams();
  const { pollLive } = useExecutionSignals();
  const plan = useOperation(
    'get_recovery_plan',
    { params: { planId } },
    { pollEvery: Math.max(pollLive, 5_000) },
  );
  return (
    <PageAnswer of={plan} what={t('plan.what')}>
      {data => <RecoverForm plan={data} />}
    </PageAnswer>
  );
}

function RecoverForm({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
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
  const { start, checking, busy, error, refusal, stoppedBy } = useStart(
    plan,
    'RECOVERY',
    draft,
    preflight,
  );
  const servers = validation.data?.waves.reduce(
    (total, wave) => total + wave.serverCount,
    0,
  );
  const possible = accessToStart(t, words, plan, 'RECOVERY');
  const access = mayRecover(t, plan, {
    possible,
    reason,
    typed,
    checking,
    busy,
    refusal,
  });
  const impossible = !possible.allowed && (
    <Refusal reason={possible.reason} running={runningOf(plan)} />
  );

  return (
    <BreadcrumbEntry
      entry={{ label: plan.planName, href: paths.plan(plan.planId) }}
    >
      <PageBody
        title={t('recover.title', { name: plan.planName })}
        lead={
          impossible ||
          (servers === undefined
            ? t('recover.lead')
            : t('recover.leadCounted', {
                servers: words('count.servers', { count: servers }),
                account: plan.accountId,
              }))
        }
      >
        <Section title={t('recover.launched')}>
          <Typography paragraph>
            {t('recover.launchedWhere', {
              account: plan.accountId,
              regions: plan.scopes.map(({ region }) => region).join(', '),
            })}
          </Typography>
          <WaveTable plan={plan} groups={groups} validation={validation.data} />
        </Section>
        <Section title={t('recover.replaced.title')}>
          <ReplacedInstances plan={plan} />
        </Section>
        <Section
          title={t('recover.before')}
          actions={<CheckAgain preflight={preflight} />}
        >
          {impossible && (
            <div className={classes.refused}>
              <StatusIcon tone="bad" size={22} />
              <div>{impossible}</div>
            </div>
          )}
          <PreflightReport
            preflight={preflight}
            refused={!possible.allowed}
            acknowledged={draft.acknowledged}
            onAcknowledge={given => change({ acknowledged: given })}
          />
          <ul>
            <li>{t('recover.lost')}</li>
            <li>{t('recover.traffic')}</li>
          </ul>
        </Section>
        <Section title={t('recover.approval.title')}>
          <Approvals preflight={preflight} />
        </Section>
        <Section title={t('recover.data')}>
          <div className={classes.fields}>
            <PointInTimeFields plan={plan} draft={draft} onChange={change} />
            <LimitChoice draft={draft} onChange={change} />
          </div>
        </Section>
        <Section title={t('recover.start')}>
          <form
            noValidate
            className={classes.fields}
            onSubmit={event => {
              event.preventDefault();
              if (access.allowed) {
                start(reason);
              }
            }}
          >
            <TextField
              id={`${id}-reason`}
              label={t('recover.reason')}
              required
              variant="outlined"
              multiline
              value={reason}
              helperText={t('recover.reasonHelp')}
              inputProps={{ maxLength: 1000 }}
              InputLabelProps={{ shrink: true }}
              onChange={event => setReason(event.target.value)}
            />
            <TextField
              id={`${id}-name`}
              label={t('recover.typeName', { name: plan.planName })}
              required
              variant="outlined"
              value={typed}
              autoComplete="off"
              InputLabelProps={{ shrink: true }}
              onChange={event => setTyped(event.target.value)}
            />
            <StoppedStart findings={stoppedBy} />
            {error && (
              <ErrorNotice
                error={error}
                attempt={t('recover.attempt', { name: plan.planName })}
              />
            )}
            <div className={classes.buttons}>
              <ActionButton type="submit" variant="danger" access={access}>
                {startText(t, { checking, busy })}
              </ActionButton>
              <ActionButton to={paths.plan(plan.planId)}>
                {t('recover.back')}
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
  const t = usePlansWords();
  const paths = usePaths();
  const { running } = props;
  return (
    <>
      {t('recover.refused', { reason: trimStop(props.reason) })}
      {running && (
        <>
          {' '}
          <TextLink to={paths.execution(running.executionId)}>
            {t(`recover.seeRunning.${running.executionType}`)}
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

/** The words on the button: what it does, or how far that has come. */
function startText(
  t: PlansWords,
  { checking, busy }: { checking: boolean; busy: boolean },
): string {
  if (checking) {
    return t('recover.checking');
  }
  return t(busy ? 'recover.starting' : 'recover.start');
}

function mayRecover(
  t: PlansWords,
  plan: RecoveryPlan,
  asked: {
    possible: Access;
    reason: string;
    typed: string;
    checking: boolean;
    busy: boolean;
    /** What preflight, or a choice that is not made, says against it. */
    refusal: string | undefined;
  },
): Access {
  if (!asked.possible.allowed) {
    return asked.possible;
  }
  if (asked.checking) {
    return { allowed: false, reason: t('preflight.checking') };
  }
  if (asked.busy) {
    return { allowed: false, reason: t('recover.busy') };
  }
  if (asked.refusal !== undefined) {
    return { allowed: false, reason: asked.refusal };
  }
  if (asked.reason.trim() === '') {
    return { allowed: false, reason: t('recover.giveReason') };
  }
  return asked.typed.trim() === plan.planName
    ? asked.possible
    : {
        allowed: false,
        reason: t('recover.typeNameFirst', { name: plan.planName }),
      };
}
