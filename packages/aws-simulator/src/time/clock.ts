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

/** Where the simulator reads wall-clock time from. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Tells of each move of a clock that moves in steps only. Clocks that go by
   * themselves have no such thing. Answers how to stop listening.
   */
  onAdvance?(listener: () => void): () => void;
}

/** The computer's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that only moves when told to, so that a test can walk through a
 * job's life without waiting.
 */
export class ManualClock implements Clock {
  #now: number;
  readonly #listeners = new Set<() => void>();

  /** @param start - milliseconds since the epoch; the present by default */
  constructor(start: number = Date.now()) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Moves forward. Time never goes back: job logs would be out of order. */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) {
      throw new RangeError(`Cannot advance a clock by ${milliseconds} ms`);
    }
    this.#now += milliseconds;
    for (const listener of this.#listeners) listener();
  }

  onAdvance(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
