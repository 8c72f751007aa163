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

import type {
  StagingAccount,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { AccountsWords } from '../../translations/accounts';

/** A staging account as it is being typed. */
export interface StagingDraft {
  accountId: string;
  region: string;
  roleName: string;
  maxServers: string;
  priority: string;
}

/** What becomes of the external ID that is on record. */
export type ExternalIdChoice = 'KEEP' | 'REPLACE' | 'REMOVE';

/** An account as it is being typed. */
export interface AccountDraft {
  accountId: string;
  accountName: string;
  roleName: string;
  externalIdChoice: ExternalIdChoice;
  externalId: string;
  regions: string;
  stagingAccounts: StagingDraft[];
}

export const emptyStaging = (region: string): StagingDraft => ({
  accountId: '',
  region,
  roleName: 'DrsOrchestratorRole',
  maxServers: '300',
  priority: '1',
});

const stagingDraft = (staging: StagingAccount): StagingDraft => ({
  ...staging,
  maxServers: String(staging.maxServers),
  priority: String(staging.priority),
});

/** The draft that an account, or the lack of one, begins with. */
export function draftOf(account: TargetAccount | undefined): AccountDraft {
  return account
    ? {
        accountId: account.accountId,
        accountName: account.accountName,
        roleName: account.roleName,
        externalIdChoice: account.hasExternalId ? 'KEEP' : 'REPLACE',
        externalId: '',
        regions: account.regions.join(', '),
        stagingAccounts: account.stagingAccounts.map(stagingDraft),
      }
    : {
        accountId: '',
        accountName: '',
        roleName: 'DrsOrchestratorRole',
        externalIdChoice: 'REPLACE',
        externalId: '',
        regions: '',
        stagingAccounts: [],
      };
}

/** The Regions typed so far. */
export const regionsOf = ({ regions }: Pick<AccountDraft, 'regions'>) =>
  regions.split(/[\s,]+/).filter(Boolean);

/** What of the draft a request says, whether the account is new or not. */
export function contentOf(draft: AccountDraft) {
  const externalId = draft.externalId.trim();
  return {
    accountName: draft.accountName,
    roleName: draft.roleName.trim(),
    regions: regionsOf(draft),
    stagingAccounts: draft.stagingAccounts.map(staging => ({
      accountId: staging.accountId.trim(),
      region: staging.region,
      roleName: staging.roleName.trim(),
      maxServers: Number(staging.maxServers),
      priority: Number(staging.priority),
    })),
    ...(draft.externalIdChoice === 'REPLACE' && externalId && { externalId }),
  };
}

/** In which fields somebody else's version says something else. */
export function differencesOf(
  t: AccountsWords,
  draft: AccountDraft,
  current: TargetAccount,
) {
  const yours = contentOf(draft);
  const stagingText = (
    list: readonly { accountId: string; region: string }[],
  ) =>
    list
      .map(({ accountId, region }) =>
        t('dialog.stagingIn', { account: accountId, region }),
      )
      .join(', ');
  return [
    {
      field: t('dialog.differs.name'),
      theirs: current.accountName,
      yours: yours.accountName.trim(),
    },
    {
      field: t('dialog.differs.role'),
      theirs: current.roleName,
      yours: yours.roleName,
    },
    {
      field: t('dialog.differs.regions'),
      theirs: current.regions.join(', '),
      yours: yours.regions.join(', '),
    },
    {
      field: t('dialog.differs.staging'),
      theirs: stagingText(current.stagingAccounts),
      yours: stagingText(yours.stagingAccounts),
    },
  ].filter(({ theirs, yours: own }) => theirs !== own);
}
