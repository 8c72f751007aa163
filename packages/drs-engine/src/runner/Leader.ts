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

import type { ScopeLimits } from '../domain/admission';
import { isEnded } from '../domain/state';
import type { AwsAccess } from '../ports/awsAccess';
import type { Clock } from '../ports/clock';
import { scopeKey, type Scope } from '../ports/drs';
import type { ExecutionLog } from '../ports/executionLog';
import type { FreezeSwitch } from '../ports/freeze';
import type { HookRunner } from '../ports/hooks';
import type { Logger } from '../ports/logger';
import type { Probes } from '../ports/probes';
import { AwsCalls, type Silence } from './AwsCalls';
import { Background } from './Background';
import { HealthChecks } from './HealthChecks';
import { inParallel } from './inParallel';
import { Instances } from './Instances';
import { JobLogFollower } from './JobLogFollower';
import type { Journal } from './Journal';
import { Launches } from './Launches';
import { LaunchSettingsChanges } from './LaunchSettingsChanges';
import type { Leadership } from './Leadership';
import { ScopeQuotas } from './ScopeQuotas';
import type { ScopeView } from './ScopeView';
import type { EngineSettings } from './settings';
import { WaveHooks } from './WaveHooks';
import { WorkingSet } from './WorkingSet';

const MAX_EXECUTIONS_A_TICK = 500;
/** Jobs of others that are older than this and still run are not counted against the quotas. */
const FOREIGN_JOBS_SINCE_MS = 6 * 3_600_000;

/** What the leader is made of. */
export interface LeaderOptions {
  readonly journal: Journal;
  readonly log: ExecutionLog;
  readonly access: AwsAccess;
  readonly freeze: FreezeSwitch;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: EngineSettings;
  readonly random: () => number;
  /** Told when an execution's job log has grown though nothing was decided. */
  readonly onJobLog: (executionId: string, seq: number) => void;
  readonly webhooks: HookRunner;
  readonly probes: Probes;
  readonly limitsFor?: (scope: Scope) => Partial<ScopeLimits> | undefined;
  readonly onSilence?: (silence: Silence) => void;
}

/**
 * The one that observes, admits and acts, for all executions at once: one
 * DescribeJobs an account and Region, however many executions there are.
 */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #aws: AwsCalls;
  readonly #jobLogs: JobLogFollower;
  readonly #launches: Launches;
  readonly #instances: Instances;
  readonly #background: Background;
  readonly #launchSettings: LaunchSettingsChanges;
  readonly #health: HealthChecks;
  readonly #hooks: WaveHooks;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#aws = new AwsCalls({
      ...options,
      readLimitMs: options.settings.readLimitMs,
    });
    this.#jobLogs = new JobLogFollower(options);
    this.#background = new Background(options);
    const { settings, limitsFor } = options;
    const shared = {
      ...options,
      aws: this.#aws,
      background: this.#background,
    };
    this.#launches = new Launches({
      ...shared,
      quotas: new ScopeQuotas({
        ...shared,
        overridesFor: scope => {
          const own = limitsFor?.(scope);
          const everywhere = settings.limits;
          return {
            concurrentJobs: own?.concurrentJobs ?? everywhere?.concurrentJobs,
            serversInJobs: own?.serversInJobs ?? everywhere?.serversInJobs,
          };
        },
      }),
    });
    this.#instances = new Instances(shared);
    this.#launchSettings = new LaunchSettingsChanges(shared);
    this.#health = new HealthChecks(shared);
    this.#hooks = new WaveHooks(shared);
  }

  /** Comes back when nothing goes on beside the rounds any more. */
  idle(): Promise<void> {
    return this.#background.idle();
  }

  /**
   * Brings every execution that is due as far as it goes now.
   *
   * @throws LeadershipLost where this replica does not lead (any more)
   */
  async tick(): Promise<void> {
    const { log, settings } = this.#options;
    const due = await log.due(this.#now(), MAX_EXECUTIONS_A_TICK);
    if (due.length === 0) {
      return;
    }
    const working = new WorkingSet(this.#options);
    await working.takeUp(due);
    await this.#freeze(working);

    // What AWS did comes before what the time did: a launch that ended while
    // nobody looked is no time-out.
    const views = await this.#look(working, new Map());
    await this.#takeIn(working, views);
    await working.forEach(working.states, ({ executionId }) =>
      working.perform(executionId, { type: 'time-passed' }),
    );
    // A wave that has just become possible may launch where nobody had looked.
    const more = await this.#look(working, views);
    await this.#takeIn(working, more);
    await this.#freeze(working);
    this.#launchSettings.change(working);
    await this.#launches.launch(working, new Map([...views, ...more]), () =>
      this.#freeze(working),
    );
    await this.#instances.describe(working);
    await this.#instances.terminate(working);
    this.#health.check(working);
    await this.#freeze(working);
    await this.#hooks.run(working);
    this.#hooks.observe(working);

    await working.forEach(working.states, state =>
      log.postpone(
        state.executionId,
        state.seq,
        working.nextWake(state, this.#now(), settings.pollIntervalMs),
      ),
    );
  }

  /**
   * The switch holds and releases every run. It is read before each thing that
   * begins: looks and launches take their time, and it may be flipped meanwhile.
   */
  async #freeze(working: WorkingSet): Promise<void> {
    const { active, reason } = await this.#options.freeze.current();
    await working.forEach(
      working.states.filter(
        state =>
          !isEnded(state) &&
          !state.stop &&
          state.holds.has('FREEZE') !== active,
      ),
      ({ executionId }) =>
        working.perform(executionId, { type: 'freeze', active, reason }),
    );
  }

  /**
   * Who wants to know of jobs: also who is about to launch, for a log that was
   * restored from a backup does not know what it has launched.
   */
  #lookers(working: WorkingSet) {
    const now = this.#now();
    return [
      ...working.wanted('observe-jobs', now),
      ...working.wanted('launch', now),
    ];
  }

  #now(): Date {
    return this.#options.clock.now();
  }

  /**
   * Asks each account and Region once for all that anybody wants to know of its
   * jobs and that was not seen in this round.
   */
  async #look(
    working: WorkingSet,
    seen: ReadonlyMap<string, ScopeView>,
  ): Promise<Map<string, ScopeView>> {
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
    for (const { scope, since } of this.#lookers(working)) {
      const view = seen.get(scopeKey(scope));
      if (!view || view.since > Date.parse(since)) {
        want(scope, Date.parse(since));
      }
    }
    const views = await inParallel(
      [...oldest.values()],
      async ({ scope, since }): Promise<ScopeView | undefined> => {
        const observedAt = this.#now().toISOString();
        return this.#aws.read(scope, async drs => ({
          scope,
          drs,
          since,
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
    const lookers = new Map(
      this.#lookers(working).map(looker => [
        `${looker.executionId} ${scopeKey(looker.scope)}`,
        looker,
      ]),
    );
    await working.forEach(
      [...lookers.values()],
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
}
