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
  type Execution,
  type ExecutionSummary,
  type ExecutionWave,
  formatDuration,
  secondsBetween,
  successThreshold,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { capitalised, counted, listed } from './counting';
import { executionTypeText, isFailure, waveState } from './states';
import { formatDeadline } from './time';

/** What is said of an execution: one sentence that leads, and what supports it. */
export interface ExecutionSentence {
  headline: string;
  /** Which servers failed and why, a sentence a wave. */
  failures: string[];
  facts: string[];
}

type Told = ExecutionSummary & Partial<Pick<Execution, 'waves'>>;

/**
 * Says honestly how an execution stands, or how it ended.
 *
 * @param now - milliseconds since the epoch
 */
export function executionSentence(
  execution: Told,
  now: number,
): ExecutionSentence {
  return {
    failures: failureFacts(execution),
    ...standing(execution, now),
  };
}

type Standing = Pick<ExecutionSentence, 'headline' | 'facts'>;

function standing(execution: Told, now: number): Standing {
  const { counts } = execution;
  const subject = `${executionTypeText(execution.executionType)} of ${
    execution.planName
  }`;
  const elapsed = formatDuration(
    secondsBetween(execution.startTime, execution.endTime ?? now),
  );
  const clock = [
    `${elapsed} elapsed`,
    ...(execution.targetRtoMinutes === undefined
      ? []
      : [`target ${formatDuration(execution.targetRtoMinutes * 60)}`]),
  ].join(', ');
  const up = upSentence(execution);

  switch (execution.status) {
    case 'PENDING':
      return {
        headline: `${subject} is about to start: ${counted(
          execution.waveCount,
          'wave',
        )}, ${counted(counts.total, 'server')}.`,
        facts: [`${capitalised(clock)}.`],
      };
    case 'RUNNING':
      return {
        headline: `${subject}: ${runningWaves(execution)}.`,
        facts: [up, `${capitalised(clock)}.`, ...waveFacts(execution, now)],
      };
    case 'PAUSED':
      return pausedSentence(execution, subject, [
        up,
        ...waveFacts(execution, now),
      ]);
    case 'CANCELLING':
      return {
        headline: `${subject} is being cancelled: nothing new starts.`,
        facts: [
          counts.running > 0
            ? `${capitalised(
                counted(counts.running, 'launch', 'launches'),
              )} already running ${
                counts.running === 1 ? 'is' : 'are'
              } followed to the end, because AWS cannot call ${
                counts.running === 1 ? 'it' : 'them'
              } back.`
            : 'Nothing is running any more.',
          up,
        ],
      };
    case 'COMPLETED':
      return {
        headline: `${subject} completed: ${
          counts.skipped > 0
            ? `${counts.succeeded} of ${counted(
                counts.total,
                'server',
              )} were launched, ${counts.skipped} skipped`
            : allUp(counts.succeeded)
        } in ${elapsed}.`,
        facts: [...againstTarget(execution), ...instancesFact(execution)],
      };
    case 'PARTIAL':
      return {
        headline: `${subject} ended with gaps: ${counts.succeeded} of ${counted(
          counts.total,
          'server',
        )} were ${recovered(execution)} in ${elapsed}${gaps(execution)}.`,
        facts: instancesFact(execution),
      };
    case 'FAILED':
      return {
        headline: `${subject} failed after ${elapsed}: ${
          counts.succeeded
        } of ${counted(counts.total, 'server')} were ${recovered(
          execution,
        )}${gaps(execution)}.`,
        facts: instancesFact(execution),
      };
    case 'CANCELLED':
      return {
        headline: `${subject} was cancelled after ${elapsed}: ${
          counts.succeeded
        } of ${counted(counts.total, 'server')} had been launched by then.`,
        facts: instancesFact(execution),
      };
    case 'TIMED_OUT':
      return {
        headline: `${subject} ran out of time after ${elapsed}: ${
          counts.succeeded
        } of ${counted(counts.total, 'server')} were launched.`,
        facts: instancesFact(execution),
      };
    default:
      return unreachable(execution.status);
  }
}

