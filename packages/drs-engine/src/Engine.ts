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

import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DrsError,
  type Finding,
  type JobLogLine,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ScopeLimits } from './domain/admission';
import { nextPoll } from './domain/effects';
import type { ExecutionState } from './domain/state';
import type { Command } from './domain/input';
import type {
  CommandingActor,
  ExecutionEngine,
  ExecutionItems,
  LogEntry,
  StartRequest,
} from './executionEngine';
import { NetworkProbes } from './network/NetworkProbes';
import { WebhookHooks, type WebhookOptions } from './network/WebhookHooks';
import type { AwsAccess } from './ports/awsAccess';
import { systemClock, type Clock } from './ports/clock';
import type { Scope } from './ports/drs';
import { unmeasured, type Metrics } from './ports/metrics';
import { neverFrozen, type FreezeSwitch } from './ports/freeze';
import {
  LeadershipLost,
  type ExecutionLog,
  type HeldClaim,
} from './ports/executionLog';
import type { LeaseStore } from './ports/lease';
import type { Logger } from './ports/logger';
import type { Probes } from './ports/probes';
import type { Silence } from './runner/AwsCalls';
import {
  planClaim,
  runningClaims,
  serverClaim,
  tokenClaim,
} from './runner/claims';
import { Journal } from './runner/Journal';
import { Leader } from './runner/Leader';
import { Leadership } from './runner/Leadership';
import type { LeaderDuty } from './runner/duties';
import { defaultEngineSettings, type EngineSettings } from './runner/settings';

/** What the engine is made of. */
export interface EngineOptions {
  readonly log: ExecutionLog;
  readonly lease: LeaseStore;
  readonly access: AwsAccess;
  readonly logger: Logger;
  /** The secret that seals the log. */
  readonly auditKey: string;
  readonly settings?: Partial<EngineSettings>;
  readonly metrics?: Metrics;
  /** Absent: nothing is ever frozen. */
  readonly freeze?: FreezeSwitch;
  /** Where webhooks may be sent, and signed with what; absent: none is sent. */
  readonly webhooks?: WebhookOptions;
  /** What asks launched servers for their health; over the network unless given. */
  readonly probes?: Probes;
  /** What an account and Region may have of jobs, instead of what AWS says. */
  readonly limitsFor?: (scope: Scope) => Partial<ScopeLimits> | undefined;
  /** What else is done by whoever leads, beside the executions. */
  readonly duties?: readonly LeaderDuty[];
  /** Told each time that a service of AWS begins to fail in an account and Region. */
  readonly onSilence?: (silence: Silence) => void;
  /** Told after each change of an execution, in this process only. */
  readonly onChange?: (executionId: string, seq: number) => void;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** Of [0, 1). */
  readonly random?: () => number;
}

/** The embedded engine: answers commands on every replica, and acts where it leads. */
export class Engine implements ExecutionEngine {
  readonly #log: ExecutionLog;
  readonly #journal: Journal;
  readonly #leader: Leader;
  readonly #leadership: Leadership;
  readonly #logger: Logger;
  readonly #settings: EngineSettings;
  readonly #duties: readonly LeaderDuty[];
  readonly #newId: () => string;
  readonly #clock: Clock;

  static create(options: EngineOptions): Engine {
    return new Engine(options);
  }

