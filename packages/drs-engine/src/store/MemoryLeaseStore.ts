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

import type { LeaseStore, LeaseView } from '../ports/lease';

/**
 * The lease of replicas that live in one process. Each method runs to its end
 * before another begins, which makes it atomic.
 */
export class MemoryLeaseStore implements LeaseStore {
  #view: LeaseView | undefined;
  /** Kept when the lease is given up: an epoch is never used twice. */
  #lastEpoch = 0;

  async read(): Promise<LeaseView | undefined> {
    return this.#view;
  }

  async take(
    holder: string,
    seen: LeaseView | undefined,
  ): Promise<LeaseView | undefined> {
    const now = this.#view;
    const asSeen =
      now?.holder === seen?.holder &&
      now?.epoch === seen?.epoch &&
      now?.beat === seen?.beat;
    if (!asSeen) {
      return undefined;
    }
    this.#lastEpoch += 1;
    this.#view = { holder, epoch: this.#lastEpoch, beat: 1 };
    return this.#view;
  }

  async beat(holder: string, epoch: number): Promise<boolean> {
    const view = this.#heldBy(holder, epoch);
    if (!view) {
      return false;
    }
    this.#view = { ...view, beat: view.beat + 1 };
    return true;
  }

  async release(holder: string, epoch: number): Promise<void> {
    if (this.#heldBy(holder, epoch)) {
      this.#view = undefined;
    }
  }

  /** Whether the lease is held in this epoch now; what the log fences by. */
  isCurrent(epoch: number): boolean {
    return this.#view?.epoch === epoch;
  }

  #heldBy(holder: string, epoch: number): LeaseView | undefined {
    const view = this.#view;
    return view?.holder === holder && view.epoch === epoch ? view : undefined;
  }
}