/** "wave 2 of 3 is launching", "waves 2 and 3 of 4 are launching". */
function runningWaves(execution: Told): string {
  const running = execution.waves?.filter(
    wave => waveState(wave.status).tone === 'running',
  );
  if (running && running.length > 1) {
    return `waves ${listed(running.map(wave => String(wave.waveNumber)))} of ${
      execution.waveCount
    } are running`;
  }
  const [wave] = running ?? [];
  if (wave) {
    return `wave ${wave.waveNumber} of ${execution.waveCount} (${
      wave.waveName
    }) is ${doing(wave)}`;
  }
  return execution.currentWave === undefined
    ? 'the next wave is about to start'
    : `wave ${execution.currentWave} of ${execution.waveCount} is running`;
}

function doing(wave: ExecutionWave): string {
  switch (wave.status) {
    case 'LAUNCHING':
      return wave.waitingForCapacity ? 'waiting for capacity' : 'launching';
    case 'CHECKING_HEALTH':
      return 'being checked for health';
    case 'RUNNING_PRE_HOOKS':
    case 'RUNNING_POST_HOOKS':
      return 'running its hooks';
    case 'WAITING':
      return 'up and waits before the next';
    default:
      return 'running';
  }
}

/** "14 of 22 servers are up, 1 failed." */
function upSentence(execution: Told): string {
  const { counts } = execution;
  return `${counts.succeeded} of ${counted(counts.total, 'server')} ${
    counts.succeeded === 1 ? 'is' : 'are'
  } up${unhealthyOf(execution) > 0 ? ' and well' : ''}${gaps(execution)}.`;
}

/** Servers that are up and yet count as failed; a summary does not tell them apart. */
function unhealthyOf({ waves }: Told): number {
  return (waves ?? [])
    .flatMap(wave => wave.servers)
    .filter(server => server.outcome === 'UNHEALTHY').length;
}

const recovered = (execution: Told) =>
  unhealthyOf(execution) > 0 ? 'launched and well' : 'launched';

/** ", 1 failed, 2 unhealthy, 1 skipped": what is missing, each by its name. */
function gaps(execution: Told): string {
  const { failed, skipped } = execution.counts;
  const unhealthy = unhealthyOf(execution);
  return [
    ...(failed - unhealthy > 0 ? [`, ${failed - unhealthy} failed`] : []),
    ...(unhealthy > 0 ? [`, ${unhealthy} unhealthy`] : []),
    ...(skipped > 0 ? [`, ${skipped} skipped`] : []),
  ].join('');
}

/** What each wave is at, where its status alone does not say. */
function waveFacts(execution: Told, now: number): string[] {
  return (execution.waves ?? []).flatMap(wave => {
    const name = `Wave ${wave.waveNumber} (${wave.waveName})`;
    const hook = wave.hooks.find(({ status }) => status === 'RUNNING');
    if (wave.waitingForCapacity) {
      return [
        `${name} waits for capacity${
          wave.reason ? `: ${trimStop(wave.reason)}` : ''
        }.`,
      ];
    }
    if (hook) {
      return [
        `${name} runs its hook ${hook.name}${
          hook.attempts > 1 ? `, attempt ${hook.attempts}` : ''
        }.`,
      ];
    }
    if (wave.status === 'WAITING' && wave.waitUntil !== undefined) {
      return [
        `${name} is up, and ready ${formatDeadline(wave.waitUntil, now)}.`,
      ];
    }
    if (
      wave.status === 'WAITING_FOR_APPROVAL' &&
      execution.pause?.reason !== 'APPROVAL'
    ) {
      return [`${name} waits for approval.`];
    }
    return [];
  });
}

function pausedSentence(
  execution: Told,
  subject: string,
  facts: string[],
): Standing {
  const pause = execution.pause;
  const wave = execution.waves?.find(
    candidate => candidate.waveNumber === pause?.waveNumber,
  );
  const waveName = wave
    ? `wave ${wave.waveNumber} (${wave.waveName})`
    : `wave ${pause?.waveNumber ?? execution.currentWave ?? ''}`.trim();
  const reason = pause?.reason ?? 'OPERATOR';
  switch (reason) {
    case 'FAILURE':
      return {
        headline: `${subject} is paused for your decision: ${waveName} failed.`,
        facts: [...facts, 'Nothing new starts meanwhile.'],
      };
    case 'APPROVAL':
      return {
        headline:
          pause?.waveNumber === undefined
            ? `${subject} waits for approval before it starts.`
            : `${subject} waits for approval before ${waveName}.`,
        facts,
      };
    case 'FREEZE':
      return {
        headline: `${subject} is held: the freeze switch is on.`,
        facts: [...facts, 'It goes on when the freeze is lifted.'],
      };
    case 'RECOVERED_LOG':
      return {
        headline: `${subject} is held: AWS shows launches that its log does not know.`,
        facts: [...facts, 'Nothing new starts meanwhile.'],
      };
    case 'OPERATOR':
      return {
        headline: `${subject} is paused: running launches finish, nothing new starts.`,
        facts,
      };
    default:
      return unreachable(reason);
  }
}

