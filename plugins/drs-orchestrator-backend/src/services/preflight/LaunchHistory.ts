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

import type {
  ExecutionEngine,
  ExecutionState,
} from '@drs-orchestrator/drs-engine';
import {
  terminalExecutionStatuses,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { PastLaunch } from './prediction/expectLaunches';

/** So many of the plan's last executions are learnt from. */
const EXECUTIONS_OF_PLAN = 5;
/** So many of the account's last ones, for servers that other plans launched. */
const EXECUTIONS_OF_ACCOUNT = 10;
const KEPT_EXECUTIONS = 500;

/**
 * How long earlier launches took, from the logs of executions that have ended.
 * Little is added to a log after that, so each is read once and its durations
 * are kept until it is.
 */
export class LaunchHistory {
  readonly #engine: ExecutionEngine;
  readonly #listings: ExecutionListings;
  readonly #launches = new Map<string, readonly PastLaunch[]>();

  static create(options: {
    engine: ExecutionEngine;
    listings: ExecutionListings;
  }): LaunchHistory {
    return new LaunchHistory(options.engine, options.listings);
  }

  private constructor(engine: ExecutionEngine, listings: ExecutionListings) {
    this.#engine = engine;
    this.#listings = listings;
  }

  /** Launches of the plan's last executions, and of the last ones in its account. */
  async of(plan: { planId: string; accountId: string }): Promise<PastLaunch[]> {
    const status = [...terminalExecutionStatuses];
    const [ofPlan, ofAccount] = await Promise.all([
      this.#listings.page({
        planId: plan.planId,
        status,
        limit: EXECUTIONS_OF_PLAN,
      }),
      this.#listings.page({
        accountId: plan.accountId,
        status,
        limit: EXECUTIONS_OF_ACCOUNT,
      }),
    ]);
    const executions = new Map(
      [...ofPlan.items, ...ofAccount.items].map(summary => [
        summary.executionId,
        summary,
      ]),
    );
    const launches: PastLaunch[] = [];
    for (const summary of executions.values()) {
      launches.push(...(await this.#launchesOf(summary)));
    }
    return launches;
  }

  async #launchesOf({
    executionId,
    seq,
  }: ExecutionSummary): Promise<readonly PastLaunch[]> {
    const key = `${executionId}@${seq}`;
    const known = this.#launches.get(key);
    if (known) {
      return known;
    }
    const launches = await this.#engine.get(executionId).then(
      pastLaunches,
      // A log that cannot be read is the engine's to report: nothing is learnt of it.
      () => [],
    );
    this.#launches.set(key, launches);
    const [oldest] = this.#launches.keys();
    if (this.#launches.size > KEPT_EXECUTIONS && oldest !== undefined) {
      this.#launches.delete(oldest);
    }
    return launches;
  }
}

/** The launches of an execution that ended well, from the request to AWS until the server was up. */
export function pastLaunches(state: ExecutionState): PastLaunch[] {
  return [...state.servers.values()].flatMap((server): PastLaunch[] => {
    const job =
      server.jobId === undefined ? undefined : state.jobs.get(server.jobId);
    if (!job || server.launchTime === undefined) {
      return [];
    }
    const seconds =
      (Date.parse(server.launchTime) - Date.parse(job.askedAt)) / 1000;
    return seconds > 0
      ? [
          {
            accountId: server.accountId,
            region: server.region,
            sourceServerId: server.sourceServerId,
            planId: state.started.plan.planId,
            seconds,
            at: server.launchTime,
          },
        ]
      : [];
  });
}
