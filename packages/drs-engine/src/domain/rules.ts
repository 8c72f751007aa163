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
  isEnded,
  type ChunkState,
  type ExecutionState,
  type HookState,
  type JobState,
  type ServerState,
  type WaveState,
} from './state';
import type { HookStage } from './events';
import { openJobs } from './ofNote';

/*
 * What the state says, in the words of the rules: one place for each of them.
 */

/** A server whose launch is not decided yet. */
export const isOpen = (server: ServerState): boolean =>
  server.outcome === 'PENDING' || server.outcome === 'LAUNCHING';

/** Its launch succeeded after it had been given up: tried again it is taken as it is. */
export const isUpLate = (server: ServerState): boolean =>
  server.outcome === 'TIMED_OUT' &&
  server.instanceState === 'RUNNING' &&
  server.jobId !== undefined &&
  server.launchedBy === server.jobId;

export function serversOf(
  state: ExecutionState,
  ids: readonly string[],
): ServerState[] {
  const servers: ServerState[] = [];
  for (const id of ids) {
    const server = state.servers.get(id);
    if (server) {
      servers.push(server);
    }
  }
  return servers;
}

/** It is in a launch that has not ended. */
export const isInRunningJob = (
  state: ExecutionState,
  { jobId }: ServerState,
): boolean => {
  const job = jobId === undefined ? undefined : state.jobs.get(jobId);
  return job !== undefined && isRunningLaunch(job);
};

const isRunningLaunch = (job: JobState): boolean =>
  job.kind === 'LAUNCH' && job.endedAt === undefined;

/** Servers in launches that have not ended; DRS takes a server into one job at a time. */
export const serversInLaunches = (state: ExecutionState): Set<string> =>
  new Set(
    openJobs(state.jobs)
      .filter(isRunningLaunch)
      .flatMap(job => job.sourceServerIds),
  );

/** Whether AWS has been, or is being, asked to launch the chunk. */
export const isInFlight = (chunk: ChunkState): boolean =>
  chunk.status === 'REQUESTED' || chunk.status === 'STARTED';

/** Whether the chunk is still to be asked for. */
export const isWaiting = (chunk: ChunkState): boolean =>
  chunk.status === 'PENDING' || chunk.status === 'WAITING_FOR_CAPACITY';

export const isWaveOver = (wave: WaveState): boolean =>
  wave.endedAt !== undefined;

export const isWaveRunning = (wave: WaveState): boolean =>
  wave.startedAt !== undefined && !isWaveOver(wave);

/** It ended well enough for what depends on it. */
export const hasEndedWell = (wave: WaveState): boolean =>
  wave.status === 'COMPLETED' ||
  wave.status === 'PARTIAL' ||
  wave.status === 'SKIPPED';

/** The waves that depend on it may start. */
export const isReady = (wave: WaveState): boolean =>
  wave.readyAt !== undefined || hasEndedWell(wave);

/** A wave that ended so that a person must decide. */
export const hasFailed = (wave: WaveState): boolean =>
  wave.status === 'FAILED' || wave.status === 'TIMED_OUT';

/** Nothing new may start in an execution that is held, stopping or over. */
export const mayStart = (state: ExecutionState): boolean =>
  state.holds.size === 0 &&
  !state.stop &&
  !isEnded(state) &&
  (!state.started.approval?.start ||
    decisionOf(state, undefined) === 'APPROVE');

export const decisionOf = (
  state: ExecutionState,
  waveNumber: number | undefined,
): 'APPROVE' | 'REJECT' | undefined =>
  state.approvals.find(approval => approval.waveNumber === waveNumber)
    ?.decision;

/** Approvals that are waited for. */
export const openApprovals = (state: ExecutionState) =>
  state.stop || isEnded(state)
    ? []
    : state.approvals.filter(
        ({ decision, waveNumber }) =>
          !decision &&
          !state.waves.some(
            wave => wave.waveNumber === waveNumber && isWaveOver(wave),
          ),
      );

/** Whether the health of the wave's servers is looked at. */
export const isLookedAt = (wave: WaveState, server: ServerState): boolean => {
  const check = wave.healthCheck;
  return (
    check !== undefined &&
    (check.ec2Status || check.launchActions || check.probes.length > 0) &&
    // It was launched to stay stopped: there is nothing to look at.
    server.launchSettings?.launchDisposition !== 'STOPPED'
  );
};

/** It is up, and its health is not known yet. */
export const isUnchecked = (wave: WaveState, server: ServerState): boolean =>
  server.outcome === 'LAUNCHED' && isLookedAt(wave, server);

export const isUp = (wave: WaveState, server: ServerState): boolean =>
  server.outcome === 'LAUNCHED' ||
  server.outcome === 'HEALTHY' ||
  (server.outcome === 'UNHEALTHY' && !wave.healthCheck?.required);

/** What becomes of it is still open, as far as its wave is concerned. */
export const isUndecided = (wave: WaveState, server: ServerState): boolean =>
  isOpen(server) ||
  (wave.healthCheck?.required === true && isUnchecked(wave, server));

export const isHookOver = (hook: HookState): boolean =>
  hook.status === 'SUCCEEDED' ||
  (hook.status === 'FAILED' && hook.retryAt === undefined);

/** It runs, or may be running. */
export const isHookOut = (hook: HookState): boolean =>
  hook.status === 'REQUESTED' || hook.status === 'RUNNING';

const hooksOf = (wave: WaveState, stage: HookStage): HookState[] =>
  wave.hooks.filter(hook => hook.stage === stage);

/** The hook for whose sake the wave cannot go on. */
export const failedHook = (
  wave: WaveState,
  stage: HookStage,
): HookState | undefined =>
  hooksOf(wave, stage).find(
    hook =>
      hook.status === 'FAILED' &&
      isHookOver(hook) &&
      hook.hook.onFailure === 'FAIL',
  );

/** Every hook of the stage has run, or failed and is done without. */
export const areHooksDone = (wave: WaveState, stage: HookStage): boolean =>
  hooksOf(wave, stage).every(isHookOver) && !failedHook(wave, stage);

/** The hook that is next in its stage; they run one after another. */
export const nextHook = (
  wave: WaveState,
  stage: HookStage,
): HookState | undefined =>
  failedHook(wave, stage)
    ? undefined
    : hooksOf(wave, stage).find(hook => !isHookOver(hook));

/** How long the execution has been PAUSED in all, in milliseconds. */
export const heldMs = (state: ExecutionState, now: number): number =>
  state.heldMs +
  (state.pausedSince ? Math.max(0, now - Date.parse(state.pausedSince)) : 0);

/**
 * By when it must be done, in milliseconds of the epoch; undefined while it is
 * PAUSED, for the time that people take is not counted.
 */
export const executionDeadline = (
  state: ExecutionState,
  now: number,
): number | undefined =>
  state.pausedSince
    ? undefined
    : Date.parse(state.startedAt) +
      state.started.plan.maxDurationMinutes * 60_000 +
      heldMs(state, now);
