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
  AwsFailure,
  type CurrentLaunchSettings,
  type LaunchSettings,
  type ObservedInstance,
  type ObservedJob,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  waveSchema,
  type Finding,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { quotasInForce } from '../capacity/quotasInForce';
import { expectLaunches } from './prediction/expectLaunches';
import { timelineOf } from './prediction/timelineOf';
import {
  preflightFindings,
  refuseUnready,
  unacknowledged,
} from './preflightFindings';
import type {
  PlannedServer,
  PreflightSituation,
  ReachedScope,
} from './situation';

const SCOPE = { accountId: '111122223333', region: 'us-west-2' };
const NOW = new Date('2026-11-21T12:00:00Z');

const server = (
  name: string,
  differences: Partial<ObservedSourceServer> = {},
): ObservedSourceServer => ({
  ...SCOPE,
  sourceServerId: `s-${name}`,
  hostname: name,
  ipAddresses: ['10.0.1.20'],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags: {},
  replicationState: 'CONTINUOUS',
  lagSeconds: 3,
  hasRecoveryPoint: true,
  ...differences,
});

const group = {
  groupId: 'group',
  groupName: 'Orders',
  ...SCOPE,
  selection: { kind: 'servers' as const, sourceServerIds: [] },
  version: 1,
  createdAt: NOW.toISOString(),
  updatedAt: NOW.toISOString(),
  createdBy: 'user:default/paula',
};

const wave = (waveNumber: number, differences: object = {}): Wave =>
  waveSchema.parse({
    waveId: `wave-${waveNumber}`,
    waveNumber,
    waveName: `Wave ${waveNumber}`,
    protectionGroupIds: ['group'],
    maxWaitMinutes: 120,
    continueOnFailure: false,
    ...differences,
  });

const planned = (
  observed: ObservedSourceServer,
  differences: Partial<PlannedServer> = {},
): PlannedServer => ({
  server: observed,
  groupId: 'group',
  group,
  wave: wave(1),
  wanted: {},
  ...differences,
});

const scope = (differences: Partial<ReachedScope> = {}): ReachedScope => ({
  ...SCOPE,
  reached: true,
  instances: { known: true, value: [] },
  jobs: { known: true, value: [] },
  quotas: quotasInForce([], {}, {}),
  missingPermissions: { known: true, value: [] },
  resources: {},
  resourceFailures: [],
  ...differences,
});

/** A plan of one wave with which nothing is wrong, but for what a test changes. */
function situation(
  differences: Partial<PreflightSituation> & {
    servers?: readonly PlannedServer[];
  } = {},
): PreflightSituation {
  const servers = differences.servers ?? [planned(server('db'))];
  const waves = [
    ...new Map(
      servers.map(({ wave: of }) => [of.waveNumber, of] as const),
    ).values(),
  ];
  const launches = expectLaunches(
    servers.map(one => one.server),
    'plan',
    servers.map(one => ({
      ...SCOPE,
      sourceServerId: one.server.sourceServerId,
      planId: 'plan',
      seconds: 600,
      at: '2026-11-01T12:00:00Z',
    })),
  );
  const known = {
    plan: {
      planId: 'plan',
      planName: 'Orders',
      accountId: SCOPE.accountId,
      maxDurationMinutes: 1440,
      waves,
      version: 1,
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
      createdBy: 'user:default/paula',
    },
    conditions: {
      executionType: 'RECOVERY' as const,
      acknowledge: [],
      onLimit: 'QUEUE' as const,
    },
    now: NOW,
    resolved: {
      findings: [],
      waves: waves.map(of => ({
        wave: of,
        servers: servers.filter(one => one.wave.waveNumber === of.waveNumber),
      })),
    },
    servers,
    pointFindings: [],
    groups: [group],
    scopes: [scope()],
    holders: new Map(),
    rules: {
      freeze: { active: false },
      approvalNeeded: false,
      hooks: { allowedHosts: [], accountIds: new Set<string>() },
    },
    expectations: new Map(
      servers.flatMap(one => {
        const expectation = launches.get(one.server);
        return expectation ? [[one, expectation] as const] : [];
      }),
    ),
    ...differences,
  };
  return { timeline: timelineOf(known), ...known };
}

