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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startBackend } from './support/backend';
import {
  createPlan,
  Orchestrator,
  orchestratorAs,
  serversOf,
} from './support/orchestrator';
import { CACHE } from './support/paths';
import {
  KILLED_BACKEND_PORT,
  KILLED_BACKEND_SIMULATOR_PORT,
} from './support/ports';
import { SimulatedAws } from './support/SimulatedAws';
import { startSimulator } from './support/simulator';

// A backend, its data and its AWS of this file's own. What is killed is node
// itself, in the middle of what it does, and started again on the same data.

/** Long enough to see a call under way and to kill its caller meanwhile. */
const UNDER_WAY_MS = 4_000;

/** The process is killed as soon as the moment is seen. */
const QUICKLY = { intervals: [50], timeout: 60_000 };

let dataDirectory: string;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let backend: Awaited<ReturnType<typeof startBackend>>;
let aws: SimulatedAws;
let planner: Orchestrator;
let operator: Orchestrator;

const start = () =>
  startBackend({
    port: KILLED_BACKEND_PORT,
    dataDirectory,
    awsEndpoint: simulator.url,
    logFile: join(CACHE, 'logs/killed-backend.log'),
  });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-sigkill-'));
  simulator = await startSimulator({
    port: KILLED_BACKEND_SIMULATOR_PORT,
    speed: 240,
    logFile: join(CACHE, 'logs/killed-backend-simulator.log'),
  });
  aws = new SimulatedAws(simulator.url);
  backend = await start();
  planner = await orchestratorAs(backend.url, 'plan-manager');
  operator = await orchestratorAs(backend.url, 'operator');
});

test.afterAll(async () => {
  await backend?.process.stop();
  await simulator?.process.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

// Most of the time goes into starting the backend.
test.beforeEach(() => test.setTimeout(240_000));

/** Kills node with SIGKILL, makes sure that it is gone, and starts it again on the same data. */
async function killAndStartAgain(): Promise<void> {
  expect(await backend.process.kill()).toBe('SIGKILL');
  await expect(fetch(backend.url)).rejects.toThrow();
  backend = await start();
}

async function startDrill(planId: string): Promise<string> {
  const { executionId } = await operator.call('execute_recovery_plan', {
    params: { planId },
    body: { executionType: 'DRILL', reason: 'Power cut' },
  });
  return executionId;
}

const detailsOf = (executionId: string) =>
  operator.call('get_execution_details', { params: { executionId } });

async function storyOf(executionId: string): Promise<string[]> {
  const { items } = await operator.call('get_execution_events', {
    params: { executionId },
    query: {},
  });
  return items.map(event => event.summary);
}

/** Waits until the drill has ended, and holds it against AWS's own record. */
async function expectEachServerLaunchedOnce(
  executionId: string,
  servers: string[],
): Promise<void> {
  await expect
    .poll(async () => (await detailsOf(executionId)).status, {
      timeout: 120_000,
    })
    .not.toMatch(/^(PENDING|RUNNING)$/);

  const drill = await detailsOf(executionId);
  expect(drill.status).toBe('COMPLETED');
  expect(serversOf(drill).map(server => server.outcome)).toEqual(
    servers.map(() => 'HEALTHY'),
  );
  const ids = new Set(serversOf(drill).map(server => server.sourceServerId));
  const launches = await aws.launches(drill.accountId);
  // By the servers, not by our tags: a launch that nobody knows of counts too.
  const ours = launches.filter(launch => ids.has(launch.sourceServerId));
  expect(ours.map(launch => launch.hostname).sort()).toEqual(servers);
}

test('killed while its request to launch is on the way to AWS, it takes what came of it', async () => {
  const { planId } = await createPlan(planner, {
    planName: 'Request under way',
    accountId: '333344445555',
    region: 'us-west-2',
    application: 'ledger',
    waves: [{ role: 'db', dependsOnWaves: [] }],
  });
  await aws.addFault({
    match: { operation: 'StartRecovery', account: '333344445555' },
    effect: { type: 'latency', ms: UNDER_WAY_MS },
    times: 1,
  });

  const executionId = await startDrill(planId);
  await expect
    .poll(() => storyOf(executionId), QUICKLY)
    .toContain('Asking DRS to launch ledger-db-01, ledger-db-02');
  expect(await aws.launches('333344445555')).toEqual([]);
  await killAndStartAgain();

  await expectEachServerLaunchedOnce(executionId, [
    'ledger-db-01',
    'ledger-db-02',
  ]);
});

test('killed before AWS has answered its request to launch, it finds the job', async () => {
  const { planId } = await createPlan(planner, {
    planName: 'Answer under way',
    accountId: '222233334444',
    region: 'us-west-2',
    application: 'warehouse',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
    ],
  });
  await aws.addFault({
    match: { operation: 'StartRecovery', account: '222233334444' },
    effect: { type: 'lateResponse', ms: UNDER_WAY_MS },
    times: 1,
  });

  const executionId = await startDrill(planId);
  await expect
    .poll(async () => (await aws.launches('222233334444')).length, QUICKLY)
    .toBe(2);
  const [{ jobId }] = await aws.launches('222233334444');
  await killAndStartAgain();

  await expectEachServerLaunchedOnce(executionId, [
    'warehouse-app-01',
    'warehouse-app-02',
    'warehouse-app-03',
    'warehouse-db-01',
    'warehouse-db-02',
  ]);
  expect(await storyOf(executionId)).toContain(
    `DRS had started job ${jobId}; its answer had been lost`,
  );
});

test('killed in the middle of waves, one of whose answers was lost, it finishes them', async () => {
  const { planId } = await createPlan(planner, {
    planName: 'Waves under way',
    accountId: '111122223333',
    region: 'us-west-2',
    application: 'orders',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
      { role: 'web', dependsOnWaves: [1] },
    ],
  });

  const executionId = await startDrill(planId);
  await expect
    .poll(async () => (await aws.launches('111122223333')).length, QUICKLY)
    .toBe(2);
  await aws.addFault({
    match: { operation: 'StartRecovery', account: '111122223333' },
    effect: { type: 'lostResponse' },
    times: 1,
  });
  await expect
    .poll(async () => (await detailsOf(executionId)).waves, QUICKLY)
    .toEqual([
      expect.objectContaining({ status: 'COMPLETED' }),
      expect.objectContaining({ status: 'LAUNCHING' }),
      expect.objectContaining({ status: 'LAUNCHING' }),
    ]);
  await expect
    .poll(async () => (await aws.launches('111122223333')).length, QUICKLY)
    .toBe(10);
  await killAndStartAgain();

  await expectEachServerLaunchedOnce(executionId, [
    'orders-app-01',
    'orders-app-02',
    'orders-app-03',
    'orders-app-04',
    'orders-db-01',
    'orders-db-02',
    'orders-web-01',
    'orders-web-02',
    'orders-web-03',
    'orders-web-04',
  ]);
  expect(await storyOf(executionId)).toContainEqual(
    expect.stringMatching(/^DRS had started job .*; its answer had been lost$/),
  );
});
