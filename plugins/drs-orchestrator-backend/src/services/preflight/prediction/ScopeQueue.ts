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

/** What AWS allows in an account and Region, and what is taken of it when the execution starts. */
export interface ScopeCapacity {
  readonly concurrentJobs: number;
  readonly serversInJobs: number;
  readonly serversPerJob: number;
  /** Jobs that run already, and when each is expected to end, in seconds. */
  readonly occupied: readonly {
    readonly servers: number;
    readonly freeAfterSeconds: number;
  }[];
}

/** Servers of a wave that one DRS job is to launch. */
export interface Launch {
  readonly waveNumber: number;
  /** Since when it wants to. */
  readonly since: number;
  readonly launchSeconds: readonly number[];
}

/** The documented limit on servers in a job, where nothing else is known (L-B827C881). */
const SERVERS_PER_JOB = 100;

/**
 * The queue in front of the quotas of one account and Region: first come, first
 * served, and nobody passes, as the engine admits launches.
 */
export class ScopeQueue {
  readonly #jobLimit: number;
  readonly #serverLimit: number;
  readonly serversPerJob: number;
  #running: { servers: number; end: number }[];
  readonly #waiting: Launch[] = [];

  constructor(capacity: ScopeCapacity | undefined) {
    // A quota of nothing would be waited for without end; that it is too small
    // is told by a finding.
    this.#jobLimit = Math.max(
      1,
      capacity?.concurrentJobs ?? Number.POSITIVE_INFINITY,
    );
    this.#serverLimit = Math.max(
      1,
      capacity?.serversInJobs ?? Number.POSITIVE_INFINITY,
    );
    this.serversPerJob = Math.max(
      1,
      Math.min(capacity?.serversPerJob ?? SERVERS_PER_JOB, this.#serverLimit),
    );
    this.#running = (capacity?.occupied ?? []).map(
      ({ servers, freeAfterSeconds }) => ({ servers, end: freeAfterSeconds }),
    );
  }

  add(launch: Launch): void {
    this.#waiting.push(launch);
  }

  /** Takes those from the head of the queue that have room at that time. */
  admit(now: number): Launch[] {
    if (this.#waiting.length === 0) {
      return [];
    }
    this.#running = this.#running.filter(job => job.end > now);
    let servers = this.#running.reduce((sum, job) => sum + job.servers, 0);
    const admitted: Launch[] = [];
    for (
      let head = this.#waiting.at(0);
      head &&
      this.#running.length < this.#jobLimit &&
      servers + head.launchSeconds.length <= this.#serverLimit;
      head = this.#waiting.at(0)
    ) {
      this.#waiting.shift();
      admitted.push(head);
      servers += head.launchSeconds.length;
      this.#running.push({
        servers: head.launchSeconds.length,
        end: now + Math.max(...head.launchSeconds),
      });
    }
    return admitted;
  }
}
