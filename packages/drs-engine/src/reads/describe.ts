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

import type {
  ExecutionApproval,
  ExecutionHook,
  ExecutionJob,
  ExecutionServer,
  ExecutionWave,
  JobLogLine,
  LaunchPhase,
  TerminationStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { excludedFromApproval } from '../domain/approvals';
import {
  isOpen,
  isUnchecked,
  isUpLate,
  isWaiting,
  serversOf,
} from '../domain/rules';
import type {
  ExecutionState,
  HookState,
  ServerState,
  SettingsChange,
  WaveState,
} from '../domain/state';
import {
  readyTimeOf,
  rpoSeconds,
  rtoSeconds,
  secondsSinceStart,
} from './objectives';

// A phase that has ended is followed by the next one; the log has no LAUNCH_END.
const phaseOfEvent: Record<string, LaunchPhase | undefined> = {
  SNAPSHOT_START: 'SNAPSHOT',
  USING_PREVIOUS_SNAPSHOT: 'SNAPSHOT',
  SNAPSHOT_END: 'CONVERSION',
  CONVERSION_START: 'CONVERSION',
  CONVERSION_END: 'LAUNCH',
  LAUNCH_START: 'LAUNCH',
};

const phaseOrder: readonly LaunchPhase[] = [
  'QUEUED',
  'SNAPSHOT',
  'CONVERSION',
  'LAUNCH',
  'DONE',
];

/** The furthest phase of each server that its job's log shows. */
function phasesOf(jobLog: readonly JobLogLine[]): Map<string, LaunchPhase> {
  const phases = new Map<string, LaunchPhase>();
  for (const { jobId, sourceServerId, event } of jobLog) {
    const phase = phaseOfEvent[event];
    if (sourceServerId && phase) {
      const key = `${jobId}/${sourceServerId}`;
      const known = phases.get(key);
      if (!known || phaseOrder.indexOf(phase) > phaseOrder.indexOf(known)) {
        phases.set(key, phase);
      }
    }
  }
  return phases;
}

/** The waves of an execution with their servers, in the plan's order. */
export function describeWaves(
  state: ExecutionState,
  jobLog: readonly JobLogLine[],
): ExecutionWave[] {
  const phases = phasesOf(jobLog);
  return state.waves.map(wave => ({
    waveNumber: wave.waveNumber,
    waveName: wave.waveName,
    status: wave.status,
    dependsOnWaves: wave.dependsOn,
    pauseBeforeWave: wave.pauseBeforeWave ?? false,
    parallelism: wave.parallelism,
    startTime: wave.startedAt,
    endTime: wave.endedAt,
    readyAt: readyTimeOf(wave),
    waitUntil: wave.waitUntil,
    rtoSeconds: secondsSinceStart(state, readyTimeOf(wave)),
    waitingForCapacity: wave.chunkIds.some(
      id => state.chunks.get(id)?.status === 'WAITING_FOR_CAPACITY',
    ),
    hooks: wave.hooks.map(hook => describeHook(wave, hook)),
    jobIds: [...state.jobs.values()]
      .filter(job => job.waveNumber === wave.waveNumber)
      .map(job => job.jobId),
    reason: reasonOf(state, wave),
    servers: serversOf(state, wave.sourceServerIds).map(server =>
      describeServer(state, wave, server, phases),
    ),
  }));
}

/** Approvals, those that are waited for first. */
export function describeApprovals(state: ExecutionState): ExecutionApproval[] {
  const { approval, plan, serversDigest = '' } = state.started;
  return [...state.approvals]
    .sort((a, b) => Number(Boolean(a.decision)) - Number(Boolean(b.decision)))
    .map(asked => ({
      ...asked,
      waveName: state.waves.find(wave => wave.waveNumber === asked.waveNumber)
        ?.waveName,
      fourEyes: approval?.fourEyes ?? false,
      excluded: excludedFromApproval(state),
      planVersion: plan.version,
      serversDigest,
    }));
}

const describeHook = (wave: WaveState, hook: HookState): ExecutionHook => ({
  name: hook.hook.name,
  type: hook.hook.type,
  stage: hook.stage,
  status: statusOfHook(wave, hook),
  attempts: hook.attempts,
  startTime: hook.startedAt,
  endTime: hook.endedAt,
  message: hook.message,
  externalId: hook.externalId,
});

function statusOfHook(
  wave: WaveState,
  { status, retryAt }: HookState,
): ExecutionHook['status'] {
  if (status === 'PENDING') {
    return wave.endedAt === undefined ? 'PENDING' : 'SKIPPED';
  }
  // One that is tried again has not failed yet.
  const again = retryAt !== undefined && wave.endedAt === undefined;
  return status === 'REQUESTED' || (status === 'FAILED' && again)
    ? 'RUNNING'
    : status;
}

function reasonOf(state: ExecutionState, wave: WaveState): string | undefined {
  const waits = wave.chunkIds
    .flatMap(id => state.chunks.get(id) ?? [])
    .flatMap(chunk => (isWaiting(chunk) ? chunk.waitReason ?? [] : []));
  return wave.reason ?? waits.at(0);
}

function healthOf(
  wave: WaveState,
  server: ServerState,
): ExecutionServer['health'] {
  if (server.outcome === 'HEALTHY' || server.outcome === 'UNHEALTHY') {
    return { state: server.outcome, message: server.healthMessage };
  }
  // That somebody went on without it does not make it well.
  if (server.outcome === 'SKIPPED' && server.errorCode === 'UNHEALTHY') {
    return { state: 'UNHEALTHY', message: server.healthMessage };
  }
  return { state: isUnchecked(wave, server) ? 'CHECKING' : 'UNCHECKED' };
}

/** What stands in AWS now, as far as this execution has touched it. */
const settingsTold: Record<
  SettingsChange['status'],
  ExecutionServer['launchSettings']
> = {
  CHANGING: undefined,
  APPLIED: 'APPLIED',
  RESTORED: 'RESTORED',
  NOT_OURS: 'RESTORE_FAILED',
  RESTORE_FAILED: 'RESTORE_FAILED',
};

function launchSettingsOf({
  settings,
}: ServerState): ExecutionServer['launchSettings'] {
  if (!settings) {
    return undefined;
  }
  const isAsItWas = settings.status === 'APPLIED' && !settings.after;
  return isAsItWas ? 'UNCHANGED' : settingsTold[settings.status];
}

function waitReasonOf(
  state: ExecutionState,
  wave: WaveState,
  server: ServerState,
): string | undefined {
  if (!isOpen(server)) {
    return undefined;
  }
  const waits = wave.chunkIds
    .map(id => state.chunks.get(id))
    .findLast(chunk => chunk?.sourceServerIds.includes(server.sourceServerId));
  return server.settings?.message ?? waits?.waitReason;
}

function describeServer(
  state: ExecutionState,
  wave: WaveState,
  server: ServerState,
  phases: ReadonlyMap<string, LaunchPhase>,
): ExecutionServer {
  return {
    sourceServerId: server.sourceServerId,
    hostname: server.hostname,
    accountId: server.accountId,
    region: server.region,
    groupId: server.groupId,
    outcome: server.outcome,
    instanceState: server.instanceState,
    phase: phaseOf(server, phases),
    jobId: server.jobId,
    recoveryInstanceId: server.recoveryInstanceId,
    privateIp: server.privateIp,
    launchTime: server.launchTime,
    replacedByRetry: replacedByRetry(server),
    lagSeconds: server.lagSeconds,
    recoverySnapshotId: server.recoverySnapshotId,
    rtoSeconds: rtoSeconds(state, wave, server),
    rpoSeconds: rpoSeconds(state, server),
    health: healthOf(wave, server),
    launchSettings: launchSettingsOf(server),
    waitReason: waitReasonOf(state, wave, server),
    errorCode: server.errorCode,
    errorMessage: server.errorMessage,
    tags: server.tags,
  };
}

/** Told where the outcome does not say it: what is up is of another launch than its last. */
const replacedByRetry = (
  server: ServerState,
): ExecutionServer['replacedByRetry'] =>
  server.outcome === 'TIMED_OUT' &&
  server.instanceState === 'RUNNING' &&
  !isUpLate(server)
    ? true
    : undefined;

function phaseOf(
  server: ServerState,
  phases: ReadonlyMap<string, LaunchPhase>,
): LaunchPhase | undefined {
  if (
    server.outcome === 'LAUNCHED' ||
    server.outcome === 'HEALTHY' ||
    server.outcome === 'UNHEALTHY'
  ) {
    return 'DONE';
  }
  const seen = server.jobId
    ? phases.get(`${server.jobId}/${server.sourceServerId}`)
    : undefined;
  return seen ?? (isOpen(server) && server.jobId ? 'QUEUED' : undefined);
}

/** The DRS jobs of an execution, oldest first. */
export function describeJobs(state: ExecutionState): ExecutionJob[] {
  return [...state.jobs.values()].map(job => ({
    jobId: job.jobId,
    kind: job.kind,
    accountId: job.accountId,
    region: job.region,
    waveNumber: job.waveNumber,
    status: job.endedAt ? 'DONE' : 'STARTED',
    startTime: job.startedAt,
    endTime: job.endedAt,
    sourceServerIds: [...job.sourceServerIds],
  }));
}

/** How far the termination of the instances is. */
export function describeTermination(state: ExecutionState): TerminationStatus {
  const launched = [...state.servers.values()].filter(
    server => server.instanceState !== 'NONE',
  );
  const inState = (instanceState: ServerState['instanceState']) =>
    launched.filter(server => server.instanceState === instanceState).length;
  const asked = launched.filter(
    server =>
      server.terminationRequested ||
      server.terminationError !== undefined ||
      server.instanceState !== 'RUNNING',
  );
  return {
    executionId: state.executionId,
    requested: asked.length > 0,
    done: asked.length > 0 && !launched.some(isBeingTerminated),
    counts: {
      running: inState('RUNNING'),
      terminating: inState('TERMINATING'),
      terminated: inState('TERMINATED'),
    },
    servers: launched.map(server => ({
      sourceServerId: server.sourceServerId,
      hostname: server.hostname,
      recoveryInstanceId: server.recoveryInstanceId ?? '',
      instanceState: isBeingTerminated(server)
        ? 'TERMINATING'
        : server.instanceState,
      errorMessage: server.terminationError,
    })),
  };
}

const isBeingTerminated = (server: ServerState): boolean =>
  server.instanceState === 'TERMINATING' || server.terminationRequested;
