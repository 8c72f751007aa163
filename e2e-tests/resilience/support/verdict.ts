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

import { expect } from '@playwright/test';
import type { Simulator } from '@drs-orchestrator/aws-simulator';
import {
  Engine,
  MemoryExecutionLog,
  MemoryLeaseStore,
  summarise,
  verifyChain,
  type ExecutionState,
  type StoredRow,
} from '@drs-orchestrator/drs-engine';
import {
  executionSummarySchema,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUDIT_KEY } from './configuration';

const rowsSchema = z.array(
  z.object({
    execution_id: z.string(),
    seq: z.number(),
    text: z.string(),
    hash: z.string(),
  }),
);
const projectionsSchema = z.array(
  z.object({
    execution_id: z.string(),
    seq: z.number(),
    status: z.string(),
    summary: z.string().transform(text => JSON.parse(text)),
  }),
);
const claimsSchema = z.array(z.object({ claim_key: z.string() }));

/** What the tables hold, read without the product's own stores. */
async function readTables(knex: Knex) {
  const [rows, projections, claims] = await Promise.all([
    knex('execution_log').orderBy(['execution_id', 'seq']),
    knex('executions').orderBy('execution_id'),
    knex('claims'),
  ]);
  const stored = rowsSchema.parse(rows).map(
    ({ execution_id: executionId, ...row }): StoredRow => ({
      executionId,
      ...row,
    }),
  );
  return {
    logs: Map.groupBy(stored, ({ executionId }) => executionId),
    projections: projectionsSchema.parse(projections),
    claims: claimsSchema.parse(claims).map(claim => claim.claim_key),
  };
}

/**
 * Folds a log from its beginning.
 *
 * @param summary - kept beside the rows, and not read
 */
async function replay(
  rows: readonly StoredRow[],
  summary: ExecutionSummary,
): Promise<ExecutionState> {
  const lease = new MemoryLeaseStore();
  const log = new MemoryExecutionLog(lease);
  const silent = () => undefined;
  const refuse = async () => {
    throw new Error('A replay asks AWS nothing');
  };
  const engine = Engine.create({
    log,
    lease,
    auditKey: AUDIT_KEY,
    access: { drs: refuse, services: refuse },
    logger: { error: silent, warn: silent, info: silent, debug: silent },
  });
  const [first, ...others] = rows;
  await log.create(first, { summary }, []);
  for (const row of others) {
    await log.append(row, { summary }, {});
  }
  return engine.get(first.executionId);
}

const byServerAndJob = (launch: { sourceServerId: string; jobId?: string }) =>
  `${launch.sourceServerId} by ${launch.jobId}`;

/**
 * AWS lets a server be in one job only, and so refuses many a call that should
 * never have been made.
 */
export function expectNothingRefused(aws: Simulator): void {
  const asked = [
    ...aws.record({ operation: 'StartRecovery' }),
    ...aws.record({ operation: 'TerminateRecoveryInstances' }),
  ];
  expect(asked.filter(call => call.errorCode !== undefined)).toEqual([]);
}

/**
 * Holds what the database says against itself and against AWS's own record,
 * when all drills have ended and all their instances are terminated:
 *
 * - every log's chain is intact, and the projection is what its replay gives
 * - every drill succeeded, all servers of it: nothing was made to fail
 * - what the logs say was launched is what AWS launched, neither more nor less,
 *   and AWS was never asked for the same twice
 * - each instance was terminated once
 * - nothing is left to do, and nothing is claimed any more
 *
 * @param executionIds - every drill that somebody was told has started
 */
export async function expectTruth(options: {
  knex: Knex;
  aws: Simulator;
  executionIds: readonly string[];
}): Promise<{ drills: number; launches: number; rows: number }> {
  const { knex, aws, executionIds } = options;
  await expect
    .poll(() => knex('executions').whereNotNull('wake_at'))
    .toEqual([]);
  const { logs, projections, claims } = await readTables(knex);

  expect([...logs.keys()].sort()).toEqual([...executionIds].sort());
  expect(projections.map(({ execution_id: id }) => id)).toEqual([
    ...logs.keys(),
  ]);

  const states: ExecutionState[] = [];
  for (const projection of projections) {
    const rows = logs.get(projection.execution_id) ?? [];
    expect(verifyChain(rows, AUDIT_KEY)).toEqual({ intact: true });
    const state = await replay(
      rows,
      executionSummarySchema.parse(projection.summary),
    );
    states.push(state);
    const story = rows.map(row => row.text).join('\n');
    expect(projection, story).toEqual({
      execution_id: state.executionId,
      seq: rows.length,
      status: 'COMPLETED',
      // As JSON keeps it, without what is undefined.
      summary: JSON.parse(JSON.stringify(summarise(state))),
    });
    expect(projection.summary).toMatchObject({
      instancesTerminated: true,
      counts: { succeeded: state.servers.size, total: state.servers.size },
    });
  }

  const launched = states.flatMap(state => [...state.servers.values()]);
  const launches = aws.launches();
  expect(launches.map(byServerAndJob).sort()).toEqual(
    launched.map(byServerAndJob).sort(),
  );

  expectNothingRefused(aws);
  const terminated = aws
    .record({ operation: 'TerminateRecoveryInstances' })
    .flatMap(call => call.sourceServerIds);
  expect(terminated.sort()).toEqual(
    launched.map(server => server.sourceServerId).sort(),
  );

  expect(claims.filter(claim => !claim.startsWith('token:'))).toEqual([]);
  return {
    drills: states.length,
    launches: launches.length,
    rows: [...logs.values()].flat().length,
  };
}
