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

import { expect, test } from '@playwright/test';
import { tagToFail } from './support/failingServer';
import { createPlan, orchestratorAs } from './support/orchestrator';
import { signInAs } from './support/personas';
import { PORTAL_PORT, SIMULATOR_PORT } from './support/ports';
import { SimulatedAws } from './support/SimulatedAws';
import { SIMULATOR_SPEED } from './support/simulator';
import { keepForDocs } from './support/pictures';
import { complaintsOf, expectLoaded, expectSound } from './support/soundPage';

// Every page, with something of each kind to show: a drill that runs, one that
// waits for a decision, one that has ended, and groups and plans.

const DR = '/disaster-recovery';

// Failures name page and element; a recording of every page would take longer
// than the test.
test.use({ trace: 'off' });

const aws = new SimulatedAws(`http://127.0.0.1:${SIMULATOR_PORT}`);

/** What the pages show. */
interface Scene {
  readonly plan: string;
  readonly group: string;
  readonly running: string;
  readonly paused: string;
  readonly asking: string;
  readonly ended: string;
  /** One that the running execution has launched. */
  readonly server: {
    readonly accountId: string;
    readonly region: string;
    readonly sourceServerId: string;
  };
}

async function setTheScene(): Promise<Scene> {
  const portal = `http://127.0.0.1:${PORTAL_PORT}`;
  const planner = await orchestratorAs(portal, 'plan-manager');
  const operator = await orchestratorAs(portal, 'operator');
  const tracking = await createPlan(planner, {
    planName: 'Tracking',
    accountId: '222233334444',
    region: 'us-west-2',
    application: 'tracking',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
      { role: 'web', dependsOnWaves: [1] },
    ],
  });
  const catalog = await createPlan(planner, {
    planName: 'Product catalog',
    accountId: '111122223333',
    region: 'us-west-2',
    application: 'product-catalog',
    waves: [
      { role: 'app', dependsOnWaves: [] },
      { role: 'search', dependsOnWaves: [1] },
    ],
  });
  const reporting = await createPlan(planner, {
    planName: 'Reporting',
    accountId: '333344445555',
    region: 'eu-west-1',
    application: 'reporting',
    waves: [{ role: 'db', dependsOnWaves: [] }],
  });
  const ledger = await createPlan(planner, {
    planName: 'Ledger',
    accountId: '333344445555',
    region: 'us-west-2',
    application: 'ledger',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      {
        role: 'app',
        dependsOnWaves: [1],
        pauseBeforeWave: true,
        preWaveHooks: [
          {
            type: 'ssm-automation',
            name: 'Stop traffic',
            target: 'Meridian-StopTraffic',
          },
        ],
      },
    ],
  });
  await tagToFail(
    planner,
    'product-catalog-app-02',
    'The subnet has no free address',
  );

  const start = async ({ planId }: { planId: string }) => {
    const { executionId } = await operator.call('execute_recovery_plan', {
      params: { planId },
      body: { executionType: 'DRILL', reason: 'Quarterly rehearsal' },
    });
    return executionId;
  };
  const until = (
    executionId: string,
    state: { status: string; waves: string[] },
  ) =>
    expect
      .poll(
        async () => {
          const { status, waves } = await operator.call(
            'get_execution_details',
            { params: { executionId } },
          );
          return { status, waves: waves.map(wave => wave.status) };
        },
        { timeout: 60_000 },
      )
      .toEqual(state);
  const paused = await start(catalog);
  const ended = await start(reporting);
  const asking = await start(ledger);
  await until(paused, { status: 'PAUSED', waves: ['FAILED', 'PENDING'] });
  await until(ended, { status: 'COMPLETED', waves: ['COMPLETED'] });
  await until(asking, {
    status: 'PAUSED',
    waves: ['COMPLETED', 'WAITING_FOR_APPROVAL'],
  });
  const running = await start(tracking);
  await until(running, {
    status: 'RUNNING',
    waves: ['COMPLETED', 'LAUNCHING', 'LAUNCHING'],
  });
  const { items } = await operator.call('get_drs_source_servers', {
    query: { text: 'tracking-db-01' },
  });
  return {
    server: items[0],
    plan: tracking.planId,
    group: tracking.waves[0].protectionGroupIds[0],
    running,
    paused,
    asking,
    ended,
  };
}

