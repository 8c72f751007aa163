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
  DescribeJobsCommand,
  DescribeSourceServersCommand,
  InternalServerException,
  StartRecoveryCommand,
  TagResourceCommand,
  ThrottlingException,
  UntagResourceCommand,
  UpdateLaunchConfigurationCommand,
} from '@aws-sdk/client-drs';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
} from '@aws-sdk/client-ec2';
import { ListInstanceProfilesCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import { StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  destroy,
  keysOf,
  LOGISTICS,
  serverIds,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';
import { FaultRuleInput } from './rules';

type Clients = ReturnType<typeof clients>;

describe('faults', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let commerce: ReturnType<typeof clients>;
  let logistics: ReturnType<typeof clients>;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    commerce = clients(aws, keysOf(aws, COMMERCE));
    logistics = clients(aws, keysOf(aws, LOGISTICS));
  });
  afterEach(async () => {
    destroy(commerce);
    destroy(logistics);
    await aws.close();
  });

  const describeJobs = (from = commerce) =>
    from.drs.send(new DescribeJobsCommand({}));
  const start = (hostname: string, from = commerce) =>
    from.drs.send(
      new StartRecoveryCommand({
        sourceServers: [{ sourceServerID: serverIds(aws, hostname)[0] }],
        isDrill: true,
        tags: { intent: hostname },
      }),
    );

  it('lose an answer after the call took effect, once', async () => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: { type: 'lostResponse' },
      times: 1,
    });
    await expect(start('orders-db-01')).rejects.toThrow('socket hang up');
    expect(aws.launches()).toEqual([
      expect.objectContaining({
        hostname: 'orders-db-01',
        tags: { intent: 'orders-db-01' },
      }),
    ]);
    expect(aws.record({ operation: 'StartRecovery' })).toEqual([
      expect.objectContaining({
        tookEffect: true,
        delivery: 'LOST',
        status: 202,
        accountId: COMMERCE,
        region: 'us-west-2',
        service: 'drs',
        sourceServerIds: serverIds(aws, 'orders-db-01'),
      }),
    ]);
    const { items } = await describeJobs();
    expect(items).toEqual([
      expect.objectContaining({ tags: { intent: 'orders-db-01' } }),
    ]);
    await start('orders-db-02');
    expect(aws.record({ operation: 'StartRecovery' })[1]).toMatchObject({
      tookEffect: true,
      delivery: 'ANSWERED',
    });
  });

  it('refuse a call before it takes effect', async () => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: { type: 'error', status: 500, code: 'InternalServerException' },
      times: 1,
    });
    await expect(start('orders-db-01')).rejects.toBeInstanceOf(
      InternalServerException,
    );
    expect(aws.launches()).toEqual([]);
    expect(aws.record({ operation: 'StartRecovery' })).toEqual([
      expect.objectContaining({
        tookEffect: false,
        delivery: 'ANSWERED',
        errorCode: 'InternalServerException',
        status: 500,
      }),
    ]);
    await start('orders-db-01');
    expect(aws.launches()).toHaveLength(1);
  });

  it('refuse a call after it took effect', async () => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: {
        type: 'error',
        status: 500,
        code: 'InternalServerException',
        when: 'after',
      },
      times: 1,
    });
    await expect(start('orders-db-01')).rejects.toBeInstanceOf(
      InternalServerException,
    );
    expect(aws.launches()).toHaveLength(1);
    expect(aws.record({ operation: 'StartRecovery' })).toEqual([
      expect.objectContaining({
        tookEffect: true,
        delivery: 'ANSWERED',
        errorCode: 'InternalServerException',
        status: 500,
      }),
    ]);
  });

  it('cut a connection before the call takes effect', async () => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: { type: 'lostRequest' },
      times: 1,
    });
    await expect(start('orders-db-01')).rejects.toThrow('socket hang up');
    expect(aws.launches()).toEqual([]);
    expect(aws.record({ operation: 'StartRecovery' })).toEqual([
      expect.objectContaining({ tookEffect: false, delivery: 'LOST' }),
    ]);
    await start('orders-db-01');
    expect(aws.launches()).toHaveLength(1);
  });

  describe.each<
    [
      service: NonNullable<FaultRuleInput['match']>['service'],
      operation: string,
      call: (c: Clients) => Promise<unknown>,
    ]
  >([
    [
      'drs',
      'UpdateLaunchConfiguration',
      ({ drs }) =>
        drs.send(
          new UpdateLaunchConfigurationCommand({
            sourceServerID: serverIds(aws, 'orders-db-01')[0],
          }),
        ),
    ],
    [
      'ec2',
      'DescribeLaunchTemplates',
      ({ ec2 }) => ec2.send(new DescribeLaunchTemplatesCommand({})),
    ],
    [
      'iam',
      'ListInstanceProfiles',
      ({ iam }) => iam.send(new ListInstanceProfilesCommand({})),
    ],
    [
      'lambda',
      'Invoke',
      ({ lambda }) =>
        lambda.send(new InvokeCommand({ FunctionName: 'meridian-x' })),
    ],
    [
      'servicequotas',
      'ListServiceQuotas',
      ({ quotas }) =>
        quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'drs' })),
    ],
    [
      'ssm',
      'StartAutomationExecution',
      ({ ssm }) =>
        ssm.send(
          new StartAutomationExecutionCommand({ DocumentName: 'AWS-X' }),
        ),
    ],
    [
      'sts',
      'GetCallerIdentity',
      ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
    ],
  ])('strike %s', (service, operation, call) => {
    it.each<[string, FaultRuleInput['effect'], Record<string, unknown>]>([
      [
        'as an error before it',
        { type: 'error', status: 503, code: 'Unwell' },
        { name: 'Unwell' },
      ],
      [
        'as an error after it',
        { type: 'error', status: 503, code: 'Unwell', when: 'after' },
        { name: 'Unwell' },
      ],
      ['by loss of the request', { type: 'lostRequest' }, {}],
      ['by loss of the answer', { type: 'lostResponse' }, {}],
      [
        'by throttling',
        { type: 'throttle', probability: 1 },
        { name: expect.stringMatching(/thrott|limit|too ?many/i) },
      ],
    ])('%s', async (_, effect, refusal) => {
      aws.faults.add({ match: { service, operation }, effect, times: 1 });
      await expect(call(commerce)).rejects.toMatchObject(refusal);
      await call(commerce);
      expect(aws.faults.list()[0].applied).toBe(1);
      const [struck, spared] = aws.record({ service, operation });
      const isLost = effect.type.startsWith('lost');
      expect(struck.delivery).toBe(isLost ? 'LOST' : 'ANSWERED');
      const isAfter =
        effect.type === 'lostResponse' ||
        (effect.type === 'error' && effect.when === 'after');
      expect(struck.tookEffect).toBe(isAfter && spared.tookEffect);
      expect(spared).toMatchObject({ status: 200, delivery: 'ANSWERED' });
    });

    it('late', async () => {
      aws.faults.add({
        match: { service, operation },
        effect: { type: 'latency', ms: 40 },
      });
      aws.faults.add({
        match: { service, operation },
        effect: { type: 'lateResponse', ms: 40 },
      });
      const begun = performance.now();
      await call(commerce);
      expect(performance.now() - begun).toBeGreaterThan(75);
    });
  });

  it('answer late what took effect at once', async () => {
    aws.faults.add({ effect: { type: 'lateResponse', ms: 150 } });
    const begun = performance.now();
    const answer = start('orders-db-01');
    while (aws.launches().length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const tookEffect = performance.now() - begun;
    await answer;
    expect(performance.now() - begun - tookEffect).toBeGreaterThan(100);
  });

  it('delay a call before it takes effect', async () => {
    aws.faults.add({ effect: { type: 'latency', ms: 100 } });
    const begun = performance.now();
    await start('orders-db-01');
    expect(performance.now() - begun).toBeGreaterThan(95);
    expect(aws.launches()).toHaveLength(1);
  });

  it('throttle above a rate, each account and Region for itself', async () => {
    aws.faults.add({
      match: { service: 'drs' },
      effect: { type: 'throttle', perSecond: 2, retryAfterSeconds: 3 },
    });
    await describeJobs();
    await describeJobs();
    const refused = await describeJobs().catch(error => error);
    expect(refused).toBeInstanceOf(ThrottlingException);
    expect(refused).toMatchObject({
      retryAfterSeconds: '3',
      $metadata: { httpStatusCode: 429 },
    });
    await describeJobs(logistics);
    await commerce.ec2.send(new DescribeInstancesCommand({}));
    clock.advance(500);
    await describeJobs();
    await expect(describeJobs()).rejects.toBeInstanceOf(ThrottlingException);
  });

  it('throttle in the words of each service', async () => {
    aws.faults.add({ effect: { type: 'throttle', probability: 1 } });
    await expect(describeJobs()).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    await expect(
      commerce.ec2.send(new DescribeInstancesCommand({})),
    ).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      $metadata: { httpStatusCode: 503 },
    });
    await expect(
      commerce.sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'Throttling' });
  });

  it('strike as often as their probability says, from the seed', async () => {
    aws.faults.add({
      effect: { type: 'error', status: 500, code: 'InternalServerException' },
      probability: 0.3,
    });
    const outcomes: boolean[] = [];
    for (let i = 0; i < 200; i++) {
      outcomes.push(
        await describeJobs().then(
          () => false,
          () => true,
        ),
      );
    }
    const struck = outcomes.filter(Boolean).length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
    expect(aws.faults.list()[0].applied).toBe(struck);
  });

  it('strike only what they match', async () => {
    aws.faults.add({
      match: { account: LOGISTICS, region: 'us-west-2' },
      effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
    });
    aws.faults.add({
      match: { sourceServerId: serverIds(aws, 'orders-db-02')[0] },
      effect: { type: 'error', status: 409, code: 'ConflictException' },
    });
    await start('orders-db-01');
    await expect(start('orders-db-02')).rejects.toMatchObject({
      name: 'ConflictException',
    });
    await expect(describeJobs(logistics)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'is not authorized to perform: drs:DescribeJobs',
      ),
    });
    await describeJobs();
  });

  it('fail as many launches as they are meant to', async () => {
    aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'launchFailure', reason: 'No capacity' },
      times: 1,
    });
    const launchStatuses = async () =>
      (await describeJobs()).items?.flatMap(job =>
        job.participatingServers?.map(s => s.launchStatus),
      );
    await start('orders-db-01');
    clock.advance(25 * 60_000);
    expect(await launchStatuses()).toEqual(['FAILED']);
    await start('orders-db-01');
    clock.advance(25 * 60_000);
    expect(await launchStatuses()).toEqual(['LAUNCHED', 'FAILED']);
  });

  it('show a launch late that took effect at once', async () => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: { type: 'lateJob', seconds: 90 },
      times: 1,
    });
    await start('orders-db-01');
    expect(aws.launches()).toHaveLength(1);
    clock.advance(89_000);
    expect((await describeJobs()).items).toEqual([]);
    await expect(start('orders-db-01')).rejects.toMatchObject({
      name: 'ConflictException',
    });
    clock.advance(1_000);
    expect((await describeJobs()).items).toHaveLength(1);
    await start('orders-db-02');
    expect((await describeJobs()).items).toHaveLength(2);
  });

  it('stall replication from the moment they are set until they are removed', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    const replication = async () => {
      const { items = [] } = await commerce.drs.send(
        new DescribeSourceServersCommand({
          filters: { sourceServerIDs: [id] },
        }),
      );
      const info = items[0].dataReplicationInfo;
      return `${info?.dataReplicationState} ${info?.lagDuration}`;
    };
    const usual = await replication();
    expect(usual).toMatch(/^CONTINUOUS PT\dS$/);
    const rule = aws.faults.add({
      match: { sourceServerId: id },
      effect: { type: 'stalledReplication' },
    });
    clock.advance(3_600_000);
    expect(await replication()).toMatch(/^STALLED PT1H\dS$/);
    const resourceArn = `arn:aws:drs:us-west-2:${COMMERCE}:source-server/${id}`;
    await commerce.drs.send(
      new TagResourceCommand({
        resourceArn,
        tags: { 'simulator:fault': 'stalled-replication' },
      }),
    );
    aws.faults.remove(rule.id);
    clock.advance(3_600_000);
    expect(await replication()).toMatch(/^STALLED PT2H\dS$/);
    await commerce.drs.send(
      new UntagResourceCommand({ resourceArn, tagKeys: ['simulator:fault'] }),
    );
    clock.advance(300_000);
    expect(await replication()).toMatch(/^BACKLOG PT1H\dS$/);
    clock.advance(300_000);
    expect(await replication()).toBe(usual);
  });

  it.each<[string, FaultRuleInput]>([
    [
      'two kinds of throttling',
      { effect: { type: 'throttle', perSecond: 1, probability: 1 } },
    ],
    ['no kind of throttling', { effect: { type: 'throttle' } }],
    ['a success', { effect: { type: 'error', status: 200, code: 'X' } }],
    [
      'an account that is none',
      { match: { account: '1' }, effect: { type: 'lostResponse' } },
    ],
    [
      'a denial of no action',
      { effect: { type: 'accessDenied', actions: [] } },
    ],
    [
      'a denial that strikes sometimes',
      {
        effect: { type: 'accessDenied', actions: ['drs:*'] },
        probability: 0.5,
      },
    ],
    [
      'a stall that strikes sometimes',
      { effect: { type: 'stalledReplication' }, times: 1 },
    ],
  ])('cannot be %s', (_, rule) => {
    expect(() => aws.faults.add(rule)).toThrow();
    expect(aws.faults.list()).toEqual([]);
  });
});
