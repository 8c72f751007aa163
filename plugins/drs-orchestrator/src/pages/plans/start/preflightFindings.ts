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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { PlansWords } from '../../../translations/plans';

/** What preflight found, as a person has to deal with it. */
export interface SortedFindings {
  /** Must be mended; nobody can override them. */
  blocking: Finding[];
  /** Block, unless somebody acknowledges them, by their code. */
  overridable: Map<string, Finding[]>;
  warnings: Finding[];
  notes: Finding[];
}

/** Sorts findings by what they ask of a person. */
export function sortFindings(findings: readonly Finding[]): SortedFindings {
  const sorted: SortedFindings = {
    blocking: [],
    overridable: new Map(),
    warnings: [],
    notes: [],
  };
  for (const finding of findings) {
    switch (finding.severity) {
      case 'BLOCKING':
        if (finding.overridable) {
          sorted.overridable.set(finding.code, [
            ...(sorted.overridable.get(finding.code) ?? []),
            finding,
          ]);
        } else {
          sorted.blocking.push(finding);
        }
        break;
      case 'WARNING':
        sorted.warnings.push(finding);
        break;
      case 'INFO':
        sorted.notes.push(finding);
        break;
      default:
        unreachable(finding.severity);
    }
  }
  return sorted;
}

/**
 * Why the findings refuse a start, in a sentence; `undefined` where they do not.
 * `acknowledged` are the codes of those that need not.
 */
export function refusalOf(
  t: PlansWords,
  findings: readonly Finding[],
  acknowledged: readonly string[],
): string | undefined {
  const { blocking, overridable } = sortFindings(findings);
  if (blocking.length > 0) {
    return t('preflight.refusal.mend');
  }
  return [...overridable.keys()].some(code => !acknowledged.includes(code))
    ? t('preflight.refusal.acknowledge')
    : undefined;
}

function unreachable(value: never): never {
  throw new Error(`Unknown severity ${String(value)}`);
}
