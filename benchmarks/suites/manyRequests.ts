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
import { accountIds, scopes } from '../fleet/drsClient';
import { EventBridge } from '../fleet/EventBridge';
import { Fleet } from '../fleet/Fleet';
import { untilCatalogIsRead } from '../processes/catalogEntities';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import {
  measureBursts,
  SERVERS_A_GROUP,
  type BurstResult,
} from '../scenarios/bursts';
import { createChains, delaysBetweenWaves } from '../scenarios/delays';
import { measureApprovals } from '../scenarios/approvals';
import { measurePreflight } from '../scenarios/preflight';
import { measurePolling } from '../scenarios/polling';
import {
  fillExecutions,
  measureReads,
  runLargeExecution,
  type LargeExecution,
} from '../scenarios/reads';
import { POLL_INTERVAL_MS, type Run, type Started } from './Started';

/** Some 560 in each of two Regions of three accounts. */
const SERVERS = 3_360;
const LARGE_SERVERS = 1_000;
/** Launches end at moments that differ by as much as a poll interval. */
const DELAYS_SPEED = 40;
/** What is only waited for is soon over. */
const ENDED_AT_SPEED = 600;

async function delays(
  portal: Portal,
  aws: Aws,
  fleet: Fleet,
): Promise<Figure[]> {
  const chains = await createChains(portal, fleet);
  await aws.setSpeed(DELAYS_SPEED);
  const byPolling = await delaysBetweenWaves(portal, aws, chains);
  const bridge = await EventBridge.open(aws, portal);
  const byEvent = await delaysBetweenWaves(portal, aws, chains).finally(() =>
    bridge.close(),
  );
  const name = "From a job's end to the next wave's StartRecovery, p95";
  const interval = POLL_INTERVAL_MS / 1000;
  return [
    {
      name,
      where: 'by event',
      samples: byEvent.samples,
      value: byEvent.p95 / 1000,
      unit: 's',
      aim: 1,
      beside: {
        what: `polling every ${interval} s`,
        value: byPolling.p95 / 1000,
        unit: 's',
      },
    },
    {
      name,
      where: `polling every ${interval} s`,
      samples: byPolling.samples,
      value: byPolling.p95 / 1000,
      unit: 's',
      aim: interval + 0.5,
      beside: { what: 'the poll interval', value: interval, unit: 's' },
    },
  ];
}

/** A plan of 1,000 servers, in both Regions of an account. */
function largeExecution(
  portal: Portal,
  fleet: Fleet,
  { groups }: BurstResult,
): Promise<LargeExecution> {
  const [accountId] = accountIds;
  const inAccount = groups.filter(({ scope }) => scope.accountId === accountId);
  const regions = scopes.filter(scope => scope.accountId === accountId);
  const missing = LARGE_SERVERS - inAccount.length * SERVERS_A_GROUP;
  return runLargeExecution(
    portal,
    inAccount.map(({ groupId }) => groupId),
    regions.map(scope => ({
      scope,
      sourceServerIds: fleet.take(scope, missing / regions.length),
    })),
  );
}

/** What one portal answers to many at once, and from long lists. */
async function ofPortal(
  portal: Portal,
  aws: Aws,
  { progress, measured }: Run,
  measureRunning: (planIds: readonly string[], fleet: Fleet) => Promise<void>,
): Promise<void> {
  const { kind } = portal.database;
  const fleet = await Fleet.read(aws.url);
  const bursts = await measureBursts(portal, aws, fleet);
  measured(bursts.figures);
  progress(`${kind}: bursts are measured`);
  await measureRunning(bursts.startedPlanIds, fleet);
  await aws.setSpeed(ENDED_AT_SPEED);
  const approvals = await measureApprovals(portal, bursts.heldPlanIds);
  measured(approvals);
  const large = await largeExecution(portal, fleet, bursts);
  // Before the lists are long: it looks at what really ran.
  measured(await measurePreflight(portal, aws, large.planId));
  await fillExecutions(portal);
  progress(`${kind}: the lists are long`);
  measured(await measureReads(portal, large.executionId));
  progress(`${kind}: reads are measured`);
}

/** Many requests and many records, on SQLite and on PostgreSQL. */
export async function manyRequests(started: Started, run: Run): Promise<void> {
  const postgres = await startPostgres();
  started.add(() => postgres.stop());
  const aws = await started.aws({ speed: 1, servers: SERVERS });
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
  run.progress('both catalogs are read');

  await ofPortal(onSqlite, aws, run, async (planIds, fleet) => {
    const { progress, measured } = run;
    measured(
      await measurePolling({
        portal: onSqlite,
        aws,
        pollIntervalMs: POLL_INTERVAL_MS,
        planIds,
        accounts: accountIds.length,
      }),
    );
    progress('polling is measured');
    measured(await delays(onSqlite, aws, fleet));
    progress('delays are measured');
  });
  await ofPortal(onPostgres, aws, run, async () => {});
}
