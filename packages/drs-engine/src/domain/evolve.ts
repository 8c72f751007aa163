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

import type { ExecutionEvent, EventOf } from './events';
import type {
  ChunkState,
  ExecutionState,
  ServerState,
  WaveState,
} from './state';

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

    case 'ChunkDeferred':
      return {
        ...next,
        chunks: changedChunk(state, event.chunkId, chunk => ({
          ...chunk,
          status: 'WAITING_FOR_CAPACITY',
          waitReason: event.reason,
        })),
      };

    case 'LaunchRequested': {
      const chunk = state.chunks.get(event.chunkId);
      return {
        ...next,
        chunks: changedChunk(state, event.chunkId, current => ({
          ...current,
          status: 'REQUESTED',
          waitReason: undefined,
          retryAt: undefined,
          attempts: event.attempt,
          firstRequestedAt: current.firstRequestedAt ?? at,
          intentIds: [...current.intentIds, event.intentId],
          intent: {
            intentId: event.intentId,
            requestedAt: at,
            answerBy: event.answerBy,
          },
        })),
        servers: changedServers(
          state,
          chunk?.sourceServerIds ?? [],
          server => ({ ...server, outcome: 'LAUNCHING' }),
        ),
      };
    }

    case 'LaunchAccepted': {
      const chunk = chunkThatEverHad(state, event.intentId);
      if (!chunk) {
        return next;
      }
      return {
        ...next,
        chunks: changedChunk(state, chunk.chunkId, current => ({
          ...current,
          status: 'STARTED',
          intent: undefined,
          jobId: event.jobId,
        })),
        jobs: withEntries(state.jobs, [
          [
            event.jobId,
            {
              jobId: event.jobId,
              kind: 'LAUNCH',
              accountId: chunk.accountId,
              region: chunk.region,
              waveNumber: chunk.waveNumber,
              sourceServerIds: chunk.sourceServerIds,
              startedAt: at,
            },
          ],
        ]),
        servers: changedServers(state, chunk.sourceServerIds, server => ({
          ...server,
          jobId: event.jobId,
        })),
      };
    }

    case 'LaunchRefused':
    case 'LaunchLost': {
      const chunk = chunkOfIntent(state, event.intentId);
      if (!chunk) {
        return next;
      }
      const refused = event.type === 'LaunchRefused' ? event : undefined;
      return {
        ...next,
        chunks: changedChunk(state, chunk.chunkId, current => ({
          ...current,
          status: statusAfterNoLaunch(state, current, refused !== undefined),
          intent: undefined,
          waitReason: refused && `AWS: ${refused.message} (${refused.code})`,
          retryAt: refused?.retryAt,
        })),
        servers: changedServers(state, chunk.sourceServerIds, server =>
          server.outcome === 'LAUNCHING'
            ? { ...server, outcome: 'PENDING' }
            : server,
        ),
      };
    }

    case 'ServersLaunched': {
      const instances = new Map(
        event.servers.map(server => [
          server.sourceServerId,
          server.recoveryInstanceId,
        ]),
      );
      return {
        ...next,
        servers: changedServers(state, instances.keys(), server => ({
          ...server,
          // A launch that succeeds after its time-out stays timed out, but
          // there is an instance now, and somebody must be able to terminate it.
          outcome: isOpen(server) ? 'LAUNCHED' : server.outcome,
          instanceState: 'RUNNING',
          recoveryInstanceId: instances.get(server.sourceServerId),
          launchTime: at,
        })),
      };
    }

    case 'ServersFailed': {
      const failures = new Map(
        event.servers.map(server => [server.sourceServerId, server]),
      );
      return {
        ...next,
        servers: changedServers(state, failures.keys(), server =>
          isOpen(server)
            ? {
                ...server,
                outcome: 'FAILED',
                errorCode: failures.get(server.sourceServerId)?.code,
                errorMessage: failures.get(server.sourceServerId)?.message,
              }
            : server,
        ),
        chunks: doneWhereNothingFlies(state, failures.keys()),
      };
    }

    case 'ServersTimedOut': {
      const wave = state.waves.find(
        candidate => candidate.waveNumber === event.waveNumber,
      );
      return {
        ...next,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          outcome: 'TIMED_OUT',
          errorCode: 'TIMED_OUT',
          errorMessage: `Not up within ${wave?.maxWaitMinutes} minutes`,
        })),
        chunks: doneWhereNothingFlies(state, event.sourceServerIds),
      };
    }

    case 'ServersCancelled':
      return {
        ...next,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          outcome: 'CANCELLED',
        })),
        chunks: doneWhereNothingFlies(state, event.sourceServerIds),
      };

    case 'JobEnded':
      return {
        ...next,
        jobs: changedEntry(state.jobs, event.jobId, job => ({
          ...job,
          endedAt: at,
        })),
        chunks: mapValues(state.chunks, chunk =>
          chunk.jobId === event.jobId && chunk.status === 'STARTED'
            ? { ...chunk, status: 'DONE' }
            : chunk,
        ),
      };

    case 'InstancesDescribed': {
      const instances = new Map(
        event.instances.map(instance => [instance.sourceServerId, instance]),
      );
      return {
        ...next,
        servers: changedServers(state, instances.keys(), server => ({
          ...server,
          recoveryInstanceId: instances.get(server.sourceServerId)
            ?.recoveryInstanceId,
          privateIp: instances.get(server.sourceServerId)?.privateIp,
          described: true,
        })),
      };
    }

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

    case 'TerminationRequested':
      return {
        ...next,
        terminateAttempts: 0,
        terminateRetryAt: undefined,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          terminationRequested: true,
          terminationError: undefined,
        })),
      };

    case 'TerminateIntended':
      return {
        ...next,
        terminateAttempts: state.terminateAttempts + 1,
        terminateIntents: withEntries(state.terminateIntents, [
          [
            event.intentId,
            {
              intentId: event.intentId,
              accountId: event.accountId,
              region: event.region,
              sourceServerIds: event.sourceServerIds,
              requestedAt: at,
              answerBy: event.answerBy,
            },
          ],
        ]),
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          instanceState: 'TERMINATING',
        })),
      };

    case 'TerminateAccepted': {
      const intent = state.terminateIntents.get(event.intentId);
      if (!intent) {
        return next;
      }
      return {
        ...next,
        terminateIntents: without(state.terminateIntents, event.intentId),
        jobs: withEntries(state.jobs, [
          [
            event.jobId,
            {
              jobId: event.jobId,
              kind: 'TERMINATE',
              accountId: intent.accountId,
              region: intent.region,
              sourceServerIds: intent.sourceServerIds,
              startedAt: at,
            },
          ],
        ]),
      };
    }

    case 'TerminateRefused':
    case 'TerminateLost': {
      const intent = state.terminateIntents.get(event.intentId);
      return {
        ...next,
        terminateRetryAt:
          event.type === 'TerminateRefused' ? event.retryAt : undefined,
        terminateIntents: without(state.terminateIntents, event.intentId),
        servers: changedServers(
          state,
          intent?.sourceServerIds ?? [],
          server => ({ ...server, instanceState: 'RUNNING' }),
        ),
      };
    }

    case 'InstancesTerminated':
      return {
        ...next,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          instanceState: 'TERMINATED',
          terminationRequested: false,
          terminationError: undefined,
        })),
      };

    case 'TerminationFailed':
      return {
        ...next,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          instanceState: 'RUNNING',
          terminationRequested: false,
          terminationError: `${event.message} (${event.code})`,
        })),
      };

    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}

