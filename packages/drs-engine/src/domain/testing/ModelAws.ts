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

import { isSameScope, type ObservedJob, type Scope } from '../../ports/drs';

interface ModelJob {
  scope: Scope;
  /** DescribeJobs does not show it before. */
  shownFrom: Date;
  job: {
    jobId: string;
    type: 'LAUNCH' | 'TERMINATE';
    status: 'STARTED' | 'COMPLETED';
    createdAt: string;
    servers: {
      sourceServerId: string;
      launchStatus: 'PENDING' | 'LAUNCHED' | 'FAILED' | 'TERMINATED';
      recoveryInstanceId?: string;
    }[];
    tags: Record<string, string>;
  };
}

/**
 * The rules of DRS that an engine can break, without its times: a server is in
 * one job at a time; jobs end with a status for each server.
 */
export class ModelAws {
  readonly #jobs: ModelJob[] = [];
  readonly #launches = new Map<string, number>();

  startRecovery(
    scope: Scope,
    sourceServerIds: readonly string[],
    now: Date,
    tags: Record<string, string>,
    shownFrom: Date = now,
  ): string {
    const jobId = this.#begin(
      'LAUNCH',
      scope,
      sourceServerIds,
      now,
      tags,
      shownFrom,
    );
    for (const id of sourceServerIds) {
      this.#launches.set(id, this.launchesOf(id) + 1);
    }
    return jobId;
  }

  terminate(
    scope: Scope,
    sourceServerIds: readonly string[],
    now: Date,
  ): string {
    return this.#begin('TERMINATE', scope, sourceServerIds, now, {}, now);
  }

  /** Whether one of the servers is in a job that nobody can know of yet. */
  isInHiddenJob(sourceServerIds: readonly string[], now: Date): boolean {
    return this.#jobs
      .filter(({ shownFrom }) => shownFrom > now)
      .filter(({ job }) => job.status !== 'COMPLETED')
      .some(({ job }) =>
        job.servers.some(server =>
          sourceServerIds.includes(server.sourceServerId),
        ),
      );
  }

  /** How often the server was launched, whatever came of it. */
  launchesOf(sourceServerId: string): number {
    return this.#launches.get(sourceServerId) ?? 0;
  }

  /** A running job goes on: the named servers of it fail, the others come up. */
  work(
    pick: number,
    failures: readonly boolean[],
    ends: boolean,
    now: Date,
  ): void {
    const running = this.#jobs
      .filter(({ job }) => job.status !== 'COMPLETED')
      .filter(({ shownFrom }) => shownFrom <= now);
    const next = running.at(pick % Math.max(running.length, 1));
    if (!next) {
      return;
    }
    next.job.servers.forEach((server, index) => {
      const decided = ends || index === 0;
      if (decided && server.launchStatus === 'PENDING') {
        this.#decideServer(
          next.job.type,
          server,
          failures[index % failures.length],
        );
      }
    });
    if (ends) {
      next.job.status = 'COMPLETED';
    }
  }

  /** Every running job ends well. */
  workAll(now: Date): void {
    this.#jobs.forEach(() => this.work(0, [false], true, now));
  }

  describeJobs(scope: Scope, withTags: boolean, now: Date): ObservedJob[] {
    return structuredClone(
      this.#jobs
        .filter(entry => isSameScope(entry.scope, scope))
        .filter(({ shownFrom }) => shownFrom <= now)
        .map(({ job }) => (withTags ? job : { ...job, tags: {} })),
    );
  }

  #decideServer(
    type: 'LAUNCH' | 'TERMINATE',
    server: ModelJob['job']['servers'][number],
    fails: boolean,
  ): void {
    if (type === 'TERMINATE') {
      server.launchStatus = 'TERMINATED';
    } else if (fails) {
      server.launchStatus = 'FAILED';
    } else {
      server.launchStatus = 'LAUNCHED';
      server.recoveryInstanceId = `i-${server.sourceServerId}`;
    }
  }

  #begin(
    type: 'LAUNCH' | 'TERMINATE',
    scope: Scope,
    sourceServerIds: readonly string[],
    now: Date,
    tags: Record<string, string>,
    shownFrom: Date,
  ): string {
    const busy = this.#jobs
      .filter(({ job }) => job.status !== 'COMPLETED')
      .flatMap(({ job }) => job.servers.map(server => server.sourceServerId));
    const conflict = sourceServerIds.find(id => busy.includes(id));
    if (conflict) {
      throw new Error(`${conflict} would be in two jobs`);
    }
    const jobId = `job-${this.#jobs.length + 1}`;
    this.#jobs.push({
      scope,
      shownFrom,
      job: {
        jobId,
        type,
        status: 'STARTED',
        createdAt: now.toISOString(),
        servers: sourceServerIds.map(sourceServerId => ({
          sourceServerId,
          launchStatus: 'PENDING',
        })),
        tags,
      },
    });
    return jobId;
  }
}
