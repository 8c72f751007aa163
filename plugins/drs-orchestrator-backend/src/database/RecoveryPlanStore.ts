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

import {
  derivedFromSchema,
  waveSchema,
  type DerivedFrom,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { RecordFilter } from '../access/Authorizer';
import {
  bookkeepingOf,
  containsPattern,
  firstBookkeeping,
  fromJson,
  nameKey,
  type Bookkeeping,
  type BookkeepingColumns,
} from './columns';
import { chunksOf } from './chunks';
import { decodeCursor, pageOfRows, textKey, type Page } from './cursor';
import { writePlanAttributes } from './planAttributes';
import { RecordAttributes } from './RecordAttributes';
import { whereAllowed } from './whereAllowed';

interface PlanRow extends BookkeepingColumns {
  plan_id: string;
  plan_name: string;
  name_key: string;
  description: string | null;
  account_id: string;
  owner: string | null;
  target_rto_minutes: number | null;
  target_rpo_minutes: number | null;
  max_duration_minutes: number;
  derived_from: string | null;
  waves: string;
  updated_by: string | null;
}

/** What of a plan a caller writes. */
export interface PlanContent {
  readonly planName: string;
  readonly description?: string;
  readonly owner?: string;
  readonly targetRtoMinutes?: number;
  readonly targetRpoMinutes?: number;
  readonly maxDurationMinutes: number;
  /** What in the catalog it is kept in step with. */
  readonly derivedFrom?: DerivedFrom;
  readonly waves: readonly Wave[];
}

/** A plan as it is stored. */
export interface StoredPlan extends PlanContent, Bookkeeping {
  readonly planId: string;
  readonly accountId: string;
  /** Absent where it was changed last before that was recorded. */
  readonly updatedBy?: string;
}

/** A plan by which a group is used. */
export interface PlanUse {
  readonly planId: string;
  readonly planName: string;
}

const contentColumns = (content: PlanContent) => ({
  plan_name: content.planName,
  name_key: nameKey(content.planName),
  description: content.description ?? null,
  owner: content.owner ?? null,
  target_rto_minutes: content.targetRtoMinutes ?? null,
  target_rpo_minutes: content.targetRpoMinutes ?? null,
  max_duration_minutes: content.maxDurationMinutes,
  derived_from: content.derivedFrom
    ? JSON.stringify(content.derivedFrom)
    : null,
  waves: JSON.stringify(content.waves),
});

const planOf = (row: PlanRow): StoredPlan => ({
  planId: row.plan_id,
  planName: row.plan_name,
  ...(row.description !== null && { description: row.description }),
  accountId: row.account_id,
  ...(row.owner !== null && { owner: row.owner }),
  ...(row.target_rto_minutes !== null && {
    targetRtoMinutes: row.target_rto_minutes,
  }),
  ...(row.target_rpo_minutes !== null && {
    targetRpoMinutes: row.target_rpo_minutes,
  }),
  maxDurationMinutes: row.max_duration_minutes,
  ...(row.derived_from !== null && {
    derivedFrom: fromJson(derivedFromSchema, row.derived_from),
  }),
  waves: fromJson(z.array(waveSchema), row.waves),
  ...bookkeepingOf(row),
  ...(row.updated_by !== null && { updatedBy: row.updated_by }),
});

/** The groups that a plan's waves name. */
export const groupIdsOf = (
  waves: readonly { protectionGroupIds: readonly string[] }[],
): string[] => [...new Set(waves.flatMap(wave => wave.protectionGroupIds))];

/** Filters of the list of plans. */
export interface PlanQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly name?: string;
  readonly owner?: string;
  /** Plans that use any of them. */
  readonly groupId?: readonly string[];
  /** Which plans the caller may have; absent: all. */
  readonly allowed?: RecordFilter;
}

/** Recovery plans in the database; bound to a transaction where it is given one. */
export class RecoveryPlanStore {
  readonly #knex: Knex;

