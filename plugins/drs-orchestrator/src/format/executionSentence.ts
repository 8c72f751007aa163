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
  secondsBetween,
  successThreshold,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import { listed } from './counting';
import { isFailure, waveState } from './states';
import { durationText, formatDeadline } from './time';

/** What is said of an execution: one sentence that leads, and what supports it. */
export interface ExecutionSentence {
  headline: string;
  /** Which servers failed and why, a sentence a wave. */
  failures: string[];
  facts: string[];
}

type Told = ExecutionSummary &
  Partial<Pick<Execution, 'waves' | 'expected' | 'stopped'>>;

/**
 * Says honestly how an execution stands, or how it ended.
 *
 * @param now - milliseconds since the epoch
 */
export function executionSentence(
  words: Words,
  execution: Told,
  now: number,
): ExecutionSentence {
  return {
    failures: failureFacts(words, execution),
    ...standing(words, execution, now),
  };
}

type Standing = Pick<ExecutionSentence, 'headline' | 'facts'>;

function standing(words: Words, execution: Told, now: number): Standing {
  const { counts } = execution;
  const subject = words(`run.subject.${execution.executionType}`, {
    plan: execution.planName,
  });
  const elapsed = durationText(
    words,
    secondsBetween(execution.startTime, execution.endTime ?? now),
  );
  const clock = clockSentence(words, execution, elapsed);
  const up = upSentence(words, execution);
  const servers = words('count.servers', { count: counts.total });
  const ended = {
    subject,
    elapsed,
    servers,
    up: String(counts.succeeded),
    gaps: gaps(words, execution),
  };
  const well = unhealthyOf(execution) > 0;

  switch (execution.status) {
    case 'PENDING':
      return {
        headline: words('run.pending', {
          subject,
          waves: words('count.waves', { count: execution.waveCount }),
          servers,
        }),
        facts: [clock],
      };
    case 'RUNNING':
      return {
        headline: words('run.running', {
          subject,
          waves: runningWaves(words, execution),
        }),
        facts: [up, clock, ...waveFacts(words, execution, now)],
      };
    case 'PAUSED':
      return pausedSentence(words, execution, subject, [
        up,
        ...waveFacts(words, execution, now),
      ]);
    case 'CANCELLING':
      return {
        headline: words('run.cancelling', { subject }),
        facts: [
          ...stopFacts(words, execution),
          goingOn(words, execution),
          up,
          ...hookFacts(words, execution),
        ],
      };
    case 'COMPLETED':
      return {
        headline:
          counts.skipped > 0
            ? words('run.completedWithSkipped', {
                ...ended,
                skipped: String(counts.skipped),
              })
            : words('run.completed', {
                subject,
                elapsed,
                count: counts.succeeded,
              }),
        facts: [
          ...againstTarget(words, execution),
          ...instancesFact(words, execution),
        ],
      };
    case 'PARTIAL':
      return {
        headline: words(well ? 'run.partialAndWell' : 'run.partial', ended),
        facts: instancesFact(words, execution),
      };
    case 'FAILED':
      return {
        headline: words(well ? 'run.failedAndWell' : 'run.failed', ended),
        // About what, the failures say.
        facts: [
          ...(execution.stopped?.cause === 'NOT_DECIDED'
            ? [words('run.stopped.undecided')]
            : stopFacts(words, execution)),
          ...instancesFact(words, execution),
        ],
      };
    case 'CANCELLED':
      return {
        headline: words('run.cancelled', ended),
        facts: instancesFact(words, execution),
      };
    case 'TIMED_OUT':
      return {
        headline: timedOutHeadline(words, execution, ended),
        facts: [
          ...(execution.stopped?.message === undefined
            ? []
            : stopFacts(words, execution)),
          ...instancesFact(words, execution),
        ],
      };
    default:
      return unreachable(execution.status);
  }
}

function timedOutHeadline(
  words: Words,
  execution: Told,
  ended: { subject: string; elapsed: string; up: string; servers: string },
): string {
  const { stopped } = execution;
  if (!stopped) {
    // It was stored before this was told.
    return words('run.timedOut', ended);
  }
  switch (stopped.cause) {
    case 'NOT_APPROVED':
      return stopped.waveNumber === undefined
        ? words('run.unapprovedStart', ended)
        : words('run.unapproved', {
            ...ended,
            wave: waveInSentence(words, execution, stopped.waveNumber),
          });
    case 'NOT_DECIDED':
      return words('run.undecided', ended);
    case 'TOO_LONG':
      return stopped.limitMinutes === undefined
        ? words('run.timedOut', ended)
        : words('run.tooLong', {
            ...ended,
            limit: durationText(words, stopped.limitMinutes * 60),
          });
    case 'CANCELLED':
    case 'REJECTED':
      return words('run.timedOut', ended);
    default:
      return unreachable(stopped.cause);
  }
}

