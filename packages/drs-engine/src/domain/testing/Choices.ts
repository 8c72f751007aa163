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

/**
 * Decisions of a random history, one after another. The first of each kind is
 * the harmless one, and only those are taken once the history's length is
 * reached: a shorter history is a simpler one, so that failures shrink.
 */
export class Choices {
  #state: number;
  #left: number;

  constructor(seed: number, length: number) {
    this.#state = seed;
    this.#left = length;
  }

  /** Whether nothing is random any more. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  get left(): number {
    return this.#left;
  }

  /** A whole number from 0 up to, not including, the count. */
  upTo(count: number): number {
    if (this.isSpent || count <= 1) {
      return 0;
    }
    this.#left -= 1;
    return Math.floor(this.#next() * count);
  }

  oneOf<T>(options: readonly T[]): T {
    return options[this.upTo(options.length)];
  }

  /** In so many of a hundred cases. */
  in100(cases: number): boolean {
    return this.upTo(100) >= 100 - cases;
  }

  /** Some of them, in their order. */
  some<T>(options: readonly T[]): T[] {
    return options.filter(() => this.in100(50));
  }

  // Mulberry32.
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
