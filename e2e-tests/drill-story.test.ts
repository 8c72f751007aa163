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

import { expect, Locator, Page, test } from '@playwright/test';
import { band, waveIn } from './support/executionPage';
import { tagToFail } from './support/failingServer';
import { createPlan, orchestratorAs } from './support/orchestrator';
import { personAt } from './support/personas';
import { PORTAL_PORT, SIMULATOR_PORT } from './support/ports';
import { SimulatedAws } from './support/SimulatedAws';

const PORTAL = `http://localhost:${PORTAL_PORT}`;
const aws = new SimulatedAws(`http://127.0.0.1:${SIMULATOR_PORT}`);

/** Waves are launched one after another, and each takes its time. */
const WAVE = { timeout: 60_000 };

async function openDisasterRecovery(page: Page, tab: string): Promise<void> {
  await page.getByRole('link', { name: 'Disaster recovery' }).first().click();
  await page.getByRole('tab', { name: tab, exact: true }).click();
}

async function createGroup(
  page: Page,
  group: { name: string; role: string },
  look: (preview: Locator) => Promise<void>,
): Promise<void> {
  await openDisasterRecovery(page, 'Groups');
  await page.getByRole('link', { name: 'Create group' }).click();
  const form = page.getByRole('form', { name: 'New protection group' });
  const preview = form.getByRole('region', { name: 'What it matches now' });
  await form.getByLabel('Name').fill(group.name);
  await form
    .getByLabel('Account')
    .selectOption({ label: 'meridian-commerce (111122223333)' });
  await form.getByLabel('Region').selectOption('us-west-2');
  await form.getByLabel('Tag key').fill('DR-Application');
  await form.getByLabel('Tag value').fill('orders');
  // Seen before anything else is said, and before anything is saved.
  await expect(preview.getByRole('status')).toContainText('10 servers match');
  await form.getByRole('button', { name: 'Add another tag' }).click();
  await form.getByLabel('Tag key 2').fill('DR-Role');
  await form.getByLabel('Tag value 2').fill(group.role);
  await look(preview);
  await form.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { name: group.name })).toBeVisible();
}

/** The servers that a preview says match. */
const matchesIn = (preview: Locator) =>
  preview
    .getByRole('table', { name: 'Servers that match' })
    .getByRole('rowheader');

async function fillWave(
  page: Page,
  number: number,
  wave: { name: string; group: string },
): Promise<Locator> {
  const card = page.getByRole('region', {
    name: new RegExp(`^Wave ${number}:`),
  });
  await card.getByLabel('Wave name').fill(wave.name);
  await card.getByLabel('Protection groups').fill(wave.group);
  await page.getByRole('option', { name: wave.group }).click();
  await card.getByLabel('Protection groups').press('Escape');
  return card;
}

/** A wave in the picture of a plan or of an execution. */
const executionRow = (page: Page, server: string) =>
  page
    .getByRole('table', { name: 'Servers of the execution' })
    .getByRole('row')
    .filter({ hasText: server });

async function startDrill(page: Page, planName: string): Promise<void> {
  await openDisasterRecovery(page, 'Plans');
  await page.getByRole('link', { name: planName, exact: true }).click();
  await page.getByRole('button', { name: 'Start drill' }).click();
  const dialog = page.getByRole('dialog', {
    name: `Start a drill of ${planName}?`,
  });
  await dialog.getByLabel('Reason').fill('Quarterly rehearsal');
  await dialog.getByRole('button', { name: 'Start drill' }).click();
  await expect(dialog).toBeHidden();
}

/** A control that stays in sight, cannot be used, and says why: to the eye and to a screen reader. */
async function expectDisabled(
  page: Page,
  name: string,
  reason: RegExp,
): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(reason);
  await button.hover();
  await expect(page.getByRole('tooltip')).toHaveText(reason);
}

