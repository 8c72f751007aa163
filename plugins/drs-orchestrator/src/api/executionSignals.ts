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

import { useEffect } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  EXECUTIONS_SIGNAL_CHANNEL,
  executionSignalSchema,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useQueryClient } from '@tanstack/react-query';

/** Signals of a busy execution come in bursts; one read answers all of a burst. */
const BURST_MS = 400;

const listsOfExecutions: readonly OperationName[] = [
  'list_executions',
  'get_recovery_plan',
  'list_recovery_plans',
  // The freeze switch changes every execution at once.
  'get_settings',
];
const readsOfOne: readonly OperationName[] = [
  'get_execution_details',
  'get_execution_events',
  'get_execution_job_logs',
  'get_execution_jobs',
  'get_termination_status',
];

/**
 * Reads executions anew when the server tells that they changed. Signals may be
 * lost, so callers poll too: at the interval that this answers, in milliseconds.
 */
export function useExecutionSignals(): { pollLive: number } {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();

  useEffect(() => {
    if (!signals) {
      return undefined;
    }
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAnew = () => {
      timer = undefined;
      const ids = new Set(changed);
      changed.clear();
      client.invalidateQueries({
        predicate: ({ queryKey: [operation, request] }) =>
          listsOfExecutions.some(name => name === operation) ||
          (readsOfOne.some(name => name === operation) &&
            ids.has(executionIdOf(request) ?? '')),
      });
    };
    const subscription = signals.subscribe(
      EXECUTIONS_SIGNAL_CHANNEL,
      message => {
        const signal = executionSignalSchema.safeParse(message);
        if (signal.success) {
          signal.data.executionIds.forEach(id => changed.add(id));
          timer ??= setTimeout(readAnew, BURST_MS);
        }
      },
    );
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [signals, client]);

  return { pollLive: signals ? 8_000 : 2_000 };
}

function executionIdOf(request: unknown): string | undefined {
  if (
    typeof request === 'object' &&
    request !== null &&
    'params' in request &&
    typeof request.params === 'object' &&
    request.params !== null &&
    'executionId' in request.params &&
    typeof request.params.executionId === 'string'
  ) {
    return request.params.executionId;
  }
  return undefined;
}
