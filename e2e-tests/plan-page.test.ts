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
import { createPlan, orchestratorAs } from './support/orchestrator';
import { signInAs } from './support/personas';
import { PORTAL_PORT } from './support/ports';
import { complaintsOf, expectLoaded, expectSound } from './support/soundPage';

// A plan that is rehearsed, and then used: what its page says before, and after.

const portal = `http://127.0.0.1:${PORTAL_PORT}`;
const PLAN = 'Ledger front end';

test('a plan is rehearsed and recovered, and its page tells both apart', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const planner = await orchestratorAs(portal, 'plan-manager');
  const manager = await orchestratorAs(portal, 'recovery-manager');
  const { planId } = await createPlan(planner, {
    planName: PLAN,
    accountId: '333344445555',
    region: 'us-west-2',
    application: 'ledger',
    waves: [{ role: 'web', dependsOnWaves: [] }],
  });
  const untilCompleted = (executionType: 'DRILL' | 'RECOVERY') =>
    expect
      .poll(
        async () => {
          const { items } = await manager.call('list_executions', {
            query: { planId, executionType },
          });
          return items.map(({ status }) => status);
        },
        { timeout: 60_000 },
      )
      .toEqual(['COMPLETED']);
  const open = (tab: string) =>
    page.goto(`/disaster-recovery/plans/${planId}?tab=${tab}`);
  const complaints = complaintsOf(page);
  await signInAs(page, 'recovery-manager');

  await test.step('it was never rehearsed, and preflight says what a drill takes', async () => {
    await open('history');
    await expectLoaded(page, new RegExp(`^${PLAN}$`));
    await expect(page.getByText('Never rehearsed').first()).toBeVisible();
    await page.getByRole('link', { name: 'Preflight' }).click();
    await expect(
      page.getByText(/^(Nothing speaks against a start|It can be started)/),
    ).toBeVisible();
    await expect(
      page.getByRole('table', { name: 'Predicted course, wave by wave' }),
    ).toBeVisible();
  });

  await test.step('start a drill from its dialog', async () => {
    const begin = page.getByRole('button', { name: 'Start drill' });
    await begin.click();
    const dialog = page.getByRole('dialog', {
      name: `Start a drill of ${PLAN}?`,
    });
    await expect(
      dialog.getByText(/^(Nothing speaks against a start|It can be started)/),
    ).toBeVisible();
    await expectSound(page, 'plan-start-drill');
    // The app is made anew in another theme, without what was open in it.
    await begin.click();
    await dialog.getByLabel('Reason').fill('Quarterly rehearsal');
    await dialog.getByRole('button', { name: 'Start drill' }).click();
    await expectLoaded(page, new RegExp(`^Drill of ${PLAN}`));
    await untilCompleted('DRILL');
  });

  await test.step('recover: what is replaced, why, and the plan’s name by hand', async () => {
    await open('waves');
    await page.getByRole('link', { name: 'Recover…' }).click();
    await expect(
      page
        .getByRole('table', { name: 'Instances that would be replaced' })
        .getByRole('row', { name: /^ledger-web-01 .*Drill/ }),
    ).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Who must approve' }),
    ).toContainText('Nobody has to approve');
    await expectSound(page, 'plan-recover-replacing');
    await page.getByLabel(/^Reason/).fill('The Region is down');
    await page.getByLabel(/^Type the plan’s name/).fill(PLAN);
    await page.getByRole('button', { name: 'Start the recovery' }).click();
    await expectLoaded(page, new RegExp(`^Recovery of ${PLAN}`));
    await untilCompleted('RECOVERY');
  });

  await test.step('its history holds both against the target', async () => {
    await open('history');
    await expect(
      page.getByRole('img', { name: 'Recovery time of the last runs' }),
    ).toHaveAccessibleDescription(
      /^2 of 2 runs with a target kept to it\. The latest reached .+ of 30 min allowed\.$/,
    );
    const runs = page
      .getByRole('table', { name: `Runs of ${PLAN}` })
      .getByRole('rowheader');
    await expect(runs).toHaveText(['Recovery', 'Drill']);
    await expectSound(page, 'plan-history-runs');
    await page.getByLabel('Show').selectOption({ label: 'Drills only' });
    await expect(runs).toHaveText(['Drill']);
    expect(new URL(page.url()).searchParams.get('runs')).toBe('DRILL');
  });

  await test.step('a drill would destroy the recovery, and says so', async () => {
    await page.getByRole('button', { name: 'Start drill' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/^It cannot be started so:/)).toBeVisible();
    await expect(
      dialog.getByRole('button', { name: 'Start drill' }),
    ).toBeDisabled();
    await dialog.getByRole('button', { name: 'Keep as it is' }).click();
  });

  await test.step('the manifest is copied and downloaded', async () => {
    await page.getByRole('tab', { name: 'Manifest' }).click();
    await expect(
      page.getByRole('group', { name: 'The plan as YAML' }),
    ).toContainText(PLAN);
    expect(await downloaded(page)).toBe('ledger-front-end.yaml');
  });
  expect(complaints).toEqual([]);
});

/** The name of the file that the page gives. */
async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  return download.suggestedFilename();
}
