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

import { scopeKey } from '../ports/drs';
import { after, minutes, type Decision, type DecisionContext } from './context';
import { isOpen } from './evolveLaunch';
import {
  isEnded,
  type ChunkState,
  type ExecutionState,
  type JobState,
  type ServerState,
  type WaveState,
} from './state';

/** A wave that is done and lets those that depend on it start. */
export const isGoodEnough = (wave: WaveState): boolean =>
  wave.status === 'COMPLETED' ||
  wave.status === 'PARTIAL' ||
  wave.status === 'SKIPPED';

export const isWaveOver = (wave: WaveState): boolean =>
  isGoodEnough(wave) ||
  wave.status === 'FAILED' ||
  wave.status === 'TIMED_OUT' ||
  wave.status === 'CANCELLED';

export const isWaveRunning = (wave: WaveState): boolean =>
  wave.status !== 'PENDING' && !isWaveOver(wave);

/** Whether AWS has been, or is being, asked to launch the chunk. */
export const isInFlight = (chunk: ChunkState): boolean =>
  chunk.status === 'REQUESTED' || chunk.status === 'STARTED';

export const serversOf = (
  state: ExecutionState,
  ids: readonly string[],
): ServerState[] =>
  ids.flatMap(id => {
    const server = state.servers.get(id);
    return server ? [server] : [];
  });

/**
 * Adds what follows by itself from the state and the time: time-outs, ends of
 * waves, pauses, starts of waves, the end. Each pass brings the execution
 * forward, so the passes end.
 */
export function settle(decision: Decision, context: DecisionContext): void {
  for (let settled = false; !settled; ) {
    const before = decision.events.length;
    giveUpTerminations(decision, context);
    if (!isEnded(decision.state)) {
      timeOut(decision, context);
      cancelNeverAsked(decision);
      endWaves(decision);
      pauseOnFailure(decision, context);
      startWaves(decision, context);
      end(decision);
    }
    settled = decision.events.length === before;
  }
}

/** A job that has not ended by then is followed no more: AWS's own take hours at most. */
export const FOLLOW_LIMIT_MS = 24 * 3_600_000;

export const isFollowed = (job: JobState, now: Date): boolean =>
  !job.endedAt && now.getTime() - Date.parse(job.startedAt) < FOLLOW_LIMIT_MS;

/** So that a person can ask again. */
function giveUpTerminations(
  decision: Decision,
  context: DecisionContext,
): void {
  const { state } = decision;
  for (const job of state.jobs.values()) {
    if (
      job.kind === 'TERMINATE' &&
      !job.endedAt &&
      !isFollowed(job, context.now)
    ) {
      const standing = serversOf(state, job.sourceServerIds).filter(
        server => server.instanceState === 'TERMINATING',
      );
      if (standing.length > 0) {
        decision.add({
          type: 'TerminationFailed',
          sourceServerIds: standing.map(server => server.sourceServerId),
          code: 'NOT_TERMINATED',
          message: `Job ${job.jobId} did not end within a day`,
        });
      }
      decision.add({ type: 'JobEnded', jobId: job.jobId });
    }
  }
}

function timeOut(decision: Decision, context: DecisionContext): void {
  const { state } = decision;
  const now = context.now.getTime();

  for (const wave of state.waves.filter(isWaveRunning)) {
    const late = [...state.chunks.values()]
      .filter(chunk => chunk.waveNumber === wave.waveNumber)
      .filter(chunk => now >= (chunkDeadline(state, wave, chunk) ?? Infinity))
      .flatMap(chunk => serversOf(state, chunk.sourceServerIds))
      .filter(isOpen)
      .map(server => server.sourceServerId);
    if (late.length > 0) {
      decision.add({
        type: 'ServersTimedOut',
        waveNumber: wave.waveNumber,
        sourceServerIds: late,
      });
    }
  }

  if (!state.stop && now >= executionDeadline(state)) {
    decision.add({
      type: 'StopRequested',
      endAs: 'TIMED_OUT',
      reason: `Not done within ${state.started.plan.maxDurationMinutes} minutes`,
    });
  } else if (state.pause && now >= Date.parse(state.pause.until)) {
    decision.add({
      type: 'StopRequested',
      endAs: 'FAILED',
      reason: `Nobody decided in time: ${state.pause.message}`,
    });
  }
}

/** In milliseconds of the epoch. */
export const executionDeadline = (state: ExecutionState): number =>
  Date.parse(state.startedAt) + minutes(state.started.plan.maxDurationMinutes);

/**
 * When the servers of a chunk are given up, in milliseconds of the epoch. While
 * a paused execution holds a chunk back, its time does not run.
 */
export function chunkDeadline(
  state: ExecutionState,
  wave: WaveState,
  chunk: ChunkState,
): number | undefined {
  const limit = minutes(wave.maxWaitMinutes);
  if (chunk.firstRequestedAt) {
    return Date.parse(chunk.firstRequestedAt) + limit;
  }
  return state.pause || !wave.startedAt
    ? undefined
    : Date.parse(wave.startedAt) + limit;
}

function cancelNeverAsked(decision: Decision): void {
  const { state } = decision;
  if (!state.stop) {
    return;
  }
  const neverAsked = [...state.servers.values()]
    .filter(server => server.outcome === 'PENDING')
    .map(server => server.sourceServerId);
  if (neverAsked.length > 0) {
    decision.add({ type: 'ServersCancelled', sourceServerIds: neverAsked });
  }
}

