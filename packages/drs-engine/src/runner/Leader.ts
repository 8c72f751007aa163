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

import pLimit from 'p-limit';
import { admit, type LaunchWish } from '../domain/admission';
import { nextWake } from '../domain/effects';
import type { EventOf } from '../domain/events';
import { EXECUTION_TAG, INTENT_TAG, WAVE_TAG } from '../domain/observe';
import { serversOf } from '../domain/settle';
import type { ServerState } from '../domain/state';
import type { Clock } from '../ports/clock';
import {
  scopeKey,
  type Drs,
  type DrsAccess,
  type ObservedInstance,
  type ObservedJob,
  type Scope,
} from '../ports/drs';
import { LeadershipLost, type ExecutionLog } from '../ports/executionLog';
import type { Logger } from '../ports/logger';
import { AwsCalls } from './AwsCalls';
import { Flights } from './Flights';
import { JobLogFollower } from './JobLogFollower';
import type { Journal } from './Journal';
import type { Leadership } from './Leadership';
import type { EngineSettings } from './settings';
import { WorkingSet } from './WorkingSet';

const MAX_EXECUTIONS_A_TICK = 500;
const PARALLEL_CALLS = 8;
const PUT_OFF_MS = 15_000;
/** Jobs of others that are older than this and still run are not counted against the quotas. */
const FOREIGN_JOBS_SINCE_MS = 6 * 3_600_000;

/** The jobs of an account and Region, as seen at one time. */
interface ScopeView {
  readonly scope: Scope;
  readonly drs: Drs;
  /** Taken before the question: what happened later may be missing. */
  readonly observedAt: string;
  readonly jobs: readonly ObservedJob[];
}

/** What the leader is made of. */
export interface LeaderOptions {
  readonly journal: Journal;
  readonly log: ExecutionLog;
  readonly access: DrsAccess;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: EngineSettings;
  readonly random: () => number;
  /** Told when an execution's job log has grown though nothing was decided. */
  readonly onJobLog: (executionId: string, seq: number) => void;
}

