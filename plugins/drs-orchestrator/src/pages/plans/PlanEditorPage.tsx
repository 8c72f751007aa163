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

import { useMemo } from 'react';
import {
  useLocation,
  useNavigate,
  useParams,
  useSearchParams,
} from 'react-router-dom';
import Typography from '@material-ui/core/Typography';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  type RecoveryPlan,
  recoveryPlanSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { PageAnswer } from '../../components/page/PageAnswer';
import { useChange, useOperation } from '../../api/operations';
import { conflictOf } from '../../components/editor/conflictOf';
import { keepingWork } from '../../components/editor/keptWork';
import { usePaths } from '../../routing/usePaths';
import { usePlanEditorWords } from '../../translations/usePlanEditorWords';
import { DerivedDraft } from './derivation/DerivedDraft';
import { scopeOf } from './derivation/derivationScope';
import {
  changedPlanBody,
  draftOfPlan,
  newPlanBody,
  newPlanDraft,
  type PlanDraft,
} from './planDraft';
import { MergePanel } from './editor/MergePanel';
import { sameDraft } from './editor/planMerge';
import { PlanForm } from './editor/PlanForm';
import { PredictedLine, PreflightInPlace } from './editor/PreflightInPlace';

const useNewPlan = keepingWork<PlanDraft, PlanDraft>(
  ({ from, draft }) => !sameDraft(draft, from),
);

/** Writes a new recovery plan; a link may name its first groups, or what in the catalog to derive it from. */
export function NewPlanPage() {
  const [params] = useSearchParams();
  const { search } = useLocation();
  const scope = scopeOf(params);
  return scope.entityRefs.length > 0 ? (
    <DerivedDraft scope={scope}>
      {(draft, accountId) => (
        <NewPlan
          key={search}
          place={search}
          draft={draft}
          accountId={accountId}
        />
      )}
    </DerivedDraft>
  ) : (
    <NewPlan
      key={search}
      place={search}
      draft={newPlanDraft(params.getAll('group'))}
    />
  );
}

function NewPlan(props: {
  /** Which of the new plans this is: what the link says that it begins with. */
  place: string;
  draft: PlanDraft;
  accountId?: string;
}) {
  const paths = usePaths();
  const navigate = useNavigate();
  const t = usePlanEditorWords();
  // What the catalog says later must not change what is being written.
  const { draft, setDraft, unsaved, kept } = useNewPlan(props.place, () => ({
    from: props.draft,
    draft: props.draft,
  }));
  const create = useChange('create_recovery_plan', {
    changes: ['list_recovery_plans', 'list_protection_groups', 'get_readiness'],
    onSuccess: kept.forget,
  });
  return (
    <BreadcrumbEntry entry={{ label: t('page.newPlan'), href: paths.newPlan }}>
      <PlanForm
        title={t('page.newTitle')}
        draft={draft}
        onChange={setDraft}
        unsaved={unsaved}
        kept={kept}
        accountId={props.accountId}
        check={written => newPlanBody(t, written)}
        saving={create.isPending}
        error={create.error}
        save={t('page.create')}
        below={<Typography variant="body2">{t('preflight.notYet')}</Typography>}
        onSave={(written, accountId) => {
          const { body } = newPlanBody(t, written, accountId);
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
  const t = usePlanEditorWords();
  // Somebody else may save it meanwhile, and should be noticed early.
  const plan = useOperation(
    'get_recovery_plan',
    { params: { planId } },
    { pollEvery: 15_000 },
  );
  return (
    <PageAnswer of={plan} what={t('page.what')}>
      {read => <EditPlan key={read.planId} read={read} />}
    </PageAnswer>
  );
}

/** A version of a plan, with what the form says of it. */
interface PlanVersion {
  plan: RecoveryPlan;
  draft: PlanDraft;
}

const versionOf = (plan: RecoveryPlan): PlanVersion => ({
  plan,
  draft: draftOfPlan(plan),
});

const useEditedPlan = keepingWork<PlanVersion, PlanDraft>(
  ({ from, draft }) => !sameDraft(draft, from.draft),
);

function EditPlan({ read }: { read: RecoveryPlan }) {
  const paths = usePaths();
  const navigate = useNavigate();
  const t = usePlanEditorWords();
  // Later reads of the record must not change what is being edited.
  const {
    from: base,
    draft,
    setDraft,
    setWork,
    unsaved,
    kept,
  } = useEditedPlan(read.planId, () => {
    const from = versionOf(read);
    return { from, draft: from.draft };
  });
  const update = useChange('update_recovery_plan', {
    changes: [
      'list_recovery_plans',
      'get_recovery_plan',
      'list_protection_groups',
      'get_readiness',
    ],
    onSuccess: kept.forget,
  });
  const conflict = useMemo(
    () => conflictOf(update.error, recoveryPlanSchema),
    [update.error],
  );
  const theirs = useMemo(() => {
    const newest =
      conflict && conflict.version >= read.version ? conflict : read;
    return newest.version > base.plan.version ? versionOf(newest) : undefined;
  }, [conflict, read, base]);
  // The newer version may be the one that is just being saved here.
  const other = update.isPending || update.isSuccess ? undefined : theirs;

  const { planId, planName, accountId } = base.plan;
  const save = (written: PlanDraft, version: number) => {
    const { body } = changedPlanBody(t, written, version);
    if (body) {
      update.mutate(
        { params: { planId }, body },
        { onSuccess: () => navigate(paths.plan(planId)) },
      );
    }
  };
  const goOnWith = (next: PlanVersion, written: PlanDraft) => {
    update.reset();
    setWork({ from: next, draft: written });
  };
  return (
    <BreadcrumbEntry entry={{ label: planName, href: paths.plan(planId) }}>
      <PlanForm
        title={t('page.editTitle', { plan: planName })}
        draft={draft}
        onChange={setDraft}
        unsaved={unsaved}
        kept={kept}
        check={written => changedPlanBody(t, written, base.plan.version)}
        accountId={accountId}
        saving={update.isPending}
        error={conflict ? null : update.error}
        save={t('page.save')}
        held={other && t('page.mergeFirst')}
        above={
          other && (
            <MergePanel
              base={{ draft: base.draft, version: base.plan.version }}
              theirs={other}
              yours={draft}
              refused={conflict !== undefined}
              onMerge={(merged, then) => {
                goOnWith(other, merged);
                if (then === 'save') {
                  save(merged, other.plan.version);
                }
              }}
              onDiscard={() => goOnWith(other, other.draft)}
            />
          )
        }
        predicted={<PredictedLine plan={base.plan} />}
        below={<PreflightInPlace plan={base.plan} unsaved={unsaved} />}
        onSave={written => save(written, base.plan.version)}
        onDiscard={() => navigate(paths.plan(planId))}
      />
    </BreadcrumbEntry>
  );
}
