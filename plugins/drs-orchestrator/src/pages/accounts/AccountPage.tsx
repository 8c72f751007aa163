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
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { PageAnswer } from '../../components/page/PageAnswer';
import { PageBody } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { Instant } from '../../components/time/Instant';
import { usePaths } from '../../routing/usePaths';
import { useAccountsWords } from '../../translations/useAccountsWords';
import { AccountDialog } from './AccountDialog';
import { AccountFindings } from './AccountFindings';
import { accountSentence, accountState } from './accountWords';
import { CapacitySection } from './CapacitySection';
import { DeleteAccount } from './DeleteAccount';
import { StagingSection } from './StagingSection';
import { useWords } from '../../translations/useWords';

/** One target account: can it be used, and if not, what is missing. */
export function AccountPage() {
  const t = useAccountsWords();
  const { accountId = '' } = useParams();
  const account = useOperation('get_target_account', { params: { accountId } });
  return (
    <PageAnswer of={account} what={t('account.what', { id: accountId })}>
      {data => <AccountView account={data} />}
    </PageAnswer>
  );
}

function AccountView({ account }: { account: TargetAccount }) {
  const t = useAccountsWords();
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
        lead={accountSentence(t, account)}
        actions={
          <>
            <ActionButton
              variant="main"
              access={
                validate.isPending
                  ? { allowed: false, reason: t('account.beingValidated') }
                  : access
              }
              consequence={t('account.validateHint')}
              onClick={() => validate.mutate({ params: { accountId } })}
            >
              {validate.isPending
                ? t('account.validating')
                : t('account.validate')}
            </ActionButton>
            <ActionButton
              access={accessTo(words, account, 'update_target_account')}
              onClick={() => setOpen('edit')}
            >
              {t('account.edit')}
            </ActionButton>
            <ActionButton
              variant="danger"
              access={accessTo(words, account, 'delete_target_account')}
              onClick={() => setOpen('delete')}
            >
              {t('account.delete')}
            </ActionButton>
          </>
        }
      >
        <Section
          title={t('account.canBeUsed')}
          actions={
            <StatusLabel
              variant="chip"
              state={accountState(t, account.status)}
            />
          }
        >
          {validate.error && (
            <ErrorNotice
              error={validate.error}
              attempt={t('account.validateAttempt', { name: accountName })}
            />
          )}
          <div role="status" aria-busy={validate.isPending}>
            <Typography variant="body2" color="textSecondary">
              {validate.isPending && t('account.asking')}
              {!validate.isPending &&
                lastValidation &&
                t('account.validated', {
                  when: <Instant at={lastValidation.at} />,
                })}
              {!validate.isPending &&
                !lastValidation &&
                t('account.neverValidated')}
            </Typography>
          </div>
          {lastValidation &&
            (lastValidation.findings.length === 0 ? (
              <Typography variant="body2">
                {t('account.nothingFound')}
              </Typography>
            ) : (
              <AccountFindings findings={lastValidation.findings} />
            ))}
        </Section>
        <CapacitySection account={account} />
        <StagingSection account={account} />
        <Section title={t('account.onRecord')}>
          <Facts
            items={[
              { term: t('account.id'), value: accountId },
              { term: t('account.role'), value: account.roleName },
              {
                term: t('account.externalId'),
                value: account.hasExternalId
                  ? t('account.hasExternalId')
                  : t('account.noExternalId'),
              },
              { term: t('account.regions'), value: account.regions.join(', ') },
              {
                term: t('account.added'),
                value: <Instant at={account.createdAt} />,
              },
              {
                term: t('account.addedBy'),
                value: <EntityName entityRef={account.createdBy} />,
              },
              {
                term: t('account.changed', {
                  version: String(account.version),
                }),
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
