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
  ExecutionServer,
  ExecutionStatus,
  Recoverability,
  ServerOutcome,
  WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Tone } from '../terminal/paint';

/** The tone of an execution's status. The words are the API's own, as in the documents. */
export const executionTones: Readonly<Record<ExecutionStatus, Tone>> = {
  PENDING: 'quiet',
  RUNNING: 'running',
  PAUSED: 'warning',
  CANCELLING: 'warning',
  COMPLETED: 'good',
  PARTIAL: 'warning',
  FAILED: 'bad',
  CANCELLED: 'quiet',
  TIMED_OUT: 'bad',
};

/** The tone of a wave's status. */
export const waveTones: Readonly<Record<WaveStatus, Tone>> = {
  PENDING: 'quiet',
  WAITING_FOR_APPROVAL: 'warning',
  RUNNING_PRE_HOOKS: 'running',
  LAUNCHING: 'running',
  CHECKING_HEALTH: 'running',
  RUNNING_POST_HOOKS: 'running',
  WAITING: 'running',
  COMPLETED: 'good',
  PARTIAL: 'warning',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  SKIPPED: 'quiet',
  CANCELLED: 'quiet',
};

/** The tone of what became of a server. */
export const outcomeTones: Readonly<Record<ServerOutcome, Tone>> = {
  PENDING: 'quiet',
  LAUNCHING: 'running',
  LAUNCHED: 'good',
  HEALTHY: 'good',
  UNHEALTHY: 'bad',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  SKIPPED: 'quiet',
  CANCELLED: 'quiet',
};

/** The tone of whether a server could be recovered. */
export const recoverabilityTones: Readonly<Record<Recoverability, Tone>> = {
  READY: 'good',
  AT_RISK: 'warning',
  NOT_READY: 'bad',
};

/** Servers of a wave by what became of them; the kinds add up to `total`. */
export interface ServerCounts {
  total: number;
  up: number;
  failed: number;
  running: number;
  waiting: number;
  skipped: number;
}

/** Counts servers by what became of them, as the counts of an execution do. */
export function countServers(
  servers: readonly Pick<ExecutionServer, 'outcome'>[],
): ServerCounts {
  const counts: ServerCounts = {
    total: servers.length,
    up: 0,
    failed: 0,
    running: 0,
    waiting: 0,
    skipped: 0,
  };
  for (const { outcome } of servers) {
    counts[kindOf(outcome)] += 1;
  }
  return counts;
}

function kindOf(outcome: ServerOutcome): Exclude<keyof ServerCounts, 'total'> {
  switch (outcome) {
    case 'LAUNCHED':
    case 'HEALTHY':
      return 'up';
    case 'FAILED':
    case 'TIMED_OUT':
    case 'UNHEALTHY':
      return 'failed';
    case 'LAUNCHING':
      return 'running';
    case 'PENDING':
      return 'waiting';
    case 'SKIPPED':
    case 'CANCELLED':
      return 'skipped';
    default:
      return outcome satisfies never;
  }
}
