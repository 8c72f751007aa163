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

import type { Words } from '../translations/words';

/** "1 server", "3 servers", "no servers". */
export function counted(count: number, one: string, many = `${one}s`): string {
  if (count === 0) {
    return `no ${many}`;
  }
  return `${count} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; past `limit`, "a, b and 4 more". */
export function listed(
  words: Words,
  items: readonly string[],
  limit = 4,
): string {
  const shown =
    items.length > limit
      ? [
          ...items.slice(0, limit - 1),
          words('list.more', { n: String(items.length - limit + 1) }),
        ]
      : [...items];
  if (shown.length < 2) {
    return shown.join('');
  }
  return words('list.and', {
    rest: shown.slice(0, -1).join(', '),
    last: shown[shown.length - 1],
  });
}

/** "a", "a or b", "a, b or c": all of them. */
export function alternatives(words: Words, items: readonly string[]): string {
  return items.length < 2
    ? items.join('')
    : words('list.or', {
        rest: items.slice(0, -1).join(', '),
        last: items[items.length - 1],
      });
}

/** The text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
