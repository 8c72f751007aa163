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
  jobLogLineSchema,
  terminalExecutionStatuses,
  type ExecutionStatus,
  type ExecutionSummary,
  type ExecutionType,
  type JobLogLine,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { RecordFilter } from '../access/Authorizer';
import { chunksOf } from './chunks';
import { fromJson } from './columns';
import {
  decodeCursor,
  instantKey,
  pageOfRows,
  rowIdKey,
  textKey,
  type Page,
} from './cursor';
import { whereAllowed } from './whereAllowed';

interface ExecutionRow {
  execution_id: string;
  started_at: Date | number | string;
  summary: string;
}

interface JobLogRow {
  line_id: number | string;
  at: Date | number | string;
  line: string;
}

/** A statement asks for so many plans at most: each has a select of its own in it. */
const PLANS_PER_STATEMENT = 50;

const milliseconds = (stored: Date | number | string): number =>
  new Date(stored).getTime();

const summaryOf = (row: { summary: string }): ExecutionSummary =>
  fromJson(executionSummarySchema, row.summary);

/** Filters of the list of executions. */
export interface ExecutionQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly status?: readonly ExecutionStatus[];
  readonly executionType?: ExecutionType;
  readonly planId?: string;
  /** Executions of any of these plans. */
  readonly planIds?: readonly string[];
  readonly accountId?: string;
  readonly initiatedBy?: string;
  readonly startedAfter?: string;
  readonly startedBefore?: string;
  /** Which executions the caller may have; absent: all. */
  readonly allowed?: RecordFilter;
}

/** Which executions count where the last one of a plan is asked for. */
export type LastQuery = Pick<ExecutionQuery, 'executionType' | 'status'>;

/** Which drills of plans that have ended are asked for. */
export interface EndedDrillsQuery {
  /** So many of each plan, the newest. */
  readonly limit: number;
  /** Which executions the caller may have; absent: all. */
  readonly allowed?: RecordFilter;
}

/** Filters of the lines of an execution's job logs. */
export interface JobLogQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly sourceServerId?: string;
  readonly jobId?: string;
}

const executionKeys = z.tuple([instantKey, textKey]);
const lineKeys = z.tuple([instantKey, rowIdKey]);

/** The order of the list, which its cursor counts on. */
const newestFirst = <Q extends Knex.QueryBuilder>(rows: Q): Q => {
  rows.orderBy([
    { column: 'started_at', order: 'desc' },
    { column: 'execution_id', order: 'desc' },
  ]);
  return rows;
};

/** What lists read of executions: the projection, never the log. */
export class ExecutionListings {
  readonly #knex: Knex;

