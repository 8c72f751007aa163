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

import { expect, Page, test } from '@playwright/test';
import { orchestratorAs } from './support/orchestrator';
import { useOwnPortal } from './support/ownPortal';
import { personAt, signInAs } from './support/personas';
import { HOME_PORTAL_PORT, HOME_SIMULATOR_PORT } from './support/ports';
import { complaintsOf, expectLoaded, expectSound } from './support/soundPage';

const PORTAL = useOwnPortal(HOME_PORTAL_PORT, { awsPort: HOME_SIMULATOR_PORT });
const HOME = '/disaster-recovery/overview';
const PLAN = 'Month-end';
const FINANCE = '333344445555';
/** Whom the servers belong to: the operators, so that one of them has something of their own. */
const OWNER = 'group:default/dr-operators';

/** Two waves are launched one after the other. */
const DRILL = { timeout: 90_000 };

// Axe takes many steps, which a recording would slow down.
test.use({ trace: 'off' });

test.beforeAll(async () => {
  const planner = await orchestratorAs(PORTAL, 'plan-manager');
  const group = (region: string, application: string, role: string) =>
    planner.call('create_protection_group', {
      body: {
        groupName: `${PLAN} ${application} ${role}`,
        accountId: FINANCE,
        region,
        owner: OWNER,
        serverSelectionTags: {
          'DR-Application': application,
          'DR-Role': role,
        },
      },
    });
  const web = await group('us-west-2', 'ledger', 'web');
  const reports = await group('eu-west-1', 'reporting', 'app');
  await planner.call('create_recovery_plan', {
    body: {
      planName: PLAN,
      accountId: FINANCE,
      owner: OWNER,
      targetRtoMinutes: 30,
      waves: [web, reports].map(({ groupId }, index) => ({
        waveNumber: index + 1,
        waveName: index === 0 ? 'Web' : 'Reports',
        protectionGroupIds: [groupId],
      })),
    },
  });
});

const listed = (page: Page) =>
  page
    .getByRole('table', { name: 'Servers by posture, the worst first' })
    .getByRole('rowheader');

const yours = (page: Page) =>
  page.getByRole('list', { name: 'Servers of yours, by posture' });

