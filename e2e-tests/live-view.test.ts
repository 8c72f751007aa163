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
import { expect, Page, test } from '@playwright/test';
import { startBackend } from './support/backend';
import { band } from './support/executionPage';
import { pressByKeyboard, tabTo } from './support/keyboard';
import {
  createPlan,
  orchestratorAs,
  type Orchestrator,
} from './support/orchestrator';
import { CACHE } from './support/paths';
import { personAt, signInAs } from './support/personas';
import { LARGE_PORTAL_PORT, LARGE_SIMULATOR_PORT } from './support/ports';
import { SimulatedAws } from './support/SimulatedAws';
import { startSimulator } from './support/simulator';
import { complaintsOf, expectSound } from './support/soundPage';

// A portal of this file's own, over an AWS with thousands of servers.

const PORTAL = `http://localhost:${LARGE_PORTAL_PORT}`;
const ACCOUNT = '111122223333';
const SERVERS = 1_000;
/** So many servers in the world that an account has a thousand that can be recovered. */
const WORLD = 4_000;
/** The applications of which tests here make plans of their own. */
const PLANNED_BY_NAME = ['orders', 'payments'];
/** A launch takes some seven seconds: long enough to be watched. */
const SPEED = 120;
/** And one of a thousand servers long enough to see many of them change. */
const SLOW = 20;

const aws = new SimulatedAws(`http://127.0.0.1:${LARGE_SIMULATOR_PORT}`);
let dataDirectory: string;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let backend: Awaited<ReturnType<typeof startBackend>>;
let planner: Orchestrator;
let manager: Orchestrator;

test.use({
  baseURL: PORTAL,
  permissions: ['clipboard-read', 'clipboard-write'],
});
test.beforeAll(async () => {
  test.setTimeout(240_000);
  dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-large-'));
  simulator = await startSimulator({
    port: LARGE_SIMULATOR_PORT,
    speed: SPEED,
    servers: WORLD,
    logFile: join(CACHE, 'logs/large-simulator.log'),
  });
  backend = await startBackend({
    port: LARGE_PORTAL_PORT,
    dataDirectory,
    awsEndpoint: simulator.url,
    logFile: join(CACHE, 'logs/large-backend.log'),
  });
  planner = await orchestratorAs(PORTAL, 'plan-manager');
  manager = await orchestratorAs(PORTAL, 'recovery-manager');
});

