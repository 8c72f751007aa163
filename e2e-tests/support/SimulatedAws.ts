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

import { z } from 'zod';

const launchesSchema = z.object({
  items: z.array(
    z.object({
      sourceServerId: z.string(),
      hostname: z.string(),
      isDrill: z.boolean(),
      jobId: z.string(),
    }),
  ),
});

/** A launch of a server that truly took effect, as the simulated AWS recorded it. */
export type RecordedLaunch = z.infer<typeof launchesSchema>['items'][number];

/** What may go wrong in the simulated AWS; see its README. */
export interface Fault {
  readonly match: {
    readonly operation?: string;
    readonly account?: string;
    readonly sourceServerId?: string;
  };
  readonly effect:
    | { readonly type: 'lostResponse' }
    | { readonly type: 'lateResponse' | 'latency'; readonly ms: number };
  /** How often it strikes. */
  readonly times: number;
}

/** The simulated AWS behind a portal, from behind its scenes: what it recorded, and its faults. */
export class SimulatedAws {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Every launch so far in an account, oldest first. */
  async launches(accountId: string): Promise<RecordedLaunch[]> {
    const answer = await this.#request(`launches?account=${accountId}`);
    return launchesSchema.parse(answer).items;
  }

  /** Lets something go wrong from now on. */
  async addFault(fault: Fault): Promise<void> {
    await this.#request('faults', fault);
  }

  /** Makes AWS's processes run so many times faster than they really do. */
  async setSpeed(speed: number): Promise<void> {
    await this.#request('clock', { speed });
  }

  async #request(path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#url}/_simulator/${path}`, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(
        `The simulated AWS answered ${
          response.status
        }: ${await response.text()}`,
      );
    }
    return response.json();
  }
}