/** Which servers failed and why, wave by wave. */
function failureFacts(execution: Told): string[] {
  return (execution.waves ?? []).flatMap(wave => {
    const troubled = wave.servers.filter(server => isFailure(server.outcome));
    const unhealthy = troubled.filter(server => server.outcome === 'UNHEALTHY');
    const failed = troubled.filter(server => server.outcome !== 'UNHEALTHY');
    const where = `wave ${wave.waveNumber}`;
    const hooks = wave.hooks.filter(hook => hook.status === 'FAILED');
    return [
      ...(failed.length > 0
        ? [
            `${namesOf(failed)} failed in ${where}${reasonsOf(
              failed.map(server => server.errorMessage),
            )}.`,
          ]
        : []),
      ...(unhealthy.length > 0
        ? [
            `${namesOf(unhealthy)} ${
              unhealthy.length === 1 ? 'is' : 'are'
            } up in ${where}, but unhealthy${reasonsOf(
              unhealthy.map(
                server => server.health.message ?? server.errorMessage,
              ),
            )}.`,
          ]
        : []),
      ...(hooks.length > 0
        ? [
            `${capitalised(hooks.length === 1 ? 'hook' : 'hooks')} ${listed(
              hooks.map(hook => hook.name),
            )} failed in ${where}${reasonsOf(
              hooks.map(hook => hook.message),
            )}.`,
          ]
        : []),
    ];
  });
}

const namesOf = (servers: readonly { hostname: string }[]) =>
  listed(servers.map(server => server.hostname));

/** Each reason once, at most two of them, after a colon. */
function reasonsOf(messages: readonly (string | undefined)[]): string {
  const reasons = [
    ...new Set(messages.flatMap(text => (text ? [trimStop(text)] : []))),
  ];
  return reasons.length > 0 ? `: ${listed(reasons, 2)}` : '';
}

/** The text without the full stop it may end with, to go on in a sentence. */
export function trimStop(text: string): string {
  return text.replace(/\.\s*$/, '');
}

function allUp(count: number): string {
  return count === 1
    ? 'its 1 server was launched'
    : `all ${count} servers were launched`;
}

function againstTarget(execution: Told): string[] {
  if (execution.targetRtoMinutes === undefined || !execution.endTime) {
    return [];
  }
  const target = execution.targetRtoMinutes * 60;
  const taken =
    execution.rtoSeconds ??
    secondsBetween(execution.startTime, execution.endTime);
  return taken <= target
    ? [`Within the target of ${formatDuration(target)}.`]
    : [
        `${formatDuration(taken - target)} over the target of ${formatDuration(
          target,
        )}.`,
      ];
}

function instancesFact(execution: Told): string[] {
  if (execution.instancesTerminated) {
    return ['Its recovery instances have been terminated.'];
  }
  const servers = (execution.waves ?? []).flatMap(wave => wave.servers);
  const terminating = servers.filter(
    server => server.instanceState === 'TERMINATING',
  ).length;
  if (terminating > 0) {
    return [
      `${capitalised(counted(terminating, 'recovery instance'))} ${
        terminating === 1 ? 'is' : 'are'
      } being terminated.`,
    ];
  }
  const running = execution.waves
    ? servers.filter(server => server.instanceState === 'RUNNING').length
    : execution.counts.succeeded;
  if (running === 0) {
    return [];
  }
  return [
    `${capitalised(counted(running, 'recovery instance'))} still ${
      running === 1 ? 'runs' : 'run'
    } and ${running === 1 ? 'costs' : 'cost'} money.`,
  ];
}

/** What a wave tolerates, in a sentence. */
export function toleranceText(wave: {
  continueOnFailure: boolean;
  successThresholdPercent?: number;
}): string {
  return wave.continueOnFailure
    ? `goes on when ${successThreshold(wave)} % of its servers are up`
    : 'pauses if any server fails';
}

function unreachable(value: never): never {
  throw new Error(`Unknown state ${String(value)}`);
}
