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
  ExecutionHold,
  ExecutionServer,
  ExecutionWave,
  JobLogLine,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionState, ServerState } from '../domain/state';
import { earliest } from './objectives';

/** The phases of a launch that the job log tells the beginning of. */
type TimedPhase = keyof NonNullable<ExecutionServer['phaseTimes']>;

// The end of a phase is the beginning of the next: the log has no LAUNCH_END.
const beginningOf: Record<string, TimedPhase | undefined> = {
  SNAPSHOT_START: 'SNAPSHOT',
  USING_PREVIOUS_SNAPSHOT: 'SNAPSHOT',
  SNAPSHOT_END: 'CONVERSION',
  CONVERSION_START: 'CONVERSION',
  CONVERSION_END: 'LAUNCH',
  LAUNCH_START: 'LAUNCH',
};

type PhaseTimes = NonNullable<ExecutionServer['phaseTimes']>;

/**
 * The waves with what is known of when each of their servers did what, for a
 * timeline.
 *
 * @param jobLog - of the whole execution; without lines no phases are told
 */
export function withCourse(
  waves: readonly ExecutionWave[],
  state: ExecutionState,
  jobLog: readonly JobLogLine[],
): ExecutionWave[] {
  const phases = phaseTimesOf(jobLog);
  const waiting = new Map(
    state.waves.map(wave => [wave.waveNumber, wave.waitingSince]),
  );
  return waves.map(wave => ({
    ...wave,
    waitingSince: waiting.get(wave.waveNumber),
    servers: wave.servers.map(server => {
      const known = state.servers.get(server.sourceServerId);
      return {
        ...server,
        queuedSince: known?.queuedSince,
        requestTime: requestTimeOf(state, server.jobId),
        phaseTimes: phases.get(`${server.jobId}/${server.sourceServerId}`),
        earlierLaunches: earlierLaunchesOf(state, known, phases),
        endTime:
          known?.decidedAt ??
          // One whose health is still looked at has not come to its end.
          (server.outcome === 'LAUNCHED' && server.health.state !== 'CHECKING'
            ? server.launchTime
            : undefined),
      };
    }),
  }));
}

const requestTimeOf = (
  state: ExecutionState,
  jobId: string | undefined,
): string | undefined =>
  jobId === undefined ? undefined : state.jobs.get(jobId)?.askedAt;

function earlierLaunchesOf(
  state: ExecutionState,
  server: ServerState | undefined,
  phases: ReadonlyMap<string, PhaseTimes>,
): ExecutionServer['earlierLaunches'] {
  return (
    server?.earlierLaunches
      // One that was given up and went on all the same is its launch of now.
      ?.filter(({ jobId }) => jobId !== server.jobId)
      .map(({ jobId, queuedSince, launchTime, decidedAt }) => ({
        jobId,
        queuedSince,
        requestTime: requestTimeOf(state, jobId),
        phaseTimes: phases.get(`${jobId}/${server.sourceServerId}`),
        launchTime,
        endTime: decidedAt,
      }))
  );
}

/** By job and server: a server that was tried again has been through its phases twice. */
function phaseTimesOf(
  jobLog: readonly JobLogLine[],
): ReadonlyMap<string, PhaseTimes> {
  const times = new Map<string, PhaseTimes>();
  for (const { jobId, sourceServerId, event, at } of jobLog) {
    const phase = beginningOf[event];
    if (sourceServerId && phase) {
      const key = `${jobId}/${sourceServerId}`;
      const known = times.get(key) ?? {};
      known[phase] = earliest([known[phase], at]);
      times.set(key, known);
    }
  }
  return times;
}

/** Every time that the run was held, oldest first. */
export const describeHolds = (state: ExecutionState): ExecutionHold[] =>
  state.everyHold.map(({ reason, since, endedAt, waveNumber, message }) => ({
    reason,
    since,
    endTime: endedAt,
    waveNumber,
    message,
  }));
