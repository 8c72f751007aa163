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
  manifestOfDocument,
  type Manifest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import type { StoredAccount } from '../../../database/TargetAccountStore';
import type { ServerPlace } from './derivedAccounts';
import { serverlessRecords } from './serverlessRecords';
import { translateServerless } from './translateServerless';

const ONE = '111122223333';
const TWO = '444455556666';
const server = (number: number) => `s-${String(number).padStart(17, '0')}`;

const translate = (
  document: unknown,
  places: Record<string, ServerPlace[]> = {},
  onRecord: StoredAccount[] = [],
) => {
  const records = serverlessRecords(document);
  if (!records) {
    throw new Error('Not taken for a document of the predecessor');
  }
  const translation = translateServerless(
    records,
    new Map(Object.entries(places)),
    onRecord,
  );
  const parsed = manifestOfDocument(translation.document);
  return {
    ...translation,
    codes: translation.findings.map(
      ({ code, severity }) => `${severity} ${code}`,
    ),
    messages: translation.findings.map(({ message }) => message),
    problems: 'findings' in parsed ? parsed.findings : [],
    manifest: 'manifest' in parsed ? parsed.manifest : undefined,
  };
};

const account = (accountId: string): StoredAccount => ({
  accountId,
  accountName: `Account ${accountId}`,
  roleName: 'DrsOrchestratorRole',
  hasExternalId: false,
  regions: ['us-west-2'],
  stagingAccounts: [],
  status: 'UNVALIDATED',
  version: 1,
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  createdBy: 'system',
});

/** The shape of the tables as the notification architecture shows them. */
const later = {
  metadata: { exportedAt: '2025-02-01T00:00:00Z' },
  protectionGroups: [
    {
      groupId: 'pg-db-servers',
      groupName: 'Database Servers',
      description: 'Production database tier',
      region: 'us-west-2',
      sourceServerIds: [server(1), server(2)],
      launchConfig: {
        subnetId: 'subnet-0123456789abcdef0',
        securityGroupIds: ['sg-0123456789abcdef0'],
        instanceType: 'r7a.large',
        hibernate: true,
      },
      createdAt: '2025-01-15T10:30:00Z',
    },
    {
      groupId: 'pg-app-servers',
      groupName: 'App Servers',
      accountId: '',
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Role': 'app' },
    },
  ],
  recoveryPlans: [
    {
      planId: 'rp-prod-failover',
      planName: 'Production Failover Plan',
      description: '3-tier application recovery',
      notificationEmail: 'ops-team@example.com',
      waves: [
        {
          waveName: 'Wave 1 - Database',
          waveNumber: 0,
          protectionGroupIds: ['pg-db-servers'],
          pauseBeforeWave: false,
        },
        {
          waveName: 'Wave 2 - Application',
          waveNumber: 1,
          protectionGroupIds: ['pg-app-servers'],
          pauseBeforeWave: true,
        },
      ],
    },
  ],
  targetAccounts: [
    {
      accountId: ONE,
      accountName: 'Production Account',
      roleArn: `arn:aws:iam::${ONE}:role/DRSOrchestrationRole`,
      externalId: 'unique-external-id-123',
      regions: ['us-east-1', 'us-west-2'],
      status: 'ACTIVE',
    },
  ],
  executionHistory: [
    { executionId: 'exec-1', planId: 'rp-prod-failover', waves: [] },
  ],
};

/** The shape of the first tables. */
const earlier = {
  protectionGroups: [
    {
      Id: 'pg-db',
      Name: 'TEST',
      Region: 'us-east-1',
      Tags: { ProtectionGroup: 'TEST' },
      ServerIds: [server(1), server(2)],
      CreatedAt: 1699999999,
    },
    { Id: 'pg-web', Name: 'WEB', Region: 'us-east-1', ServerIds: [server(3)] },
  ],
  recoveryPlans: [
    {
      PlanId: 'plan-uuid-123',
      Name: 'Production-3Tier-App',
      ProtectionGroupIds: ['pg-db', 'pg-web'],
      Waves: [
        {
          WaveNumber: 1,
          WaveName: 'Database Tier',
          WaveDescription: 'Primary database servers',
          ServerIds: [server(1), server(2)],
          ExecutionType: 'SEQUENTIAL',
          ExecutionOrder: [2, 1],
          Dependencies: [''],
          WaitTimeSeconds: 60,
          PreRecoveryHook: {
            LambdaArn: `arn:aws:lambda:us-east-1:${ONE}:function:prepare`,
            Timeout: 300,
          },
          PostRecoveryHook: { SSMDocument: 'Check-Databases', Timeout: 600 },
        },
        {
          WaveNumber: 2,
          WaveName: 'Web Tier',
          ServerIds: [server(3)],
          ExecutionType: 'PARALLEL',
          Dependencies: ['Wave-1'],
        },
      ],
    },
  ],
};

