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

import { expect, Locator, Page } from '@playwright/test';

/** More stops than any page has between two of its controls. */
const MOST_STOPS = 200;

/** Goes to a control by the Tab key alone, as somebody without a mouse does. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    const reached = await control.evaluate(
      element =>
        element === document.activeElement ||
        element.contains(document.activeElement),
    );
    if (reached) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${control}`);
}

/** Goes to a button or link and presses it, by keyboard alone. */
export async function pressByKeyboard(
  page: Page,
  control: Locator,
): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}