  private constructor(options: EngineOptions) {
    const clock = options.clock ?? systemClock;
    this.#clock = clock;
    const onChange = options.onChange ?? (() => undefined);
    this.#log = options.log;
    this.#logger = options.logger;
    this.#duties = options.duties ?? [];
    this.#newId = options.newId ?? randomUUID;
    this.#settings = { ...defaultEngineSettings, ...options.settings };
    this.#journal = new Journal({
      log: options.log,
      clock,
      auditKey: options.auditKey,
      newId: this.#newId,
      settings: this.#settings,
      onChange,
      metrics: options.metrics ?? unmeasured,
    });
    this.#leadership = new Leadership({
      store: options.lease,
      clock,
      holder: this.#newId(),
      durationMs: this.#settings.leaseDurationMs,
    });
    this.#leader = new Leader({
      journal: this.#journal,
      log: options.log,
      access: options.access,
      freeze: options.freeze ?? neverFrozen,
      leadership: this.#leadership,
      clock,
      logger: options.logger,
      settings: this.#settings,
      random: options.random ?? Math.random,
      onJobLog: onChange,
      webhooks: new WebhookHooks(
        options.webhooks ?? { allowedHosts: [], allowPrivateAddresses: false },
      ),
      probes: options.probes ?? new NetworkProbes(),
      limitsFor: options.limitsFor,
      onSilence: options.onSilence,
    });
  }

  async start(request: StartRequest): Promise<ExecutionState> {
    const { planId, planName } = request.plan;
    const token = tokenClaim({ ...request, planId });
    const servers = request.waves.flatMap(wave => wave.servers);
    const result = await this.#journal.create(
      request.actor,
      {
        type: 'start',
        executionId: this.#newId(),
        executionType: request.executionType,
        plan: { ...request.plan },
        initiatedBy: request.actor,
        reason: request.reason,
        metadata: request.metadata && { ...request.metadata },
        waves: [...request.waves],
        approval: request.approval && { ...request.approval },
        serversDigest: serversDigest(request),
        replaceLive: request.replaceLive,
        timeToLiveMinutes: request.timeToLiveMinutes,
        pointInTime: request.pointInTime && { ...request.pointInTime },
        expected: request.expected,
        settings: {
          maxServersPerJob: this.#settings.maxServersPerJob,
          decisionTimeLimitMinutes: this.#settings.decisionTimeLimitMinutes,
        },
      },
      [
        ...(token ? [token] : []),
        ...runningClaims(
          planId,
          servers.map(server => server.sourceServerId),
        ),
      ],
      request.labels,
    );
    if ('state' in result) {
      return result.state;
    }
    const sameToken = result.held.find(claim => claim.key === token);
    if (sameToken) {
      return this.#journal.load(sameToken.executionId);
    }
    const samePlan = result.held.find(claim => claim.key === planClaim(planId));
    if (samePlan) {
      throw new DrsError(
        'EXECUTION_IN_PROGRESS',
        `${planName} is being executed already`,
        [
          {
            code: 'EXECUTION_IN_PROGRESS',
            severity: 'BLOCKING',
            subject: { kind: 'execution', id: samePlan.executionId },
            message: `Execution ${samePlan.executionId} of this plan has not ended`,
            remedy: 'Wait for its end, or cancel it',
          },
        ],
      );
    }
    throw await this.#serverConflict(servers, result.held);
  }

  async startedBy(
    request: Pick<StartRequest, 'actor' | 'clientToken'> & { planId: string },
  ): Promise<ExecutionState | undefined> {
    const token = tokenClaim(request);
    const executionId = token && (await this.#log.holder(token));
    return executionId ? this.#journal.load(executionId) : undefined;
  }

  pause(
    executionId: string,
    {
      actor,
      ...command
    }: { actor: string; reason?: string; maxMinutes?: number },
  ): Promise<ExecutionState> {
    return this.#command(executionId, actor, { type: 'pause', ...command });
  }

  resume(
    executionId: string,
    command: CommandingActor & { comment?: string },
  ): Promise<ExecutionState> {
    return this.#command(executionId, command.actor, {
      type: 'resume',
      ...command,
    });
  }

  approve(
    executionId: string,
    command: CommandingActor & {
      waveNumber?: number;
      decision: 'APPROVE' | 'REJECT';
      comment?: string;
      serversDigest?: string;
    },
  ): Promise<ExecutionState> {
    return this.#command(executionId, command.actor, {
      type: 'approve',
      ...command,
    });
  }

  retry(
    executionId: string,
    { actor, ...items }: ExecutionItems,
  ): Promise<ExecutionState> {
    return this.#command(executionId, actor, { type: 'retry', ...items });
  }

  skip(
    executionId: string,
    items: ExecutionItems & { readonly isPerson?: boolean },
  ): Promise<ExecutionState> {
    return this.#command(executionId, items.actor, { type: 'skip', ...items });
  }

  cancel(
    executionId: string,
    { actor, reason }: { actor: string; reason?: string },
  ): Promise<ExecutionState> {
    return this.#command(executionId, actor, { type: 'cancel', reason });
  }

  terminate(
    executionId: string,
    {
      actor,
      sourceServerIds,
    }: { actor: string; sourceServerIds?: readonly string[] },
  ): Promise<ExecutionState> {
    return this.#command(executionId, actor, {
      type: 'terminate',
      sourceServerIds,
    });
  }

  async notice({
    sourceServerIds,
  }: {
    sourceServerIds: readonly string[];
  }): Promise<void> {
    await this.#log.wake(sourceServerIds.map(serverClaim));
  }

  async wakeAll(): Promise<void> {
    await this.#log.wake();
  }

  get(executionId: string): Promise<ExecutionState> {
    return this.#journal.load(executionId);
  }

  entries(executionId: string, afterSeq: number): Promise<LogEntry[]> {
    return this.#journal.entries(executionId, afterSeq);
  }

  jobLog(executionId: string): Promise<JobLogLine[]> {
    return this.#log.jobLog(executionId);
  }

  /** Takes part in leading until the signal is aborted, then gives the lease up. */
  async lead(signal: AbortSignal): Promise<void> {
    let begunAt = this.#clock.now();
    await Promise.all([
      this.#repeat(
        signal,
        () => this.#leadership.beatIntervalMs,
        () => this.#leadership.maintain(),
      ),
      this.#repeat(
        signal,
        () => this.#untilNextRound(begunAt),
        async () => {
          begunAt = this.#clock.now();
          if (this.#leadership.epochFor(0) !== undefined) {
            await this.#leader.tick();
          }
        },
      ),
      ...this.#duties.map(duty =>
        this.#repeat(
          signal,
          () => duty.intervalMs,
          () => this.#perform(duty),
        ),
      ),
    ]);
    await this.#leadership.release();
  }

  /**
   * One round of what {@link lead} repeats, with all that it has begun: for
   * hosts that drive the engine themselves.
   */
  async advance(): Promise<void> {
    await this.#leadership.maintain();
    if (this.#leadership.epochFor(0) !== undefined) {
      await this.#leader.tick();
      await this.#leader.idle();
      for (const duty of this.#duties) {
        await this.#perform(duty);
      }
    }
  }

  async #perform(duty: LeaderDuty): Promise<void> {
    const epoch = this.#leadership.epochFor(0);
    if (epoch !== undefined) {
      await duty.perform(epoch);
    }
  }

  async #command(
    executionId: string,
    actor: string,
    input: Command,
  ): Promise<ExecutionState> {
    const { state } = await this.#journal.perform(executionId, actor, input);
    return state;
  }

  /**
   * Soon, and no later than the moment of the next poll, which all executions
   * share; at once where that has passed while the last round went on.
   */
  #untilNextRound(lastBegunAt: Date): number {
    const { pollIntervalMs, tickIntervalMs } = this.#settings;
    const untilPollMs =
      nextPoll(lastBegunAt, pollIntervalMs) - this.#clock.now().getTime();
    return Math.max(0, Math.min(tickIntervalMs, untilPollMs));
  }

  async #repeat(
    signal: AbortSignal,
    intervalMs: () => number,
    work: () => Promise<void>,
  ): Promise<void> {
    // The database may be away for a while: what was decided is stored, and a
    // later round goes on from there. It is said once, not with every round.
    let trouble: string | undefined;
    while (!signal.aborted) {
      try {
        await work();
        if (trouble !== undefined) {
          this.#logger.info('The engine goes on');
        }
        trouble = undefined;
      } catch (error) {
        const message = messageOf(error);
        if (message !== trouble) {
          const level = error instanceof LeadershipLost ? 'warn' : 'error';
          this.#logger[level](message);
        }
        trouble = message;
      }
      await sleep(intervalMs(), undefined, { signal }).catch(() => undefined);
    }
  }

  async #serverConflict(
    servers: readonly { sourceServerId: string; hostname: string }[],
    held: readonly HeldClaim[],
  ): Promise<DrsError> {
    const holders = new Map(held.map(claim => [claim.key, claim.executionId]));
    const plans = new Map(
      await Promise.all(
        [...new Set(holders.values())].map(async id => {
          const state = await this.#journal.load(id);
          return [id, state.started.plan.planName] as const;
        }),
      ),
    );
    const details = servers.flatMap(
      ({ sourceServerId, hostname }): Finding[] => {
        const executionId = holders.get(serverClaim(sourceServerId));
        return executionId
          ? [
              {
                code: 'SERVER_CONFLICT',
                severity: 'BLOCKING',
                subject: { kind: 'server', id: sourceServerId, name: hostname },
                message: `${hostname} is in execution ${executionId} of ${plans.get(
                  executionId,
                )}`,
                remedy: 'Wait for the end of that execution, or cancel it',
              },
            ]
          : [];
      },
    );
    return new DrsError(
      'SERVER_CONFLICT',
      `${details.length} of the servers are in another execution`,
      details,
    );
  }
}

function messageOf(error: unknown): string {
  if (error instanceof LeadershipLost) {
    return 'Stopped acting: another replica leads';
  }
  return `The engine could not go on and will try again: ${
    error instanceof Error ? error.message : String(error)
  }`;
}

/** What an approval is bound to: the plan's version, and each server with its point in time. */
function serversDigest({ plan, waves }: StartRequest): string {
  const servers = waves.flatMap(wave =>
    wave.servers.map(({ sourceServerId, recoverySnapshotId = '' }) => [
      wave.waveNumber,
      sourceServerId,
      recoverySnapshotId,
    ]),
  );
  return createHash('sha256')
    .update(JSON.stringify([plan.planId, plan.version, servers]))
    .digest('hex');
}
