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
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  paginateDescribeInstanceTypes,
} from '@aws-sdk/client-ec2';
import { Simulator, startSimulator } from '../simulator';
import { clients, COMMERCE, keysOf } from '../__testUtils__/clients';
import { isWithin, parseCidr, parseIpv4 } from './ipv4';

describe('the network of an account and Region', () => {
  let aws: Simulator;
  let ec2: ReturnType<typeof clients>['ec2'];

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
    ({ ec2 } = clients(aws, keysOf(aws, COMMERCE)));
  });
  afterAll(async () => {
    ec2.destroy();
    await aws.close();
  });

  const vpcs = async () => {
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    return new Map(
      Vpcs.map(vpc => [vpc.Tags?.find(t => t.Key === 'Purpose')?.Value, vpc]),
    );
  };
  const filtered = (Name: string, ...Values: (string | undefined)[]) => ({
    Filters: [{ Name, Values: Values.filter(v => v !== undefined) }],
  });

  it('has a VPC to recover into and another one for drills', async () => {
    const byPurpose = await vpcs();
    expect([...byPurpose.keys()].sort()).toEqual(['drill', 'recovery']);
    for (const vpc of byPurpose.values()) {
      const { Subnets = [] } = await ec2.send(
        new DescribeSubnetsCommand(filtered('vpc-id', vpc.VpcId)),
      );
      expect(new Set(Subnets.map(subnet => subnet.AvailabilityZone)).size).toBe(
        3,
      );
      for (const subnet of Subnets) {
        const [first] = (subnet.CidrBlock ?? '').split('/');
        const isInside = (vpc.CidrBlockAssociationSet ?? []).some(block =>
          isWithin(parseCidr(block.CidrBlock ?? ''), parseIpv4(first) ?? 0),
        );
        expect(isInside).toBe(true);
        expect(subnet).toMatchObject({
          State: 'available',
          OwnerId: COMMERCE,
          AvailableIpAddressCount: parseCidr(subnet.CidrBlock ?? '').size - 5,
        });
      }
    }
  });

  it('has security groups of the same name in both, each with its rules', async () => {
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand(filtered('group-name', 'app')),
    );
    const byPurpose = await vpcs();
    expect(SecurityGroups.map(group => group.VpcId).sort()).toEqual(
      [...byPurpose.values()].map(vpc => vpc.VpcId).sort(),
    );
    const { SecurityGroups: web = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [
          ...filtered('group-name', 'web').Filters,
          ...filtered('vpc-id', SecurityGroups[0].VpcId).Filters,
        ],
      }),
    );
    expect(SecurityGroups[0].IpPermissions).toMatchObject([
      {
        IpProtocol: 'tcp',
        FromPort: 8443,
        ToPort: 8443,
        UserIdGroupPairs: [{ GroupId: web[0].GroupId }],
      },
    ]);
    expect(web[0].IpPermissions).toMatchObject([
      { FromPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ]);
    const { SecurityGroups: open = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand(
        filtered('ip-permission.from-port', '9100'),
      ),
    );
    expect(open.map(group => group.GroupName)).toEqual([
      'monitoring',
      'monitoring',
    ]);
  });

  it('is another one elsewhere', async () => {
    const elsewhere = clients(aws, keysOf(aws, COMMERCE), 'eu-west-1').ec2;
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    await expect(
      elsewhere.send(
        new DescribeSubnetsCommand({ SubnetIds: [Subnets[0].SubnetId ?? ''] }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidSubnetID.NotFound' });
    elsewhere.destroy();
  });

  it('takes a choice of instance types', async () => {
    const names: string[] = [];
    for await (const page of paginateDescribeInstanceTypes(
      { client: ec2, pageSize: 7 },
      {},
    )) {
      names.push(...(page.InstanceTypes ?? []).map(t => t.InstanceType ?? ''));
    }
    expect(names).toEqual([...new Set(names)].sort());
    const recommended = new Set<string>(
      aws.world.servers.map(s => s.hardware.recommendedInstanceType),
    );
    expect([...recommended].filter(name => !names.includes(name))).toEqual([]);
    const { InstanceTypes } = await ec2.send(
      new DescribeInstanceTypesCommand({ InstanceTypes: ['r5.xlarge'] }),
    );
    expect(InstanceTypes).toMatchObject([
      {
        InstanceType: 'r5.xlarge',
        VCpuInfo: { DefaultVCpus: 4, DefaultCores: 2 },
        MemoryInfo: { SizeInMiB: 32_768 },
        ProcessorInfo: { SupportedArchitectures: ['x86_64'] },
        SupportedUsageClasses: ['on-demand', 'spot'],
        BurstablePerformanceSupported: false,
      },
    ]);
  });

  it('offers most of them in every zone', async () => {
    const offered = async (LocationType: 'region' | 'availability-zone') => {
      const { InstanceTypeOfferings = [] } = await ec2.send(
        new DescribeInstanceTypeOfferingsCommand({
          LocationType,
          ...filtered('instance-type', 'm7i.large', 'm7g.large'),
        }),
      );
      return InstanceTypeOfferings.map(
        ({ InstanceType, Location }) => `${InstanceType} ${Location}`,
      );
    };
    expect(await offered('region')).toEqual([
      'm7g.large us-west-2',
      'm7i.large us-west-2',
    ]);
    expect(await offered('availability-zone')).toEqual([
      'm7g.large us-west-2a',
      'm7g.large us-west-2b',
      'm7g.large us-west-2c',
      'm7i.large us-west-2a',
      'm7i.large us-west-2b',
    ]);
    await expect(
      ec2.send(
        new DescribeInstanceTypeOfferingsCommand({
          LocationType: 'planet' as 'region',
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('refuses what there is not, in the words of EC2', async () => {
    for (const [command, name] of [
      [
        new DescribeSubnetsCommand({ SubnetIds: ['subnet-1'] }),
        'InvalidSubnetID.Malformed',
      ],
      [
        new DescribeSubnetsCommand(filtered('colour', 'red')),
        'InvalidParameterValue',
      ],
      [new DescribeSubnetsCommand({ MaxResults: 4 }), 'InvalidParameterValue'],
    ] as const) {
      await expect(ec2.send(command)).rejects.toMatchObject({ name });
    }
    await expect(
      ec2.send(
        new DescribeSecurityGroupsCommand({
          GroupIds: ['sg-00000000000000000'],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidGroup.NotFound',
      message: "The security group 'sg-00000000000000000' does not exist",
    });
    await expect(
      ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['x'] })),
    ).rejects.toMatchObject({ name: 'InvalidGroupId.Malformed' });
    await expect(
      ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-00000000000000000'] })),
    ).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
    await expect(
      ec2.send(
        new DescribeInstanceTypesCommand({
          InstanceTypes: ['m5.large', 'z9.huge' as 'm5.large'],
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidInstanceType',
      message: 'The following supplied instance types do not exist: [z9.huge]',
    });
  });
});
