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
  ConflictException,
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  DrsClient,
  GetLaunchConfigurationCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  StartRecoveryCommand,
  TagResourceCommand,
  TerminateRecoveryInstancesCommand,
  UninitializedAccountException,
  UntagResourceCommand,
  ValidationException,
} from '@aws-sdk/client-drs';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  FINANCE,
  HUB,
  keysOf,
  LOGISTICS,
  serverIds,
} from '../__testUtils__/clients';
import { rejection } from '../__testUtils__/rejection';
import { ManualClock } from '../time/clock';

// Hundreds of real HTTP calls a test, on however busy a computer.
jest.setTimeout(30_000);

describe('requests to DRS', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let drs: ReturnType<typeof clients>['drs'];

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock, servers: 4_000 });
    ({ drs } = clients(aws, keysOf(aws, COMMERCE)));
  });
  afterEach(async () => {
    drs.destroy();
    await aws.close();
  });

  const launchable = () =>
    aws.world.servers
      .filter(
        s =>
          s.accountId === COMMERCE &&
          s.region === 'us-west-2' &&
          s.replication.kind === 'continuous',
      )
      .map(s => s.sourceServerId);
  const start = (ids: string[]) =>
    drs.send(
      new StartRecoveryCommand({
        sourceServers: ids.map(sourceServerID => ({ sourceServerID })),
        isDrill: true,
      }),
    );

  describe('that do not fit the model', () => {
    it.each<[string, (client: DrsClient) => Promise<unknown>, string]>([
      [
        'no page',
        client =>
          client.send(new DescribeSourceServersCommand({ maxResults: 0 })),
        'maxResults',
      ],
      [
        'too many IDs in a filter',
        client =>
          client.send(
            new DescribeSourceServersCommand({
              filters: {
                sourceServerIDs: Array(201).fill('s-00000000000000000'),
              },
            }),
          ),
        'filters.sourceServerIDs',
      ],
      [
        'too many job IDs',
        client =>
          client.send(
            new DescribeJobsCommand({
              filters: {
                jobIDs: Array(1_001).fill('drsjob-00000000000000000'),
              },
            }),
          ),
        'filters.jobIDs',
      ],
      [
        'a malformed date',
        client =>
          client.send(
            new DescribeJobsCommand({ filters: { fromDate: 'yesterday' } }),
          ),
        'filters.fromDate',
      ],
      [
        'no job ID',
        client => client.send(new DescribeJobLogItemsCommand({ jobID: 'job' })),
        'jobID',
      ],
      [
        'a malformed instance ID',
        client =>
          client.send(
            new DescribeRecoveryInstancesCommand({
              filters: { recoveryInstanceIDs: ['x'] },
            }),
          ),
        'filters.recoveryInstanceIDs.0',
      ],
      [
        'too many instances',
        client =>
          client.send(
            new TerminateRecoveryInstancesCommand({
              recoveryInstanceIDs: Array(201).fill('i-00000000000000000'),
            }),
          ),
        'recoveryInstanceIDs',
      ],
      [
        'no servers',
        client => client.send(new StartRecoveryCommand({ sourceServers: [] })),
        'sourceServers',
      ],
      [
        'more servers than the shape allows',
        client =>
          client.send(
            new StartRecoveryCommand({
              sourceServers: Array.from({ length: 201 }, (_, i) => ({
                sourceServerID: `s-${String(i).padStart(17, '0')}`,
              })),
            }),
          ),
        'sourceServers',
      ],
    ])(
      'get a ValidationException naming the field: %s',
      async (_, send, field) => {
        const refused = await rejection(send(drs));
        expect(refused).toBeInstanceOf(ValidationException);
        expect(refused).toMatchObject({
          $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
          reason: 'fieldValidationFailed',
          fieldList: [expect.objectContaining({ name: field })],
        });
      },
    );

    it('name every problem at once', async () => {
      expect(
        await rejection(
          drs.send(
            new DescribeSourceServersCommand({
              maxResults: -1,
              filters: { sourceServerIDs: ['x', 'y'] },
            }),
          ),
        ),
      ).toMatchObject({
        fieldList: [
          { name: 'filters.sourceServerIDs.0' },
          { name: 'filters.sourceServerIDs.1' },
          { name: 'maxResults' },
        ],
      });
    });
  });

  describe('to start a recovery are refused', () => {
    it('if a server is named twice', async () => {
      const [id] = launchable();
      expect(await rejection(start([id, id]))).toBeInstanceOf(
        ValidationException,
      );
      expect(aws.launches()).toEqual([]);
    });

    it('if a server does not exist, here or at all', async () => {
      const [elsewhere] = serverIds(aws, 'warehouse-db-01');
      for (const id of [elsewhere, 's-00000000000000000']) {
        const refused = await rejection(start([launchable()[0], id]));
        expect(refused).toBeInstanceOf(ValidationException);
        expect(refused).toMatchObject({
          message: expect.stringContaining(id),
        });
      }
      expect(aws.launches()).toEqual([]);
    });

    it('if a server is in a job, also if others are not', async () => {
      const [first, second] = launchable();
      await start([first]);
      const refused = await rejection(start([second, first]));
      expect(refused).toBeInstanceOf(ConflictException);
      expect(refused).toMatchObject({
        resourceId: first,
        $metadata: { httpStatusCode: 409 },
      });
      expect(aws.launches({ sourceServerId: second })).toEqual([]);
    });

    it('if a server has nothing to be launched from', async () => {
      const [syncing] = serverIds(aws, 'billing-app-02');
      const [disconnected] = serverIds(aws, 'fleet-web-01');
      const finance = clients(aws, keysOf(aws, FINANCE)).drs;
      const fleet = clients(aws, keysOf(aws, LOGISTICS), 'eu-west-1').drs;
      for (const [client, sourceServerID] of [
        [finance, syncing],
        [fleet, disconnected],
      ] as const) {
        expect(
          await rejection(
            client.send(
              new StartRecoveryCommand({ sourceServers: [{ sourceServerID }] }),
            ),
          ),
        ).toBeInstanceOf(ConflictException);
        const { items } = await client.send(
          new DescribeRecoverySnapshotsCommand({ sourceServerID }),
        );
        expect(items).toEqual([]);
        client.destroy();
      }
    });

    it('if the point in time is gone', async () => {
      const [id] = launchable();
      const { items = [] } = await drs.send(
        new DescribeRecoverySnapshotsCommand({
          sourceServerID: id,
          order: 'DESC',
        }),
      );
      clock.advance(8 * 24 * 3_600_000);
      expect(
        await rejection(
          drs.send(
            new StartRecoveryCommand({
              sourceServers: [
                { sourceServerID: id, recoverySnapshotID: items[0].snapshotID },
              ],
            }),
          ),
        ),
      ).toBeInstanceOf(ValidationException);
    });

    it('beyond 100 servers in a job', async () => {
      const ids = launchable();
      const refused = await rejection(start(ids.slice(0, 101)));
      expect(refused).toBeInstanceOf(ServiceQuotaExceededException);
      expect(refused).toMatchObject({
        serviceCode: 'drs',
        quotaCode: 'L-B827C881',
        $metadata: { httpStatusCode: 402 },
      });
      await start(ids.slice(0, 100));
    });

    it('beyond 500 servers in all jobs, until jobs are over', async () => {
      const ids = launchable();
      for (let i = 0; i < 5; i++) {
        await start(ids.slice(i * 100, i * 100 + 100));
      }
      const refused = await rejection(start([ids[500]]));
      expect(refused).toBeInstanceOf(ServiceQuotaExceededException);
      expect(refused).toMatchObject({ quotaCode: 'L-05AFA8C6' });
      clock.advance(25 * 60_000);
      await start([ids[500]]);
      expect(aws.launches()).toHaveLength(501);
    });

    it('beyond 20 jobs at a time, until one is over', async () => {
      const ids = launchable();
      for (let i = 0; i < 20; i++) await start([ids[i]]);
      const refused = await rejection(start([ids[20]]));
      expect(refused).toBeInstanceOf(ServiceQuotaExceededException);
      expect(refused).toMatchObject({ quotaCode: 'L-D88FAC3A' });
      clock.advance(25 * 60_000);
      await start([ids[20]]);
    });

    it('where DRS is not initialised', async () => {
      for (const [account, region] of [
        [COMMERCE, 'ap-southeast-2'],
        [HUB, 'us-west-2'],
      ]) {
        const client = clients(aws, keysOf(aws, account), region).drs;
        const refused = await rejection(
          client.send(new DescribeSourceServersCommand({})),
        );
        expect(refused).toBeInstanceOf(UninitializedAccountException);
        expect(
          await rejection(
            client.send(
              new ListTagsForResourceCommand({
                resourceArn: `arn:aws:drs:${region}:${account}:job/drsjob-00000000000000000`,
              }),
            ),
          ),
        ).toBeInstanceOf(ResourceNotFoundException);
        client.destroy();
      }
    });
  });

  it('for what does not exist are refused as the model says', async () => {
    expect(
      await rejection(
        drs.send(
          new GetLaunchConfigurationCommand({
            sourceServerID: 's-00000000000000000',
          }),
        ),
      ),
    ).toBeInstanceOf(ResourceNotFoundException);
    expect(
      await rejection(
        drs.send(
          new DescribeJobLogItemsCommand({ jobID: 'drsjob-00000000000000000' }),
        ),
      ),
    ).toBeInstanceOf(ValidationException);
    expect(
      await rejection(
        drs.send(
          new ListTagsForResourceCommand({
            resourceArn: `arn:aws:drs:us-west-2:${LOGISTICS}:source-server/${
              serverIds(aws, 'warehouse-db-01')[0]
            }`,
          }),
        ),
      ),
    ).toBeInstanceOf(ResourceNotFoundException);
  });

  it('tag, list and untag servers and jobs', async () => {
    const [id] = launchable();
    const { job } = await start([id]);
    const server = `arn:aws:drs:us-west-2:${COMMERCE}:source-server/${id}`;
    const tagsOf = async (resourceArn: string) =>
      (await drs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    for (const resourceArn of [server, job?.arn ?? '']) {
      const before = await tagsOf(resourceArn);
      await drs.send(
        new TagResourceCommand({
          resourceArn,
          tags: { 'a b/ü': 'x+y=z', empty: '' },
        }),
      );
      expect(await tagsOf(resourceArn)).toEqual({
        ...before,
        'a b/ü': 'x+y=z',
        empty: '',
      });
      await drs.send(
        new UntagResourceCommand({
          resourceArn,
          tagKeys: ['a b/ü', 'empty', 'absent'],
        }),
      );
      expect(await tagsOf(resourceArn)).toEqual(before);
    }
    for (const tags of [
      { 'aws:mine': 'no' },
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, ''])),
    ]) {
      expect(
        await rejection(
          drs.send(new TagResourceCommand({ resourceArn: server, tags })),
        ),
      ).toBeInstanceOf(ValidationException);
    }
  });

  it('answer launch settings', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const settings = await drs.send(
      new GetLaunchConfigurationCommand({ sourceServerID: id }),
    );
    expect(settings).toMatchObject({
      sourceServerID: id,
      name: 'orders-db-01',
      ec2LaunchTemplateID: expect.stringMatching(/^lt-[0-9a-f]{17}$/),
      launchDisposition: 'STARTED',
      targetInstanceTypeRightSizingMethod: 'BASIC',
    });
  });
});
