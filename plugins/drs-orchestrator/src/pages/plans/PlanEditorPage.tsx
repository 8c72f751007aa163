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
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  type RecoveryPlan,
  recoveryPlanSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { PageRoom } from '../../components/page/PageBody';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ConflictNotice } from '../../components/editor/ConflictNotice';
import { conflictOf } from '../../components/editor/conflictOf';
import { usePaths } from '../../routing/usePaths';
import { DerivedDraft } from './derivation/DerivedDraft';
import { scopeOf } from './derivation/derivationScope';
import { planDifferences } from './planDifferences';
import {
  changedPlanBody,
  draftOfPlan,
  newPlanBody,
  newPlanDraft,
  type PlanDraft,
} from './planDraft';
import { PlanForm } from './editor/PlanForm';
import { useGroupsById } from './usePlanValidation';

/** Writes a new recovery plan; a link may name its first groups, or what in the catalog to derive it from. */
export function NewPlanPage() {
  const [params] = useSearchParams();
  const scope = scopeOf(params);
  return scope.entityRefs.length > 0 ? (
    <DerivedDraft scope={scope}>
      {draft => <NewPlan draft={draft} />}
    </DerivedDraft>
  ) : (
    <NewPlan draft={newPlanDraft(params.getAll('group'))} />
  );
}

function NewPlan(props: { draft: PlanDraft }) {
  const paths = usePaths();
  const navigate = useNavigate();
  // What the catalog says later must not change what is being written.
  const [initial] = useState(props.draft);
  const create = useChange('create_recovery_plan', {
    changes: ['list_recovery_plans', 'list_protection_groups', 'get_readiness'],
  });
  return (
    <BreadcrumbEntry entry={{ label: 'New plan', href: paths.newPlan }}>
      <PlanForm
        title="New recovery plan"
        initial={initial}
        check={draft => newPlanBody(draft)}
        saving={create.isPending}
        error={create.error}
        save="Create plan"
        onSave={(draft, accountId) => {
          const { body } = newPlanBody(draft, accountId);
          if (body) {
            create.mutate(
              { body },
              { onSuccess: plan => navigate(paths.plan(plan.planId)) },
            );
          }
        }}
        onDiscard={() => navigate(paths.plans)}
      />
    </BreadcrumbEntry>
  );
}

/** Edits a recovery plan. */
export function EditPlanPage() {
  const { planId = '' } = useParams();
  const plan = useOperation('get_recovery_plan', { params: { planId } });
  return plan.data ? (
    <EditPlan key={plan.data.planId} read={plan.data} />
  ) : (
    <PageRoom>
      <Answer of={plan} what="the recovery plan">
        {() => null}
      </Answer>
    </PageRoom>
  );
}

function EditPlan({ read }: { read: RecoveryPlan }) {
  const paths = usePaths();
  const navigate = useNavigate();
  const groups = useGroupsById();
  // Later reads of the record must not change what is being edited.
  const [base, setBase] = useState(read);
  const [initial, setInitial] = useState(() => draftOfPlan(read));
  const [version, setVersion] = useState(read.version);
  const update = useChange('update_recovery_plan', {
    changes: [
      'list_recovery_plans',
      'get_recovery_plan',
      'list_protection_groups',
      'get_readiness',
    ],
  });
  const conflict = conflictOf(update.error, recoveryPlanSchema);
  const check = (draft: PlanDraft) => changedPlanBody(draft, version);
  return (
    <BreadcrumbEntry
      entry={{ label: base.planName, href: paths.plan(base.planId) }}
    >
      <PlanForm
        // Taking the newer version begins anew from it.
        key={base.version}
        title={`Edit ${base.planName}`}
        initial={initial}
        check={check}
        accountId={base.accountId}
        saving={update.isPending}
        error={conflict ? null : update.error}
        save="Save"
        above={draft =>
          conflict && (
            <ConflictNotice
              what={base.planName}
              version={conflict.version}
              updatedAt={conflict.updatedAt}
              differences={planDifferences(
                draftOfPlan(conflict),
                draft,
                groups,
              )}
              onTakeTheirs={() => {
                update.reset();
                setBase(conflict);
                setInitial(draftOfPlan(conflict));
                setVersion(conflict.version);
              }}
              onKeepYours={() => {
                update.reset();
                setVersion(conflict.version);
              }}
            />
          )
        }
        onSave={draft => {
          const { body } = check(draft);
          if (body) {
            update.mutate(
              { params: { planId: base.planId }, body },
              { onSuccess: () => navigate(paths.plan(base.planId)) },
            );
          }
        }}
        onDiscard={() => navigate(paths.plan(base.planId))}
      />
    </BreadcrumbEntry>
  );
}
