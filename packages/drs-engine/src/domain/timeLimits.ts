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

import { minutes, type Decision, type DecisionContext } from './context';
import { isStanding } from './commands';
import { healthLimits } from './health';
import { restoreLimits } from './launchSettings';
import { openChunks, openJobs, serversOfNote } from './ofNote';
import {
  executionDeadline,
  heldMs,
  isHookOut,
  isInFlight,
  isOpen,
  isWaveRunning,
  openApprovals,
  serversOf,
} from './rules';
import {
  isEnded,
  type ChunkState,
  type ExecutionState,
  type JobState,
  type ServerState,
  type WaveState,
} from './state';

/** A job that has not ended by then is followed no more: AWS's own take hours at most. */
const FOLLOW_LIMIT_MS = 24 * 3_600_000;
/** AWS is asked no longer to terminate: longer than a job is followed that is in the way. */
const TERMINATE_LIMIT_MS = 2 * FOLLOW_LIMIT_MS;

export const isFollowed = (job: JobState, now: Date): boolean =>
  !job.endedAt && now.getTime() < followedUntil(job);

const followedUntil = (job: JobState): number =>
  Date.parse(job.startedAt) + FOLLOW_LIMIT_MS;

/** A launch that was lost is looked for no longer, though nobody could look; in milliseconds of the epoch. */
const stopsLookingAt = (lostAt: string): number =>
  Date.parse(lostAt) + FOLLOW_LIMIT_MS;

/**
 * What AWS has not told for so long it is not asked any more, so that nothing is
 * waited for without end, and a person can ask again.
 */
export function giveUpAsking(
  decision: Decision,
  context: DecisionContext,
): void {
  const now = context.now.getTime();
  giveUpAnswers(decision, now);
  const { state } = decision;
  for (const job of openJobs(state.jobs)) {
    if (!isFollowed(job, context.now)) {
      if (job.kind === 'TERMINATE') {
        giveUpTerminating(
          decision,
          serversOf(state, job.sourceServerIds).filter(
            server => server.instanceState === 'TERMINATING',
          ),
          `Job ${job.jobId} did not end within a day`,
        );
      }
      decision.add({ type: 'JobEnded', jobId: job.jobId, givenUp: true });
    }
  }
  giveUpTerminating(
    decision,
    serversOfNote(decision.state.servers).terminationRequested.filter(
      server => now >= terminateLimit(server),
    ),
    'AWS could not be asked for two days',
  );
}

function giveUpTerminating(
  decision: Decision,
  servers: readonly ServerState[],
  message: string,
): void {
  if (servers.length > 0) {
    decision.add({
      type: 'TerminationFailed',
      sourceServerIds: servers.map(server => server.sourceServerId),
      code: 'NOT_TERMINATED',
      message,
    });
  }
}

/** When nobody tries any more; in milliseconds of the epoch. */
const terminateLimit = (server: ServerState): number =>
  server.terminationRequested &&
  server.terminationSince !== undefined &&
  server.instanceState === 'RUNNING'
    ? Date.parse(server.terminationSince) + TERMINATE_LIMIT_MS
    : Infinity;

/** Calls whose answer was lost, and whose jobs could not be looked for since. */
function giveUpAnswers(decision: Decision, now: number): void {
  const { state } = decision;
  for (const { intent, lostAt, intentIds } of openChunks(state.chunks)) {
    if (intent && now >= Date.parse(intent.requestedAt) + FOLLOW_LIMIT_MS) {
      decision.add({ type: 'LaunchLost', intentId: intent.intentId });
    } else if (!intent && lostAt && now >= stopsLookingAt(lostAt)) {
      decision.add({
        type: 'LaunchLost',
        intentId: intentIds[intentIds.length - 1],
        final: true,
      });
    }
  }
  for (const intent of state.terminateIntents.values()) {
    if (now >= Date.parse(intent.requestedAt) + FOLLOW_LIMIT_MS) {
      decision.add({
        type: 'TerminateLost',
        intentId: intent.intentId,
        retryAt: new Date(now).toISOString(),
      });
      giveUpTerminating(
        decision,
        serversOf(decision.state, intent.sourceServerIds),
        'AWS gave no answer, and could not be asked since',
      );
    }
  }
}

/** When the engine stops asking AWS; in milliseconds of the epoch. */
const askingLimits = (state: ExecutionState): number[] => {
  const chunks = openChunks(state.chunks);
  const intents = [
    ...chunks.flatMap(({ intent }) => intent ?? []),
    ...state.terminateIntents.values(),
  ];
  return [
    ...openJobs(state.jobs).map(followedUntil),
    ...intents.map(intent => Date.parse(intent.requestedAt) + FOLLOW_LIMIT_MS),
    ...chunks.flatMap(({ lostAt }) => (lostAt ? [stopsLookingAt(lostAt)] : [])),
    ...serversOfNote(state.servers)
      .terminationRequested.map(terminateLimit)
      .filter(Number.isFinite),
  ];
};

/** When a drill's instances are terminated by themselves, once it has ended. */
export const terminateAt = (state: ExecutionState): string | undefined => {
  const { executionType, timeToLiveMinutes } = state.started;
  return state.endedAt &&
    executionType === 'DRILL' &&
    timeToLiveMinutes !== undefined
    ? new Date(
        Date.parse(state.endedAt) + minutes(timeToLiveMinutes),
      ).toISOString()
    : undefined;
};

/** Instances of a drill whose time is up; what could not be terminated is left to a person. */
const outlived = (state: ExecutionState): ServerState[] =>
  [...state.servers.values()].filter(
    server => isStanding(server) && server.terminationError === undefined,
  );

