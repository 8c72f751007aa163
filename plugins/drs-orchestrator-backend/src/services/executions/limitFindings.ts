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
  scopeKey,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  type Finding,
  type Quota,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ResolvedWaves } from '../recoveryPlans/resolveWaves';

const quotaOf = (
  quotas: readonly Quota[],
  name: Quota['name'],
): { value: number; used: number } => {
  const quota = quotas.find(candidate => candidate.name === name);
  return {
    value: quota?.value ?? Number.POSITIVE_INFINITY,
    used: quota?.used ?? 0,
  };
};

/** The servers that would be launched first: those of the waves that wait for no other. */
export function firstLaunches(
  resolved: ResolvedWaves<Wave>,
): ObservedSourceServer[] {
  const waves = resolved.waves.map(({ wave }) => wave);
  return resolved.waves.flatMap(({ wave, servers }, index) =>
    dependenciesOf(waves, index).length > 0
      ? []
      : servers.slice(0, wave.parallelism).map(({ server }) => server),
  );
}

/**
 * Accounts and Regions in which AWS's quotas leave no room now for what a start
 * would launch first.
 *
 * @param quotas - with their use, by account and Region
 */
export function limitFindings(
  servers: readonly ObservedSourceServer[],
  quotas: ReadonlyMap<string, readonly Quota[]>,
): Finding[] {
  return [...Map.groupBy(servers, scopeKey)].flatMap(
    ([key, inScope]): Finding[] => {
      const [{ accountId, region }] = inScope;
      const known = quotas.get(key) ?? [];
      const perJob = quotaOf(known, 'SERVERS_IN_ONE_JOB').value;
      const jobs = quotaOf(known, 'CONCURRENT_JOBS');
      const inJobs = quotaOf(known, 'SERVERS_IN_ALL_JOBS');
      const newJobs = Math.ceil(inScope.length / perJob) || 1;
      const exceeded = (message: string): Finding => ({
        code: 'DRS_LIMIT_EXCEEDED',
        severity: 'BLOCKING',
        subject: { kind: 'account', id: accountId },
        message,
        remedy: 'Start it later, or let it wait: "onLimit": "QUEUE"',
      });
      return [
        ...(jobs.used + newJobs > jobs.value
          ? [
              exceeded(
                `${jobs.used} of ${jobs.value} DRS jobs of account ${accountId} in ${region} are in use, and ${newJobs} more would be needed at once`,
              ),
            ]
          : []),
        ...(inJobs.used + inScope.length > inJobs.value
          ? [
              exceeded(
                `${inJobs.used} servers of account ${accountId} in ${region} are in DRS jobs, of at most ${inJobs.value}, and ${inScope.length} more would be launched at once`,
              ),
            ]
          : []),
      ];
    },
  );
}
