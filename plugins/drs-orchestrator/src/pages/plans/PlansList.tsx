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
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { type RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
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
import { executionState, executionTypeText } from '../../format/states';
import { durationText } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { usePlansWords } from '../../translations/usePlansWords';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** Every recovery plan, by name. */
export function PlansList() {
  const classes = useStyles();
  const t = usePlansWords();
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
  const buttons = (
    <div className={classes.buttons}>
      <ActionButton
        access={create}
        consequence={t('list.fromCatalogHint')}
        to={paths.newPlanFromCatalog}
      >
        {t('list.fromCatalog')}
      </ActionButton>
      <ActionButton variant="main" access={create} to={paths.newPlan}>
        {t('list.create')}
      </ActionButton>
    </div>
  );
  const columns: Column<RecoveryPlan>[] = [
    {
      id: 'name',
      title: t('list.plan'),
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
      title: t('list.waves'),
      render: plan => plan.waves.map(wave => wave.waveName).join(' · '),
    },
    {
      id: 'target',
      title: t('list.target'),
      oneLine: true,
      render: plan =>
        plan.targetRtoMinutes === undefined
          ? t('list.none')
          : durationText(words, plan.targetRtoMinutes * 60),
    },
    {
      id: 'last',
      title: t('list.last'),
      render: ({ lastExecution }) =>
        lastExecution ? (
          <>
            <StatusLabel state={executionState(words, lastExecution)} />
            <Typography variant="body2" color="textSecondary">
              {t('list.lastRun', {
                run: (
                  <TextLink to={paths.execution(lastExecution.executionId)}>
                    {executionTypeText(words, lastExecution.executionType)}
                  </TextLink>
                ),
                when: <Instant at={lastExecution.startTime} />,
              })}
            </Typography>
          </>
        ) : (
          <StatusLabel state={{ tone: 'warning', text: t('list.never') }} />
        ),
    },
    {
      id: 'where',
      title: t('list.where'),
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
      title: t('list.owner'),
      render: plan =>
        plan.owner ? <EntityName entityRef={plan.owner} /> : t('list.none'),
    },
  ];
  return (
    <PageBody
      title={t('list.title')}
      lead={t('list.lead')}
      actions={unused ? undefined : buttons}
    >
      <FilterBar label={t('list.filter')}>
        <TextFilter
          label={t('list.name')}
          value={url.get('name')}
          onChange={name => url.set({ name, page: '' })}
        />
      </FilterBar>
      <Answer of={plans} what={t('list.what')}>
        {({ items, totalItems }) => {
          if (items.length > 0) {
            return (
              <>
                <DataTable
                  onPage
                  caption={t('list.caption')}
                  columns={columns}
                  rows={items}
                  rowKey={plan => plan.planId}
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
              </>
            );
          }
          return url.get('name') ? (
            <EmptyState title={t('list.noMatch')}>
              {t('list.noMatchHelp')}
            </EmptyState>
          ) : (
            <EmptyState title={t('list.empty')} action={buttons}>
              {t('list.emptyHelp')}
            </EmptyState>
          );
        }}
      </Answer>
    </PageBody>
  );
}
