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

import type { ExecutionEvent as ToldEvent } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionEvent } from '../domain/events';
import type { ExecutionState } from '../domain/state';
import type { LogEntry } from '../executionEngine';

/** The facts of the log, each in a sentence, oldest first. */
export function narrate(
  entries: readonly LogEntry[],
  state: ExecutionState,
): ToldEvent[] {
  return entries.flatMap(entry =>
    entry.events.map(event => ({
      seq: entry.seq,
      at: entry.at,
      actor: entry.actor,
      type: event.type,
      ...tell(event, state),
    })),
  );
}

type Told = Pick<ToldEvent, 'summary' | 'waveNumber' | 'sourceServerId'>;

function tell(event: ExecutionEvent, state: ExecutionState): Told {
  const nameOf = (id: string) => state.servers.get(id)?.hostname ?? id;
  const names = (ids: readonly string[]) => {
    const told = ids.slice(0, 3).map(nameOf).join(', ');
    return ids.length > 3 ? `${told} and ${ids.length - 3} more` : told;
  };
  const waveOf = (waveNumber: number) => {
    const wave = state.waves.find(other => other.waveNumber === waveNumber);
    return `Wave ${waveNumber}${wave ? ` (${wave.waveName})` : ''}`;
  };
  const chunkWave = (chunkId: string) => state.chunks.get(chunkId)?.waveNumber;
  const intentWave = (intentId: string) =>
    [...state.chunks.values()].find(chunk => chunk.intentIds.includes(intentId))
      ?.waveNumber;
  const aws = (refusal: { code: string; message: string }) =>
    `${refusal.message} (${refusal.code})`;
  const only = (ids: readonly string[]) =>
    ids.length === 1 ? ids[0] : undefined;

  switch (event.type) {
    case 'ExecutionStarted':
      return {
        summary: `${
          event.executionType === 'DRILL' ? 'Drill' : 'Recovery'
        } of ${event.plan.planName} (version ${
          event.plan.version
        }) started with ${state.servers.size} servers in ${
          event.waves.length
        } waves`,
      };
    case 'WaveStarted':
      return {
        summary: `${waveOf(event.waveNumber)} started`,
        waveNumber: event.waveNumber,
      };
    case 'ChunkDeferred':
      return {
        summary: `Waiting: ${event.reason}`,
        waveNumber: chunkWave(event.chunkId),
      };
    case 'LaunchRequested':
      return {
        summary: `Asking DRS to launch ${names(
          state.chunks.get(event.chunkId)?.sourceServerIds ?? [],
        )}${event.attempt > 1 ? ` (attempt ${event.attempt})` : ''}`,
        waveNumber: chunkWave(event.chunkId),
      };
    case 'LaunchAccepted':
      return {
        summary: event.found
          ? `DRS had started job ${event.jobId}; its answer had been lost`
          : `DRS started job ${event.jobId}`,
        waveNumber: intentWave(event.intentId),
      };
    case 'LaunchRefused':
      return {
        summary: `DRS refused: ${aws(event)}${
          event.retryAt ? '; it will be asked again' : ''
        }`,
        waveNumber: intentWave(event.intentId),
      };
    case 'LaunchLost':
      return {
        summary: 'No answer came and no job was found; DRS will be asked again',
        waveNumber: intentWave(event.intentId),
      };
    case 'ServersLaunched':
      return {
        summary: `${names(
          event.servers.map(server => server.sourceServerId),
        )} launched`,
        sourceServerId: only(
          event.servers.map(server => server.sourceServerId),
        ),
      };
    case 'ServersFailed':
      return {
        summary: event.servers
          .slice(0, 3)
          .map(
            server => `${nameOf(server.sourceServerId)} failed: ${aws(server)}`,
          )
          .concat(
            event.servers.length > 3
              ? [`and ${event.servers.length - 3} more`]
              : [],
          )
          .join('; '),
        sourceServerId: only(
          event.servers.map(server => server.sourceServerId),
        ),
      };
    case 'ServersTimedOut':
      return {
        summary: `${names(event.sourceServerIds)} not up in time`,
        waveNumber: event.waveNumber,
        sourceServerId: only(event.sourceServerIds),
      };
    case 'ServersCancelled':
      return {
        summary: `${names(event.sourceServerIds)} will not be launched`,
        sourceServerId: only(event.sourceServerIds),
      };
    case 'JobEnded':
      return { summary: `DRS job ${event.jobId} ended` };
    case 'InstancesDescribed':
      return {
        summary: event.instances
          .slice(0, 3)
          .map(
            instance =>
              `${nameOf(instance.sourceServerId)} is ${
                instance.recoveryInstanceId
              }${instance.privateIp ? ` at ${instance.privateIp}` : ''}`,
          )
          .concat(
            event.instances.length > 3
              ? [`and ${event.instances.length - 3} more`]
              : [],
          )
          .join(', '),
      };
    case 'WaveEnded':
      return {
        summary: `${waveOf(event.waveNumber)} ended ${event.status}${
          event.reason ? `: ${event.reason}` : ''
        }`,
        waveNumber: event.waveNumber,
      };
    case 'ExecutionPaused':
      return {
        summary: `Paused for a decision. ${event.message}`,
        waveNumber: event.waveNumber,
      };
    case 'StopRequested':
      return {
        summary: `Stopping: nothing new starts, running launches are followed to their end${
          event.reason ? `. ${event.reason}` : ''
        }`,
      };
    case 'ExecutionEnded':
      return { summary: `Ended ${event.status}` };
    case 'TerminationRequested':
      return {
        summary: `Termination of ${names(event.sourceServerIds)} requested`,
      };
    case 'TerminateIntended':
      return {
        summary: `Asking DRS to terminate ${names(event.sourceServerIds)}`,
      };
    case 'TerminateAccepted':
      return { summary: `DRS terminates in job ${event.jobId}` };
    case 'TerminateRefused':
      return {
        summary: `DRS refused to terminate: ${aws(event)}${
          event.retryAt ? '; it will be asked again' : ''
        }`,
      };
    case 'TerminateLost':
      return {
        summary: 'No answer came to the termination; it will be asked again',
      };
    case 'InstancesTerminated':
      return {
        summary: `Instances of ${names(event.sourceServerIds)} are gone`,
        sourceServerId: only(event.sourceServerIds),
      };
    case 'TerminationFailed':
      return {
        summary: `Instances of ${names(
          event.sourceServerIds,
        )} are still there: ${aws(event)}`,
      };
    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}