export function endLife(decision: Decision, { now }: DecisionContext): void {
  const { state } = decision;
  const at = terminateAt(state);
  const standing = outlived(state);
  if (at && standing.length > 0 && now.getTime() >= Date.parse(at)) {
    decision.add({
      type: 'TerminationRequested',
      sourceServerIds: standing.map(server => server.sourceServerId),
      cause: 'TIME_TO_LIVE',
    });
  }
}

export function timeOut(decision: Decision, context: DecisionContext): void {
  timeOutServers(decision, context);
  const { state } = decision;
  const now = context.now.getTime();
  if (state.stop) {
    return;
  }
  const deadline = executionDeadline(state, now);
  if (deadline !== undefined && now >= deadline) {
    decision.add({
      type: 'StopRequested',
      endAs: 'TIMED_OUT',
      reason: `Not done within ${state.started.plan.maxDurationMinutes} minutes`,
    });
    return;
  }
  const undecided = [...state.holds.values()].find(
    hold => now >= Date.parse(hold.until),
  );
  const unanswered =
    state.holds.size === 0 &&
    openApprovals(state).find(approval => now >= Date.parse(approval.until));
  if (undecided) {
    decision.add({
      type: 'StopRequested',
      endAs: undecided.reason === 'FAILURE' ? 'FAILED' : 'TIMED_OUT',
      reason: `Nobody decided in time: ${undecided.message}`,
    });
  } else if (unanswered) {
    decision.add({
      type: 'StopRequested',
      endAs: 'TIMED_OUT',
      reason: `Nobody approved ${
        unanswered.waveNumber === undefined
          ? 'the start'
          : `wave ${unanswered.waveNumber}`
      } in time`,
    });
  }
}

function timeOutServers(decision: Decision, { now }: DecisionContext): void {
  const late = new Map<number, string[]>();
  for (const { server, deadline } of openServers(decision.state, now)) {
    if (now.getTime() >= deadline) {
      const ofWave = late.get(server.waveNumber) ?? [];
      ofWave.push(server.sourceServerId);
      late.set(server.waveNumber, ofWave);
    }
  }
  for (const [waveNumber, sourceServerIds] of late) {
    decision.add({ type: 'ServersTimedOut', waveNumber, sourceServerIds });
  }
}

/** Servers whose launch is open, each with the time when it is given up, in milliseconds of the epoch; or Infinity. */
function openServers(
  state: ExecutionState,
  now: Date,
): { server: ServerState; deadline: number }[] {
  const waves = new Map(state.waves.map(wave => [wave.waveNumber, wave]));
  const open = new Map<string, { server: ServerState; deadline: number }>();
  for (const chunk of openChunks(state.chunks)) {
    const wave = waves.get(chunk.waveNumber);
    const deadline =
      wave && isWaveRunning(wave)
        ? chunkDeadline(state, wave, chunk, now)
        : Infinity;
    for (const server of serversOf(state, chunk.sourceServerIds)) {
      if (chunk.status !== 'DONE' && isOpen(server)) {
        // A launch that shows late takes no time from the one that came after it.
        const known = open.get(server.sourceServerId)?.deadline ?? 0;
        open.set(server.sourceServerId, {
          server,
          deadline: Math.max(known, deadline),
        });
      }
    }
  }
  // Launches that were adopted are in no chunk.
  for (const server of serversOfNote(state.servers).launching) {
    if (!open.has(server.sourceServerId)) {
      const job = server.jobId && state.jobs.get(server.jobId);
      const limit = waves.get(server.waveNumber)?.maxWaitMinutes ?? 0;
      open.set(server.sourceServerId, {
        server,
        deadline: job
          ? Date.parse(job.startedAt) + minutes(limit)
          : now.getTime(),
      });
    }
  }
  return [...open.values()];
}

/**
 * When the servers of a chunk are given up, in milliseconds of the epoch. While
 * a paused execution holds a chunk back, its time does not run.
 */
function chunkDeadline(
  state: ExecutionState,
  wave: WaveState,
  chunk: ChunkState,
  now: Date,
): number {
  const limit = minutes(wave.maxWaitMinutes);
  const deadline = Date.parse(chunk.clockFrom) + limit;
  if (isInFlight(chunk)) {
    return deadline;
  }
  return state.pausedSince
    ? Infinity
    : deadline + heldMs(state, now.getTime()) - chunk.heldMsAtClock;
}

/** When decisions fall due by themselves, in milliseconds of the epoch; one that has passed is due now. */
export function limits(state: ExecutionState, now: Date): number[] {
  const always = [...askingLimits(state), ...restoreLimits(state)];
  if (isEnded(state)) {
    const at = terminateAt(state);
    return [
      ...always,
      ...(at && outlived(state).length > 0 ? [Date.parse(at)] : []),
    ];
  }
  const ofRun = state.stop
    ? []
    : [
        executionDeadline(state, now.getTime()),
        ...[...state.holds.values()].map(hold => Date.parse(hold.until)),
        ...(state.holds.size === 0
          ? openApprovals(state).map(approval => Date.parse(approval.until))
          : []),
        ...state.waves
          .filter(wave => isWaveRunning(wave) && !wave.readyAt)
          .map(wave => wave.waitUntil && Date.parse(wave.waitUntil)),
      ];
  const ofHooks = state.waves
    .flatMap(wave => wave.hooks)
    .filter(isHookOut)
    .map(hook => hook.answerBy && Date.parse(hook.answerBy));
  return [
    ...always,
    ...healthLimits(state),
    ...[
      ...ofRun,
      ...ofHooks,
      ...openServers(state, now).map(({ deadline }) => deadline),
    ].flatMap(time => (typeof time === 'number' ? [time] : [])),
  ];
}