  static create(knex: Knex): RecoveryPlanStore {
    return new RecoveryPlanStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(planId: string): Promise<StoredPlan | undefined> {
    const row = await this.#rows().where({ plan_id: planId }).first();
    return row && planOf(row);
  }

  async byName(planName: string): Promise<StoredPlan | undefined> {
    const row = await this.#rows()
      .where({ name_key: nameKey(planName) })
      .first();
    return row && planOf(row);
  }

  async page(query: PlanQuery): Promise<Page<StoredPlan>> {
    const rows = this.pageQuery(query);
    return pageOfRows(await rows, query.limit, row => [row.name_key], planOf);
  }

  /** The statement of {@link page}, apart so that a test can look at its plan. */
  pageQuery(query: PlanQuery) {
    const rows = this.#rows()
      .orderBy('name_key')
      .limit(query.limit + 1);
    if (query.accountId) {
      rows.where('account_id', query.accountId);
    }
    if (query.owner) {
      rows.where('owner', query.owner);
    }
    if (query.name) {
      rows.whereRaw(`name_key like ? escape '\\'`, [
        containsPattern(nameKey(query.name)),
      ]);
    }
    whereAllowed(
      rows,
      { kind: 'recovery-plan', id: 'recovery_plans.plan_id' },
      query.allowed ?? true,
    );
    // Asked plan by plan in the order of the names, so that a page needs no
    // sorting.
    const used = () =>
      this.#knex('recovery_plan_groups')
        .where(
          'recovery_plan_groups.plan_id',
          this.#knex.ref('recovery_plans.plan_id'),
        )
        .select(this.#knex.raw('1'));
    if (query.groupId) {
      rows.whereExists(
        used().whereIn('recovery_plan_groups.group_id', [...query.groupId]),
      );
    }
    if (query.region) {
      rows.whereExists(
        used()
          .join(
            'protection_groups',
            'protection_groups.group_id',
            'recovery_plan_groups.group_id',
          )
          .where('protection_groups.region', query.region),
      );
    }
    if (query.cursor) {
      const [after] = decodeCursor(query.cursor, z.tuple([textKey]));
      rows.where('name_key', '>', after);
    }
    return rows;
  }

  /** The plans that use each of the groups, by group ID and then by name. */
  async usesOf(
    groupIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlanUse[]>> {
    const rows = await this.#knex('recovery_plan_groups')
      .join(
        'recovery_plans',
        'recovery_plans.plan_id',
        'recovery_plan_groups.plan_id',
      )
      .whereIn('recovery_plan_groups.group_id', [...new Set(groupIds)])
      .orderBy('recovery_plans.name_key')
      .select<{ group_id: string; plan_id: string; plan_name: string }[]>(
        'recovery_plan_groups.group_id',
        'recovery_plans.plan_id',
        'recovery_plans.plan_name',
      );
    const uses = new Map<string, PlanUse[]>();
    for (const row of rows) {
      const known = uses.get(row.group_id) ?? [];
      known.push({ planId: row.plan_id, planName: row.plan_name });
      uses.set(row.group_id, known);
    }
    return uses;
  }

  /** Every plan, by name. */
  async all(): Promise<StoredPlan[]> {
    const rows = await this.#rows().orderBy('name_key');
    return rows.map(planOf);
  }

  /** Every plan that uses any of the groups, whole. */
  async usingGroups(groupIds: readonly string[]): Promise<StoredPlan[]> {
    const rows = await this.#rows()
      .whereIn(
        'plan_id',
        this.#knex('recovery_plan_groups')
          .whereIn('group_id', [...new Set(groupIds)])
          .select('plan_id'),
      )
      .orderBy('name_key');
    return rows.map(planOf);
  }

  async insert(
    plan: { planId: string; accountId: string; content: PlanContent },
    actor: string,
    now: Date,
  ): Promise<void> {
    await this.#rows().insert({
      plan_id: plan.planId,
      account_id: plan.accountId,
      ...contentColumns(plan.content),
      ...firstBookkeeping(actor, now),
      updated_by: actor,
    });
    await this.#insertUses(plan.planId, plan.content);
    await writePlanAttributes(this.#knex, [plan.planId]);
  }

  /** @returns whether the version was still the one given */
  async update(
    planId: string,
    version: number,
    content: PlanContent,
    actor: string,
    now: Date,
  ): Promise<boolean> {
    const updated = await this.#rows()
      .where({ plan_id: planId, version })
      .update({
        ...contentColumns(content),
        version: version + 1,
        updated_at: now,
        updated_by: actor,
      });
    if (updated === 0) {
      return false;
    }
    await this.#knex('recovery_plan_groups')
      .where({ plan_id: planId })
      .delete();
    await this.#insertUses(planId, content);
    await writePlanAttributes(this.#knex, [planId]);
    return true;
  }

  /** @returns whether there was one */
  async delete(planId: string): Promise<boolean> {
    await this.#knex('recovery_plan_groups')
      .where({ plan_id: planId })
      .delete();
    await RecordAttributes.create(this.#knex).remove('recovery-plan', planId);
    return (await this.#rows().where({ plan_id: planId }).delete()) > 0;
  }

  async #insertUses(planId: string, content: PlanContent): Promise<void> {
    for (const groupIds of chunksOf(groupIdsOf(content.waves))) {
      await this.#knex('recovery_plan_groups').insert(
        groupIds.map(groupId => ({ plan_id: planId, group_id: groupId })),
      );
    }
  }

  #rows() {
    return this.#knex<PlanRow>('recovery_plans');
  }
}
