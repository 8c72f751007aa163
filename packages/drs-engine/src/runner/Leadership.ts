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

import type { Clock } from '../ports/clock';
import type { LeaseStore, LeaseView } from '../ports/lease';

/** Signs of life in one lease duration; several may be missed before it ends. */
const BEATS_PER_LEASE = 5;

/**
 * Whether this replica leads. A lease that shows no sign of life for its whole
 * duration, measured by this replica's own clock, is taken over; a leader that
 * cannot show signs of life stops acting before that.
 */
export class Leadership {
  readonly #store: LeaseStore;
  readonly #clock: Clock;
  readonly #holder: string;
  readonly #durationMs: number;
  #held?: { epoch: number; until: number };
  #seen?: { view: LeaseView; since: number };

  constructor(options: {
    store: LeaseStore;
    clock: Clock;
    /** Unique to this process. */
    holder: string;
    durationMs: number;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#holder = options.holder;
    this.#durationMs = options.durationMs;
  }

  get beatIntervalMs(): number {
    return this.#durationMs / BEATS_PER_LEASE;
  }

  /**
   * The epoch in which this replica may act for so much longer; undefined when
   * it does not lead or its lease might end before.
   */
  epochFor(milliseconds: number): number | undefined {
    const held = this.#held;
    return held && this.#clock.monotonic() + milliseconds < held.until
      ? held.epoch
      : undefined;
  }

  /** Shows a sign of life, or looks whether another's have ended. */
  async maintain(): Promise<void> {
    // Counted from before the call: the row may have changed at any time in it.
    const now = this.#clock.monotonic();
    if (this.#held) {
      const stillHeld = await this.#store.beat(this.#holder, this.#held.epoch);
      this.#held = stillHeld
        ? { epoch: this.#held.epoch, until: now + this.#durationMs }
        : undefined;
      return;
    }
    const view = await this.#store.read();
    if (!this.#mayTake(view, now)) {
      return;
    }
    const taken = await this.#store.take(this.#holder, view);
    if (taken) {
      this.#seen = undefined;
      this.#held = { epoch: taken.epoch, until: now + this.#durationMs };
    }
  }

  /** Stops leading, and lets another begin at once. */
  async release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held) {
      await this.#store.release(this.#holder, held.epoch);
    }
  }

  #mayTake(view: LeaseView | undefined, now: number): boolean {
    if (!view || view.holder === '') {
      return true;
    }
    const seen = this.#seen;
    if (seen?.view.epoch === view.epoch && seen.view.beat === view.beat) {
      return now - seen.since >= this.#durationMs;
    }
    this.#seen = { view, since: now };
    return false;
  }
}
