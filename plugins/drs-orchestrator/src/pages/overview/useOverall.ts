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
  terminalExecutionStatuses,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useExecutionSignals } from '../../api/executionSignals';
import { useOperation } from '../../api/operations';

/** Everything the home page reads. */
export function useOverall() {
  const { pollLive } = useExecutionSignals();
  const live = useOperation(
    'list_executions',
    {
      query: {
        limit: 50,
        status: ['PENDING', 'RUNNING', 'PAUSED', 'CANCELLING'],
      },
    },
    { pollEvery: pollLive },
  );
  const recent = useOperation(
    'list_executions',
    { query: { limit: 50, status: [...terminalExecutionStatuses] } },
    { pollEvery: Math.max(pollLive, 5_000) },
  );
  const servers = useOperation(
    'get_drs_source_servers',
    { query: { limit: 100, recoverability: ['AT_RISK', 'NOT_READY'] } },
    { pollEvery: 60_000 },
  );
  const anyGroup = useOperation('list_protection_groups', {
    query: { limit: 1 },
  });
  const anyPlan = useOperation('list_recovery_plans', { query: { limit: 1 } });
  const leftRunning = (recent.data?.items ?? []).filter(leavesInstances);
  return { live, recent, servers, anyGroup, anyPlan, leftRunning };
}

function leavesInstances(run: ExecutionSummary): boolean {
  return (
    run.executionType === 'DRILL' &&
    !run.instancesTerminated &&
    run.counts.succeeded > 0
  );
}
