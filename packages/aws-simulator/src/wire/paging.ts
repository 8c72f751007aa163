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

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const tokenContent = z.tuple([
  /** What the token is for: operation, account, Region, filters. */
  z.string(),
  /** Where the next page starts: the key of the last item shown. */
  z.string(),
]);

/**
 * Opaque, tamper-proof tokens for the next page. A token remembers the last
 * item that was shown, not a number of items to skip, so that items added
 * meanwhile are neither repeated nor left out.
 */
export class PageTokens {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** @param scope - what the token may be used for and nothing else */
  seal(scope: string, lastKey: string): string {
    const content = Buffer.from(JSON.stringify([scope, lastKey]));
    return Buffer.concat([this.#mac(content), content]).toString('base64');
  }

  /** The last key shown, or `undefined` if the token is not of this scope. */
  open(scope: string, token: string): string | undefined {
    const bytes = Buffer.from(token, 'base64');
    const mac = bytes.subarray(0, 16);
    const content = bytes.subarray(16);
    if (mac.length < 16 || !timingSafeEqual(mac, this.#mac(content))) {
      return undefined;
    }
    const [tokenScope, lastKey] = tokenContent.parse(
      JSON.parse(content.toString('utf8')),
    );
    return tokenScope === scope ? lastKey : undefined;
  }

  #mac(content: Buffer): Buffer {
    return createHmac('sha256', this.#key)
      .update(content)
      .digest()
      .subarray(0, 16);
  }
}

/**
 * One page of `items`, which must be in ascending order of `keyOf`.
 *
 * @param after - the key of the last item of the page before
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  after: string | undefined,
  size: number,
): { items: T[]; lastKey?: string } {
  let start = 0;
  if (after !== undefined) {
    let end = items.length;
    while (start < end) {
      const middle = (start + end) >> 1;
      if (keyOf(items[middle]) <= after) start = middle + 1;
      else end = middle;
    }
  }
  const shown = items.slice(start, start + size);
  return {
    items: shown,
    lastKey:
      start + size < items.length ? keyOf(shown[shown.length - 1]) : undefined,
  };
}
