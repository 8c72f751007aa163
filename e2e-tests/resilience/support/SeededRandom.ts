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

import { randomInt } from 'node:crypto';

/**
 * Random numbers that follow from a seed, which is printed: a run that found
 * something is repeated with `RESILIENCE_SEED` set to it. (What happens between
 * processes at a moment is not in the seed's hand, only the moments are.)
 */
export class SeededRandom {
  #state: number;

  /** @param what - for the printed line, and so that each test has its own moments */
  static create(what: string): SeededRandom {
    const given = process.env.RESILIENCE_SEED;
    const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
    console.log(`${what}: RESILIENCE_SEED=${seed}`);
    const ofName = [...what].reduce(
      (hash, char) => Math.imul(hash ^ char.charCodeAt(0), 16_777_619),
      2_166_136_261,
    );
    return new SeededRandom(seed ^ ofName);
  }

  private constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Of [0, 1); the generator mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)];
  }
}
