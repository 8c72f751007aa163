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
  changedChunk,
  changedEntry,
  changedServers,
  changedWave,
  mapValues,
  withEntries,
} from './changes';
import type { EventOf, UnknownJob } from './events';
import { heldMs, isInRunningJob, isOpen, isWaiting } from './rules';
import type {
  ChunkState,
  ExecutionState,
  JobState,
  ServerState,
} from './state';

/** The facts of launching, up to what became of each server. */
export type LaunchEvent = EventOf<
  | 'ChunksAdded'
  | 'ChunkSplit'
  | 'ChunkDeferred'
  | 'LaunchRequested'
  | 'LaunchAccepted'
  | 'LaunchRefused'
  | 'LaunchLost'
  | 'ServersLaunched'
  | 'ServersHealthChecked'
  | 'ServersFailed'
  | 'ServersTimedOut'
  | 'ServersCancelled'
  | 'JobEnded'
  | 'InstancesDescribed'
>;

/** Folds a fact of launching into the state. */
export function evolveLaunch(
  state: ExecutionState,
  event: LaunchEvent,
  at: string,
): ExecutionState {
  switch (event.type) {
    case 'ChunksAdded':
      return newChunks(state, event, at);

    case 'ChunkSplit': {
      const whole = state.chunks.get(event.chunkId);
      if (!whole) {
        return state;
      }
      const { waveNumber, retryAt, waitReason, clockFrom, heldMsAtClock } =
        whole;
      return {
        ...state,
        waves: changedWave(state, waveNumber, wave => ({
          ...wave,
          chunkIds: [...wave.chunkIds, ...event.chunks.map(idOf)],
        })),
        chunks: withEntries(state.chunks, [
          [whole.chunkId, { ...whole, status: 'DONE', waitReason: undefined }],
          // Their time goes on running where it was.
          ...event.chunks.map((part): [string, ChunkState] => [
            part.chunkId,
            {
              ...part,
              waveNumber,
              status: waitReason ? 'WAITING_FOR_CAPACITY' : 'PENDING',
              waitReason,
              retryAt,
              attempts: 0,
              clockFrom,
              heldMsAtClock,
              firstRequestedAt: undefined,
              intentIds: [],
              asked: [],
            },
          ]),
        ]),
      };
    }

    case 'ChunkDeferred':
      return {
        ...state,
        chunks: changedChunk(state, event.chunkId, chunk => ({
          ...chunk,
          status: 'WAITING_FOR_CAPACITY',
          waitReason: event.reason,
        })),
      };

    case 'LaunchRequested':
      return {
        ...state,
        chunks: changedChunk(state, event.chunkId, current => ({
          ...current,
          status: 'REQUESTED',
          sourceServerIds: event.sourceServerIds,
          waitReason: undefined,
          retryAt: undefined,
          attempts: event.attempt,
          // Its time does not run while the run is held and it waits.
          clockFrom: current.firstRequestedAt
            ? later(
                current.clockFrom,
                heldMs(state, Date.parse(at)) - current.heldMsAtClock,
              )
            : at,
          heldMsAtClock: heldMs(state, Date.parse(at)),
          firstRequestedAt: current.firstRequestedAt ?? at,
          intentIds: [...current.intentIds, event.intentId],
          asked: [...current.asked, event.sourceServerIds],
          intent: {
            intentId: event.intentId,
            requestedAt: at,
            answerBy: event.answerBy,
          },
        })),
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          outcome: 'LAUNCHING',
        })),
      };

    case 'LaunchAccepted': {
      const chunk = chunkThatEverHad(state, event.intentId);
      if (!chunk) {
        return state;
      }
      const sourceServerIds =
        chunk.asked[chunk.intentIds.indexOf(event.intentId)];
      return {
        ...state,
        chunks: changedChunk(state, chunk.chunkId, current => ({
          ...current,
          status: 'STARTED',
          intent: undefined,
          lostAt: undefined,
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
              sourceServerIds,
              askedAt: chunk.firstRequestedAt ?? at,
              startedAt: at,
            },
          ],
        ]),
        servers: changedServers(state, sourceServerIds, server => ({
          ...server,
          // DRS has a server in one job: one that shows late is over already.
          jobId: isInRunningJob(state, server) ? server.jobId : event.jobId,
          // A launch that was given up and shows late is under way all the same.
          outcome: server.outcome === 'PENDING' ? 'LAUNCHING' : server.outcome,
        })),
      };
    }

    case 'LaunchRefused':
    case 'LaunchLost': {
      if (event.type === 'LaunchLost' && event.final) {
        return {
          ...state,
          chunks: changedChunk(
            state,
            chunkThatEverHad(state, event.intentId)?.chunkId ?? '',
            chunk => ({ ...chunk, lostAt: undefined, lostForGoodAt: at }),
          ),
        };
      }
      const chunk = chunkOfIntent(state, event.intentId);
      if (!chunk) {
        return state;
      }
      const refused = event.type === 'LaunchRefused' ? event : undefined;
      return {
        ...state,
        chunks: changedChunk(state, chunk.chunkId, current => ({
          ...current,
          status: statusAfterNoLaunch(state, current, refused !== undefined),
          heldMsAtClock: heldMs(state, Date.parse(at)),
          intent: undefined,
          waitReason: refused && `AWS: ${refused.message} (${refused.code})`,
          retryAt: refused?.retryAt,
          lostAt: refused ? current.lostAt : at,
        })),
        servers: changedServers(state, chunk.sourceServerIds, server =>
          // It may be up and coming in the job of an attempt that was given up.
          server.outcome === 'LAUNCHING' && !isInRunningJob(state, server)
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
        ...state,
        servers: changedServers(state, instances.keys(), server =>
          launched(
            server,
            event.jobId,
            instances.get(server.sourceServerId),
            at,
          ),
        ),
        chunks: doneWhereNothingFlies(state, instances.keys()),
      };
    }

    case 'ServersHealthChecked': {
      const checked = new Map(
        event.servers.map(server => [server.sourceServerId, server]),
      );
      return {
        ...state,
        servers: changedServers(state, checked.keys(), server => {
          const result = checked.get(server.sourceServerId);
          if (server.outcome !== 'LAUNCHED' || !result) {
            return server;
          }
          return result.healthy
            ? { ...server, outcome: 'HEALTHY', healthyAt: at, decidedAt: at }
            : {
                ...server,
                outcome: 'UNHEALTHY',
                decidedAt: at,
                healthMessage: result.message,
                errorCode: 'UNHEALTHY',
                errorMessage: result.message,
              };
        }),
      };
    }

    case 'ServersFailed': {
      const failures = new Map(
        event.servers.map(server => [server.sourceServerId, server]),
      );
      return {
        ...state,
        servers: changedServers(state, failures.keys(), server =>
          isOpen(server)
            ? {
                ...server,
                outcome: 'FAILED',
                decidedAt: at,
                errorCode: failures.get(server.sourceServerId)?.code,
                errorMessage: failures.get(server.sourceServerId)?.message,
              }
            : server,
        ),
        chunks: doneWhereNothingFlies(state, failures.keys()),
      };
    }

    case 'ServersTimedOut':
      return {
        ...state,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          outcome: 'TIMED_OUT',
          decidedAt: at,
          errorCode: 'TIMED_OUT',
          errorMessage: timeOutMessage(state, server),
        })),
        chunks: doneWhereNothingFlies(state, event.sourceServerIds),
      };

    case 'ServersCancelled':
      return {
        ...state,
        servers: changedServers(state, event.sourceServerIds, server => ({
          ...server,
          outcome: 'CANCELLED',
        })),
        chunks: doneWhereNothingFlies(state, event.sourceServerIds),
      };

    case 'JobEnded':
      return {
        ...state,
        jobs: changedEntry(
          state.jobs,
          event.jobId,
          (job): JobState => ({
            ...job,
            endedAt: at,
          }),
        ),
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
        ...state,
        servers: changedServers(state, instances.keys(), server => ({
          ...server,
          recoveryInstanceId: instances.get(server.sourceServerId)
            ?.recoveryInstanceId,
          privateIp: instances.get(server.sourceServerId)?.privateIp,
          pointInTime:
            instances.get(server.sourceServerId)?.pointInTime ??
            server.pointInTime,
          described: true,
        })),
      };
    }

    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}