test('a planner plans it, an operator drills it, a recovery manager cleans up', async ({
  browser,
}) => {
  test.setTimeout(240_000);

  const planner = await personAt(browser, 'plan-manager');

  await test.step('The planner groups servers by tag, and sees which match and which nearly do', async () => {
    await createGroup(
      planner,
      { name: 'Orders databases', role: 'db' },
      async preview => {
        await expect(matchesIn(preview)).toHaveText([
          'orders-db-01',
          'orders-db-02',
        ]);
        await preview.getByRole('button', { name: /^Show all/ }).click();
        const misses = preview.getByRole('table', {
          name: 'Servers that nearly match',
        });
        await expect(
          misses.getByRole('row').filter({ hasText: 'payments-db-01' }),
        ).toContainText('Has DR-Role=db but DR-Application=payments');
        await expect(
          misses.getByRole('row').filter({ hasText: 'orders-app-03' }),
        ).toContainText('Has DR-Application=orders but DR-Role=app');
      },
    );
    for (const [name, role] of [
      ['Orders services', 'app'],
      ['Orders web', 'web'],
    ]) {
      await createGroup(planner, { name, role }, async preview => {
        await expect(matchesIn(preview)).toHaveText(
          ['01', '02', '03', '04'].map(number => `orders-${role}-${number}`),
        );
      });
    }
  });

  await test.step('The planner plans three waves, two of which wait for the first', async () => {
    await openDisasterRecovery(planner, 'Plans');
    await planner.getByRole('link', { name: 'Create plan' }).click();
    const form = planner.getByRole('form', { name: 'New recovery plan' });
    await form
      .getByRole('textbox', { name: 'Name', exact: true })
      .fill('Orders');
    await form.getByLabel('Target recovery time').fill('30');
    await fillWave(planner, 1, {
      name: 'Databases',
      group: 'Orders databases',
    });
    await form.getByRole('button', { name: 'Add wave' }).click();
    await fillWave(planner, 2, { name: 'Services', group: 'Orders services' });
    await form.getByRole('button', { name: 'Add wave' }).click();
    const web = await fillWave(planner, 3, {
      name: 'Web',
      group: 'Orders web',
    });
    // A new wave waits for the one before; this one shall wait for the first.
    await web.getByLabel('Starts after').press('Backspace');
    await web.getByLabel('Starts after').fill('Databases');
    await planner.getByRole('option', { name: '1. Databases' }).click();
    await web.getByLabel('Starts after').press('Escape');

    await expect(waveIn(planner, 'Databases')).toContainText('starts at once');
    await expect(waveIn(planner, 'Services')).toContainText('waits for wave 1');
    await expect(waveIn(planner, '3. Web')).toContainText('waits for wave 1');
    await form.getByRole('button', { name: 'Create plan' }).click();

    await expect(
      planner.getByRole('heading', { name: 'Orders', exact: true }),
    ).toBeVisible();
    await expectDisabled(planner, 'Start drill', /drs\.execution\.start/);
  });

  const operator = await personAt(browser, 'operator');

  await test.step('The operator starts a drill and watches the databases come up', async () => {
    await startDrill(operator, 'Orders');
    await expect(band(operator).getByRole('heading')).toHaveText(
      /^Drill of Orders: wave 1 of 3 \(Databases\) is launching/,
    );
    await expect(waveIn(operator, 'Databases')).toContainText('0 of 2 up');
    await expect(waveIn(operator, 'Services')).toContainText('Waiting');
    await expect(waveIn(operator, '3. Web')).toContainText('Waiting');
    await expectDisabled(operator, 'Cancel', /drs\.execution\.manage/);
  });

  await test.step('Without anybody asking, waves 2 and 3 launch at the same time', async () => {
    await expect(band(operator).getByRole('heading')).toHaveText(
      /^Drill of Orders: waves 2 and 3 of 3 are /,
      WAVE,
    );
    await expect(waveIn(operator, 'Databases')).toContainText('2 of 2 up');
    await expect(waveIn(operator, 'Services')).toContainText('Launching');
    await expect(waveIn(operator, '3. Web')).toContainText('Launching');
    await expect(
      operator.getByRole('progressbar', { name: 'Servers that are up' }),
    ).toHaveAttribute('aria-valuenow', '2');
    await operator.getByRole('tab', { name: 'Job log' }).click();
    const log = operator.getByRole('table', { name: /^DRS job log/ });
    for (const event of ['Job start', 'Snapshot start', 'Conversion start']) {
      await expect(
        log.getByRole('row').filter({ hasText: event }).first(),
      ).toBeVisible();
    }
    await expect(
      log
        .getByRole('row')
        .filter({ hasText: /orders-(app|web)-/ })
        .first(),
    ).toBeVisible();
  });

  await test.step('It completes, and the operator may not clean up', async () => {
    await expect(band(operator).getByRole('heading')).toHaveText(
      /^Drill of Orders completed: all 10 servers were launched in /,
      WAVE,
    );
    for (const wave of ['Databases', 'Services', '3. Web']) {
      await expect(waveIn(operator, wave)).toContainText('Completed');
    }
    await operator.getByRole('tab', { name: 'Servers (10)' }).click();
    await expect(executionRow(operator, 'orders-web-04')).toContainText(
      /Healthy.*i-[0-9a-f]{17}/,
    );
    await expectDisabled(
      operator,
      'Terminate instances',
      /drs\.instances\.terminate/,
    );
  });

  const manager = await personAt(browser, 'recovery-manager');

  await test.step('The recovery manager finds what was left running, and terminates it', async () => {
    await openDisasterRecovery(manager, 'Overview');
    await manager
      .getByRole('region', { name: 'Needs you' })
      .getByRole('listitem')
      .filter({ hasText: 'The drill of Orders left 10 instances running.' })
      .getByRole('link', { name: 'Clean up' })
      .click();
    await manager.getByRole('button', { name: 'Terminate instances' }).click();
    const dialog = manager.getByRole('dialog', {
      name: 'Terminate the instances of the drill of Orders?',
    });
    await dialog
      .getByRole('button', { name: 'Terminate 10 instances' })
      .click();
    await expect(
      manager.getByRole('region', { name: 'Cleaning up' }),
    ).toContainText('of 10 instances terminated');

    for (const page of [manager, operator]) {
      await expect(band(page)).toContainText(
        'Its recovery instances have been terminated.',
        WAVE,
      );
      // What happened stays what it was.
      await expect(band(page).getByRole('heading')).toHaveText(
        /^Drill of Orders completed: all 10 servers were launched in /,
      );
    }
    await expect(executionRow(manager, 'orders-db-01')).toContainText(
      'Terminated',
    );
  });

  await test.step('The catalog shows the drill', async () => {
    await planner.goto('/catalog/default/component/orders-service');
    await planner
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'Disaster recovery' })
      .click();
    await expect(
      planner
        .getByRole('table', { name: 'Servers behind the entity' })
        .getByRole('rowheader'),
    ).toHaveText(['01', '02', '03', '04'].map(n => `orders-app-${n}`));
    const drill = planner.getByRole('region', { name: 'Drills' });
    await expect(drill).toContainText('Completed');
    await expect(drill).toContainText('10 of 10');
    await drill.getByRole('link', { name: 'Drill of Orders' }).click();
    await expect(band(planner).getByRole('heading')).toHaveText(
      /^Drill of Orders completed/,
    );
  });
});

