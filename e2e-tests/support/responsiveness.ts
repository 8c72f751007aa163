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

import { Page } from '@playwright/test';

/** What a page has gone through since it was watched, in milliseconds. */
export interface Responsiveness {
  /** Tasks of the page's thread that took longer than 50 ms, by their lengths. */
  readonly longTasks: readonly number[];
  /** From a signal of the server to the change on the screen that it brought. */
  readonly signalToScreen: readonly number[];
}

/**
 * Watches, from the next navigation on, how long the page's thread is held up, and
 * how long after a signal of the server the screen shows what it is about: dated
 * from the first signal that the read before had not answered.
 */
export async function watchResponsiveness(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = {
      longTasks: [] as number[],
      signalToScreen: [] as number[],
    };
    Object.assign(window, { watchedResponsiveness: watched });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        watched.longTasks.push(entry.duration);
      }
    }).observe({ type: 'longtask' });

    let signalled: number | undefined;
    const PlainWebSocket = window.WebSocket;
    window.WebSocket = class extends PlainWebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }) => {
          if (String(data).includes('drs-orchestrator:executions')) {
            signalled ??= performance.now();
          }
        });
      }
    };
    // The read that answers a signal is one that begins after it.
    const plainFetch = window.fetch;
    window.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const isRead = /\/executions\/[^/?]+$/.test(url);
      const since = isRead ? signalled : undefined;
      if (since !== undefined) {
        signalled = undefined;
      }
      const response = await plainFetch(input, init);
      if (since !== undefined) {
        // Whatever the page makes of it stands on the screen two frames later.
        response
          .clone()
          .text()
          .then(() =>
            requestAnimationFrame(() =>
              requestAnimationFrame(() =>
                watched.signalToScreen.push(performance.now() - since),
              ),
            ),
          );
      }
      return response;
    };
  });
}

/** What was watched since the last time that was asked. */
export function takeResponsiveness(page: Page): Promise<Responsiveness> {
  return page.evaluate(() => {
    const { watchedResponsiveness: watched } = window as unknown as {
      watchedResponsiveness: Record<keyof Responsiveness, number[]>;
    };
    return {
      longTasks: watched.longTasks.splice(0),
      signalToScreen: watched.signalToScreen.splice(0),
    };
  });
}
