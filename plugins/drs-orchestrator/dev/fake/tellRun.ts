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
  terminalExecutionStatuses,
  type Execution,
  type ExecutionServer,
  type ExecutionStatus,
  type ExecutionWave,
  type LaunchPhase,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  launchMsOf,
  type ApprovalInRun,
  type FakeRun,
  type Hold,
  type ServerInRun,
  type WaveInRun,
} from './FakeRun';

const phaseShares: readonly [LaunchPhase, number][] = [
  ['QUEUED', 0.05],
  ['SNAPSHOT', 0.25],
  ['CONVERSION', 0.7],
  ['LAUNCH', 1],
];
const TERMINATION_MS = 8_000;
const DAY_MS = 86_400_000;

const iso = (at: number) => new Date(at).toISOString();

/** What the server would answer about a run at an instant; the run has to have come to it. */
export function tellRun(run: FakeRun, now: number): Execution {
  const { start } = run;
  const { plan } = start;
  const waves = run.waves.map(wave => tellWave(run, wave, now));
  const servers = waves.flatMap(wave => wave.servers);
  const count = (...outcomes: string[]) =>
    servers.filter(server => outcomes.includes(server.outcome)).length;
  const counts = {
    total: servers.length,
    succeeded: count('LAUNCHED', 'HEALTHY'),
    failed: count('FAILED', 'TIMED_OUT', 'UNHEALTHY'),
    skipped: count('CANCELLED', 'SKIPPED'),
    running: count('LAUNCHING'),
    pending: count('PENDING'),
  };
  const status = statusOf(run, counts);
  const ended = terminalExecutionStatuses.includes(status);
  const terminateAt =
    run.endedAt !== undefined && start.timeToLiveMinutes !== undefined
      ? run.endedAt + start.timeToLiveMinutes * 60_000
      : undefined;
  const ready = waves.flatMap(wave => wave.rtoSeconds ?? []);
  const rpo = servers.flatMap(server => server.rpoSeconds ?? []);
  return {
    executionId: start.executionId,
    planId: plan.planId,
    planName: plan.planName,
    planVersion: plan.version,
    executionType: start.executionType,
    status,
    pause: status === 'PAUSED' ? pauseOf(run) : undefined,
    openApprovals:
      run.cancelledAt === undefined && !ended
        ? approvalsOf(run).filter(({ decision }) => !decision)
        : [],
    startTime: iso(start.startedAt),
    ...(ended && { endTime: iso(run.endedAt ?? now) }),
    initiatedBy: start.startedBy,
    reason: start.reason,
    accountId: plan.accountId,
    scopes: plan.scopes,
    currentWave: waves.find(
      wave => wave.startTime !== undefined && wave.endTime === undefined,
    )?.waveNumber,
    waveCount: waves.length,
    counts,
    targetRtoMinutes: plan.targetRtoMinutes,
    targetRpoMinutes: plan.targetRpoMinutes,
    ...(ended &&
      ready.length === waves.length && { rtoSeconds: Math.max(...ready) }),
    ...(rpo.length > 0 && { rpoSeconds: Math.max(...rpo) }),
    ...(terminateAt !== undefined && { terminateAt: iso(terminateAt) }),
    nextPhaseReady: status === 'COMPLETED' || status === 'PARTIAL',
    instancesTerminated:
      run.terminatedAt !== undefined && now > run.terminatedAt + TERMINATION_MS,
    instancesRunning: servers.filter(
      ({ instanceState }) => instanceState === 'RUNNING',
    ).length,
    seq: run.events.length,
    waves,
    approvals: approvalsOf(run),
    holds: [],
    stopped: run.stopped,
    pointInTime: start.pointInTime,
    allowedActions: [],
    deniedActions: [],
  };
}

function statusOf(run: FakeRun, counts: Execution['counts']): ExecutionStatus {
  if (run.cancelledAt !== undefined) {
    return run.endedAt === undefined ? 'CANCELLING' : 'CANCELLED';
  }
  if (run.endedAt !== undefined) {
    return counts.failed + counts.skipped > 0 ? 'PARTIAL' : 'COMPLETED';
  }
  const active = run.waves.some(
    wave =>
      wave.startedAt !== undefined &&
      wave.endedAt === undefined &&
      wave.status !== 'WAITING_FOR_APPROVAL',
  );
  if (run.holds.length > 0 || (run.waitsForApproval() && !active)) {
    return 'PAUSED';
  }
  return run.waves.some(wave => wave.startedAt !== undefined)
    ? 'RUNNING'
    : 'PENDING';
}

const untilOf = (hold: Hold) =>
  iso(hold.since + (hold.reason === 'FAILURE' ? 1 : 365) * DAY_MS);

function pauseOf(run: FakeRun): Execution['pause'] {
  // What a person can decide least about leads.
  const hold = [...run.holds].sort(
    (a, b) => Number(b.reason === 'FREEZE') - Number(a.reason === 'FREEZE'),
  )[0];
  if (hold) {
    return {
      reason: hold.reason,
      since: iso(hold.since),
      until: untilOf(hold),
      waveNumber: hold.waveNumber,
      message: hold.message,
    };
  }
  const waiting = approvalsOf(run).find(item => !item.decision);
  return (
    waiting && {
      reason: 'APPROVAL',
      since: waiting.since,
      until: waiting.until,
      waveNumber: waiting.waveNumber,
    }
  );
}

