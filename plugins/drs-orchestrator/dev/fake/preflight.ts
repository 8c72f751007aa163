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
  dependenciesOf,
  type Finding,
  type PreflightRequest,
  type RecoveryPlan,
  type ResponseOf,
  type SourceServer,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords, Stored } from './FakeRecords';

/** Seconds that a launch takes where there is no history. */
const LAUNCH_SECONDS = 300;

function serversOf(records: FakeRecords, wave: Wave): SourceServer[] {
  return records.groups
    .filter(group => wave.protectionGroupIds.includes(group.groupId))
    .flatMap(group => records.members(group));
}

/** What speaks against a start now. */
export function preflightFindings(
  records: FakeRecords,
  plan: Stored<RecoveryPlan>,
  request: PreflightRequest,
): Finding[] {
  const findings = plan.waves.flatMap((wave): Finding[] => {
    const servers = serversOf(records, wave);
    const subject = (server: SourceServer) => ({
      kind: 'server' as const,
      id: server.sourceServerId,
      name: server.hostname,
    });
    return [
      ...(servers.length === 0
        ? [
            {
              code: 'WAVE_WITHOUT_SERVERS',
              severity: 'BLOCKING' as const,
              subject: {
                kind: 'wave' as const,
                id: String(wave.waveNumber),
                name: wave.waveName,
              },
              message: `Wave ${wave.waveNumber} (${wave.waveName}) would launch no server`,
              remedy: 'Tag servers for its groups, or remove the wave.',
            },
          ]
        : []),
      ...servers
        .filter(server => server.recoverability === 'NOT_READY')
        .map(server => ({
          code: 'NO_RECOVERY_POINT',
          severity: 'BLOCKING' as const,
          subject: subject(server),
          message: `${server.hostname} has no point in time to recover to`,
          remedy: 'Wait for its initial sync, or take it out of its group.',
        })),
      ...servers
        .filter(server => server.recoverability === 'AT_RISK')
        .map(server => ({
          code: 'REPLICATION_STALLED',
          severity: 'WARNING' as const,
          subject: subject(server),
          message: `${server.hostname}: ${
            server.recoverabilityReason ?? 'its replication has stalled.'
          }`,
          remedy: 'Mend its replication first, if there is time.',
        })),
      ...(wave.pauseBeforeWave
        ? [
            {
              code: 'WAVE_APPROVAL_NEEDED',
              severity: 'INFO' as const,
              subject: {
                kind: 'wave' as const,
                id: String(wave.waveNumber),
                name: wave.waveName,
              },
              message: `Wave ${wave.waveNumber} "${wave.waveName}" waits for somebody to approve it`,
            },
          ]
        : []),
      ...servers
        .filter(
          server =>
            request.executionType === 'RECOVERY' && isRecovered(plan, server),
        )
        .map(server => ({
          code: 'LIVE_RECOVERY_INSTANCE',
          severity: 'BLOCKING' as const,
          subject: subject(server),
          message: `${server.hostname} is already recovered: its live instance would be deleted`,
          remedy:
            'Make sure that nobody uses the instance, then acknowledge this.',
          overridable: true,
        })),
    ];
  });
  const quota: Finding = {
    code: 'QUOTAS_LEAVE_ROOM',
    severity: 'INFO',
    subject: { kind: 'account', id: plan.accountId },
    message: `2 of 20 DRS jobs run in account ${plan.accountId}`,
  };
  return [...findings, quota];
}

/** Whether a server has been recovered already: the databases of Payments have. */
export const isRecovered = (
  { planName }: Pick<RecoveryPlan, 'planName'>,
  server: SourceServer,
): boolean => planName === 'Payments' && server.tags['DR-Role'] === 'db';

/** Whether a finding refuses a start. */
export function refuses(finding: Finding, request: PreflightRequest): boolean {
  return (
    finding.severity === 'BLOCKING' &&
    !(finding.overridable && request.acknowledge.includes(finding.code))
  );
}

/** Everything that is found before a start, and how long it would take. */
export function preflightOf(
  records: FakeRecords,
  plan: Stored<RecoveryPlan>,
  request: PreflightRequest,
): ResponseOf<'preflight_recovery_plan'> {
  const findings = preflightFindings(records, plan, request);
  const rehearsed = records.runs.some(
    run => run.start.plan.planId === plan.planId && run.endedAt !== undefined,
  );
  const basis = rehearsed ? ('HISTORY' as const) : ('DEFAULT' as const);
  const ends = new Map<number, number>();
  const waves = plan.waves.map((wave, index) => {
    const startSeconds = Math.max(
      0,
      ...dependenciesOf(plan.waves, index).map(number => ends.get(number) ?? 0),
    );
    const serverCount = serversOf(records, wave).length;
    const rounds = Math.ceil(
      serverCount / (wave.parallelism ?? Math.max(1, serverCount)),
    );
    const endSeconds =
      startSeconds +
      LAUNCH_SECONDS * rounds +
      index * 45 +
      wave.waitTimeSeconds;
    ends.set(wave.waveNumber, endSeconds);
    return {
      waveNumber: wave.waveNumber,
      waveName: wave.waveName,
      startSeconds,
      endSeconds,
      serverCount,
      jobs: Math.ceil(serverCount / 100),
      basis,
    };
  });
  const predictedSeconds = Math.max(0, ...waves.map(wave => wave.endSeconds));
  const criticalPath: number[] = [];
  let last = waves.find(wave => wave.endSeconds === predictedSeconds);
  while (last) {
    const { waveNumber, startSeconds } = last;
    criticalPath.unshift(waveNumber);
    const index = plan.waves.findIndex(wave => wave.waveNumber === waveNumber);
    const before = dependenciesOf(plan.waves, index);
    last = waves.find(
      wave =>
        before.includes(wave.waveNumber) && wave.endSeconds === startSeconds,
    );
  }
  return {
    ready: !findings.some(finding => refuses(finding, request)),
    findings,
    timeline: { predictedSeconds, basis, criticalPath, waves },
    predictedRtoSeconds: predictedSeconds,
    targetRtoMinutes: plan.targetRtoMinutes,
    unavailable: [],
  };
}