  static create(knex: Knex): ExecutionListings {
    return new ExecutionListings(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Newest first; an execution that starts while somebody pages is before their first page. */
  async page(query: ExecutionQuery): Promise<Page<ExecutionSummary>> {
    return pageOfRows(
      await this.pageQuery(query),
      query.limit,
      row => [milliseconds(row.started_at), row.execution_id],
      summaryOf,
    );
  }

  /** The statement of {@link page}, apart so that a test can look at its plan. */
  pageQuery(query: ExecutionQuery) {
    const statuses = [...new Set(query.status)];
    if (statuses.length < 2) {
      return this.#newestOf(query, statuses[0]);
    }
    // A page of each status, which its index has in order, and of those the
    // newest: asked for together, all that ever had one of them is sorted.
    const pages = statuses.map(status =>
      this.#knex
        .select('*')
        .from(this.#newestOf(query, status).as('of_one_status')),
    );
    return newestFirst(
      this.#knex
        .select<ExecutionRow[]>('*')
        .from(this.#knex.unionAll(pages).as('executions')),
    ).limit(query.limit + 1);
  }

  #newestOf(query: ExecutionQuery, status: ExecutionStatus | undefined) {
    const rows = newestFirst(
      this.#knex('executions')
        .select<ExecutionRow[]>('execution_id', 'started_at', 'summary')
        .whereNull('hidden_at'),
    ).limit(query.limit + 1);
    if (status) {
      rows.where('status', status);
    }
    for (const [column, value] of [
      ['execution_type', query.executionType],
      ['plan_id', query.planId],
      ['account_id', query.accountId],
      ['initiated_by', query.initiatedBy],
    ] as const) {
      if (value !== undefined) {
        rows.where(column, value);
      }
    }
    if (query.planIds) {
      rows.whereIn('plan_id', [...new Set(query.planIds)]);
    }
    whereAllowed(
      rows,
      { kind: 'execution', id: 'executions.execution_id' },
      query.allowed ?? true,
    );
    if (query.startedAfter) {
      rows.where('started_at', '>=', new Date(query.startedAfter));
    }
    if (query.startedBefore) {
      rows.where('started_at', '<', new Date(query.startedBefore));
    }
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, executionKeys);
      rows.whereRaw('(started_at, execution_id) < (?, ?)', [new Date(at), id]);
    }
    return rows;
  }

  /** The last execution of each of the plans, by plan ID. */
  async lastOfPlans(
    planIds: readonly string[],
  ): Promise<ReadonlyMap<string, ExecutionSummary>> {
    return this.#lastOf(planIds, {});
  }

  /**
   * The last drill of each of the plans, by plan ID.
   *
   * @param options - `ended`: of the drills that have ended only
   */
  async lastDrillsOf(
    planIds: readonly string[],
    { ended }: { ended: boolean },
  ): Promise<ReadonlyMap<string, ExecutionSummary>> {
    return this.#lastOf(planIds, {
      executionType: 'DRILL',
      ...(ended && { status: terminalExecutionStatuses }),
    });
  }

  /**
   * The newest drills of each of the plans that have ended, by plan ID, newest
   * first. A plan that is drilled often takes no room from one that is not. Those
   * that were deleted from the lists are among them: what was rehearsed, was.
   */
  async endedDrillsOf(
    planIds: readonly string[],
    query: EndedDrillsQuery,
  ): Promise<ReadonlyMap<string, readonly ExecutionSummary[]>> {
    const ids = [...new Set(planIds)];
    const drills: ExecutionSummary[] = [];
    for (let from = 0; from < ids.length; from += PLANS_PER_STATEMENT) {
      const rows = await this.endedDrillsQuery(
        ids.slice(from, from + PLANS_PER_STATEMENT),
        query,
      );
      drills.push(
        ...rows
          .sort(
            (a, b) =>
              milliseconds(b.started_at) - milliseconds(a.started_at) ||
              (a.execution_id < b.execution_id ? 1 : -1),
          )
          .map(summaryOf),
      );
    }
    return Map.groupBy(drills, ({ planId }) => planId);
  }

  /** A statement of {@link endedDrillsOf}, in no order, apart so that a test can look at its plan. */
  endedDrillsQuery(
    planIds: readonly string[],
    { limit, allowed = true }: EndedDrillsQuery,
  ) {
    const ofPlans = planIds.map(planId => {
      const drills = newestFirst(
        this.#knex('executions')
          .select('execution_id', 'started_at', 'summary')
          .where({ plan_id: planId, execution_type: 'DRILL' })
          .whereIn('status', [...terminalExecutionStatuses]),
      ).limit(limit);
      whereAllowed(
        drills,
        { kind: 'execution', id: 'executions.execution_id' },
        allowed,
      );
      return this.#knex.select('*').from(drills.as('of_one_plan'));
    });
    return this.#knex
      .select<ExecutionRow[]>('*')
      .from(this.#knex.unionAll(ofPlans).as('drills'));
  }

  async #lastOf(
    planIds: readonly string[],
    filter: LastQuery,
  ): Promise<ReadonlyMap<string, ExecutionSummary>> {
    const last = new Map<string, ExecutionSummary>();
    for (const chunk of chunksOf([...new Set(planIds)])) {
      for (const row of await this.lastQuery(chunk, filter)) {
        last.set(row.plan_id, summaryOf(row));
      }
    }
    return last;
  }

  /** The last execution of each plan, apart so that a test can look at its plan. */
  lastQuery(planIds: readonly string[], { executionType, status }: LastQuery) {
    const newest = this.#knex('executions as newest')
      .where('newest.plan_id', this.#knex.ref('recovery_plans.plan_id'))
      .orderBy([
        { column: 'newest.started_at', order: 'desc' },
        { column: 'newest.execution_id', order: 'desc' },
      ])
      .limit(1)
      .select('newest.execution_id');
    if (executionType) {
      newest.where('newest.execution_type', executionType);
    }
    if (status) {
      newest.whereIn('newest.status', [...status]);
    }
    return this.#knex('recovery_plans')
      .join(
        'executions',
        'executions.execution_id',
        this.#knex.raw('(?)', [newest]),
      )
      .whereIn('recovery_plans.plan_id', [...new Set(planIds)])
      .select<{ plan_id: string; summary: string }[]>(
        'executions.plan_id',
        'executions.summary',
      );
  }

  /** Newest first. */
  async jobLogPage(
    executionId: string,
    query: JobLogQuery,
  ): Promise<Page<JobLogLine>> {
    return pageOfRows(
      await this.jobLogQuery(executionId, query),
      query.limit,
      row => [milliseconds(row.at), Number(row.line_id)],
      row => fromJson(jobLogLineSchema, row.line),
    );
  }

  /** The statement of {@link jobLogPage}, apart so that a test can look at its plan. */
  jobLogQuery(executionId: string, query: JobLogQuery) {
    const rows = this.#knex<JobLogRow>('execution_job_log')
      .select('line_id', 'at', 'line')
      .where('execution_id', executionId)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'line_id', order: 'desc' },
      ])
      .limit(query.limit + 1);
    if (query.sourceServerId) {
      rows.where('source_server_id', query.sourceServerId);
    }
    if (query.jobId) {
      rows.where('job_id', query.jobId);
    }
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, lineKeys);
      rows.whereRaw('(at, line_id) < (?, ?)', [new Date(at), id]);
    }
    return rows;
  }
}
