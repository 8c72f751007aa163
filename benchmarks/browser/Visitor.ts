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

import { chromium, type Browser, type Page } from '@playwright/test';
import {
  chromiumArguments,
  findChromium,
} from '../../e2e-tests/support/chromium';

/** A person at a browser, signed in to one portal; what they have loaded stays in its cache. */
export class Visitor {
  readonly #browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** @throws Error where no Chromium is installed */
  static async at(portalUrl: string): Promise<Visitor> {
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: chromiumArguments(),
    });
    const page = await browser.newPage({
      baseURL: portalUrl,
      viewport: { width: 1440, height: 900 },
    });
    await page.addInitScript(noteLongTasks);
    await page.goto('/');
    await page.getByRole('button', { name: 'Alex Adler' }).click();
    await page.getByRole('link', { name: 'Disaster recovery' }).waitFor();
    return new Visitor(browser, page);
  }

  /**
   * Goes to a page as by its link in a mail, and waits until it can be used:
   * what was asked for is shown, and the browser has been free for a second.
   *
   * @param shows - a selector of what it shows once it is complete
   * @returns milliseconds from the navigation to the end of the last long task
   *   around it
   */
  async untilInteractive(path: string, shows: string): Promise<number> {
    await this.page.goto(path, { waitUntil: 'commit' });
    await this.page.waitForSelector(shows);
    return this.page.evaluate(untilQuiet);
  }

  /** Forgets the long tasks so far, and counts what an element says from now on. */
  async watchAnew(selector: string): Promise<void> {
    await this.page.evaluate(countSayings, selector);
  }

  /** How often the element said something else since then. */
  sayings(): Promise<number> {
    return this.page.evaluate(() => sayings);
  }

  /** The tasks since then that held the browser up for more than 50 ms. */
  longTasks(): Promise<LongTask[]> {
    return this.page.evaluate(() => longTasks);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** A task of the page's main thread; milliseconds since the navigation. */
export interface LongTask {
  readonly start: number;
  readonly duration: number;
}

declare global {
  /** In the page: what {@link Visitor} notes there. */
  // eslint-disable-next-line no-var
  var longTasks: LongTask[];
  // eslint-disable-next-line no-var
  var sayings: number;
}

// What follows runs in the page.

function noteLongTasks(): void {
  globalThis.longTasks = [];
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) {
      globalThis.longTasks.push({ start: startTime, duration });
    }
  }).observe({ type: 'longtask', buffered: true });
}

function countSayings(selector: string): void {
  globalThis.longTasks.length = 0;
  globalThis.sayings = 0;
  let last = document.querySelector(selector)?.textContent;
  new MutationObserver(() => {
    const now = document.querySelector(selector)?.textContent;
    if (now && now !== last) {
      globalThis.sayings += 1;
      last = now;
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

async function untilQuiet(): Promise<number> {
  const quietMs = 1_000;
  const shownAt = performance.now();
  for (;;) {
    const last = globalThis.longTasks.at(-1);
    const busyUntil = Math.max(shownAt, last ? last.start + last.duration : 0);
    if (performance.now() - busyUntil > quietMs) {
      return busyUntil;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
