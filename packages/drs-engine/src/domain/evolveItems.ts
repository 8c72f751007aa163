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

import { changedServers, mapValues } from './changes';
import type { EventOf } from './events';
import { doneWhereNothingFlies } from './evolveLaunch';
import { heldMs, isInFlight, isUpLate, isWaiting } from './rules';
import type {
  EarlierLaunch,
  ExecutionState,
  ServerState,
  SettingsChange,
  WaveState,
} from './state';

/**
 * What a person has tried again waits for its launch as if nothing had been. A
 * launch that is under way yet, or was only late, is taken and not repeated.
 */
export function withRetried(
  state: ExecutionState,
  { waves, sourceServerIds }: EventOf<'RetryRequested'>,
  at: string,
): ExecutionState {
  const ids = new Set(sourceServerIds);
  return {
    ...state,
    servers: changedServers(state, ids, server =>
      isUpLate(server) ? takenLate(server, at) : retried(server, at),
    ),
    waves: state.waves.map(wave =>
      waves.includes(wave.waveNumber) ? reopened(wave) : wave,
    ),
    // Their time begins anew.
    chunks: mapValues(state.chunks, chunk =>
      (isWaiting(chunk) || isInFlight(chunk)) &&
      chunk.sourceServerIds.some(id => ids.has(id))
        ? {
            ...chunk,
            clockFrom: at,
            heldMsAtClock: heldMs(state, Date.parse(at)),
          }
        : chunk,
    ),
  };
}

const takenLate = (server: ServerState, at: string): ServerState => ({
  ...server,
  outcome: 'LAUNCHED',
  decidedAt: undefined,
  errorCode: undefined,
  errorMessage: undefined,
  checkedFrom: at,
});

const retried = (server: ServerState, at: string): ServerState => ({
  ...server,
  outcome: 'PENDING',
  queuedSince: at,
  earlierLaunches: withLaunchOf(server),
  jobId: undefined,
  launchTime: undefined,
  checkedFrom: undefined,
  healthyAt: undefined,
  decidedAt: undefined,
  healthMessage: undefined,
  described: false,
  errorCode: undefined,
  errorMessage: undefined,
  notReady: undefined,
  settings: settingsOfRetried(server.settings),
});

/** One that was given up already and went on all the same stands there once. */
function withLaunchOf({
  earlierLaunches = [],
  jobId,
  queuedSince,
  launchTime,
  decidedAt,
}: ServerState): readonly EarlierLaunch[] {
  return jobId === undefined
    ? earlierLaunches
    : [
        ...earlierLaunches.filter(launch => launch.jobId !== jobId),
        { jobId, queuedSince, launchTime, decidedAt },
      ];
}

/**
 * They are looked at once more before the launch, for they may be being put
 * back just now. What was there at first is known as long as it was not put back.
 */
function settingsOfRetried(
  settings: SettingsChange | undefined,
): SettingsChange | undefined {
  switch (settings?.status) {
    case 'CHANGING':
    case 'APPLIED':
    case 'RESTORE_FAILED':
      return {
        ...settings,
        status: 'CHANGING',
        retryAt: undefined,
        failures: 0,
        message: undefined,
      };
    case 'RESTORED':
    case 'NOT_OURS':
    case undefined:
      return undefined;
    default:
      throw new Error(`Unknown status ${settings?.status satisfies undefined}`);
  }
}

/** Servers that a person goes on without keep the reason why they failed. */
export function withSkipped(
  state: ExecutionState,
  { waves, sourceServerIds }: EventOf<'SkipRequested'>,
): ExecutionState {
  const ids = new Set(sourceServerIds);
  return {
    ...state,
    servers: changedServers(state, sourceServerIds, server => ({
      ...server,
      outcome: 'SKIPPED',
    })),
    waves: state.waves.map(wave => {
      if (waves.includes(wave.waveNumber)) {
        return { ...reopened(wave), skipped: true };
      }
      // Its result is another one without them.
      return wave.sourceServerIds.some(id => ids.has(id))
        ? reopened(wave)
        : wave;
    }),
    // They stay in their chunks: a launch of them that was lost may show yet.
    chunks: doneWhereNothingFlies(state, ids),
  };
}

const reopened = (wave: WaveState): WaveState => ({
  ...wave,
  status: 'PENDING',
  reason: undefined,
  endedAt: undefined,
  // It waits anew once its servers are up, unless what depends on it has begun.
  waitUntil: wave.readyAt ? wave.waitUntil : undefined,
});
