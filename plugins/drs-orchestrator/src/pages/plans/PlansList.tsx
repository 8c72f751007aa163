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
import { Link } from '@backstage/core-components';
import {
  formatDuration,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { usePermissionTo } from '../../api/access';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { PageBody } from '../../components/page/PageBody';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { FilterBar, TextFilter } from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { Instant } from '../../components/time/Instant';
import { counted } from '../../format/counting';
import { executionState, executionTypeText } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { useWords } from '../../translations/useWords';

/** Every recovery plan, by name. */
export function PlansList() {
  const words = useWords();
  const paths = usePaths();
  const url = useUrlState();
  useExecutionSignals();
  const create = usePermissionTo('createRecoveryPlan');
  const plans = useOperation(
    'list_recovery_plans',
    {
      query: {
        limit: 25,
        cursor: cursorOf(url),
        name: url.get('name') || undefined,
      },
    },
    { keepPrevious: true, pollEvery: 15_000 },
  );
  const pages = useCursorPages(url, plans.data?.nextCursor);
  // Nothing to list yet: the page then offers the first step once, in its middle.
  const unused = plans.data?.items.length === 0 && !url.get('name');
  const button = (
    <ActionButton variant="main" access={create} to={paths.newPlan}>
      Create plan
    </ActionButton>
  );
  const columns: Column<RecoveryPlan>[] = [
    {
      id: 'name',
      title: 'Plan',
      names: true,
      render: plan => (
        <>
          <Link to={paths.plan(plan.planId)}>{plan.planName}</Link>
          {plan.description && (
            <Typography variant="body2" color="textSecondary">
              {plan.description}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'waves',
      title: 'Waves',
      render: plan => plan.waves.map(wave => wave.waveName).join(' · '),
    },
    {
      id: 'target',
      title: 'Target',
      oneLine: true,
      render: plan =>
        plan.targetRtoMinutes === undefined
          ? '–'
          : formatDuration(plan.targetRtoMinutes * 60),
    },
    {
      id: 'last',
      title: 'Last run',
      render: ({ lastExecution }) =>
        lastExecution ? (
          <>
            <StatusLabel state={executionState(words, lastExecution)} />
            <Typography variant="body2" color="textSecondary">
              <TextLink to={paths.execution(lastExecution.executionId)}>
                {executionTypeText(words, lastExecution.executionType)}
              </TextLink>
              , <Instant at={lastExecution.startTime} />
            </Typography>
          </>
        ) : (
          <StatusLabel state={{ tone: 'warning', text: 'Never rehearsed' }} />
        ),
    },
    {
      id: 'where',
      title: 'Account and Regions',
      render: plan => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {plan.accountId}
          <Typography variant="body2" color="textSecondary">
            {plan.scopes.map(scope => scope.region).join(', ')}
          </Typography>
        </span>
      ),
    },
    {
      id: 'owner',
      title: 'Owner',
      render: plan =>
        plan.owner ? <EntityName entityRef={plan.owner} /> : '–',
    },
  ];
  return (
    <PageBody
      title="Recovery plans"
      lead="The order in which an application’s servers come back: waves of protection groups, each after those it depends on."
      actions={unused ? undefined : button}
    >
      <FilterBar label="Filter the plans">
        <TextFilter
          label="Name"
          value={url.get('name')}
          onChange={name => url.set({ name, page: '' })}
        />
      </FilterBar>
      <Answer of={plans} what="the recovery plans">
        {({ items, totalItems }) => {
          if (items.length > 0) {
            return (
              <>
                <DataTable
                  onPage
                  caption="Recovery plans"
                  columns={columns}
                  rows={items}
                  rowKey={plan => plan.planId}
                />
                <Pager
                  label={`Page ${pages.pageNumber}${
                    totalItems === undefined
                      ? ''
                      : ` · ${counted(totalItems, 'plan')} in all`
                  }`}
                  onPrevious={pages.onPrevious}
                  onNext={pages.onNext}
                />
              </>
            );
          }
          return url.get('name') ? (
            <EmptyState title="No plan matches">
              Change or clear the filter above.
            </EmptyState>
          ) : (
            <EmptyState title="No recovery plan yet" action={button}>
              A recovery plan says in which order protection groups are
              launched, what waits for what, and when to stop and ask. Rehearse
              it with drills, and use it on the night it is needed.
            </EmptyState>
          );
        }}
      </Answer>
    </PageBody>
  );
}
