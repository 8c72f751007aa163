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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import type { ExecutionStatus } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { judgePosture } from './judgePosture';

const server = (
  differences: Partial<ObservedSourceServer> = {},
): ObservedSourceServer => ({
  accountId: '111122223333',
  region: 'us-west-2',
  sourceServerId: 's-1',
  hostname: 'orders-db-01',
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags: {},
  replicationState: 'CONTINUOUS',
  hasRecoveryPoint: true,
  ...differences,
});

const stopped = server({ replicationState: 'STOPPED' });
const stalled = server({ replicationState: 'STALLED', lagSeconds: 36_000 });

const after = (status?: ExecutionStatus) => ({
  isLaunched: true,
  ...(status && { lastDrill: { status } }),
});

describe('the posture of a server', () => {
  it.each([
    ['that no plan launches', server(), { isLaunched: false }, 'UNPROTECTED'],
    // Mending its replication would not bring it back.
    ['in no plan, and stopped', stopped, { isLaunched: false }, 'UNPROTECTED'],
    ['that DRS cannot launch', stopped, after('COMPLETED'), 'FAILING'],
    ['with old data', stalled, after('COMPLETED'), 'AT_RISK'],
    ['with old data, never drilled', stalled, after(), 'AT_RISK'],
    ['never drilled', server(), after(), 'NEVER_DRILLED'],
    ['drilled with gaps', server(), after('PARTIAL'), 'AT_RISK'],
    ['whose drill failed', server(), after('FAILED'), 'AT_RISK'],
    ['whose drill was cancelled', server(), after('CANCELLED'), 'AT_RISK'],
    ['whose drill was completed', server(), after('COMPLETED'), 'READY'],
  ] as const)('%s', (_, judged, rehearsal, posture) => {
    expect(judgePosture(judged, rehearsal)).toBe(posture);
  });
});
