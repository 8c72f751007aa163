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

import { changedServers } from './changes';
import type { EventOf } from './events';
import type { ExecutionState, ServerState, WaveState } from './state';

/** What a person has tried again waits for its launch as if nothing had been. */
export function withRetried(
  state: ExecutionState,
  { waves, sourceServerIds }: EventOf<'RetryRequested'>,
): ExecutionState {
  return {
    ...state,
    servers: changedServers(state, sourceServerIds, retried),
    waves: state.waves.map(wave =>
      waves.includes(wave.waveNumber) ? reopened(wave) : wave,
    ),
  };
}

const retried = (server: ServerState): ServerState => ({
  ...server,
  outcome: 'PENDING',
  jobId: undefined,
  launchTime: undefined,
  healthyAt: undefined,
  healthMessage: undefined,
  described: false,
  errorCode: undefined,
  errorMessage: undefined,
  notReady: undefined,
  // Those that were put back must be applied once more.
  settings:
    server.settings?.status === 'APPLIED' ||
    server.settings?.status === 'CHANGING'
      ? { ...server.settings, retryAt: undefined, failures: 0 }
      : undefined,
});

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
    chunks: new Map(
      [...state.chunks].map(([chunkId, chunk]) => [
        chunkId,
        chunk.sourceServerIds.some(id => ids.has(id)) &&
        (chunk.status === 'PENDING' || chunk.status === 'WAITING_FOR_CAPACITY')
          ? withoutServers(chunk, ids)
          : chunk,
      ]),
    ),
  };
}

function withoutServers<
  C extends { sourceServerIds: readonly string[]; status: string },
>(chunk: C, ids: ReadonlySet<string>): C {
  const left = chunk.sourceServerIds.filter(id => !ids.has(id));
  return left.length === 0
    ? { ...chunk, status: 'DONE' }
    : { ...chunk, sourceServerIds: left };
}

const reopened = (wave: WaveState): WaveState => ({
  ...wave,
  status: 'PENDING',
  reason: undefined,
  endedAt: undefined,
});
