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
import { band, question, waveIn } from './support/executionPage';
import {
  createPlan,
  orchestratorAs,
  type Orchestrator,
} from './support/orchestrator';
import { useOwnPortal } from './support/ownPortal';
import { personAt } from './support/personas';
import {
  FOUR_EYES_PORTAL_PORT,
  FOUR_EYES_SIMULATOR_PORT,
} from './support/ports';
import { SimulatedAws } from './support/SimulatedAws';
import { SIMULATOR_SPEED } from './support/simulator';
import { expectSound } from './support/soundPage';

// What keeps one person from doing harm alone: a real recovery takes a second person
// here, and one switch holds everything.

const PORTAL = useOwnPortal(FOUR_EYES_PORTAL_PORT, {
  awsPort: FOUR_EYES_SIMULATOR_PORT,
  approvalFor: 'RECOVERY',
});

const aws = new SimulatedAws(`http://127.0.0.1:${FOUR_EYES_SIMULATOR_PORT}`);

const ACCOUNT = '111122223333';
const PLAN = 'Storefront';

/** Waves are launched one after another, and each takes its time. */
const WAVE = { timeout: 60_000 };

/** What somebody else does is told by a signal, long before a page asks by itself. */
const BY_SIGNAL = { timeout: 4_000 };

test.describe.configure({ mode: 'serial' });

let manager: Orchestrator;
let planId: string;
/** Of a plan that nobody executes. */
let other: string;

test.beforeAll(async () => {
  manager = await orchestratorAs(PORTAL, 'recovery-manager');
  const planner = await orchestratorAs(PORTAL, 'plan-manager');
  const ofStorefront = {
    accountId: ACCOUNT,
    region: 'eu-west-1',
    application: 'storefront-eu',
  };
  ({ planId } = await createPlan(planner, {
    ...ofStorefront,
    planName: PLAN,
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
    ],
  }));
  other = (
    await createPlan(planner, {
      ...ofStorefront,
      planName: 'Storefront web',
      waves: [{ role: 'web', dependsOnWaves: [] }],
    })
  ).planId;
});

const HOME = '/disaster-recovery';

/** Starts the real recovery as its manager does, who is told that it takes somebody else. */
async function startRecovery(page: Page): Promise<void> {
  await page.goto(`${HOME}/plans/${planId}/recover`);
  await expect(question(page, 'Who must approve')).toContainText(
    'another person',
  );
  await page.getByLabel(/^Reason/).fill('The Region is down');
  await page.getByLabel(/^Type the plan’s name/).fill(PLAN);
  await page.getByRole('button', { name: 'Start the recovery' }).click();
  await expect(band(page).getByRole('heading')).toHaveText(
    `Recovery of ${PLAN} waits for approval before it starts.`,
  );
}

test('who started a recovery may not approve it; a second person rejects it, and it ends without a launch', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await personAt(browser, 'recovery-manager', HOME);
  await startRecovery(page);
  const asked = question(page, /^Approve the start/);
  await expect(asked).toContainText('It takes a second person');
  const approve = asked.getByRole('button', { name: 'Approve…' });
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await expect(approve).toHaveAccessibleDescription(
    /Another person must approve it/,
  );

  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(question(page, 'Needs somebody')).toContainText(
    'Another person must approve it: you started it or last changed its plan.',
  );
  await page.goBack();

  const second = await personAt(browser, 'admin', HOME);
  const needs = question(second, 'Needs you');
  await expect(needs).toContainText(
    `Recovery of ${PLAN} waits for approval before it starts.`,
  );
  await needs
    .getByRole('link', { name: 'See what is asked and decide' })
    .click();
  const decision = question(second, /^Approve the start/);
  await expect(decision).toContainText('The first waves start at once');
  await decision.getByRole('button', { name: 'Reject…' }).click();
  const dialog = second.getByRole('dialog', { name: /^Reject the start/ });
  await dialog.getByLabel(/^Comment/).fill('The Region is back');
  await dialog
    .getByRole('button', { name: 'Reject and cancel the execution' })
    .click();
  await expect(dialog).toBeHidden();

  for (const seen of [page, second]) {
    await expect(band(seen).getByRole('heading')).toContainText(
      /Recovery of Storefront was (cancelled|rejected)/,
      BY_SIGNAL,
    );
  }
  await page.goto(`${page.url().split('?')[0]}?tab=outcome`);
  await expect(
    page.getByRole('table', { name: 'Approvals' }).getByRole('row'),
  ).toContainText(['', /Rejected.*The Region is back/]);
  const { items } = await manager.call('list_executions', {
    query: { planId },
  });
  expect(items.map(({ status }) => status)).toEqual(['CANCELLED']);
  expect(await aws.launches(ACCOUNT)).toEqual([]);
});

