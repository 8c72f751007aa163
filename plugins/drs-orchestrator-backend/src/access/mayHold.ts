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

import { holds, type DrsRecord } from './attributes';
import { isAllOf, isAnyOf, isNot, type AttributeCriteria } from './criteria';

/**
 * Whether criteria may hold for a record of which only some attributes are
 * known: those that are not there may have any value.
 */
export const mayHold = (
  criteria: AttributeCriteria,
  known: DrsRecord,
): boolean => verdict(criteria, known) !== 'no';

type Verdict = 'yes' | 'no' | 'unknown';

function verdict(criteria: AttributeCriteria, known: DrsRecord): Verdict {
  if (isAllOf(criteria)) {
    const parts = criteria.allOf.map(part => verdict(part, known));
    return joined(parts, 'no', 'yes');
  }
  if (isAnyOf(criteria)) {
    const parts = criteria.anyOf.map(part => verdict(part, known));
    return joined(parts, 'yes', 'no');
  }
  if (isNot(criteria)) {
    const inner = verdict(criteria.not, known);
    return inner === 'unknown' ? inner : opposite[inner];
  }
  if (known[criteria.attribute] === undefined) {
    return 'unknown';
  }
  return holds(criteria, known) ? 'yes' : 'no';
}

const opposite = { yes: 'no', no: 'yes' } as const;

/** One part decides alone; all decide together. */
function joined(
  parts: readonly Verdict[],
  alone: 'yes' | 'no',
  together: 'yes' | 'no',
): Verdict {
  if (parts.includes(alone)) {
    return alone;
  }
  return parts.every(part => part === together) ? together : 'unknown';
}
