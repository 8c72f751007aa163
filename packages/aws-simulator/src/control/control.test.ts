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

import { DescribeJobsCommand, StartRecoveryCommand } from '@aws-sdk/client-drs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { Simulator, startSimulator } from '../simulator';
import { clients, COMMERCE, keysOf, serverIds } from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

describe('the control endpoint', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let drs: ReturnType<typeof clients>['drs'];

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    ({ drs } = clients(aws, keysOf(aws, COMMERCE)));
  });
  afterEach(async () => {
    drs.destroy();
    await aws.close();
  });

  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${aws.url}/_simulator/${path}`, {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  it('says that it is well, and what there is', async () => {
    expect(await control('GET', 'health')).toEqual({
      status: 200,
      body: { status: 'ok', speed: 1 },
    });
    const { body } = await control('GET', 'world');
    expect(body).toMatchObject({
      seed: 1,
      hubAccountId: '999988887777',
      sourceServers: 60,
      accounts: expect.arrayContaining([
        {
          accountId: COMMERCE,
          name: 'meridian-commerce',
          roles: ['DrsOrchestratorRole'],
          regions: [
            expect.objectContaining({ region: 'us-west-2', sourceServers: 22 }),
            expect.objectContaining({ region: 'eu-west-1', sourceServers: 6 }),
          ],
        },
      ]),
    });
    expect(JSON.stringify(body)).not.toMatch(/meridian-dr"|development-only/);
  });

  it('gives the record of calls and launches, filtered', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    await drs.send(new DescribeJobsCommand({}));
    await drs.send(
      new StartRecoveryCommand({ sourceServers: [{ sourceServerID: id }] }),
    );
    const all = await control('GET', 'record');
    expect(
      all.body.items.map((c: { operation: string }) => c.operation),
    ).toEqual(['DescribeJobs', 'StartRecovery']);
    const { body } = await control(
      'GET',
      `record?account=${COMMERCE}&operation=StartRecovery`,
    );
    expect(body.items).toEqual([
      expect.objectContaining({
        tookEffect: true,
        delivery: 'ANSWERED',
        sourceServerIds: [id],
        parametersDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    ]);
    expect(
      (await control('GET', 'record?account=222233334444')).body.items,
    ).toEqual([]);
    const launches = await control('GET', `launches?sourceServerId=${id}`);
    expect(launches.body.items).toEqual(aws.launches());
    expect(launches.body.items).toHaveLength(1);
    expect(await control('GET', 'record?colour=red')).toMatchObject({
      status: 400,
    });
  });

  it('puts faults in force, lists them and removes them', async () => {
    const made = await control('POST', 'faults', {
      id: 'no-jobs',
      match: { operation: 'DescribeJobs' },
      effect: { type: 'error', status: 503, code: 'ServiceUnavailable' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { id: 'no-jobs', applied: 0 },
    });
    await expect(drs.send(new DescribeJobsCommand({}))).rejects.toMatchObject({
      name: 'ServiceUnavailable',
    });
    expect((await control('GET', 'faults')).body.items).toEqual([
      expect.objectContaining({ id: 'no-jobs', applied: 1 }),
    ]);
    expect((await control('DELETE', 'faults/no-jobs')).status).toBe(200);
    expect((await control('DELETE', 'faults/no-jobs')).status).toBe(404);
    await drs.send(new DescribeJobsCommand({}));
    await control('POST', 'faults', { effect: { type: 'lostResponse' } });
    await control('DELETE', 'faults');
    expect((await control('GET', 'faults')).body.items).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['faults', 'effect', { effect: { type: 'earthquake' } }],
    ['faults', 'effect', {}],
    ['faults', '', '{'],
    [
      'faults',
      'match.account',
      { match: { account: 1 }, effect: { type: 'lostResponse' } },
    ],
    ['clock', 'speed', { speed: 0 }],
    ['clock', 'speed', {}],
  ])('refuses to POST to %s with a wrong %j', async (path, field, body) => {
    const { status, body: answer } = await control('POST', path, body);
    expect(status).toBe(400);
    expect(
      answer.details.some((d: { field: string }) => d.field.startsWith(field)),
    ).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['quotas', { account: COMMERCE, quotaCode: 'L-D88FAC3A', value: 40 }],
    [
      'automations',
      {
        documentName: 'Orders-Smoke',
        behaviour: { type: 'fails', afterSeconds: 3 },
      },
    ],
    [
      'functions',
      {
        functionName: 'orders-smoke',
        behaviour: {
          type: 'throws',
          afterMs: 0,
          errorType: 'E',
          errorMessage: 'm',
        },
      },
    ],
  ])('sets, lists and forgets %s', async (path, setting) => {
    expect(await control('POST', path, setting)).toEqual({
      status: 201,
      body: setting,
    });
    expect((await control('GET', path)).body.items).toEqual([setting]);
    expect((await control('POST', path, { ...setting, x: 1 })).status).toBe(
      400,
    );
    await control('DELETE', path);
    expect((await control('GET', path)).body.items).toEqual([]);
    await control('POST', path, setting);
    await control('POST', 'reset');
    expect((await control('GET', path)).body.items).toEqual([]);
  });

  it('gives the record of what was invoked, filtered', async () => {
    const { lambda, ssm } = clients(aws, keysOf(aws, COMMERCE));
    await lambda.send(new InvokeCommand({ FunctionName: 'meridian-a' }));
    await ssm.send(
      new StartAutomationExecutionCommand({ DocumentName: 'Meridian-B' }),
    );
    const names = async (query: string) =>
      (await control('GET', `invocations${query}`)).body.items.map(
        (i: { name: string }) => i.name,
      );
    expect(await names('')).toEqual(['meridian-a', 'Meridian-B']);
    expect(await names(`?service=ssm&account=${COMMERCE}`)).toEqual([
      'Meridian-B',
    ]);
    expect(await names('?region=eu-west-1')).toEqual([]);
    lambda.destroy();
    ssm.destroy();
  });

  it('changes the speed of what is under way', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    await drs.send(
      new StartRecoveryCommand({ sourceServers: [{ sourceServerID: id }] }),
    );
    expect((await control('POST', 'clock', { speed: 1_000 })).body).toEqual({
      speed: 1_000,
      now: new Date(clock.now()).toISOString(),
    });
    clock.advance(2_000);
    const { items } = await drs.send(new DescribeJobsCommand({}));
    expect(items?.[0].status).toBe('COMPLETED');
  });

  it('begins anew', async () => {
    const [id] = serverIds(aws, 'orders-db-01');
    await drs.send(
      new StartRecoveryCommand({ sourceServers: [{ sourceServerID: id }] }),
    );
    await control('POST', 'faults', { effect: { type: 'launchFailure' } });
    expect((await control('POST', 'reset')).status).toBe(200);
    clock.advance(3_600_000);
    expect((await control('GET', 'launches')).body.items).toEqual([]);
    expect((await control('GET', 'record')).body.items).toEqual([]);
    expect((await control('GET', 'faults')).body.items).toEqual([]);
    expect((await drs.send(new DescribeJobsCommand({}))).items).toEqual([]);
    await drs.send(
      new StartRecoveryCommand({ sourceServers: [{ sourceServerID: id }] }),
    );
  });

  it('knows no other paths', async () => {
    for (const [method, path] of [
      ['GET', 'nothing'],
      ['DELETE', 'world'],
      ['GET', 'world/more'],
      ['POST', 'faults/a/b'],
      ['DELETE', 'faults/%E0%A4%A'],
    ]) {
      expect((await control(method, path)).status).toBe(404);
    }
  });
});