/** What a page is called, where it is, and the words by which one knows that it has come. */
const pages: readonly {
  name: string;
  path: (scene: Scene) => string;
  shows: RegExp;
  /** The documents show it as it is at 1440 pixels. */
  inDocs?: true;
}[] = [
  {
    name: 'overview',
    path: () => `${DR}/overview`,
    shows: /executions? waits? for your decision/,
    inDocs: true,
  },
  { name: 'executions', path: () => `${DR}/executions`, shows: /^Executions$/ },
  {
    name: 'execution-running',
    path: scene => `${DR}/executions/${scene.running}`,
    shows: /^Drill of Tracking: waves 2 and 3 of 3 are /,
    inDocs: true,
  },
  {
    name: 'execution-job-log',
    path: scene => `${DR}/executions/${scene.running}?tab=job-log`,
    shows: /^Drill of Tracking: /,
  },
  {
    name: 'execution-events',
    path: scene => `${DR}/executions/${scene.running}?tab=events`,
    shows: /^Drill of Tracking: /,
  },
  {
    name: 'execution-waves',
    path: scene => `${DR}/executions/${scene.running}?tab=waves`,
    shows: /^Drill of Tracking: /,
  },
  {
    name: 'execution-server',
    path: ({ running, server }) =>
      `${DR}/executions/${running}?server=${server.sourceServerId}`,
    shows: /^tracking-db-01$/,
  },
  {
    name: 'execution-paused',
    path: scene => `${DR}/executions/${scene.paused}`,
    shows: /^Drill of Product catalog is paused for your decision/,
  },
  {
    name: 'execution-asking',
    path: scene => `${DR}/executions/${scene.asking}?tab=waves`,
    shows: /^Drill of Ledger waits for approval before wave 2/,
  },
  {
    name: 'execution-ended',
    path: scene => `${DR}/executions/${scene.ended}`,
    shows: /^Drill of Reporting completed/,
  },
  {
    name: 'execution-report',
    path: scene => `${DR}/executions/${scene.ended}?tab=outcome`,
    shows: /^Drill of Reporting completed/,
    inDocs: true,
  },
  { name: 'plans', path: () => `${DR}/plans`, shows: /^Recovery plans$/ },
  {
    name: 'plan',
    path: scene => `${DR}/plans/${scene.plan}`,
    shows: /^Tracking$/,
    inDocs: true,
  },
  ...['history', 'drift', 'manifest'].map(tab => ({
    name: `plan-${tab}`,
    path: (scene: Scene) => `${DR}/plans/${scene.plan}?tab=${tab}`,
    shows: /^Tracking$/,
  })),
  {
    name: 'plan-edit',
    path: scene => `${DR}/plans/${scene.plan}/edit`,
    shows: /^Edit Tracking$/,
    inDocs: true,
  },
  {
    name: 'preflight',
    path: scene => `${DR}/plans/${scene.plan}?tab=preflight`,
    shows: /^Tracking$/,
  },
  {
    name: 'plan-recover',
    path: scene => `${DR}/plans/${scene.plan}/recover`,
    shows: /^Recover Tracking$/,
  },
  {
    name: 'plan-new',
    path: () => `${DR}/plans/new`,
    shows: /^New recovery plan$/,
  },
  {
    name: 'plan-from-catalog',
    path: () =>
      `${DR}/plans/new-from-catalog?entity=system:default/product-catalog`,
    shows: /^Waves from the catalog$/,
    inDocs: true,
  },
  { name: 'groups', path: () => `${DR}/groups`, shows: /^Protection groups$/ },
  {
    name: 'group',
    path: scene => `${DR}/groups/${scene.group}`,
    shows: /^Tracking db$/,
  },
  {
    name: 'group-edit',
    path: scene => `${DR}/groups/${scene.group}/edit`,
    shows: /^Edit Tracking db$/,
  },
  {
    name: 'group-new',
    path: () => `${DR}/groups/new`,
    shows: /^New protection group$/,
  },
  { name: 'servers', path: () => `${DR}/servers`, shows: /^Servers$/ },
  {
    name: 'server',
    path: ({ server }) =>
      `${DR}/servers?server=${server.accountId}/${server.region}/${server.sourceServerId}`,
    shows: /^tracking-db-01$/,
  },
  { name: 'accounts', path: () => `${DR}/accounts`, shows: /^Accounts$/ },
  {
    name: 'account',
    path: () => `${DR}/accounts/222233334444`,
    shows: /^meridian-logistics$/,
  },
  { name: 'audit', path: () => `${DR}/audit`, shows: /^Audit$/ },
  { name: 'settings', path: () => `${DR}/settings`, shows: /^Settings$/ },
  {
    name: 'entity-component',
    path: () => '/catalog/default/component/tracking-service/disaster-recovery',
    shows: /^Could .* be recovered now\?$/,
    inDocs: true,
  },
  {
    name: 'entity-system',
    path: () => '/catalog/default/system/product-catalog/disaster-recovery',
    shows: /^Could .* be recovered now\?$/,
  },
];

test('every page is sound: console, accessibility, width, both themes', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const scene = await setTheScene();
  const complaints = complaintsOf(page);
  await signInAs(page, 'recovery-manager');
  // The drill goes on running until every page has been seen.
  await aws.setSpeed(1);
  try {
    for (const { name, path, shows, inDocs } of pages) {
      await test.step(name, async () => {
        await page.goto(path(scene));
        await expectLoaded(page, shows);
        await expectSound(page, name);
        if (inDocs) {
          await keepForDocs(page, name, shows);
        }
        expect.soft(complaints.splice(0), `the console on ${name}`).toEqual([]);
      });
    }
  } finally {
    await aws.setSpeed(SIMULATOR_SPEED);
  }
});

test('who holds no role is told so on every page, and by whom it can be mended', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, 'nobody');
  for (const part of [
    'overview',
    'executions',
    'plans',
    'groups',
    'servers',
    'accounts',
    'audit',
  ]) {
    await test.step(part, async () => {
      await page.goto(`${DR}/${part}`);
      await expect(page.getByText(/^You may not see /).first()).toBeVisible();
      await expect(page.getByText('drs.resources.view').first()).toBeVisible();
    });
  }
  await expectSound(page, 'no-permission');
});

test('the sign-in page is sound', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveCount(6);
  await expectSound(page, 'sign-in');
  expect(complaints).toEqual([]);
});
