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

/** One launch of one source server that truly took effect. */
export type Launch = {
  sourceServerId: string;
  hostname: string;
  accountId: string;
  region: string;
  jobId: string;
  isDrill: boolean;
  /** When StartRecovery took effect (ISO 8601). */
  time: string;
  /** The tags that the job was started with. */
  tags: Record<string, string>;
  /** The request that started it, also if its answer was lost. */
  requestId: string;
};

export type LaunchFilter = Partial<
  Pick<Launch, 'sourceServerId' | 'accountId' | 'region' | 'jobId'>
>;

/** The simulator's own record of launches, to hold "exactly once" against. */
export class LaunchRecord {
  #launches: Launch[] = [];

  add(launch: Launch): void {
    this.#launches.push(launch);
  }

  list(filter: LaunchFilter = {}): Launch[] {
    return this.#launches.filter(
      launch =>
        (filter.sourceServerId ?? launch.sourceServerId) ===
          launch.sourceServerId &&
        (filter.accountId ?? launch.accountId) === launch.accountId &&
        (filter.region ?? launch.region) === launch.region &&
        (filter.jobId ?? launch.jobId) === launch.jobId,
    );
  }

  clear(): void {
    this.#launches = [];
  }
}
