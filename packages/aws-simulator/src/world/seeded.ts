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

import { createHash } from 'node:crypto';

/**
 * The only source of randomness: everything follows from the seed and from
 * the name of the thing asked for, so that the same seed gives the same
 * world, in whatever order it is looked at.
 */
export class Seeded {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** `length` (at most 64) lower-case hexadecimal digits. */
  hex(length: number, ...name: Array<string | number>): string {
    return this.#digest(name).toString('hex').slice(0, length);
  }

  /** A number in [0, 1). */
  unit(...name: Array<string | number>): number {
    return this.#digest(name).readUIntBE(0, 6) / 2 ** 48;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number, ...name: Array<string | number>): number {
    return low + Math.floor(this.unit(...name) * (high - low + 1));
  }

  /** Bytes that only holders of the seed know: keys for signed tokens. */
  key(...name: Array<string | number>): Buffer {
    return this.#digest(name);
  }

  #digest(name: Array<string | number>): Buffer {
    return createHash('sha256')
      .update(`${this.#seed}\n${name.join('\n')}`)
      .digest();
  }
}
