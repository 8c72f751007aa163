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

import type { Scope } from '../fleet/drsClient';
import { createGroup, createPlan, setUp, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { TimedAnswer } from '../processes/Api';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { percentile } from '../report/percentile';

const LARGE_LIMIT_MS = 5 * 60_000;
const EXECUTIONS = 100_000;
const ROWS_AN_INSERT = 500;
const READS = 100;
const WARM_UP_READS = 10;
const PAGE = 50;
const SPACING_MS = 60_000;

/** An execution of 1,000 servers that has ended. */
export interface LargeExecution {
  readonly planId: string;
  readonly executionId: string;
}

/**
 * Runs a plan of 1,000 servers to its end.
 *
 * @param groupIds - of one account; they hold the first of its servers
 * @param more - the other servers, by account and Region
 */
export async function runLargeExecution(
  { api }: Portal,
  groupIds: readonly string[],
  more: readonly { scope: Scope; sourceServerIds: string[] }[],
): Promise<LargeExecution> {
  const others = await setUp(more, ({ scope, sourceServerIds }) =>
    createGroup(api, `Large ${scope.region}`, scope, sourceServerIds),
  );
  const planId = await createPlan(api, 'Large', more[0].scope.accountId, [
    { groupIds: [...groupIds, ...others] },
  ]);
  const executionId = await startDrill(api, planId);
  await untilEnded(api, [executionId], LARGE_LIMIT_MS);
  return { planId, executionId };
}

/**
 * Makes the list long: copies the executions that there are, each under a new ID
 * and at another time, until there are 100,000. Only the projection that lists
 * read is filled; what stands in it is what the engine wrote.
 */
export async function fillExecutions(portal: Portal): Promise<void> {
  const knex = knexFactory(portal.connection);
  try {
    await fill(knex);
  } finally {
    await knex.destroy();
  }
}

async function fill(knex: Knex): Promise<void> {
  const models: Record<string, unknown>[] = await knex('executions')
    .whereNull('wake_at')
    .orderBy('started_at', 'desc')
    .limit(200);
  if (models.length === 0) {
    throw new Error('No execution has ended that could be copied');
  }
  const begun = Date.now();
  const copy = (index: number) => {
    const model = models[index % models.length];
    const executionId = randomUUID();
    const startedAt = new Date(begun - (index + 1) * SPACING_MS);
    return {
      ...model,
      execution_id: executionId,
      started_at: startedAt,
      summary: JSON.stringify({
        ...JSON.parse(String(model.summary)),
        executionId,
        startTime: startedAt.toISOString(),
      }),
    };
  };
  const [{ count }] = await knex('executions').count<{ count: number }[]>({
    count: '*',
  });
  const missing = EXECUTIONS - Number(count);
  await knex.transaction(async trx => {
    for (let from = 0; from < missing; from += ROWS_AN_INSERT) {
      const rows = Math.min(ROWS_AN_INSERT, missing - from);
      await trx('executions').insert(
        Array.from({ length: rows }, (_, offset) => copy(from + offset)),
      );
    }
  });
  // As the database itself does it once it has the time.
  await knex.raw('ANALYZE');
}

/** One after the other, as one person reads; the first few only warm up. */
async function p95Of(read: (turn: number) => Promise<TimedAnswer>) {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP_READS + READS; turn++) {
    const { status, milliseconds, body } = await read(turn);
    if (status !== 200) {
      throw new Error(`Answers ${status}: ${body.slice(0, 500)}`);
    }
    if (turn >= WARM_UP_READS) {
      times.push(milliseconds);
    }
  }
  return percentile(times, 95);
}

/**
 * Reads of one large execution and of long lists, beside the catalog's own list
 * in the same process. Both are authenticated and authorised; a page has as many
 * records in both.
 *
 * @param largeExecutionId - an execution of 1,000 servers
 */
export async function measureReads(
  portal: Portal,
  largeExecutionId: string,
): Promise<Figure[]> {
  const { api, database } = portal;
  const { items, nextCursor } = await api.call('list_executions', {
    query: { limit: PAGE },
  });
  const [{ planId }] = items;

  const catalog = (limit: number) => () =>
    api.send(
      'GET',
      `/api/catalog/entities/by-query?filter=kind=component&orderField=metadata.name,asc&limit=${limit}`,
    );
  const catalogPage = await p95Of(catalog(PAGE));
  const catalogThousand = await p95Of(catalog(1_000));

  const figure = async (
    name: string,
    read: () => Promise<TimedAnswer>,
    beside: { what: string; value: number },
  ): Promise<Figure> => ({
    name,
    where: database.kind,
    samples: READS,
    value: await p95Of(read),
    unit: 'ms',
    aim: beside.value,
    beside: { ...beside, unit: 'ms' },
  });
  const page = {
    what: `the catalog's by-query, ${PAGE} components`,
    value: catalogPage,
  };
  const list =
    (query: {
      status?: 'COMPLETED' | 'RUNNING';
      planId?: string;
      cursor?: string;
    }) =>
    () =>
      api.timed('list_executions', { query: { limit: PAGE, ...query } });
  return [
    await figure(
      'One execution of 1,000 servers read, p95',
      () =>
        api.timed('get_execution_details', {
          params: { executionId: largeExecutionId },
        }),
      {
        what: "the catalog's by-query, 1,000 components",
        value: catalogThousand,
      },
    ),
    await figure('List over 100,000 executions, p95: newest', list({}), page),
    await figure(
      'List over 100,000 executions, p95: by status',
      list({ status: 'COMPLETED' }),
      page,
    ),
    await figure(
      'List over 100,000 executions, p95: by plan',
      list({ planId }),
      page,
    ),
    await figure(
      'List over 100,000 executions, p95: next page',
      list({ cursor: nextCursor }),
      page,
    ),
  ];
}