const told = (given: PreflightSituation): string[] =>
  preflightFindings(given).map(({ code, severity }) => `${severity} ${code}`);
const findingIn = (given: PreflightSituation, code: string): Finding => {
  const found = preflightFindings(given).find(finding => finding.code === code);
  if (!found) {
    throw new Error(`There is no ${code}, but ${told(given)}`);
  }
  return found;
};

const denied = new AwsFailure({
  kind: 'access-denied',
  code: 'AccessDeniedException',
  message: 'You may not',
});

const instance = (
  of: string,
  differences: Partial<ObservedInstance> = {},
): ObservedInstance => ({
  recoveryInstanceId: `i-${of}`,
  sourceServerId: `s-${of}`,
  isDrill: false,
  ec2State: 'RUNNING',
  ...differences,
});

const job = (
  jobId: string,
  servers: readonly string[],
  differences: Partial<ObservedJob> = {},
): ObservedJob => ({
  jobId,
  type: 'LAUNCH',
  status: 'STARTED',
  createdAt: '2026-11-21T11:55:00Z',
  servers: servers.map(name => ({
    sourceServerId: `s-${name}`,
    launchStatus: 'IN_PROGRESS',
  })),
  tags: {},
  ...differences,
});

describe('the findings of a preflight', () => {
  it('are none where nothing is wrong', () => {
    expect(told(situation())).toEqual([]);
  });

  it('guard live recoveries: against drills for good, against recoveries until a person knows', () => {
    const live = scope({ instances: { known: true, value: [instance('db')] } });
    const recovery = situation({ scopes: [live] });
    expect(findingIn(recovery, 'LIVE_RECOVERY_INSTANCE')).toMatchObject({
      severity: 'BLOCKING',
      overridable: true,
      subject: { kind: 'server', id: 's-db', name: 'db' },
    });
    const drill = situation({
      scopes: [live],
      conditions: { ...recovery.conditions, executionType: 'DRILL' },
    });
    expect(findingIn(drill, 'LIVE_RECOVERY_INSTANCE').overridable).toBe(false);

    const acknowledged = ['LIVE_RECOVERY_INSTANCE'];
    expect(unacknowledged(preflightFindings(recovery), acknowledged)).toEqual(
      [],
    );
    expect(unacknowledged(preflightFindings(drill), acknowledged)).toHaveLength(
      1,
    );
    expect(() => refuseUnready(preflightFindings(drill), acknowledged)).toThrow(
      expect.objectContaining({ code: 'PREFLIGHT_FAILED' }),
    );
  });

  it('tell of drill instances that go, and nothing of instances that are gone', () => {
    expect(
      told(
        situation({
          servers: [planned(server('db')), planned(server('web'))],
          scopes: [
            scope({
              instances: {
                known: true,
                value: [
                  instance('db', { isDrill: true }),
                  instance('web', { ec2State: 'TERMINATED' }),
                ],
              },
            }),
          ],
        }),
      ),
    ).toEqual(['INFO DRILL_INSTANCE_REPLACED']);
  });

  it('name who holds the plan and its servers, the execution once', () => {
    const holder = { executionId: 'e-1', planName: 'Orders' };
    const other = { executionId: 'e-2', planName: 'Payments' };
    const given = situation({
      servers: [planned(server('db')), planned(server('web'))],
      planHolder: holder,
      holders: new Map([
        ['s-db', holder],
        ['s-web', other],
      ]),
    });
    expect(told(given)).toEqual([
      'BLOCKING EXECUTION_IN_PROGRESS',
      'BLOCKING SERVER_CONFLICT',
    ]);
    expect(findingIn(given, 'SERVER_CONFLICT').message).toContain(
      'execution e-2 of "Payments"',
    );
  });

  it('warn of servers in jobs that others started', () => {
    const given = situation({
      scopes: [
        scope({
          jobs: { known: true, value: [job('drsjob-1', ['db', 'else'])] },
        }),
      ],
    });
    expect(told(given)).toEqual(['WARNING SERVER_IN_JOB']);
  });

  it('hold the age of the data against the target, also of a chosen point in time', () => {
    const plan = { ...situation().plan, targetRpoMinutes: 60 };
    const given = situation({
      plan,
      servers: [
        planned(server('fresh')),
        planned(server('old', { lagSeconds: 2 * 3600 })),
        planned(server('chosen'), { dataFrom: '2026-11-21T10:30:00.000Z' }),
        planned(server('near'), { dataFrom: '2026-11-21T11:30:00.000Z' }),
      ],
    });
    expect(
      preflightFindings(given)
        .filter(({ code }) => code === 'RPO_AT_RISK')
        .map(({ subject, severity }) => [subject?.name, severity]),
    ).toEqual([
      ['old', 'WARNING'],
      ['chosen', 'WARNING'],
    ]);
    expect(findingIn(given, 'POINT_IN_TIME_CHOSEN').message).toContain(
      '2 servers are launched with data from 2026-11-21T10:30:00.000Z to 2026-11-21T11:30:00.000Z',
    );
  });

  it('block what a quota could never admit', () => {
    const narrow = scope({
      quotas: quotasInForce([], { SERVERS_IN_ALL_JOBS: 2 }, {}),
    });
    const names = ['a', 'b', 'c'];
    expect(
      told(
        situation({
          servers: names.map(name => planned(server(name))),
          scopes: [narrow],
        }),
      ),
    ).toContain('BLOCKING QUOTA_TOO_SMALL');
    // One after another they fit.
    expect(
      told(
        situation({
          servers: names.map(name =>
            planned(server(name), { wave: wave(1, { parallelism: 1 }) }),
          ),
          scopes: [narrow],
        }),
      ),
    ).not.toContain('BLOCKING QUOTA_TOO_SMALL');
    expect(
      told(
        situation({
          scopes: [
            scope({
              quotas: quotasInForce(
                [],
                { RECOVERY_INSTANCES: 10 },
                { RECOVERY_INSTANCES: 10 },
              ),
            }),
          ],
        }),
      ),
    ).toContain('BLOCKING TOO_MANY_RECOVERY_INSTANCES');
  });

  it('count an instance that is replaced as none more', () => {
    expect(
      told(
        situation({
          scopes: [
            scope({
              quotas: quotasInForce(
                [],
                { RECOVERY_INSTANCES: 10 },
                { RECOVERY_INSTANCES: 10 },
              ),
              instances: {
                known: true,
                value: [instance('db', { isDrill: true })],
              },
            }),
          ],
        }),
      ),
    ).toEqual(['INFO DRILL_INSTANCE_REPLACED']);
  });

  it('tell of a wait for capacity, and refuse it where the caller would not wait', () => {
    const busy = scope({
      quotas: quotasInForce(
        [],
        { CONCURRENT_JOBS: 1 },
        { CONCURRENT_JOBS: 1, SERVERS_IN_ALL_JOBS: 3 },
      ),
      jobs: { known: true, value: [job('drsjob-1', ['x', 'y', 'z'])] },
    });
    const waiting = situation({ scopes: [busy] });
    // The other job began five minutes ago and is taken to need twenty.
    expect(waiting.timeline?.totalSeconds).toBe(900 + 600);
    expect(findingIn(waiting, 'WAITS_FOR_CAPACITY').message).toContain(
      'about 15 minutes',
    );
    const impatient = situation({
      scopes: [busy],
      conditions: { ...waiting.conditions, onLimit: 'REJECT' },
    });
    expect(() => refuseUnready(preflightFindings(impatient), [])).toThrow(
      expect.objectContaining({ code: 'DRS_LIMIT_EXCEEDED' }),
    );
  });

  it('judge the settings that servers would be launched with, wanted over present', () => {
    const settings: LaunchSettings = {
      subnetId: 'subnet-1',
      securityGroupIds: [],
      instanceProfileName: '',
      copyPrivateIp: true,
    };
    const current = (name: string): [string, CurrentLaunchSettings] => [
      `s-${name}`,
      { sourceServerId: `s-${name}`, settings },
    ];
    const given = situation({
      servers: [
        planned(server('db')),
        planned(server('twin')),
        planned(server('moved'), {
          wanted: { launchSettings: { subnetId: 'subnet-2' } },
        }),
        planned(server('gone'), {
          wanted: { drillSettings: { subnetId: 'subnet-3' } },
        }),
      ],
      scopes: [
        scope({
          settings: {
            known: true,
            value: {
              servers: new Map(['db', 'twin', 'moved', 'gone'].map(current)),
              failures: new Map([['s-mute', denied]]),
            },
          },
          resources: {
            subnets: new Map([
              [
                'subnet-1',
                { vpcId: 'vpc-1', cidr: '10.0.1.0/24', freeAddresses: 250 },
              ],
              [
                'subnet-2',
                { vpcId: 'vpc-1', cidr: '10.9.0.0/24', freeAddresses: 250 },
              ],
            ]),
            securityGroups: new Map(),
            instanceProfiles: new Set(),
          },
        }),
      ],
    });
    expect(
      preflightFindings(given).map(({ code, subject }) => [
        code,
        subject?.name,
      ]),
    ).toEqual([
      ['COPIED_ADDRESS_OUTSIDE_SUBNET', 'moved'],
      ['UNKNOWN_SUBNET', 'gone'],
      ['ADDRESS_USED_TWICE', 'twin'],
      ['LAUNCH_SETTINGS_UNKNOWN', '111122223333 us-west-2'],
      ['LAUNCH_SETTINGS_CHANGE', '111122223333 us-west-2'],
    ]);
    expect(findingIn(given, 'LAUNCH_SETTINGS_CHANGE').message).toContain(
      'of 2 servers',
    );
  });

  it('block where a subnet has no address left, and warn where it has too few', () => {
    const roomFor = (freeAddresses: number, of = ['a', 'b', 'c']) =>
      told(
        situation({
          servers: of.map(name =>
            planned(
              server(
                name,
                name === 'again' ? { recoveryInstanceId: 'i-1' } : {},
              ),
              { wanted: { launchSettings: { subnetId: 'subnet-1' } } },
            ),
          ),
          scopes: [
            scope({
              resources: {
                subnets: new Map([
                  [
                    'subnet-1',
                    { vpcId: 'vpc-1', cidr: '10.0.1.0/28', freeAddresses },
                  ],
                ]),
              },
            }),
          ],
        }),
      );
    expect(roomFor(3)).toEqual([]);
    expect(roomFor(2)).toEqual(['WARNING SUBNET_NEARLY_FULL']);
    expect(roomFor(0)).toEqual(['BLOCKING SUBNET_FULL']);
    // What replaces an instance takes up its address.
    expect(roomFor(0, ['again'])).toEqual([]);
    expect(roomFor(0, ['again', 'b'])).toEqual(['WARNING SUBNET_NEARLY_FULL']);
  });

  it('block where an address is taken, unless by what the launch replaces', () => {
    const given = (recoveryInstanceId?: string) =>
      situation({
        servers: [
          planned(server('db', { recoveryInstanceId }), {
            wanted: {
              launchSettings: {
                subnetId: 'subnet-1',
                staticPrivateIp: '10.0.1.20',
              },
            },
          }),
        ],
        scopes: [
          scope({
            resources: {
              addressesInUse: new Map([
                [
                  'subnet-1/10.0.1.20',
                  {
                    subnetId: 'subnet-1',
                    address: '10.0.1.20',
                    networkInterfaceId: 'eni-1',
                    instanceId: 'i-1',
                  },
                ],
              ]),
            },
          }),
        ],
      });
    expect(findingIn(given(), 'ADDRESS_IN_USE')).toMatchObject({
      severity: 'BLOCKING',
      subject: { id: 's-db' },
      message: 'db: The address 10.0.1.20 in subnet-1 is in use by i-1',
    });
    expect(told(given('i-1'))).toEqual([]);
  });

  it('leave an address of the recovery subnet out of a drill elsewhere', () => {
    const settings: LaunchSettings = {
      subnetId: 'subnet-1',
      staticPrivateIp: '10.0.1.20',
    };
    const resources = {
      subnets: new Map([
        [
          'subnet-1',
          { vpcId: 'vpc-1', cidr: '10.0.1.0/24', freeAddresses: 250 },
        ],
        [
          'subnet-d',
          { vpcId: 'vpc-2', cidr: '10.200.0.0/24', freeAddresses: 250 },
        ],
      ]),
    };
    expect(
      told(
        situation({
          servers: [
            planned(server('db'), {
              wanted: { drillSettings: { subnetId: 'subnet-d' } },
            }),
          ],
          scopes: [
            scope({
              resources,
              settings: {
                known: true,
                value: {
                  failures: new Map(),
                  servers: new Map([
                    ['s-db', { sourceServerId: 's-db', settings }],
                  ]),
                },
              },
            }),
          ],
        }),
      ),
    ).toEqual(['INFO LAUNCH_SETTINGS_CHANGE']);
  });

  it('say what could not be found out, and block where that is dangerous', () => {
    const unknown = { known: false as const, failure: denied };
    expect(
      told(
        situation({
          scopes: [
            scope({
              instances: unknown,
              jobs: unknown,
              settings: unknown,
              missingPermissions: { known: true, value: undefined },
              resourceFailures: [denied],
              quotasNotice: 'Service Quotas could not be read',
            }),
          ],
        }),
      ),
    ).toEqual([
      'BLOCKING NOT_CHECKED',
      'WARNING PERMISSIONS_UNKNOWN',
      'WARNING NOT_CHECKED',
      'WARNING NOT_CHECKED',
      'WARNING NOT_CHECKED',
      'INFO QUOTAS_UNKNOWN',
    ]);
  });

  it('let a person start though the role seems to lack permissions', () => {
    const given = situation({
      scopes: [
        scope({
          missingPermissions: { known: true, value: ['ec2:RunInstances'] },
        }),
      ],
    });
    expect(findingIn(given, 'PERMISSIONS_MISSING')).toMatchObject({
      severity: 'BLOCKING',
      overridable: true,
    });
  });

  it('name waves whose hooks would not be let out', () => {
    const given = situation({
      servers: [
        planned(server('db'), {
          wave: wave(1, {
            preWaveHooks: [
              {
                type: 'webhook',
                name: 'Tell',
                target: 'https://elsewhere.example.com/dr',
              },
            ],
            postWaveHooks: [
              {
                type: 'lambda',
                name: 'Warm up',
                target:
                  'arn:aws:lambda:us-west-2:999999999999:function:warm-up',
              },
            ],
          }),
        }),
      ],
    });
    expect(
      preflightFindings(given).map(({ code, field }) => [code, field]),
    ).toEqual([
      ['HOOK_HOST_NOT_ALLOWED', 'waves[0].preWaveHooks[0].target'],
      ['HOOK_ACCOUNT_UNKNOWN', 'waves[0].postWaveHooks[0].target'],
    ]);
  });

  it('count health that is required, and neither servers without recovery point nor approvals', () => {
    const only = wave(1, {
      continueOnFailure: true,
      pauseBeforeWave: true,
      healthCheck: { required: true, timeoutSeconds: 120 },
    });
    const given = situation({
      servers: [
        planned(server('db'), { wave: only }),
        planned(server('dead', { hasRecoveryPoint: false }), { wave: only }),
      ],
    });
    expect(given.timeline).toMatchObject({
      totalSeconds: 600 + 120,
      jobs: [{ servers: 1 }],
    });
    expect(told(given)).toContain('WARNING SERVER_NOT_READY');
  });
});
