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
import { createPlan, orchestratorAs } from './support/orchestrator';
import { CACHE } from './support/paths';
import { signInAs } from './support/personas';
import { CLASSIC_PORTAL_PORT, SIMULATOR_PORT } from './support/ports';
import { buildPortal } from './support/portalBuild';
import { complaintsOf, expectLoaded, expectSound } from './support/soundPage';

// The plugin in an app of Backstage's classic frontend system, which draws
// header and tabs by itself and resolves routes in its own way. What the pages
// say and do is tested with the other app.

const DR = '/disaster-recovery';
const DATABASE = '/catalog/default/resource/reporting-db';

let dataDirectory: string;
let backend: Awaited<ReturnType<typeof startBackend>>;

test.use({ baseURL: `http://localhost:${CLASSIC_PORTAL_PORT}` });

test.beforeAll(async () => {
  // Building a second app takes its time.
  test.setTimeout(300_000);
  buildPortal('app-legacy');
  dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-classic-'));
  backend = await startBackend({
    app: 'app-legacy',
    port: CLASSIC_PORTAL_PORT,
    dataDirectory,
    awsEndpoint: `http://127.0.0.1:${SIMULATOR_PORT}`,
    logFile: join(CACHE, 'logs/classic-backend.log'),
  });
});

test.afterAll(async () => {
  await backend?.process.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** The tabs in their order, and the heading of each. */
const TABS = [
  ['Overview', /^Nothing is being recovered or rehearsed now/],
  ['Executions', /^Executions$/],
  ['Plans', /^Recovery plans$/],
  ['Groups', /^Protection groups$/],
  ['Servers', /^Servers$/],
  ['Accounts', /^Accounts$/],
  ['Settings', /^Settings$/],
  ['Audit', /^Audit$/],
] as const;

test('in a classic app, every page opens and a drill is started and followed', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await createPlan(await orchestratorAs(backend.url, 'plan-manager'), {
    planName: 'Reporting',
    accountId: '333344445555',
    region: 'eu-west-1',
    application: 'reporting',
    waves: [{ role: 'db', dependsOnWaves: [] }],
  });
  const complaints = complaintsOf(page);
  await signInAs(page, 'admin');

  await test.step('Each tab shows its page', async () => {
    await page.getByRole('link', { name: 'Disaster recovery' }).click();
    await expect(page).toHaveURL(`${DR}/overview`);
    await expect(page.getByRole('tab')).toHaveText(TABS.map(([name]) => name));
    for (const [name, heading] of TABS) {
      const tab = page.getByRole('tab', { name, exact: true });
      await tab.click();
      await expect(page).toHaveURL(`${DR}/${name.toLowerCase()}`);
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await expect(
        page.getByRole('heading', { name: 'Disaster recovery', level: 1 }),
      ).toBeVisible();
      await expectLoaded(page, heading);
      await expect(page.getByRole('main')).toHaveCount(1);
      expect.soft(complaints.splice(0), `the console on ${name}`).toEqual([]);
    }
    await expectSound(page, 'classic-tab');
  });

  await test.step('From the list one comes to the plan, and starts a drill', async () => {
    await page.getByRole('tab', { name: 'Plans' }).click();
    await page.getByRole('link', { name: 'Reporting', exact: true }).click();
    await expect(page).toHaveURL(/\/disaster-recovery\/plans\/[^/]+$/);
    await page.getByRole('button', { name: 'Start drill' }).click();
    const dialog = page.getByRole('dialog', {
      name: 'Start a drill of Reporting?',
    });
    await dialog.getByLabel('Reason').fill('Quarterly rehearsal');
    await dialog.getByRole('button', { name: 'Start drill' }).click();
  });

  await test.step('Its page follows the drill to its end', async () => {
    await expect(page).toHaveURL(/\/disaster-recovery\/executions\/[^/]+$/);
    await expect(
      page.getByRole('heading', { name: /^Drill of Reporting completed/ }),
    ).toBeVisible({ timeout: 60_000 });
    await expectSound(page, 'classic-execution');
  });

  await test.step('The entity has its card and its tab, which lead into the pages', async () => {
    await page.goto(DATABASE);
    await page.getByRole('link', { name: 'See servers and drills' }).click();
    await expect(page).toHaveURL(`${DATABASE}/disaster-recovery`);
    await expectLoaded(page, /^Could .* be recovered now\?$/);
    await expectSound(page, 'classic-entity');
    await page.getByRole('link', { name: 'Reporting db' }).first().click();
    await expect(page).toHaveURL(/\/disaster-recovery\/groups\/[^/]+$/);
    await expectLoaded(page, /^Reporting db$/);
  });

  await test.step('Where the plugin has no page, the app says so', async () => {
    await page.goto(`${DR}/nowhere`);
    await expect(page.getByText(/There is no such page/)).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