/**
 * The one that observes, admits and acts, for all executions at once: one
 * DescribeJobs an account and Region, however many executions there are.
 */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #aws: AwsCalls;
  readonly #jobLogs: JobLogFollower;
  readonly #flights = new Flights();

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#aws = new AwsCalls({
      ...options,
      readLimitMs: options.settings.readLimitMs,
    });
    this.#jobLogs = new JobLogFollower(options.log);
  }

  /**
   * Brings every execution that is due as far as it goes now.
   *
   * @throws LeadershipLost where this replica does not lead (any more)
   */
  async tick(): Promise<void> {
    const { log, journal, leadership, settings } = this.#options;
    const due = await log.due(this.#now(), MAX_EXECUTIONS_A_TICK);
    if (due.length === 0) {
      return;
    }
    const working = new WorkingSet(journal, leadership);
    await inParallel(due, ({ executionId, seq }) =>
      this.#guarded(working, executionId, seq, () =>
        working.takeUp(executionId),
      ),
    );

    // What AWS did comes before what the time did: a launch that ended while
    // nobody looked is no time-out.
    const views = await this.#look(working);
    await this.#takeIn(working, views);
    await this.#forEach(working, working.states, ({ executionId }) =>
      working.perform(executionId, { type: 'time-passed' }),
    );
    await this.#launch(working, views);
    await this.#describeInstances(working);
    await this.#terminate(working);

    await this.#forEach(working, working.states, state =>
      log.postpone(
        state.executionId,
        state.seq,
        nextWake(state, this.#now(), settings.pollIntervalMs),
      ),
    );
  }

  #now(): Date {
    return this.#options.clock.now();
  }

  /** Does it for each that is still worked on. */
  async #forEach<T extends { readonly executionId: string }>(
    working: WorkingSet,
    items: readonly T[],
    work: (item: T) => Promise<unknown>,
  ): Promise<void> {
    await inParallel(items, async item => {
      const { executionId } = item;
      if (working.has(executionId)) {
        const { seq } = working.stateOf(executionId);
        await this.#guarded(working, executionId, seq, () => work(item));
      }
    });
  }

  /** An execution that cannot be worked on must not hold up all others. */
  async #guarded(
    working: WorkingSet,
    executionId: string,
    seq: number,
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof LeadershipLost) {
        throw error;
      }
      working.drop(executionId);
      this.#options.logger.error(
        `An execution could not be worked on and is put off: ${
          error instanceof Error ? error.message : String(error)
        }`,
        { executionId },
      );
      // Where the database is what failed, so does this, and the round ends.
      await this.#options.log.postpone(
        executionId,
        seq,
        new Date(this.#now().getTime() + PUT_OFF_MS),
      );
    }
  }

  /** Asks each account and Region once for all that anybody wants to know of its jobs. */
  async #look(working: WorkingSet): Promise<Map<string, ScopeView>> {
    const now = this.#now();
    const oldest = new Map<string, { scope: Scope; since: number }>();
    const want = (scope: Scope, since: number) => {
      const key = scopeKey(scope);
      oldest.set(key, {
        scope,
        since: Math.min(
          since,
          oldest.get(key)?.since ?? now.getTime() - FOREIGN_JOBS_SINCE_MS,
        ),
      });
    };
    for (const { scope, since } of working.wanted('observe-jobs', now)) {
      want(scope, Date.parse(since));
    }
    for (const { scope } of working.wanted('launch', now)) {
      want(scope, now.getTime());
    }
    const views = await inParallel(
      [...oldest.values()],
      async ({ scope, since }): Promise<ScopeView | undefined> => {
        const observedAt = this.#now().toISOString();
        return this.#aws.read(scope, async drs => ({
          scope,
          drs,
          observedAt,
          jobs: await drs.describeJobs(new Date(since)),
        }));
      },
    );
    return new Map(
      views.flatMap(view => (view ? [[scopeKey(view.scope), view]] : [])),
    );
  }

  /** Lets each execution take in what was seen of its jobs. */
  async #takeIn(
    working: WorkingSet,
    views: ReadonlyMap<string, ScopeView>,
  ): Promise<void> {
    await this.#forEach(
      working,
      working.wanted('observe-jobs', this.#now()),
      async ({ executionId, scope }) => {
        const view = views.get(scopeKey(scope));
        if (!view) {
          return;
        }
        const state = working.stateOf(executionId);
        const followed = await this.#jobLogs.follow(
          state,
          scope,
          view.drs,
          view.jobs,
        );
        const events = await working.perform(executionId, {
          type: 'jobs-observed',
          scope,
          observedAt: view.observedAt,
          jobs: view.jobs,
          failures: followed.failures,
        });
        if (followed.hasNews && events.length === 0) {
          this.#options.onJobLog(executionId, state.seq);
        }
      },
    );
  }

  /** Gives out what room there is, then launches; intent first, each call once. */
  async #launch(
    working: WorkingSet,
    views: ReadonlyMap<string, ScopeView>,
  ): Promise<void> {
    const wishes = Map.groupBy(
      working.wanted('launch', this.#now()),
      ({ scope }) => scopeKey(scope),
    );
    await inParallel([...wishes], async ([key, inScope]) => {
      const view = views.get(key);
      if (!view) {
        // Without a look at the account nothing is launched there.
        await this.#defer(working, inScope, inScope[0].scope);
        return;
      }
      const verdicts = admit(
        inScope,
        view.jobs,
        this.#flights.unseen(view),
        this.#options.settings.limits,
      );
      const admitted = verdicts.filter(verdict => verdict.admitted);
      const live = await this.#liveInstances(
        view.scope,
        admitted.flatMap(({ wish }) => wish.sourceServerIds),
      );
      if (!live) {
        await this.#defer(working, inScope, view.scope);
        return;
      }
      await this.#forEach(
        working,
        verdicts.map(verdict => ({ ...verdict, ...verdict.wish })),
        async verdict => {
          const { executionId, chunkId } = verdict;
          if (verdict.admitted) {
            await this.#launchChunk(working, view, live, verdict);
          } else {
            const { reason } = verdict;
            await working.perform(executionId, {
              type: 'defer',
              chunkId,
              reason,
            });
          }
        },
      );
    });
  }

  async #defer(
    working: WorkingSet,
    wishes: readonly LaunchWish[],
    scope: Scope,
  ): Promise<void> {
    const reason = `AWS cannot be asked: ${this.#aws.silence(scope)}`;
    await this.#forEach(working, wishes, ({ executionId, chunkId }) =>
      working.perform(executionId, { type: 'defer', chunkId, reason }),
    );
  }

  /** Instances that people may run on. A launch would delete them first. */
  async #liveInstances(
    scope: Scope,
    sourceServerIds: readonly string[],
  ): Promise<readonly ObservedInstance[] | undefined> {
    if (sourceServerIds.length === 0) {
      return [];
    }
    const instances = await this.#aws.read(scope, drs =>
      drs.describeRecoveryInstances(sourceServerIds),
    );
    return instances?.filter(instance => !instance.isDrill);
  }

  async #launchChunk(
    working: WorkingSet,
    view: ScopeView,
    live: readonly ObservedInstance[],
    { executionId, chunkId, sourceServerIds }: LaunchWish,
  ): Promise<void> {
    const instances = live.filter(instance =>
      sourceServerIds.includes(instance.sourceServerId),
    );
    if (instances.length > 0) {
      await working.perform(executionId, {
        type: 'live-instances-found',
        instances,
      });
    }
    const events = await working.perform(executionId, {
      type: 'admit',
      chunkId,
    });
    const requested = events.find(event => event.type === 'LaunchRequested');
    if (requested) {
      await this.#startRecovery(working, view, executionId, requested);
    }
  }

  async #startRecovery(
    working: WorkingSet,
    { scope, drs }: ScopeView,
    executionId: string,
    requested: EventOf<'LaunchRequested'>,
  ): Promise<void> {
    const { chunkId, intentId, sourceServerIds, answerBy } = requested;
    const { started, chunks } = working.stateOf(executionId);
    const tags = {
      [EXECUTION_TAG]: executionId,
      [WAVE_TAG]: String(chunks.get(chunkId)?.waveNumber),
      [INTENT_TAG]: intentId,
    };
    this.#assertMayCall(working);
    this.#flights.begin(intentId, {
      scope,
      servers: sourceServerIds.length,
      until: Date.parse(answerBy),
    });
    const answer = await this.#aws.change(
      scope,
      drs,
      requested.attempt,
      client =>
        client.startRecovery({
          sourceServerIds,
          isDrill: started.executionType === 'DRILL',
          tags: this.#options.settings.tagJobs ? tags : {},
        }),
    );
    if (answer) {
      this.#flights.answered(
        intentId,
        answer.kind === 'accepted' ? answer.jobId : undefined,
      );
      await working.perform(executionId, {
        type: 'launch-answered',
        intentId,
        answer,
      });
    }
  }

  async #describeInstances(working: WorkingSet): Promise<void> {
    await this.#forEach(
      working,
      working.wanted('observe-instances', this.#now()),
      ({ executionId, scope, sourceServerIds }) =>
        this.#observeInstances(working, executionId, scope, sourceServerIds),
    );
  }

  /** @returns whether the account could be asked */
  async #observeInstances(
    working: WorkingSet,
    executionId: string,
    scope: Scope,
    sourceServerIds: readonly string[],
  ): Promise<boolean> {
    const instances = await this.#aws.read(scope, drs =>
      drs.describeRecoveryInstances(sourceServerIds),
    );
    if (instances) {
      await working.perform(executionId, {
        type: 'instances-observed',
        sourceServerIds,
        instances,
      });
    }
    return instances !== undefined;
  }

  /** Looks first which instances are still there, and still this execution's. */
  async #terminate(working: WorkingSet): Promise<void> {
    await this.#forEach(
      working,
      working.wanted('terminate', this.#now()),
      async ({ executionId, scope, sourceServerIds }) => {
        const looked = await this.#observeInstances(
          working,
          executionId,
          scope,
          sourceServerIds,
        );
        const standing = serversOf(
          working.stateOf(executionId),
          sourceServerIds,
        ).filter(
          server =>
            server.terminationRequested && server.instanceState === 'RUNNING',
        );
        const drs =
          looked && standing.length > 0
            ? await this.#aws.read(scope, async client => client)
            : undefined;
        if (drs) {
          await this.#terminateInstances(
            working,
            executionId,
            scope,
            drs,
            standing,
          );
        }
      },
    );
  }

  async #terminateInstances(
    working: WorkingSet,
    executionId: string,
    scope: Scope,
    drs: Drs,
    servers: readonly ServerState[],
  ): Promise<void> {
    const events = await working.perform(executionId, {
      type: 'terminate-intended',
      scope,
      sourceServerIds: servers.map(server => server.sourceServerId),
    });
    const intended = events.find(event => event.type === 'TerminateIntended');
    if (!intended) {
      return;
    }
    this.#assertMayCall(working);
    const answer = await this.#aws.change(
      scope,
      drs,
      Math.max(...servers.map(server => server.terminationAttempts)) + 1,
      client =>
        client.terminateRecoveryInstances(
          servers.flatMap(server => server.recoveryInstanceId ?? []),
        ),
    );
    if (answer) {
      await working.perform(executionId, {
        type: 'terminate-answered',
        intentId: intended.intentId,
        answer,
      });
    }
  }

  /**
   * The lease must outlast the call: else another leader might look for its job
   * before it is there.
   */
  #assertMayCall(working: WorkingSet): void {
    working.leadFor(this.#options.settings.callTimeoutMs);
  }
}

/** All are tried; the first error is thrown when all are done. */
async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const limit = pLimit(PARALLEL_CALLS);
  const results = await Promise.allSettled(
    items.map(item => limit(() => work(item))),
  );
  return results.map(result => {
    if (result.status === 'rejected') {
      throw result.reason;
    }
    return result.value;
  });
}
