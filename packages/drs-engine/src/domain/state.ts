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
  ExecutionStatus,
  ExecutionStop,
  InstanceState,
  PauseReason,
  ServerOutcome,
  WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  EventOf,
  HookStage,
  LaunchSettings,
  PinnedHook,
  PinnedServer,
  PinnedWave,
  UnknownJob,
} from './events';

/** What this execution did to the launch settings of a server. */
export interface SettingsChange {
  /** `CHANGING`: AWS is being asked, or was and the answer is not known. */
  readonly status:
    | 'CHANGING'
    | 'APPLIED'
    | 'RESTORED'
    | 'NOT_OURS'
    | 'RESTORE_FAILED';
  readonly before?: LaunchSettings;
  readonly after?: LaunchSettings;
  readonly restore?: LaunchSettings;
  /** Not before then, after a failure. */
  readonly retryAt?: string;
  /** Failures in a row. */
  readonly failures: number;
  readonly message?: string;
}

/** A launch of a server that failed before a person had it tried again. */
export interface EarlierLaunch {
  readonly jobId: string;
  readonly queuedSince?: string;
  readonly launchTime?: string;
  readonly decidedAt?: string;
}

export interface ServerState extends PinnedServer {
  readonly waveNumber: number;
  readonly outcome: ServerOutcome;
  readonly instanceState: InstanceState;
  readonly jobId?: string;
  /** When a person last had it tried again: since then it waits for its launch. */
  readonly queuedSince?: string;
  /** Those that were tried again, oldest first. */
  readonly earlierLaunches?: readonly EarlierLaunch[];
  /** The job that launched the instance that is there. */
  readonly launchedBy?: string;
  readonly recoveryInstanceId?: string;
  readonly privateIp?: string;
  /** Of the data that its instance was launched from. */
  readonly pointInTime?: string;
  /** When it was first seen to be up. */
  readonly launchTime?: string;
  /** Since then its health is looked at. */
  readonly checkedFrom?: string;
  /** When it was found to be healthy. */
  readonly healthyAt?: string;
  /** When it failed, or its health was found out. */
  readonly decidedAt?: string;
  readonly healthMessage?: string;
  /** Its instance was asked for its address. */
  readonly described: boolean;
  readonly settings?: SettingsChange;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** Somebody asked to terminate its instance, and it is still there. */
  readonly terminationRequested: boolean;
  /** When that was. */
  readonly terminationSince?: string;
  /** How often AWS was asked to, since a person asked for it. */
  readonly terminationAttempts: number;
  readonly terminationError?: string;
}

/** Servers of a wave in one account and Region, launched by one StartRecovery. */
export interface ChunkState {
  readonly chunkId: string;
  readonly waveNumber: number;
  readonly accountId: string;
  readonly region: string;
  readonly sourceServerIds: readonly string[];
  readonly status:
    | 'PENDING'
    | 'WAITING_FOR_CAPACITY'
    | 'REQUESTED'
    | 'STARTED'
    | 'DONE';
  readonly waitReason?: string;
  readonly attempts: number;
  /**
   * Since then its servers' time runs: since there is the chunk, then since AWS
   * was first asked, then since a person had it tried again.
   */
  readonly clockFrom: string;
  /** The run's held time when it last began to wait, in milliseconds. */
  readonly heldMsAtClock: number;
  /** Not before then, after a refusal. */
  readonly retryAt?: string;
  /** The intent without a known answer, while REQUESTED. */
  readonly intent?: {
    readonly intentId: string;
    readonly requestedAt: string;
    readonly answerBy: string;
  };
  /** Every intent this chunk ever had: a job of any of them is ours. */
  readonly intentIds: readonly string[];
  /** What AWS was asked to launch, intent by intent: some may have failed or been skipped in between. */
  readonly asked: readonly (readonly string[])[];
  readonly firstRequestedAt?: string;
  readonly jobId?: string;
  /** When a launch was last given up as lost, as long as its job may still show. */
  readonly lostAt?: string;
  /** When nobody expected that any more. */
  readonly lostForGoodAt?: string;
}

