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

import type { StoredRow } from '@drs-orchestrator/drs-engine';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** A row of the log of an execution; what is in it concerns no store. */
export const exampleRow = (
  seq: number,
  executionId = 'execution-1',
): StoredRow => ({
  executionId,
  seq,
  text: JSON.stringify({ v: 1, executionId, seq }),
  hash: String(seq % 10).repeat(64),
});

/** An execution as lists show it. */
export const exampleSummary = (
  differences: Partial<ExecutionSummary> = {},
): ExecutionSummary => ({
  executionId: 'execution-1',
  planId: 'plan-1',
  planName: 'Orders',
  planVersion: 1,
  executionType: 'DRILL',
  status: 'RUNNING',
  startTime: '2026-11-21T12:00:00.123Z',
  initiatedBy: 'user:default/omar.okafor',
  accountId: '111122223333',
  scopes: [{ accountId: '111122223333', region: 'us-west-2' }],
  waveCount: 1,
  counts: {
    total: 1,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    running: 1,
    pending: 0,
  },
  nextPhaseReady: false,
  instancesTerminated: false,
  seq: 1,
  ...differences,
});
