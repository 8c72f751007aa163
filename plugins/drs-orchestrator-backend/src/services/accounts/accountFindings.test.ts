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
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import type { Quota } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accountFindings, accountStatus } from './accountFindings';
import type { AccountSituation, EnteredRegion } from './accountSituation';

const ACCOUNT = '111122223333';
const account = {
  accountId: ACCOUNT,
  roleName: 'DrsOrchestratorRole',
  hasExternalId: false,
};
const hub = {
  known: true,
  value: {
    accountId: '999988887777',
    arn: 'arn:aws-us-gov:sts::999988887777:assumed-role/Portal',
  },
} as const;

const server = (
  differences: Partial<ObservedSourceServer> = {},
): ObservedSourceServer => ({
  accountId: ACCOUNT,
  region: 'us-west-2',
  sourceServerId: 's-1',
  hostname: 'db',
  ipAddresses: [],
  hardware: { cpuCores: 1, ramBytes: 1, diskBytes: 1 },
  tags: {},
  replicationState: 'CONTINUOUS',
  hasRecoveryPoint: true,
  ...differences,
});

const region = (differences: Partial<EnteredRegion> = {}): EnteredRegion => ({
  region: 'us-west-2',
  entered: true,
  servers: { known: true, value: [] },
  missingPermissions: [],
  quotas: [],
  staging: [],
  ...differences,
});

const quota = (
  name: Quota['name'],
  used: number | undefined,
  value: number,
): Quota => ({
  name,
  quotaCode: 'L-1',
  description: name,
  source: 'SERVICE_QUOTAS',
  adjustable: true,
  value,
  used,
});

const failure = (kind: AwsFailure['kind'], code = 'SomeCode') =>
  ({
    known: false,
    failure: new AwsFailure({ kind, code, message: 'AWS said so' }),
  } as const);

const found = (differences: Partial<EnteredRegion>) => {
  const regions = [region(differences)];
  const findings = accountFindings({ account, hub, regions });
  return {
    status: accountStatus({ regions, findings }),
    findings: findings.map(({ code, severity }) => [code, severity]),
  };
};

describe('the findings of an account', () => {
  it('are none where nothing is missing', () => {
    expect(found({})).toEqual({ status: 'READY', findings: [] });
  });

  it('tell limits from 80 % on, and those of jobs as what will pass', () => {
    expect(
      found({
        quotas: [
          quota('SOURCE_SERVERS', 79, 100),
          quota('RECOVERY_INSTANCES', 80, 100),
          quota('REPLICATING_SERVERS', 300, 300),
          quota('JOBS_OF_ONE_SERVER', undefined, 1),
        ],
      }),
    ).toEqual({
      status: 'ATTENTION',
      findings: [
        ['QUOTA_NEAR', 'WARNING'],
        ['QUOTA_REACHED', 'WARNING'],
      ],
    });
    expect(
      found({
        quotas: [
          quota('CONCURRENT_JOBS', 20, 20),
          quota('SERVERS_IN_ALL_JOBS', 450, 500),
        ],
      }),
    ).toEqual({
      status: 'READY',
      findings: [
        ['QUOTA_REACHED', 'INFO'],
        ['QUOTA_NEAR', 'INFO'],
      ],
    });
  });

  it('tell no use of limits where nothing is known of it', () => {
    expect(
      found({
        servers: failure('server-error'),
        quotas: [quota('SOURCE_SERVERS', 100, 100)],
      }),
    ).toEqual({
      status: 'ATTENTION',
      findings: [['NOT_CHECKED', 'WARNING']],
    });
  });

  it('tell accounts from which servers are extended, and which are not on record', () => {
    const servers = {
      known: true,
      value: [
        server({ stagingAccountId: ACCOUNT }),
        server({}),
        server({ stagingAccountId: '444455556666' }),
        server({ stagingAccountId: '555566667777' }),
        server({ stagingAccountId: '555566667777' }),
      ],
    } as const;
    const staging = {
      staging: {
        accountId: '444455556666',
        region: 'us-west-2',
        roleName: 'Role',
        maxServers: 300,
        priority: 1,
      },
      entered: { known: true, value: true },
      servers: { known: true, value: [] },
      missingPermissions: [],
      extensible: { known: true, value: 0 },
    } as const;
    const findings = accountFindings({
      account,
      hub,
      regions: [region({ servers, staging: [staging] })],
    });
    expect(findings).toMatchObject([
      {
        code: 'STAGING_ACCOUNT_NOT_ON_RECORD',
        message: expect.stringMatching(/^2 servers .* 555566667777/),
      },
    ]);
  });

  it('block for what recoveries need, and warn for what only helps', () => {
    const missingPermissions = [
      'ec2:RunInstances',
      'drs:UntagResource',
      'iam:ListInstanceProfiles',
    ];
    const findings = accountFindings({
      account,
      hub,
      regions: [region({ missingPermissions })],
    });
    expect(findings).toMatchObject([
      {
        code: 'PERMISSIONS_MISSING',
        severity: 'BLOCKING',
        message: expect.stringMatching(/: ec2:RunInstances$/),
      },
      {
        code: 'PERMISSIONS_MISSING',
        severity: 'WARNING',
        message: expect.stringMatching(
          /tag synchronisation .*: drs:UntagResource, iam:ListInstanceProfiles$/,
        ),
        policies: [
          {
            statements: [
              {
                Action: ['drs:UntagResource', 'iam:ListInstanceProfiles'],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('give a trust in the role itself, and not in one of its sessions', () => {
    const situation: AccountSituation = {
      account,
      hub,
      regions: [
        {
          region: 'us-gov-west-1',
          entered: false,
          failure: failure('access-denied', 'AccessDenied').failure,
          staging: [],
        },
      ],
    };
    const [finding] = accountFindings(situation);
    expect(
      finding.policies?.map(({ identity, statements }) => [
        identity,
        statements,
      ]),
    ).toEqual([
      [
        'DrsOrchestratorRole',
        [
          {
            Sid: 'DrsOrchestratorTrust',
            Effect: 'Allow',
            Principal: {
              AWS: 'arn:aws-us-gov:iam::999988887777:role/Portal',
            },
            Action: ['sts:AssumeRole'],
          },
        ],
      ],
      [
        'arn:aws-us-gov:iam::999988887777:role/Portal',
        [
          {
            Sid: 'DrsOrchestratorAssume',
            Effect: 'Allow',
            Action: ['sts:AssumeRole'],
            Resource: `arn:aws-us-gov:iam::${ACCOUNT}:role/DrsOrchestratorRole`,
          },
        ],
      ],
    ]);
  });

  it('keep a Region that did not answer apart from one that refuses', () => {
    const closed = (kind: AwsFailure['kind']) => {
      const regions = [
        {
          region: 'us-west-2',
          entered: false,
          failure: failure(kind).failure,
          staging: [],
        },
        region({ region: 'eu-west-1' }),
      ] as const;
      const findings = accountFindings({ account, hub, regions });
      return [accountStatus({ regions, findings }), findings[0].code];
    };
    expect(closed('no-answer')).toEqual(['ATTENTION', 'ACCOUNT_UNREACHABLE']);
    expect(closed('access-denied')).toEqual([
      'ATTENTION',
      'ROLE_NOT_ASSUMABLE',
    ]);
  });
});
