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
  jobLogSchema,
  jobSchema,
  recoveryInstanceSchema,
  sourceServerSchema,
} from './observations';

describe('a job', () => {
  const job = {
    jobID: 'drsjob-1',
    creationDateTime: '2026-11-21T12:00:00.123456Z',
  };

  it('may tell next to nothing about itself', () => {
    expect(jobSchema.parse(job)).toEqual({
      jobId: 'drsjob-1',
      type: 'OTHER',
      status: 'STARTED',
      createdAt: '2026-11-21T12:00:00.123Z',
      endedAt: undefined,
      servers: [],
      tags: {},
    });
  });

  it('tells how the launch actions of a server fare', () => {
    expect(
      jobSchema
        .parse({
          ...job,
          participatingServers: [
            {
              sourceServerID: 's-1',
              launchActionsStatus: {
                runs: [
                  {
                    action: { name: 'Verify disks', optional: true },
                    status: 'FAILED',
                    failureReason: 'A disk is missing',
                  },
                  { action: { actionId: 'action-2' }, status: 'SUCCEEDED' },
                  { status: 'REWINDING' },
                ],
              },
            },
            { sourceServerID: 's-2', launchActionsStatus: {} },
          ],
        })
        .servers.map(({ launchActions }) => launchActions),
    ).toEqual([
      [
        {
          name: 'Verify disks',
          optional: true,
          status: 'FAILED',
          failureReason: 'A disk is missing',
        },
        {
          actionId: 'action-2',
          name: 'action-2',
          optional: false,
          status: 'SUCCEEDED',
        },
        { name: 'unnamed action', optional: false, status: 'IN_PROGRESS' },
      ],
      [],
    ]);
  });

  it('may have values newer than this release', () => {
    expect(
      jobSchema.parse({
        ...job,
        type: 'CREATE_CONVERTED_SNAPSHOT',
        status: 'CANCELLED',
        endDateTime: '2026-11-21T12:30:00Z',
        participatingServers: [
          { sourceServerID: 's-1', launchStatus: 'REWINDING' },
          { sourceServerID: 's-2' },
          { launchStatus: 'LAUNCHED' },
        ],
      }),
    ).toMatchObject({
      type: 'OTHER',
      status: 'COMPLETED',
      endedAt: '2026-11-21T12:30:00.000Z',
      servers: [
        { sourceServerId: 's-1', launchStatus: 'UNKNOWN' },
        { sourceServerId: 's-2', launchStatus: 'UNKNOWN' },
      ],
    });
  });

  it.each([
    { ...job, jobID: undefined },
    { ...job, creationDateTime: undefined },
    { ...job, creationDateTime: 'yesterday' },
  ])('needs an ID and a time: %j', raw => {
    expect(jobSchema.safeParse(raw).success).toBe(false);
  });
});

describe('a job log line', () => {
  it('may be of an event newer than this release', () => {
    expect(
      jobLogSchema.parse({
        logDateTime: '2026-11-21T12:00:00Z',
        event: 'LAUNCH_REWOUND',
      }),
    ).toEqual({
      at: '2026-11-21T12:00:00.000Z',
      event: 'LAUNCH_REWOUND',
    });
  });
});

describe('a recovery instance', () => {
  it('is no drill unless DRS says so', () => {
    expect(
      recoveryInstanceSchema.parse({
        recoveryInstanceID: 'i-1',
        sourceServerID: 's-1',
      }),
    ).toMatchObject({ isDrill: false, privateIp: undefined });
  });

  it('has the address of its primary interface', () => {
    expect(
      recoveryInstanceSchema.parse({
        recoveryInstanceID: 'i-1',
        sourceServerID: 's-1',
        recoveryInstanceProperties: {
          networkInterfaces: [
            { ips: ['10.0.0.1'] },
            { ips: ['10.0.0.2', '10.0.0.3'], isPrimary: true },
          ],
        },
      }).privateIp,
    ).toBe('10.0.0.2');
  });
});

describe('a source server', () => {
  const server = (raw: Record<string, unknown>) =>
    sourceServerSchema.parse({ sourceServerID: 's-1', ...raw });

  it('may tell next to nothing about itself', () => {
    expect(server({ lifeCycle: { lastLaunch: {} } })).toEqual({
      sourceServerId: 's-1',
      hostname: 's-1',
      ipAddresses: [],
      hardware: { cpuCores: 0, ramBytes: 0, diskBytes: 0 },
      tags: {},
      hasRecoveryPoint: false,
    });
  });

  it('is called by the best name there is', () => {
    const named = (identificationHints: Record<string, string>) =>
      server({
        sourceProperties: { identificationHints },
        tags: { Name: 'tagged' },
      }).hostname;
    expect(named({ hostname: 'orders', fqdn: 'orders.example' })).toBe(
      'orders',
    );
    expect(named({ hostname: '', fqdn: 'orders.example' })).toBe(
      'orders.example',
    );
    expect(named({})).toBe('tagged');
  });

  it.each([
    ['PT0S', 0],
    ['P0D', 0],
    ['PT12.5S', 12.5],
    ['PT25M', 1_500],
    ['PT9H', 32_400],
    ['P1DT2H3M4S', 93_784],
    ['P1W', 604_800],
    ['9 hours', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('lags %p, which is %p seconds', (lagDuration, seconds) => {
    expect(server({ dataReplicationInfo: { lagDuration } }).lagSeconds).toBe(
      seconds,
    );
  });

  const full = { totalStorageBytes: 100, replicatedStorageBytes: 100 };
  const half = { totalStorageBytes: 100, replicatedStorageBytes: 50 };
  // DisconnectSourceServer sets the sizes of the disks to zero.
  const emptied = { totalStorageBytes: 0, replicatedStorageBytes: 0 };

  it.each([
    ['CONTINUOUS', [full], true],
    ['CONTINUOUS', [], true],
    ['STOPPED', [full], false],
    ['DISCONNECTED', [full], false],
    ['INITIATING', [], false],
    ['INITIAL_SYNC', [full, half], false],
    ['STALLED', [full, full], true],
    ['STALLED', [full, half], false],
    ['STALLED', [], false],
    ['PAUSED', [half], false],
    ['RESCAN', [full], true],
    ['BACKLOG', [full], true],
    ['CREATING_SNAPSHOT', [full], true],
    ['NEWER_THAN_US', [full], true],
    ['NEWER_THAN_US', [emptied], false],
    [undefined, [full], false],
  ])(
    'in state %p with disks %j has a recovery point: %p',
    (dataReplicationState, replicatedDisks, expected) => {
      const { hasRecoveryPoint, replicationState } = server({
        dataReplicationInfo: { dataReplicationState, replicatedDisks },
      });
      expect(hasRecoveryPoint).toBe(expected);
      expect(replicationState).toBe(dataReplicationState);
    },
  );
});
