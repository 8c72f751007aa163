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

import { StartRecoveryCommand } from '@aws-sdk/client-drs';
import {
  DescribeInstancesCommand,
  DescribeInstancesCommandInput,
  DescribeInstanceStatusCommand,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import { Simulator, startSimulator } from '../simulator';
import { clients, COMMERCE, keysOf } from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

describe('EC2', () => {
  let aws: Simulator;
  let ec2: ReturnType<typeof clients>['ec2'];
  let instanceIds: string[];

  beforeAll(async () => {
    const clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    const made = clients(aws, keysOf(aws, COMMERCE));
    ec2 = made.ec2;
    const orders = aws.world.servers.filter(
      s => s.tags['DR-Application'] === 'orders',
    );
    await made.drs.send(
      new StartRecoveryCommand({
        sourceServers: orders.map(s => ({ sourceServerID: s.sourceServerId })),
      }),
    );
    made.drs.destroy();
    clock.advance(30 * 60_000);
    instanceIds = (await found({})).sort();
  });
  afterAll(async () => {
    ec2.destroy();
    await aws.close();
  });

  const instances = async (input: DescribeInstancesCommandInput) => {
    const { Reservations = [] } = await ec2.send(
      new DescribeInstancesCommand(input),
    );
    return Reservations.flatMap(r => r.Instances ?? []);
  };
  const found = async (input: DescribeInstancesCommandInput) =>
    (await instances(input)).map(i => i.InstanceId ?? '');

  it('describes instances as the SDK understands them', async () => {
    expect(instanceIds).toHaveLength(10);
    const [instance] = await instances({ InstanceIds: [instanceIds[0]] });
    expect(instance).toMatchObject({
      InstanceId: instanceIds[0],
      State: { Code: 16, Name: 'running' },
      InstanceType: expect.any(String),
      LaunchTime: expect.any(Date),
      PrivateIpAddress: expect.stringMatching(/^10\.10[0-2]\./),
      SubnetId: expect.stringMatching(/^subnet-/),
      VpcId: expect.stringMatching(/^vpc-/),
      SourceDestCheck: true,
      BlockDeviceMappings: expect.arrayContaining([
        expect.objectContaining({ DeviceName: '/dev/sda1' }),
      ]),
      NetworkInterfaces: [
        expect.objectContaining({ Status: 'in-use', SourceDestCheck: true }),
      ],
      Tags: expect.arrayContaining([
        {
          Key: 'AWSElasticDisasterRecoverySourceServerID',
          Value: expect.stringMatching(/^s-/),
        },
      ]),
    });
  });

  it('filters as it is asked to', async () => {
    const filtered = (Name: string, ...Values: string[]) =>
      found({ Filters: [{ Name, Values }] });
    const [one] = await instances({ InstanceIds: [instanceIds[3]] });
    expect(await filtered('instance-id', one.InstanceId ?? '')).toEqual([
      one.InstanceId,
    ]);
    expect(await filtered('instance-state-name', 'pending')).toEqual([]);
    expect(
      await filtered('instance-state-name', 'pending', 'running'),
    ).toHaveLength(instanceIds.length);
    expect(await filtered('tag:Name', '*orders-db-??)')).toHaveLength(2);
    expect(await filtered('tag:Name', 'orders-db')).toEqual([]);
    expect(await filtered('tag-key', 'Name')).toHaveLength(instanceIds.length);
    expect(
      await found({
        Filters: [
          { Name: 'private-ip-address', Values: [one.PrivateIpAddress ?? ''] },
          { Name: 'instance-state-name', Values: ['terminated'] },
        ],
      }),
    ).toEqual([]);
    await expect(filtered('<a & "b">', 'red')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `The filter '<a & "b">' is invalid`,
    });
  });

  it('pages', async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    for await (const page of paginateDescribeInstances(
      { client: ec2, pageSize: 5 },
      {},
    )) {
      sizes.push(page.Reservations?.length ?? 0);
      seen.push(
        ...(page.Reservations ?? []).map(
          r => r.Instances?.[0].InstanceId ?? '',
        ),
      );
    }
    expect(seen).toEqual(instanceIds);
    expect(sizes).toEqual([5, 5]);
  });

  it.each([
    [{ InstanceIds: ['i-nonsense'] }, 'InvalidInstanceID.Malformed'],
    [{ InstanceIds: ['i-00000000000000000'] }, 'InvalidInstanceID.NotFound'],
    [{ MaxResults: 4 }, 'InvalidParameterValue'],
    [{ MaxResults: 1_001 }, 'InvalidParameterValue'],
    [{ NextToken: 'nonsense' }, 'InvalidParameterValue'],
    [{ DryRun: true }, 'DryRunOperation'],
  ])('refuses %j with %s', async (input, name) => {
    await expect(found(input)).rejects.toMatchObject({
      name,
      $metadata: { requestId: expect.any(String) },
    });
    await expect(
      ec2.send(new DescribeInstanceStatusCommand(input)),
    ).rejects.toMatchObject({ name });
  });

  it('says how at most 100 instances fare that are named', async () => {
    const statuses = (ids: string[]) =>
      ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: ids }));
    expect((await statuses(instanceIds)).InstanceStatuses).toHaveLength(10);
    await expect(
      statuses(Array.from({ length: 101 }, () => instanceIds[0])),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('does not take IDs and a page size together', async () => {
    await expect(
      found({ InstanceIds: [instanceIds[0]], MaxResults: 10 }),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });

  it('knows nothing of other Regions and accounts', async () => {
    const elsewhere = clients(aws, keysOf(aws, COMMERCE), 'eu-west-1').ec2;
    expect(
      (await elsewhere.send(new DescribeInstancesCommand({}))).Reservations,
    ).toEqual([]);
    await expect(
      elsewhere.send(
        new DescribeInstancesCommand({ InstanceIds: [instanceIds[0]] }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    elsewhere.destroy();
  });
});
