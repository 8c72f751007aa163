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
  EXECUTION_TAG,
  type DescribedRecoveryInstance,
  type Drs,
  type ExecutionEngine,
  type ExecutionState,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  executionSummarySchema,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { chunksOf } from '../../database/chunks';
import { fromJson } from '../../database/columns';

/** So many executions before a launch are looked through where its job tells none. */
const LOOKED_THROUGH = 20;

/** Which executions launched instances: a launch job of ours is tagged with its execution. */
export class LaunchingExecutions {
  readonly #knex: Knex;
  readonly #engine: ExecutionEngine;

  static create(options: {
    knex: Knex;
    engine: ExecutionEngine;
  }): LaunchingExecutions {
    return new LaunchingExecutions(options.knex, options.engine);
  }

  private constructor(knex: Knex, engine: ExecutionEngine) {
    this.#knex = knex;
    this.#engine = engine;
  }

  /**
   * By the instance's ID, as the jobs' tags say. Anybody who may tag in the AWS
   * account can write such a tag: good for a list, not for a decision.
   *
   * @throws AwsFailure
   */
  async told(
    instances: readonly DescribedRecoveryInstance[],
    drs: Drs,
  ): Promise<ReadonlyMap<string, ExecutionSummary>> {
    const tags = await executionTags(instances, drs);
    const ids = [...new Set(tags.values())].flatMap(tag => tag ?? []);
    const summaries = new Map<string, ExecutionSummary>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#knex('executions')
        .whereIn('execution_id', chunk)
        .select<{ summary: string }[]>('summary');
      for (const row of rows) {
        const summary = fromJson(executionSummarySchema, row.summary);
        summaries.set(summary.executionId, summary);
      }
    }
    return new Map(
      [...tags].flatMap(([instanceId, tag]) => {
        const summary = tag === undefined ? undefined : summaries.get(tag);
        return summary ? [[instanceId, summary] as const] : [];
      }),
    );
  }

  /**
   * The executions whose own logs say that they have these instances, by the
   * instance's ID. Where the job has no tag, as tagging can be switched off, the
   * last executions of the account before the launch are looked through.
   *
   * @throws AwsFailure
   */
  async proven(
    scope: Scope,
    instances: readonly DescribedRecoveryInstance[],
    drs: Drs,
  ): Promise<ReadonlyMap<string, ExecutionState>> {
    const tags = await executionTags(instances, drs);
    const states = new Map<string, Promise<ExecutionState | undefined>>();
    const load = (executionId: string) => {
      const known = states.get(executionId) ?? this.#load(executionId);
      states.set(executionId, known);
      return known;
    };
    const proven = new Map<string, ExecutionState>();
    for (const instance of instances) {
      if (!tags.has(instance.recoveryInstanceId)) {
        continue;
      }
      const tag = tags.get(instance.recoveryInstanceId);
      const candidates =
        tag === undefined ? await this.#lastOf(scope.accountId) : [tag];
      for (const executionId of candidates) {
        const state = await load(executionId);
        if (state && hasInstance(state, scope, instance)) {
          proven.set(instance.recoveryInstanceId, state);
          break;
        }
      }
    }
    return proven;
  }

  async #load(executionId: string): Promise<ExecutionState | undefined> {
    try {
      return await this.#engine.get(executionId);
    } catch (error) {
      if (error instanceof DrsError && error.code === 'EXECUTION_NOT_FOUND') {
        return undefined;
      }
      throw error;
    }
  }

  /** Hidden ones too: what they launched is as much there. */
  async #lastOf(accountId: string): Promise<string[]> {
    const rows = await this.#knex('executions')
      .where('account_id', accountId)
      .orderBy('started_at', 'desc')
      .limit(LOOKED_THROUGH)
      .select<{ execution_id: string }[]>('execution_id');
    return rows.map(row => row.execution_id);
  }
}

/** The tag of each instance's job, `undefined` where it has none; instances of jobs that are gone are left out. */
async function executionTags(
  instances: readonly DescribedRecoveryInstance[],
  drs: Drs,
): Promise<ReadonlyMap<string, string | undefined>> {
  const jobIds = [...new Set(instances.flatMap(({ jobId }) => jobId ?? []))];
  const jobs = new Map(
    (await drs.describeJobsById(jobIds)).map(job => [job.jobId, job]),
  );
  return new Map(
    instances.flatMap(({ recoveryInstanceId, jobId }) => {
      const job = jobId === undefined ? undefined : jobs.get(jobId);
      return job
        ? [
            [
              recoveryInstanceId,
              Object.hasOwn(job.tags, EXECUTION_TAG)
                ? job.tags[EXECUTION_TAG]
                : undefined,
            ] as const,
          ]
        : [];
    }),
  );
}

function hasInstance(
  state: ExecutionState,
  scope: Scope,
  instance: DescribedRecoveryInstance,
): boolean {
  const server = state.servers.get(instance.sourceServerId);
  return (
    server?.recoveryInstanceId === instance.recoveryInstanceId &&
    server.accountId === scope.accountId &&
    server.region === scope.region
  );
}
