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
import {
  waveInputSchema,
  type Wave,
  type WaveInput,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { pinnedWaves } from './pinnedWaves';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const [DB1, DB2] = ['s-00000000000000001', 's-00000000000000002'];

const server = (
  sourceServerId: string,
  differences: Partial<ObservedSourceServer> = {},
): ObservedSourceServer => ({
  ...scope,
  sourceServerId,
  hostname: `host-${sourceServerId.at(-1)}`,
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags: { 'DR-Role': 'db' },
  replicationState: 'CONTINUOUS',
  lagSeconds: 3,
  hasRecoveryPoint: true,
  ...differences,
});

const group: StoredGroup = {
  ...scope,
  groupId: 'databases',
  groupName: 'Databases',
  selection: { kind: 'tags', tags: { 'DR-Role': 'db' } },
  launchConfig: {
    subnetId: 'subnet-00000001',
    instanceType: 'm6i.large',
    drill: { subnetId: 'subnet-0000000d' },
  },
  servers: [{ sourceServerId: DB2, instanceType: 'm6i.xlarge' }],
  version: 1,
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  createdBy: 'user:default/pat.lindqvist',
};

const wave = (waveNumber: number, rules: Partial<WaveInput> = {}): Wave => ({
  ...waveInputSchema.parse({
    waveNumber,
    waveName: `Wave ${waveNumber}`,
    protectionGroupIds: [group.groupId],
    ...rules,
  }),
  waveId: `wave-${waveNumber}`,
});

const pinned = (
  waves: Wave[],
  servers: ObservedSourceServer[],
  options: Partial<Parameters<typeof pinnedWaves>[2]> = {},
) =>
  pinnedWaves(
    waves,
    {
      findings: [],
      waves: waves.map((one, index) => ({
        wave: one,
        servers:
          index === 0
            ? servers.map(each => ({ server: each, groupId: group.groupId }))
            : [],
      })),
    },
    {
      groups: new Map([[group.groupId, group]]),
      snapshots: new Map(),
      intoDrillNetwork: false,
      ...options,
    },
  );

describe('what an execution pins', () => {
  it('is every rule of the waves, with what they leave unsaid', () => {
    const hook = {
      type: 'lambda' as const,
      name: 'warm up',
      target: 'arn:aws:lambda:us-west-2:111122223333:function:warm-up',
    };
    const [first, second] = pinned(
      [
        wave(1, {
          pauseBeforeWave: true,
          parallelism: 2,
          waitTimeSeconds: 30,
          continueOnFailure: true,
          preWaveHooks: [hook],
          healthCheck: { required: true },
        }),
        wave(2),
      ],
      [],
    );
    expect(first).toMatchObject({
      waveId: 'wave-1',
      dependsOn: [],
      thresholdPercent: 50,
      pauseBeforeWave: true,
      parallelism: 2,
      waitTimeSeconds: 30,
      preWaveHooks: [{ ...hook, timeoutSeconds: 300, attempts: 3 }],
      postWaveHooks: [],
      healthCheck: { ec2Status: true, required: true, timeoutSeconds: 300 },
    });
    expect(second).toMatchObject({
      dependsOn: [1],
      thresholdPercent: 100,
      pauseBeforeWave: false,
      parallelism: undefined,
    });
  });

  it('is the snapshot of each server, its settings, and why it could not be launched', () => {
    const [{ servers }] = pinned(
      [wave(1)],
      [server(DB1), server(DB2, { hasRecoveryPoint: false })],
      { snapshots: new Map([[DB1, 'pit-00000000000000001']]) },
    );
    expect(servers).toMatchObject([
      {
        sourceServerId: DB1,
        groupId: 'databases',
        recoverySnapshotId: 'pit-00000000000000001',
        launchSettings: {
          subnetId: 'subnet-00000001',
          instanceType: 'm6i.large',
        },
      },
      {
        sourceServerId: DB2,
        recoverySnapshotId: undefined,
        launchSettings: { instanceType: 'm6i.xlarge' },
        notReady: expect.stringContaining('recovery point'),
      },
    ]);
    expect(servers[0].notReady).toBeUndefined();
    expect(servers.map(({ drillSettings }) => drillSettings)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is the network of drills for a drill that goes there', () => {
    const [{ servers }] = pinned([wave(1)], [server(DB1)], {
      intoDrillNetwork: true,
    });
    expect(servers[0].drillSettings).toEqual({ subnetId: 'subnet-0000000d' });
  });
});
