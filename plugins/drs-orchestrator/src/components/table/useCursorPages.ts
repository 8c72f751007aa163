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

import type { UrlState } from '../../routing/useUrlState';

/**
 * Pages by opaque cursors, kept in the URL: the cursors of the pages passed are
 * the way back.
 */
export function useCursorPages(url: UrlState, nextCursor: string | undefined) {
  const trail = url.getAll('page');
  return {
    pageNumber: trail.length + 1,
    onPrevious:
      trail.length > 0
        ? () => url.set({ page: trail.slice(0, -1) })
        : undefined,
    onNext: nextCursor
      ? () => url.set({ page: [...trail, nextCursor] })
      : undefined,
  };
}

/** The cursor of the present page, from the URL; absent on the first. */
export function cursorOf(url: UrlState): string | undefined {
  const trail = url.getAll('page');
  return trail[trail.length - 1];
}
