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

import type { Query } from '@tanstack/react-query';

/**
 * How often a query is read anew by itself, in milliseconds: by the most eager of those
 * who show it. `undefined` where nobody has it read again.
 */
export function pollIntervalOf(query: Query): number | undefined {
  const intervals = query.observers.flatMap(({ options }) => {
    const { enabled, refetchInterval } = options;
    const isEnabled =
      (typeof enabled === 'function' ? enabled(query) : enabled) !== false;
    const interval =
      typeof refetchInterval === 'function'
        ? refetchInterval(query)
        : refetchInterval;
    return isEnabled && interval ? [interval] : [];
  });
  return intervals.length > 0 ? Math.min(...intervals) : undefined;
}