const idOf = ({ chunkId }: { chunkId: string }): string => chunkId;

/** The state with more chunks of a wave, to be launched from now on. */
export function newChunks(
  state: ExecutionState,
  event: EventOf<'WaveStarted' | 'ChunksAdded'>,
  at: string,
): ExecutionState {
  const { waveNumber } = event;
  return {
    ...state,
    waves: changedWave(state, waveNumber, wave => ({
      ...wave,
      chunkIds: [...wave.chunkIds, ...event.chunks.map(idOf)],
    })),
    chunks: withEntries(
      state.chunks,
      event.chunks.map((chunk): [string, ChunkState] => [
        chunk.chunkId,
        {
          ...chunk,
          waveNumber,
          status: 'PENDING',
          attempts: 0,
          clockFrom: at,
          heldMsAtClock: heldMs(state, Date.parse(at)),
          intentIds: [],
          asked: [],
        },
      ]),
    ),
  };
}

/** Launches that the log had not known are followed like those that it asked for. */
export function withAdoptedJobs(
  state: ExecutionState,
  jobs: readonly UnknownJob[],
  at: string,
): ExecutionState {
  const adopted = new Set(jobs.map(job => job.jobId));
  const jobOf = new Map(
    jobs.flatMap(job => job.sourceServerIds.map(id => [id, job.jobId])),
  );
  return {
    ...state,
    unknownJobs: state.unknownJobs.filter(job => !adopted.has(job.jobId)),
    jobs: withEntries(
      state.jobs,
      jobs.map(({ jobId, accountId, region, waveNumber, ...job }) => [
        jobId,
        {
          jobId,
          kind: 'LAUNCH',
          accountId,
          region,
          waveNumber,
          sourceServerIds: job.sourceServerIds,
          askedAt: job.createdAt,
          startedAt: at,
        },
      ]),
    ),
    servers: changedServers(state, jobOf.keys(), server => ({
      ...server,
      jobId: jobOf.get(server.sourceServerId),
      outcome: server.outcome === 'PENDING' ? 'LAUNCHING' : server.outcome,
    })),
  };
}

