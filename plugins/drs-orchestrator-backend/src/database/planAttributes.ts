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

import { scopeOfHook, type Scope } from '@drs-orchestrator/drs-engine';
import {
  tagsSchema,
  waveSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  commonTags,
  ownerValue,
  recordOf,
  type DrsRecord,
} from '../access/attributes';
import { fromJson } from './columns';
import { isSqlite } from './openDatabase';
import { RecordAttributes } from './RecordAttributes';

/** What of a plan permissions look at. */
interface JudgedPlan {
  readonly accountId: string;
  readonly owner?: string;
  readonly waves: readonly {
    readonly preWaveHooks?: readonly JudgedHook[];
    readonly postWaveHooks?: readonly JudgedHook[];
  }[];
  readonly groups: readonly {
    readonly accountId: string;
    readonly region: string;
    readonly owner?: string;
    readonly serverSelectionTags?: Readonly<Record<string, string>>;
  }[];
}

type JudgedHook = Parameters<typeof scopeOfHook>[0];

/** Where the functions are that a plan's hooks call: they may be in any account on record. */
const scopesOfFunctions = ({ waves, accountId }: JudgedPlan): Scope[] =>
  waves
    .flatMap(({ preWaveHooks = [], postWaveHooks = [] }) => [
      ...preWaveHooks,
      ...postWaveHooks,
    ])
    .filter(({ type }) => type === 'lambda')
    .flatMap(hook => scopeOfHook(hook, { accountId, region: '' }) ?? []);

/**
 * A plan as permissions judge it: by every account and Region in which it does
 * something, and by what its groups have in common. It has an owner where its
 * groups have the same: nobody owns others' servers by a plan of their own.
 */
export function planRecord(plan: JudgedPlan): DrsRecord {
  const scopes = [...plan.groups, ...scopesOfFunctions(plan)];
  const owner = plan.owner === undefined ? undefined : ownerValue(plan.owner);
  const isOwned = plan.groups.every(
    group => group.owner !== undefined && ownerValue(group.owner) === owner,
  );
  return {
    ...recordOf({
      scopes,
      owner: isOwned ? owner : undefined,
      tags: commonTags(
        plan.groups.map(({ serverSelectionTags }) => serverSelectionTags),
      ),
    }),
    account: [
      ...new Set([plan.accountId, ...scopes.map(({ accountId }) => accountId)]),
    ],
  };
}

/** Writes anew what these plans are judged by: they, or groups of theirs, have changed. */
export async function writePlanAttributes(
  knex: Knex,
  planIds: readonly string[],
): Promise<void> {
  const attributes = RecordAttributes.create(knex);
  // In one order, so that two never wait for each other in a circle.
  for (const planId of [...planIds].sort()) {
    const query = knex('recovery_plans')
      .where({ plan_id: planId })
      .first<
        { account_id: string; owner: string | null; waves: string } | undefined
      >('account_id', 'owner', 'waves');
    // Whoever changes the plan, or another group of it, meanwhile waits, and
    // writes what it is by then.
    const plan = await (isSqlite(knex) ? query : query.forUpdate());
    if (!plan) {
      continue;
    }
    const groups = await knex('recovery_plan_groups')
      .join(
        'protection_groups',
        'protection_groups.group_id',
        'recovery_plan_groups.group_id',
      )
      .where('recovery_plan_groups.plan_id', planId)
      .select<GroupColumns[]>(
        'protection_groups.account_id',
        'protection_groups.region',
        'protection_groups.owner',
        'protection_groups.selection_tags',
      );
    await attributes.replace(
      'recovery-plan',
      planId,
      planRecord({
        accountId: plan.account_id,
        owner: plan.owner ?? undefined,
        waves: fromJson(z.array(waveSchema), plan.waves),
        groups: groups.map(group => ({
          accountId: group.account_id,
          region: group.region,
          owner: group.owner ?? undefined,
          ...(group.selection_tags !== null && {
            serverSelectionTags: fromJson(tagsSchema, group.selection_tags),
          }),
        })),
      }),
    );
  }
}

interface GroupColumns {
  account_id: string;
  region: string;
  owner: string | null;
  selection_tags: string | null;
}
