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

import type { LaunchSettings } from '../events';
import {
  isSameScope,
  type ObservedInstance,
  type ObservedJob,
  type Scope,
} from '../../ports/drs';

interface ModelJob {
  scope: Scope;
  /** DescribeJobs does not show it before. */
  shownFrom: Date;
  isDrill: boolean;
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

/** How DRS would launch every server of the model before anybody changes it. */
const initialSettings: LaunchSettings = {
  subnetId: 'subnet-production',
  securityGroupIds: ['sg-production'],
  instanceType: 't3.small',
  launchDisposition: 'STARTED',
};

/**
 * The rules of AWS that an engine can break, without its times: a server is in
 * one job at a time; jobs end with a status for each server; a launch deletes
 * the instance of the one before; launch settings stay as they were set.
 */
export class ModelAws {
  readonly #jobs: ModelJob[] = [];
  readonly #launches = new Map<string, number>();
  readonly #instances = new Map<string, ObservedInstance>();
  readonly #settings = new Map<string, LaunchSettings>();

  /** @returns the job's ID, or why it is refused */
  startRecovery(
    launch: {
      scope: Scope;
      sourceServerIds: readonly string[];
      isDrill: boolean;
      tags: Record<string, string>;
    },
    now: Date,
    shownFrom: Date = now,
  ): { jobId: string } | { refused: 'conflict' } {
    const { sourceServerIds } = launch;
    if (this.isBusy(sourceServerIds)) {
      return { refused: 'conflict' };
    }
    for (const id of sourceServerIds) {
      this.#launches.set(id, this.launchesOf(id) + 1);
      this.#instances.delete(id);
    }
    return { jobId: this.#begin('LAUNCH', launch, now, shownFrom) };
  }

  /** @returns the job's ID, or why it is refused */
  terminate(
    scope: Scope,
    sourceServerIds: readonly string[],
    now: Date,
  ): { jobId: string } | { refused: 'conflict' } {
    return this.isBusy(sourceServerIds)
      ? { refused: 'conflict' }
      : {
          jobId: this.#begin(
            'TERMINATE',
            { scope, sourceServerIds, isDrill: false, tags: {} },
            now,
            now,
          ),
        };
  }

  /** @param type - of the jobs that count; absent: any */
  isBusy(
    sourceServerIds: readonly string[],
    type?: 'LAUNCH' | 'TERMINATE',
  ): boolean {
    return this.#jobs.some(
      ({ job }) =>
        job.status !== 'COMPLETED' &&
        (type === undefined || job.type === type) &&
        job.servers.some(server =>
          sourceServerIds.includes(server.sourceServerId),
        ),
    );
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

  /** LAUNCH jobs that are there, shown or not. */
  launchJobIds(): string[] {
    return this.#jobs
      .filter(({ job }) => job.type === 'LAUNCH')
      .map(({ job }) => job.jobId);
  }

  /** Somebody launched it for real, before this execution. */
  putLiveInstance(sourceServerId: string): void {
    this.#instances.set(sourceServerId, {
      recoveryInstanceId: `i-live-${sourceServerId}`,
      sourceServerId,
      isDrill: false,
    });
  }

  instanceOf(sourceServerId: string): ObservedInstance | undefined {
    return this.#instances.get(sourceServerId);
  }

  describeInstances(sourceServerIds: readonly string[]): ObservedInstance[] {
    return sourceServerIds.flatMap(id => this.#instances.get(id) ?? []);
  }

  settingsOf(sourceServerId: string): LaunchSettings {
    return this.#settings.get(sourceServerId) ?? initialSettings;
  }

  changeSettings(sourceServerId: string, to: LaunchSettings): void {
    this.#settings.set(sourceServerId, {
      ...this.settingsOf(sourceServerId),
      ...to,
    });
  }

  /** A running job goes on: the named servers of it fail, the others come up. */
  work(
    pick: number,
    failures: readonly boolean[],
    ends: boolean,
    now: Date,
  ): void {
    const running = this.#running(now);
    const next = running.at(pick % Math.max(running.length, 1));
    if (next) {
      this.#work(next, failures, ends);
    }
  }

  /** Every running job ends well. */
  workAll(now: Date): void {
    this.#running(now).forEach(job => this.#work(job, [false], true));
  }

  describeJobs(scope: Scope, withTags: boolean, now: Date): ObservedJob[] {
    return this.#jobs
      .filter(entry => isSameScope(entry.scope, scope))
      .filter(({ shownFrom }) => shownFrom <= now)
      .map(({ job }) => ({
        ...job,
        servers: job.servers.map(server => ({ ...server })),
        tags: withTags ? job.tags : {},
      }));
  }

  #running(now: Date): ModelJob[] {
    return this.#jobs.filter(
      ({ job, shownFrom }) => job.status !== 'COMPLETED' && shownFrom <= now,
    );
  }

  #work(job: ModelJob, failures: readonly boolean[], ends: boolean): void {
    job.job.servers.forEach((server, index) => {
      const decided = ends || index === 0;
      if (decided && server.launchStatus === 'PENDING') {
        this.#decideServer(job, server, failures[index % failures.length]);
      }
    });
    if (ends) {
      job.job.status = 'COMPLETED';
    }
  }

  #decideServer(
    { job: { type, jobId }, isDrill }: ModelJob,
    server: ModelJob['job']['servers'][number],
    fails: boolean,
  ): void {
    const { sourceServerId } = server;
    if (type === 'TERMINATE') {
      server.launchStatus = 'TERMINATED';
      this.#instances.delete(sourceServerId);
    } else if (fails) {
      server.launchStatus = 'FAILED';
    } else {
      server.launchStatus = 'LAUNCHED';
      server.recoveryInstanceId = `i-${sourceServerId}-${jobId}`;
      this.#instances.set(sourceServerId, {
        recoveryInstanceId: server.recoveryInstanceId,
        sourceServerId,
        isDrill,
        jobId,
        privateIp: '10.0.0.1',
      });
    }
  }

  #begin(
    type: 'LAUNCH' | 'TERMINATE',
    asked: {
      scope: Scope;
      sourceServerIds: readonly string[];
      isDrill: boolean;
      tags: Record<string, string>;
    },
    now: Date,
    shownFrom: Date,
  ): string {
    const jobId = `job-${this.#jobs.length + 1}`;
    this.#jobs.push({
      scope: asked.scope,
      shownFrom,
      isDrill: asked.isDrill,
      job: {
        jobId,
        type,
        status: 'STARTED',
        createdAt: now.toISOString(),
        servers: asked.sourceServerIds.map(sourceServerId => ({
          sourceServerId,
          launchStatus: 'PENDING',
        })),
        tags: asked.tags,
      },
    });
    return jobId;
  }
}
