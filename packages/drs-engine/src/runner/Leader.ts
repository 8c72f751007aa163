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
import { admit } from '../domain/admission';
import { nextWake } from '../domain/effects';
import type { EventOf } from '../domain/events';
import { EXECUTION_TAG, INTENT_TAG, WAVE_TAG } from '../domain/observe';
import { serversOf } from '../domain/settle';
import type { ExecutionState } from '../domain/state';
import { UnreadableRow } from '../log/sealedRow';
import type { Clock } from '../ports/clock';
import {
  isSameScope,
  scopeKey,
  type DrsAccess,
  type ObservedJob,
  type Scope,
} from '../ports/drs';
import type { ExecutionLog } from '../ports/executionLog';
import type { Logger } from '../ports/logger';
import { AwsCalls } from './AwsCalls';
import { JobLogFollower } from './JobLogFollower';
import type { Journal } from './Journal';
import type { Leadership } from './Leadership';
import type { EngineSettings } from './settings';
import { WorkingSet } from './WorkingSet';

const MAX_EXECUTIONS_A_TICK = 500;
const PARALLEL_CALLS = 8;
const UNREADABLE_RETRY_MS = 60_000;
/** Jobs of others that are older than this and still run are not counted against the quotas. */
const FOREIGN_JOBS_SINCE_MS = 6 * 3_600_000;

/** The jobs of an account and Region, as seen at one time. */
interface ScopeView {
  readonly scope: Scope;
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

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#aws = new AwsCalls(options);
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
    await inParallel(due, execution => this.#takeUp(working, execution));

    const views = await this.#look(working);
    await this.#takeIn(working, views);
    await this.#launch(working, views);
    await this.#describeInstances(working);
    await this.#terminate(working);

    await inParallel(working.states, state =>
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

  /** Lets time pass for it. A log that cannot be read must not hold up all others. */
  async #takeUp(
    working: WorkingSet,
    { executionId, seq }: { executionId: string; seq: number },
  ): Promise<void> {
    try {
      await working.perform(executionId, { type: 'time-passed' });
    } catch (error) {
      if (!(error instanceof UnreadableRow)) {
        throw error;
      }
      this.#options.logger.error(error.message, { executionId });
      await this.#options.log.postpone(
        executionId,
        seq,
        new Date(this.#now().getTime() + UNREADABLE_RETRY_MS),
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
        const jobs = await this.#aws.read(scope, drs =>
          drs.describeJobs(new Date(since)),
        );
        return jobs && { scope, observedAt, jobs };
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
    await inParallel(
      working.wanted('observe-jobs', this.#now()),
      async ({ executionId, scope }) => {
        const view = views.get(scopeKey(scope));
        if (!view) {
          return;
        }
        const state = working.stateOf(executionId);
        const followed = await this.#aws.read(scope, drs =>
          this.#jobLogs.follow(state, scope, drs, view.jobs),
        );
        // Without the job logs a failure would be told without its reason.
        if (!followed) {
          return;
        }
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
    const verdicts = [...wishes].flatMap(([key, inScope]) => {
      const view = views.get(key);
      // Without a look at the account nothing is launched there.
      return view
        ? admit(
            inScope,
            view.jobs,
            unseenLaunches(working.states, view),
            this.#options.settings.limits,
          )
        : [];
    });
    await inParallel(verdicts, async verdict => {
      const { executionId, chunkId } = verdict.wish;
      if (!verdict.admitted) {
        const { reason } = verdict;
        await working.perform(executionId, { type: 'defer', chunkId, reason });
        return;
      }
      const events = await working.perform(executionId, {
        type: 'admit',
        chunkId,
      });
      const requested = events.find(event => event.type === 'LaunchRequested');
      if (requested) {
        await this.#startRecovery(working, executionId, requested);
      }
    });
  }

  async #startRecovery(
    working: WorkingSet,
    executionId: string,
    { chunkId, intentId }: EventOf<'LaunchRequested'>,
  ): Promise<void> {
    const { started, chunks } = working.stateOf(executionId);
    const chunk = chunks.get(chunkId);
    if (!chunk) {
      throw new Error(`Execution ${executionId} has no chunk ${chunkId}`);
    }
    const tags = {
      [EXECUTION_TAG]: executionId,
      [WAVE_TAG]: String(chunk.waveNumber),
      [INTENT_TAG]: intentId,
    };
    const answer = await this.#aws.change(
      { accountId: chunk.accountId, region: chunk.region },
      () => this.#assertMayCall(working),
      drs =>
        drs.startRecovery({
          sourceServerIds: chunk.sourceServerIds,
          isDrill: started.executionType === 'DRILL',
          tags: this.#options.settings.tagJobs ? tags : {},
        }),
    );
    if (answer) {
      await working.perform(executionId, {
        type: 'launch-answered',
        intentId,
        answer,
      });
    }
  }

  async #describeInstances(working: WorkingSet): Promise<void> {
    await inParallel(
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
    await inParallel(
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
        if (looked && standing.length > 0) {
          await this.#terminateInstances(working, executionId, scope, standing);
        }
      },
    );
  }

  async #terminateInstances(
    working: WorkingSet,
    executionId: string,
    scope: Scope,
    servers: readonly {
      sourceServerId: string;
      recoveryInstanceId?: string;
    }[],
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
    const answer = await this.#aws.change(
      scope,
      () => this.#assertMayCall(working),
      drs =>
        drs.terminateRecoveryInstances(
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

/** Sizes of launches that were asked for and that the view does not show yet. */
function unseenLaunches(
  states: readonly ExecutionState[],
  view: ScopeView,
): number[] {
  const shown = new Set(view.jobs.map(job => job.jobId));
  return states
    .flatMap(state => [...state.chunks.values()])
    .filter(chunk => isSameScope(chunk, view.scope))
    .filter(
      chunk =>
        chunk.status === 'REQUESTED' ||
        (chunk.status === 'STARTED' &&
          chunk.jobId !== undefined &&
          !shown.has(chunk.jobId)),
    )
    .map(chunk => chunk.sourceServerIds.length);
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
