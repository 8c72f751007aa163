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
  executionSchema,
  type Execution,
  type ExecutionEvent,
  type ExecutionServer,
  type ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

export const STARTED = '2026-11-22T01:00:00.000Z';
/** So many seconds after the example's start, in milliseconds since the epoch. */
export const after = (seconds: number) => Date.parse(STARTED) + seconds * 1000;

const ACCOUNT = '111122223333';
const REGION = 'us-west-2';

/** A server of an execution. */
export const server = (
  hostname: string,
  more: Partial<ExecutionServer> = {},
): ExecutionServer => ({
  sourceServerId: `s-${hostname}`,
  hostname,
  accountId: ACCOUNT,
  region: REGION,
  groupId: 'group',
  outcome: 'PENDING',
  instanceState: 'NONE',
  health: { state: 'UNCHECKED' },
  tags: {},
  ...more,
});

/** A wave of an execution. */
export const wave = (
  waveNumber: number,
  waveName: string,
  more: Partial<ExecutionWave> = {},
): ExecutionWave => ({
  waveNumber,
  waveName,
  status: 'PENDING',
  dependsOnWaves: [],
  pauseBeforeWave: false,
  waitingForCapacity: false,
  hooks: [],
  jobIds: [],
  servers: [],
  ...more,
});

/** A drill of Orders, as the API tells of it. */
export const execution = (more: Partial<Execution> = {}): Execution =>
  executionSchema.parse({
    executionId: 'e-1',
    planId: 'p-1',
    planName: 'Orders',
    planVersion: 3,
    executionType: 'DRILL',
    status: 'RUNNING',
    startTime: STARTED,
    initiatedBy: 'user:default/omar.okafor',
    accountId: ACCOUNT,
    scopes: [{ accountId: ACCOUNT, region: REGION }],
    waveCount: 0,
    counts: {
      total: 0,
      succeeded: 0,
      failed: 0,
      skipped: 0,
      running: 0,
      pending: 0,
    },
    instancesTerminated: false,
    seq: 1,
    waves: [],
    allowedActions: [],
    deniedActions: [],
    ...more,
  });

/** A fact of the log. */
export const event = (
  seq: number,
  summary: string,
  more: Partial<ExecutionEvent> = {},
): ExecutionEvent => ({
  seq,
  at: STARTED,
  actor: 'system',
  type: 'Anything',
  summary,
  ...more,
});
