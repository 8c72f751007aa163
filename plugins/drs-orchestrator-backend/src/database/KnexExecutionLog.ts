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
import {
  jobLogLineKey,
  SeqTaken,
  type ExecutionLog,
  type ExecutionProjection,
  type HeldClaim,
  type Labels,
  type StoredRow,
} from '@drs-orchestrator/drs-engine';
import {
  jobLogLineSchema,
  terminalExecutionStatuses,
  type JobLogLine,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { fromJson } from './columns';
import { assertLeads } from './assertLeads';
import { chunksOf } from './chunks';
import { inTransaction } from './inTransaction';
import { isSqlite } from './openDatabase';
import { RecordAttributes } from './RecordAttributes';

const projectionColumns = (
  seq: number,
  { summary, wakeAt }: ExecutionProjection,
) => ({
  plan_id: summary.planId,
  account_id: summary.accountId,
  execution_type: summary.executionType,
  status: summary.status,
  initiated_by: summary.initiatedBy,
  started_at: new Date(summary.startTime),
  seq,
  wake_at: wakeAt ?? null,
  summary: JSON.stringify(summary),
});

const logColumns = (row: StoredRow) => ({
  execution_id: row.executionId,
  seq: row.seq,
  text: row.text,
  hash: row.hash,
});

interface DueRow {
  execution_id: string;
  seq: number;
}

const FIRST_ROWS_AT_ONCE = 20;

/** Of a column of the type integer. */
const LARGEST_INTEGER = 2_147_483_647;

/** Somebody else's claim came first, between looking and inserting. */
class ClaimTaken extends Error {}

/**
 * The log of executions in SQLite or PostgreSQL. Every method is one
 * transaction; whoever comes second is told by the unique keys, not by locks
 * that would have to be held while deciding.
 */
export class KnexExecutionLog implements ExecutionLog {
  readonly #knex: Knex;

  static create(knex: Knex): KnexExecutionLog {
    return new KnexExecutionLog(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(
    row: StoredRow,
    projection: ExecutionProjection,
    claims: readonly string[],
    labels: Labels = {},
  ): Promise<HeldClaim[]> {
    if (row.seq !== 1) {
      throw new RangeError(`An execution begins with row 1, not ${row.seq}`);
    }
    // In one order, so that two starts never wait for each other in a circle.
    const keys = [...new Set(claims)].sort();
    for (;;) {
      try {
        return await inTransaction(
          this.#knex,
          trx => this.#insertFirst(trx, row, projection, keys, labels),
          held => held.length === 0,
        );
      } catch (error) {
        // A claim that was taken a moment ago is seen now, and told.
        if (!(error instanceof ClaimTaken)) {
          throw error;
        }
      }
    }
  }

  async #insertFirst(
    trx: Knex.Transaction,
    row: StoredRow,
    projection: ExecutionProjection,
    keys: readonly string[],
    labels: Labels,
  ): Promise<HeldClaim[]> {
    const held: HeldClaim[] = [];
    for (const chunk of chunksOf(keys)) {
      const rows = await trx('claims')
        .whereIn('claim_key', chunk)
        .select<{ claim_key: string; execution_id: string }[]>();
      held.push(
        ...rows.map(found => ({
          key: found.claim_key,
          executionId: found.execution_id,
        })),
      );
    }
    if (held.length > 0) {
      return held;
    }
    await refusedAs(
      () => new SeqTaken(row.executionId, row.seq),
      trx('execution_log').insert(logColumns(row)),
    );
    await trx('executions').insert({
      execution_id: row.executionId,
      ...projectionColumns(row.seq, projection),
    });
    await RecordAttributes.create(trx).replace(
      'execution',
      row.executionId,
      labels,
    );
    for (const chunk of chunksOf(keys)) {
      await refusedAs(
        () => new ClaimTaken(),
        trx('claims').insert(
          chunk.map(key => ({
            claim_key: key,
            execution_id: row.executionId,
          })),
        ),
      );
    }
    return [];
  }

  async append(
    row: StoredRow,
    projection: ExecutionProjection,
    options: { epoch?: number; releaseClaims?: readonly string[] },
  ): Promise<void> {
    const { epoch, releaseClaims = [] } = options;
    await inTransaction(this.#knex, async trx => {
      if (epoch !== undefined) {
        await assertLeads(trx, epoch);
      }
      // Moves the projection forward only, and takes the row's lock: the
      // second of two writers waits here and then finds itself too late.
      const moved = await trx('executions')
        .where({ execution_id: row.executionId, seq: row.seq - 1 })
        .update(projectionColumns(row.seq, projection));
      if (moved === 0) {
        const taken = await trx('execution_log')
          .where({ execution_id: row.executionId, seq: row.seq })
          .first('seq');
        if (taken) {
          throw new SeqTaken(row.executionId, row.seq);
        }
        throw new RangeError(
          `Row ${row.seq} of execution ${row.executionId} would leave a gap`,
        );
      }
      await refusedAs(
        () => new SeqTaken(row.executionId, row.seq),
        trx('execution_log').insert(logColumns(row)),
      );
      for (const chunk of chunksOf(releaseClaims)) {
        await trx('claims')
          .where({ execution_id: row.executionId })
          .whereIn('claim_key', chunk)
          .delete();
      }
    });
  }

  async read(executionId: string, afterSeq: number): Promise<StoredRow[]> {
    const rows = await this.#knex('execution_log')
      .where({ execution_id: executionId })
      // The caller's number: PostgreSQL refuses to compare with a larger one.
      .where('seq', '>', Math.min(afterSeq, LARGEST_INTEGER))
      .orderBy('seq')
      .select<{ seq: number; text: string; hash: string }[]>(
        'seq',
        'text',
        'hash',
      );
    return rows.map(({ seq, text, hash }) => ({
      executionId,
      seq,
      text,
      hash,
    }));
  }

  /**
   * The rows with which executions begin, where what each pinned is written. They
   * come a few at a time: that of a thousand servers is a megabyte.
   */
  async *firstRows(executionIds: readonly string[]): AsyncGenerator<StoredRow> {
    const ids = [...new Set(executionIds)];
    for (let from = 0; from < ids.length; from += FIRST_ROWS_AT_ONCE) {
      for (const row of await this.firstRowsQuery(
        ids.slice(from, from + FIRST_ROWS_AT_ONCE),
      )) {
        yield {
          executionId: row.execution_id,
          seq: row.seq,
          text: row.text,
          hash: row.hash,
        };
      }
    }
  }

  /** A statement of {@link firstRows}, apart so that a test can look at its plan. */
  firstRowsQuery(executionIds: readonly string[]) {
    return this.#knex('execution_log')
      .whereIn('execution_id', executionIds)
      .where({ seq: 1 })
      .select<
        { execution_id: string; seq: number; text: string; hash: string }[]
      >('execution_id', 'seq', 'text', 'hash');
  }

  async holder(key: string): Promise<string | undefined> {
    const row = await this.#knex('claims')
      .where({ claim_key: key })
      .first<{ execution_id: string } | undefined>('execution_id');
    return row?.execution_id;
  }

  async due(
    now: Date,
    limit: number,
  ): Promise<{ executionId: string; seq: number }[]> {
    const queries = this.dueQueries(now, limit);
    const [onTime, woken] = await Promise.all([queries.onTime, queries.woken]);
    const due = new Map(
      [...woken, ...onTime].map(row => [row.execution_id, row.seq]),
    );
    const taken = [...due].slice(0, limit);
    const wokenIds = new Set(woken.map(row => row.execution_id));
    // What happens from here on wakes them once more. They stay due until they
    // were looked at, for this replica may die, or lose the database, before that.
    for (const chunk of chunksOf(
      taken.map(([id]) => id).filter(id => wokenIds.has(id)),
    )) {
      await this.#knex('executions')
        .whereIn('execution_id', chunk)
        .update({ woken_at: null, wake_at: now });
    }
    return taken.map(([executionId, seq]) => ({ executionId, seq }));
  }

  /**
   * The statements of {@link due}, apart so that a test can look at their plans.
   * There are two, because for one or the other, in order, a database reads every
   * execution that there ever was, twice a second.
   */
  dueQueries(now: Date, limit: number) {
    return {
      onTime: this.#knex('executions')
        .where('wake_at', '<=', now)
        .orderBy('wake_at')
        .limit(limit)
        .select<DueRow[]>('execution_id', 'seq'),
      woken: this.#knex('executions')
        .whereNotNull('woken_at')
        .orderBy('woken_at')
        .limit(limit)
        .select<DueRow[]>('execution_id', 'seq'),
    };
  }

  async wake(claims?: readonly string[]): Promise<void> {
    const wokenAt = { woken_at: new Date() };
    if (!claims) {
      await this.#knex('executions')
        .whereNotIn('status', terminalExecutionStatuses)
        .update(wokenAt);
      return;
    }
    for (const chunk of chunksOf(claims)) {
      await this.#knex('executions')
        .whereIn(
          'execution_id',
          this.#knex('claims')
            .whereIn('claim_key', chunk)
            .select('execution_id'),
        )
        .update(wokenAt);
    }
  }

  async postpone(
    executionId: string,
    seq: number,
    wakeAt: Date | undefined,
  ): Promise<void> {
    await this.#knex('executions')
      .where({ execution_id: executionId, seq })
      .update({ wake_at: wakeAt ?? null });
  }

  async addJobLog(
    executionId: string,
    lines: readonly JobLogLine[],
  ): Promise<void> {
    await inTransaction(this.#knex, async trx => {
      const query = trx('executions')
        .where({ execution_id: executionId })
        .first('execution_id');
      // One writer at a time: two that add the same lines in another order
      // would wait for each other in a circle.
      const known = await (isSqlite(trx) ? query : query.forUpdate());
      if (!known) {
        throw new RangeError(`There is no execution ${executionId}`);
      }
      for (const chunk of chunksOf(lines)) {
        await trx('execution_job_log')
          .insert(
            chunk.map(line => ({
              execution_id: executionId,
              line_key: jobLogLineKey(line),
              job_id: line.jobId,
              source_server_id: line.sourceServerId ?? null,
              at: new Date(line.at),
              line: JSON.stringify(line),
            })),
          )
          .onConflict(['execution_id', 'line_key'])
          .ignore();
      }
    });
  }

  async jobLog(executionId: string): Promise<JobLogLine[]> {
    const rows = await this.#knex('execution_job_log')
      .where({ execution_id: executionId })
      .orderBy([{ column: 'at' }, { column: 'line_id' }])
      .select<{ line: string }[]>('line');
    return rows.map(row => fromJson(jobLogLineSchema, row.line));
  }
}

/** Turns the database's "there is one already" into what the port says. */
async function refusedAs(
  error: () => Error,
  insertion: PromiseLike<unknown>,
): Promise<void> {
  try {
    await insertion;
  } catch (cause) {
    throw isDatabaseConflictError(cause) ? error() : cause;
  }
}
