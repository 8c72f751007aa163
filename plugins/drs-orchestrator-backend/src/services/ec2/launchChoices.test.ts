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
  InstanceProfile,
  InstanceType,
  LaunchTemplate,
  SecurityGroup,
  Subnet,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';

const HERE = `accountId=${COMMERCE}&region=us-west-2`;

interface Listed<T> {
  items: T[];
  nextCursor?: string;
  totalItems: number;
}

describe('the choices of a launch', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator();
  });
  afterEach(() => orchestrator.aws.faults.clear());
  afterAll(() => orchestrator.stop());

  const get = async <T>(kind: string, query = ''): Promise<Listed<T>> => {
    const answer = await orchestrator
      .api('get', `/ec2/${kind}?${HERE}&${query}`, 'DRSReadOnly')
      .expect(200);
    return answer.body;
  };
  const names = (page: Listed<{ name?: string }>) =>
    page.items.map(({ name }) => name);

  it('are subnets with their zone and free addresses', async () => {
    const { items, totalItems } = await get<Subnet>('subnets');
    expect(totalItems).toBe(7);
    expect(items[0]).toEqual({
      subnetId: expect.stringMatching(/^subnet-[0-9a-f]{17}$/),
      name: 'meridian-drill-a',
      vpcId: expect.stringMatching(/^vpc-/),
      cidr: '10.200.0.0/18',
      availabilityZone: 'us-west-2a',
      availableAddresses: 2 ** 14 - 5,
      tags: { Name: 'meridian-drill-a', Purpose: 'drill' },
    });
    const [drill] = items;
    expect(names(await get<Subnet>('subnets', `vpcId=${drill.vpcId}`))).toEqual(
      ['meridian-drill-a', 'meridian-drill-b', 'meridian-drill-c'],
    );
    expect(
      names(await get<Subnet>('subnets', 'availabilityZone=us-west-2b')),
    ).toEqual(['meridian-drill-b', 'meridian-recovery-b']);
    expect(names(await get<Subnet>('subnets', 'text=SAME-addr'))).toEqual([
      'meridian-recovery-same-addresses',
    ]);
    expect(
      names(await get<Subnet>('subnets', `text=${drill.subnetId}`)),
    ).toEqual(['meridian-drill-a']);
  });

  it('are security groups with their VPC', async () => {
    const { items } = await get<SecurityGroup>('security-groups', 'text=db');
    expect(items).toHaveLength(2);
    expect(items[0]).toEqual({
      securityGroupId: expect.stringMatching(/^sg-[0-9a-f]{17}$/),
      name: 'db',
      description: 'The application, to its database',
      vpcId: expect.stringMatching(/^vpc-/),
      tags: { Name: expect.stringMatching(/^meridian-\w+-db$/) },
    });
    expect(items[0].vpcId).not.toBe(items[1].vpcId);
    expect(
      (
        await get<SecurityGroup>(
          'security-groups',
          `text=db&vpcId=${items[1].vpcId}`,
        )
      ).items,
    ).toEqual([items[1]]);
  });

  it('are instance types with their size, by family and zone', async () => {
    const { items } = await get<InstanceType>(
      'instance-types',
      'instanceFamily=m7g',
    );
    expect(items.map(({ instanceType }) => instanceType)).toEqual([
      'm7g.large',
      'm7g.xlarge',
      'm7g.2xlarge',
      'm7g.4xlarge',
      'm7g.12xlarge',
    ]);
    expect(items[0]).toEqual({
      instanceType: 'm7g.large',
      family: 'm7g',
      vcpus: 2,
      memoryMib: 8192,
      architectures: ['arm64'],
      currentGeneration: true,
    });
    const families = async (query: string) =>
      new Set(
        (
          await get<InstanceType>('instance-types', `limit=200&${query}`)
        ).items.map(({ family }) => family),
      );
    expect(await families('availabilityZone=us-west-2a')).toContain('m7i');
    const inC = await families('availabilityZone=us-west-2c');
    expect(inC).not.toContain('m7i');
    expect(inC).toContain('m6i');
    expect(await families('availabilityZone=us-west-2z')).toEqual(new Set());
  });

  it('are instance profiles and launch templates', async () => {
    expect(
      (await get<InstanceProfile>('instance-profiles', 'text=db')).items,
    ).toEqual([
      {
        instanceProfileName: 'meridian-db-server',
        arn: `arn:aws:iam::${COMMERCE}:instance-profile/meridian-db-server`,
        path: '/',
        roleName: 'meridian-db-server',
      },
    ]);
    const [server] = await orchestrator.serverIds('orders-db-01');
    expect(
      (await get<LaunchTemplate>('launch-templates', `text=${server}`)).items,
    ).toEqual([
      {
        launchTemplateId: expect.stringMatching(/^lt-[0-9a-f]{17}$/),
        name: `created-and-used-by-drs-${server}`,
        defaultVersion: 2,
        latestVersion: 2,
        createdAt: expect.stringMatching(/Z$/),
        sourceServerId: server,
        tags: expect.objectContaining({ Name: server }),
      },
    ]);
  });

  it('come page by page, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await get<InstanceType>(
        'instance-types',
        `limit=7&cursor=${cursor}`.replace(/&cursor=$/, ''),
      );
      seen.push(...page.items.map(({ instanceType }) => instanceType));
      expect(page.totalItems).toBe(44);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(44);
    expect(new Set(seen).size).toBe(44);
    // By size, not by letter: 4xlarge comes after 2xlarge and before 12xlarge.
    expect(seen.slice(0, 5)).toEqual([
      'c5.large',
      'c5.xlarge',
      'c5.2xlarge',
      'c5.4xlarge',
      'c5.12xlarge',
    ]);
  });

  it('are asked of AWS once for all who ask at the same time', async () => {
    const asked = () =>
      orchestrator.aws.record({ operation: 'DescribeSubnets' }).length;
    const before = asked();
    await Promise.all(
      ['a', 'b', 'c'].map(text =>
        orchestrator
          .api(
            'get',
            `/ec2/subnets?accountId=222233334444&region=eu-west-1&text=${text}`,
            'DRSReadOnly',
          )
          .expect(200),
      ),
    );
    expect(asked() - before).toBe(1);
  });

  it.each([
    ['subnets', 'ec2:DescribeSubnets', 'UnauthorizedOperation'],
    ['security-groups', 'ec2:DescribeSecurityGroups', 'UnauthorizedOperation'],
    ['instance-types', 'ec2:DescribeInstanceTypes', 'UnauthorizedOperation'],
    ['instance-profiles', 'iam:ListInstanceProfiles', 'AccessDenied'],
    [
      'launch-templates',
      'ec2:DescribeLaunchTemplates',
      'UnauthorizedOperation',
    ],
  ])(
    'tell in AWS’s words why %s cannot be listed',
    async (kind, action, code) => {
      orchestrator.aws.faults.add({
        effect: { type: 'accessDenied', actions: [action] },
      });
      const path = `/ec2/${kind}?accountId=333344445555&region=us-west-2`;
      const { body } = await orchestrator
        .api('get', path, 'DRSReadOnly')
        .expect(503);
      expect(body.error).toMatchObject({
        code: 'ACCOUNT_UNREACHABLE',
        message: expect.stringContaining('not authorized'),
        aws: { code, requestId: expect.any(String) },
      });
      // What failed is not remembered.
      orchestrator.aws.faults.clear();
      await orchestrator.api('get', path, 'DRSReadOnly').expect(200);
    },
  );

  it.each([
    [`accountId=${COMMERCE}`, 'VALIDATION_FAILED', 'region'],
    ['region=us-west-2', 'VALIDATION_FAILED', 'accountId'],
    ['accountId=123456789012&region=us-west-2', 'ACCOUNT_UNKNOWN', 'accountId'],
    [`accountId=${COMMERCE}&region=sa-east-1`, 'ACCOUNT_UNKNOWN', 'region'],
    [`${HERE}&vpcId=vpc-1`, 'VALIDATION_FAILED', 'vpcId'],
    [`${HERE}&colour=red`, 'VALIDATION_FAILED', 'colour'],
    [`${HERE}&cursor=bm8`, 'VALIDATION_FAILED', 'cursor'],
  ])('refuse %s with %s', async (query, code, field) => {
    const { body } = await orchestrator
      .api('get', `/ec2/subnets?${query}`, 'DRSReadOnly')
      .expect(400);
    expect(body.error.code).toBe(code);
    expect(body.error.details).toEqual(
      expect.arrayContaining([expect.objectContaining({ field })]),
    );
  });

  it('are for those who may view', async () => {
    const { api } = orchestrator;
    const path = `/ec2/subnets?${HERE}`;
    expect((await api('get', path, 'nobody')).status).toBe(403);
    expect((await api('get', path)).status).toBe(401);
  });
});
