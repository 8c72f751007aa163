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
import { CACHE } from './support/paths';
import { signInAs } from './support/personas';
import { FRESH_PORTAL_PORT, SIMULATOR_PORT } from './support/ports';
import { complaintsOf, expectLoaded, expectSound } from './support/soundPage';

// A portal of this file's own, in which nobody has done anything yet.

let dataDirectory: string;
let backend: Awaited<ReturnType<typeof startBackend>>;

test.use({ baseURL: `http://localhost:${FRESH_PORTAL_PORT}` });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-fresh-'));
  backend = await startBackend({
    port: FRESH_PORTAL_PORT,
    dataDirectory,
    awsEndpoint: `http://127.0.0.1:${SIMULATOR_PORT}`,
    logFile: join(CACHE, 'logs/fresh-backend.log'),
  });
});

test.afterAll(async () => {
  await backend?.process.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** Pages that have nothing to show: what they are for, and the first step that they offer. */
const pages = [
  {
    name: 'empty-overview',
    path: '/disaster-recovery/overview',
    heading: /^Nothing is being recovered or rehearsed now/,
    says: 'From nothing to a proven recovery in three steps.',
    offers: 'Create a group',
  },
  {
    name: 'empty-executions',
    path: '/disaster-recovery/executions',
    heading: /^Executions$/,
    says: 'Nothing has been run yet',
    offers: 'Choose a plan to rehearse',
  },
  {
    name: 'empty-plans',
    path: '/disaster-recovery/plans',
    heading: /^Recovery plans$/,
    says: 'No recovery plan yet',
    offers: 'Create plan',
  },
  {
    name: 'empty-groups',
    path: '/disaster-recovery/groups',
    heading: /^Protection groups$/,
    says: 'No protection group yet',
    offers: 'Create group',
  },
  {
    name: 'empty-entity',
    path: '/catalog/default/component/orders-service/disaster-recovery',
    heading: /^Could .* be recovered now\?$/,
    says: 'No protection group holds these servers yet.',
    offers: 'Create a group of them',
  },
];

test('where there is nothing yet, every page says what it is for and offers the first step', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const complaints = complaintsOf(page);
  await signInAs(page, 'plan-manager');
  for (const { name, path, heading, says, offers } of pages) {
    await test.step(name, async () => {
      await page.goto(path);
      await expectLoaded(page, heading);
      await expect(page.getByText(says)).toBeVisible();
      await expect(
        page.getByRole('link', { name: offers }).first(),
      ).toBeEnabled();
      await expectSound(page, name);
      expect.soft(complaints.splice(0), `the console on ${name}`).toEqual([]);
    });
  }
});

test('from a component that nobody protects, the planner goes to a group of its servers', async ({
  page,
}) => {
  await signInAs(page, 'plan-manager');
  await page.goto(
    '/catalog/default/component/orders-service/disaster-recovery',
  );
  await page
    .getByRole('list', { name: 'Findings' })
    .getByRole('link', { name: 'Create a group of them' })
    .click();

  const form = page.getByRole('form', { name: 'New protection group' });
  await expect(form.getByLabel('Account')).toHaveValue('111122223333');
  await expect(form.getByLabel('Region')).toHaveValue('us-west-2');
  await expect(
    form
      .getByRole('table', { name: 'Servers that match' })
      .getByRole('rowheader'),
  ).toHaveText([
    'orders-app-01',
    'orders-app-02',
    'orders-app-03',
    'orders-app-04',
  ]);
});
