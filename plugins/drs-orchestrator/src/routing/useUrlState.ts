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

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What a page keeps in its URL, so that a link shows what its sender saw. */
export interface UrlState {
  /** The value of a parameter, or an empty text. */
  get(name: string): string;
  getAll(name: string): string[];
  /** Changes parameters; an empty text or list removes one. */
  set(changes: Record<string, string | string[]>): void;
}

/** Reads and writes the query of the page's URL, without a new entry in the history. */
export function useUrlState(): UrlState {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | string[]>) =>
      setParams(
        before => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            next.delete(name);
            for (const item of Array.isArray(value) ? value : [value]) {
              if (item !== '') {
                next.append(name, item);
              }
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return useMemo(
    () => ({
      get: name => params.get(name) ?? '',
      getAll: name => params.getAll(name),
      set,
    }),
    [params, set],
  );
}
