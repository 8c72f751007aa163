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
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AwsFailure } from '../ports/drs';
import type { AwsDrsAccess } from './AwsDrsAccess';
import { accessTo, scope } from './__testUtils__/simulatedAccess';

describe('what launch settings name, as EC2 and IAM have it', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;
  let ec2: EC2Client;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
    access = accessTo(aws);
    ec2 = new EC2Client({
      endpoint: aws.url,
      region: scope.region,
      credentials: {
        accessKeyId: 'AKIDMERIDIANCOM00001',
        secretAccessKey: 'meridian-development-only',
      },
    });
  });
  afterEach(() => aws.faults.clear());
  afterAll(async () => {
    ec2.destroy();
    access.close();
    await aws.close();
  });

  const resources = async () => (await access.services(scope)).launchResources;

  it('is found by name, and what is not there is missing and spoils nothing', async () => {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const [subnet] = Subnets;
    const asked = await resources();
    expect(
      await asked.subnets([subnet.SubnetId ?? '', 'subnet-00000000000000000']),
    ).toEqual([
      {
        subnetId: subnet.SubnetId,
        vpcId: subnet.VpcId,
        cidr: subnet.CidrBlock,
        freeAddresses: subnet.AvailableIpAddressCount,
      },
    ]);
    expect(await asked.securityGroups(['sg-00000000000000000'])).toEqual([]);
    expect(await asked.instanceTypes(['m5.large', 'x99.huge'])).toEqual([
      'm5.large',
    ]);
    expect(
      await asked.instanceProfiles(['meridian-db-server', 'nobody']),
    ).toEqual(['meridian-db-server']);
  });

  it('is asked for in batches, each name once, and for nothing not at all', async () => {
    const asked = await resources();
    const names = Array.from(
      { length: 250 },
      (_, index) => `subnet-${String(index).padStart(17, '0')}`,
    );
    const before = aws.record({ service: 'ec2' }).length;
    await asked.subnets([...names, ...names]);
    expect(aws.record({ service: 'ec2' }).length - before).toBe(2);
    await Promise.all([
      asked.subnets([]),
      asked.securityGroups([]),
      asked.instanceTypes([]),
      asked.instanceProfiles([]),
    ]);
    expect(aws.record({ service: 'ec2' }).length - before).toBe(2);
    expect(aws.record({ operation: 'ListInstanceProfiles' })).toHaveLength(1);
  });

  it('tells which addresses something has, in the very subnet, and what', async () => {
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({
        Filters: [{ Name: 'cidr-block', Values: ['10.100.*', '10.200.*'] }],
      }),
    );
    const subnetOf = (cidr: string) =>
      Subnets.find(({ CidrBlock }) => CidrBlock === cidr)?.SubnetId ?? '';
    const here = subnetOf('10.100.0.0/18');
    const elsewhere = subnetOf('10.200.0.0/18');
    const taken = (subnetId: string, address: string) =>
      aws.networkInterfaces.add({
        account: scope.accountId,
        region: scope.region,
        subnetId,
        address,
      });
    const networkInterfaceId = taken(here, '10.100.0.20');
    taken(elsewhere, '10.200.0.20');
    const asked = await resources();
    const before = aws.record({
      operation: 'DescribeNetworkInterfaces',
    }).length;
    expect(
      await asked.addressesInUse([
        { subnetId: here, address: '10.100.0.20' },
        { subnetId: here, address: '10.100.0.20' },
        { subnetId: here, address: '10.100.0.21' },
        // Asked in one call with the other pairs, and not one of them.
        { subnetId: here, address: '10.200.0.20' },
        { subnetId: elsewhere, address: '10.200.0.21' },
      ]),
    ).toEqual([
      {
        subnetId: here,
        address: '10.100.0.20',
        networkInterfaceId,
        description: 'ELB net/meridian-internal/0123456789abcdef',
      },
    ]);
    await asked.addressesInUse([]);
    expect(
      aws.record({ operation: 'DescribeNetworkInterfaces' }).length - before,
    ).toBe(1);

    const many = Array.from({ length: 250 }, (_, index) => ({
      subnetId: here,
      address: `10.100.1.${index + 1}`,
    }));
    taken(here, '10.100.1.250');
    expect(
      (await asked.addressesInUse(many)).map(({ address }) => address),
    ).toEqual(['10.100.1.250']);
    expect(
      aws.record({ operation: 'DescribeNetworkInterfaces' }).length - before,
    ).toBe(3);
    aws.networkInterfaces.clear();
  });

  it('fails in AWS’s own words', async () => {
    aws.faults.add({
      effect: {
        type: 'accessDenied',
        actions: ['ec2:DescribeSubnets', 'iam:ListInstanceProfiles'],
      },
    });
    const asked = await resources();
    for (const answer of [
      asked.subnets(['subnet-00000000000000000']),
      asked.instanceProfiles(['nobody']),
    ]) {
      await expect(answer).rejects.toThrow(AwsFailure);
      await expect(answer).rejects.toMatchObject({ kind: 'access-denied' });
    }
  });
});