function approvalsOf(run: FakeRun): Execution['approvals'] {
  const { start } = run;
  const tell = (
    approval: ApprovalInRun,
    wave: WaveInRun | undefined,
  ): Execution['approvals'][number] => ({
    ...(wave && {
      waveNumber: wave.wave.waveNumber,
      waveName: wave.wave.waveName,
    }),
    since: iso(approval.since),
    until: iso(approval.since + DAY_MS),
    fourEyes: start.fourEyes,
    excluded: start.fourEyes
      ? [...new Set([start.startedBy, start.plan.createdBy])]
      : [],
    planVersion: start.plan.version,
    serversDigest: `digest-of-${start.executionId}`,
    ...(approval.decision && {
      decision: approval.decision.decision,
      decidedBy: approval.decision.by,
      decidedAt: iso(approval.decision.at),
      comment: approval.decision.comment,
    }),
  });
  return [
    ...(run.approval ? [tell(run.approval, undefined)] : []),
    ...run.waves.flatMap(wave =>
      wave.approval ? [tell(wave.approval, wave)] : [],
    ),
  ];
}

function tellWave(run: FakeRun, item: WaveInRun, now: number): ExecutionWave {
  const { wave } = item;
  const done = item.status === 'COMPLETED' || item.status === 'PARTIAL';
  const jobIds = [
    ...new Set(
      item.servers.flatMap(server =>
        server.attempts > 0 ? [jobIdOf(run, item, server)] : [],
      ),
    ),
  ];
  return {
    waveNumber: wave.waveNumber,
    waveName: wave.waveName,
    dependsOnWaves: item.dependsOn,
    status: item.status,
    jobIds,
    reason: item.full
      ? `Account ${run.start.plan.accountId} in ${
          run.start.plan.scopes[0]?.region ?? 'its Region'
        } runs 20 of 20 DRS jobs for other executions`
      : item.reason,
    ...(item.startedAt !== undefined && { startTime: iso(item.startedAt) }),
    ...(item.endedAt !== undefined && { endTime: iso(item.endedAt) }),
    ...(item.waitUntil !== undefined && { waitUntil: iso(item.waitUntil) }),
    ...(done &&
      item.endedAt !== undefined && {
        readyAt: iso(item.endedAt),
        rtoSeconds: (item.endedAt - run.start.startedAt) / 1000,
      }),
    waitingForCapacity: item.full,
    parallelism: wave.parallelism,
    pauseBeforeWave: wave.pauseBeforeWave,
    hooks: item.hooks.map(hook => ({
      name: hook.hook.name,
      type: hook.hook.type,
      stage: hook.stage,
      status: hook.status,
      attempts: hook.attempts,
      ...(hook.startedAt !== undefined && { startTime: iso(hook.startedAt) }),
      ...(hook.endedAt !== undefined && { endTime: iso(hook.endedAt) }),
      message: hook.message,
    })),
    servers: item.servers.map(server => tellServer(run, item, server, now)),
  };
}

const jobIdOf = (run: FakeRun, wave: WaveInRun, item: ServerInRun) =>
  `drsjob-${run.start.executionId.slice(-4)}${wave.wave.waveNumber}${
    item.attempts > 1 ? `r${item.attempts - 1}` : ''
  }`;

function tellServer(
  run: FakeRun,
  wave: WaveInRun,
  item: ServerInRun,
  now: number,
): ExecutionServer {
  const { server } = item;
  const up = item.upAt !== undefined && item.outcome !== 'SKIPPED';
  const goneFor = run.terminatedAt === undefined ? -1 : now - run.terminatedAt;
  return {
    sourceServerId: server.sourceServerId,
    hostname: server.hostname,
    accountId: server.accountId,
    region: server.region,
    groupId: item.groupId,
    outcome: item.outcome,
    instanceState: up ? instanceStateAfter(goneFor, item.position) : 'NONE',
    lagSeconds: server.lagSeconds,
    tags: server.tags,
    ...(item.attempts > 0 && { jobId: jobIdOf(run, wave, item) }),
    ...(item.outcome === 'LAUNCHING' && { phase: phaseOf(run, item, now) }),
    ...(item.outcome === 'FAILED' && { phase: 'CONVERSION' as const }),
    ...(item.outcome === 'PENDING' &&
      wave.status === 'LAUNCHING' && {
        waitReason: wave.full
          ? 'Waits for capacity'
          : `Waits for its turn: ${wave.wave.parallelism} at a time`,
      }),
    ...(item.error && {
      errorCode: item.error.code,
      errorMessage: item.error.message,
    }),
    ...(up && {
      phase: 'DONE' as const,
      recoveryInstanceId: `i-${server.sourceServerId.slice(2)}`,
      recoverySnapshotId: `pit-${server.sourceServerId.slice(2)}`,
      privateIp: server.ipAddresses[0]?.replace('10.20', '10.120'),
      launchTime: iso(item.upAt ?? now),
      rtoSeconds: ((item.upAt ?? now) - run.start.startedAt) / 1000,
      rpoSeconds: (server.lagSeconds ?? 0) + 4,
    }),
    health: healthOf(item),
  };
}

function healthOf(item: ServerInRun): ExecutionServer['health'] {
  // Also of one that was skipped for it.
  if (item.error?.code === 'UNHEALTHY') {
    return { state: 'UNHEALTHY', message: item.error.message };
  }
  switch (item.outcome) {
    case 'LAUNCHED':
      return {
        state: 'CHECKING',
        message: 'The instance status is initializing',
      };
    case 'HEALTHY':
      return { state: 'HEALTHY' };
    default:
      return { state: 'UNCHECKED' };
  }
}

function phaseOf(run: FakeRun, item: ServerInRun, now: number): LaunchPhase {
  const share = (now - (item.launchedAt ?? now)) / launchMsOf(run, item);
  return phaseShares.find(([, until]) => share < until)?.[0] ?? 'LAUNCH';
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
