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
  DescribeRecoveryInstancesCommand,
  StartRecoveryCommand,
} from '@aws-sdk/client-drs';
import {
  DescribeNetworkInterfacesCommand,
  DescribeNetworkInterfacesCommandInput,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { Simulator, startSimulator } from '../simulator';
import { ManualClock } from '../time/clock';
import { clients, COMMERCE, keysOf, serverIds } from '../__testUtils__/clients';

describe('network interfaces', () => {
  const clock = new ManualClock();
  let aws: Simulator;
  let made: ReturnType<typeof clients>;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0, speed: 1, clock });
    made = clients(aws, keysOf(aws, COMMERCE));
  });
  afterEach(() => aws.reset());
  afterAll(async () => {
    made.drs.destroy();
    made.ec2.destroy();
    await aws.close();
  });

  const described = async (input: DescribeNetworkInterfacesCommandInput = {}) =>
    (await made.ec2.send(new DescribeNetworkInterfacesCommand(input)))
      .NetworkInterfaces ?? [];
  const recoverySubnet = async () => {
    const { Subnets = [] } = await made.ec2.send(
      new DescribeSubnetsCommand({
        Filters: [{ Name: 'cidr-block', Values: ['10.100.0.0/18'] }],
      }),
    );
    return Subnets[0];
  };

  it('are those of the instances that there are, until these are terminated', async () => {
    expect(await described()).toEqual([]);
    const [id] = serverIds(aws, 'orders-db-01');
    await made.drs.send(
      new StartRecoveryCommand({ sourceServers: [{ sourceServerID: id }] }),
    );
    clock.advance(60 * 60_000);
    const { items = [] } = await made.drs.send(
      new DescribeRecoveryInstancesCommand({}),
    );
    const [one, ...others] = await described();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      Status: 'in-use',
      RequesterManaged: false,
      Attachment: { InstanceId: items[0].ec2InstanceID, DeviceIndex: 0 },
    });
    const address = one.PrivateIpAddress ?? '';
    const asked = (...Values: string[]) =>
      described({
        Filters: [
          { Name: 'subnet-id', Values: [one.SubnetId ?? ''] },
          { Name: 'addresses.private-ip-address', Values },
        ],
      });
    expect(await asked(address, '10.100.0.9')).toHaveLength(1);
    expect(await asked('10.100.0.9')).toEqual([]);
  });

  it('are those of other services, whose addresses nobody else can have', async () => {
    const subnet = await recoverySubnet();
    const place = {
      account: COMMERCE,
      region: 'us-west-2',
      subnetId: subnet.SubnetId ?? '',
      address: '10.100.0.20',
    };
    const networkInterfaceId = aws.networkInterfaces.add(place);
    const [one] = await described({
      NetworkInterfaceIds: [networkInterfaceId],
    });
    expect(one).toMatchObject({
      PrivateIpAddresses: [{ PrivateIpAddress: '10.100.0.20', Primary: true }],
      RequesterManaged: true,
      VpcId: subnet.VpcId,
      Description: 'ELB net/meridian-internal/0123456789abcdef',
    });
    expect(one.Attachment?.InstanceId).toBeUndefined();
    expect((await recoverySubnet()).AvailableIpAddressCount).toBe(
      (subnet.AvailableIpAddressCount ?? 0) - 1,
    );
    expect(() => aws.networkInterfaces.add(place)).toThrow(RangeError);
    expect(() =>
      aws.networkInterfaces.add({ ...place, address: '10.100.0.3' }),
    ).toThrow(RangeError);

    aws.networkInterfaces.clear();
    expect(await described()).toEqual([]);
    expect((await recoverySubnet()).AvailableIpAddressCount).toBe(
      subnet.AvailableIpAddressCount,
    );
  });

  it('come in pages, and one that is not there is refused in EC2’s words', async () => {
    const { SubnetId: subnetId = '' } = await recoverySubnet();
    for (let last = 20; last < 27; last += 1) {
      aws.networkInterfaces.add({
        account: COMMERCE,
        region: 'us-west-2',
        subnetId,
        address: `10.100.0.${last}`,
      });
    }
    const first = await made.ec2.send(
      new DescribeNetworkInterfacesCommand({ MaxResults: 5 }),
    );
    const second = await made.ec2.send(
      new DescribeNetworkInterfacesCommand({
        MaxResults: 5,
        NextToken: first.NextToken,
      }),
    );
    expect([
      first.NetworkInterfaces?.length,
      second.NetworkInterfaces?.length,
      second.NextToken,
    ]).toEqual([5, 2, undefined]);
    await expect(
      described({ NetworkInterfaceIds: ['eni-00000000000000000'] }),
    ).rejects.toMatchObject({ name: 'InvalidNetworkInterfaceID.NotFound' });
  });

  it('can be added over the control endpoint, which refuses what cannot be', async () => {
    const { SubnetId: subnetId = '' } = await recoverySubnet();
    const posted = async (address: string) => {
      const { status } = await fetch(
        `${aws.url}/_simulator/network-interfaces`,
        {
          method: 'POST',
          body: JSON.stringify({
            account: COMMERCE,
            region: 'us-west-2',
            subnetId,
            address,
          }),
        },
      );
      return status;
    };
    expect(await posted('10.100.0.20')).toBe(201);
    expect(await posted('10.9.0.20')).toBe(400);
    expect(await posted('no address')).toBe(400);
    expect(await described()).toHaveLength(1);
  });
});