test('a server fails: a plan that tolerates it ends with gaps, one that does not asks', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const writer = await orchestratorAs(PORTAL, 'plan-manager');
  await createPlan(writer, {
    planName: 'Payments',
    accountId: '111122223333',
    region: 'us-west-2',
    application: 'payments',
    waves: [
      { role: 'app', dependsOnWaves: [], continueOnFailure: true },
      { role: 'web', dependsOnWaves: [1] },
    ],
  });
  const strict = await createPlan(writer, {
    planName: 'Warehouse',
    accountId: '222233334444',
    region: 'us-west-2',
    application: 'warehouse',
    waves: [
      { role: 'app', dependsOnWaves: [] },
      { role: 'web', dependsOnWaves: [1] },
    ],
  });
  const noSubnet = 'The subnet has no free address';
  const noKey = 'The volume key cannot be used';
  await tagToFail(writer, 'payments-app-02', noSubnet);
  await tagToFail(writer, 'warehouse-app-03', noKey);

  const tolerant = await personAt(browser, 'operator');
  await startDrill(tolerant, 'Payments');
  const asking = await personAt(browser, 'operator');
  await startDrill(asking, 'Warehouse');

  await test.step('The plan that does not tolerate it pauses, says which server and why, and waits', async () => {
    await expect(band(asking).getByRole('heading')).toHaveText(
      'Drill of Warehouse is paused for your decision: wave 1 (app) failed.',
      WAVE,
    );
    await expect(band(asking)).toContainText(
      `warehouse-app-03 failed in wave 1: `,
    );
    await expect(band(asking)).toContainText(noKey);
    await expect(executionRow(asking, 'warehouse-app-03')).toContainText(
      /Failed.*The volume key cannot be used/,
    );
    await expect(waveIn(asking, '2. web')).toContainText('Waiting');
    await expectDisabled(asking, 'Cancel', /drs\.execution\.manage/);
  });

  await test.step('The recovery manager decides to cancel', async () => {
    const manager = await personAt(browser, 'recovery-manager');
    await openDisasterRecovery(manager, 'Overview');
    await manager
      .getByRole('region', { name: 'Needs you' })
      .getByRole('listitem')
      .filter({ hasText: 'Warehouse' })
      .getByRole('link', { name: 'See what failed and decide' })
      .click();
    await expect(band(manager)).toContainText(noKey);
    await manager.getByRole('button', { name: 'Cancel', exact: true }).click();
    const dialog = manager.getByRole('dialog', {
      name: 'Cancel the drill of Warehouse?',
    });
    await dialog.getByLabel(/^Reason/).fill('The key must be shared first');
    await dialog.getByRole('button', { name: 'Cancel it' }).click();

    for (const page of [manager, asking]) {
      await expect(band(page).getByRole('heading')).toHaveText(
        /^Drill of Warehouse was cancelled after .*: 2 of 4 servers had been launched/,
      );
      await expect(band(page)).toContainText(noKey);
      await expect(waveIn(page, '2. web')).toContainText('Cancelled');
    }
    const launches = await aws.launches(strict.accountId);
    expect(launches.map(launch => launch.hostname)).not.toContain(
      'warehouse-web-01',
    );
  });

  await test.step('The plan that tolerates it goes on, ends with gaps, and says which server and why', async () => {
    await expect(band(tolerant).getByRole('heading')).toHaveText(
      /^Drill of Payments ended with gaps: 3 of 4 servers were launched in .*, 1 failed\./,
      WAVE,
    );
    await expect(band(tolerant)).toContainText(
      'payments-app-02 failed in wave 1: ',
    );
    await expect(band(tolerant)).toContainText(noSubnet);
    await expect(executionRow(tolerant, 'payments-app-02')).toContainText(
      /Failed.*The subnet has no free address/,
    );
    await expect(waveIn(tolerant, '1. app')).toContainText('Partial');
    await expect(waveIn(tolerant, '2. web')).toContainText('Completed');
  });
});
