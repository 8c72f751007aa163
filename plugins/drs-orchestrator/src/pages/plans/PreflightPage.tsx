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
import {
  executionTypeSchema,
  type ExecutionType,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ActionButton } from '../../components/control/ActionButton';
import { PageBody, PageRoom } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { ChoiceFilter, FilterBar } from '../../components/table/FilterBar';
import { executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { PointInTimeFields } from './start/PointInTimeFields';
import { PreflightReport } from './start/PreflightReport';
import { usualStart } from './start/startDraft';
import { usePreflight } from './start/usePreflight';
import { useWords } from '../../translations/useWords';

/** What would happen if the plan were started now. */
export function PreflightPage() {
  const { planId = '' } = useParams();
  const plan = useOperation('get_recovery_plan', { params: { planId } });
  return plan.data ? (
    <PreflightView plan={plan.data} />
  ) : (
    <PageRoom>
      <Answer of={plan} what="the recovery plan">
        {() => null}
      </Answer>
    </PageRoom>
  );
}

function PreflightView({ plan }: { plan: RecoveryPlan }) {
  const words = useWords();
  const paths = usePaths();
  const url = useUrlState();
  const executionType: ExecutionType =
    executionTypeSchema.safeParse(url.get('type')).data ?? 'DRILL';
  const [draft, setDraft] = useState(usualStart);
  const preflight = usePreflight(plan.planId, executionType, draft);
  return (
    <BreadcrumbEntry
      entry={{ label: plan.planName, href: paths.plan(plan.planId) }}
    >
      <PageBody
        title={`Preflight of ${plan.planName}`}
        lead="Everything that speaks against a start now, and how long it would take. Nothing is changed, here or in AWS."
        actions={
          <>
            <ActionButton
              variant="main"
              access={
                preflight.isFetching
                  ? { allowed: false, reason: 'It is being checked.' }
                  : undefined
              }
              onClick={() => preflight.refetch()}
            >
              Check again
            </ActionButton>
            <ActionButton to={paths.plan(plan.planId)}>
              Back to the plan
            </ActionButton>
          </>
        }
      >
        <FilterBar label="What would be started">
          <ChoiceFilter
            label="As a"
            value={executionType}
            chosen
            options={executionTypeSchema.options.map(value => ({
              value,
              text: executionTypeText(words, value),
            }))}
            onChange={value => url.set({ type: value })}
          />
        </FilterBar>
        <Section title="Which data">
          <PointInTimeFields
            plan={plan}
            draft={draft}
            onChange={changes =>
              setDraft(before => ({ ...before, ...changes }))
            }
          />
        </Section>
        <Section title="What was found">
          <PreflightReport preflight={preflight} acknowledged={[]} />
        </Section>
      </PageBody>
    </BreadcrumbEntry>
  );
}
