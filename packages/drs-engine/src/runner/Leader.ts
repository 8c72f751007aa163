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
import { dueEffects, nextWake, type Effect } from '../domain/effects';
import type { EventOf, ExecutionEvent } from '../domain/events';
import { EXECUTION_TAG, INTENT_TAG, WAVE_TAG } from '../domain/observe';
import { serversOf } from '../domain/settle';
import type { ExecutionState } from '../domain/state';
import type { Input } from '../domain/decide';
import { UnreadableRow } from '../log/sealedRow';
import type { Clock } from '../ports/clock';
import {
  AwsFailure,
  isSameScope,
  scopeKey,
  type Drs,
  type DrsAccess,
  type ObservedJob,
  type Scope,
} from '../ports/drs';
import { LeadershipLost, type ExecutionLog } from '../ports/executionLog';
import type { Logger } from '../ports/logger';
import { refusalOf } from './answers';
import { JobLogFollower } from './JobLogFollower';
import { SYSTEM, type Journal } from './Journal';
import type { Leadership } from './Leadership';
import type { EngineSettings } from './settings';

const MAX_EXECUTIONS_A_TICK = 500;
const PARALLEL_CALLS = 8;
const UNREADABLE_RETRY_MS = 60_000;
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

/**
 * The one that observes, admits and acts, for all executions at once: one
 * DescribeJobs an account and Region, however many executions there are.
 */
export class Leader {
  readonly #journal: Journal;
  readonly #log: ExecutionLog;
  readonly #access: DrsAccess;
  readonly #leadership: Leadership;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #settings: EngineSettings;
  readonly #random: () => number;
  readonly #onJobLog: (executionId: string, seq: number) => void;
  readonly #jobLogs: JobLogFollower;
  /** Accounts and Regions that did not answer last time, to be told about once. */
  readonly #unreachable = new Set<string>();

  constructor(options: {
    journal: Journal;
    log: ExecutionLog;
    access: DrsAccess;
    leadership: Leadership;
    clock: Clock;
    logger: Logger;
    settings: EngineSettings;
    random: () => number;
    onJobLog: (executionId: string, seq: number) => void;
  }) {
    this.#journal = options.journal;
    this.#log = options.log;
    this.#access = options.access;
    this.#leadership = options.leadership;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#settings = options.settings;
    this.#random = options.random;
    this.#onJobLog = options.onJobLog;
    this.#jobLogs = new JobLogFollower(options.log);
  }

