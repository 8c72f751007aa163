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
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeSourceServersCommand } from '@aws-sdk/client-drs';
import { Simulator, startSimulator } from '../simulator';
import { clients, COMMERCE, destroy, keysOf } from '../__testUtils__/clients';

describe('EC2 instances that servers are at their source', () => {
  let aws: Simulator;
  let here: ReturnType<typeof clients>;
  let there: ReturnType<typeof clients>;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
    here = clients(aws, keysOf(aws, COMMERCE));
    there = clients(aws, keysOf(aws, COMMERCE), 'us-east-1');
  });
  afterAll(async () => {
    destroy(here);
    destroy(there);
    await aws.close();
  });
  beforeEach(() => aws.reset());

  const instanceIdOf = (hostname: string): string => {
    const origin = aws.world.servers.find(s => s.hostname === hostname)?.origin;
    if (origin?.kind !== 'aws') {
      throw new Error(`${hostname} is no instance`);
    }
    return origin.instanceId;
  };
  const tagsOf = async (id: string) => {
    const { Reservations = [] } = await there.ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [id] }),
    );
    const tags = Reservations[0].Instances?.[0].Tags ?? [];
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  };

  it('are where DRS says that the servers come from', async () => {
    const { items = [] } = await here.drs.send(
      new DescribeSourceServersCommand({ filters: {} }),
    );
    const db = items.find(
      item =>
        item.sourceProperties?.identificationHints?.hostname === 'orders-db-01',
    );
    expect(db?.sourceCloudProperties).toMatchObject({
      originAccountID: COMMERCE,
      originRegion: 'us-east-1',
    });
    const id = db?.sourceProperties?.identificationHints?.awsInstanceID ?? '';
    expect(await tagsOf(id)).toMatchObject({
      Name: 'orders-db-01',
      'DR-Role': 'db',
      Application: 'orders',
    });
    expect(db?.tags).not.toHaveProperty('Application');
    // Where it is recovered, EC2 knows nothing of it.
    await expect(
      here.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] })),
    ).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  });

  it('can be tagged, as EC2 lets them', async () => {
    const id = instanceIdOf('orders-db-01');
    const create = (key: string, value: string, resource = id) =>
      there.ec2.send(
        new CreateTagsCommand({
          Resources: [resource],
          Tags: [{ Key: key, Value: value }],
        }),
      );
    await create('DR-Wave', '7');
    await create('Owner', 'ada');
    expect(await tagsOf(id)).toMatchObject({ 'DR-Wave': '7', Owner: 'ada' });
    const remove = (tag: { Key: string; Value?: string }) =>
      there.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [tag] }));
    await remove({ Key: 'DR-Wave' });
    await remove({ Key: 'Owner', Value: 'somebody else' });
    const left = await tagsOf(id);
    expect(left).not.toHaveProperty('DR-Wave');
    expect(left).toMatchObject({ Owner: 'ada' });

    await expect(create('aws:mine', 'x')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(
      create('Owner', 'ada', 'i-00000000000000000'),
    ).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    await expect(
      create('Owner', 'ada', 'vpc-00000000000000000'),
    ).rejects.toMatchObject({ name: 'InvalidID' });
    for (let i = Object.keys(left).length; i < 50; i++) {
      await create(`Extra-${i}`, 'x');
    }
    await expect(create('One-more', 'x')).rejects.toMatchObject({
      name: 'TagLimitExceeded',
    });
  });
});