test.afterAll(async () => {
  await backend?.process.stop();
  await simulator?.process.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const timeline = (page: Page) =>
  page.getByRole('table', { name: /^What each wave and server went through/ });

const servers = (page: Page) =>
  page.getByRole('table', { name: 'Servers of the execution' });

/** Servers of the account that DRS could launch now, and that no test plans by name. */
async function readyServers(count: number) {
  const found: { sourceServerId: string; region: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await planner.call('get_drs_source_servers', {
      query: { accountId: ACCOUNT, limit: 200, cursor },
    });
    found.push(
      ...page.items.filter(
        server =>
          server.replicationState === 'CONTINUOUS' &&
          server.recoverability === 'READY' &&
          server.protectionGroup === undefined &&
          !PLANNED_BY_NAME.includes(server.tags['DR-Application']),
      ),
    );
    cursor = page.nextCursor;
  } while (cursor !== undefined && found.length < count);
  expect(found.length).toBeGreaterThanOrEqual(count);
  return found.slice(0, count);
}

/** A plan of so many servers: ten first, all but ten in the second wave, and ten at the end, which must be approved. */
async function createLargePlan(planName: string, count: number) {
  const found = await readyServers(count);
  const parts = [
    { name: 'Databases', servers: found.slice(0, 10) },
    { name: 'Fleet', servers: found.slice(10, -10) },
    { name: 'Gateways', servers: found.slice(-10) },
  ];
  const waves = [];
  for (const [index, part] of parts.entries()) {
    const protectionGroupIds: string[] = [];
    for (const [region, inRegion] of Map.groupBy(
      part.servers,
      server => server.region,
    )) {
      const { groupId } = await planner.call('create_protection_group', {
        body: {
          groupName: `${planName} ${part.name} ${region}`,
          accountId: ACCOUNT,
          region,
          sourceServerIds: inRegion.map(server => server.sourceServerId),
        },
      });
      protectionGroupIds.push(groupId);
    }
    waves.push({
      waveNumber: index + 1,
      waveName: part.name,
      protectionGroupIds,
      dependsOnWaves: index === 0 ? [] : [index],
      pauseBeforeWave: part.name === 'Gateways',
    });
  }
  return planner.call('create_recovery_plan', {
    body: { planName, accountId: ACCOUNT, targetRtoMinutes: 30, waves },
  });
}

async function startDrill(planId: string): Promise<string> {
  const { executionId } = await manager.call('execute_recovery_plan', {
    params: { planId },
    body: { executionType: 'DRILL', reason: 'Quarterly rehearsal' },
  });
  return executionId;
}

test('a thousand servers change while somebody watches, filters, scrolls and opens one', async ({
  browser,
}) => {
  test.setTimeout(420_000);
  const plan = await createLargePlan('Whole company', SERVERS);
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await signInAs(page, 'recovery-manager');
  await aws.setSpeed(SLOW);
  const executionId = await startDrill(plan.planId);
  await page.goto(
    `${PORTAL}/disaster-recovery/executions/${executionId}?open=2`,
  );
  await expect(band(page)).toContainText(/of 1000 servers/);

  await test.step('Only the rows in sight are drawn, and all are counted', async () => {
    await expect(servers(page)).toHaveAttribute(
      'aria-rowcount',
      String(SERVERS + 1),
    );
    expect(await servers(page).getByRole('row').count()).toBeLessThan(60);
    await expect(timeline(page)).toHaveAttribute('aria-rowcount', /^98\d$/);
    expect(await timeline(page).getByRole('row').count()).toBeLessThan(60);
  });

  await test.step('While they launch, the page answers at once', async () => {
    const head = band(page).getByRole('status');
    await expect(head).toContainText(/[1-9]\d{2} of 1000 servers up/, {
      timeout: 180_000,
    });
    await page.getByLabel('Outcome').selectOption('up');
    await expect(page).toHaveURL(/outcome=up/);
    await page.getByLabel('Outcome').selectOption('');
    await servers(page)
      .getByRole('rowheader')
      .first()
      .getByRole('button')
      .focus();
    await page.keyboard.press('End');
    await expect(
      servers(page).getByRole('row').last().getByRole('button'),
    ).toBeFocused();
    await page.keyboard.press('Home');
    await expect(head).toContainText('990 of 1000 servers up', {
      timeout: 180_000,
    });
  });

  await test.step('A server far down the list is found, opened, and its story told by phases', async () => {
    await page.getByLabel('Search').fill('-0');
    await expect(page).toHaveURL(/text=-0/);
    await page.getByLabel('Search').fill('');
    await expect(page).not.toHaveURL(/text=/);
    await servers(page)
      .getByRole('rowheader')
      .nth(11)
      .getByRole('button')
      .click();
    const story = page.getByRole('dialog');
    for (const phase of ['Snapshot', 'Conversion', 'Launch']) {
      await expect(
        story
          .getByRole('table', { name: 'Its story' })
          .getByRole('rowheader', { name: phase, exact: true }),
      ).toBeVisible();
    }
    await expect(
      story.getByRole('table', { name: /^DRS job log/ }),
    ).toContainText('Conversion end');
    await page.keyboard.press('Escape');
    await expect(story).toBeHidden();
  });

  await test.step('Every part of it is sound', async () => {
    await expectSound(page, 'live-large');
    await page.getByRole('tab', { name: 'Events' }).click();
    await expect(
      page.getByRole('table', { name: /^Events of the execution/ }),
    ).toBeVisible();
    await expectSound(page, 'live-large-events');
    await page.getByRole('tab', { name: 'Outcome' }).click();
    await expect(
      page.getByRole('table', { name: 'Who did what' }),
    ).toBeVisible();
    await expectSound(page, 'live-large-outcome');
  });
  expect(complaints).toEqual([]);
  await manager.call('cancel_execution', {
    params: { executionId },
    body: {},
  });
});

test('an execution is run by keyboard alone, from its start to the clean-up', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  await aws.setSpeed(SPEED);
  const plan = await createPlan(planner, {
    planName: 'Orders',
    accountId: ACCOUNT,
    region: 'us-west-2',
    application: 'orders',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1], pauseBeforeWave: true },
    ],
  });
  const page = await personAt(
    browser,
    'recovery-manager',
    `/disaster-recovery/plans/${plan.planId}`,
  );
  const press = (name: string | RegExp, within = page.locator('body')) =>
    pressByKeyboard(page, within.getByRole('button', { name, exact: true }));
  const answer = async (dialog: RegExp, words: string, button: string) => {
    const asked = page.getByRole('dialog', { name: dialog });
    await tabTo(page, asked.getByLabel(/^(Comment|Reason)/));
    await page.keyboard.type(words);
    await press(button, asked);
    await expect(asked).toBeHidden();
  };

  await press('Start drill');
  await answer(/^Start a drill of Orders/, 'Rehearsal', 'Start drill');
  await expect(band(page)).toBeVisible();

  await press('Pause');
  await answer(/^Pause the drill/, 'The DBA looks first', 'Pause it');
  const paused = page.getByRole('region', { name: 'Paused by an operator' });
  await expect(paused).toContainText('The DBA looks first');
  await press('Resume…', paused);
  await answer(/^Resume the drill/, 'It is fine', 'Resume it');
  await expect(paused).toBeHidden();

  const approval = page.getByRole('region', { name: /^Approve wave 2/ });
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await press('Approve…', approval);
  await answer(/^Approve wave 2/, 'Go', 'Approve');
  await expect(approval).toBeHidden();

  // A wave of the timeline opens to its servers, and one of them to its story.
  await pressByKeyboard(
    page,
    timeline(page).getByRole('button', { name: 'Servers of 1. db' }),
  );
  await pressByKeyboard(
    page,
    timeline(page).getByRole('button', { name: 'orders-db-01' }),
  );
  const story = page.getByRole('dialog', { name: 'orders-db-01' });
  await expect(story).toBeVisible();
  await expect(page).toHaveURL(/server=s-/);
  await page.keyboard.press('Escape');
  await expect(story).toBeHidden();

  // And by the arrow keys from row to row of the table.
  await tabTo(
    page,
    servers(page).getByRole('button', { name: 'orders-db-01' }),
  );
  await page.keyboard.press('ArrowDown');
  await expect(
    servers(page).getByRole('button', { name: 'orders-db-02' }),
  ).toBeFocused();

  await expect(band(page).getByRole('heading')).toHaveText(
    /^Drill of Orders completed/,
    { timeout: 60_000 },
  );
  await press('Terminate instances');
  await press(/^Terminate \d+ instances$/, page.getByRole('dialog'));
  await expect(band(page)).toContainText(
    'Its recovery instances have been terminated.',
    { timeout: 60_000 },
  );
});

