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
  narrate,
  summarise,
  withCourse,
  type ExecutionEngine,
} from '@drs-orchestrator/drs-engine';
import type {
  Execution,
  ResponseOf,
  TerminationStatus,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { ExecutionAnswers } from './ExecutionAnswers';

/** What executions are told of. */
export interface ExecutionsOptions {
  engine: ExecutionEngine;
  listings: ExecutionListings;
  answers: ExecutionAnswers;
  authorizer: Authorizer;
}

/** Tells executions; what they do is the engine's. */
export class Executions {
  readonly #options: ExecutionsOptions;

  static create(options: ExecutionsOptions): Executions {
    return new Executions(options);
  }

  private constructor(options: ExecutionsOptions) {
    this.#options = options;
  }

  async list(
    { query }: ValidRequest<'list_executions'>,
    context: RequestContext,
  ): Promise<ResponseOf<'list_executions'>> {
    const { authorizer, listings } = this.#options;
    const judge = await authorizer.judge(['viewResources'], context);
    return listings.page({ ...query, allowed: judge.filter('viewResources') });
  }

  async get(executionId: string, context: RequestContext): Promise<Execution> {
    const { engine, answers } = this.#options;
    return answers.of(await engine.get(executionId), context);
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
    return { items: withCourse(describeWaves(state, jobLog), state, jobLog) };
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

  async termination(executionId: string): Promise<TerminationStatus> {
    return describeTermination(await this.#options.engine.get(executionId));
  }
}

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
