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

import { startPostgres } from '../../script/postgres.mjs';
import { accountIds } from '../fleet/drsClient';
import { Fleet } from '../fleet/Fleet';
import { untilEnded } from '../fleet/untilEnded';
import { untilCatalogIsRead } from '../processes/catalogEntities';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { measureBursts } from '../scenarios/bursts';
import { createChains, delaysBetweenWaves } from '../scenarios/delays';
import { measurePolling } from '../scenarios/polling';
import {
  fillExecutions,
  measureReads,
  runLargeExecution,
} from '../scenarios/reads';
import { POLL_INTERVAL_MS, type Progress, type Started } from './Started';

/** Some 900 in each of two Regions of three accounts. */
const SERVERS = 5_520;
/** Nothing ends while it is measured. */
const REAL_SPEED = 1;
/** Launches end at moments that differ by as much as a poll interval. */
const DELAYS_SPEED = 40;
/** What is only waited for is soon over. */
const ENDED_AT_SPEED = 600;
const LIMIT_MS = 5 * 60_000;

async function delays(
  portal: Portal,
  aws: Aws,
  fleet: Fleet,
): Promise<Figure[]> {
  const chains = await createChains(portal, fleet);
  await aws.setSpeed(DELAYS_SPEED);
  const byPolling = await delaysBetweenWaves(portal, aws, chains);
  return [
    {
      name: "From a job's end to the next wave's StartRecovery, p95",
      where: `polling every ${POLL_INTERVAL_MS / 1000} s`,
      samples: byPolling.samples,
      value: byPolling.p95 / 1000,
      unit: 's',
      aim: POLL_INTERVAL_MS / 1000 + 0.5,
      beside: {
        what: 'the poll interval',
        value: POLL_INTERVAL_MS / 1000,
        unit: 's',
      },
    },
  ];
}

/** What one portal answers to many at once, and from long lists. */
async function ofPortal(
  portal: Portal,
  aws: Aws,
  progress: Progress,
  measureRunning: (
    executionIds: readonly string[],
    fleet: Fleet,
  ) => Promise<Figure[]>,
): Promise<Figure[]> {
  const { kind } = portal.database;
  const fleet = await Fleet.read(aws.url);
  await aws.setSpeed(REAL_SPEED);
  const bursts = await measureBursts(portal, fleet);
  progress(`${kind}: bursts are measured`);
  const running = await measureRunning(bursts.executionIds, fleet);
  await aws.setSpeed(ENDED_AT_SPEED);
  await untilEnded(portal.api, bursts.executionIds, LIMIT_MS);
  const largeExecutionId = await runLargeExecution(portal, fleet);
  await fillExecutions(portal);
  progress(`${kind}: the lists are long`);
  const reads = await measureReads(portal, largeExecutionId);
  progress(`${kind}: reads are measured`);
  return [...bursts.figures, ...running, ...reads];
}

/** Many requests and many records, on SQLite and on PostgreSQL. */
export async function manyRequests(
  started: Started,
  progress: Progress,
): Promise<Figure[]> {
  const postgres = await startPostgres();
  started.add(() => postgres.stop());
  const aws = await started.aws({ speed: REAL_SPEED, servers: SERVERS });
  const [onSqlite, onPostgres] = await Promise.all([
    started.portal(aws, { database: { kind: 'SQLite' }, largeCatalog: true }),
    started.portal(aws, {
      database: {
        kind: 'PostgreSQL',
        connectionString: postgres.connectionString,
      },
      largeCatalog: true,
    }),
  ]);
  await Promise.all([onSqlite, onPostgres].map(untilCatalogIsRead));
  progress('both catalogs are read');

  const figures = await ofPortal(
    onSqlite,
    aws,
    progress,
    async (executionIds, fleet) => {
      const polls = await measurePolling({
        portal: onSqlite,
        aws,
        pollIntervalMs: POLL_INTERVAL_MS,
        executions: executionIds.length,
        accounts: accountIds.length,
      });
      progress('polling is measured');
      await aws.setSpeed(ENDED_AT_SPEED);
      await untilEnded(onSqlite.api, executionIds, LIMIT_MS);
      const between = await delays(onSqlite, aws, fleet);
      progress('delays are measured');
      return [...between, ...polls];
    },
  );
  figures.push(...(await ofPortal(onPostgres, aws, progress, async () => [])));
  return figures;
}
