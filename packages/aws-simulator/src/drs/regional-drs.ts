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

import { Job } from './job';
import { RecoveryInstance } from './recovery-instance';
import { SourceServer } from './source-server';

/** What DRS holds in one account and Region where it has been initialised. */
export class RegionalDrs {
  readonly accountId: string;
  readonly region: string;
  #servers: readonly SourceServer[];
  readonly #serversById: Map<string, SourceServer>;
  /** In order of creation. */
  readonly jobs: Job[] = [];
  readonly #jobsById = new Map<string, Job>();
  readonly recoveryInstances = new Map<string, RecoveryInstance>();

  constructor(
    accountId: string,
    region: string,
    servers: readonly SourceServer[],
  ) {
    this.accountId = accountId;
    this.region = region;
    this.#servers = inOrder(servers);
    this.#serversById = new Map(this.#servers.map(s => [s.id, s]));
  }

  /** In ascending order of ID. */
  get servers(): readonly SourceServer[] {
    return this.#servers;
  }

  addServer(server: SourceServer): void {
    this.#servers = inOrder([...this.#servers, server]);
    this.#serversById.set(server.id, server);
  }

  server(sourceServerId: string): SourceServer | undefined {
    return this.#serversById.get(sourceServerId);
  }

  job(jobId: string): Job | undefined {
    return this.#jobsById.get(jobId);
  }

  addJob(job: Job): void {
    this.jobs.push(job);
    this.#jobsById.set(job.id, job);
  }

  /** Jobs that are not over; at most 20 at a time. */
  activeJobs(): Job[] {
    return this.jobs.filter(job => job.status !== 'COMPLETED');
  }
}

function inOrder(servers: readonly SourceServer[]): SourceServer[] {
  return [...servers].sort((a, b) => (a.id < b.id ? -1 : 1));
}
