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
import {
  decodeCursor,
  pageOfRows,
  textKey,
  type Page,
} from '../../database/cursor';

/** What a list is ordered by: numbers and text, the last of which tells all items apart. */
export type SortKeys = readonly (string | number)[];

const sortKeys = z.array(z.union([textKey, z.number()])).max(8);

// By code units, as cursors must compare alike on every machine.
function compareKeys(a: SortKeys, b: SortKeys): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  if (at < 0) {
    return 0;
  }
  const [one, other] = [a[at], b[at]];
  // Numbers before text; a cursor made by hand may mix them.
  if (typeof one !== typeof other) {
    return typeof one === 'number' ? -1 : 1;
  }
  return one < other ? -1 : 1;
}

/**
 * A page of a list that is known as a whole. What comes or goes meanwhile, on
 * pages that are done, moves nothing.
 *
 * @throws DrsError VALIDATION_FAILED where the cursor is not of a list
 */
export function pageOfList<T>(
  items: readonly T[],
  query: { readonly limit: number; readonly cursor?: string },
  keysOf: (item: T) => SortKeys,
): Page<T> & { totalItems: number } {
  const after =
    query.cursor === undefined
      ? undefined
      : decodeCursor(query.cursor, sortKeys);
  const rest = items
    .filter(item => after === undefined || compareKeys(keysOf(item), after) > 0)
    .sort((a, b) => compareKeys(keysOf(a), keysOf(b)));
  return {
    ...pageOfRows(rest, query.limit, keysOf, item => item),
    totalItems: items.length,
  };
}

/** Whether any of these texts holds what is looked for, in any case. */
export function holdsText(
  candidates: readonly (string | undefined)[],
  sought: string | undefined,
): boolean {
  const text = sought?.trim().toLocaleLowerCase('en-US');
  return (
    !text ||
    candidates.some(candidate =>
      candidate?.toLocaleLowerCase('en-US').includes(text),
    )
  );
}
