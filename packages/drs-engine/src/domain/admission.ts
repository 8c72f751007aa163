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

import type { ObservedJob } from '../ports/drs';

/** What AWS allows in one account and Region (DRS service quotas L-D88FAC3A and L-05AFA8C6). */
export interface ScopeLimits {
  readonly concurrentJobs: number;
  readonly serversInJobs: number;
}

/** The values AWS documents; used where Service Quotas cannot be read. */
export const documentedLimits: ScopeLimits = {
  concurrentJobs: 20,
  serversInJobs: 500,
};

/** A chunk that wants to launch. */
export interface LaunchWish {
  readonly executionId: string;
  readonly chunkId: string;
  readonly sourceServerIds: readonly string[];
  /** Who waits longer goes first. */
  readonly waitingSince: string;
}

export type Verdict =
  | { wish: LaunchWish; admitted: true }
  | { wish: LaunchWish; admitted: false; reason: string };

/**
 * Decides over all executions of one account and Region which chunks may launch
 * now. First come, first served: a large chunk is not starved by small ones.
 *
 * @param jobs - jobs that DescribeJobs shows, whoever started them
 * @param unseen - sizes of launches that were asked for and show no job yet
 */
export function admit(
  wishes: readonly LaunchWish[],
  jobs: readonly ObservedJob[],
  unseen: readonly number[],
  limits: ScopeLimits,
): Verdict[] {
  const active = jobs.filter(job => job.status !== 'COMPLETED');
  const busy = new Map(
    active.flatMap(job =>
      job.servers.map(server => [server.sourceServerId, job.jobId]),
    ),
  );
  let jobCount = active.length + unseen.length;
  let serverCount =
    active.reduce((sum, job) => sum + job.servers.length, 0) +
    unseen.reduce((sum, size) => sum + size, 0);
  let full: string | undefined;

  return [...wishes]
    .sort((a, b) => a.waitingSince.localeCompare(b.waitingSince))
    .map((wish): Verdict => {
      const taken = wish.sourceServerIds.find(id => busy.has(id));
      if (taken) {
        return {
          wish,
          admitted: false,
          reason: `${taken} is in DRS job ${busy.get(taken)}`,
        };
      }
      full ??= reasonAgainst(wish, jobCount, serverCount, limits);
      if (full) {
        return { wish, admitted: false, reason: full };
      }
      jobCount += 1;
      serverCount += wish.sourceServerIds.length;
      return { wish, admitted: true };
    });
}

// Without numbers that change from look to look: each new reason is logged.
function reasonAgainst(
  wish: LaunchWish,
  jobCount: number,
  serverCount: number,
  limits: ScopeLimits,
): string | undefined {
  if (jobCount >= limits.concurrentJobs) {
    return `All ${limits.concurrentJobs} concurrent DRS jobs of the account and Region are in use`;
  }
  if (serverCount + wish.sourceServerIds.length > limits.serversInJobs) {
    return `The account and Region may have ${limits.serversInJobs} servers in DRS jobs at a time`;
  }
  return undefined;
}
