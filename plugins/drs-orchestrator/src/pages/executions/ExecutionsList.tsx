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
import { usePermissionTo } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { ExecutionsTable } from '../../components/executions/ExecutionsTable';
import { PageBody } from '../../components/page/PageBody';
import {
  ChoiceFilter,
  DayFilter,
  FilterBar,
} from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { executionStatusState, executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { DeleteExecutions } from './DeleteExecutions';
import { filterNames, filtersOf } from './executionFilters';
import type { ExecutionsWords } from '../../translations/executions';
import { useExecutionsWords } from '../../translations/useExecutionsWords';
import { useWords } from '../../translations/useWords';

const PAGE_SIZE = 25;

/** Every run of a plan, newest first. */
export function ExecutionsList() {
  const t = useExecutionsWords();
  const words = useWords();
  const paths = usePaths();
  const url = useUrlState();
  const { pollLive } = useExecutionSignals();
  const filters = filtersOf(url);
  const cursor = cursorOf(url);
  const mayDelete = usePermissionTo('manageAccounts').allowed;

  const plans = useOperation('list_recovery_plans', { query: { limit: 200 } });
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });
  const profile = useOperation('get_user_permissions', {});
  const executions = useOperation(
    'list_executions',
    { query: { limit: PAGE_SIZE, ...filters, cursor } },
    { keepPrevious: true, pollEvery: Math.max(pollLive, 5_000) },
  );
  const pages = useCursorPages(url, executions.data?.nextCursor);
  const filtered = filterNames.some(name => url.get(name)) || cursor;
  const chosen = url.getAll('chosen');
  // Another filter shows other executions: none of those stays chosen unseen.
  const filter = (name: string) => (value: string) =>
    url.set({ [name]: value, page: '', chosen: '' });

  return (
    <PageBody title={t('list.title')} lead={t('list.lead')}>
      <FilterBar label={t('list.filters')}>
        <ChoiceFilter
          label={t('list.status')}
          value={filters.status ? url.get('status') : ''}
          options={executionStatusSchema.options.map(value => ({
            value,
            text: executionStatusState(words, value).text,
          }))}
          onChange={filter('status')}
        />
        <ChoiceFilter
          label={t('list.type')}
          value={filters.executionType ?? ''}
          options={executionTypeSchema.options.map(value => ({
            value,
            text: executionTypeText(words, value),
          }))}
          onChange={filter('type')}
        />
        <ChoiceFilter
          label={t('list.plan')}
          value={filters.planId ?? ''}
          options={(plans.data?.items ?? []).map(plan => ({
            value: plan.planId,
            text: plan.planName,
          }))}
          onChange={filter('plan')}
        />
        <ChoiceFilter
          label={t('list.account')}
          value={filters.accountId ?? ''}
          options={(accounts.data?.items ?? []).map(account => ({
            value: account.accountId,
            text: account.accountName,
          }))}
          onChange={filter('account')}
        />
        <ChoiceFilter
          label={t('list.startedBy')}
          value={filters.initiatedBy ?? ''}
          options={peopleOf(
            t,
            profile.data?.userEntityRef,
            filters.initiatedBy,
            executions.data?.items.map(run => run.initiatedBy) ?? [],
          )}
          onChange={filter('by')}
        />
        <DayFilter
          label={t('list.from')}
          value={url.get('from')}
          onChange={filter('from')}
        />
        <DayFilter
          label={t('list.to')}
          value={url.get('to')}
          onChange={filter('to')}
        />
      </FilterBar>
      <Answer of={executions} what={t('list.what')}>
        {({ items, totalItems }) => {
          if (items.length === 0) {
            return filtered ? (
              <EmptyState title={t('list.noMatch')}>
                {t('list.noMatchHelp')}
              </EmptyState>
            ) : (
              <EmptyState
                title={t('list.none')}
                action={
                  <ActionButton variant="main" to={paths.plans}>
                    {t('list.noneAction')}
                  </ActionButton>
                }
              >
                {t('list.noneHelp')}
              </EmptyState>
            );
          }
          return (
            <>
              <ExecutionsTable
                onPage
                executions={items}
                caption={t('list.caption')}
                selection={
                  mayDelete
                    ? {
                        chosen: new Set(chosen),
                        onChange: keys => url.set({ chosen: keys }),
                      }
                    : undefined
                }
              />
              <Pager
                label={
                  totalItems === undefined
                    ? t('list.page', { page: String(pages.pageNumber) })
                    : t('list.pageOf', {
                        page: String(pages.pageNumber),
                        count: totalItems,
                      })
                }
                onPrevious={pages.onPrevious}
                onNext={pages.onNext}
              />
              <DeleteExecutions
                chosen={chosen}
                filters={filters}
                onDeleted={() => url.set({ chosen: '', page: '' })}
              />
            </>
          );
        }}
      </Answer>
    </PageBody>
  );
}

/** Oneself first, then whoever is in sight. */
function peopleOf(
  t: ExecutionsWords,
  me: string | undefined,
  chosen: string | undefined,
  inSight: readonly string[],
): { value: string; text: string }[] {
  const others = [...new Set([...(chosen ? [chosen] : []), ...inSight])]
    .filter(person => person !== me)
    .sort();
  return [
    ...(me ? [{ value: me, text: t('list.me') }] : []),
    ...others.map(value => ({
      value,
      text: value.replace(/^user:default\//, ''),
    })),
  ];
}
