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
  type ExecutionHook,
  type ExecutionServer,
  type ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

const at = '2026-11-21T12:00:00.000Z';

/** A server of an execution that waits for its wave, but for what is given. */
export function sampleServer(
  hostname: string,
  given: Partial<ExecutionServer> = {},
): ExecutionServer {
  return {
    sourceServerId: `s-${hostname}`,
    hostname,
    accountId: '111122223333',
    region: 'us-west-2',
    groupId: 'group-1',
    outcome: 'PENDING',
    instanceState: 'NONE',
    health: { state: 'UNCHECKED' },
    tags: {},
    ...given,
  };
}

/** A server that is up. */
export function upServer(hostname: string): ExecutionServer {
  return sampleServer(hostname, {
    outcome: 'LAUNCHED',
    instanceState: 'RUNNING',
    recoveryInstanceId: `i-${hostname}`,
  });
}

/** A wave that waits, but for what is given. */
export function sampleWave(
  waveNumber: number,
  waveName: string,
  given: Partial<ExecutionWave> = {},
): ExecutionWave {
  return {
    waveNumber,
    waveName,
    status: 'PENDING',
    dependsOnWaves: waveNumber === 1 ? [] : [1],
    jobIds: [],
    pauseBeforeWave: false,
    waitingForCapacity: false,
    hooks: [],
    servers: [],
    ...given,
  };
}

/** A hook that waits, but for what is given. */
export function sampleHook(given: Partial<ExecutionHook> = {}): ExecutionHook {
  return {
    name: 'drain-queues',
    type: 'webhook',
    stage: 'PRE',
    status: 'PENDING',
    attempts: 0,
    ...given,
  };
}

/** An execution that keeps to the contract; its counts follow from its servers. */
export function sampleExecution(given: Partial<Execution>): Execution {
  const waves = given.waves ?? [];
  const servers = waves.flatMap(wave => wave.servers);
  const count = (...outcomes: ExecutionServer['outcome'][]) =>
    servers.filter(server => outcomes.includes(server.outcome)).length;
  return executionSchema.parse({
    executionId: 'execution-1',
    planId: 'plan-1',
    planName: 'Orders',
    planVersion: 1,
    executionType: 'DRILL',
    status: 'RUNNING',
    startTime: at,
    initiatedBy: 'user:default/omar.okafor',
    accountId: '111122223333',
    scopes: [{ accountId: '111122223333', region: 'us-west-2' }],
    waveCount: waves.length,
    counts: {
      total: servers.length,
      succeeded: count('LAUNCHED', 'HEALTHY'),
      failed: count('FAILED', 'TIMED_OUT', 'UNHEALTHY'),
      skipped: count('SKIPPED', 'CANCELLED'),
      running: count('LAUNCHING'),
      pending: count('PENDING'),
    },
    instancesTerminated: false,
    seq: 1,
    waves,
    allowedActions: [],
    deniedActions: [],
    ...given,
  });
}
