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

import { isSameScope, type ObservedJob, type Scope } from '../ports/drs';

/** A launch that was asked for, as far as quotas are concerned. */
interface Flight {
  readonly scope: Scope;
  readonly servers: number;
  /** The job that came of it, once that is known. */
  readonly jobId?: string;
  /** Without an answer by then, its job is shown or there is none; in milliseconds of the epoch. */
  readonly until: number;
}

/**
 * Launches of any execution that were asked for and that AWS does not show yet:
 * they count against the quotas all the same.
 */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  begin(intentId: string, flight: Flight): void {
    this.#flights.set(intentId, flight);
  }

  /** @param jobId - undefined: refused */
  answered(intentId: string, jobId: string | undefined): void {
    const flight = this.#flights.get(intentId);
    if (flight && jobId !== undefined) {
      this.#flights.set(intentId, { ...flight, jobId });
    } else {
      this.#flights.delete(intentId);
    }
  }

  /** Sizes of those that a look at their account and Region does not show. */
  unseen(view: {
    readonly scope: Scope;
    readonly observedAt: string;
    readonly jobs: readonly ObservedJob[];
  }): number[] {
    const shown = new Set(view.jobs.map(job => job.jobId));
    const sizes: number[] = [];
    for (const [intentId, flight] of this.#flights) {
      if (isSameScope(flight.scope, view.scope)) {
        const isOver =
          (flight.jobId !== undefined && shown.has(flight.jobId)) ||
          Date.parse(view.observedAt) >= flight.until;
        if (isOver) {
          this.#flights.delete(intentId);
        } else {
          sizes.push(flight.servers);
        }
      }
    }
    return sizes;
  }
}
