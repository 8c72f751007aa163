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

import { expect, test, type Page } from '@playwright/test';
import { orchestratorAs } from './support/orchestrator';
import { signInAs } from './support/personas';
import { PORTAL_PORT } from './support/ports';
import { complaintsOf, expectLoaded, expectSound } from './support/soundPage';

// The way from what the catalog knows to a plan, and back when the two have
// drifted apart: nothing is typed but what to look for.

const PLANS = '/disaster-recovery/plans';
const portal = `http://127.0.0.1:${PORTAL_PORT}`;

/** What is told of a derived wave. */
const toldWave = (page: Page, number: number) =>
  page
    .getByRole('list', { name: 'Waves with their reasons' })
    .locator(':scope > li')
    .nth(number - 1);

test('waves from the catalog become a plan that stays in step with it', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const complaints = complaintsOf(page);
  await signInAs(page, 'plan-manager');

  await test.step('choose a System and see what follows from it', async () => {
    await page.goto(PLANS);
    await page.getByRole('link', { name: 'Waves from the catalog' }).click();
    await page
      .getByLabel('Systems, Domains, components and resources')
      .fill('billing');
    await page.getByRole('option', { name: /^Billing system:/ }).click();
    await expect(
      page.getByText(
        /^The catalog gives 3 waves with \d+ servers\. 3 protection/,
      ),
    ).toBeVisible();
    await expect(toldWave(page, 3)).toContainText(
      'After wave 2, becausebilling-web depends on billing-service',
    );
    await expect(
      page.getByRole('list', { name: 'Needed, but not chosen' }),
    ).toContainText('ledger-service');
    await expectSound(page, 'waves-from-the-catalog');
  });

  await test.step('create the groups that are missing', async () => {
    await page.getByRole('button', { name: 'Create 3 groups' }).click();
    await expect(page.getByText('3 groups were created.')).toBeVisible();
    await expect(page.getByText(/It can be saved as it is\.$/)).toBeVisible();
    await expect(
      toldWave(page, 1).getByRole('link', { name: 'billing-db' }),
      'the component and its group',
    ).toHaveCount(2);
  });

  await test.step('continue in the editor, which a reload does not empty', async () => {
    await page.getByRole('link', { name: 'Continue in the editor' }).click();
    await expect(page.getByLabel(/^Name/)).toHaveValue('Billing');
    await page.reload();
    await expect(page.getByLabel(/^Name/)).toHaveValue('Billing');
    await page.getByRole('button', { name: 'Create plan' }).click();
    await expectLoaded(page, /^Billing$/);
  });

  const planId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await test.step('the plan does what the catalog says', async () => {
    await page.getByRole('tab', { name: 'Drift' }).click();
    await expect(
      page.getByText(/^The plan launches every component/),
    ).toBeVisible();
    await expect(
      page.getByText('Compared with what it was derived from: Billing.'),
    ).toBeVisible();
  });

  await test.step('somebody lets the front end start without its service', async () => {
    const planner = await orchestratorAs(portal, 'plan-manager');
    const plan = await planner.call('get_recovery_plan', {
      params: { planId },
    });
    const { planName, owner, maxDurationMinutes, version } = plan;
    await planner.call('update_recovery_plan', {
      params: { planId },
      body: {
        planName,
        owner,
        maxDurationMinutes,
        version,
        waves: plan.waves.map(wave =>
          wave.waveNumber === 3
            ? { ...wave, waveName: 'Front end', dependsOnWaves: [] }
            : wave,
        ),
      },
    });
  });

  await test.step('the plan says so, shows what adopting changes, and adopts it', async () => {
    await page.goto(`${PLANS}/${planId}`);
    await expect(
      page.getByText(
        'The plan no longer does what the catalog says: 1 difference.',
      ),
    ).toBeVisible();
    await page.getByRole('link', { name: 'See what differs' }).click();
    await expect(
      page.getByRole('list', { name: 'What differs' }),
    ).toContainText('for which wave 3 does not wait');
    await expectSound(page, 'plan-drifted');
    const adopt = page.getByRole('button', {
      name: 'Adopt the catalog’s order…',
    });
    await adopt.click();
    await expect(
      page.getByRole('list', { name: 'What changes' }).getByRole('listitem'),
    ).toHaveText([
      /^Wave “Front end” changes/,
      'waits for billing-service, too',
    ]);
    // The button's hint would still be fading.
    await page.mouse.move(0, 0);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    await expectSound(page, 'plan-adopt-dialog');
    // The app is made anew in another theme, without what was open in it.
    await adopt.click();
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await expect(
      page.getByText(/^The plan launches every component/),
    ).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test('says which account has to be chosen, and derives a plan for that one', async ({
  page,
}) => {
  await signInAs(page, 'plan-manager');
  await page.goto(
    `${PLANS}/new-from-catalog?entity=system:default/orders&entity=system:default/billing`,
  );
  await expect(
    page.getByText(
      /A plan recovers one account, and these components are in 2/,
    ),
  ).toBeVisible();
  await page.getByLabel('Account').selectOption('333344445555');
  await expect(
    page.getByRole('list', { name: 'Components without servers' }),
  ).toContainText(
    'orders-service: it is in another account, and needs a plan there',
  );
  await expectSound(page, 'waves-from-the-catalog-other-account');
});