/** As `aws dynamodb scan` writes a value. */
function typed(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') {
    return { S: value };
  }
  if (typeof value === 'number') {
    return { N: String(value) };
  }
  if (typeof value === 'boolean') {
    return { BOOL: value };
  }
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(item => typeof item === 'string')
      ? { SS: value }
      : { L: value.map(typed) };
  }
  return { M: typedRecord(Object(value)) };
}
const typedRecord = (record: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typed(value)]),
  );
const scan = (records: readonly object[]) => ({
  Items: records.map(typedRecord),
  Count: records.length,
  ScannedCount: records.length,
});

describe('records of the serverless predecessor', () => {
  it('become a manifest, with everything told that was derived or left out', () => {
    const { manifest, problems, codes, externalIds } = translate(later);
    expect(problems).toEqual([]);
    expect(codes).toEqual([
      'INFO HISTORY_LEFT_OUT',
      'INFO ACCOUNT_DERIVED',
      'INFO ACCOUNT_DERIVED',
      'WARNING FIELDS_LEFT_OUT',
      'INFO ACCOUNT_DERIVED',
      'WARNING FIELDS_LEFT_OUT',
    ]);
    expect(externalIds).toEqual({ [ONE]: 'unique-external-id-123' });
    expect(JSON.stringify(manifest)).not.toContain('unique-external-id');
    expect(manifest).toMatchObject({
      accounts: [
        {
          accountId: ONE,
          accountName: 'Production Account',
          roleName: 'DRSOrchestrationRole',
          hasExternalId: true,
          regions: ['us-east-1', 'us-west-2'],
        },
      ],
      protectionGroups: [
        {
          groupName: 'Database Servers',
          accountId: ONE,
          region: 'us-west-2',
          sourceServerIds: [server(1), server(2)],
          launchConfig: {
            subnetId: 'subnet-0123456789abcdef0',
            instanceType: 'r7a.large',
          },
        },
        {
          groupName: 'App Servers',
          accountId: ONE,
          serverSelectionTags: { 'DR-Role': 'app' },
        },
      ],
      recoveryPlans: [
        {
          planName: 'Production Failover Plan',
          accountId: ONE,
          waves: [
            {
              waveNumber: 1,
              protectionGroups: ['Database Servers'],
              pauseBeforeWave: false,
            },
            {
              waveNumber: 2,
              protectionGroups: ['App Servers'],
              pauseBeforeWave: true,
            },
          ],
        },
      ],
    });
  });

  it('of the first tables become one, too', () => {
    const { manifest, codes, problems } = translate(earlier, {}, [
      { ...account(ONE), regions: ['us-east-1'] },
    ]);
    expect(problems).toEqual([]);
    expect(codes).toContain('WARNING TAGS_LEFT_OUT');
    const [plan] = manifest?.recoveryPlans ?? [];
    expect(manifest?.protectionGroups[0]).not.toHaveProperty(
      'serverSelectionTags',
    );
    expect(plan.waves).toMatchObject([
      {
        waveNumber: 1,
        waveName: 'Database Tier',
        description: 'Primary database servers',
        protectionGroups: ['TEST'],
        serverIds: [server(2), server(1)],
        parallelism: 1,
        waitTimeSeconds: 60,
        preWaveHooks: [{ type: 'lambda', timeoutSeconds: 300 }],
        postWaveHooks: [
          {
            type: 'ssm-automation',
            target: 'Check-Databases',
            timeoutSeconds: 600,
          },
        ],
      },
      { waveNumber: 2, protectionGroups: ['WEB'], dependsOnWaves: [1] },
    ]);
    expect(plan.waves[0]).not.toHaveProperty('dependsOnWaves');
    expect(plan.waves[1]).not.toHaveProperty('parallelism');
  });

  it.each([
    ['its own words', { accountId: TWO }, {}, TWO, []],
    [
      'the ARN of its role',
      { assumeRoleName: `arn:aws:iam::${TWO}:role/Role` },
      { [server(1)]: [{ accountId: ONE, region: 'us-west-2' }] },
      TWO,
      [expect.stringMatching(/the role arn/)],
    ],
    [
      'where its servers are',
      { assumeRoleName: 'NameOnly' },
      { [server(1)]: [{ accountId: TWO, region: 'us-west-2' }] },
      TWO,
      [expect.stringMatching(/the source server s-0/)],
    ],
    [
      'the plan that uses it',
      {},
      {},
      ONE,
      [expect.stringMatching(/the plan "Orders"/)],
    ],
  ])(
    'get the account of a group from %s',
    (_what, fields, places, accountId, told) => {
      const { manifest, messages } = translate(
        {
          groups: [
            {
              groupId: 'a',
              groupName: 'A',
              region: 'us-west-2',
              sourceServerIds: [server(1)],
              ...fields,
            },
          ],
          plans: [
            {
              planId: 'p',
              planName: 'Orders',
              accountId: ONE,
              waves: [{ waveNumber: 1, protectionGroupId: 'a' }],
            },
          ],
        },
        places,
        [account(ONE), account(TWO)],
      );
      expect(manifest?.protectionGroups[0].accountId).toBe(accountId);
      const derived = messages.filter(message =>
        message.startsWith('The account of the group'),
      );
      expect(derived).toEqual(told);
    },
  );

  it.each([
    ['nothing says it', [account(ONE), account(TWO)], {}],
    [
      'its servers are in two',
      [account(ONE), account(TWO)],
      {
        [server(1)]: [{ accountId: ONE, region: 'us-west-2' }],
        [server(2)]: [{ accountId: TWO, region: 'us-west-2' }],
      },
    ],
  ])(
    'are refused where %s',
    (
      _what,
      accounts: StoredAccount[],
      places: Record<string, ServerPlace[]>,
    ) => {
      const { codes, manifest } = translate(
        {
          Items: [
            {
              groupId: 'a',
              groupName: 'A',
              region: 'us-west-2',
              sourceServerIds: [server(1), server(2)],
            },
          ],
        },
        places,
        accounts,
      );
      expect(codes).toEqual(['BLOCKING ACCOUNT_NOT_DERIVABLE']);
      expect(manifest?.protectionGroups).toEqual([]);
    },
  );

  it('mark a plan over several accounts as invalid', () => {
    const group = (id: string, accountId: string) => ({
      groupId: id,
      groupName: id,
      accountId,
      region: 'us-west-2',
      sourceServerIds: [server(1)],
    });
    const { codes, manifest } = translate({
      protectionGroups: [group('a', ONE), group('b', TWO)],
      recoveryPlans: [
        {
          planId: 'p',
          planName: 'P',
          waves: [{ protectionGroupId: 'a' }, { protectionGroupId: 'b' }],
        },
      ],
    });
    expect(codes).toEqual([
      'BLOCKING PLAN_OVER_SEVERAL_ACCOUNTS',
      'INFO ACCOUNT_DERIVED',
    ]);
    expect(manifest?.recoveryPlans[0].accountId).toBe(ONE);
  });

  it('tell a role with a path, an unknown dependency and a record that cannot be read', () => {
    const { codes } = translate({
      a: [
        {
          accountId: ONE,
          roleArn: `arn:aws:iam::${ONE}:role/path/Role`,
          regions: ['us-west-2'],
        },
        {
          planId: 'p',
          accountId: ONE,
          waves: [{ waveName: 'A', dependencies: ['Storage'] }],
        },
        { groupId: 'g', sourceServerIds: 'none' },
      ],
    });
    expect(codes).toEqual([
      'BLOCKING RECORD_UNREADABLE',
      'BLOCKING UNKNOWN_DEPENDENCY',
      'BLOCKING ROLE_WITH_PATH',
    ]);
  });

  it.each([
    [
      'a manifest',
      { apiVersion: 'drs-orchestrator/v1', groups: [{ groupId: 'a' }] },
    ],
    ['nothing', {}],
    ['other things', { items: [{ colour: 'red' }], more: 'text' }],
    ['text', 'groupId'],
  ])('are not seen in %s', (_what, document) => {
    expect(serverlessRecords(document)).toBeUndefined();
  });

  const arbitraryDocument = fc
    .record({
      accounts: fc.uniqueArray(fc.constantFrom(ONE, TWO), { maxLength: 2 }),
      groups: fc.uniqueArray(
        fc.record({
          number: fc.nat(20),
          account: fc.constantFrom(undefined, ONE, TWO),
          role: fc.constantFrom(
            undefined,
            'Name',
            `arn:aws:iam::${TWO}:role/R`,
          ),
          servers: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 3 }),
        }),
        { selector: ({ number }) => number, maxLength: 4 },
      ),
      zeroBased: fc.boolean(),
      waves: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
      planAccount: fc.constantFrom(undefined, ONE),
    })
    .map(({ accounts, groups, zeroBased, waves, planAccount }) => ({
      accounts: accounts.map(accountId => ({
        accountId,
        accountName: `Account ${accountId}`,
        roleArn: `arn:aws:iam::${accountId}:role/R`,
        regions: ['us-west-2'],
      })),
      groups: groups.map(group => ({
        groupId: `g-${group.number}`,
        groupName: `Group ${group.number}`,
        region: 'us-west-2',
        sourceServerIds: group.servers.map(server),
        ...(group.account && { accountId: group.account }),
        ...(group.role && { assumeRoleName: group.role }),
      })),
      plans:
        groups.length === 0
          ? []
          : [
              {
                planId: 'p',
                planName: 'Plan',
                ...(planAccount && { accountId: planAccount }),
                waves: waves.map((chosen, index) => ({
                  waveName: `W${index}`,
                  waveNumber: zeroBased ? index : index + 1,
                  protectionGroupId: `g-${
                    groups[chosen % groups.length].number
                  }`,
                  pauseBeforeExecution: chosen === 1,
                })),
              },
            ],
    }));

  const pascal = (record: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [
        key.charAt(0).toUpperCase() + key.slice(1),
        key === 'waves' && Array.isArray(value) ? value.map(pascal) : value,
      ]),
    );

  it('mean the same in each shape in which they were exported', () => {
    fc.assert(
      fc.property(arbitraryDocument, ({ accounts, groups, plans }) => {
        fc.pre(accounts.length + groups.length > 0);
        const meant = translate({ accounts, groups, plans });
        const shapes = [
          [scan(accounts), scan(groups), scan(plans)],
          {
            'drs-target-accounts-dev': scan(accounts),
            'drs-protection-groups-dev': { Items: groups },
            'drs-recovery-plans-dev': { Items: plans },
          },
          {
            targetAccounts: accounts.map(pascal),
            protectionGroups: groups.map(pascal),
            recoveryPlans: plans.map(pascal),
          },
        ];
        for (const shape of shapes) {
          expect(translate(shape)).toEqual(meant);
        }
      }),
    );
  });

  it('lose no group in silence, and invent no account in silence', () => {
    fc.assert(
      fc.property(arbitraryDocument, document => {
        fc.pre(document.accounts.length + document.groups.length > 0);
        const { manifest, findings } = translate(document);
        const made: Manifest['protectionGroups'] =
          manifest?.protectionGroups ?? [];
        const outcomes = document.groups.map(group => ({
          told: findings
            .filter(({ subject }) => subject?.id === group.groupId)
            .map(({ code }) => code),
          servers: made.find(({ groupName }) => groupName === group.groupName)
            ?.sourceServerIds,
        }));
        expect(outcomes).toEqual(
          document.groups.map(({ sourceServerIds, ...group }, index) => {
            const isMade = outcomes[index].servers !== undefined;
            const derived = 'accountId' in group ? [] : ['ACCOUNT_DERIVED'];
            return isMade
              ? { told: derived, servers: sourceServerIds }
              : { told: ['ACCOUNT_NOT_DERIVABLE'], servers: undefined };
          }),
        );
      }),
    );
  });
});
