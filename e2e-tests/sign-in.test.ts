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

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { signInAs } from './support/personas';

test('an operator signs in and finds the orders system in the catalog', async ({
  page,
}) => {
  await signInAs(page, 'operator');

  await expect(
    page.getByRole('heading', { name: 'Meridian Freight Catalog' }),
  ).toBeVisible();
  await page.goto('/catalog?filters[kind]=system');
  await page.getByRole('link', { name: 'Orders', exact: true }).click();

  await expect(page).toHaveURL(/\/catalog\/default\/system\/orders/);
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  for (const part of ['orders-db', 'orders-service', 'orders-web']) {
    await expect(page.getByRole('link', { name: part }).first()).toBeVisible();
  }
});

test('a person stays signed in over a reload, and is asked again after signing out', async ({
  page,
}) => {
  await signInAs(page, 'read-only');
  await page.goto('/settings');
  await expect(page.getByText('Rita Osei').first()).toBeVisible();

  await page.reload();
  await expect(page.getByText('Rita Osei').first()).toBeVisible();

  await page.getByTestId('user-settings-menu').click();
  await page.getByRole('menuitem', { name: 'Sign Out' }).click();
  const operator = page.getByRole('button', { name: /Omar Okafor/ });
  await expect(operator).toBeVisible();

  await page.reload();
  await expect(operator).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the sign-in page has no accessibility fault', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('listitem')).toHaveCount(6);

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations).toEqual([]);
    });
  });
}
