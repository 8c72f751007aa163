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
  DrsOrchestratorClient,
  type Execution,
  type RequestInput,
  type ResponseOf,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { PersonaName, tokenOf } from './personas';

/** A way to call the orchestrator of one backend as one person. */
export interface Orchestrator {
  call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>>;
}

/** Signs in as the persona and calls the API by the typed client. */
export async function orchestratorAs(
  baseUrl: string,
  persona: PersonaName,
): Promise<Orchestrator> {
  const token = await tokenOf(baseUrl, persona);
  const client = new DrsOrchestratorClient({
    discoveryApi: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
    fetchApi: { fetch },
  });
  return {
    call: (operation, request) => client.call(operation, request, { token }),
  };
}

/** The servers of an application of the example company that play one role. */
export interface RoleOfApplication {
  readonly accountId: string;
  readonly region: string;
  readonly application: string;
  readonly role: string;
}

/** A wave as a test words it: one role of an application. */
export interface PlannedWave {
  readonly role: string;
  readonly dependsOnWaves: number[];
  readonly continueOnFailure?: boolean;
  readonly pauseBeforeWave?: boolean;
  readonly preWaveHooks?: NewPlan['waves'][number]['preWaveHooks'];
}

/** A plan as a caller writes it, without what has a default. */
type NewPlan = NonNullable<RequestInput<'create_recovery_plan'>['body']>;

/** Makes a protection group of each wave's servers, and a plan of the waves. */
export async function createPlan(
  planner: Orchestrator,
  plan: {
    readonly planName: string;
    readonly accountId: string;
    readonly region: string;
    readonly application: string;
    readonly waves: readonly PlannedWave[];
  },
) {
  const { planName, accountId, region, application } = plan;
  const waves: NewPlan['waves'] = [];
  for (const [index, wave] of plan.waves.entries()) {
    const { groupId } = await planner.call('create_protection_group', {
      body: {
        groupName: `${planName} ${wave.role}`,
        accountId,
        region,
        serverSelectionTags: {
          'DR-Application': application,
          'DR-Role': wave.role,
        },
      },
    });
    waves.push({
      waveNumber: index + 1,
      waveName: wave.role,
      protectionGroupIds: [groupId],
      dependsOnWaves: wave.dependsOnWaves,
      maxWaitMinutes: 120,
      continueOnFailure: wave.continueOnFailure ?? false,
      pauseBeforeWave: wave.pauseBeforeWave,
      preWaveHooks: wave.preWaveHooks,
    });
  }
  return planner.call('create_recovery_plan', {
    body: { planName, accountId, targetRtoMinutes: 30, waves },
  });
}

/** Every server of an execution, in the order of its waves. */
export function serversOf(execution: Execution) {
  return execution.waves.flatMap(wave => wave.servers);
}
