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
import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { ActionButton } from '../../components/control/ActionButton';
import { PageAnswer } from '../../components/page/PageAnswer';
import { PageBody } from '../../components/page/PageBody';
import { UrlTabs } from '../../components/page/UrlTabs';
import { usePaths } from '../../routing/usePaths';
import { usePlansWords } from '../../translations/usePlansWords';
import { useWords } from '../../translations/useWords';
import { differencesOf } from './drift/differencesOf';
import { DriftNotice } from './drift/DriftNotice';
import { DriftTab } from './drift/DriftTab';
import { useDrift } from './drift/useDrift';
import { HistoryTab } from './history/HistoryTab';
import { DeletePlan } from './page/DeletePlan';
import { ManifestTab } from './page/ManifestTab';
import { PlanFacts } from './page/PlanFacts';
import { WavesTab } from './page/WavesTab';
import { PlanLead } from './planLead';
import { PreflightTab } from './start/PreflightTab';
import { accessToStart } from './startAccess';
import { StartDrillDialog } from './StartDrillDialog';
import { usePlanValidation } from './usePlanValidation';

/** One recovery plan: whether it could be run, what it does, what its runs came to. */
export function PlanPage() {
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
      {data => <PlanView plan={data} />}
    </PageAnswer>
  );
}

function PlanView({ plan }: { plan: RecoveryPlan }) {
  const t = usePlansWords();
  const paths = usePaths();
  const [dialog, setDialog] = useState<'drill' | 'delete'>();
  const validation = usePlanValidation(plan);
  const drift = useDrift(plan.planId);
  const drifted =
    drift.data?.state === 'DRIFTED'
      ? differencesOf(drift.data).differing.length
      : 0;
  return (
    <BreadcrumbEntry
      entry={{ label: plan.planName, href: paths.plan(plan.planId) }}
    >
      <PageBody
        title={plan.planName}
        lead={<PlanLead plan={plan} validation={validation.data} />}
        actions={<Actions plan={plan} onDrill={() => setDialog('drill')} />}
      >
        <PlanFacts plan={plan} validation={validation} />
        <DriftNotice drift={drift.data} />
        <UrlTabs
          label={t('plan.tabs.label')}
          tabs={[
            {
              name: 'waves',
              label: t('plan.tabs.waves'),
              render: () => (
                <WavesTab
                  plan={plan}
                  validation={validation}
                  onDelete={() => setDialog('delete')}
                />
              ),
            },
            {
              name: 'preflight',
              label: t('plan.tabs.preflight'),
              render: () => <PreflightTab plan={plan} />,
            },
            {
              name: 'history',
              label: t('plan.tabs.history'),
              render: () => <HistoryTab plan={plan} />,
            },
            {
              name: 'drift',
              label:
                drifted > 0
                  ? t('plan.tabs.driftCount', { n: String(drifted) })
                  : t('plan.tabs.drift'),
              render: () => (
                <DriftTab
                  plan={plan}
                  validation={validation.data}
                  drift={drift}
                />
              ),
            },
            {
              name: 'manifest',
              label: t('plan.tabs.manifest'),
              render: () => <ManifestTab plan={plan} />,
            },
          ]}
        />
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

/** What can be done with the plan, each with what it leads to. */
function Actions(props: { plan: RecoveryPlan; onDrill: () => void }) {
  const t = usePlansWords();
  const words = useWords();
  const paths = usePaths();
  const { plan } = props;
  return (
    <>
      <ActionButton
        consequence={t('plan.actions.preflightHint')}
        to={paths.preflight(plan.planId)}
      >
        {t('plan.actions.preflight')}
      </ActionButton>
      <ActionButton
        variant="main"
        access={accessToStart(t, words, plan, 'DRILL')}
        consequence={t('plan.actions.drillHint')}
        onClick={props.onDrill}
      >
        {t('plan.actions.drill')}
      </ActionButton>
      <ActionButton
        variant="danger"
        access={accessToStart(t, words, plan, 'RECOVERY')}
        consequence={t('plan.actions.recoverHint')}
        to={paths.recoverPlan(plan.planId)}
      >
        {t('plan.actions.recover')}
      </ActionButton>
      <ActionButton
        access={accessTo(words, plan, 'update_recovery_plan')}
        to={paths.editPlan(plan.planId)}
      >
        {t('plan.actions.edit')}
      </ActionButton>
    </>
  );
}
