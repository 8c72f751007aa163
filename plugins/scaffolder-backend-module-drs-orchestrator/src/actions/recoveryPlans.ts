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
  type NewRecoveryPlan,
  type RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  differingFields,
  isSameName,
  type Creation,
  type IfExists,
} from '../action/createOnce';
import type { OrchestratorOfInitiator } from '../action/OrchestratorOfInitiator';

const asRecord = (plan: RecoveryPlan) => ({ ...plan, id: plan.planId });

/** How a recovery plan is created. */
export function planCreation(
  orchestrator: OrchestratorOfInitiator,
  plan: NewRecoveryPlan,
  ifExists: IfExists,
): Creation<ReturnType<typeof asRecord>> {
  return {
    kind: 'recovery plan',
    name: plan.planName,
    about: plan,
    ifExists,
    create: async () =>
      asRecord(await orchestrator.call('create_recovery_plan', { body: plan })),
    find: async () => {
      const present = await planNamed(orchestrator, plan.planName);
      return present && asRecord(present);
    },
    differences: present => {
      const { planName: _name, waves, ...wanted } = plan;
      return [
        ...differingFields(wanted, present),
        ...(waves.length === present.waves.length
          ? waves.flatMap((wave, index) =>
              differingFields(wave, present.waves[index]).map(
                field => `waves[${index}].${field}`,
              ),
            )
          : ['waves']),
      ];
    },
  };
}

async function planNamed(
  orchestrator: OrchestratorOfInitiator,
  name: string,
): Promise<RecoveryPlan | undefined> {
  let cursor: string | undefined;
  do {
    const page = await orchestrator.call('list_recovery_plans', {
      query: { name, limit: 200, cursor },
    });
    const found = page.items.find(({ planName }) => isSameName(planName, name));
    if (found) {
      return found;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return undefined;
}
