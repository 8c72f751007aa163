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

import { terminalExecutionStatuses } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';

/** As many of each kind as are named; the others are counted. */
const NAMED = 200;

/** Something that needs an account. */
export interface AccountUse {
  readonly kind: 'protection-group' | 'recovery-plan' | 'execution';
  readonly id: string;
  readonly name: string;
  /** Of a group. */
  readonly region?: string;
}

/** How much needs an account. */
export interface AccountUseCounts {
  readonly groups: number;
  readonly plans: number;
  readonly runningExecutions: number;
}

const countSchema = z.array(
  z.object({ account_id: z.string(), uses: z.coerce.number() }),
);

/** What needs the accounts on record; bound to a transaction where it is given one. */
export class AccountUses {
  readonly #knex: Knex;

  static create(knex: Knex): AccountUses {
    return new AccountUses(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** By account ID. */
  async counts(
    accountIds: readonly string[],
  ): Promise<ReadonlyMap<string, AccountUseCounts>> {
    const countIn = async (rows: Knex.QueryBuilder) =>
      new Map(
        countSchema
          .parse(
            await rows
              .whereIn('account_id', [...accountIds])
              .groupBy('account_id')
              .select('account_id')
              .count({ uses: '*' }),
          )
          .map(({ account_id, uses }) => [account_id, uses]),
      );
    const [groups, plans, executions] = await Promise.all([
      countIn(this.#knex('protection_groups')),
      countIn(this.#knex('recovery_plans')),
      countIn(this.#running()),
    ]);
    return new Map(
      accountIds.map(accountId => [
        accountId,
        {
          groups: groups.get(accountId) ?? 0,
          plans: plans.get(accountId) ?? 0,
          runningExecutions: executions.get(accountId) ?? 0,
        },
      ]),
    );
  }

  /** What needs an account, by kind and name; at most 200 of each kind. */
  async of(accountId: string): Promise<AccountUse[]> {
    const groups = await this.#knex('protection_groups')
      .where({ account_id: accountId })
      .orderBy('name_key')
      .limit(NAMED)
      .select<{ group_id: string; group_name: string; region: string }[]>(
        'group_id',
        'group_name',
        'region',
      );
    const plans = await this.#knex('recovery_plans')
      .where({ account_id: accountId })
      .orderBy('name_key')
      .limit(NAMED)
      .select<{ plan_id: string; plan_name: string }[]>('plan_id', 'plan_name');
    const executions = await this.#running()
      .where({ account_id: accountId })
      .orderBy('started_at')
      .limit(NAMED)
      .select<{ execution_id: string }[]>('execution_id');
    return [
      ...groups.map(groupUse),
      ...plans.map(
        (row): AccountUse => ({
          kind: 'recovery-plan',
          id: row.plan_id,
          name: row.plan_name,
        }),
      ),
      ...executions.map(
        (row): AccountUse => ({
          kind: 'execution',
          id: row.execution_id,
          name: row.execution_id,
        }),
      ),
    ];
  }

  /** The groups of an account in some of its Regions; at most 200. */
  async groupsIn(
    accountId: string,
    regions: readonly string[],
  ): Promise<AccountUse[]> {
    const groups = await this.#knex('protection_groups')
      .where({ account_id: accountId })
      .whereIn('region', [...regions])
      .orderBy('name_key')
      .limit(NAMED)
      .select<{ group_id: string; group_name: string; region: string }[]>(
        'group_id',
        'group_name',
        'region',
      );
    return groups.map(groupUse);
  }

  /** Executions that have not ended; hidden ones have. */
  #running() {
    return this.#knex('executions').whereNotIn('status', [
      ...terminalExecutionStatuses,
    ]);
  }
}

const groupUse = (row: {
  group_id: string;
  group_name: string;
  region: string;
}): AccountUse => ({
  kind: 'protection-group',
  id: row.group_id,
  name: row.group_name,
  region: row.region,
});