const later = (time: string, milliseconds: number): string =>
  new Date(Date.parse(time) + milliseconds).toISOString();

/** @param jobId - of the job that launched it; absent in logs of the first release */
function launched(
  server: ServerState,
  jobId: string | undefined,
  recoveryInstanceId: string | undefined,
  at: string,
): ServerState {
  const isOfPresentJob =
    jobId === undefined || server.jobId === undefined || server.jobId === jobId;
  if (!isOfPresentJob && server.launchedBy === server.jobId) {
    // Replaced by a later launch before anybody had seen it.
    return server;
  }
  return {
    ...server,
    // A launch that succeeds after its time-out stays timed out, but
    // there is an instance now, and somebody must be able to terminate it.
    outcome: isOpen(server) && isOfPresentJob ? 'LAUNCHED' : server.outcome,
    instanceState: 'RUNNING',
    jobId: isOfPresentJob ? jobId ?? server.jobId : server.jobId,
    launchedBy: jobId ?? server.jobId,
    recoveryInstanceId,
    // What is known of an instance that this one replaced.
    privateIp: undefined,
    pointInTime: undefined,
    described: false,
    launchTime: at,
    checkedFrom: at,
  };
}

/** What it waited for to the last says more than the limit does. */
function timeOutMessage(state: ExecutionState, server: ServerState): string {
  const wave = state.waves.find(
    candidate => candidate.waveNumber === server.waveNumber,
  );
  const waitReason =
    server.settings?.message ??
    [...state.chunks.values()].findLast(chunk =>
      chunk.sourceServerIds.includes(server.sourceServerId),
    )?.waitReason;
  return `Not up within ${wave?.maxWaitMinutes} minutes${
    waitReason ? `. ${waitReason}` : ''
  }`;
}

/** A chunk that waits and has no open server left has nothing to launch any more. */
export function doneWhereNothingFlies(
  state: ExecutionState,
  closed: Iterable<string>,
): ReadonlyMap<string, ChunkState> {
  const ids = new Set(closed);
  const isClosed = (id: string): boolean => {
    const server = state.servers.get(id);
    return ids.has(id) || !server || !isOpen(server);
  };
  return mapValues(state.chunks, chunk =>
    isWaiting(chunk) && chunk.sourceServerIds.every(isClosed)
      ? { ...chunk, status: 'DONE' }
      : chunk,
  );
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
