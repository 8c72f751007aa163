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
  AuditRecordKind,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { FreezeStore } from '../database/FreezeStore';
import {
  ProtectionGroupStore,
  type StoredGroup,
} from '../database/ProtectionGroupStore';
import {
  RecoveryPlanStore,
  type StoredPlan,
} from '../database/RecoveryPlanStore';
import { TagSyncStore } from '../database/TagSyncStore';
import { TargetAccountStore } from '../database/TargetAccountStore';
import type { ServedOperation } from '../services/Services';
import { TAG_SYNC_NAME } from '../services/tagSync/tagSyncRules';

/** What a change is made to, as it is in the database now. */
export interface Subject {
  readonly kind: AuditRecordKind;
  readonly id?: string;
  readonly name?: string;
  /** Its fields; absent where there is no such record. */
  readonly state?: Readonly<Record<string, unknown>>;
}

/** Finds what a request changes. */
type Locate<K extends ServedOperation> = (
  knex: Knex,
  request: ValidRequest<K>,
) => Promise<Subject>;

/** A group as entries tell it. */
export function groupSubject(
  group: StoredGroup | undefined,
  sought: { id?: string; name?: string },
): Subject {
  if (!group) {
    return { kind: 'protection-group', ...sought };
  }
  const { groupId, selection, createdAt, createdBy, updatedAt, ...state } =
    group;
  return {
    kind: 'protection-group',
    id: groupId,
    name: group.groupName,
    state: {
      ...state,
      ...(selection.kind === 'tags'
        ? { serverSelectionTags: selection.tags }
        : { sourceServerIds: selection.sourceServerIds }),
    },
  };
}

/** A plan as entries tell it. */
export function planSubject(
  plan: StoredPlan | undefined,
  sought: { id?: string; name?: string },
): Subject {
  if (!plan) {
    return { kind: 'recovery-plan', ...sought };
  }
  const { planId, createdAt, createdBy, updatedAt, updatedBy, ...state } = plan;
  return {
    kind: 'recovery-plan',
    id: planId,
    name: plan.planName,
    state,
  };
}

/** An account as entries tell it. */
export async function accountSubject(
  knex: Knex,
  accountId: string,
): Promise<Subject> {
  const account = await TargetAccountStore.create(knex).get(accountId);
  if (!account) {
    return { kind: 'account', id: accountId };
  }
  // The store gives the external ID to whoever assumes the role only.
  const { createdAt, createdBy, updatedAt, lastValidation, ...state } = account;
  return { kind: 'account', id: accountId, name: account.accountName, state };
}

const accountById: Locate<'update_target_account' | 'delete_target_account'> = (
  knex,
  { params: { accountId } },
) => accountSubject(knex, accountId);

const executionRowSchema = z
  .object({ execution_id: z.string(), seq: z.number(), summary: z.string() })
  .transform(({ summary, ...row }) => ({
    ...row,
    ...z.object({ planName: z.string() }).parse(JSON.parse(summary)),
  }));

/** An execution's log has every fact; an entry says up to where it reached. */
function executionSubject(row: unknown, sought: { id?: string }): Subject {
  const execution = executionRowSchema.optional().parse(row);
  return execution
    ? {
        kind: 'execution',
        id: execution.execution_id,
        name: execution.planName,
        state: { logPosition: execution.seq },
      }
    : { kind: 'execution', ...sought };
}

const executionOf = async (
  knex: Knex,
  { params }: { params: { executionId: string } },
): Promise<Subject> =>
  executionSubject(
    await knex('executions')
      .where({ execution_id: params.executionId })
      .first('execution_id', 'seq', 'summary'),
    { id: params.executionId },
  );

/** A plan has one running execution at most: the last is the one that was started. */
const lastExecutionOf = async (knex: Knex, planId: string): Promise<Subject> =>
  executionSubject(
    await knex('executions')
      .where({ plan_id: planId })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'execution_id', order: 'desc' },
      ])
      .first('execution_id', 'seq', 'summary'),
    {},
  );

const tagSyncSubject = {
  kind: 'settings',
  id: 'tag-sync',
  name: TAG_SYNC_NAME,
} as const;

/** The rules of tag synchronisation as entries tell them. */
export async function tagSyncRulesSubject(knex: Knex): Promise<Subject> {
  const stored = await TagSyncStore.create(knex).rules();
  return {
    ...tagSyncSubject,
    ...(stored && { state: { ...stored.rules, version: stored.version } }),
  };
}

async function hiddenExecutions(query: Knex.QueryBuilder): Promise<Subject> {
  const [row] = await query.whereNotNull('hidden_at').count({ hidden: '*' });
  return {
    kind: 'execution',
    state: { hiddenExecutions: z.coerce.number().parse(row.hidden) },
  };
}

const groupById: Locate<
  'update_protection_group' | 'delete_protection_group'
> = async (knex, { params: { groupId } }) =>
  groupSubject(await ProtectionGroupStore.create(knex).get(groupId), {
    id: groupId,
  });

const planById: Locate<
  'update_recovery_plan' | 'delete_recovery_plan'
> = async (knex, { params: { planId } }) =>
  planSubject(await RecoveryPlanStore.create(knex).get(planId), {
    id: planId,
  });