/** Why an execution was stopped, where no person did it; absent where one did. */
export function stopSentence(
  words: Words,
  execution: Pick<Told, 'stopped' | 'waves'>,
): string | undefined {
  const { stopped } = execution;
  if (!stopped) {
    return undefined;
  }
  switch (stopped.cause) {
    case 'NOT_APPROVED':
      return stopped.waveNumber === undefined
        ? words('run.stopped.unapprovedStart')
        : words('run.stopped.unapproved', {
            wave: waveInSentence(words, execution, stopped.waveNumber),
          });
    case 'NOT_DECIDED':
      return stopped.message === undefined
        ? words('run.stopped.undecided')
        : words('run.stopped.undecidedAbout', {
            message: trimStop(stopped.message),
          });
    case 'TOO_LONG':
      return stopped.limitMinutes === undefined
        ? undefined
        : words('run.stopped.tooLong', {
            limit: durationText(words, stopped.limitMinutes * 60),
          });
    case 'CANCELLED':
    case 'REJECTED':
      return undefined;
    default:
      return unreachable(stopped.cause);
  }
}

function stopFacts(words: Words, execution: Told): string[] {
  const sentence = stopSentence(words, execution);
  return sentence === undefined ? [] : [sentence];
}

/** "6 min 10 s elapsed, target 30 min, expected 18 min." */
function clockSentence(words: Words, execution: Told, elapsed: string): string {
  const { targetRtoMinutes } = execution;
  const target =
    targetRtoMinutes === undefined
      ? undefined
      : durationText(words, targetRtoMinutes * 60);
  const expected =
    execution.expected &&
    durationText(words, execution.expected.predictedSeconds);
  if (target !== undefined) {
    return expected === undefined
      ? words('run.elapsedOfTarget', { elapsed, target })
      : words('run.elapsedOfTargetExpected', { elapsed, target, expected });
  }
  return expected === undefined
    ? words('run.elapsed', { elapsed })
    : words('run.elapsedExpected', { elapsed, expected });
}

/** "wave 2 of 3 (Application) is launching", "waves 2 and 3 of 4 are running". */
function runningWaves(words: Words, execution: Told): string {
  const running = execution.waves?.filter(
    wave => waveState(words, wave.status).tone === 'running',
  );
  const total = String(execution.waveCount);
  if (running && running.length > 1) {
    return words('run.runningWaves', {
      waves: listed(
        words,
        running.map(wave => String(wave.waveNumber)),
      ),
      total,
    });
  }
  const [wave] = running ?? [];
  if (wave) {
    return words(`run.doing.${doing(wave)}`, {
      wave: words('run.waveOf', {
        number: String(wave.waveNumber),
        total,
        name: wave.waveName,
      }),
    });
  }
  return execution.currentWave === undefined
    ? words('run.nextWave')
    : words('run.runningWave', {
        number: String(execution.currentWave),
        total,
      });
}

function doing(wave: ExecutionWave) {
  switch (wave.status) {
    case 'LAUNCHING':
      return wave.waitingForCapacity ? 'waitingForCapacity' : 'launching';
    case 'CHECKING_HEALTH':
      return 'checkingHealth';
    case 'RUNNING_PRE_HOOKS':
    case 'RUNNING_POST_HOOKS':
      return 'runningHooks';
    case 'WAITING':
      return 'waiting';
    default:
      return 'running';
  }
}

/** "14 of 22 servers are up, 1 failed." */
function upSentence(words: Words, execution: Told): string {
  const { counts } = execution;
  return words(unhealthyOf(execution) > 0 ? 'run.upAndWell' : 'run.up', {
    count: counts.succeeded,
    servers: words('count.servers', { count: counts.total }),
    gaps: gaps(words, execution),
  });
}

/** Servers that are up and yet count as failed; a summary does not tell them apart. */
function unhealthyOf({ waves }: Told): number {
  return (waves ?? [])
    .flatMap(wave => wave.servers)
    .filter(server => server.outcome === 'UNHEALTHY').length;
}

/** ", 1 failed, 2 unhealthy, 1 skipped": what is missing, each by its name. */
function gaps(words: Words, execution: Told): string {
  const { failed, skipped } = execution.counts;
  const unhealthy = unhealthyOf(execution);
  const missing = {
    failed: failed - unhealthy,
    unhealthy,
    skipped,
  };
  return (['failed', 'unhealthy', 'skipped'] as const)
    .filter(kind => missing[kind] > 0)
    .map(kind => words(`run.gap.${kind}`, { n: String(missing[kind]) }))
    .join('');
}

