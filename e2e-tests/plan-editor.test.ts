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
import { pressByKeyboard, tabTo } from './support/keyboard';
import {
  createPlan,
  orchestratorAs,
  type Orchestrator,
} from './support/orchestrator';
import { personAt } from './support/personas';
import { useOwnPortal } from './support/ownPortal';
import { EDITOR_PORTAL_PORT } from './support/ports';
import {
  complaintsOf,
  expectAccessible,
  expectSound,
} from './support/soundPage';

const PORTAL = useOwnPortal(EDITOR_PORTAL_PORT);

// Axe and the keyboard take many steps, which a recording would slow down.
test.use({ trace: 'off' });

// They share the plans that are made first.
test.describe.configure({ mode: 'serial' });

let planner: Orchestrator;
/** A plan that one person edits, and one that two people edit at once. */
let billing: string;
let shared: string;

test.beforeAll(async () => {
  planner = await orchestratorAs(PORTAL, 'plan-manager');
  const { accountId, waves, planId } = await createPlan(planner, {
    planName: 'Billing',
    accountId: '333344445555',
    region: 'us-west-2',
    application: 'billing',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
      { role: 'web', dependsOnWaves: [1] },
    ],
  });
  billing = planId;
  const [db, app, web] = waves.map(({ waveId, ...wave }) => wave);
  const copy = await planner.call('create_recovery_plan', {
    body: {
      planName: 'Billing for two',
      accountId,
      targetRtoMinutes: 30,
      waves: [db, app, { ...web, dependsOnWaves: [2] }],
    },
  });
  shared = copy.planId;
});

const editor = (planId: string) => `/disaster-recovery/plans/${planId}/edit`;

const card = (page: Page, number: number) =>
  page.getByRole('region', { name: new RegExp(`^Wave ${number}:`) });

const graph = (page: Page) =>
  page.getByRole('group', { name: 'Waves and what each waits for' });

const node = (page: Page, name: string) =>
  graph(page).getByRole('button', { name: new RegExp(`^\\d+\\. ${name}`) });

/** What has just changed, as a screen reader says it. */
const told = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text });

/** Drags with the mouse, in steps as a hand does. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const middle = async (item: Locator) => {
    const box = await item.boundingBox();
    expect(box, `${item} is in sight`).not.toBeNull();
    const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
    return { x: x + width / 2, y: y + height / 2 };
  };
  const [start, end] = [await middle(from), await middle(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 6, start.y + 6, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 10 });
  await page.mouse.up();
}

/** Which wave waits for which, by their names, as they are stored. */
async function storedGraph(planId: string): Promise<string[]> {
  const { waves } = await planner.call('get_recovery_plan', {
    params: { planId },
  });
  const nameOf = new Map(waves.map(wave => [wave.waveNumber, wave.waveName]));
  return waves.map(
    ({ waveName, dependsOnWaves = [] }) =>
      `${waveName} after ${
        dependsOnWaves.map(number => nameOf.get(number)).join(', ') || 'nothing'
      }`,
  );
}

