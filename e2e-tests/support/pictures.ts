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

import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from './paths';
import { expectLoaded } from './soundPage';

/** Whether this run renews the pictures of the documents: UPDATE_SCREENSHOTS=1. */
const KEEPS_FOR_DOCS = process.env.UPDATE_SCREENSHOTS === '1';

/**
 * Renews a picture of the documents, `docs/images/NAME.png`: 1440 pixels wide, in the
 * light theme.
 *
 * @param shows - the heading of the page
 */
export async function keepForDocs(
  page: Page,
  name: string,
  shows: RegExp,
): Promise<void> {
  if (KEEPS_FOR_DOCS) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.mouse.move(0, 0);
    // Backstage makes the page anew for another theme.
    await expectLoaded(page, shows);
    await page.screenshot({ path: join(ROOT, 'docs/images', `${name}.png`) });
  }
}
