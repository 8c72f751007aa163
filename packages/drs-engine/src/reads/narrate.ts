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
  ExecutionEvent as ToldEvent,
  PauseReason,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
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

const resumed: Record<PauseReason, string> = {
  OPERATOR: 'Resumed',
  FAILURE: 'Nothing that failed is left undecided; going on',
  FREEZE: 'The freeze switch was released; going on',
  RECOVERED_LOG: 'Resumed; what AWS shows is taken as it is',
  APPROVAL: 'Approved',
};

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
  const hookOf = (intentId: string) => {
    for (const wave of state.waves) {
      const hook = wave.hooks.find(other => other.intentId === intentId);
      if (hook) {
        return {
          name: `Hook "${hook.hook.name}"`,
          waveNumber: wave.waveNumber,
        };
      }
    }
    return { name: 'An earlier attempt of a hook', waveNumber: undefined };
  };
  const items = (meant: { waves: number[]; sourceServerIds: string[] }) =>
    meant.sourceServerIds.length > 0
      ? names(meant.sourceServerIds)
      : meant.waves.map(waveOf).join(', ');
  const said = (comment: string | undefined) => (comment ? `: ${comment}` : '');
  const aws = (refusal: {
    code: string;
    message: string;
    requestId?: string;
  }) =>
    `${refusal.message} (${refusal.code}${
      refusal.requestId ? `, request ${refusal.requestId}` : ''
    })`;
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
    case 'ChunksAdded':
      return {
        summary: `${names(
          event.chunks.flatMap(chunk => chunk.sourceServerIds),
        )} next in ${waveOf(event.waveNumber)}`,
        waveNumber: event.waveNumber,
      };
    case 'ChunkSplit':
      return {
        summary:
          'DRS refused the servers together; they are asked for in two parts',
        waveNumber: chunkWave(event.chunkId),
      };
    case 'ServersHealthChecked':
      return {
        summary: [
          ...event.servers
            .filter(server => !server.healthy)
            .slice(0, 3)
            .map(
              server =>
                `${nameOf(server.sourceServerId)} is unhealthy${said(
                  server.message,
                )}`,
            ),
          ...(event.servers.some(server => server.healthy)
            ? [
                `${names(
                  event.servers
                    .filter(server => server.healthy)
                    .map(server => server.sourceServerId),
                )} healthy`,
              ]
            : []),
        ].join('; '),
        sourceServerId: only(
          event.servers.map(server => server.sourceServerId),
        ),
      };
    case 'LaunchSettingsIntended':
      return {
        summary: `Changing the launch settings of ${names(
          event.servers.map(server => server.sourceServerId),
        )}`,
      };
    case 'LaunchSettingsApplied':
      return {
        summary: `Launch settings of ${names(
          event.sourceServerIds,
        )} are as planned`,
      };
    case 'LaunchSettingsFailed':
      return {
        summary: event.servers
          .slice(0, 3)
          .map(
            server =>
              `Launch settings of ${nameOf(
                server.sourceServerId,
              )} could not be changed: ${aws(server)}${
                server.retryAt ? '; it will be tried again' : ''
              }`,
          )
          .join('; '),
      };
    case 'LaunchSettingsRestored': {
      const inResult = (result: string) =>
        event.servers
          .filter(server => server.result === result)
          .map(server => server.sourceServerId);
      const told = (result: string, text: string) =>
        inResult(result).length > 0
          ? [`Launch settings of ${names(inResult(result))} ${text}`]
          : [];
      return {
        summary: [
          ...told('RESTORED', 'were put back'),
          ...told(
            'NOT_OURS',
            'were changed by somebody else meanwhile and left alone',
          ),
          ...told('FAILED', 'could not be put back'),
        ].join('; '),
      };
    }
    case 'HookRequested': {
      const hook = state.waves
        .find(wave => wave.waveNumber === event.waveNumber)
        ?.hooks.find(
          other => other.stage === event.stage && other.index === event.index,
        );
      return {
        summary: `Running hook "${hook?.hook.name}" ${
          event.stage === 'PRE' ? 'before' : 'after'
        } ${waveOf(event.waveNumber)}${
          event.attempt > 1 ? ` (attempt ${event.attempt})` : ''
        }`,
        waveNumber: event.waveNumber,
      };
    }
    case 'HookStarted': {
      const { name, waveNumber } = hookOf(event.intentId);
      return { summary: `${name} runs as ${event.externalId}`, waveNumber };
    }
    case 'HookSucceeded': {
      const { name, waveNumber } = hookOf(event.intentId);
      return { summary: `${name} succeeded${said(event.message)}`, waveNumber };
    }
    case 'HookFailed': {
      const { name, waveNumber } = hookOf(event.intentId);
      return {
        summary: `${name} failed: ${aws(event)}${
          event.retryAt ? '; it will be tried again' : ''
        }`,
        waveNumber,
      };
    }
    case 'WaveWaiting':
      return {
        summary: `${waveOf(event.waveNumber)} is up; what depends on it waits`,
        waveNumber: event.waveNumber,
      };
    case 'WaveReady':
      return {
        summary: `What depends on ${waveOf(event.waveNumber)} may start`,
        waveNumber: event.waveNumber,
      };
    case 'ExecutionResumed':
      return { summary: `${resumed[event.reason]}${said(event.comment)}` };
    case 'JobsAdopted':
      return {
        summary: `Launches that the log did not know are followed: ${event.jobs
          .map(job => job.jobId)
          .join(', ')}`,
      };
    case 'ApprovalRequested':
      return {
        summary: `${
          event.waveNumber === undefined
            ? 'The start'
            : waveOf(event.waveNumber)
        } waits for approval`,
        waveNumber: event.waveNumber,
      };
    case 'ApprovalDecided':
      return {
        summary: `${
          event.waveNumber === undefined
            ? 'The start'
            : waveOf(event.waveNumber)
        } was ${event.decision === 'APPROVE' ? 'approved' : 'rejected'}${said(
          event.comment,
        )}`,
        waveNumber: event.waveNumber,
      };
    case 'RetryRequested':
      return { summary: `Trying again: ${items(event)}${said(event.comment)}` };
    case 'SkipRequested':
      return {
        summary: `Going on without ${items(event)}${said(event.comment)}`,
      };
    case 'ChunkDeferred':
      return {
        summary: `Waiting: ${event.reason}`,
        waveNumber: chunkWave(event.chunkId),
      };
    case 'LaunchRequested':
      return {
        summary: `Asking DRS to launch ${names(event.sourceServerIds)}${
          event.attempt > 1 ? ` (attempt ${event.attempt})` : ''
        }`,
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
        summary: event.final
          ? 'No job came of the launch whose answer was lost; it is looked for no more'
          : 'No answer came and no job was found; DRS will be asked again',
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
      return {
        summary: event.givenUp
          ? `DRS job ${event.jobId} is followed no more: AWS never said that it ended`
          : `DRS job ${event.jobId} ended`,
      };
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
        summary: `Paused. ${event.message}`,
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
        summary:
          event.cause === 'TIME_TO_LIVE'
            ? `The drill's time to live is over: termination of ${names(
                event.sourceServerIds,
              )} requested`
            : `Termination of ${names(event.sourceServerIds)} requested`,
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