/** A server whose launch is not decided yet. */
export const isOpen = (server: ServerState): boolean =>
  server.outcome === 'PENDING' || server.outcome === 'LAUNCHING';

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
          },
        ]),
      ),
    ),
    chunks: new Map(),
    jobs: new Map(),
    terminateIntents: new Map(),
    terminateAttempts: 0,
  };
}

/** A chunk that waits and has no open server left has nothing to launch any more. */
function doneWhereNothingFlies(
  state: ExecutionState,
  closed: Iterable<string>,
): ReadonlyMap<string, ChunkState> {
  const ids = new Set(closed);
  return mapValues(state.chunks, chunk => {
    const waits =
      chunk.status === 'PENDING' || chunk.status === 'WAITING_FOR_CAPACITY';
    const allClosed = chunk.sourceServerIds.every(id => {
      const server = state.servers.get(id);
      return ids.has(id) || !server || !isOpen(server);
    });
    return waits && allClosed ? { ...chunk, status: 'DONE' } : chunk;
  });
}

/** Servers that timed out meanwhile are not launched again. */
function statusAfterNoLaunch(
  state: ExecutionState,
  chunk: ChunkState,
  refused: boolean,
): ChunkState['status'] {
  const open = chunk.sourceServerIds.some(id => {
    const server = state.servers.get(id);
    return server !== undefined && isOpen(server);
  });
  if (!open) {
    return 'DONE';
  }
  return refused ? 'WAITING_FOR_CAPACITY' : 'PENDING';
}

/** The chunk, if this is its intent whose answer is still awaited. */
export const chunkOfIntent = (
  state: ExecutionState,
  intentId: string,
): ChunkState | undefined =>
  [...state.chunks.values()].find(chunk => chunk.intent?.intentId === intentId);

/** The chunk, also if the intent was given up since: answers may come late. */
export const chunkThatEverHad = (
  state: ExecutionState,
  intentId: string,
): ChunkState | undefined =>
  [...state.chunks.values()].find(chunk => chunk.intentIds.includes(intentId));

const changedWave = (
  state: ExecutionState,
  waveNumber: number,
  change: (wave: WaveState) => WaveState,
): readonly WaveState[] =>
  state.waves.map(wave =>
    wave.waveNumber === waveNumber ? change(wave) : wave,
  );

const changedChunk = (
  state: ExecutionState,
  chunkId: string,
  change: (chunk: ChunkState) => ChunkState,
) => changedEntry(state.chunks, chunkId, change);

function changedServers(
  state: ExecutionState,
  sourceServerIds: Iterable<string>,
  change: (server: ServerState) => ServerState,
): ReadonlyMap<string, ServerState> {
  const servers = new Map(state.servers);
  for (const id of sourceServerIds) {
    const server = servers.get(id);
    if (server) {
      servers.set(id, change(server));
    }
  }
  return servers;
}

function changedEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  change: (value: V) => V,
): ReadonlyMap<string, V> {
  const value = map.get(key);
  return value === undefined ? map : withEntries(map, [[key, change(value)]]);
}

const withEntries = <V>(
  map: ReadonlyMap<string, V>,
  entries: readonly (readonly [string, V])[],
): ReadonlyMap<string, V> => new Map([...map, ...entries]);

function without<V>(
  map: ReadonlyMap<string, V>,
  key: string,
): ReadonlyMap<string, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

const mapValues = <V>(
  map: ReadonlyMap<string, V>,
  change: (value: V) => V,
): ReadonlyMap<string, V> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));