  /**
   * Brings every execution that is due as far as it goes now.
   *
   * @throws LeadershipLost where this replica does not lead (any more)
   */
  async tick(): Promise<void> {
    const due = await this.#log.due(this.#clock.now(), MAX_EXECUTIONS_A_TICK);
    if (due.length === 0) {
      return;
    }
    const current = new Map<string, ExecutionState>();
    await this.#inParallel(due, async ({ executionId, seq }) => {
      try {
        await this.#performOn(current, executionId, { type: 'time-passed' });
      } catch (error) {
        if (!(error instanceof UnreadableRow)) {
          throw error;
        }
        // One log that cannot be read must not hold up all other executions.
        this.#logger.error(error.message, { executionId });
        await this.#log.postpone(
          executionId,
          seq,
          new Date(this.#clock.now().getTime() + UNREADABLE_RETRY_MS),
        );
      }
    });
    const views = await this.#look(current);
    await this.#takeIn(current, views);
    await this.#launch(current, views);
    await this.#describeInstances(current);
    await this.#terminate(current);

    await this.#inParallel([...current.values()], state =>
      this.#log.postpone(
        state.executionId,
        state.seq,
        nextWake(state, this.#clock.now(), this.#settings.pollIntervalMs),
      ),
    );
  }

  /** Asks each account and Region once for all that anybody wants to know of its jobs. */
  async #look(
    current: ReadonlyMap<string, ExecutionState>,
  ): Promise<Map<string, ScopeView>> {
    const now = this.#clock.now();
    const since = new Map<string, { scope: Scope; since: number }>();
    for (const effect of effectsOf(current, now)) {
      if (effect.type === 'observe-jobs' || effect.type === 'launch') {
        const key = scopeKey(effect.scope);
        const oldest = Math.min(
          since.get(key)?.since ?? Infinity,
          effect.type === 'observe-jobs' ? Date.parse(effect.since) : Infinity,
          now.getTime() - FOREIGN_JOBS_SINCE_MS,
        );
        since.set(key, { scope: effect.scope, since: oldest });
      }
    }
    const views = await this.#inParallel(
      [...since.values()],
      ({ scope, since: oldest }) => this.#describe(scope, new Date(oldest)),
    );
    return new Map(
      views.flatMap(view => (view ? [[scopeKey(view.scope), view]] : [])),
    );
  }

  async #describe(scope: Scope, since: Date): Promise<ScopeView | undefined> {
    return this.#reading(scope, async drs => ({
      scope,
      drs,
      observedAt: this.#clock.now().toISOString(),
      jobs: await drs.describeJobs(since),
    }));
  }

  /** Lets each execution take in what was seen of its jobs. */
  async #takeIn(
    current: Map<string, ExecutionState>,
    views: ReadonlyMap<string, ScopeView>,
  ): Promise<void> {
    const effects = effectsOf(current, this.#clock.now());
    await this.#inParallel(effects, async effect => {
      const view = views.get(scopeKey(effect.scope));
      if (effect.type !== 'observe-jobs' || !view) {
        return;
      }
      const state = stateOf(current, effect.executionId);
      const followed = await this.#reading(view.scope, drs =>
        this.#jobLogs.follow(state, view.scope, drs, view.jobs),
      );
      if (!followed) {
        return;
      }
      const { events } = await this.#performOn(current, effect.executionId, {
        type: 'jobs-observed',
        scope: view.scope,
        observedAt: view.observedAt,
        jobs: view.jobs,
        failures: followed.failures,
      });
      if (followed.hasNews && events.length === 0) {
        this.#onJobLog(effect.executionId, state.seq);
      }
    });
  }

  /** Gives out what room there is, then launches; intent first, each call once. */
  async #launch(
    current: Map<string, ExecutionState>,
    views: ReadonlyMap<string, ScopeView>,
  ): Promise<void> {
    const wishes = effectsOf(current, this.#clock.now()).filter(
      effect => effect.type === 'launch',
    );
    const verdicts = [
      ...Map.groupBy(wishes, wish => scopeKey(wish.scope)),
    ].flatMap(([key, ofScope]) => {
      const view = views.get(key);
      // Without a look at the account nothing is launched there.
      return view
        ? admit(
            ofScope,
            view.jobs,
            unseenLaunches(current, view),
            this.#settings.limits,
          )
        : [];
    });

    await this.#inParallel(verdicts, async verdict => {
      const { executionId, chunkId } = verdict.wish;
      if (!verdict.admitted) {
        await this.#performOn(current, executionId, {
          type: 'defer',
          chunkId,
          reason: verdict.reason,
        });
        return;
      }
      const { events } = await this.#performOn(current, executionId, {
        type: 'admit',
        chunkId,
      });
      const requested = events.find(event => isLaunchOf(event, chunkId));
      if (requested) {
        await this.#startRecovery(current, executionId, requested);
      }
    });
  }

  async #startRecovery(
    current: Map<string, ExecutionState>,
    executionId: string,
    requested: EventOf<'LaunchRequested'>,
  ): Promise<void> {
    const state = stateOf(current, executionId);
    const chunk = state.chunks.get(requested.chunkId);
    if (!chunk) {
      return;
    }
    await this.#change(
      chunk,
      drs =>
        drs.startRecovery({
          sourceServerIds: chunk.sourceServerIds,
          isDrill: state.started.executionType === 'DRILL',
          tags: this.#settings.tagJobs
            ? {
                [EXECUTION_TAG]: executionId,
                [WAVE_TAG]: String(chunk.waveNumber),
                [INTENT_TAG]: requested.intentId,
              }
            : {},
        }),
      answer =>
        this.#performOn(current, executionId, {
          type: 'launch-answered',
          intentId: requested.intentId,
          answer,
        }),
    );
  }

  async #describeInstances(
    current: Map<string, ExecutionState>,
  ): Promise<void> {
    const effects = effectsOf(current, this.#clock.now());
    await this.#inParallel(effects, async effect => {
      if (effect.type === 'observe-instances') {
        await this.#observeInstances(
          current,
          effect.executionId,
          effect.scope,
          effect.sourceServerIds,
        );
      }
    });
  }

  async #observeInstances(
    current: Map<string, ExecutionState>,
    executionId: string,
    scope: Scope,
    sourceServerIds: readonly string[],
  ): Promise<boolean> {
    const instances = await this.#reading(scope, drs =>
      drs.describeRecoveryInstances(sourceServerIds),
    );
    if (!instances) {
      return false;
    }
    await this.#performOn(current, executionId, {
      type: 'instances-observed',
      sourceServerIds,
      instances,
    });
    return true;
  }

  /** Looks first which instances are still there, and still this execution's. */
  async #terminate(current: Map<string, ExecutionState>): Promise<void> {
    const effects = effectsOf(current, this.#clock.now());
    await this.#inParallel(effects, async effect => {
      if (effect.type !== 'terminate') {
        return;
      }
      const { executionId, scope } = effect;
      const looked = await this.#observeInstances(
        current,
        executionId,
        scope,
        effect.sourceServerIds,
      );
      const standing = serversOf(
        stateOf(current, executionId),
        effect.sourceServerIds,
      ).filter(
        server =>
          server.terminationRequested && server.instanceState === 'RUNNING',
      );
      if (!looked || standing.length === 0) {
        return;
      }
      const { events } = await this.#performOn(current, executionId, {
        type: 'terminate-intended',
        scope,
        sourceServerIds: standing.map(server => server.sourceServerId),
      });
      const intended = events.find(event => event.type === 'TerminateIntended');
      if (intended) {
        await this.#change(
          scope,
          drs =>
            drs.terminateRecoveryInstances(
              standing.flatMap(server => server.recoveryInstanceId ?? []),
            ),
          answer =>
            this.#performOn(current, executionId, {
              type: 'terminate-answered',
              intentId: intended.intentId,
              answer,
            }),
        );
      }
    });
  }

  /**
   * Makes a call that changes something, once. If whether it did is not known,
   * nothing is recorded: the intent stands, and its job will be looked for.
   */
  async #change(
    scope: Scope,
    call: (drs: Drs) => Promise<string>,
    record: (
      answer: Extract<Input, { type: 'launch-answered' }>['answer'],
    ) => Promise<unknown>,
  ): Promise<void> {
    let drs: Drs;
    try {
      drs = await this.#access.drs(scope);
    } catch (error) {
      // Nothing was asked of DRS yet: certainly not done.
      await record(refusalOf(asAwsFailure(error), this.#random()));
      return;
    }
    // The lease must outlast the call: else another leader might look for the
    // job before it is there.
    this.#epoch(this.#settings.callTimeoutMs);
    try {
      const jobId = await call(drs);
      await record({ kind: 'accepted', jobId });
    } catch (error) {
      const failure = asAwsFailure(error);
      if (failure.mayHaveHappened) {
        this.#logger.warn('AWS may or may not have done it; looking for it', {
          ...scope,
          code: failure.code,
        });
      } else {
        await record(refusalOf(failure, this.#random()));
      }
    }
  }

  /** Reads from an account; one that fails is told about, and harms no other. */
  async #reading<T>(
    scope: Scope,
    read: (drs: Drs) => Promise<T>,
  ): Promise<T | undefined> {
    const key = scopeKey(scope);
    try {
      const result = await read(await this.#access.drs(scope));
      if (this.#unreachable.delete(key)) {
        this.#logger.info('AWS answers again', { ...scope });
      }
      return result;
    } catch (error) {
      const failure = asAwsFailure(error);
      if (!this.#unreachable.has(key)) {
        this.#unreachable.add(key);
        this.#logger.warn(`AWS cannot be asked: ${failure.message}`, {
          ...scope,
          code: failure.code,
        });
      }
      return undefined;
    }
  }

  async #performOn(
    current: Map<string, ExecutionState>,
    executionId: string,
    input: Exclude<Input, { type: 'start' }>,
  ) {
    const result = await this.#perform(executionId, input);
    // Calls for one execution run beside each other; the furthest counts.
    const known = current.get(executionId);
    if (!known || known.seq <= result.state.seq) {
      current.set(executionId, result.state);
    }
    return result;
  }

  #perform(executionId: string, input: Exclude<Input, { type: 'start' }>) {
    return this.#journal.perform(executionId, SYSTEM, input, {
      epoch: this.#epoch(0),
    });
  }

  #epoch(forMilliseconds: number): number {
    const epoch = this.#leadership.epochFor(forMilliseconds);
    if (epoch === undefined) {
      throw new LeadershipLost();
    }
    return epoch;
  }

  /** All are tried; the first error is thrown when all are done. */
  async #inParallel<T, R>(
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
}

const effectsOf = (
  current: ReadonlyMap<string, ExecutionState>,
  now: Date,
): (Effect & { executionId: string })[] =>
  [...current.values()].flatMap(state =>
    dueEffects(state, now).map(effect => ({
      ...effect,
      executionId: state.executionId,
    })),
  );

function stateOf(
  current: ReadonlyMap<string, ExecutionState>,
  executionId: string,
): ExecutionState {
  const state = current.get(executionId);
  if (!state) {
    throw new Error(`Execution ${executionId} is not being worked on`);
  }
  return state;
}

/** Sizes of launches that were asked for and that the view does not show yet. */
function unseenLaunches(
  current: ReadonlyMap<string, ExecutionState>,
  view: ScopeView,
): number[] {
  const shown = new Set(view.jobs.map(job => job.jobId));
  return [...current.values()]
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

const isLaunchOf = (
  event: ExecutionEvent,
  chunkId: string,
): event is EventOf<'LaunchRequested'> =>
  event.type === 'LaunchRequested' && event.chunkId === chunkId;

/** Errors of the database, or of our own, are no answers of AWS. */
function asAwsFailure(error: unknown): AwsFailure {
  if (error instanceof AwsFailure) {
    return error;
  }
  throw error;
}
