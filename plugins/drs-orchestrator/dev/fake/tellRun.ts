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
  successThreshold,
  terminalExecutionStatuses,
  type Execution,
  type ExecutionServer,
  type ExecutionStatus,
  type ExecutionWave,
  type LaunchPhase,
  type RecoveryPlan,
  type SourceServer,
  type WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What is known of a run; everything that is shown follows from it and the time. */
export interface Run {
  executionId: string;
  plan: RecoveryPlan;
  executionType: 'DRILL' | 'RECOVERY';
  startedAt: number;
  startedBy: string;
  reason?: string;
  /** Servers by group, as they were when it started. */
  members: ReadonlyMap<string, SourceServer[]>;
  failing: ReadonlySet<string>;
  cancelledAt?: number;
  terminatedAt?: number;
  /** Milliseconds that a launch takes. */
  launchMs: number;
}

const phaseShares: readonly [LaunchPhase, number][] = [
  ['QUEUED', 0.05],
  ['SNAPSHOT', 0.25],
  ['CONVERSION', 0.7],
  ['LAUNCH', 1],
];
const TERMINATION_MS = 8_000;

const iso = (at: number) => new Date(at).toISOString();

/** What the server would answer about a run at an instant. */
export function tellRun(run: Run, now: number): Execution {
  const ends = new Map<number, { at: number; good: boolean }>();
  let pausedAt: number | undefined;
  let pausedWave: number | undefined;
  const waves = run.plan.waves.map((wave, index): ExecutionWave => {
    const servers = wave.protectionGroupIds.flatMap(id =>
      (run.members.get(id) ?? []).map(server => ({ server, groupId: id })),
    );
    const before = dependenciesOf(run.plan.waves, index).map(number =>
      ends.get(number),
    );
    const blocked = before.some(end => !end?.good);
    const start = Math.max(
      run.startedAt + 1_500,
      ...before.map(end => end?.at ?? 0),
    );
    const base = {
      waveNumber: wave.waveNumber,
      waveName: wave.waveName,
      dependsOnWaves: dependenciesOf(run.plan.waves, index),
      jobIds: [] as string[],
    };
    const stopped = run.cancelledAt !== undefined && start > run.cancelledAt;
    if (blocked || start > now || stopped) {
      const outcome =
        stopped || (blocked && run.cancelledAt) ? 'CANCELLED' : 'PENDING';
      return {
        ...base,
        status: outcome,
        servers: servers.map(item => pendingServer(item, outcome)),
      };
    }
    const told = servers.map((item, position) =>
      launchedServer(run, item, start, position, now),
    );
    const end = start + run.launchMs * 1.25;
    const failed = told.filter(item => run.failing.has(item.hostname)).length;
    const share = 100 * (1 - failed / Math.max(1, servers.length));
    const good = share >= successThreshold(wave);
    ends.set(wave.waveNumber, { at: end, good });
    if (!good && end <= now && pausedAt === undefined) {
      pausedAt = end;
      pausedWave = wave.waveNumber;
    }
    let status: WaveStatus = 'LAUNCHING';
    if (end <= now) {
      const tolerated = good ? 'PARTIAL' : 'FAILED';
      status = failed === 0 ? 'COMPLETED' : tolerated;
    }
    return {
      ...base,
      jobIds: [`drsjob-${run.executionId.slice(-4)}${wave.waveNumber}`],
      status,
      startTime: iso(start),
      ...(end <= now && { endTime: iso(end) }),
      ...(failed > 0 &&
        end <= now && {
          reason: `${failed} of ${servers.length} servers failed`,
        }),
      servers: told,
    };
  });

  const servers = waves.flatMap(wave => wave.servers);
  const count = (...outcomes: string[]) =>
    servers.filter(server => outcomes.includes(server.outcome)).length;
  const counts = {
    total: servers.length,
    succeeded: count('LAUNCHED'),
    failed: count('FAILED'),
    skipped: count('CANCELLED'),
    running: count('LAUNCHING'),
    pending: count('PENDING'),
  };
  const lastEnd = Math.max(
    run.startedAt,
    run.cancelledAt ?? 0,
    ...[...ends.values()].map(end => end.at),
  );
  const status = statusOf(run, counts, {
    paused: pausedAt !== undefined,
    goingOn: lastEnd > now,
  });
  const ended = terminalExecutionStatuses.includes(status);
  const running = waves.find(wave => wave.status === 'LAUNCHING');
  const terminated =
    run.terminatedAt !== undefined && now > run.terminatedAt + TERMINATION_MS;
  return {
    executionId: run.executionId,
    planId: run.plan.planId,
    planName: run.plan.planName,
    planVersion: run.plan.version,
    executionType: run.executionType,
    status,
    ...(status === 'PAUSED' &&
      pausedAt !== undefined && {
        pause: {
          reason: 'FAILURE' as const,
          since: iso(pausedAt),
          until: iso(pausedAt + 24 * 3600_000),
          waveNumber: pausedWave,
        },
      }),
    startTime: iso(run.startedAt),
    ...(ended && { endTime: iso(lastEnd) }),
    initiatedBy: run.startedBy,
    reason: run.reason,
    accountId: run.plan.accountId,
    scopes: run.plan.scopes,
    currentWave: running?.waveNumber,
    waveCount: waves.length,
    counts,
    targetRtoMinutes: run.plan.targetRtoMinutes,
    instancesTerminated: terminated,
    seq: Math.floor((now - run.startedAt) / 1000) + 1,
    waves,
    allowedActions: [],
    deniedActions: [],
  };
}