/** One hook of a wave, as far as it has come. */
export interface HookState {
  readonly stage: HookStage;
  readonly index: number;
  readonly hook: PinnedHook;
  readonly status: 'PENDING' | 'REQUESTED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** Since a person last had it tried again. */
  readonly attempts: number;
  /** How often a person had it tried again. */
  readonly round: number;
  /** The present attempt's. */
  readonly intentId?: string;
  readonly externalId?: string;
  readonly answerBy?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly retryAt?: string;
  /** Of one that failed: whether it may have done its work all the same. */
  readonly mayHaveRun?: boolean;
  readonly message?: string;
}

export interface WaveState
  extends Omit<PinnedWave, 'servers' | 'preWaveHooks' | 'postWaveHooks'> {
  readonly sourceServerIds: readonly string[];
  readonly chunkIds: readonly string[];
  readonly hooks: readonly HookState[];
  readonly status: WaveStatus;
  readonly reason?: string;
  readonly startedAt?: string;
  /** Since then it only waits. */
  readonly waitingSince?: string;
  /** The waves that depend on it start no sooner. */
  readonly waitUntil?: string;
  /** When the waves that depend on it could start. */
  readonly readyAt?: string;
  /** A person goes on without it. */
  readonly skipped: boolean;
  readonly endedAt?: string;
}

export interface JobState {
  readonly jobId: string;
  readonly kind: 'LAUNCH' | 'TERMINATE';
  readonly accountId: string;
  readonly region: string;
  readonly waveNumber?: number;
  readonly sourceServerIds: readonly string[];
  /** When AWS was asked; AWS's job is as old as that, our knowledge of it younger. */
  readonly askedAt: string;
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** A TerminateRecoveryInstances call whose answer is not known yet. */
export interface TerminateIntent {
  readonly intentId: string;
  readonly accountId: string;
  readonly region: string;
  readonly sourceServerIds: readonly string[];
  readonly requestedAt: string;
  readonly answerBy: string;
}

/** What holds the whole run; approvals of waves hold only them and what depends on them. */
export type HoldReason = Exclude<PauseReason, 'APPROVAL'>;

export interface Hold {
  readonly reason: HoldReason;
  readonly since: string;
  readonly until: string;
  readonly waveNumber?: number;
  readonly message: string;
}

/** A hold that there is or was. */
export interface PastHold extends Omit<Hold, 'until'> {
  readonly endedAt?: string;
}

/** A question to a person, and its answer. */
export interface ApprovalState {
  /** Absent: of the start. */
  readonly waveNumber?: number;
  readonly since: string;
  readonly until: string;
  readonly decision?: 'APPROVE' | 'REJECT';
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly comment?: string;
}

/** An execution, folded from its log. */
export interface ExecutionState {
  readonly executionId: string;
  /** The position of the last row folded. */
  readonly seq: number;
  readonly started: EventOf<'ExecutionStarted'>;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly status: ExecutionStatus;
  /** What is waited for, while PAUSED. */
  readonly pause?: {
    readonly reason: PauseReason;
    readonly since: string;
    readonly until: string;
    readonly waveNumber?: number;
    readonly message: string;
  };
  readonly holds: ReadonlyMap<HoldReason, Hold>;
  /** Every hold that there was or is, oldest first. */
  readonly everyHold: readonly PastHold[];
  /** Since when there has been a hold without a gap. */
  readonly holdsSince?: string;
  readonly approvals: readonly ApprovalState[];
  /** While PAUSED. Its time limits do not run meanwhile. */
  readonly pausedSince?: string;
  /** How long it was PAUSED before, in milliseconds. */
  readonly heldMs: number;
  readonly stop?: {
    readonly endAs: 'CANCELLED' | 'FAILED' | 'TIMED_OUT';
    readonly reason?: string;
    /** What led to it. */
    readonly because: ExecutionStop;
  };
  /** In the plan's order. */
  readonly waves: readonly WaveState[];
  readonly servers: ReadonlyMap<string, ServerState>;
  readonly chunks: ReadonlyMap<string, ChunkState>;
  readonly jobs: ReadonlyMap<string, JobState>;
  /** Launches of this execution that its log did not know, until a person decides. */
  readonly unknownJobs: readonly UnknownJob[];
  readonly terminateIntents: ReadonlyMap<string, TerminateIntent>;
  readonly terminateRetryAt?: string;
}

export const isEnded = (state: ExecutionState): boolean =>
  state.endedAt !== undefined;
