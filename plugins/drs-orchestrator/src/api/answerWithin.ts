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

import type { OperationName } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** For what the orchestrator answers from its own records. */
const QUICK_MS = 15_000;
/** For what it asks AWS or the catalog first, of a thousand servers perhaps. */
const SLOW_MS = 60_000;

const fromRecords: readonly OperationName[] = [
  'get_execution_details',
  'get_execution_events',
  'get_execution_jobs',
  'get_execution_status',
  'get_execution_waves',
  'get_protection_group',
  'get_recovery_plan',
  'get_settings',
  'get_target_account',
  'get_termination_status',
  'get_user_permissions',
  'list_audit_entries',
  'list_executions',
  'list_protection_groups',
  'list_recovery_plans',
  'list_target_accounts',
];

/** How long a read may take before it counts as lost, in milliseconds. */
export function timeFor(operation: OperationName): number {
  return fromRecords.includes(operation) ? QUICK_MS : SLOW_MS;
}

/** The server gave no answer in the time that a read has. */
export class NoAnswerError extends Error {
  readonly seconds: number;

  constructor(limitMs: number) {
    const seconds = limitMs / 1_000;
    super(`There was no answer within ${seconds} s.`);
    this.name = 'NoAnswerError';
    this.seconds = seconds;
  }
}

/**
 * The answer to a read, or a `NoAnswerError` after `limitMs` milliseconds: a browser
 * alone waits for minutes where the network swallows what is sent. The read is called
 * off then, and when `signal` calls it off; it ends even if it heeds neither.
 */
export function answerWithin<T>(
  limitMs: number,
  signal: AbortSignal,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const calledOff = new AbortController();
  let stopWaiting = () => {};
  return new Promise<T>((resolve, reject) => {
    const callOff = (reason: unknown) => {
      calledOff.abort(reason);
      reject(reason);
    };
    const onAbort = () => callOff(signal.reason);
    if (signal.aborted) {
      onAbort();
      return;
    }
    const timer = setTimeout(
      () => callOff(new NoAnswerError(limitMs)),
      limitMs,
    );
    signal.addEventListener('abort', onAbort);
    stopWaiting = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    read(calledOff.signal).then(resolve, reject);
  }).finally(() => stopWaiting());
}
