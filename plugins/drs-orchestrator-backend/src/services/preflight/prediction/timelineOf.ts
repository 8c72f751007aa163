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

import { scopeKey, type ObservedJob } from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  type HealthCheck,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { quotaValue } from '../../capacity/quotasInForce';
import { recoverabilityOf } from '../../inventory/recoverability';
import type { PreflightSituation, ReachedScope } from '../situation';
import { DEFAULT_LAUNCH_SECONDS } from './expectLaunches';
import { predictTimeline, type Timeline } from './predictTimeline';
import type { ScopeCapacity } from './ScopeQueue';

/** The engine puts no more servers into a job, whatever the quota (AWS user guide). */
const MAX_SERVERS_PER_JOB = 100;
/** What is late already may end at any moment. */
const LATE_JOB_SECONDS = 60;

/** Problems of the graph of waves with which there is no order of them. */
const GRAPH_PROBLEMS: ReadonlySet<string> = new Set([
  'WAVE_CYCLE',
  'UNKNOWN_WAVE',
  'DUPLICATE_WAVE_NUMBER',
]);

/**
 * The course of the plan as it is to be expected now. Servers that DRS could not
 * launch are left out, as the engine would.
 *
 * @returns undefined where the waves have no order
 */
export function timelineOf({
  resolved,
  scopes,
  servers,
  expectations,
  now,
}: Pick<
  PreflightSituation,
  'resolved' | 'scopes' | 'servers' | 'expectations' | 'now'
>): Timeline | undefined {
  if (resolved.findings.some(({ code }) => GRAPH_PROBLEMS.has(code))) {
    return undefined;
  }
  const waves = resolved.waves.map(({ wave }) => wave);
  const byWave = Map.groupBy(servers, ({ wave }) => wave.waveNumber);
  return predictTimeline(
    waves.map((wave, index) => ({
      waveNumber: wave.waveNumber,
      dependsOn: dependenciesOf(waves, index),
      parallelism: wave.parallelism,
      healthSeconds: healthSeconds(wave.healthCheck),
      waitSeconds: wave.waitTimeSeconds,
      servers: (byWave.get(wave.waveNumber) ?? [])
        .filter(
          ({ server }) =>
            recoverabilityOf(server).recoverability !== 'NOT_READY',
        )
        .map(planned => ({
          accountId: planned.server.accountId,
          region: planned.server.region,
          sourceServerId: planned.server.sourceServerId,
          launchSeconds:
            expectations.get(planned)?.launchSeconds ?? DEFAULT_LAUNCH_SECONDS,
        })),
    })),
    new Map(
      scopes.flatMap(scope =>
        scope.reached
          ? [[scopeKey(scope), capacityOf(scope, now)] as const]
          : [],
      ),
    ),
  );
}

/** The most that is waited, where servers have to be healthy for the wave to go on. */
const healthSeconds = (check: HealthCheck): number =>
  check.required &&
  (check.ec2Status || check.launchActions || check.probes.length > 0)
    ? check.timeoutSeconds
    : 0;

const capacityOf = (scope: ReachedScope, now: Date): ScopeCapacity => ({
  concurrentJobs: quotaValue(scope.quotas, 'CONCURRENT_JOBS'),
  serversInJobs: quotaValue(scope.quotas, 'SERVERS_IN_ALL_JOBS'),
  serversPerJob: Math.min(
    MAX_SERVERS_PER_JOB,
    quotaValue(scope.quotas, 'SERVERS_IN_ONE_JOB'),
  ),
  occupied: scope.jobs.known
    ? scope.jobs.value.map(job => ({
        servers: job.servers.length,
        freeAfterSeconds: remainingSeconds(job, now),
      }))
    : [],
});

/** Of a job of which only its beginning is known. */
const remainingSeconds = (job: ObservedJob, now: Date): number =>
  Math.max(
    LATE_JOB_SECONDS,
    DEFAULT_LAUNCH_SECONDS -
      Math.max(
        0,
        Math.round((now.getTime() - Date.parse(job.createdAt)) / 1000),
      ),
  );
