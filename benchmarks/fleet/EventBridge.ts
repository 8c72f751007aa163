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

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Aws } from '../processes/startAws';
import { DRS_TOPIC, type Portal } from '../processes/startPortal';
import type { Scope } from './drsClient';

/** An event is on its way for so long at most; EventBridge's own take half a second. */
const LOOK_EVERY_MS = 100;

const eventsSchema = z.object({
  items: z.array(z.looseObject({ sequence: z.number(), event: z.unknown() })),
});

/**
 * Brings the events of an AWS to a portal, as EventBridge does by way of
 * whatever carries them there.
 */
export class EventBridge {
  readonly #aws: Aws;
  readonly #portal: Portal;
  readonly #scope: Partial<Scope>;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  private constructor(aws: Aws, portal: Portal, scope: Partial<Scope>) {
    this.#aws = aws;
    this.#portal = portal;
    this.#scope = scope;
  }

  /** @param scope - whose events are brought; absent: all that there are from now on */
  static async open(
    aws: Aws,
    portal: Portal,
    scope: Partial<Scope> = {},
  ): Promise<EventBridge> {
    const bridge = new EventBridge(aws, portal, scope);
    const seen = await bridge.#bring(0, { deliver: false });
    bridge.#running = bridge.#run(seen);
    return bridge;
  }

  /** @throws Error where an event could not be brought */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(from: number): Promise<void> {
    const { signal } = this.#stop;
    for (let seen = from; !signal.aborted; ) {
      seen = await this.#bring(seen, { deliver: true });
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns the sequence of the last event there is */
  async #bring(after: number, options: { deliver: boolean }): Promise<number> {
    const { accountId, region } = this.#scope;
    const query = new URLSearchParams({
      after: String(after),
      ...(accountId && { account: accountId }),
      ...(region && { region }),
    });
    const { items } = eventsSchema.parse(
      await this.#aws.control(`events?${query}`),
    );
    if (options.deliver) {
      await Promise.all(items.map(item => this.#deliver(item.event)));
    }
    return items.at(-1)?.sequence ?? after;
  }

  async #deliver(event: unknown): Promise<void> {
    const { status } = await this.#portal.api.send(
      'POST',
      `/api/events/http/${DRS_TOPIC}`,
      { body: event },
    );
    if (status !== 202) {
      throw new Error(`The portal answers ${status} to an event`);
    }
  }
}
