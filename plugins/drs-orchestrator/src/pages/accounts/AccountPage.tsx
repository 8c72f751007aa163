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
import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { TargetAccount } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accessTo } from '../../api/access';
import { useChange, useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { PageBody, PageRoom } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Instant } from '../../components/time/Instant';
import { usePaths } from '../../routing/usePaths';
import { AccountDialog } from './AccountDialog';
import { AccountFindings } from './AccountFindings';
import { accountSentence, accountState } from './accountWords';
import { CapacitySection } from './CapacitySection';
import { DeleteAccount } from './DeleteAccount';
import { StagingSection } from './StagingSection';
import { useWords } from '../../translations/useWords';

/** One target account: can it be used, and if not, what is missing. */
export function AccountPage() {
  const { accountId = '' } = useParams();
  const account = useOperation('get_target_account', { params: { accountId } });
  return account.data ? (
    <AccountView account={account.data} />
  ) : (
    <PageRoom>
      <Answer of={account} what={`account ${accountId}`}>
        {() => null}
      </Answer>
    </PageRoom>
  );
}

function AccountView({ account }: { account: TargetAccount }) {
  const words = useWords();
  const paths = usePaths();
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const { accountId, accountName, lastValidation } = account;
  const validate = useChange('validate_target_account', {
    changes: [
      'get_target_account',
      'list_target_accounts',
      'get_drs_account_capacity',
    ],
  });
  const access = accessTo(words, account, 'validate_target_account');
  return (
    <BreadcrumbEntry
      entry={{ label: accountName, href: paths.account(accountId) }}
    >
      <PageBody
        title={accountName}
        lead={accountSentence(account)}
        actions={
          <>
            <ActionButton
              variant="main"
              access={
                validate.isPending
                  ? { allowed: false, reason: 'It is being validated.' }
                  : access
              }
              consequence="Enters every Region and asks AWS; changes nothing there."
              onClick={() => validate.mutate({ params: { accountId } })}
            >
              {validate.isPending ? 'Validating…' : 'Validate'}
            </ActionButton>
            <ActionButton
              access={accessTo(words, account, 'update_target_account')}
              onClick={() => setOpen('edit')}
            >
              Edit
            </ActionButton>
            <ActionButton
              variant="danger"
              access={accessTo(words, account, 'delete_target_account')}
              onClick={() => setOpen('delete')}
            >
              Delete
            </ActionButton>
          </>
        }
      >
        <Section
          title="Can it be used?"
          actions={
            <StatusLabel variant="chip" state={accountState(account.status)} />
          }
        >
          {validate.error && (
            <ErrorNotice
              error={validate.error}
              attempt={`validate ${accountName}`}
            />
          )}
          <div role="status" aria-busy={validate.isPending}>
            <Typography variant="body2" color="textSecondary">
              {validate.isPending && 'Asking AWS in every Region…'}
              {!validate.isPending && lastValidation && (
                <>
                  Validated <Instant at={lastValidation.at} />.
                </>
              )}
              {!validate.isPending &&
                !lastValidation &&
                'Validate it to learn whether its role can be assumed, DRS is set up, every permission is there and no limit is near.'}
            </Typography>
          </div>
          {lastValidation &&
            (lastValidation.findings.length === 0 ? (
              <Typography variant="body2">
                The role can be assumed, DRS is set up in every Region, every
                permission that a recovery takes is there, and no limit is near.
              </Typography>
            ) : (
              <AccountFindings findings={lastValidation.findings} />
            ))}
        </Section>
        <CapacitySection account={account} />
        <StagingSection account={account} />
        <Section title="On record">
          <Facts
            items={[
              { term: 'Account ID', value: accountId },
              { term: 'Role to assume', value: account.roleName },
              {
                term: 'External ID',
                value: account.hasExternalId
                  ? 'On record, and never shown'
                  : 'None',
              },
              { term: 'Regions', value: account.regions.join(', ') },
              { term: 'Added', value: <Instant at={account.createdAt} /> },
              {
                term: 'Added by',
                value: <EntityName entityRef={account.createdBy} />,
              },
              {
                term: `Changed (version ${account.version})`,
                value: <Instant at={account.updatedAt} />,
              },
            ]}
          />
        </Section>
        {open === 'edit' && (
          <AccountDialog account={account} onClose={() => setOpen(undefined)} />
        )}
        {open === 'delete' && (
          <DeleteAccount account={account} onClose={() => setOpen(undefined)} />
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
