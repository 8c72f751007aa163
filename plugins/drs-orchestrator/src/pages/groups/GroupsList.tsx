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
import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo } from '../../api/access';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { PageBody } from '../../components/page/PageBody';
import { EntityName } from '../../components/people/EntityName';
import { TagList } from '../../components/servers/TagList';
import { DataTable, type Column } from '../../components/table/DataTable';
import {
  ChoiceFilter,
  FilterBar,
  TextFilter,
} from '../../components/table/FilterBar';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { Instant } from '../../components/time/Instant';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { useGroupsWords } from '../../translations/useGroupsWords';

/** Every protection group, by name. */
export function GroupsList() {
  const t = useGroupsWords();
  const paths = usePaths();
  const url = useUrlState();
  const create = usePermissionTo('createProtectionGroup');
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });
  const groups = useOperation(
    'list_protection_groups',
    {
      query: {
        limit: 25,
        cursor: cursorOf(url),
        name: url.get('name') || undefined,
        accountId: url.get('account') || undefined,
      },
    },
    { keepPrevious: true },
  );
  const pages = useCursorPages(url, groups.data?.nextCursor);
  const filtered = Boolean(url.get('name') || url.get('account'));
  // Nothing to list yet: the page then offers the first step once, in its middle.
  const unused = groups.data?.items.length === 0 && !filtered;
  const button = (
    <ActionButton variant="main" access={create} to={paths.newGroup}>
      {t('list.create')}
    </ActionButton>
  );

  const columns: Column<ProtectionGroup>[] = [
    {
      id: 'name',
      title: t('list.column.group'),
      names: true,
      render: group => (
        <>
          <Link to={paths.group(group.groupId)}>{group.groupName}</Link>
          {group.description && (
            <Typography variant="body2" color="textSecondary">
              {group.description}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'selection',
      title: t('group.chosenBy'),
      render: group =>
        group.serverSelectionTags ? (
          <TagList tags={group.serverSelectionTags} />
        ) : (
          t('group.named', { count: group.sourceServerIds?.length ?? 0 })
        ),
    },
    {
      id: 'where',
      title: t('group.accountAndRegion'),
      render: group => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {accounts.data?.items.find(
            account => account.accountId === group.accountId,
          )?.accountName ?? group.accountId}
          <Typography variant="body2" color="textSecondary">
            {group.region}
          </Typography>
        </span>
      ),
    },
    {
      id: 'plans',
      title: t('list.column.usedBy'),
      render: group =>
        group.usedByPlans.length === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {t('list.noPlan')}
          </Typography>
        ) : (
          group.usedByPlans.map(plan => (
            <div key={plan.planId}>
              <Link to={paths.plan(plan.planId)}>{plan.planName}</Link>
            </div>
          ))
        ),
    },
    {
      id: 'owner',
      title: t('group.owner'),
      render: group =>
        group.owner ? <EntityName entityRef={group.owner} /> : '–',
    },
    {
      id: 'changed',
      title: t('list.column.changed'),
      render: group => <Instant at={group.updatedAt} />,
    },
  ];

  return (
    <PageBody
      title={t('list.title')}
      lead={t('list.lead')}
      actions={unused ? undefined : button}
    >
      <FilterBar label={t('list.filter.label')}>
        <TextFilter
          label={t('list.filter.name')}
          value={url.get('name')}
          onChange={name => url.set({ name, page: '' })}
        />
        <ChoiceFilter
          label={t('list.filter.account')}
          value={url.get('account')}
          options={(accounts.data?.items ?? []).map(account => ({
            value: account.accountId,
            text: account.accountName,
          }))}
          onChange={account => url.set({ account, page: '' })}
        />
      </FilterBar>
      <Answer of={groups} what={t('list.what')}>
        {({ items, totalItems }) => {
          if (items.length > 0) {
            return (
              <>
                <DataTable
                  onPage
                  caption={t('list.caption')}
                  columns={columns}
                  rows={items}
                  rowKey={group => group.groupId}
                />
                <Pager
                  label={
                    totalItems === undefined
                      ? t('list.page', { page: String(pages.pageNumber) })
                      : t('list.pageOfAll', {
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
          return filtered ? (
            <EmptyState title={t('list.noMatch')}>
              {t('list.changeFilters')}
            </EmptyState>
          ) : (
            <EmptyState title={t('list.none')} action={button}>
              {t('list.explanation')}
            </EmptyState>
          );
        }}
      </Answer>
    </PageBody>
  );
}
