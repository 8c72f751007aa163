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

import { planClaim, serverClaim } from '@drs-orchestrator/drs-engine';
import { executionSummarySchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { fromJson } from '../../database/columns';
import { chunksOf } from '../../database/chunks';
import type { Holder } from './situation';

interface ClaimRow {
  claim_key: string;
  execution_id: string;
}

/** Which executions run a plan, or have its servers, now. */
export class ExecutionHolders {
  readonly #knex: Knex;

  static create(knex: Knex): ExecutionHolders {
    return new ExecutionHolders(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async of(
    planId: string,
    sourceServerIds: readonly string[],
  ): Promise<{ plan?: Holder; servers: ReadonlyMap<string, Holder> }> {
    const [ofPlan, servers] = await Promise.all([
      this.#holders([planClaim(planId)]),
      this.ofServers(sourceServerIds),
    ]);
    return { plan: ofPlan.get(planClaim(planId)), servers };
  }

  /** By the server's ID; those in no execution are left out. */
  async ofServers(
    sourceServerIds: readonly string[],
  ): Promise<ReadonlyMap<string, Holder>> {
    const holders = await this.#holders(sourceServerIds.map(serverClaim));
    return new Map(
      sourceServerIds.flatMap(id => {
        const holder = holders.get(serverClaim(id));
        return holder ? [[id, holder] as const] : [];
      }),
    );
  }

  async #holders(
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Holder>> {
    const executionOfKey = new Map<string, string>();
    for (const chunk of chunksOf([...new Set(keys)])) {
      const rows = await this.#knex('claims')
        .whereIn('claim_key', chunk)
        .select<ClaimRow[]>('claim_key', 'execution_id');
      for (const row of rows) {
        executionOfKey.set(row.claim_key, row.execution_id);
      }
    }
    const executions = await this.#executions([
      ...new Set(executionOfKey.values()),
    ]);
    return new Map(
      [...executionOfKey].flatMap(([key, executionId]) => {
        const holder = executions.get(executionId);
        return holder ? [[key, holder] as const] : [];
      }),
    );
  }

  async #executions(
    executionIds: readonly string[],
  ): Promise<ReadonlyMap<string, Holder>> {
    const executions = new Map<string, Holder>();
    for (const chunk of chunksOf(executionIds)) {
      const rows = await this.#knex('executions')
        .whereIn('execution_id', chunk)
        .select<{ summary: string }[]>('summary');
      for (const row of rows) {
        const { executionId, planName } = fromJson(
          executionSummarySchema,
          row.summary,
        );
        executions.set(executionId, { executionId, planName });
      }
    }
    return executions;
  }
}
