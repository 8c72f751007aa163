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
import type {
  StagingAccount,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { ActionButton } from '../../components/control/ActionButton';
import { Section } from '../../components/page/Section';
import { DataTable } from '../../components/table/DataTable';
import { useAccountsWords } from '../../translations/useAccountsWords';
import { ExtendDialog } from './ExtendDialog';
import { useWords } from '../../translations/useWords';

/** The staging accounts of an account, and the way to extend their servers. */
export function StagingSection({ account }: { account: TargetAccount }) {
  const words = useWords();
  const t = useAccountsWords();
  const [extending, setExtending] = useState<StagingAccount>();
  const access = accessTo(words, account, 'extend_source_servers');
  return (
    <Section title={t('staging.title')}>
      {account.stagingAccounts.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('staging.none')}
        </Typography>
      ) : (
        <DataTable
          caption={t('staging.title')}
          rows={[...account.stagingAccounts].sort(
            (one, other) =>
              one.region.localeCompare(other.region) ||
              one.priority - other.priority,
          )}
          rowKey={staging => `${staging.accountId}/${staging.region}`}
          columns={[
            {
              id: 'account',
              title: t('staging.account'),
              names: true,
              render: staging => staging.accountId,
            },
            {
              id: 'region',
              title: t('staging.region'),
              oneLine: true,
              render: staging => staging.region,
            },
            {
              id: 'role',
              title: t('staging.roleToAssume'),
              wideOnly: true,
              render: staging => staging.roleName,
            },
            {
              id: 'max',
              title: t('staging.atMost'),
              align: 'right',
              render: staging =>
                t('staging.serversAtMost', { count: staging.maxServers }),
            },
            {
              id: 'priority',
              title: t('staging.priority'),
              align: 'right',
              wideOnly: true,
              render: staging => staging.priority,
            },
            {
              id: 'extend',
              title: t('staging.servers'),
              render: staging => (
                <ActionButton
                  size="small"
                  access={access}
                  onClick={() => setExtending(staging)}
                >
                  {t('staging.extend')}
                </ActionButton>
              ),
            },
          ]}
        />
      )}
      {extending && (
        <ExtendDialog
          account={account}
          staging={extending}
          onClose={() => setExtending(undefined)}
        />
      )}
    </Section>
  );
}
