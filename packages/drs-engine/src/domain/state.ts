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
  InstanceState,
  PauseReason,
  ServerOutcome,
  WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { EventOf, PinnedServer, PinnedWave } from './events';

export interface ServerState extends PinnedServer {
  readonly waveNumber: number;
  readonly outcome: ServerOutcome;
  readonly instanceState: InstanceState;
  readonly jobId?: string;
  readonly recoveryInstanceId?: string;
  readonly privateIp?: string;
  /** When it was first seen to be up. */
  readonly launchTime?: string;
  /** Its instance was asked for its address. */
  readonly described: boolean;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** Somebody asked to terminate its instance, and it is still there. */
  readonly terminationRequested: boolean;
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
  readonly firstRequestedAt?: string;
  readonly jobId?: string;
  /** When a launch was last given up as lost: its job may still show. */
  readonly lostAt?: string;
}

export interface WaveState extends Omit<PinnedWave, 'servers'> {
  readonly sourceServerIds: readonly string[];
  readonly chunkIds: readonly string[];
  readonly status: WaveStatus;
  readonly reason?: string;
  readonly startedAt?: string;
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

/** An execution, folded from its log. */
export interface ExecutionState {
  readonly executionId: string;
  /** The position of the last row folded. */
  readonly seq: number;
  readonly started: EventOf<'ExecutionStarted'>;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly status: ExecutionStatus;
  readonly pause?: {
    readonly reason: PauseReason;
    readonly since: string;
    readonly until: string;
    readonly waveNumber?: number;
    readonly message: string;
  };
  readonly stop?: {
    readonly endAs: 'CANCELLED' | 'FAILED' | 'TIMED_OUT';
    readonly reason?: string;
  };
  /** In the plan's order. */
  readonly waves: readonly WaveState[];
  readonly servers: ReadonlyMap<string, ServerState>;
  readonly chunks: ReadonlyMap<string, ChunkState>;
  readonly jobs: ReadonlyMap<string, JobState>;
  readonly terminateIntents: ReadonlyMap<string, TerminateIntent>;
  readonly terminateRetryAt?: string;
}

export const isEnded = (state: ExecutionState): boolean =>
  state.endedAt !== undefined;