test('the home tells the posture of what is mine first, and each part lists its servers', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await signInAs(page, 'operator');
  await page.goto(HOME);
  await expectLoaded(page, /servers? cannot be relied on to recover/);

  const own = yours(page);
  await expect(own.getByRole('button')).toHaveText([
    /2\s*Never drilled/,
    /1\s*At risk/,
  ]);
  await own.getByRole('button', { name: /At risk/ }).click();
  await expect(page).toHaveURL(/posture=AT_RISK&of=owned/);
  await expect(
    page.getByRole('heading', { name: 'Your servers: At risk' }),
  ).toBeVisible();
  await expect(listed(page)).toHaveText([/reporting-app-02/]);
  await expect(
    page.getByText(/Replication lags: a launch would use data/).first(),
  ).toBeVisible();

  // By the keyboard, and a link shows what its sender saw.
  await own.getByRole('button', { name: /Never drilled/ }).focus();
  await page.keyboard.press('Enter');
  await expect(listed(page)).toHaveText([/ledger-web-01/, /reporting-app-01/]);
  await page.reload();
  await expect(
    page.getByRole('heading', { name: 'Your servers: Never drilled' }),
  ).toBeVisible();
  await expect(listed(page)).toHaveText([/ledger-web-01/, /reporting-app-01/]);

  await listed(page).getByRole('link', { name: 'ledger-web-01' }).click();
  await expect(
    page.getByRole('dialog', { name: 'ledger-web-01' }),
  ).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(
    page.getByRole('heading', { name: 'Servers', exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Capacity' }).getByRole('meter').first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a drill is started from an entity’s tab, and the home of somebody else follows it', async ({
  browser,
  page,
}) => {
  test.setTimeout(300_000);
  const complaints = complaintsOf(page);
  const watcher = await personAt(browser, 'recovery-manager');
  await watcher.goto(HOME);
  await expectLoaded(watcher, /server/);
  const card = watcher.getByRole('article', { name: `Drill of ${PLAN}` });
  await expect(card).toHaveCount(0);

  await test.step('The tab answers, and says what it follows from', async () => {
    await signInAs(page, 'operator');
    await page.goto('/catalog/default/component/ledger-web/disaster-recovery');
    await expectLoaded(page, /^Could ledger-web be recovered now\?$/);
    const answer = page.getByRole('region', { name: 'Readiness' });
    await expect(answer).toContainText('Yes, with gaps');
    await expect(answer).toContainText('Its server is ready.');
    await expect(page.getByRole('list', { name: 'Findings' })).toContainText(
      'The recovery was never rehearsed',
    );
    await expect(
      page.getByRole('region', { name: 'Groups and plans' }),
    ).toContainText(`${PLAN}, wave 1 of 2`);
    await expect(
      page.getByRole('list', { name: 'It depends on' }),
    ).toContainText('ledger-service');
    await expectSound(page, 'entity-tab');
  });

  await test.step('The drill is started', async () => {
    await page
      .getByRole('region', { name: 'Readiness' })
      .getByRole('button', { name: 'Start drill' })
      .click();
    const dialog = page.getByRole('dialog', {
      name: `Start a drill of ${PLAN}?`,
    });
    await dialog.getByRole('button', { name: 'Start drill' }).click();
    await expect(page).toHaveURL(/\/disaster-recovery\/executions\//);
  });

  await test.step('The card comes by itself, and goes on by itself', async () => {
    // Sooner than the page asks of its own accord: a signal brought it.
    await expect(card).toBeVisible({ timeout: 5_000 });
    await expect(card).toContainText('Started by Omar Okafor');
    await expect(card).toContainText(/elapsed, target 30 min/);
    await expect(card).toContainText(/Wave 2 of 2/, DRILL);
    await expect(card).toContainText('1 of 3 servers');
    await expect(card).toHaveCount(0, DRILL);
  });

  await test.step('What it left running is told with what it costs', async () => {
    await watcher.reload();
    const needs = watcher.getByRole('region', { name: 'Needs you' });
    await expect(needs).toContainText(
      `The drill of ${PLAN} left 3 instances running.`,
    );
    await expect(needs).toContainText('and costs 3 instance-hours every hour');
    await expectSound(watcher, 'home');
  });

  await test.step('The posture of its owner is better for it', async () => {
    await page.goto(HOME);
    await expect(yours(page).getByRole('button')).toHaveText([
      /2\s*Ready/,
      /1\s*At risk/,
    ]);
    await page.goto('/catalog/default/component/ledger-web');
    await expect(
      page.getByText(/^Could it be recovered now\?/).first(),
    ).toContainText('Yes');
    await page.getByRole('link', { name: 'See servers and drills' }).click();
    await expect(page.getByRole('region', { name: 'Drills' })).toContainText(
      'Completed',
    );
  });
  expect(complaints).toEqual([]);
});

test('a System names the parts that nobody protects, and who may not drill sees why', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await signInAs(page, 'read-only');
  await page.goto('/catalog/default/system/reporting/disaster-recovery');
  await expectLoaded(page, /^Could Reporting be recovered now\?$/);
  await expect(page.getByRole('region', { name: 'Readiness' })).toContainText(
    'No',
  );
  const parts = page.getByRole('region', { name: 'Its parts' });
  await expect(parts.getByText(/^Nobody protects/).first()).toContainText(
    'reporting-db',
  );
  await expect(
    parts.getByRole('row').filter({ hasText: 'reporting-service' }),
  ).toContainText('2');
  const start = page
    .getByRole('region', { name: 'Readiness' })
    .getByRole('button', { name: 'Start drill' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await expect(start).toHaveAccessibleDescription(/drs\.execution\.start/);
  await expectSound(page, 'entity-tab-of-a-system');
  expect(complaints).toEqual([]);
});