/** What keeps an execution that is being cancelled from its end. */
function goingOn(words: Words, { counts, waves }: Told): string {
  if (counts.running > 0) {
    return words('run.followed', { count: counts.running });
  }
  // Launch settings that were changed for the run are put back before it ends.
  // A summary does not tell.
  const isFinishing =
    !waves ||
    waves.some(
      ({ hooks, servers }) =>
        hooks.some(({ status }) => status === 'RUNNING') ||
        servers.some(({ launchSettings }) => launchSettings === 'APPLIED'),
    );
  return words(isFinishing ? 'run.finishing' : 'run.nothingRunning');
}

const waveNameFirst = (words: Words, wave: ExecutionWave): string =>
  words('run.waveNameFirst', {
    number: String(wave.waveNumber),
    name: wave.waveName,
  });

/** The hook that a wave runs, if it runs one. */
function hookFact(words: Words, wave: ExecutionWave): string | undefined {
  const hook = wave.hooks.find(({ status }) => status === 'RUNNING');
  if (!hook) {
    return undefined;
  }
  const told = { wave: waveNameFirst(words, wave), hook: hook.name };
  return hook.attempts > 1
    ? words('run.fact.hookAttempt', {
        ...told,
        attempt: String(hook.attempts),
      })
    : words('run.fact.hook', told);
}

/** Hooks outlast their waves where a run is cancelled. */
const hookFacts = (words: Words, execution: Told): string[] =>
  (execution.waves ?? []).flatMap(wave => hookFact(words, wave) ?? []);

/** What each wave is at, where its status alone does not say. */
function waveFacts(words: Words, execution: Told, now: number): string[] {
  return (execution.waves ?? []).flatMap(wave => {
    const name = waveNameFirst(words, wave);
    const hook = hookFact(words, wave);
    if (wave.waitingForCapacity) {
      return [
        wave.reason
          ? words('run.fact.capacityBecause', {
              wave: name,
              reason: trimStop(wave.reason),
            })
          : words('run.fact.capacity', { wave: name }),
      ];
    }
    if (hook !== undefined) {
      return [hook];
    }
    if (wave.status === 'WAITING' && wave.waitUntil !== undefined) {
      return [
        words('run.fact.ready', {
          wave: name,
          deadline: formatDeadline(words, wave.waitUntil, now),
        }),
      ];
    }
    if (
      wave.status === 'WAITING_FOR_APPROVAL' &&
      execution.pause?.reason !== 'APPROVAL'
    ) {
      return [words('run.fact.approval', { wave: name })];
    }
    return [];
  });
}

/** "wave 2 (Web)", or "wave 2" where its name is not known. */
function waveInSentence(
  words: Words,
  { waves }: Pick<Told, 'waves'>,
  waveNumber: number,
): string {
  const wave = waves?.find(candidate => candidate.waveNumber === waveNumber);
  return wave
    ? words('run.waveName', {
        number: String(waveNumber),
        name: wave.waveName,
      })
    : words('run.waveNumber', { number: String(waveNumber) });
}

/** The wave that a pause is about, as it stands within a sentence. */
function pausedWave(words: Words, execution: Told): string {
  const number = execution.pause?.waveNumber ?? execution.currentWave;
  return number === undefined
    ? words('run.someWave')
    : waveInSentence(words, execution, number);
}

/** "Drill of Orders waits for approval before wave 2 and wave 3.", also while other waves run. */
export function approvalSentence(
  words: Words,
  run: Pick<ExecutionSummary, 'executionType' | 'planName'>,
  approvals: NonNullable<ExecutionSummary['openApprovals']>,
): string {
  const subject = words(`run.subject.${run.executionType}`, {
    plan: run.planName,
  });
  const waves = approvals.flatMap(({ waveNumber }) => waveNumber ?? []);
  return waves.length < approvals.length
    ? words('run.paused.approvalOfAll', { subject })
    : words('run.paused.approval', {
        subject,
        wave: listed(
          words,
          waves.map(number =>
            words('run.waveNumber', { number: String(number) }),
          ),
        ),
      });
}