function statusOf(
  run: Run,
  counts: Execution['counts'],
  at: { paused: boolean; goingOn: boolean },
): ExecutionStatus {
  if (run.cancelledAt !== undefined) {
    return counts.running > 0 || at.goingOn ? 'CANCELLING' : 'CANCELLED';
  }
  if (at.paused) {
    return 'PAUSED';
  }
  if (counts.running + counts.pending > 0 || at.goingOn) {
    return counts.running + counts.succeeded + counts.failed > 0
      ? 'RUNNING'
      : 'PENDING';
  }
  return counts.failed > 0 ? 'PARTIAL' : 'COMPLETED';
}

function pendingServer(
  item: { server: SourceServer; groupId: string },
  outcome: 'PENDING' | 'CANCELLED',
): ExecutionServer {
  const { server, groupId } = item;
  return {
    sourceServerId: server.sourceServerId,
    hostname: server.hostname,
    accountId: server.accountId,
    region: server.region,
    groupId,
    outcome,
    instanceState: 'NONE',
    lagSeconds: server.lagSeconds,
    tags: server.tags,
  };
}

function launchedServer(
  run: Run,
  item: { server: SourceServer; groupId: string },
  start: number,
  position: number,
  now: number,
): ExecutionServer {
  const own = run.launchMs * (0.85 + ((position * 37) % 30) / 100);
  const share = (now - start) / own;
  const fails = run.failing.has(item.server.hostname);
  const base = {
    ...pendingServer(item, 'PENDING'),
    jobId: `drsjob-${run.executionId.slice(-4)}${position}`,
  };
  if (fails && share >= 0.7) {
    return {
      ...base,
      outcome: 'FAILED',
      phase: 'CONVERSION',
      errorCode: 'CONVERSION_FAIL',
      errorMessage: 'The conversion server could not mount the root volume.',
    };
  }
  if (share < 1) {
    return {
      ...base,
      outcome: 'LAUNCHING',
      phase: phaseShares.find(([, until]) => share < until)?.[0] ?? 'LAUNCH',
    };
  }
  const goneFor = run.terminatedAt === undefined ? -1 : now - run.terminatedAt;
  return {
    ...base,
    outcome: 'LAUNCHED',
    phase: 'DONE',
    instanceState: instanceStateAfter(goneFor, position),
    recoveryInstanceId: `i-${item.server.sourceServerId.slice(2)}`,
    privateIp: item.server.ipAddresses[0]?.replace('10.20', '10.120'),
    launchTime: iso(start + own),
  };
}

/** One instance after the other goes within the time that a termination takes. */
function instanceStateAfter(goneForMs: number, position: number) {
  if (goneForMs < 0) {
    return 'RUNNING';
  }
  return goneForMs > TERMINATION_MS - position * 400
    ? 'TERMINATED'
    : 'TERMINATING';
}
