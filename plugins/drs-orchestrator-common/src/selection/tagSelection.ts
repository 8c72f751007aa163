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

import type { Mismatch } from '../records/sourceServer';

/** The tag by which an owner takes a server out of every tag selection. @public */
export const ENABLED_TAG = 'DR-Enabled';

/**
 * Why a server does not match a tag selection; empty when it does. Keys and
 * values compare exactly, as AWS compares them; all pairs must match.
 *
 * @public
 */
export function tagMismatches(
  selection: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const [key, expected] of Object.entries(selection)) {
    if (!Object.hasOwn(tags, key)) {
      mismatches.push({ kind: 'MISSING_TAG', key, expected });
    } else if (tags[key] !== expected) {
      mismatches.push({
        kind: 'DIFFERENT_VALUE',
        key,
        expected,
        actual: tags[key],
      });
    }
  }
  if (
    Object.hasOwn(tags, ENABLED_TAG) &&
    tags[ENABLED_TAG].trim().toLowerCase() === 'false'
  ) {
    mismatches.push({ kind: 'DISABLED' });
  }
  return mismatches;
}
