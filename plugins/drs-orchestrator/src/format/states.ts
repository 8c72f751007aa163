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
  ExecutionHook,
  ExecutionServer,
  ExecutionStatus,
  ExecutionSummary,
  ExecutionType,
  ExecutionWave,
  InstanceState,
  LaunchPhase,
  PauseReason,
  Readiness,
  Recoverability,
  ReplicationState,
  ServerOutcome,
  WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';

/** What a state means to the person reading it; one colour and one icon each. */
export type Tone =
  | 'good'
  | 'running'
  | 'paused'
  | 'warning'
  | 'bad'
  | 'neutral'
  | 'waiting';

/** A state in words, with what it means. */
export interface StateWords {
  tone: Tone;
  text: string;
}

const executionTones: Record<ExecutionStatus, Tone> = {
  PENDING: 'waiting',
  RUNNING: 'running',
  PAUSED: 'paused',
  CANCELLING: 'warning',
  COMPLETED: 'good',
  PARTIAL: 'warning',
  FAILED: 'bad',
  CANCELLED: 'neutral',
  TIMED_OUT: 'bad',
};

const pauseTones: Record<PauseReason, Tone> = {
  FAILURE: 'bad',
  RECOVERED_LOG: 'bad',
  APPROVAL: 'paused',
  OPERATOR: 'paused',
  FREEZE: 'paused',
};

/** The status of an execution; a pause says what it is for. */
export function executionState(
  words: Words,
  execution: Pick<ExecutionSummary, 'status' | 'pause'>,
): StateWords {
  const { status, pause } = execution;
  return status === 'PAUSED' && pause
    ? {
        tone: pauseTones[pause.reason],
        text: words(`state.pause.${pause.reason}`),
      }
    : executionStatusState(words, status);
}

/** The status alone, for filters. */
export function executionStatusState(
  words: Words,
  status: ExecutionStatus,
): StateWords {
  return {
    tone: executionTones[status],
    text: words(`state.execution.${status}`),
  };
}

const waveTones: Record<WaveStatus, Tone> = {
  PENDING: 'waiting',
  WAITING_FOR_APPROVAL: 'paused',
  RUNNING_PRE_HOOKS: 'running',
  LAUNCHING: 'running',
  CHECKING_HEALTH: 'running',
  RUNNING_POST_HOOKS: 'running',
  WAITING: 'running',
  COMPLETED: 'good',
  PARTIAL: 'warning',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  SKIPPED: 'neutral',
  CANCELLED: 'neutral',
};

/** The status of a wave. */
export function waveState(words: Words, status: WaveStatus): StateWords {
  return { tone: waveTones[status], text: words(`state.wave.${status}`) };
}

const outcomeTones: Record<ServerOutcome, Tone> = {
  PENDING: 'waiting',
  LAUNCHING: 'running',
  LAUNCHED: 'good',
  HEALTHY: 'good',
  UNHEALTHY: 'warning',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  SKIPPED: 'neutral',
  CANCELLED: 'neutral',
};

/** How a wave stands: waiting for capacity is a state of its own to whoever looks. */
export function waveStanding(
  words: Words,
  wave: Pick<ExecutionWave, 'status' | 'waitingForCapacity'>,
): StateWords {
  return wave.waitingForCapacity
    ? { tone: 'waiting', text: words('state.wave.waitingForCapacity') }
    : waveState(words, wave.status);
}

/** What became of a server's launch. */
export function outcomeState(words: Words, outcome: ServerOutcome): StateWords {
  return {
    tone: outcomeTones[outcome],
    text: words(`state.outcome.${outcome}`),
  };
}

const healthTones: Record<ExecutionServer['health']['state'], Tone> = {
  UNCHECKED: 'waiting',
  CHECKING: 'running',
  HEALTHY: 'good',
  UNHEALTHY: 'warning',
};

/** What the health check of a launched server found. */
export function healthState(
  words: Words,
  state: ExecutionServer['health']['state'],
): StateWords {
  return { tone: healthTones[state], text: words(`state.health.${state}`) };
}

const hookTones: Record<ExecutionHook['status'], Tone> = {
  PENDING: 'waiting',
  RUNNING: 'running',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  SKIPPED: 'neutral',
};

/** How far a hook of a wave is. */
export function hookState(
  words: Words,
  status: ExecutionHook['status'],
): StateWords {
  return { tone: hookTones[status], text: words(`state.hook.${status}`) };
}

/** Whether the server is up as far as the launch goes. */
export function isUp(outcome: ServerOutcome): boolean {
  return outcome === 'LAUNCHED' || outcome === 'HEALTHY';
}

/** Whether the launch went wrong. */
export function isFailure(outcome: ServerOutcome): boolean {
  return (
    outcome === 'FAILED' || outcome === 'TIMED_OUT' || outcome === 'UNHEALTHY'
  );
}

/** Where a launching server stands. */
export function phaseText(words: Words, phase: LaunchPhase): string {
  return words(`state.phase.${phase}`);
}

const instanceTones: Record<InstanceState, Tone> = {
  NONE: 'neutral',
  RUNNING: 'good',
  TERMINATING: 'running',
  TERMINATED: 'neutral',
};

/** What is there of a server's recovery instance. */
export function instanceStateWords(
  words: Words,
  state: InstanceState,
): StateWords {
  return { tone: instanceTones[state], text: words(`state.instance.${state}`) };
}

const replicationTones: Record<ReplicationState, Tone> = {
  STOPPED: 'bad',
  INITIATING: 'running',
  INITIAL_SYNC: 'running',
  BACKLOG: 'warning',
  CREATING_SNAPSHOT: 'running',
  CONTINUOUS: 'good',
  PAUSED: 'warning',
  RESCAN: 'warning',
  STALLED: 'warning',
  DISCONNECTED: 'bad',
  UNKNOWN: 'neutral',
};

/** AWS's state of data replication. */
export function replicationStateWords(
  words: Words,
  state: ReplicationState,
): StateWords {
  return {
    tone: replicationTones[state],
    text: words(`state.replication.${state}`),
  };
}

const recoverabilityTones: Record<Recoverability, Tone> = {
  READY: 'good',
  AT_RISK: 'warning',
  NOT_READY: 'bad',
};

/** Whether DRS could launch the server now. */
export function recoverabilityState(
  words: Words,
  value: Recoverability,
): StateWords {
  return {
    tone: recoverabilityTones[value],
    text: words(`state.recoverability.${value}`),
  };
}

const readinessTones: Record<Readiness['answer'], Tone> = {
  YES: 'good',
  YES_WITH_GAPS: 'warning',
  NO: 'bad',
  UNKNOWN: 'neutral',
};

/** The answer to "could it be recovered now?". */
export function readinessState(
  words: Words,
  answer: Readiness['answer'],
): StateWords {
  return {
    tone: readinessTones[answer],
    text: words(`state.readiness.${answer}`),
  };
}

/** "Drill" or "Recovery". */
export function executionTypeText(words: Words, type: ExecutionType): string {
  return words(`executionType.${type}`);
}
