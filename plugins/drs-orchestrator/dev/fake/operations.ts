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

import type {
  OperationName,
  ResponseOf,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What answers each operation, over requests that fit the contract. */
export type Operations = {
  [K in OperationName]?: (
    request: ValidRequest<K>,
  ) => ResponseOf<K> | Promise<ResponseOf<K>>;
};

/** One page of a list; the cursor is the number of its first item. */
export function page<T>(
  items: readonly T[],
  query: { limit: number; cursor?: string },
) {
  const from = Number(query.cursor ?? 0);
  const to = from + query.limit;
  return {
    items: items.slice(from, to),
    totalItems: items.length,
    ...(to < items.length && { nextCursor: String(to) }),
  };
}
