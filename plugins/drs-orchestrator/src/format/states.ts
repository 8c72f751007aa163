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

const executionStates: Record<ExecutionStatus, StateWords> = {
  PENDING: { tone: 'waiting', text: 'Starting' },
  RUNNING: { tone: 'running', text: 'Running' },
  PAUSED: { tone: 'paused', text: 'Paused' },
  CANCELLING: { tone: 'warning', text: 'Cancelling' },
  COMPLETED: { tone: 'good', text: 'Completed' },
  PARTIAL: { tone: 'warning', text: 'Partial' },
  FAILED: { tone: 'bad', text: 'Failed' },
  CANCELLED: { tone: 'neutral', text: 'Cancelled' },
  TIMED_OUT: { tone: 'bad', text: 'Timed out' },
};

const pauses: Record<PauseReason, StateWords> = {
  FAILURE: { tone: 'bad', text: 'Needs a decision' },
  RECOVERED_LOG: { tone: 'bad', text: 'Needs a decision' },
  APPROVAL: { tone: 'paused', text: 'Waits for approval' },
  OPERATOR: { tone: 'paused', text: 'Paused' },
  FREEZE: { tone: 'paused', text: 'Frozen' },
};

/** The status of an execution; a pause says what it is for. */
export function executionState(
  execution: Pick<ExecutionSummary, 'status' | 'pause'>,
): StateWords {
  return execution.status === 'PAUSED' && execution.pause
    ? pauses[execution.pause.reason]
    : executionStates[execution.status];
}

/** The status alone, for filters. */
export function executionStatusState(status: ExecutionStatus): StateWords {
  return executionStates[status];
}

const waveStates: Record<WaveStatus, StateWords> = {
  PENDING: { tone: 'waiting', text: 'Waiting' },
  WAITING_FOR_APPROVAL: { tone: 'paused', text: 'Waiting for approval' },
  RUNNING_PRE_HOOKS: { tone: 'running', text: 'Running hooks first' },
  LAUNCHING: { tone: 'running', text: 'Launching' },
  CHECKING_HEALTH: { tone: 'running', text: 'Checking health' },
  RUNNING_POST_HOOKS: { tone: 'running', text: 'Running hooks after' },
  WAITING: { tone: 'running', text: 'Waiting, servers are up' },
  COMPLETED: { tone: 'good', text: 'Completed' },
  PARTIAL: { tone: 'warning', text: 'Partial' },
  FAILED: { tone: 'bad', text: 'Failed' },
  TIMED_OUT: { tone: 'bad', text: 'Timed out' },
  SKIPPED: { tone: 'neutral', text: 'Skipped' },
  CANCELLED: { tone: 'neutral', text: 'Cancelled' },
};

/** The status of a wave. */
export function waveState(status: WaveStatus): StateWords {
  return waveStates[status];
}

const outcomes: Record<ServerOutcome, StateWords> = {
  PENDING: { tone: 'waiting', text: 'Waiting' },
  LAUNCHING: { tone: 'running', text: 'Launching' },
  LAUNCHED: { tone: 'good', text: 'Launched' },
  HEALTHY: { tone: 'good', text: 'Healthy' },
  UNHEALTHY: { tone: 'warning', text: 'Unhealthy' },
  FAILED: { tone: 'bad', text: 'Failed' },
  TIMED_OUT: { tone: 'bad', text: 'Timed out' },
  SKIPPED: { tone: 'neutral', text: 'Skipped' },
  CANCELLED: { tone: 'neutral', text: 'Cancelled' },
};

/** How a wave stands: waiting for capacity is a state of its own to whoever looks. */
export function waveStanding(
  wave: Pick<ExecutionWave, 'status' | 'waitingForCapacity'>,
): StateWords {
  return wave.waitingForCapacity
    ? { tone: 'waiting', text: 'Waiting for capacity' }
    : waveStates[wave.status];
}

/** What became of a server's launch. */
export function outcomeState(outcome: ServerOutcome): StateWords {
  return outcomes[outcome];
}