/** How many records there are, and the sum of their versions: both say that an import wrote. */
async function configuration(knex: Knex): Promise<Record<string, number>> {
  const state: Record<string, number> = {};
  for (const [table, called] of [
    ['target_accounts', 'accounts'],
    ['protection_groups', 'protectionGroups'],
    ['recovery_plans', 'recoveryPlans'],
  ] as const) {
    const [row] = await knex(table)
      .count({ records: '*' })
      .sum({ versions: 'version' });
    const { records, versions } = tableSchema.parse(row);
    state[called] = records;
    state[`${called}Versions`] = versions ?? 0;
  }
  const tagSync = await TagSyncStore.create(knex).rules();
  state.tagSyncVersion = tagSync?.version ?? 0;
  return state;
}

const tableSchema = z.object({
  records: z.coerce.number(),
  versions: z.coerce.number().nullable(),
});

/**
 * The operations whose change is one transaction of our own database, and what
 * each changes. Their entries are written in that transaction. All others are
 * taken for acts outside of it, and announced by an entry before they begin.
 */
const locators: { readonly [K in ServedOperation]?: Locate<K> } = {
  create_protection_group: async (knex, { body: { groupName } }) => {
    const store = ProtectionGroupStore.create(knex);
    const groupId = await store.idOfName(groupName);
    return groupSubject(groupId ? await store.get(groupId) : undefined, {
      name: groupName,
    });
  },
  update_protection_group: groupById,
  delete_protection_group: groupById,
  create_recovery_plan: async (knex, { body: { planName } }) =>
    planSubject(await RecoveryPlanStore.create(knex).byName(planName), {
      name: planName,
    }),
  update_recovery_plan: planById,
  delete_recovery_plan: planById,
  create_target_account: (knex, { body }) =>
    accountSubject(knex, body.accountId),
  update_target_account: accountById,
  delete_target_account: accountById,
  // Each record that it changes has an entry of its own, too.
  import_configuration: async (knex, { query: { dryRun } }) => ({
    kind: 'orchestrator',
    name: 'Configuration',
    state: dryRun ? undefined : await configuration(knex),
  }),
  update_settings: async knex => {
    const { active, reason, version } = await FreezeStore.create(knex).get();
    return {
      kind: 'settings',
      id: 'freeze',
      name: 'Freeze switch',
      state: { freeze: active, reason, version },
    };
  },
  sync_tags: async knex => {
    const store = TagSyncStore.create(knex);
    const run = (await store.underWay())?.run;
    return {
      ...tagSyncSubject,
      state: { runId: run?.runId, dryRun: run?.dryRun },
    };
  },
  update_tag_sync_settings: tagSyncRulesSubject,
  execute_recovery_plan: (knex, { params }) =>
    lastExecutionOf(knex, params.planId),
  start_execution: (knex, { body }) => lastExecutionOf(knex, body.planId),
  pause_execution: executionOf,
  resume_execution: executionOf,
  decide_approval: executionOf,
  retry_execution_items: executionOf,
  skip_execution_items: executionOf,
  cancel_execution: executionOf,
  terminate_recovery_instances: executionOf,
  delete_executions: (knex, { body }) =>
    hiddenExecutions(
      knex('executions').whereIn('execution_id', body.executionIds),
    ),
  delete_completed_executions: knex => hiddenExecutions(knex('executions')),
};

/** How what an operation changes is found; undefined where it is done outside of our database. */
export function locatorOf<K extends ServedOperation>(
  operation: K,
): Locate<K> | undefined {
  return locators[operation];
}

/** Where an ID in a path or a body says what kind of record a request is about. */
const kindsById = [
  ['executionId', 'execution'],
  ['groupId', 'protection-group'],
  ['planId', 'recovery-plan'],
  ['accountId', 'account'],
] as const;

/** What a request is about, by what it says itself; hostile text, perhaps. */
export function claimedSubject(...parts: readonly unknown[]): Subject {
  for (const part of parts) {
    const fields = z.looseObject({}).safeParse(part).data;
    for (const [field, kind] of kindsById) {
      const id = fields?.[field];
      if (typeof id === 'string') {
        return { kind, id };
      }
    }
  }
  return { kind: 'orchestrator' };
}

/** What an operation is about, where the request does not say which one. */
const kindsByName: readonly [RegExp, AuditRecordKind][] = [
  [/protection_group|launch_configuration/, 'protection-group'],
  [/recovery_plan/, 'recovery-plan'],
  [/execution|approval/, 'execution'],
  [/account/, 'account'],
  [/settings|sync_tags/, 'settings'],
  [/audit/, 'audit-trail'],
];

/** What a request is about before it is known to be valid. */
export function subjectOfPath(
  operation: ServedOperation,
  params: unknown,
): Subject {
  const claimed = claimedSubject(params);
  if (claimed.id !== undefined) {
    return claimed;
  }
  const kind = kindsByName.find(([name]) => name.test(operation))?.[1];
  return { kind: kind ?? 'orchestrator' };
}

/** Fields of requests that say what was asked for, and are no secret. */
const toldFields = [
  'accountId',
  'accountIds',
  'action',
  'decision',
  'dryRun',
  'executionIds',
  'executionType',
  'instanceIds',
  'maxMinutes',
  'order',
  'planId',
  'region',
  'regions',
  'servers',
  'sourceServerIds',
  'stagingAccountId',
  'startedBefore',
  'waveNumber',
] as const;

/** What was asked for, of those fields of a request that may be told. */
export function requestedOf(request: {
  query: unknown;
  body: unknown;
}): Record<string, unknown> | undefined {
  const given = {
    ...z.looseObject({}).safeParse(request.query).data,
    ...z.looseObject({}).safeParse(request.body).data,
  };
  const told = toldFields.flatMap(field =>
    Object.hasOwn(given, field) && given[field] !== undefined
      ? [[field, given[field]]]
      : [],
  );
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}
