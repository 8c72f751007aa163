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

import {
  executionStatusSchema,
  executionTypeSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { ExecutionsTable } from '../../components/executions/ExecutionsTable';
import { PageBody } from '../../components/page/PageBody';
import { ChoiceFilter, FilterBar } from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { counted } from '../../format/counting';
import { executionStatusState, executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';

const PAGE_SIZE = 25;

/** Every run of a plan, newest first. */
export function ExecutionsList() {
  const paths = usePaths();
  const url = useUrlState();
  const { pollLive } = useExecutionSignals();
  const status = executionStatusSchema.safeParse(url.get('status')).data;
  const executionType = executionTypeSchema.safeParse(url.get('type')).data;
  const planId = url.get('plan') || undefined;
  const cursor = cursorOf(url);

  const plans = useOperation('list_recovery_plans', { query: { limit: 200 } });
  const executions = useOperation(
    'list_executions',
    { query: { limit: PAGE_SIZE, status, executionType, planId, cursor } },
    { keepPrevious: true, pollEvery: Math.max(pollLive, 5_000) },
  );
  const pages = useCursorPages(url, executions.data?.nextCursor);
  const filtered = Boolean(status || executionType || planId || cursor);

  return (
    <PageBody
      title="Executions"
      lead="Every drill and every recovery, newest first, with what became of its servers."
    >
      <FilterBar label="Filter the executions">
        <ChoiceFilter
          label="Status"
          value={status ?? ''}
          options={executionStatusSchema.options.map(value => ({
            value,
            text: executionStatusState(value).text,
          }))}
          onChange={value => url.set({ status: value, page: '' })}
        />
        <ChoiceFilter
          label="Type"
          value={executionType ?? ''}
          options={executionTypeSchema.options.map(value => ({
            value,
            text: executionTypeText(value),
          }))}
          onChange={value => url.set({ type: value, page: '' })}
        />
        <ChoiceFilter
          label="Plan"
          value={planId ?? ''}
          options={(plans.data?.items ?? []).map(plan => ({
            value: plan.planId,
            text: plan.planName,
          }))}
          onChange={value => url.set({ plan: value, page: '' })}
        />
      </FilterBar>
      <Answer of={executions} what="the executions">
        {({ items, totalItems }) => {
          if (items.length === 0) {
            return filtered ? (
              <EmptyState title="No execution matches">
                Change or clear the filters above.
              </EmptyState>
            ) : (
              <EmptyState
                title="Nothing has been run yet"
                action={
                  <ActionButton variant="main" to={paths.plans}>
                    Choose a plan to rehearse
                  </ActionButton>
                }
              >
                An execution is one run of a recovery plan: a drill, which
                launches copies of the servers to prove that it works, or a real
                recovery. Start with a drill of one plan.
              </EmptyState>
            );
          }
          return (
            <>
              <ExecutionsTable onPage executions={items} caption="Executions" />
              <Pager
                label={
                  totalItems === undefined
                    ? `Page ${pages.pageNumber}`
                    : `Page ${pages.pageNumber} · ${counted(
                        totalItems,
                        'execution',
                      )} in all`
                }
                onPrevious={pages.onPrevious}
                onNext={pages.onNext}
              />
            </>
          );
        }}
      </Answer>
    </PageBody>
  );
}
