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
  ExecutionType,
  JobLogLine,
  Timeline,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionEvent, PinnedWave } from './domain/events';
import type { ExecutionState } from './domain/state';
import type { Labels } from './ports/executionLog';

/** Everything that an execution pins when it starts. */
export interface StartRequest {
  readonly actor: string;
  readonly plan: {
    readonly planId: string;
    readonly planName: string;
    readonly version: number;
    readonly accountId: string;
    readonly targetRtoMinutes?: number;
    readonly targetRpoMinutes?: number;
    readonly maxDurationMinutes: number;
    /** The person who last changed it. */
    readonly changedBy?: string;
  };
  readonly executionType: ExecutionType;
  /** The same token by the same actor for the same plan gives the same execution. */
  readonly clientToken?: string;
  readonly reason?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** With the servers each would launch now; none may be empty. */
  readonly waves: readonly PinnedWave[];
  /** Absent: none is needed but where a wave wants one. */
  readonly approval?: {
    /** Nothing starts before it. */
    readonly start: boolean;
    readonly fourEyes: boolean;
    readonly timeLimitMinutes: number;
  };
  /** A person knows that live recovery instances will be replaced; never for a drill. */
  readonly replaceLive?: boolean;
  /** Of a drill: its instances are terminated so long after its end. */
  readonly timeToLiveMinutes?: number;
  /** What was asked for; the servers carry what it means. */
  readonly pointInTime?: {
    readonly type: 'LATEST' | 'AS_OF' | 'SNAPSHOTS';
    readonly asOf?: string;
  };
  /** The course that is to be expected, to hold the real one against. */
  readonly expected?: Timeline;
  /** Stored with the execution, or not at all. */
  readonly labels?: Labels;
}

/** Who commands; where four eyes are required, programs may not approve. */
export interface CommandingActor {
  readonly actor: string;
  readonly isPerson: boolean;
}

/** Waves and servers to retry or to skip. */
export interface ExecutionItems {
  readonly actor: string;
  readonly waves?: readonly number[];
  readonly sourceServerIds?: readonly string[];
  readonly comment?: string;
}

/** A row of the log, read and understood. */
export interface LogEntry {
  readonly seq: number;
  readonly at: string;
  /** An entity ref, or `system` for the engine. */
  readonly actor: string;
  readonly events: readonly ExecutionEvent[];
}

/**
 * The commands and questions of the API; every replica answers them, from the
 * folded log. Refusals are thrown as DrsError of the contract:
 * EXECUTION_IN_PROGRESS, SERVER_CONFLICT, INVALID_STATE, FOUR_EYES,
 * VALIDATION_FAILED, EXECUTION_NOT_FOUND.
 */
export interface ExecutionEngine {
  start(request: StartRequest): Promise<ExecutionState>;
  /** The execution that this client token has started already, if it has. */
  startedBy(
    request: Pick<StartRequest, 'actor' | 'clientToken'> & { planId: string },
  ): Promise<ExecutionState | undefined>;
  /** @param command.maxMinutes - absent: a year */
  pause(
    executionId: string,
    command: { actor: string; reason?: string; maxMinutes?: number },
  ): Promise<ExecutionState>;
  /** Lifts a person's pause; takes a stale log's unknown launches; approves what waits, if one pair of eyes will do. */
  resume(
    executionId: string,
    command: CommandingActor & { comment?: string },
  ): Promise<ExecutionState>;
  /**
   * @param command.waveNumber - absent: the start
   * @param command.serversDigest - what was looked at; refused if it is not what would be launched
   */
  approve(
    executionId: string,
    command: CommandingActor & {
      waveNumber?: number;
      decision: 'APPROVE' | 'REJECT';
      comment?: string;
      serversDigest?: string;
    },
  ): Promise<ExecutionState>;
  retry(executionId: string, items: ExecutionItems): Promise<ExecutionState>;
  /** A wave that another person must approve is skipped by such a person only. */
  skip(
    executionId: string,
    items: ExecutionItems & { readonly isPerson?: boolean },
  ): Promise<ExecutionState>;
  cancel(
    executionId: string,
    command: { actor: string; reason?: string },
  ): Promise<ExecutionState>;
  /** @param command.sourceServerIds - absent: all whose instance is there */
  terminate(
    executionId: string,
    command: { actor: string; sourceServerIds?: readonly string[] },
  ): Promise<ExecutionState>;
  /**
   * AWS told of something that happened to these servers: the executions that
   * hold them are looked at at once. Polling finds it too, only later.
   */
  notice(happened: { sourceServerIds: readonly string[] }): Promise<void>;
  /** Has every running execution looked at at once, as when the freeze switch was moved. */
  wakeAll(): Promise<void>;
  get(executionId: string): Promise<ExecutionState>;
  entries(executionId: string, afterSeq: number): Promise<LogEntry[]>;
  jobLog(executionId: string): Promise<JobLogLine[]>;
}
