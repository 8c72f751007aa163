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

import { fieldId } from './Field';

/**
 * Leads to a field by its path in the request: the focus goes to it, or to what it
 * is in where it has no field of its own.
 *
 * @returns whether there is such a field
 */
export function focusField(path: string): boolean {
  for (let part = path; part !== ''; part = parentOf(part)) {
    const field = document.getElementById(fieldId(part));
    if (field) {
      field.scrollIntoView({ block: 'center' });
      field.focus({ preventScroll: true });
      return true;
    }
  }
  return false;
}

/** `waves[1].preWaveHooks[0]` is in `waves[1].preWaveHooks`, and that in `waves[1]`. */
const parentOf = (path: string): string =>
  path.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, '');
