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
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionEvent, PinnedWave } from './domain/events';
import type { ExecutionState } from './domain/state';

/** Everything that an execution pins when it starts. */
export interface StartRequest {
  readonly actor: string;
  readonly plan: {
    readonly planId: string;
    readonly planName: string;
    readonly version: number;
    readonly accountId: string;
    readonly targetRtoMinutes?: number;
    readonly maxDurationMinutes: number;
  };
  readonly executionType: ExecutionType;
  /** The same token by the same actor for the same plan gives the same execution. */
  readonly clientToken?: string;
  readonly reason?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** With the servers each would launch now; none may be empty. */
  readonly waves: readonly PinnedWave[];
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
 * EXECUTION_IN_PROGRESS, SERVER_CONFLICT, INVALID_STATE, EXECUTION_NOT_FOUND.
 */
export interface ExecutionEngine {
  start(request: StartRequest): Promise<ExecutionState>;
  /** The execution that this client token has started already, if it has. */
  startedBy(
    request: Pick<StartRequest, 'actor' | 'clientToken'> & { planId: string },
  ): Promise<ExecutionState | undefined>;
  cancel(
    executionId: string,
    command: { actor: string; reason?: string },
  ): Promise<ExecutionState>;
  /** @param command.sourceServerIds - absent: all whose instance is there */
  terminate(
    executionId: string,
    command: { actor: string; sourceServerIds?: readonly string[] },
  ): Promise<ExecutionState>;
  get(executionId: string): Promise<ExecutionState>;
  entries(executionId: string, afterSeq: number): Promise<LogEntry[]>;
  jobLog(executionId: string): Promise<JobLogLine[]>;
}
