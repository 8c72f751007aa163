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
import { expect, test, type Page } from '@playwright/test';
import { z } from 'zod';
import { orchestratorAs } from './support/orchestrator';
import { startPortal, useOwnPortal } from './support/ownPortal';
import { signInAs, tokenOf } from './support/personas';
import { SCAFFOLDER_BACKEND_PORT } from './support/ports';
import { expectAccessible } from './support/soundPage';

// The templates of the example catalog, in a portal of their own, where nothing is
// protected yet.

const PORTAL = `http://localhost:${SCAFFOLDER_BACKEND_PORT}`;

/** What a template's page has of this plugin's: the rest is the scaffolder's own. */
const FIELDS = '[role="group"][aria-labelledby]';

const openTemplate = (page: Page, name: string) =>
  page.goto(`/create/templates/default/${name}`);

async function chooseEntity(page: Page, label: string, name: string) {
  await page.getByLabel(label).fill(name);
  await page.getByRole('option', { name }).first().click();
}

const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click();

/** From the last page of parameters to the task. */
async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL(/\/create\/tasks\//);
}

test.describe('in the portal', () => {
  useOwnPortal(SCAFFOLDER_BACKEND_PORT);

  test('a plan for a component: its servers are seen before anything is created', async ({
    page,
  }) => {
    await signInAs(page, 'plan-manager');
    await page.getByRole('link', { name: 'Create', exact: true }).click();
    await expect(
      page.getByText('Recovery plan for a component', { exact: true }),
    ).toBeVisible();
    await openTemplate(page, 'recovery-plan-for-component');
    await chooseEntity(page, 'Component', 'billing-web');
    await page.getByLabel('Name of the group').fill('Billing web');
    await next(page);

    await next(page);
    await expect(
      page.getByText('Choose an account and one of its Regions.', {
        exact: true,
      }),
    ).toBeVisible();

    const where = page.getByRole('group', { name: /^Where the servers are/ });
    await where
      .getByRole('combobox', { name: /^Account/ })
      .selectOption({ label: 'meridian-finance (333344445555)' });
    await where
      .getByRole('combobox', { name: /^Region/ })
      .selectOption('us-west-2');
    await page.getByRole('textbox', { name: 'Tag key' }).fill('DR-Application');
    await page.getByRole('textbox', { name: 'Tag value' }).fill('billing');
    await page.getByRole('button', { name: 'Add another tag' }).click();
    await page.getByRole('textbox', { name: 'Tag key 2' }).fill('DR-Role');
    await page.getByRole('textbox', { name: 'Tag value 2' }).fill('web');
    await page.keyboard.press('Escape');
    const preview = page.getByRole('region', {
      name: 'Servers that these tags select',
    });
    await expect(
      preview.getByText(/server(s match| matches) now\./),
    ).toBeVisible();
    await expect(
      preview.getByRole('rowheader', { name: 'billing-web-01' }),
    ).toBeVisible();
    await expectAccessible(page, 'fields of a template', 'light', FIELDS);
    await next(page);
    await create(page);

    await page.getByRole('link', { name: 'The plan' }).click();
    await expect(
      page.getByRole('heading', { name: 'Billing web' }).first(),
    ).toBeVisible();
  });

  test('a plan for a System: waves from the catalog, missing groups, and a drill to its end', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await signInAs(page, 'admin');
    await openTemplate(page, 'recovery-plan-for-system');
    await chooseEntity(page, 'System', 'reporting');
    await next(page);
    await page.getByLabel('Rehearse it now').check();
    await create(page);

    await expect(page.getByRole('link', { name: 'The drill' })).toBeVisible({
      timeout: 120_000,
    });
    await page.getByRole('link', { name: 'The drill' }).click();
    await expect(
      page.getByRole('heading', { name: /Drill of .* completed/i }).first(),
    ).toBeVisible();

    // One group for each part, and none twice.
    const auditor = await orchestratorAs(PORTAL, 'read-only');
    const { items } = await auditor.call('list_protection_groups', {
      query: {},
    });
    const roles = items
      .filter(
        ({ serverSelectionTags }) =>
          serverSelectionTags?.['DR-Application'] === 'reporting',
      )
      .map(({ serverSelectionTags }) => serverSelectionTags?.['DR-Role']);
    expect(roles.sort()).toEqual(['app', 'db']);
  });

  test('somebody without a role is told so where it is asked first', async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await signInAs(page, 'nobody');
    await openTemplate(page, 'recovery-plan-for-component');
    await chooseEntity(page, 'Component', 'billing-web');
    await page.getByLabel('Name of the group').fill('Not mine');
    await next(page);
    await expect(
      page.getByText('You may not see the AWS accounts'),
    ).toBeVisible();
    await expectAccessible(page, 'fields refused', 'dark', FIELDS);
  });
});

const taskSchema = z.object({
  status: z.string(),
});
const eventsSchema = z.array(
  z.object({ body: z.looseObject({ message: z.string().default('') }) }),
);

test('killed while it follows a drill, a task goes on with it', async () => {
  test.setTimeout(300_000);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-task-'));
  let backend = await startPortal(SCAFFOLDER_BACKEND_PORT, dataDirectory);
  try {
    const token = await tokenOf(backend.url, 'admin');
    const ask = async (path: string, body?: object): Promise<unknown> => {
      const answer = await fetch(`${backend.url}/api/scaffolder/v2${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });
      return answer.json();
    };
    const logOf = async (taskId: string) =>
      eventsSchema
        .parse(await ask(`/tasks/${taskId}/events`))
        .map(({ body }) => body.message)
        .join('\n');
    // The templates are the last that is read of the catalog.
    let taskId = '';
    await expect
      .poll(
        async () => {
          const answer = z.object({ id: z.string().optional() }).parse(
            await ask('/tasks', {
              templateRef: 'template:default/recovery-plan-for-system',
              values: {
                system: 'system:default/reporting',
                grouping: 'FEWEST_WAVES',
                drill: true,
              },
            }),
          );
          taskId = answer.id ?? '';
          return taskId;
        },
        { timeout: 30_000 },
      )
      .not.toBe('');
    await expect
      .poll(() => logOf(taskId), { intervals: [100], timeout: 60_000 })
      .toContain('RUNNING in wave 1');

    expect(await backend.process.kill()).toBe('SIGKILL');
    backend = await startPortal(SCAFFOLDER_BACKEND_PORT, dataDirectory);

    await expect
      .poll(
        async () => taskSchema.parse(await ask(`/tasks/${taskId}`)).status,
        {
          timeout: 150_000,
        },
      )
      .toMatch(/completed|failed/);
    expect(await logOf(taskId)).toContain('It has ended: COMPLETED');
    const auditor = await orchestratorAs(backend.url, 'read-only');
    const executions = await auditor.call('list_executions', { query: {} });
    expect(executions.items).toHaveLength(1);
    const plans = await auditor.call('list_recovery_plans', { query: {} });
    expect(plans.items).toHaveLength(1);
  } finally {
    await backend.process.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
