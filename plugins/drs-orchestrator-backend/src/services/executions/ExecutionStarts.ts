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
  scopeKey,
  type DrsAccess,
  type ExecutionEngine,
  type ExecutionState,
  type ObservedInstance,
  type ObservedSourceServer,
  type PinnedWave,
} from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  DrsError,
  successThreshold,
  type StartedExecution,
  type StartExecution,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isDeepStrictEqual } from 'node:util';
import { actorOf, type RequestContext } from '../../access/Caller';
import type { ProtectionGroupStore } from '../../database/ProtectionGroupStore';
import type {
  RecoveryPlanStore,
  StoredPlan,
} from '../../database/RecoveryPlanStore';
import { recoverabilityOf } from '../inventory/recoverability';
import { scopesOf, type PlanWorlds } from '../recoveryPlans/PlanWorlds';
import {
  resolveWaves,
  type ResolvedWaves,
} from '../recoveryPlans/resolveWaves';
import { preflightFindings, refuseUnready } from './preflight';

/** What a start needs. */
export interface ExecutionStartsOptions {
  engine: ExecutionEngine;
  access: DrsAccess;
  worlds: PlanWorlds;
  plans: RecoveryPlanStore;
  groups: ProtectionGroupStore;
}

/** Starts drills and recoveries, if nothing speaks against it. */
export class ExecutionStarts {
  readonly #options: ExecutionStartsOptions;

  static create(options: ExecutionStartsOptions): ExecutionStarts {
    return new ExecutionStarts(options);
  }

  private constructor(options: ExecutionStartsOptions) {
    this.#options = options;
  }

  /**
   * Judges the plan against what AWS says now, pins what it would launch, and
   * hands it to the engine.
   *
   * @throws DrsError PREFLIGHT_FAILED, EXECUTION_IN_PROGRESS, SERVER_CONFLICT; INVALID_STATE where
   *   the client token was used for another request
   */
  async start(
    planId: string,
    request: StartExecution,
    context: RequestContext,
  ): Promise<StartedExecution> {
    const { engine, plans } = this.#options;
    const actor = actorOf(context);
    // Before anything is judged: what was started has changed the situation,
    // and whoever lost the answer and asks again must not be refused for it.
    const earlier = await engine.startedBy({
      actor,
      clientToken: request.clientToken,
      planId,
    });
    if (earlier) {
      refuseOtherRequest(earlier, request);
      return startedOf(earlier);
    }
    const plan = await plans.get(planId);
    if (!plan) {
      throw new DrsError(
        'RECOVERY_PLAN_NOT_FOUND',
        `There is no recovery plan ${planId}`,
      );
    }
    const resolved = await this.#judged(plan, request);
    const state = await engine.start({
      actor,
      plan: {
        planId: plan.planId,
        planName: plan.planName,
        version: plan.version,
        accountId: plan.accountId,
        targetRtoMinutes: plan.targetRtoMinutes,
        maxDurationMinutes: plan.maxDurationMinutes,
      },
      executionType: request.executionType,
      clientToken: request.clientToken,
      reason: request.reason,
      metadata: request.metadata,
      waves: pinnedWaves(plan.waves, resolved),
    });
    // Of two at the same time with one token, the second gets the first's.
    refuseOtherRequest(state, request);
    return startedOf(state);
  }

  async #judged(
    plan: StoredPlan,
    request: StartExecution,
  ): Promise<ResolvedWaves<Wave>> {
    const { worlds, groups } = this.#options;
    const world = await worlds.of(plan, { live: true });
    const resolved = resolveWaves(plan.waves, world, 'BLOCKING');
    const scopes = scopesOf(world.groups.values());
    const [inScopes, instances] = await Promise.all([
      Promise.all(scopes.map(scope => groups.inScope(scope))),
      this.#instancesOf(resolved),
    ]);
    refuseUnready(
      preflightFindings({
        executionType: request.executionType,
        resolved,
        groups: inScopes.flat(),
        instances,
      }),
    );
    return resolved;
  }

  async #instancesOf(
    resolved: ResolvedWaves<Wave>,
  ): Promise<ObservedInstance[]> {
    const { access } = this.#options;
    const servers = resolved.waves.flatMap(wave =>
      wave.servers.map(({ server }) => server),
    );
    const inScopes = Map.groupBy(servers, scopeKey);
    const answers = await Promise.all(
      [...inScopes.values()].map(async inScope => {
        const [{ accountId, region }] = inScope;
        const drs = await access.drs({ accountId, region });
        return drs.describeRecoveryInstances([
          ...new Set(inScope.map(server => server.sourceServerId)),
        ]);
      }),
    );
    return answers.flat();
  }
}

/** Whoever asks for a recovery must not be told that their drill is one. */
function refuseOtherRequest(
  { executionId, started }: ExecutionState,
  request: StartExecution,
): void {
  const differences = (['executionType', 'reason', 'metadata'] as const).filter(
    field => !isDeepStrictEqual(started[field], request[field]),
  );
  if (differences.length === 0) {
    return;
  }
  const message = `This client token has started execution ${executionId} with another ${differences.join(
    ', ',
  )}`;
  throw new DrsError('INVALID_STATE', message, [
    {
      code: 'CLIENT_TOKEN_REUSED',
      severity: 'BLOCKING',
      subject: {
        kind: 'execution',
        id: executionId,
        name: started.plan.planName,
      },
      field: 'clientToken',
      message,
      remedy: 'Use a new token for a new request',
    },
  ]);
}

const startedOf = ({
  executionId,
  status,
}: ExecutionState): StartedExecution => ({
  executionId,
  status,
  statusUrl: `/api/drs-orchestrator/executions/${encodeURIComponent(
    executionId,
  )}/status`,
});

/** A server that preflight let pass because its wave can do without it. */
function notReadyOf(
  server: ObservedSourceServer,
): Pick<PinnedWave['servers'][number], 'notReady'> {
  const { recoverability, recoverabilityReason } = recoverabilityOf(server);
  return recoverability === 'NOT_READY'
    ? { notReady: recoverabilityReason ?? 'DRS could not launch it' }
    : {};
}

/** What the engine is to launch, whatever becomes of the plan and its groups. */
const pinnedWaves = (
  waves: readonly Wave[],
  resolved: ResolvedWaves<Wave>,
): PinnedWave[] =>
  resolved.waves.map(({ wave, servers }, index) => ({
    waveNumber: wave.waveNumber,
    waveName: wave.waveName,
    dependsOn: dependenciesOf(waves, index),
    maxWaitMinutes: wave.maxWaitMinutes,
    thresholdPercent: successThreshold(wave),
    servers: servers.map(({ server, groupId }) => ({
      ...notReadyOf(server),
      sourceServerId: server.sourceServerId,
      hostname: server.hostname,
      accountId: server.accountId,
      region: server.region,
      groupId,
      lagSeconds: server.lagSeconds,
      tags: { ...server.tags },
    })),
  }));