test('somebody without a mouse writes a plan, connects its waves and moves them', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  for (const role of ['db', 'app']) {
    await planner.call('create_protection_group', {
      body: {
        groupName: `Fleet ${role}`,
        accountId: '222233334444',
        region: 'eu-west-1',
        serverSelectionTags: { 'DR-Application': 'fleet', 'DR-Role': role },
      },
    });
  }
  const page = await personAt(
    browser,
    'plan-manager',
    '/disaster-recovery/plans/new',
  );
  const complaints = complaintsOf(page);
  const form = page.getByRole('form', { name: 'New recovery plan' });
  const type = async (field: Locator, text: string) => {
    await tabTo(page, field);
    await page.keyboard.type(text);
  };
  const chooseGroup = async (wave: number, name: string, servers: string) => {
    const groups = card(page, wave).getByRole('textbox', {
      name: 'Protection groups',
    });
    await type(groups, name);
    // Counted before it is chosen.
    await expect(page.getByRole('option', { name })).toContainText(servers);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  };

  await test.step('It is filled in, field by field', async () => {
    await type(form.getByLabel('Name', { exact: false }).first(), 'Fleet');
    await type(card(page, 1).getByLabel('Wave name'), 'Database');
    await chooseGroup(1, 'Fleet db', '1 server');
    const chosen = page.getByRole('list', { name: 'Groups of wave 1' });
    await expect(chosen).toContainText('DR-Application=fleet');
    await expect(chosen).toContainText('1 server');

    await pressByKeyboard(page, form.getByRole('button', { name: 'Add wave' }));
    await type(card(page, 2).getByLabel('Wave name'), 'Application');
    await chooseGroup(2, 'Fleet app', '2 servers');
    await expect(node(page, 'Application')).toContainText('2 servers');
  });

  await test.step('A problem stands beside its field while it is typed, and is led to', async () => {
    const limit = card(page, 2).getByLabel('Waits at most');
    await tabTo(page, limit);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0');
    await expect(limit).toHaveAttribute('aria-invalid', 'true');
    await expect(node(page, 'Application')).toContainText('Has a problem');
    await pressByKeyboard(
      page,
      form.getByRole('button', { name: '1 problem' }),
    );
    await expect(page.getByRole('menuitem')).toContainText('2. Application');
    await page.keyboard.press('Enter');
    await expect(limit).toBeFocused();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('60');
    await expect(told(page, 'No problems')).toBeVisible();
  });

  await test.step('Waves are moved, unconnected, connected, and a circle is refused with words', async () => {
    await pressByKeyboard(
      page,
      form.getByRole('button', { name: 'Move wave 2 up' }),
    );
    await expect(told(page, 'Application is wave 1 of 2 now.')).toBeVisible();

    await pressByKeyboard(page, node(page, 'Application'));
    await expect(node(page, 'Application')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await pressByKeyboard(
      page,
      page.getByRole('button', {
        name: 'Let 1. Application no longer start after 2. Database',
      }),
    );
    await expect(told(page, /no longer starts after/)).toBeVisible();

    const connect = async (from: string, to: string) => {
      await pressByKeyboard(page, node(page, from));
      await pressByKeyboard(
        page,
        page.getByRole('button', { name: /^Connect/ }),
      );
      await pressByKeyboard(page, node(page, to));
    };
    await connect('Database', 'Application');
    await expect(
      told(page, '1. Application starts after 2. Database.'),
    ).toBeVisible();
    await connect('Application', 'Database');
    await expect(
      told(
        page,
        '2. Database cannot start after 1. Application, because 1. Application starts after 2. Database: 2. Database → 1. Application.',
      ),
    ).toBeVisible();
  });

  await test.step('It is saved', async () => {
    await pressByKeyboard(
      page,
      form.getByRole('button', { name: 'Create plan' }),
    );
    await expect(
      page.getByRole('heading', { name: 'Fleet', exact: true }),
    ).toBeVisible();
    const { items } = await planner.call('list_recovery_plans', {
      query: { name: 'Fleet' },
    });
    expect(await storedGraph(items[0].planId)).toEqual([
      'Application after Database',
      'Database after nothing',
    ]);
  });
  expect(complaints).toEqual([]);
});

