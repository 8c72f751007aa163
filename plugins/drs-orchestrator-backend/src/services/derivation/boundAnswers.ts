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
  DerivedPlan,
  Finding,
  PlanDrift,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** So many findings, and so many entities outside of the choice, as anybody reads. */
const MAX_TOLD = 200;
/** So many dependents of one entity outside, and so many reasons for one wave to wait for another. */
const MAX_NAMED = 50;

/**
 * Derived waves in a size that a page and an assistant can take. Everything was
 * judged before: what is left out of an answer has had its effect on it.
 */
export function boundPlan(plan: DerivedPlan): DerivedPlan {
  return {
    ...plan,
    waves: plan.waves.map(wave => ({
      ...wave,
      dependencies: wave.dependencies.map(dependency => ({
        ...dependency,
        reasons: dependency.reasons.slice(0, MAX_NAMED),
      })),
    })),
    outside: plan.outside
      .slice(0, MAX_TOLD)
      .map(({ entityRef, dependents }) => ({
        entityRef,
        dependents: dependents.slice(0, MAX_NAMED),
      })),
    findings: boundFindings(plan.findings),
  };
}

/** As {@link boundPlan}, for a comparison. */
export function boundDrift<T extends Pick<PlanDrift, 'findings' | 'derived'>>(
  drift: T,
): T {
  return {
    ...drift,
    findings: boundFindings(drift.findings),
    ...(drift.derived && { derived: boundPlan(drift.derived) }),
  };
}

/** Where not all are told: what blocks first, and how many more there are. */
function boundFindings(findings: readonly Finding[]): Finding[] {
  if (findings.length <= MAX_TOLD) {
    return [...findings];
  }
  const blocks = ({ severity }: Finding) => severity === 'BLOCKING';
  const inOrder = [
    ...findings.filter(blocks),
    ...findings.filter(finding => !blocks(finding)),
  ];
  const more = inOrder.slice(MAX_TOLD);
  return [
    ...inOrder.slice(0, MAX_TOLD),
    {
      code: 'MORE_PROBLEMS',
      severity: more.some(blocks) ? 'BLOCKING' : 'WARNING',
      message: `And ${more.length} more problems at least`,
      remedy: 'Mend these, or choose less: the others are told then',
    },
  ];
}