test('a colleague’s action is seen at once, and also by whoever has missed its signal', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  // Slow enough to stay as it is while people act on it.
  await aws.setSpeed(10);
  const plan = await createPlan(planner, {
    planName: 'Payments',
    accountId: ACCOUNT,
    region: 'us-west-2',
    application: 'payments',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
    ],
  });
  const executionId = await startDrill(plan.planId);
  const path = `/disaster-recovery/executions/${executionId}`;
  const acting = await personAt(browser, 'recovery-manager', path);
  const watching = await personAt(browser, 'operator', path);
  const held = (page: Page) =>
    page.getByRole('region', { name: 'Paused by an operator' });
  const pause = (reason: string) =>
    manager.call('pause_execution', {
      params: { executionId },
      body: { reason },
    });
  const resume = () =>
    manager.call('resume_execution', { params: { executionId }, body: {} });
  await expect(band(watching)).toBeVisible();

  await test.step('Within two seconds, and with who did it', async () => {
    await acting.getByRole('button', { name: 'Pause', exact: true }).click();
    const dialog = acting.getByRole('dialog');
    await dialog.getByLabel(/^Reason/).fill('A colleague asks to wait');
    await dialog.getByRole('button', { name: 'Pause it' }).click();
    await expect(dialog).toBeHidden();
    await expect(held(watching)).toContainText('A colleague asks to wait', {
      timeout: 2_000,
    });
    await watching.getByRole('tab', { name: 'Events' }).click();
    await expect(
      watching
        .getByRole('table', { name: /^Events of the execution/ })
        .getByRole('row')
        .filter({ hasText: 'A colleague asks to wait' }),
    ).not.toContainText('system');
    await resume();
    await expect(held(watching)).toBeHidden({ timeout: 2_000 });
  });

  await test.step('Also where no signal arrives any more', async () => {
    const context = await browser.newContext();
    const deaf = await context.newPage();
    // The socket opens, and everything that the server says in it is lost.
    await deaf.routeWebSocket(/\/api\/signals/, socket => {
      socket.connectToServer().onMessage(() => {});
    });
    await signInAs(deaf, 'operator');
    await deaf.goto(path);
    await expect(band(deaf)).toBeVisible();
    await pause('Nobody told you');
    await expect(held(deaf)).toContainText('Nobody told you', {
      timeout: 6_000,
    });
    await resume();
    await expect(held(deaf)).toBeHidden({ timeout: 6_000 });
  });

  await test.step('And after the network was away', async () => {
    await watching.context().setOffline(true);
    await pause('While you were away');
    await watching.context().setOffline(false);
    await expect(held(watching)).toContainText('While you were away', {
      timeout: 5_000,
    });
    await resume();
    await expect(held(watching)).toBeHidden({ timeout: 10_000 });
  });

  await test.step('A link leads a colleague to the wave and to the server that one sees', async () => {
    await acting.getByRole('tab', { name: 'Waves (2)' }).click();
    await acting.getByRole('button', { name: 'Copy a link to wave 2' }).click();
    await watching.goto(await copied(acting));
    await expect(
      watching.getByRole('region', { name: 'Wave 2: app' }),
    ).toBeInViewport();

    await acting.getByRole('tab', { name: /^Servers \(/ }).click();
    await servers(acting)
      .getByRole('button', { name: 'payments-app-01' })
      .click();
    await acting
      .getByRole('button', { name: 'Copy a link to this server' })
      .click();
    await watching.goto(await copied(acting));
    await expect(
      watching.getByRole('dialog', { name: 'payments-app-01' }),
    ).toBeVisible();
  });
  await manager.call('cancel_execution', { params: { executionId }, body: {} });
});

const copied = (page: Page): Promise<string> =>
  page.evaluate(() => navigator.clipboard.readText());
