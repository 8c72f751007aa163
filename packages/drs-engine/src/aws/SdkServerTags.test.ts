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

import { CreateTagsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  ManualClock,
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import { AwsDrsAccess } from './AwsDrsAccess';
import { accessTo, scope } from './__testUtils__/simulatedAccess';

const ORIGIN = { accountId: scope.accountId, region: 'us-east-1' };

describe('tags of servers and of their instances', () => {
  let aws: Simulator;
  let access: AwsDrsAccess;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    aws.reset();
    access = accessTo(aws);
  });
  afterEach(() => access.close());

  const serverTags = async () => (await access.services(scope)).serverTags;
  const serverNamed = async (hostname: string) => {
    const servers = await (await serverTags()).servers();
    const server = servers.find(one => one.hostname === hostname);
    if (!server) {
      throw new Error(`There is no server ${hostname}`);
    }
    return server;
  };

  it('are read with the instance that the server is at its source', async () => {
    const servers = await (await serverTags()).servers();
    expect(servers).toHaveLength(22);
    const db = await serverNamed('orders-db-01');
    expect(db).toMatchObject({
      arn: `arn:aws:drs:us-west-2:111122223333:source-server/${db.sourceServerId}`,
      tags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
      instance: {
        instanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
        ...ORIGIN,
      },
    });
    const instances = await access.originTags(ORIGIN);
    const ids = servers.flatMap(({ instance }) => instance?.instanceId ?? []);
    const found = await instances.of([...ids, 'i-00000000000000000']);
    expect(found.size).toBe(ids.length);
    expect(found.get(db.instance?.instanceId ?? '')).toMatchObject({
      Application: 'orders',
      'DR-Role': 'db',
    });
  });

  it('of servers that are no instances have nowhere to come from', async () => {
    const finance = { accountId: '333344445555', region: 'eu-west-1' };
    const ways = accessTo(aws, {
      findAccount: async () => ({
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions: ['eu-west-1'],
      }),
    });
    const servers = await (await ways.services(finance)).serverTags.servers();
    const ofHost = (hostname: string) =>
      servers.find(server => server.hostname === hostname);
    expect(ofHost('legacy-fax-01')).toBeDefined();
    expect(ofHost('legacy-fax-01')?.instance).toBeUndefined();
    // It is stopped, and has tags all the same.
    const stopped = ofHost('reporting-app-02')?.instance?.instanceId ?? '';
    const origin = await ways.originTags({
      accountId: finance.accountId,
      region: 'eu-central-1',
    });
    expect((await origin.of([stopped])).get(stopped)).toMatchObject({
      Name: 'reporting-app-02',
    });
    ways.close();
  });

  it('of instances that are gone are not read, though EC2 still tells of them', async () => {
    const clock = new ManualClock();
    const other = await startSimulator({ port: 0, speed: 600, clock });
    const ways = accessTo(other);
    const { drs, ec2, instanceTags } = await ways.services(scope);
    const [server] = await drs.describeSourceServers();
    const { sourceServerId } = server;
    await drs.startRecovery({
      servers: [{ sourceServerId }],
      isDrill: true,
      tags: {},
    });
    clock.advance(6_000);
    const [launched] = await drs.describeRecoveryInstances([sourceServerId]);
    const ids = [launched.recoveryInstanceId];
    expect((await instanceTags.of(ids)).size).toBe(1);
    await drs.terminateRecoveryInstances(ids);
    clock.advance(2_000);
    expect(await ec2.instances(ids)).toHaveLength(1);
    expect((await instanceTags.of(ids)).size).toBe(0);
    ways.close();
    await other.close();
  });

  it('asks for many instances in batches', async () => {
    const instances = await access.originTags(ORIGIN);
    const many = Array.from(
      { length: 450 },
      (_, i) => `i-${String(i).padStart(17, '0')}`,
    );
    expect((await instances.of(many)).size).toBe(0);
    expect(aws.record({ operation: 'DescribeInstances' })).toHaveLength(3);
    expect((await instances.of([])).size).toBe(0);
    expect(aws.record({ operation: 'DescribeInstances' })).toHaveLength(3);
  });

  it('are set and removed; what is not named stays', async () => {
    const tags = await serverTags();
    const { arn } = await serverNamed('orders-db-01');
    await tags.set(arn, { 'DR-Wave': '9', Application: 'orders' });
    await tags.remove(arn, ['DR-Tier', 'was never there']);
    const changed = (await serverNamed('orders-db-01')).tags;
    expect(changed).toMatchObject({
      'DR-Wave': '9',
      Application: 'orders',
      'DR-Role': 'db',
    });
    expect(changed).not.toHaveProperty('DR-Tier');
  });

  it('sends what was throttled again, and tells every other failure', async () => {
    const tags = await serverTags();
    const { arn } = await serverNamed('orders-db-01');
    aws.faults.add({
      match: { operation: 'TagResource' },
      effect: { type: 'throttle', probability: 1 },
      times: 1,
    });
    await tags.set(arn, { Application: 'orders' });
    const calls = () => aws.record({ operation: 'TagResource' });
    expect(calls().map(({ status }) => status)).toEqual([429, 200]);

    aws.faults.add({
      effect: { type: 'accessDenied', actions: ['drs:UntagResource'] },
    });
    await expect(tags.remove(arn, ['DR-Tier'])).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'access-denied',
    });
    await expect(
      tags.set(arn.replace(/.{17}$/, '0'.repeat(17)), { Application: 'x' }),
    ).rejects.toMatchObject({ name: 'AwsFailure', kind: 'not-found' });
  });

  it('asks before each attempt whether it may still be made', async () => {
    const tags = await serverTags();
    const { arn } = await serverNamed('orders-db-01');
    aws.faults.add({ effect: { type: 'throttle', probability: 1 } });
    const changes = {
      TagResource: (mayCall: () => Promise<void>) =>
        tags.set(arn, { Application: 'orders' }, mayCall),
      UntagResource: (mayCall: () => Promise<void>) =>
        tags.remove(arn, ['DR-Tier'], mayCall),
    };
    for (const [operation, change] of Object.entries(changes)) {
      let asked = 0;
      await expect(
        change(async () => {
          asked += 1;
          if (asked === 2) {
            throw new Error('No more');
          }
        }),
      ).rejects.toThrow('No more');
      expect(aws.record({ operation })).toHaveLength(1);
    }
  });

  it('of instances are read in Regions that are not on record, and in no other account', async () => {
    await expect(access.services(ORIGIN)).rejects.toMatchObject({
      code: 'RegionNotOnRecord',
    });
    const ec2 = new EC2Client({
      endpoint: aws.url,
      region: ORIGIN.region,
      credentials: {
        accessKeyId: 'AKIDMERIDIANCOM00001',
        secretAccessKey: 'meridian-development-only',
      },
    });
    const { instance } = await serverNamed('orders-db-01');
    const id = instance?.instanceId ?? '';
    await ec2.send(
      new CreateTagsCommand({
        Resources: [id],
        Tags: [{ Key: 'DR-Wave', Value: '5' }],
      }),
    );
    ec2.destroy();
    const tags = await (await access.originTags(ORIGIN)).of([id]);
    expect(tags.get(id)).toMatchObject({ 'DR-Wave': '5' });
    await expect(
      access.originTags({ ...ORIGIN, accountId: '222233334444' }),
    ).rejects.toMatchObject({
      kind: 'access-denied',
      code: 'AccountNotOnRecord',
    });
  });
});