const healths: Record<ExecutionServer['health']['state'], StateWords> = {
  UNCHECKED: { tone: 'waiting', text: 'Not checked' },
  CHECKING: { tone: 'running', text: 'Being checked' },
  HEALTHY: { tone: 'good', text: 'Healthy' },
  UNHEALTHY: { tone: 'warning', text: 'Unhealthy' },
};

/** What the health check of a launched server found. */
export function healthState(
  state: ExecutionServer['health']['state'],
): StateWords {
  return healths[state];
}

const hooks: Record<ExecutionHook['status'], StateWords> = {
  PENDING: { tone: 'waiting', text: 'Waiting' },
  RUNNING: { tone: 'running', text: 'Running' },
  SUCCEEDED: { tone: 'good', text: 'Succeeded' },
  FAILED: { tone: 'bad', text: 'Failed' },
  SKIPPED: { tone: 'neutral', text: 'Skipped' },
};

/** How far a hook of a wave is. */
export function hookState(status: ExecutionHook['status']): StateWords {
  return hooks[status];
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

const phases: Record<LaunchPhase, string> = {
  QUEUED: 'Queued',
  SNAPSHOT: 'Taking the snapshot',
  CONVERSION: 'Converting',
  LAUNCH: 'Launching the instance',
  DONE: 'Done',
};

/** Where a launching server stands. */
export function phaseText(phase: LaunchPhase): string {
  return phases[phase];
}

const instances: Record<InstanceState, StateWords> = {
  NONE: { tone: 'neutral', text: 'No instance' },
  RUNNING: { tone: 'good', text: 'Instance runs' },
  TERMINATING: { tone: 'running', text: 'Being terminated' },
  TERMINATED: { tone: 'neutral', text: 'Terminated' },
};

/** What is there of a server's recovery instance. */
export function instanceStateWords(state: InstanceState): StateWords {
  return instances[state];
}

const replication: Record<ReplicationState, StateWords> = {
  STOPPED: { tone: 'bad', text: 'Stopped' },
  INITIATING: { tone: 'running', text: 'Initiating' },
  INITIAL_SYNC: { tone: 'running', text: 'Initial sync' },
  BACKLOG: { tone: 'warning', text: 'Backlog' },
  CREATING_SNAPSHOT: { tone: 'running', text: 'Creating snapshot' },
  CONTINUOUS: { tone: 'good', text: 'Continuous' },
  PAUSED: { tone: 'warning', text: 'Paused' },
  RESCAN: { tone: 'warning', text: 'Rescan' },
  STALLED: { tone: 'warning', text: 'Stalled' },
  DISCONNECTED: { tone: 'bad', text: 'Disconnected' },
  UNKNOWN: { tone: 'neutral', text: 'Unknown' },
};

/** AWS's state of data replication. */
export function replicationStateWords(state: ReplicationState): StateWords {
  return replication[state];
}

const recoverabilities: Record<Recoverability, StateWords> = {
  READY: { tone: 'good', text: 'Ready' },
  AT_RISK: { tone: 'warning', text: 'At risk' },
  NOT_READY: { tone: 'bad', text: 'Not ready' },
};

/** Whether DRS could launch the server now. */
export function recoverabilityState(value: Recoverability): StateWords {
  return recoverabilities[value];
}

const answers: Record<Readiness['answer'], StateWords> = {
  YES: { tone: 'good', text: 'Yes' },
  YES_WITH_GAPS: { tone: 'warning', text: 'Yes, with gaps' },
  NO: { tone: 'bad', text: 'No' },
  UNKNOWN: { tone: 'neutral', text: 'Unknown' },
};

/** The answer to "could it be recovered now?". */
export function readinessState(answer: Readiness['answer']): StateWords {
  return answers[answer];
}

/** "Drill" or "Recovery". */
export function executionTypeText(type: ExecutionType): string {
  return type === 'DRILL' ? 'Drill' : 'Recovery';
}
