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

import { changedWave, without, withEntries } from './changes';
import type { EventOf, ExecutionEvent } from './events';
import { evolveHook, hooksAsPinned, withFailedHooksReset } from './evolveHooks';
import { evolveLaunch, newChunks, withAdoptedJobs } from './evolveLaunch';
import { evolveSettings } from './evolveSettings';
import { evolveTermination } from './evolveTermination';
import { withRetried, withSkipped } from './evolveItems';
import type {
  ExecutionState,
  HoldReason,
  PastHold,
  ServerState,
} from './state';
import { withStatus } from './status';
import { stopOf } from './stopOf';

/** When and where in the log an event stands, and whose it is. */
export interface Position {
  readonly seq: number;
  readonly at: string;
  /** An entity ref, or `system`; absent while it is being decided. */
  readonly actor?: string;
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
  const next = fold({ ...state, seq: position.seq }, event, position);
  return withStatus(state, next, position.at);
}

/** @param reason - absent: whatever holds the run */
const withEndOf = (
  holds: readonly PastHold[],
  at: string,
  reason?: HoldReason,
): PastHold[] =>
  holds.map(hold =>
    hold.endedAt === undefined && (reason ?? hold.reason) === hold.reason
      ? { ...hold, endedAt: at }
      : hold,
  );

/** The time limits of approvals do not run while the whole run is held. */
function withoutHold(
  state: ExecutionState,
  reason: HoldReason,
  at: string,
): ExecutionState {
  const holds = without(state.holds, reason);
  const everyHold = withEndOf(state.everyHold, at, reason);
  const { holdsSince } = state;
  if (holds.size > 0 || holdsSince === undefined) {
    return { ...state, holds, everyHold };
  }
  const heldFrom = Date.parse(holdsSince);
  return {
    ...state,
    holds,
    everyHold,
    holdsSince: undefined,
    approvals: state.approvals.map(approval =>
      approval.decision
        ? approval
        : {
            ...approval,
            until: new Date(
              Date.parse(approval.until) +
                Date.parse(at) -
                Math.max(heldFrom, Date.parse(approval.since)),
            ).toISOString(),
          },
    ),
  };
}

function fold(
  state: ExecutionState,
  event: Exclude<ExecutionEvent, { type: 'ExecutionStarted' }>,
  { at, actor }: Position,
): ExecutionState {
  switch (event.type) {
    case 'WaveStarted':
      return newChunks(
        {
          ...state,
          waves: changedWave(state, event.waveNumber, wave => ({
            ...wave,
            startedAt: at,
          })),
        },
        event,
        at,
      );

    case 'WaveWaiting':
      return {
        ...state,
        waves: changedWave(state, event.waveNumber, wave => ({
          ...wave,
          waitingSince: at,
          waitUntil: event.until,
        })),
      };

    case 'WaveReady':
      return {
        ...state,
        waves: changedWave(state, event.waveNumber, wave => ({
          ...wave,
          readyAt: at,
        })),
      };

    case 'WaveEnded':
      return {
        ...state,
        waves: changedWave(state, event.waveNumber, wave => ({
          ...wave,
          status: event.status,
          reason: event.reason,
          endedAt: at,
        })),
      };

    case 'ExecutionPaused': {
      const { reason, until, waveNumber, message } = event;
      if (reason === 'APPROVAL') {
        return state;
      }
      return {
        ...state,
        holds: withEntries(state.holds, [
          [reason, { reason, since: at, until, waveNumber, message }],
        ]),
        everyHold: [
          // A reason that is given anew goes on with other words.
          ...withEndOf(state.everyHold, at, reason),
          { reason, since: at, waveNumber, message },
        ],
        holdsSince: state.holdsSince ?? at,
        unknownJobs: [...state.unknownJobs, ...(event.unknownJobs ?? [])],
      };
    }

    case 'ExecutionResumed':
      return event.reason === 'APPROVAL'
        ? state
        : withoutHold(state, event.reason, at);

    case 'JobsAdopted':
      return withAdoptedJobs(state, event.jobs, at);

    case 'ApprovalRequested':
      return {
        ...state,
        approvals: [
          ...state.approvals,
          { waveNumber: event.waveNumber, since: at, until: event.until },
        ],
      };

    case 'ApprovalDecided':
      return {
        ...state,
        approvals: state.approvals.map(approval =>
          approval.waveNumber === event.waveNumber
            ? {
                ...approval,
                decision: event.decision,
                decidedBy: event.decidedBy,
                decidedAt: at,
                comment: event.comment,
              }
            : approval,
        ),
      };

    case 'RetryRequested':
      return withFailedHooksReset(withRetried(state, event, at), event.waves);

    case 'SkipRequested':
      return withSkipped(state, event);

    case 'StopRequested':
      return {
        ...state,
        holds: new Map(),
        everyHold: withEndOf(state.everyHold, at),
        holdsSince: undefined,
        stop: {
          endAs: event.endAs,
          reason: event.reason,
          because: stopOf(state, event, { at, actor }),
        },
      };

    case 'ExecutionEnded':
      return {
        ...state,
        status: event.status,
        endedAt: at,
        holds: new Map(),
        everyHold: withEndOf(state.everyHold, at),
        holdsSince: undefined,
      };

    case 'ChunksAdded':
    case 'ChunkSplit':
    case 'ChunkDeferred':
    case 'LaunchRequested':
    case 'LaunchAccepted':
    case 'LaunchRefused':
    case 'LaunchLost':
    case 'ServersLaunched':
    case 'ServersHealthChecked':
    case 'ServersFailed':
    case 'ServersTimedOut':
    case 'ServersCancelled':
    case 'JobEnded':
    case 'InstancesDescribed':
      return evolveLaunch(state, event, at);

    case 'HookRequested':
    case 'HookStarted':
    case 'HookSucceeded':
    case 'HookFailed':
      return evolveHook(state, event, at);

    case 'LaunchSettingsIntended':
    case 'LaunchSettingsApplied':
    case 'LaunchSettingsFailed':
    case 'LaunchSettingsRestored':
      return evolveSettings(state, event);

    case 'TerminationRequested':
    case 'TerminateIntended':
    case 'TerminateAccepted':
    case 'TerminateRefused':
    case 'TerminateLost':
    case 'InstancesTerminated':
    case 'TerminationFailed':
      return evolveTermination(state, event, at);

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
    holds: new Map(),
    everyHold: [],
    approvals: [],
    heldMs: 0,
    waves: event.waves.map(
      ({ servers, preWaveHooks, postWaveHooks, ...wave }) => ({
        ...wave,
        sourceServerIds: servers.map(server => server.sourceServerId),
        chunkIds: [],
        hooks: [
          ...hooksAsPinned('PRE', preWaveHooks),
          ...hooksAsPinned('POST', postWaveHooks),
        ],
        status: 'PENDING',
        skipped: false,
      }),
    ),
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
    unknownJobs: [],
    terminateIntents: new Map(),
  };
}
