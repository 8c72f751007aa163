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

/** As many problems as anybody reads; an import can have millions. */
export const MAX_FINDINGS = 200;

/** Collects what is found, and keeps as much of it as is told. */
export class CappedFindings {
  /** No more of those that block, and of the others, than are told. */
  readonly #kept: Finding[] = [];
  readonly #found = { blocking: 0, others: 0 };

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const kind = finding.severity === 'BLOCKING' ? 'blocking' : 'others';
      if (this.#found[kind] < MAX_FINDINGS) {
        this.#kept.push(finding);
      }
      this.#found[kind] += 1;
    }
  }

  /**
   * As the records stand in the manifest, what is about none of them first, and
   * at the end how many more there are. What does not block gives way.
   */
  told(): Finding[] {
    const { blocking, others } = this.#found;
    let room = Math.max(0, MAX_FINDINGS - blocking);
    const told = this.#kept.filter(({ severity }) => {
      if (severity === 'BLOCKING') {
        return true;
      }
      room -= 1;
      return room >= 0;
    });
    const more = blocking + others - told.length;
    return [
      ...inOrder(told),
      ...(more > 0
        ? [
            {
              code: 'MORE_PROBLEMS',
              severity:
                blocking > MAX_FINDINGS
                  ? ('BLOCKING' as const)
                  : ('WARNING' as const),
              message: `There are ${more} more problems`,
            },
          ]
        : []),
    ];
  }
}

const sections = ['accounts', 'protectionGroups', 'recoveryPlans'];

/** As the records stand in the manifest; what is about none of them comes first. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const places = new Map(
    findings.map(finding => {
      const [, section, index] =
        /^(\w+)\[(\d+)\]/.exec(finding.field ?? '') ?? [];
      return [finding, [sections.indexOf(section), Number(index)]];
    }),
  );
  const placeOf = (finding: Finding) => places.get(finding) ?? [-1, 0];
  return [...findings].sort((a, b) => {
    const [sectionA, indexA] = placeOf(a);
    const [sectionB, indexB] = placeOf(b);
    return sectionA - sectionB || indexA - indexB || 0;
  });
}