function endWaves(decision: Decision): void {
  const { state } = decision;
  for (const wave of state.waves.filter(candidate => !isWaveOver(candidate))) {
    const servers = serversOf(state, wave.sourceServerIds);
    const hasBegun = isWaveRunning(wave) || state.stop !== undefined;
    if (hasBegun && !servers.some(isOpen)) {
      decision.add({
        type: 'WaveEnded',
        waveNumber: wave.waveNumber,
        ...waveResult(wave, servers),
      });
    }
  }
}

/** How a wave ended whose servers are all decided. */
export function waveResult(
  wave: Pick<WaveState, 'thresholdPercent'>,
  servers: readonly ServerState[],
): {
  status: 'COMPLETED' | 'PARTIAL' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED';
  reason?: string;
} {
  const up = servers.filter(
    server => server.outcome === 'LAUNCHED' || server.outcome === 'HEALTHY',
  );
  const cancelled = servers.filter(server => server.outcome === 'CANCELLED');
  if (servers.length === 0) {
    return { status: 'FAILED', reason: 'It had no servers to launch' };
  }
  if (cancelled.length > 0) {
    return {
      status: 'CANCELLED',
      reason: `${count(cancelled.length)} never launched`,
    };
  }
  if (up.length === servers.length) {
    return { status: 'COMPLETED' };
  }
  const failed = servers.filter(server => !up.includes(server));
  const reason = `${count(failed.length)} of ${servers.length} failed: ${named(
    failed,
  )}`;
  if ((up.length / servers.length) * 100 >= wave.thresholdPercent) {
    return { status: 'PARTIAL', reason };
  }
  return {
    status: failed.every(server => server.outcome === 'TIMED_OUT')
      ? 'TIMED_OUT'
      : 'FAILED',
    reason,
  };
}

const count = (servers: number): string =>
  servers === 1 ? '1 server' : `${servers} servers`;

/** Servers by name with what went wrong; the first three in full. */
function named(servers: readonly ServerState[]): string {
  const told = servers
    .slice(0, 3)
    .map(
      server => `${server.hostname} (${server.errorMessage ?? server.outcome})`,
    );
  const rest = servers.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

function pauseOnFailure(decision: Decision, context: DecisionContext): void {
  const { state } = decision;
  const failed = state.waves.find(
    wave => wave.status === 'FAILED' || wave.status === 'TIMED_OUT',
  );
  if (failed && !state.pause && !state.stop) {
    decision.add({
      type: 'ExecutionPaused',
      reason: 'FAILURE',
      until: after(
        context,
        minutes(state.started.settings.decisionTimeLimitMinutes),
      ),
      waveNumber: failed.waveNumber,
      message: `Wave ${failed.waveNumber} (${failed.waveName}): ${failed.reason}`,
    });
  }
}

function startWaves(decision: Decision, context: DecisionContext): void {
  for (const wave of decision.state.waves) {
    const { state } = decision;
    const mayStart = !state.pause && !state.stop;
    const ready = wave.dependsOn.every(number =>
      state.waves.some(
        other => other.waveNumber === number && isGoodEnough(other),
      ),
    );
    if (mayStart && wave.status === 'PENDING' && ready) {
      const servers = serversOf(state, wave.sourceServerIds);
      decision.add({
        type: 'WaveStarted',
        waveNumber: wave.waveNumber,
        chunks: chunksOf(
          servers.filter(server => server.notReady === undefined),
          state.started.settings.maxServersPerJob,
          context,
        ),
      });
      failNotReady(decision, servers);
    }
  }
}

function failNotReady(
  decision: Decision,
  servers: readonly ServerState[],
): void {
  const notReady = servers.flatMap(({ sourceServerId, notReady: message }) =>
    message === undefined
      ? []
      : [{ sourceServerId, code: 'SERVER_NOT_READY', message }],
  );
  if (notReady.length > 0) {
    decision.add({ type: 'ServersFailed', servers: notReady });
  }
}

/** Splits servers by account and Region, and each part by what one job may hold. */
function chunksOf(
  servers: readonly ServerState[],
  maxServersPerJob: number,
  context: DecisionContext,
) {
  return [...Map.groupBy(servers, scopeKey).values()].flatMap(inScope => {
    const chunks = [];
    for (let from = 0; from < inScope.length; from += maxServersPerJob) {
      chunks.push({
        chunkId: context.newId(),
        accountId: inScope[from].accountId,
        region: inScope[from].region,
        sourceServerIds: inScope
          .slice(from, from + maxServersPerJob)
          .map(server => server.sourceServerId),
      });
    }
    return chunks;
  });
}

function end(decision: Decision): void {
  const { state } = decision;
  const inFlight = [...state.chunks.values()].some(
    chunk =>
      isInFlight(chunk) && serversOf(state, chunk.sourceServerIds).some(isOpen),
  );
  if (inFlight || !state.waves.every(isWaveOver)) {
    return;
  }
  if (state.stop) {
    decision.add({ type: 'ExecutionEnded', status: state.stop.endAs });
  } else if (state.waves.every(isGoodEnough)) {
    decision.add({
      type: 'ExecutionEnded',
      status: state.waves.every(wave => wave.status === 'COMPLETED')
        ? 'COMPLETED'
        : 'PARTIAL',
    });
  }
  // Otherwise a wave failed: the pause waits for a person, or for its limit.
}