test('the mouse draws arrows and moves waves, and nothing that was written is lost unasked', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await personAt(
    browser,
    'plan-manager',
    `/disaster-recovery/plans/${billing}`,
  );
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Edit Billing' });
  await expect(node(page, 'web')).toContainText('1 server');
  await expect(form).toContainText('Version 1, as saved, recovers in about');

  await test.step('An arrow is drawn from wave to wave', async () => {
    await drag(page, node(page, 'app'), node(page, 'web'));
    await expect(told(page, '3. web starts after 2. app.')).toBeVisible();
    await expect(card(page, 3)).toContainText('2. app');
    await expect(form).toContainText(
      'This is about version 1, as it is saved.',
    );
  });

  await test.step('What is selected in the picture is shown among the cards, and the reverse', async () => {
    await node(page, 'web').click();
    await expect(card(page, 3)).toBeInViewport();
    await card(page, 1).getByLabel('Wave name').focus();
    await expect(node(page, 'db')).toHaveAttribute('aria-pressed', 'true');
    await expect(node(page, 'db')).toBeInViewport();
  });

  await test.step('A card is dragged to another place, and what it waits for goes with it', async () => {
    await form.getByRole('button', { name: 'Fold all waves' }).click();
    await card(page, 1).scrollIntoViewIfNeeded();
    await drag(
      page,
      card(page, 3).getByRole('heading'),
      card(page, 1).getByRole('heading'),
    );
    await expect(told(page, 'web is wave 1 of 3 now.')).toBeVisible();
    await expect(card(page, 1)).toContainText('Starts after 2. db and 3. app.');
  });

  await test.step('Leaving asks first', async () => {
    await page.getByRole('link', { name: 'Catalog', exact: true }).click();
    const asking = page.getByRole('dialog');
    await expect(asking).toContainText('what you wrote in this plan');
    await asking.getByRole('button', { name: 'Go on editing' }).click();
    await expect(card(page, 1)).toContainText('web');
  });

  await test.step('Neither the Back button nor another theme loses what was written', async () => {
    const foundAgain = form.getByText(/without saving.* is here again/);
    await page.goBack();
    await expect(
      page.getByRole('heading', { name: 'Billing', exact: true }),
    ).toBeVisible();
    await page.goForward();
    await expect(foundAgain).toBeVisible();
    await expect(card(page, 1)).toContainText('web');
    await card(page, 1).getByLabel('Wave name').fill('web and more');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      'dark',
    );
    await expect(card(page, 1).getByLabel('Wave name')).toHaveValue(
      'web and more',
    );
    await page.emulateMedia({ colorScheme: 'light' });
    await card(page, 1).getByLabel('Wave name').fill('web');
  });

  await test.step('It is saved as it was drawn', async () => {
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(
      page.getByRole('heading', { name: 'Billing', exact: true }),
    ).toBeVisible();
    expect(await storedGraph(billing)).toEqual([
      'web after db, app',
      'db after nothing',
      'app after db',
    ]);
  });

  await test.step('It looks right in both widths and themes', async () => {
    await page.goto(editor(billing));
    await node(page, 'web').click();
    await expect(card(page, 1)).toContainText('Starts after');
    await expectSound(page, 'plan editor');
  });
});

test('two people edit a plan at once, and neither loses an edit', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const name = 'Billing for two';
  const [first, second] = [
    await personAt(browser, 'plan-manager', editor(shared)),
    await personAt(browser, 'admin', editor(shared)),
  ];
  const target = (page: Page) => page.getByLabel('Target recovery time');

  await expect(target(second)).toHaveValue('30');
  await target(second).fill('45');
  await card(second, 3).getByLabel('Waits at most').fill('60');
  await expect(target(first)).toHaveValue('30');
  await first.getByRole('button', { name: 'Remove wave 2' }).click();
  await target(first).fill('20');
  await first.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(first.getByRole('heading', { name, exact: true })).toBeVisible();

  await second.getByRole('button', { name: 'Save', exact: true }).click();
  const merge = second.getByRole('region', {
    name: `Not saved: ${name} was changed meanwhile.`,
  });
  await expect(merge).toBeFocused();
  await expect(merge).toContainText('by Pat Lindqvist');
  await expect(
    merge
      .getByRole('table', { name: 'Merged without a question' })
      .getByRole('row'),
  ).toContainText([
    'What',
    /^2\. app.*Removed/,
    /^3\. web: longest wait.*2 h.*1 h.*You$/,
  ]);
  await expectAccessible(second, 'a merge', 'light');
  await merge
    .getByRole('radio', { name: /^Target recovery time .* take 20/ })
    .check();
  await merge.getByRole('button', { name: 'Merge and save' }).click();
  await expect(
    second.getByRole('heading', { name, exact: true }),
  ).toBeVisible();

  const plan = await planner.call('get_recovery_plan', {
    params: { planId: shared },
  });
  expect(plan.targetRtoMinutes).toBe(20);
  expect(plan.waves.map(wave => [wave.waveName, wave.maxWaitMinutes])).toEqual([
    ['db', 120],
    ['web', 60],
  ]);
  expect(await storedGraph(shared)).toEqual([
    'db after nothing',
    'web after db',
  ]);
});