function pausedSentence(
  words: Words,
  execution: Told,
  subject: string,
  facts: string[],
): Standing {
  const { pause } = execution;
  const wave = pausedWave(words, execution);
  const reason = pause?.reason ?? 'OPERATOR';
  switch (reason) {
    case 'FAILURE':
      return {
        headline: words('run.paused.failure', { subject, wave }),
        facts: [...facts, words('run.paused.nothingNew')],
      };
    case 'APPROVAL':
      return {
        headline:
          pause?.waveNumber === undefined
            ? words('run.paused.approvalOfAll', { subject })
            : words('run.paused.approval', { subject, wave }),
        facts,
      };
    case 'FREEZE':
      return {
        headline: words('run.paused.freeze', { subject }),
        facts: [...facts, words('run.paused.untilFreezeLifted')],
      };
    case 'RECOVERED_LOG':
      return {
        headline: words('run.paused.recoveredLog', { subject }),
        facts: [...facts, words('run.paused.nothingNew')],
      };
    case 'OPERATOR':
      return { headline: words('run.paused.operator', { subject }), facts };
    default:
      return unreachable(reason);
  }
}

/** Which servers failed and why, wave by wave. */
function failureFacts(words: Words, execution: Told): string[] {
  return (execution.waves ?? []).flatMap(wave => {
    const troubled = wave.servers.filter(server => isFailure(server.outcome));
    const unhealthy = troubled.filter(server => server.outcome === 'UNHEALTHY');
    const failed = troubled.filter(server => server.outcome !== 'UNHEALTHY');
    const hooks = wave.hooks.filter(hook => hook.status === 'FAILED');
    const told = (
      names: readonly string[],
      messages: readonly (string | undefined)[],
    ) => ({
      wave: words('run.waveNumber', { number: String(wave.waveNumber) }),
      names: listed(words, names),
      reasons: reasonsOf(words, messages),
      count: names.length,
    });
    const facts: string[] = [];
    if (failed.length > 0) {
      const what = told(
        failed.map(server => server.hostname),
        failed.map(server => server.errorMessage),
      );
      facts.push(
        words(
          what.reasons ? 'run.failure.failedBecause' : 'run.failure.failed',
          what,
        ),
      );
    }
    if (unhealthy.length > 0) {
      const what = told(
        unhealthy.map(server => server.hostname),
        unhealthy.map(server => server.health.message ?? server.errorMessage),
      );
      facts.push(
        words(
          what.reasons
            ? 'run.failure.unhealthyBecause'
            : 'run.failure.unhealthy',
          what,
        ),
      );
    }
    if (hooks.length > 0) {
      const what = told(
        hooks.map(hook => hook.name),
        hooks.map(hook => hook.message),
      );
      facts.push(
        words(
          what.reasons ? 'run.failure.hooksBecause' : 'run.failure.hooks',
          what,
        ),
      );
    }
    return facts;
  });
}

/** Each reason once, at most two of them; empty where there is none. */
function reasonsOf(
  words: Words,
  messages: readonly (string | undefined)[],
): string {
  const reasons = [
    ...new Set(messages.flatMap(text => (text ? [trimStop(text)] : []))),
  ];
  return listed(words, reasons, 2);
}

/** The text without the full stop it may end with, to go on in a sentence. */
export function trimStop(text: string): string {
  return text.replace(/\.\s*$/, '');
}

function againstTarget(words: Words, execution: Told): string[] {
  if (execution.targetRtoMinutes === undefined || !execution.endTime) {
    return [];
  }
  const seconds = execution.targetRtoMinutes * 60;
  const taken =
    execution.rtoSeconds ??
    secondsBetween(execution.startTime, execution.endTime);
  const target = durationText(words, seconds);
  return [
    taken <= seconds
      ? words('run.withinTarget', { target })
      : words('run.overTarget', {
          over: durationText(words, taken - seconds),
          target,
        }),
  ];
}

function instancesFact(words: Words, execution: Told): string[] {
  if (execution.instancesTerminated) {
    return [words('run.terminated')];
  }
  const servers = (execution.waves ?? []).flatMap(wave => wave.servers);
  const terminating = servers.filter(
    server => server.instanceState === 'TERMINATING',
  ).length;
  if (terminating > 0) {
    return [words('run.terminating', { count: terminating })];
  }
  const running = execution.waves
    ? servers.filter(server => server.instanceState === 'RUNNING').length
    : execution.instancesRunning ?? execution.counts.succeeded;
  return running > 0 ? [words('run.stillRunning', { count: running })] : [];
}

/** What a wave tolerates, in a sentence. */
export function toleranceText(
  words: Words,
  wave: {
    continueOnFailure: boolean;
    successThresholdPercent?: number;
  },
): string {
  return wave.continueOnFailure
    ? words('run.tolerates', { percent: String(successThreshold(wave)) })
    : words('run.toleratesNothing');
}

function unreachable(value: never): never {
  throw new Error(`Unknown state ${String(value)}`);
}
