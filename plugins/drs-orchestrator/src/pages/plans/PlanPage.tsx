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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useNavigate, useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/core-components';
import {
  formatDuration,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../components/status/FailureText';
import { accessTo } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ActionButton } from '../../components/control/ActionButton';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { ExecutionsTable } from '../../components/executions/ExecutionsTable';
import { FindingList } from '../../components/findings/FindingList';
import { Facts } from '../../components/page/Facts';
import { PageBody, PageRoom } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { Instant } from '../../components/time/Instant';
import { WaveGraph } from '../../components/waves/WaveGraph';
import { usePaths } from '../../routing/usePaths';
import { planGraph } from './planGraph';
import { planLead } from './planLead';
import { StartDrillDialog } from './StartDrillDialog';
import { useGroupsById, usePlanValidation } from './usePlanValidation';
import { WaveTable } from './WaveTable';
import { useWords } from '../../translations/useWords';

/** One recovery plan: its waves with live counts, and its history. */
export function PlanPage() {
  const { planId = '' } = useParams();
  const { pollLive } = useExecutionSignals();
  const plan = useOperation(
    'get_recovery_plan',
    { params: { planId } },
    { pollEvery: Math.max(pollLive, 5_000) },
  );
  return plan.data ? (
    <PlanView plan={plan.data} />
  ) : (
    <PageRoom>
      <Answer of={plan} what="the recovery plan">
        {() => null}
      </Answer>
    </PageRoom>
  );
}

function PlanView({ plan }: { plan: RecoveryPlan }) {
  const words = useWords();
  const paths = usePaths();
  const [dialog, setDialog] = useState<'drill' | 'delete'>();
  const groups = useGroupsById();
  const validation = usePlanValidation(plan);
  const start = accessTo(words, plan, 'execute_recovery_plan');
  return (
    <BreadcrumbEntry
      entry={{ label: plan.planName, href: paths.plan(plan.planId) }}
    >
      <PageBody
        title={plan.planName}
        lead={planLead(plan, validation.data)}
        actions={
          <>
            <ActionButton
              consequence="Says what speaks against a start now, and how long it would take."
              to={paths.preflight(plan.planId)}
            >
              Preflight
            </ActionButton>
            <ActionButton
              variant="main"
              access={start}
              consequence="Launches copies of the servers to prove that the plan works."
              onClick={() => setDialog('drill')}
            >
              Start drill
            </ActionButton>
            <ActionButton
              variant="danger"
              access={start}
              consequence="For a real disaster. Asks again on the next page."
              to={paths.recoverPlan(plan.planId)}
            >
              Recover…
            </ActionButton>
            <ActionButton
              access={accessTo(words, plan, 'update_recovery_plan')}
              to={paths.editPlan(plan.planId)}
            >
              Edit
            </ActionButton>
            <ActionButton
              access={accessTo(words, plan, 'delete_recovery_plan')}
              onClick={() => setDialog('delete')}
            >
              Delete
            </ActionButton>
          </>
        }
      >
        {validation.data && validation.data.findings.length > 0 && (
          <Section title="Worth a look before you run it">
            <FindingList
              findings={validation.data.findings}
              label="Findings of the plan"
            />
          </Section>
        )}
        <Section title="Waves">
          <WaveGraph
            label="Waves and what each waits for"
            waves={planGraph(words, plan, groups, validation.data)}
          />
          <WaveTable plan={plan} groups={groups} validation={validation.data} />
          {validation.isError && (
            <Typography variant="body2">
              <FailureText>
                How many servers each wave would launch could not be read:{' '}
                {validation.error.message}
              </FailureText>
            </Typography>
          )}
        </Section>
        <History plan={plan} />
        <Section title="Definition">
          <Facts
            items={[
              { term: 'Description', value: plan.description },
              {
                term: 'Owner',
                value: plan.owner && <EntityName entityRef={plan.owner} />,
              },
              {
                term: 'Target recovery time',
                value:
                  plan.targetRtoMinutes === undefined
                    ? 'None set'
                    : formatDuration(plan.targetRtoMinutes * 60),
              },
              {
                term: 'Target data loss',
                value:
                  plan.targetRpoMinutes === undefined
                    ? 'None set'
                    : formatDuration(plan.targetRpoMinutes * 60),
              },
              {
                term: 'A run ends at the latest after',
                value: formatDuration(plan.maxDurationMinutes * 60),
              },
              { term: 'Account', value: plan.accountId },
              {
                term: 'Regions',
                value: plan.scopes.map(scope => scope.region).join(', '),
              },
              {
                term: `Changed (version ${plan.version})`,
                value: <Instant at={plan.updatedAt} />,
              },
              {
                term: 'Changed by',
                value: plan.updatedBy && (
                  <EntityName entityRef={plan.updatedBy} />
                ),
              },
              {
                term: 'Written by',
                value: <EntityName entityRef={plan.createdBy} />,
              },
            ]}
          />
        </Section>
        {dialog === 'drill' && (
          <StartDrillDialog plan={plan} onClose={() => setDialog(undefined)} />
        )}
        {dialog === 'delete' && (
          <DeletePlan plan={plan} onClose={() => setDialog(undefined)} />
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}

function History({ plan }: { plan: RecoveryPlan }) {
  const paths = usePaths();
  const { pollLive } = useExecutionSignals();
  const runs = useOperation(
    'list_executions',
    { query: { planId: plan.planId, limit: 10 } },
    { pollEvery: Math.max(pollLive, 5_000) },
  );
  return (
    <Section
      title="History"
      actions={
        <Link to={`${paths.executions}?plan=${plan.planId}`}>All its runs</Link>
      }
    >
      <Answer of={runs} what="the history of the plan">
        {({ items }) =>
          items.length === 0 ? (
            <Typography color="textSecondary">
              Never run. A plan that was never rehearsed is a guess: start with
              a drill.
            </Typography>
          ) : (
            <ExecutionsTable
              ofOnePlan
              caption={`Runs of ${plan.planName}`}
              executions={items}
            />
          )
        }
      </Answer>
    </Section>
  );
}

function DeletePlan(props: { plan: RecoveryPlan; onClose: () => void }) {
  const paths = usePaths();
  const navigate = useNavigate();
  const { planId, planName } = props.plan;
  const remove = useChange('delete_recovery_plan', {
    changes: ['list_recovery_plans', 'list_protection_groups', 'get_readiness'],
  });
  return (
    <ConfirmDialog
      open
      danger
      title={`Delete the plan ${planName}?`}
      confirm={`Delete ${planName}`}
      attempt={`delete ${planName}`}
      busy={remove.isPending}
      error={remove.error}
      onClose={props.onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { planId } },
          { onSuccess: () => navigate(paths.plans) },
        )
      }
    >
      <Typography>
        The plan is deleted for good. Its groups, and the records of its past
        executions, stay.
      </Typography>
    </ConfirmDialog>
  );
}
