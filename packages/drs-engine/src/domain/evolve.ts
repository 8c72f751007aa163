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

import { changedWave, withEntries } from './changes';
import type { ExecutionEvent, EventOf } from './events';
import { evolveLaunch } from './evolveLaunch';
import { evolveTermination } from './evolveTermination';
import type { ExecutionState, ServerState } from './state';

/** When and where in the log an event stands. */
export interface Position {
  readonly seq: number;
  readonly at: string;
}

/** Folds one fact into the state. Pure and total: whatever was logged can be folded. */
export function evolve(
  state: ExecutionState | undefined,
  event: ExecutionEvent,
  position: Position,
): ExecutionState {
  if (event.type === 'ExecutionStarted') {
    return initialState(event, position);
  }
  if (!state) {
    throw new Error(`A log cannot begin with ${event.type}`);
  }
  const next = { ...state, seq: position.seq };
  const { at } = position;

  switch (event.type) {
    case 'WaveStarted':
      return {
        ...next,
        status: next.status === 'PENDING' ? 'RUNNING' : next.status,
        waves: changedWave(state, event.waveNumber, wave => ({
          ...wave,
          status: 'LAUNCHING',
          startedAt: at,
          chunkIds: event.chunks.map(chunk => chunk.chunkId),
        })),
        chunks: withEntries(
          state.chunks,
          event.chunks.map(chunk => [
            chunk.chunkId,
            {
              ...chunk,
              waveNumber: event.waveNumber,
              status: 'PENDING',
              attempts: 0,
              intentIds: [],
            },
          ]),
        ),
      };

    case 'WaveEnded':
      return {
        ...next,
        waves: changedWave(state, event.waveNumber, wave => ({
          ...wave,
          status: event.status,
          reason: event.reason,
          endedAt: at,
        })),
      };

    case 'ExecutionPaused':
      return {
        ...next,
        status: 'PAUSED',
        pause: {
          reason: event.reason,
          since: at,
          until: event.until,
          waveNumber: event.waveNumber,
          message: event.message,
        },
      };

    case 'StopRequested':
      return {
        ...next,
        status: 'CANCELLING',
        pause: undefined,
        stop: { endAs: event.endAs, reason: event.reason },
      };

    case 'ExecutionEnded':
      return { ...next, status: event.status, endedAt: at, pause: undefined };

    case 'ChunkDeferred':
    case 'LaunchRequested':
    case 'LaunchAccepted':
    case 'LaunchRefused':
    case 'LaunchLost':
    case 'ServersLaunched':
    case 'ServersFailed':
    case 'ServersTimedOut':
    case 'ServersCancelled':
    case 'JobEnded':
    case 'InstancesDescribed':
      return evolveLaunch(next, event, at);

    case 'TerminationRequested':
    case 'TerminateIntended':
    case 'TerminateAccepted':
    case 'TerminateRefused':
    case 'TerminateLost':
    case 'InstancesTerminated':
    case 'TerminationFailed':
      return evolveTermination(next, event, at);

    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}

function initialState(
  event: EventOf<'ExecutionStarted'>,
  { seq, at }: Position,
): ExecutionState {
  return {
    executionId: event.executionId,
    seq,
    started: event,
    startedAt: at,
    status: 'PENDING',
    waves: event.waves.map(({ servers, ...wave }) => ({
      ...wave,
      sourceServerIds: servers.map(server => server.sourceServerId),
      chunkIds: [],
      status: 'PENDING',
    })),
    servers: new Map(
      event.waves.flatMap(wave =>
        wave.servers.map((server): [string, ServerState] => [
          server.sourceServerId,
          {
            ...server,
            waveNumber: wave.waveNumber,
            outcome: 'PENDING',
            instanceState: 'NONE',
            described: false,
            terminationRequested: false,
            terminationAttempts: 0,
          },
        ]),
      ),
    ),
    chunks: new Map(),
    jobs: new Map(),
    terminateIntents: new Map(),
  };
}
