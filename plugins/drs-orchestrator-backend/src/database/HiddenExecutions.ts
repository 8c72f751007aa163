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
  executionSummarySchema,
  terminalExecutionStatuses,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import { fromJson } from './columns';
import { inTransaction } from './inTransaction';

/** Which of the executions that have ended. */
export interface EndedQuery {
  readonly planId?: string;
  readonly accountId?: string;
  readonly startedBefore?: string;
}

/** Why a list of executions was not hidden, or how many of it were. */
export type Hiding =
  | { readonly kind: 'hidden'; readonly count: number }
  | { readonly kind: 'unknown'; readonly executionIds: readonly string[] }
  | {
      readonly kind: 'running';
      readonly executions: readonly ExecutionSummary[];
    };

/**
 * Takes executions out of the lists. Their logs stay, and so does everything
 * that follows from them: what an engine did is not undone by tidying up.
 */
export class HiddenExecutions {
  readonly #knex: Knex;

  static create(knex: Knex): HiddenExecutions {
    return new HiddenExecutions(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @returns how many were hidden by this */
  async hideEnded(
    query: EndedQuery,
    actor: string,
    now: Date,
  ): Promise<number> {
    return inTransaction(this.#knex, trx =>
      this.#hideEnded(trx, query, { hidden_at: now, hidden_by: actor }),
    );
  }

  async #hideEnded(
    knex: Knex,
    query: EndedQuery,
    hidden: { hidden_at: Date; hidden_by: string },
  ): Promise<number> {
    const rows = knex('executions')
      .whereIn('status', [...terminalExecutionStatuses])
      .whereNull('hidden_at');
    if (query.planId) {
      rows.where('plan_id', query.planId);
    }
    if (query.accountId) {
      rows.where('account_id', query.accountId);
    }
    if (query.startedBefore) {
      rows.where('started_at', '<', new Date(query.startedBefore));
    }
    return rows.update(hidden);
  }

  /**
   * Hides all of these, or none: not where one is running, or there is none. One
   * that is hidden already stays so, and is not counted. An execution that has
   * ended never runs again, so looking first and writing then is safe.
   */
  async hide(
    executionIds: readonly string[],
    actor: string,
    now: Date,
  ): Promise<Hiding> {
    return inTransaction(this.#knex, async trx => {
      const found: { execution_id: string; summary: string }[] = [];
      for (const chunk of chunksOf(executionIds)) {
        found.push(
          ...(await trx('executions')
            .whereIn('execution_id', chunk)
            .select<{ execution_id: string; summary: string }[]>(
              'execution_id',
              'summary',
            )),
        );
      }
      const known = new Set(found.map(row => row.execution_id));
      const unknown = executionIds.filter(id => !known.has(id));
      if (unknown.length > 0) {
        return { kind: 'unknown', executionIds: unknown };
      }
      const running = found
        .map(row => fromJson(executionSummarySchema, row.summary))
        .filter(({ status }) => !terminalExecutionStatuses.includes(status));
      if (running.length > 0) {
        return { kind: 'running', executions: running };
      }
      let count = 0;
      for (const chunk of chunksOf(executionIds)) {
        count += await trx('executions')
          .whereIn('execution_id', chunk)
          .whereNull('hidden_at')
          .update({ hidden_at: now, hidden_by: actor });
      }
      return { kind: 'hidden', count };
    });
  }
}
