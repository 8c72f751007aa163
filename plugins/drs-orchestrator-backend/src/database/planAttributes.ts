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

import { tagsSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { commonTags, recordOf, type DrsRecord } from '../access/attributes';
import { fromJson } from './columns';
import { RecordAttributes } from './RecordAttributes';

/** A plan as permissions judge it: by its account and owner, and by what its groups have in common. */
export const planRecord = (plan: {
  readonly accountId: string;
  readonly owner?: string;
  readonly groups: readonly {
    readonly accountId: string;
    readonly region: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
}): DrsRecord => ({
  ...recordOf({
    scopes: plan.groups,
    owner: plan.owner,
    tags: commonTags(plan.groups.map(({ tags }) => tags)),
  }),
  account: [
    ...new Set([
      plan.accountId,
      ...plan.groups.map(({ accountId }) => accountId),
    ]),
  ],
});

/** Writes anew what these plans are judged by: they, or groups of theirs, have changed. */
export async function writePlanAttributes(
  knex: Knex,
  planIds: readonly string[],
): Promise<void> {
  const attributes = RecordAttributes.create(knex);
  for (const planId of planIds) {
    const plan = await knex('recovery_plans')
      .where({ plan_id: planId })
      .first<{ account_id: string; owner: string | null } | undefined>(
        'account_id',
        'owner',
      );
    const groups = await knex('recovery_plan_groups')
      .join(
        'protection_groups',
        'protection_groups.group_id',
        'recovery_plan_groups.group_id',
      )
      .where('recovery_plan_groups.plan_id', planId)
      .select<
        { account_id: string; region: string; selection_tags: string | null }[]
      >(
        'protection_groups.account_id',
        'protection_groups.region',
        'protection_groups.selection_tags',
      );
    if (plan) {
      await attributes.replace(
        'recovery-plan',
        planId,
        planRecord({
          accountId: plan.account_id,
          owner: plan.owner ?? undefined,
          groups: groups.map(group => ({
            accountId: group.account_id,
            region: group.region,
            ...(group.selection_tags !== null && {
              tags: fromJson(tagsSchema, group.selection_tags),
            }),
          })),
        }),
      );
    }
  }
}
