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
  describeJobs,
  describeTermination,
  describeWaves,
  isEnded,
  narrate,
  summarise,
  type DrsAccess,
  type ExecutionEngine,
  type ExecutionState,
  type ObservedInstance,
  type PinnedWave,
} from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  DrsError,
  successThreshold,
  type Execution,
  type ResponseOf,
  type StartedExecution,
  type StartExecution,
  type TerminationStatus,
  type ValidRequest,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { ProtectionGroupStore } from '../../database/ProtectionGroupStore';
import type {
  RecoveryPlanStore,
  StoredPlan,
} from '../../database/RecoveryPlanStore';
import { actionsOf, permissionsOf, type StateRefusals } from '../actions';
import { scopesOf, type PlanWorlds } from '../recoveryPlans/PlanWorlds';
import {
  resolveWaves,
  type ResolvedWaves,
} from '../recoveryPlans/resolveWaves';
import { preflightFindings, refuseUnready } from './preflight';

const EXECUTION_ACTIONS = [
  'cancel_execution',
  'terminate_recovery_instances',
] as const;

/** What executions are made of. */
export interface ExecutionsOptions {
  engine: ExecutionEngine;
  access: DrsAccess;
  worlds: PlanWorlds;
  plans: RecoveryPlanStore;
  groups: ProtectionGroupStore;
  listings: ExecutionListings;
  authorizer: Authorizer;
}

/** Starts, steers and tells executions; what they do is the engine's. */
export class Executions {
  readonly #options: ExecutionsOptions;

  static create(options: ExecutionsOptions): Executions {
    return new Executions(options);
  }

  private constructor(options: ExecutionsOptions) {
    this.#options = options;
  }

  /**
   * Judges the plan against what AWS says now, pins what it would launch, and
   * hands it to the engine.
   *
   * @throws DrsError PREFLIGHT_FAILED, EXECUTION_IN_PROGRESS, SERVER_CONFLICT
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
    return startedOf(
      await engine.start({
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
      }),
    );
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
    const inScopes = Map.groupBy(
      servers,
      ({ accountId, region }) => `${accountId}/${region}`,
    );
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

  list({
    query,
  }: ValidRequest<'list_executions'>): Promise<ResponseOf<'list_executions'>> {
    return this.#options.listings.page(query);
  }

  async get(executionId: string, context: RequestContext): Promise<Execution> {
    return this.#answer(await this.#options.engine.get(executionId), context);
  }

  async status(
    executionId: string,
  ): Promise<ResponseOf<'get_execution_status'>> {
    return summarise(await this.#options.engine.get(executionId));
  }

  async waves(executionId: string): Promise<ResponseOf<'get_execution_waves'>> {
    const { engine } = this.#options;
    const [state, jobLog] = await Promise.all([
      engine.get(executionId),
      engine.jobLog(executionId),
    ]);
    return { items: describeWaves(state, jobLog) };
  }

  async jobs(executionId: string): Promise<ResponseOf<'get_execution_jobs'>> {
    return { items: describeJobs(await this.#options.engine.get(executionId)) };
  }

  async jobLog({
    params,
    query,
  }: ValidRequest<'get_execution_job_logs'>): Promise<
    ResponseOf<'get_execution_job_logs'>
  > {
    // Tells an execution without lines from one that is not there.
    await this.#options.engine.get(params.executionId);
    return this.#options.listings.jobLogPage(params.executionId, query);
  }

  async events({
    params,
    query,
  }: ValidRequest<'get_execution_events'>): Promise<
    ResponseOf<'get_execution_events'>
  > {
    const { engine } = this.#options;
    const state = await engine.get(params.executionId);
    const entries = await engine.entries(params.executionId, query.after);
    return { items: narrate(wholeEntries(entries, query.limit), state) };
  }

  async cancel(
    { params, body }: ValidRequest<'cancel_execution'>,
    context: RequestContext,
  ): Promise<Execution> {
    const state = await this.#options.engine.cancel(params.executionId, {
      actor: actorOf(context),
      reason: body.reason,
    });
    return this.#answer(state, context);
  }

  async terminate(
    { params, body }: ValidRequest<'terminate_recovery_instances'>,
    context: RequestContext,
  ): Promise<TerminationStatus> {
    const state = await this.#options.engine.terminate(params.executionId, {
      actor: actorOf(context),
      sourceServerIds: body.servers,
    });
    return describeTermination(state);
  }

  async termination(executionId: string): Promise<TerminationStatus> {
    return describeTermination(await this.#options.engine.get(executionId));
  }

  async #answer(
    state: ExecutionState,
    { credentials }: RequestContext,
  ): Promise<Execution> {
    const { authorizer, engine } = this.#options;
    const [granted, jobLog] = await Promise.all([
      authorizer.granted(permissionsOf(EXECUTION_ACTIONS), { credentials }),
      engine.jobLog(state.executionId),
    ]);
    return {
      ...summarise(state),
      ...(state.started.metadata && { metadata: state.started.metadata }),
      waves: describeWaves(state, jobLog),
      ...actionsOf(EXECUTION_ACTIONS, granted, refusalsOf(state)),
    };
  }
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

/** The rules of the engine, told before somebody runs into them. */
function refusalsOf(state: ExecutionState): StateRefusals {
  const invalid = (reason: string) => ({
    code: 'INVALID_STATE' as const,
    reason,
  });
  if (!isEnded(state)) {
    return {
      cancel_execution: state.stop
        ? invalid('The execution is being cancelled already')
        : undefined,
      terminate_recovery_instances: invalid(
        'Instances can be terminated once the execution has ended; cancel it first',
      ),
    };
  }
  const canBeTerminated = [...state.servers.values()].some(
    server =>
      server.instanceState === 'RUNNING' && !server.terminationRequested,
  );
  return {
    cancel_execution: invalid(`The execution has ended (${state.status})`),
    terminate_recovery_instances: canBeTerminated
      ? undefined
      : invalid('There are no recovery instances left to terminate'),
  };
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
      sourceServerId: server.sourceServerId,
      hostname: server.hostname,
      accountId: server.accountId,
      region: server.region,
      groupId,
      lagSeconds: server.lagSeconds,
      tags: { ...server.tags },
    })),
  }));

/**
 * As many entries as fit a limit on events, and one at least: an entry is one
 * decision, and whoever asks on after its position must not miss half of it.
 */
function wholeEntries<E extends { events: readonly unknown[] }>(
  entries: readonly E[],
  limit: number,
): E[] {
  let events = 0;
  const tooMany = entries.findIndex((entry, index) => {
    events += entry.events.length;
    return index > 0 && events > limit;
  });
  return entries.slice(0, tooMany < 0 ? entries.length : tooMany);
}
