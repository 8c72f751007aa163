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

import { isSameScope, scopeKey } from '@drs-orchestrator/drs-engine';
import {
  dependenciesOf,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { quotaValue } from '../../capacity/quotasInForce';
import { replacedInstances } from '../replacedInstances';
import type { PreflightSituation, ReachedScope } from '../situation';
import { placeOf, scopeSubject } from './access';

/**
 * What AWS's quotas do to the plan: what could never fit blocks, what would have
 * to wait is told, and blocks where the caller does not want to wait.
 */
export function capacityFindings(
  situation: Pick<
    PreflightSituation,
    'resolved' | 'servers' | 'scopes' | 'conditions' | 'timeline'
  >,
): Finding[] {
  const ofScopes = situation.scopes.flatMap(scope =>
    scope.reached
      ? [
          ...unreadFinding(scope),
          ...useFinding(situation, scope),
          ...tooSmallFindings(situation, scope),
          ...recoveryInstanceFindings(situation, scope),
          ...waitFindings(situation, scope),
        ]
      : [],
  );
  return [...ofScopes, ...roomFindings(situation)];
}

/** That what would be launched first has no room now, for whoever does not want to wait. */
function roomFindings({
  resolved,
  scopes,
  conditions,
}: Pick<PreflightSituation, 'resolved' | 'scopes' | 'conditions'>): Finding[] {
  if (conditions.onLimit !== 'REJECT') {
    return [];
  }
  const waves = resolved.waves.map(({ wave }) => wave);
  const first = resolved.waves
    .filter((_, index) => dependenciesOf(waves, index).length === 0)
    .map(({ wave, servers }) => servers.slice(0, wave.parallelism));
  return scopes.flatMap((scope): Finding[] => {
    if (!scope.reached) {
      return [];
    }
    const sizes = first.map(
      servers =>
        servers.filter(({ server }) => isSameScope(server, scope)).length,
    );
    const perJob = Math.max(1, quotaValue(scope.quotas, 'SERVERS_IN_ONE_JOB'));
    return [
      ...lackOf(
        scope,
        'CONCURRENT_JOBS',
        'DRS jobs',
        sizes.reduce((sum, size) => sum + Math.ceil(size / perJob), 0),
      ),
      ...lackOf(
        scope,
        'SERVERS_IN_ALL_JOBS',
        'servers in DRS jobs',
        sizes.reduce((sum, size) => sum + size, 0),
      ),
    ];
  });
}

function lackOf(
  scope: ReachedScope,
  name: 'CONCURRENT_JOBS' | 'SERVERS_IN_ALL_JOBS',
  what: string,
  needed: number,
): Finding[] {
  const used = usedOf(scope, name) ?? 0;
  const limit = quotaValue(scope.quotas, name);
  return needed === 0 || used + needed <= limit
    ? []
    : [
        {
          code: 'DRS_LIMIT_EXCEEDED',
          severity: 'BLOCKING',
          subject: scopeSubject(scope),
          message: `${used} of ${limit} ${what} are in use in ${placeOf(
            scope,
          )}, and ${needed} more would be needed at once`,
          remedy: 'Start it later, or let it wait (onLimit: QUEUE)',
        },
      ];
}

const usedOf = (scope: ReachedScope, name: string): number | undefined =>
  scope.quotas.find(quota => quota.name === name)?.used;

function unreadFinding(scope: ReachedScope): Finding[] {
  return scope.quotasNotice === undefined
    ? []
    : [
        {
          code: 'QUOTAS_UNKNOWN',
          severity: 'INFO',
          subject: scopeSubject(scope),
          message: `The documented quotas are assumed in ${placeOf(scope)}. ${
            scope.quotasNotice
          }`,
          remedy: 'Allow the role servicequotas:ListServiceQuotas',
        },
      ];
}

function useFinding(
  { timeline }: Pick<PreflightSituation, 'timeline'>,
  scope: ReachedScope,
): Finding[] {
  const jobs = usedOf(scope, 'CONCURRENT_JOBS');
  const servers = usedOf(scope, 'SERVERS_IN_ALL_JOBS');
  if (jobs === undefined || servers === undefined) {
    return [];
  }
  const planned = (timeline?.jobs ?? []).filter(
    job => job.scope === scopeKey(scope),
  ).length;
  return [
    {
      code: 'QUOTA_USE',
      severity: 'INFO',
      subject: scopeSubject(scope),
      message: `${jobs} of ${quotaValue(
        scope.quotas,
        'CONCURRENT_JOBS',
      )} DRS jobs and ${servers} of ${quotaValue(
        scope.quotas,
        'SERVERS_IN_ALL_JOBS',
      )} servers in jobs are in use in ${placeOf(
        scope,
      )}; the plan takes ${planned} ${planned === 1 ? 'job' : 'jobs'} in all`,
    },
  ];
}

/** A launch that the quota on servers in jobs could not admit though nothing else ran. */
function tooSmallFindings(
  { resolved }: Pick<PreflightSituation, 'resolved'>,
  scope: ReachedScope,
): Finding[] {
  const jobs = quotaValue(scope.quotas, 'CONCURRENT_JOBS');
  const serversInJobs = quotaValue(scope.quotas, 'SERVERS_IN_ALL_JOBS');
  const serversPerJob = quotaValue(scope.quotas, 'SERVERS_IN_ONE_JOB');
  return resolved.waves.flatMap(({ wave, servers }): Finding[] => {
    const inScope = servers.filter(({ server }) =>
      isSameScope(server, scope),
    ).length;
    const largestJob = Math.min(
      inScope,
      serversPerJob,
      wave.parallelism ?? inScope,
    );
    const fits = jobs >= 1 && serversPerJob >= 1 && largestJob <= serversInJobs;
    return inScope === 0 || fits
      ? []
      : [
          {
            code: 'QUOTA_TOO_SMALL',
            severity: 'BLOCKING',
            subject: {
              kind: 'wave',
              id: String(wave.waveNumber),
              name: wave.waveName,
            },
            message: `Wave ${
              wave.waveNumber
            } would launch ${largestJob} servers in one DRS job, and ${placeOf(
              scope,
            )} allows ${jobs} jobs and ${serversInJobs} servers in jobs`,
            remedy:
              'Have AWS raise the quota, correct drsOrchestrator.limits, or give the wave a parallelism that fits',
          },
        ];
  });
}

/** More recovery instances than there may be: DRS would refuse the last ones. */
function recoveryInstanceFindings(
  { servers, scopes }: Pick<PreflightSituation, 'servers' | 'scopes'>,
  scope: ReachedScope,
): Finding[] {
  const used = usedOf(scope, 'RECOVERY_INSTANCES');
  if (used === undefined) {
    return [];
  }
  const inScope = servers.filter(({ server }) => isSameScope(server, scope));
  const replaced = replacedInstances(inScope, scopes).length;
  const limit = quotaValue(scope.quotas, 'RECOVERY_INSTANCES');
  const needed = used + Math.max(0, inScope.length - replaced);
  return needed <= limit
    ? []
    : [
        {
          code: 'TOO_MANY_RECOVERY_INSTANCES',
          severity: 'BLOCKING',
          subject: scopeSubject(scope),
          message: `There would be ${needed} recovery instances in ${placeOf(
            scope,
          )}, and there may be ${limit}`,
          remedy: 'Terminate instances of earlier drills first',
        },
      ];
}

function waitFindings(
  { resolved, timeline }: Pick<PreflightSituation, 'resolved' | 'timeline'>,
  scope: ReachedScope,
): Finding[] {
  const waits = Map.groupBy(
    (timeline?.jobs ?? []).filter(
      job => job.scope === scopeKey(scope) && job.waitedSeconds > 0,
    ),
    job => job.waveNumber,
  );
  return [...waits].map(([waveNumber, jobs]): Finding => {
    const minutes = Math.ceil(
      Math.max(...jobs.map(job => job.waitedSeconds)) / 60,
    );
    return {
      code: 'WAITS_FOR_CAPACITY',
      severity: 'WARNING',
      subject: {
        kind: 'wave',
        id: String(waveNumber),
        name: resolved.waves.find(({ wave }) => wave.waveNumber === waveNumber)
          ?.wave.waveName,
      },
      message: `Wave ${waveNumber} would wait for room in the DRS quotas of ${placeOf(
        scope,
      )}, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
      remedy:
        'Start it later, have AWS raise the quota, or launch fewer servers at once',
    };
  });
}
