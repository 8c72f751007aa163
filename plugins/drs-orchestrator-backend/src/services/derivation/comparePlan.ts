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

import { scopeKey } from '@drs-orchestrator/drs-engine';
import type {
  Finding,
  PlanDrift,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import type { StoredPlan } from '../../database/RecoveryPlanStore';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import { adoptGraph } from './adoptGraph';
import type { DerivationFacts } from './components';
import { deriveWaves } from './deriveWaves';
import { driftFindings } from './driftFindings';

/** There is nothing to compare a plan with. */
export const notDerived = ({ planId, planName }: StoredPlan): Finding => ({
  code: 'NOT_DERIVED',
  severity: 'INFO',
  subject: { kind: 'recovery-plan', id: planId, name: planName },
  message: `"${planName}" was not derived from the catalog, and no entity names it, so there is nothing to compare it with`,
  remedy:
    'Say in derivedFrom which entities it is kept in step with, or annotate them with the plan',
});

/** A comparison would tell of what the caller may not see, or be wrong. */
export const notSeen = ({ planId, planName }: StoredPlan): Finding => ({
  code: 'GROUPS_NOT_SEEN',
  severity: 'WARNING',
  subject: { kind: 'recovery-plan', id: planId, name: planName },
  message: `"${planName}" has groups that you may not see, so you cannot be told whether it agrees with the catalog`,
});

/**
 * Whether a plan does what the graph says, and what would.
 *
 * @param groups - those of the plan, all of which the caller may see
 */
export function comparePlan(
  plan: StoredPlan,
  groups: ReadonlyMap<string, StoredGroup>,
  facts: DerivationFacts,
): Pick<
  PlanDrift,
  'state' | 'findings' | 'proposal' | 'derived' | 'unavailable'
> {
  const world = {
    accountId: plan.accountId,
    groups: new Map(
      [...facts.groups, ...groups.values()].map(group => [
        group.groupId,
        group,
      ]),
    ),
    servers: Map.groupBy(facts.survey.servers, scopeKey),
  };
  const derivation = deriveWaves(facts);
  const { unavailable } = derivation.plan;
  const launched = resolveWaves(plan.waves, world, 'WARNING').waves;
  // What could not be looked at would seem to be missing.
  const isKnown =
    unavailable.length === 0 &&
    !derivation.plan.findings.some(({ code }) => code === 'GRAPH_TOO_LARGE') &&
    ![...facts.catalog.scope].some(ref => facts.catalog.unknown.has(ref)) &&
    !derivation.plan.entities.some(({ state }) => state === 'NOT_ASKED');
  const drift = isKnown ? driftFindings(launched, derivation, groups) : [];
  const findings = [...drift, ...derivation.plan.findings];
  const answer = { findings, derived: derivation.plan, unavailable };
  if (drift.length === 0) {
    return {
      ...answer,
      state: isKnown && derivation.plan.complete ? 'IN_SYNC' : 'UNKNOWN',
    };
  }
  if (!derivation.plan.complete) {
    return { ...answer, state: 'DRIFTED' };
  }
  const proposal = adoptGraph(plan, launched, derivation, world);
  const refused = resolveWaves(
    proposal.waves,
    world,
    'WARNING',
  ).findings.filter(({ severity }) => severity === 'BLOCKING');
  return {
    ...answer,
    state: 'DRIFTED',
    findings: [...findings, ...refused],
    ...(refused.length === 0 && { proposal }),
  };
}
