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
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { resolveWaves, type WaveSelection } from './resolveWaves';

const scope = { accountId: '111122223333', region: 'us-west-2' };

const server = (
  number: number,
  tags: Record<string, string>,
): ObservedSourceServer => ({
  ...scope,
  sourceServerId: `s-${String(number).padStart(17, '0')}`,
  hostname: `host-${String(number).padStart(4, '0')}`,
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags,
  replicationState: 'CONTINUOUS',
  hasRecoveryPoint: true,
});

const group = (
  groupId: string,
  tags: Record<string, string>,
): [string, StoredGroup] => [
  groupId,
  {
    ...scope,
    groupId,
    groupName: groupId,
    selection: { kind: 'tags', tags },
    version: 1,
    createdAt: '2026-11-21T12:00:00.000Z',
    updatedAt: '2026-11-21T12:00:00.000Z',
    createdBy: 'user:default/pat.lindqvist',
  },
];

const wave = (
  waveNumber: number,
  protectionGroupIds: string[],
  differences: Partial<WaveSelection> = {},
): WaveSelection => ({
  waveNumber,
  waveName: `Wave ${waveNumber}`,
  protectionGroupIds,
  ...differences,
});

const resolve = (
  waves: WaveSelection[],
  servers: ObservedSourceServer[],
  emptyWave: 'WARNING' | 'BLOCKING' = 'BLOCKING',
) => {
  const { waves: resolved, findings } = resolveWaves(
    waves,
    {
      accountId: scope.accountId,
      groups: new Map([
        group('db', { role: 'db' }),
        group('web', { role: 'web' }),
        group('east', { zone: 'east' }),
        group('none', { role: 'none' }),
      ]),
      servers: new Map([['111122223333/us-west-2', servers]]),
    },
    emptyWave,
  );
  return {
    hosts: resolved.map(found =>
      found.servers.map(
        ({ server: { hostname }, groupId }) => `${hostname} by ${groupId}`,
      ),
    ),
    findings: findings.map(
      ({ code, severity, field }) => `${severity} ${code} ${field}`,
    ),
  };
};

const db1 = server(1, { role: 'db', zone: 'east' });
const db2 = server(2, { role: 'db' });
const web3 = server(3, { role: 'web' });

describe('the servers of waves', () => {
  it('are those of the groups by hostname, or those chosen in the order given', () => {
    expect(
      resolve(
        [
          wave(1, ['db'], {
            serverIds: [db2.sourceServerId, db1.sourceServerId],
          }),
          wave(2, ['web']),
        ],
        [web3, db2, db1],
      ),
    ).toEqual({
      hosts: [['host-0002 by db', 'host-0001 by db'], ['host-0003 by web']],
      findings: [],
    });
  });

  it('are each in one group and in one wave', () => {
    expect(
      resolve([wave(1, ['db', 'east']), wave(2, ['db'])], [db1, db2]).findings,
    ).toEqual([
      'BLOCKING SERVER_CONFLICT waves[0].protectionGroupIds[1]',
      'BLOCKING SERVER_IN_TWO_WAVES waves[1].protectionGroupIds',
      'BLOCKING SERVER_IN_TWO_WAVES waves[1].protectionGroupIds',
    ]);
  });

  it('are named once, in groups that are named once', () => {
    expect(
      resolve(
        [
          wave(1, ['db', 'db'], {
            serverIds: [db1.sourceServerId, db1.sourceServerId],
          }),
        ],
        [db1],
      ).findings,
    ).toEqual([
      'BLOCKING DUPLICATE_GROUP waves[0].protectionGroupIds[1]',
      'BLOCKING DUPLICATE_SERVER waves[0].serverIds[1]',
    ]);
  });

  it.each(['WARNING', 'BLOCKING'] as const)(
    'may be none, which is told as %s',
    severity => {
      expect(resolve([wave(1, ['none'])], [db1], severity)).toEqual({
        hosts: [[]],
        findings: [
          `${severity} WAVE_WITHOUT_SERVERS waves[0].protectionGroupIds`,
        ],
      });
    },
  );

  it('are at most 1,000 a wave', () => {
    const servers = (count: number) =>
      Array.from({ length: count }, (_, number) =>
        server(number, { role: 'db' }),
      );
    expect(resolve([wave(1, ['db'])], servers(1000)).findings).toEqual([]);
    expect(resolve([wave(1, ['db'])], servers(1001)).findings).toEqual([
      'BLOCKING WAVE_SIZE_LIMIT_EXCEEDED waves[0].protectionGroupIds',
    ]);
  });

  it('are found once for each group, and told in hundreds where they are wrong in thousands', () => {
    const servers = Array.from({ length: 1000 }, (_, number) =>
      server(number, { role: 'db', zone: 'east' }),
    );
    const began = process.cpuUsage();
    const { findings } = resolve(
      Array.from({ length: 100 }, (_, index) =>
        wave(index + 1, ['db', 'east']),
      ),
      servers,
    );
    const { user, system } = process.cpuUsage(began);
    expect(findings).toHaveLength(501);
    expect(findings.at(-1)).toBe('BLOCKING MORE_PROBLEMS waves');
    // Microseconds of the processor.
    expect(user + system).toBeLessThan(2_000_000);
  });
});
