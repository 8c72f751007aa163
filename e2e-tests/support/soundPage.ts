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
import { AxeBuilder } from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';
import { ROOT } from './paths';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 800, height: 900 };
/** Set to keep pictures of every page for people to look at. */
const SCREENSHOTS =
  process.env.E2E_SCREENSHOTS === '1'
    ? join(ROOT, 'node_modules/.cache/e2e-screenshots')
    : undefined;

/** Everything that the page complains of in the browser's console from now on. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', error => complaints.push(error.message));
  return complaints;
}

/**
 * Holds what is on the page to accessibility alone, in the theme that it is in.
 *
 * @param within - a selector, where the rest of the page is another plugin's
 */
export async function expectAccessible(
  page: Page,
  what: string,
  colorScheme: 'light' | 'dark',
  within?: string,
): Promise<void> {
  // Colours that are on their way from one theme to the other are neither.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(
          ({ effect }) => effect?.getComputedTiming().iterations !== Infinity,
        )
        .map(animation => animation.finished.catch(() => undefined)),
    ),
  );
  const axe = new AxeBuilder({ page });
  if (within) {
    axe.include(within);
  }
  if (colorScheme === 'dark') {
    // A theme changes colours and nothing else.
    axe.withRules('color-contrast');
  }
  const { violations } = await axe.analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html })))
    .filter(
      // Backstage's own header names a tab panel that it does not have.
      ({ id, html }) =>
        !(id === 'aria-valid-attr-value' && html.includes('class="bui-Tab ')),
    );
  expect
    .soft(grave, `grave accessibility faults of ${what}, ${colorScheme}`)
    .toEqual([]);
}

/** Tables and graphs may scroll in themselves, and can be focused to do so; nothing else may. */
async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const tooWide = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('body *')]
        .filter(element => {
          const { overflowX } = getComputedStyle(element);
          return (
            element === document.documentElement ||
            ((overflowX === 'auto' || overflowX === 'scroll') &&
              element.getAttribute('tabindex') !== '0' &&
              // The header tabs of classic apps scroll where they do not fit;
              // arrow keys and buttons move them.
              !element.querySelector(':scope > [role="tablist"]'))
          );
        })
        .filter(element => element.scrollWidth > element.clientWidth)
        .map(element => `${element.tagName} ${element.className}`),
    );
  // A page that was just made narrower is laid out anew, which takes a moment.
  await expect
    .poll(tooWide, { message: `what scrolls sideways in ${what}` })
    .toEqual([]);
}

async function keepPicture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS) {
    await page.screenshot({
      path: join(SCREENSHOTS, `${name}.png`),
      fullPage: true,
    });
  }
}

/** Waits until the page has its heading, and nothing on it is still being read. */
export async function expectLoaded(page: Page, shows: RegExp): Promise<void> {
  await expect(page.getByRole('heading', { name: shows })).toBeVisible();
  await expect(page.getByRole('status', { name: /^Reading / })).toHaveCount(0);
}

/**
 * Holds a page that has come to what every page must be, in two widths and both
 * themes: no grave accessibility fault, and nothing that scrolls sideways.
 */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // A theme does not change how wide anything is.
    if (colorScheme === 'light' || SCREENSHOTS) {
      await page.setViewportSize(NARROW);
      await expectNoSidewaysScroll(page, `${name} at ${NARROW.width}`);
      await keepPicture(page, `${name}-800-${colorScheme}`);
      await page.setViewportSize(WIDE);
      await expectNoSidewaysScroll(page, `${name} at ${WIDE.width}`);
    }
    await expectAccessible(page, name, colorScheme);
    await keepPicture(page, `${name}-1440-${colorScheme}`);
  }
}
