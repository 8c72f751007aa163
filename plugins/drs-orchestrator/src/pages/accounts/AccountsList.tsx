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
import { Link } from '@backstage/core-components';
import type { TargetAccount } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo } from '../../api/access';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { EmptyState } from '../../components/answer/EmptyState';
import { ActionButton } from '../../components/control/ActionButton';
import { PageBody } from '../../components/page/PageBody';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Pager } from '../../components/table/Pager';
import {
  cursorOf,
  useCursorPages,
} from '../../components/table/useCursorPages';
import { Instant } from '../../components/time/Instant';
import { usePaths } from '../../routing/usePaths';
import { useUrlState } from '../../routing/useUrlState';
import { useAccountsWords } from '../../translations/useAccountsWords';
import { AccountDialog } from './AccountDialog';
import { accountState } from './accountWords';

/** The accounts where servers are recovered, and whether each can be used. */
export function AccountsList() {
  const t = useAccountsWords();
  const paths = usePaths();
  const url = useUrlState();
  const [adding, setAdding] = useState(false);
  const manage = usePermissionTo('manageAccounts');
  const accounts = useOperation(
    'list_target_accounts',
    { query: { limit: 50, cursor: cursorOf(url) } },
    { keepPrevious: true },
  );
  const pages = useCursorPages(url, accounts.data?.nextCursor);
  const isUnused = accounts.data?.items.length === 0;
  const add = (
    <ActionButton
      variant="main"
      access={manage}
      onClick={() => setAdding(true)}
    >
      {t('list.add')}
    </ActionButton>
  );
  const columns: Column<TargetAccount>[] = [
    {
      id: 'account',
      title: t('list.column.account'),
      names: true,
      oneLine: true,
      render: account => (
        <>
          <Link to={paths.account(account.accountId)}>
            {account.accountName}
          </Link>
          <Typography variant="body2" color="textSecondary">
            {account.accountId}
          </Typography>
        </>
      ),
    },
    {
      id: 'status',
      title: t('list.column.status'),
      render: account => <Status account={account} />,
    },
    {
      id: 'regions',
      title: t('list.column.regions'),
      oneLine: true,
      render: account =>
        account.regions.map(region => <div key={region}>{region}</div>),
    },
    {
      id: 'staging',
      title: t('list.column.staging'),
      align: 'right',
      wideOnly: true,
      render: account => account.stagingAccounts.length,
    },
    {
      id: 'role',
      title: t('list.column.role'),
      wideOnly: true,
      render: account => account.roleName,
    },
    {
      id: 'validated',
      title: t('list.column.validated'),
      render: account =>
        account.lastValidation ? (
          <Instant at={account.lastValidation.at} />
        ) : (
          t('list.notValidated')
        ),
    },
  ];
  return (
    <PageBody
      title={t('list.title')}
      lead={t('list.lead')}
      actions={isUnused ? undefined : add}
    >
      <Answer of={accounts} what={t('list.what')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('list.none')} action={add}>
              {t('list.explanation')}
            </EmptyState>
          ) : (
            <>
              <DataTable
                onPage
                caption={t('list.caption')}
                columns={columns}
                rows={items}
                rowKey={account => account.accountId}
              />
              <Pager
                label={t('list.page', { page: String(pages.pageNumber) })}
                onPrevious={pages.onPrevious}
                onNext={pages.onNext}
              />
            </>
          )
        }
      </Answer>
      {adding && <AccountDialog onClose={() => setAdding(false)} />}
    </PageBody>
  );
}

function Status({ account }: { account: TargetAccount }) {
  const t = useAccountsWords();
  const findings = account.lastValidation?.findings.length ?? 0;
  return (
    <>
      <StatusLabel state={accountState(t, account.status)} />
      {findings > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('list.findings', { count: findings })}
        </Typography>
      )}
    </>
  );
}
