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
import { mend, tagToFail } from './support/failingServer';
import { createPlan, orchestratorAs } from './support/orchestrator';
import { personAt } from './support/personas';
import { PORTAL_PORT } from './support/ports';

const PORTAL = `http://localhost:${PORTAL_PORT}`;

/** Waves are launched one after another, and each takes its time. */
const WAVE = { timeout: 60_000 };

/** Presses a button of the dialog that a control has opened, and sees it close. */
async function confirm(
  page: Page,
  dialogName: string,
  button: string,
  comment?: string,
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: dialogName });
  if (comment) {
    await dialog.getByLabel(/^(Comment|Reason)/).fill(comment);
  }
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a drill that does not go smoothly is retried, approved, paused, resumed, and goes on without what cannot be helped', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const planner = await orchestratorAs(PORTAL, 'plan-manager');
  const plan = await createPlan(planner, {
    planName: 'Storefront',
    accountId: '111122223333',
    region: 'eu-west-1',
    application: 'storefront-eu',
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
      { role: 'web', dependsOnWaves: [2] },
    ],
  });
  await tagToFail(planner, 'storefront-eu-db-01', 'The volume key is disabled');
  await tagToFail(planner, 'storefront-eu-web-02', 'The subnet is full');
  const starter = await orchestratorAs(PORTAL, 'operator');
  const { executionId } = await starter.call('execute_recovery_plan', {
    params: { planId: plan.planId },
    body: { executionType: 'DRILL' },
  });
  const path = `${PORTAL}/disaster-recovery/executions/${executionId}`;
  const manager = await personAt(browser, 'recovery-manager', path);
  const operator = await personAt(browser, 'operator', path);

  await test.step('The first wave fails; what failed is mended and tried again', async () => {
    const failed = question(manager, 'Decide about what failed');
    await expect(failed).toContainText('The volume key is disabled', WAVE);
    await expect(question(operator, 'Decide about what failed')).toContainText(
      /Not for you now:.*drs\.execution\.manage/,
    );
    await mend(planner, 'storefront-eu-db-01');
    await failed.getByRole('button', { name: 'Retry…' }).click();
    const dialog = manager.getByRole('dialog', {
      name: /^Retry what failed in the drill of Storefront/,
    });
    const whole = dialog.getByLabel('The whole wave 1');
    if (!(await whole.isChecked())) {
      await whole.check();
    }
    await dialog.getByLabel(/^Comment/).fill('The key is enabled again');
    await dialog.getByRole('button', { name: 'Retry wave 1' }).click();
    await expect(dialog).toBeHidden();
    await expect(failed).toBeHidden();
  });

  await test.step('The second wave waits for a person, who is told what it would do', async () => {
    const asked = question(manager, /^Approve wave 2/);
    await expect(asked).toContainText('Wave 2 starts at once: 2 servers', WAVE);
    await expect(waveIn(manager, '2. app')).toContainText(
      'Waiting for approval',
    );
    await expect(waveIn(manager, '1. db')).toContainText('Completed');
    await asked.getByRole('button', { name: 'Approve…' }).click();
    await confirm(
      manager,
      'Approve wave 2 (app) of the drill of Storefront?',
      'Approve',
      'The data is good',
    );
    await expect(asked).toBeHidden();
  });

  await test.step('It is paused: what runs is finished, nothing new starts', async () => {
    await manager.getByRole('button', { name: 'Pause', exact: true }).click();
    await confirm(
      manager,
      'Pause the drill of Storefront?',
      'Pause it',
      'The network team is on the phone',
    );
    for (const page of [manager, operator]) {
      await expect(question(page, 'Paused by an operator')).toContainText(
        'The network team is on the phone',
      );
    }
    await question(manager, 'Paused by an operator')
      .getByRole('button', { name: 'Resume…' })
      .click();
    await manager
      .getByRole('dialog')
      .getByRole('button', { name: /^Resume/ })
      .click();
    await expect(question(manager, 'Paused by an operator')).toBeHidden();
  });

  await test.step('Its hook ran before the wave was launched', async () => {
    await expect(waveIn(manager, '2. app')).toContainText('Completed', WAVE);
    await manager.getByRole('tab', { name: 'Waves (3)' }).click();
    await expect(manager.getByRole('main')).toContainText(
      /Stop traffic.*Succeeded/,
    );
  });

  await test.step('A server of the last wave fails for good; the drill goes on without it', async () => {
    const failed = question(manager, 'Decide about what failed');
    await expect(failed).toContainText('The subnet is full', WAVE);
    await failed.getByRole('button', { name: 'Skip…' }).click();
    const dialog = manager.getByRole('dialog', {
      name: /^Skip what failed in the drill of Storefront/,
    });
    const server = dialog.getByLabel(/storefront-eu-web-02/);
    const whole = dialog.getByLabel('The whole wave 3');
    if (await whole.isChecked()) {
      await whole.uncheck();
    }
    if (!(await server.isChecked())) {
      await server.check();
    }
    await dialog.getByRole('button', { name: 'Skip 1 server' }).click();
    await expect(dialog).toBeHidden();
    await expect(band(manager).getByRole('heading')).toHaveText(
      /^Drill of Storefront ended with gaps: 5 of 6 servers were launched/,
      WAVE,
    );
    await expect(waveIn(manager, '3. web')).toContainText('Partial');
    await expect(band(manager)).toContainText('Recovery time');
    await expect(band(manager)).toContainText('Data loss');
  });

  await test.step('Who decided what, and why, is on record', async () => {
    const { items } = await starter.call('get_execution_events', {
      params: { executionId },
    });
    const told = items.map(event => `${event.actor}: ${event.summary}`);
    for (const words of [
      'The key is enabled again',
      'The data is good',
      'The network team is on the phone',
    ]) {
      expect(told.join('\n')).toContain(words);
    }
  });
});
