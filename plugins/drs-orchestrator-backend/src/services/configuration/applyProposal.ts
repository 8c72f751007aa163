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

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Clock, Scope } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type TagSyncRules,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { currentChange } from '../../audit/currentChange';
import {
  accountSubject,
  groupSubject,
  planSubject,
  tagSyncRulesSubject,
  type Subject,
} from '../../audit/subjects';
import { inTransaction } from '../../database/inTransaction';
import { ProtectionGroupStore } from '../../database/ProtectionGroupStore';
import {
  groupIdsOf,
  RecoveryPlanStore,
} from '../../database/RecoveryPlanStore';
import { lockScopes } from '../../database/scopeLock';
import { TargetAccountStore } from '../../database/TargetAccountStore';
import { isReachedAlike } from '../accounts/TargetAccounts';
import { changeRules } from '../tagSync/tagSyncRules';
import { isChanged } from './ImportJudge';
import { presentRecords, type PresentRecords } from './presentRecords';
import type {
  Proposal,
  ProposedAccount,
  ProposedGroup,
  ProposedPlan,
  ProposedTagSync,
} from './proposal';

/** Who writes, and when. */
interface Writing {
  readonly actor: string;
  readonly now: Date;
  /** The configuration's rules, and what says when they are applied. */
  readonly tagSync: TagSyncRules;
  readonly clock: Clock;
}

/** That what was judged is not what is there any more. */
export const changedMeanwhile = (): DrsError =>
  new DrsError(
    'VERSION_CONFLICT',
    'Somebody changed records while the import was judged, and nothing of it was done',
    [
      {
        code: 'VERSION_CONFLICT',
        severity: 'BLOCKING',
        message: 'Records were changed meanwhile',
        remedy: 'Look at what would be done now, and import it again',
      },
    ],
  );

/** The versions of all records: the same only while nobody has written. */
const versionsOf = ({
  accounts,
  groups,
  plans,
  tagSync,
}: PresentRecords): string =>
  JSON.stringify([
    accounts.map(({ accountId, version }) => [accountId, version]),
    groups.map(({ groupId, version }) => [groupId, version]),
    plans.map(({ planId, version }) => [planId, version]),
    tagSync?.version,
  ]);

/**
 * Writes everything that a proposal creates and changes in one transaction, with
 * an entry in the audit trail for each record.
 *
 * @param judged - the records that it was judged against
 * @throws DrsError VERSION_CONFLICT where there are others by now: nothing is written then
 */
export async function applyProposal(
  knex: Knex,
  proposal: Proposal,
  judged: PresentRecords,
  writing: Writing,
): Promise<void> {
  const accounts = proposal.accounts.filter(isChanged);
  const groups = proposal.groups.filter(isChanged);
  const plans = proposal.plans.filter(isChanged);
  try {
    await inTransaction(knex, async trx => {
      await lockScopes(trx, scopesWritten(accounts, groups));
      if (versionsOf(await presentRecords(trx)) !== versionsOf(judged)) {
        throw changedMeanwhile();
      }
      for (const account of accounts) {
        await writeAccount(trx, account, writing);
      }
      for (const group of groups) {
        await writeGroup(trx, group, writing);
      }
      for (const plan of plans) {
        await writePlan(trx, plan, writing);
      }
      if (proposal.tagSync && isChanged(proposal.tagSync)) {
        await writeTagSync(trx, proposal.tagSync, writing);
      }
    });
  } catch (error) {
    // A name that somebody took in the same moment.
    throw isDatabaseConflictError(error) ? changedMeanwhile() : error;
  }
}

/** Where groups are written, or must not be: Regions that are taken off the record. */
const scopesWritten = (
  accounts: readonly ProposedAccount[],
  groups: readonly ProposedGroup[],
): Scope[] => [
  ...groups.map(({ accountId, region }) => ({ accountId, region })),
  ...accounts.flatMap(({ accountId, before, regions }) =>
    (before?.regions ?? [])
      .filter(region => !regions.includes(region))
      .map(region => ({ accountId, region })),
  ),
];

/** Does one change, and tells it in the same transaction. */
async function audited(
  trx: Knex.Transaction,
  subjectNow: () => Promise<Subject>,
  write: () => Promise<boolean | void>,
): Promise<void> {
  const before = await subjectNow();
  if ((await write()) === false) {
    throw changedMeanwhile();
  }
  await currentChange.getStore()?.recordPartIn(trx, before, await subjectNow());
}

async function writeAccount(
  trx: Knex.Transaction,
  { accountId, before, content }: ProposedAccount,
  { actor, now }: Writing,
): Promise<void> {
  if (!content) {
    throw new Error(`Account ${accountId} was judged to be incomplete`);
  }
  const store = TargetAccountStore.create(trx);
  await audited(
    trx,
    () => accountSubject(trx, accountId),
    () =>
      before
        ? store.update(accountId, before.version, content, {
            now,
            keepsValidation: isReachedAlike(before, content),
          })
        : store.insert(
            {
              accountId,
              accountName: content.accountName,
              roleName: content.roleName,
              externalId: content.externalId?.value,
              regions: [...content.regions],
              stagingAccounts: [...content.stagingAccounts],
            },
            actor,
            now,
          ),
  );
}

async function writeGroup(
  trx: Knex.Transaction,
  { groupId, accountId, region, before, content, name }: ProposedGroup,
  { actor, now }: Writing,
): Promise<void> {
  const store = ProtectionGroupStore.create(trx);
  await audited(
    trx,
    async () => groupSubject(await store.get(groupId), { name }),
    () =>
      before
        ? store.update(groupId, before.version, content, now)
        : store.insert({ groupId, accountId, region, content }, actor, now),
  );
}

async function writePlan(
  trx: Knex.Transaction,
  { planId, accountId, before, content, name }: ProposedPlan,
  { actor, now }: Writing,
): Promise<void> {
  // None of its groups can be deleted before it is written.
  const groups = ProtectionGroupStore.create(trx);
  if (!(await groups.hold(groupIdsOf(content.waves)))) {
    throw changedMeanwhile();
  }
  const store = RecoveryPlanStore.create(trx);
  await audited(
    trx,
    async () => planSubject(await store.get(planId), { name }),
    () =>
      before
        ? store.update(planId, before.version, content, actor, now)
        : store.insert({ planId, accountId, content }, actor, now),
  );
}

async function writeTagSync(
  trx: Knex.Transaction,
  { before, content }: ProposedTagSync,
  { actor, tagSync, clock }: Writing,
): Promise<void> {
  const change = { version: before?.version ?? 0, rules: content };
  await audited(
    trx,
    () => tagSyncRulesSubject(trx),
    () => changeRules(trx, change, tagSync, actor, clock),
  );
}
