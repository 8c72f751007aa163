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

import {
  ENABLED_TAG,
  type Mismatch,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import { listed } from './counting';

/**
 * Why a server is a near miss: "has DR-Role=db but no DR-Application",
 * "matches, but is taken out by DR-Enabled=false".
 */
export function nearMissReason(
  words: Words,
  selection: Readonly<Record<string, string>>,
  mismatches: readonly Mismatch[],
): string {
  const missed = new Set(
    mismatches.flatMap(mismatch =>
      mismatch.kind === 'DISABLED' ? [] : [mismatch.key],
    ),
  );
  const has = Object.entries(selection)
    .filter(([key]) => !missed.has(key))
    .map(([key, value]) => `${key}=${value}`);
  const lacks = mismatches.map(mismatch => {
    switch (mismatch.kind) {
      case 'MISSING_TAG':
        return words('nearMiss.lacks', { key: mismatch.key });
      case 'DIFFERENT_VALUE':
        return `${mismatch.key}=${mismatch.actual}`;
      case 'DISABLED':
        return words('nearMiss.disabled', { tag: `${ENABLED_TAG}=false` });
      default:
        return mismatch satisfies never;
    }
  });
  const lacking = listed(words, lacks);
  if (missed.size === 0) {
    return words('nearMiss.matchesBut', { lacks: lacking });
  }
  return has.length > 0
    ? words('nearMiss.hasBut', { has: listed(words, has), lacks: lacking })
    : words('nearMiss.has', { lacks: lacking });
}
