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
  ObservedJob,
  ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import { limitOverridesOf } from './limitOverrides';
import { quotasInForce, quotaUse, quotaValue } from './quotasInForce';
import { RecentAnswers } from './RecentAnswers';

const ACCOUNT = '111122223333';
const SCOPE = { accountId: ACCOUNT, region: 'us-west-2' };

describe('the limits of the configuration', () => {
  const limits = [
    { accountId: ACCOUNT, concurrentJobs: 5, serversInAllJobs: 50 },
    { accountId: ACCOUNT, region: 'us-west-2', concurrentJobs: 7 },
    { accountId: '222233334444', concurrentJobs: 9 },
  ];

  it('are those of the Region before those of the account, one by one', () => {
    expect(limitOverridesOf(limits, SCOPE)).toEqual({
      CONCURRENT_JOBS: 7,
      SERVERS_IN_ALL_JOBS: 50,
    });
    expect(limitOverridesOf(limits, { ...SCOPE, region: 'eu-west-1' })).toEqual(
      { CONCURRENT_JOBS: 5, SERVERS_IN_ALL_JOBS: 50 },
    );
    expect(
      limitOverridesOf(limits, { ...SCOPE, accountId: '333344445555' }),
    ).toEqual({});
  });
});

describe('the quotas that count', () => {
  it('are configured, else stated by AWS, else documented', () => {
    const quotas = quotasInForce(
      [
        {
          code: 'L-05AFA8C6',
          name: 'Max source servers in all jobs',
          value: 800,
          adjustable: true,
        },
        { code: 'L-D88FAC3A', name: 'Jobs', value: 30, adjustable: true },
      ],
      { CONCURRENT_JOBS: 3 },
      { CONCURRENT_JOBS: 2 },
    );
    expect(
      Object.fromEntries(
        quotas.map(({ name, value, source, used }) => [
          name,
          [value, source, used],
        ]),
      ),
    ).toEqual({
      SERVERS_IN_ONE_JOB: [100, 'DOCUMENTATION', undefined],
      CONCURRENT_JOBS: [3, 'CONFIGURATION', 2],
      SERVERS_IN_ALL_JOBS: [800, 'SERVICE_QUOTAS', undefined],
      JOBS_OF_ONE_SERVER: [1, 'DOCUMENTATION', undefined],
      REPLICATING_SERVERS: [300, 'DOCUMENTATION', undefined],
      SOURCE_SERVERS: [4000, 'DOCUMENTATION', undefined],
      RECOVERY_INSTANCES: [4000, 'DOCUMENTATION', undefined],
    });
    expect(quotaValue(quotas, 'SERVERS_IN_ALL_JOBS')).toBe(800);
  });

  it('are used by jobs that have not ended and by servers as they are', () => {
    const server = (
      differences: Partial<ObservedSourceServer>,
    ): ObservedSourceServer => ({
      ...SCOPE,
      sourceServerId: 's-1',
      hostname: 'db',
      ipAddresses: [],
      hardware: { cpuCores: 1, ramBytes: 1, diskBytes: 1 },
      tags: {},
      replicationState: 'CONTINUOUS',
      hasRecoveryPoint: true,
      ...differences,
    });
    const job = (
      status: ObservedJob['status'],
      servers: number,
    ): ObservedJob => ({
      jobId: `drsjob-${status}-${servers}`,
      type: 'LAUNCH',
      status,
      createdAt: '2026-11-21T12:00:00Z',
      servers: Array.from({ length: servers }, (_, index) => ({
        sourceServerId: `s-${index}`,
        launchStatus: 'PENDING',
      })),
      tags: {},
    });
    expect(
      quotaUse(
        ACCOUNT,
        [
          server({ stagingAccountId: ACCOUNT, recoveryInstanceId: 'i-1' }),
          server({}),
          // Replicates into another account, whose quota it uses.
          server({ stagingAccountId: '222233334444' }),
          server({ replicationState: 'STOPPED' }),
          server({ replicationState: 'DISCONNECTED' }),
        ],
        [job('STARTED', 3), job('PENDING', 2), job('COMPLETED', 9)],
      ),
    ).toEqual({
      CONCURRENT_JOBS: 2,
      SERVERS_IN_ALL_JOBS: 5,
      REPLICATING_SERVERS: 2,
      SOURCE_SERVERS: 5,
      RECOVERY_INSTANCES: 1,
    });
  });
});

describe('recent answers', () => {
  const clock = (() => {
    let at = 0;
    return {
      now: () => new Date(at),
      monotonic: () => at,
      advance: (milliseconds: number) => {
        at += milliseconds;
      },
    };
  })();
  const answers = (capacity = 10) =>
    RecentAnswers.create<string>({ clock, freshForMs: 1000, capacity });

  it('serve everybody who asks at the same time, and for a while', async () => {
    const recent = answers();
    const ask = jest.fn(async () => 'yes');
    expect(
      await Promise.all([recent.get('a', ask), recent.get('a', ask)]),
    ).toEqual(['yes', 'yes']);
    clock.advance(999);
    await recent.get('a', ask);
    expect(ask).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await recent.get('a', ask);
    await recent.get('b', ask);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('do not keep failures', async () => {
    const recent = answers();
    await expect(
      recent.get('a', () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
    expect(await recent.get('a', async () => 'yes')).toBe('yes');
  });

  it('let the oldest go', async () => {
    const recent = answers(2);
    for (const key of ['a', 'b', 'c']) {
      recent.set(key, key);
    }
    expect(recent.peek('a')).toBeUndefined();
    expect(await recent.peek('b')).toBe('b');
    recent.delete('b');
    expect(recent.peek('b')).toBeUndefined();
  });
});