test('approved by a second person it runs, the freeze switch holds it for everybody, and its report is fit for paper', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const page = await personAt(browser, 'recovery-manager', HOME);
  await startRecovery(page);
  const executionPage = page.url();
  const admin = await personAt(browser, 'admin', executionPage);

  await test.step('It is approved', async () => {
    // Slowly, so that the first wave is still being launched when all is frozen.
    await aws.setSpeed(4);
    const decision = question(admin, /^Approve the start/);
    await decision.getByRole('button', { name: 'Approve…' }).click();
    const dialog = admin.getByRole('dialog', { name: /^Approve the start/ });
    await dialog.getByLabel(/^Comment/).fill('Agreed by phone');
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(waveIn(page, '1. db')).toContainText('Launching', WAVE);
  });

  await test.step('Everything is frozen: what is being launched finishes, and nothing new starts', async () => {
    await admin.goto(`${HOME}/settings`);
    await admin.getByRole('button', { name: 'Freeze everything…' }).click();
    const dialog = admin.getByRole('dialog', {
      name: 'Freeze every execution?',
    });
    await expect(dialog).toContainText('1 execution is under way.');
    const freeze = dialog.getByRole('button', { name: 'Freeze everything' });
    await expect(freeze).toBeDisabled();
    await dialog.getByLabel(/^Reason/).fill('AWS reports trouble with EBS');
    await freeze.click();
    await expect(dialog).toBeHidden();
    await expect(admin.getByRole('status', { name: 'Freeze' })).toContainText(
      'AWS reports trouble with EBS',
    );

    await expect(question(page, 'Held by the freeze switch')).toBeVisible(
      BY_SIGNAL,
    );
    await expect(waveIn(page, '1. db')).toContainText('Launching');
    await aws.setSpeed(SIMULATOR_SPEED);
    await expect(waveIn(page, '1. db')).toContainText('Completed', WAVE);
    // The banner comes with the settings, which pages read slowly.
    await expect(page.getByRole('status', { name: 'Freeze' })).toContainText(
      'no execution starts',
      { timeout: 30_000 },
    );
    await expect(question(page, 'Held by the freeze switch')).toBeVisible();
    expect(
      (await aws.launches(ACCOUNT)).map(({ hostname }) => hostname),
    ).toEqual(['storefront-eu-db-01']);
    await expectSound(admin, 'settings-frozen');
  });

  await test.step('Nobody can start anything meanwhile', async () => {
    const operator = await personAt(
      browser,
      'operator',
      `${HOME}/plans/${other}`,
    );
    await expect(
      operator.getByRole('status', { name: 'Freeze' }),
    ).toBeVisible();
    const start = operator.getByRole('button', { name: 'Start drill' });
    await expect(start).toHaveAttribute('aria-disabled', 'true');
    await expect(start).toHaveAccessibleDescription(/freeze|frozen/i);
  });

  await test.step('Lifted, it goes on by itself and completes', async () => {
    await admin.getByRole('button', { name: 'Lift the freeze…' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Lift the freeze?' });
    await dialog.getByRole('button', { name: 'Lift the freeze' }).click();
    await expect(dialog).toBeHidden();
    await expect(question(page, 'Held by the freeze switch')).toBeHidden(
      BY_SIGNAL,
    );
    await expect(band(page).getByRole('heading')).toHaveText(
      /^Recovery of Storefront completed: all 3 servers were launched/,
      WAVE,
    );
  });

  await test.step('The report is printed without the portal around it', async () => {
    await page.getByRole('tab', { name: 'Outcome' }).click();
    const print = page.getByRole('button', { name: 'Print this report' });
    await expect(print).toBeVisible();
    await page.evaluate(() =>
      window.addEventListener('beforeprint', () => {
        document.title = 'Printed';
      }),
    );
    await print.click();
    await expect(page).toHaveTitle('Printed');

    await page.emulateMedia({ media: 'print' });
    await expect(band(page).getByRole('heading')).toBeVisible();
    for (const table of ['Wave by wave', 'Approvals']) {
      await expect(page.getByRole('table', { name: table })).toBeVisible();
    }
    await expect(page.getByText('Agreed by phone').first()).toBeVisible();
    await expect(print).toBeHidden();
    await expect(
      page.getByRole('link', { name: 'Catalog', exact: true }),
    ).toBeHidden();
    // All of it is on the paper, not just as much as fits the window.
    const { report, paper } = await page.evaluate(() => ({
      report: document.querySelector('main')?.scrollHeight ?? 0,
      paper: document.documentElement.scrollHeight,
    }));
    expect(report).toBeGreaterThan(0);
    expect(paper).toBeGreaterThanOrEqual(report);
  });
});
