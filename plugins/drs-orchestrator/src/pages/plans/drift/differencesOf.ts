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
  Finding,
  PlanDrift,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Codes of findings by which a plan does not do what the catalog says; all others tell more about the graph. */
const differences: readonly string[] = [
  'COMPONENT_NOT_IN_PLAN',
  'SERVERS_NOT_IN_PLAN',
  'DEPENDENCY_NOT_KEPT',
  'GROUP_WITHOUT_COMPONENT',
];

/** The findings of a comparison: where plan and catalog differ, and what else it tells. */
export function differencesOf({ findings }: PlanDrift): {
  differing: Finding[];
  others: Finding[];
} {
  const differs = ({ code }: Finding) => differences.includes(code);
  return {
    differing: findings.filter(differs),
    // Circles are told one way round, relation by relation.
    others: findings.filter(
      finding => !differs(finding) && finding.code !== 'DEPENDENCY_CYCLE',
    ),
  };
}
