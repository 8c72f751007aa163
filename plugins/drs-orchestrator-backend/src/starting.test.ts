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

import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  ADMIN,
  ended,
  serversOf,
  steered,
  stopSteered,
} from './__testUtils__/steered';
import { COMMERCE } from './__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

afterEach(stopSteered);

describe('a start', () => {
  const codesOf = (answer: {
    body: { error: { details: { code: string }[] } };
  }) => [...new Set(answer.body.error.details.map(({ code }) => code))];

  it('takes each server from its own snapshot', async () => {
    const { call, createPlan, execute, serverIds, started, until } =
      await steered();
    const [server, other] = await serverIds('payments-db-01', 'payments-db-02');
    const plan = await createPlan('payments', ['db']);
    const snapshots = (id: string, query = '') =>
      call(
        'get',
        `/drs/source-servers/${id}/recovery-snapshots?limit=3${query}`,
        'DRSReadOnly',
      );
    const first = await snapshots(server);
    expect(first.items).toHaveLength(3);
    const times = first.items.map(({ timestamp }: { timestamp: string }) =>
      Date.parse(timestamp),
    );
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const next = await snapshots(server, `&cursor=${first.nextCursor}`);
    expect(Date.parse(next.items[0].timestamp)).toBeLessThan(times[2]);
    const until1 = await snapshots(server, `&to=${first.items[2].timestamp}`);
    expect(until1.items[0]).toEqual(first.items[2]);

    const asOf = first.items[2].timestamp;
    const drill = await started(plan.planId, {
      pointInTime: { type: 'AS_OF', asOf },
      drill: { timeToLiveMinutes: 15 },
    });
    const [expected] = (await snapshots(other, `&to=${asOf}`)).items;
    const done = await until(drill, ended);
    expect(done).toMatchObject({
      status: 'COMPLETED',
      pointInTime: { type: 'AS_OF', asOf },
    });
    expect(
      Date.parse(done.terminateAt ?? '') - Date.parse(done.endTime ?? ''),
    ).toBe(15 * 60_000);
    const byId = new Map(serversOf(done).map(one => [one.sourceServerId, one]));
    expect(byId.get(server)?.recoverySnapshotId).toBe(
      first.items[2].snapshotId,
    );
    expect(byId.get(other)?.recoverySnapshotId).toBe(expected.snapshotId);
    // The data is as old as the snapshot was at the start.
    expect(byId.get(server)?.rpoSeconds).toBeGreaterThanOrEqual(
      (Date.parse(done.startTime) - Date.parse(asOf)) / 1000 - 1,
    );

    const tooEarly = await execute(plan.planId, {
      pointInTime: { type: 'AS_OF', asOf: '2001-01-01T00:00:00.000Z' },
    });
    expect([tooEarly.status, tooEarly.body.error.code]).toEqual([
      422,
      'PREFLIGHT_FAILED',
    ]);
    expect(
      tooEarly.body.error.details.map(
        ({ subject }: { subject: { name: string } }) => subject.name,
      ),
    ).toEqual(['payments-db-01', 'payments-db-02']);
    const [web] = await serverIds('payments-web-01');
    const strange = await execute(plan.planId, {
      pointInTime: {
        type: 'SNAPSHOTS',
        snapshots: {
          [server]: 'pit-00000000000000000',
          [web]: 'pit-00000000000000001',
        },
      },
    });
    expect(strange.status).toBe(422);
    expect(strange.body.error.details).toHaveLength(2);
  });

  it('tells no snapshots of a server that is not there, or may be where nobody answers', async () => {
    const { aws, refusal, serverIds } = await steered();
    aws.faults.add({
      match: { service: 'drs', region: 'eu-west-1' },
      effect: {
        type: 'error',
        status: 403,
        code: 'AccessDeniedException',
        message: 'Not today',
      },
    });
    const [server] = await serverIds('payments-db-01');
    const ghost = 's-00000000000000000';
    const ask = (id: string, query: string) =>
      refusal(
        'get',
        `/drs/source-servers/${id}/recovery-snapshots?${query}`,
        'DRSReadOnly',
      );
    expect(await ask(ghost, 'region=us-west-2')).toMatchObject({
      status: 404,
      code: 'SOURCE_SERVER_NOT_FOUND',
    });
    expect(await ask(ghost, '')).toMatchObject({
      status: 503,
      code: 'ACCOUNT_UNREACHABLE',
      message: expect.stringContaining('Not today'),
    });
    expect(await ask(server, 'accountId=999999999999')).toMatchObject({
      status: 400,
      code: 'ACCOUNT_UNKNOWN',
    });
    for (const cursor of ['rubbish', 'WzEsMiwzXQ', 'bnVsbA']) {
      expect(await ask(server, `cursor=${cursor}`)).toMatchObject({
        status: 400,
        code: 'VALIDATION_FAILED',
        details: [{ field: 'cursor' }],
      });
    }
  });

  it('replaces a live recovery only for a recovery that says so', async () => {
    const { createPlan, execute, started, until } = await steered();
    const plan = await createPlan('payments', ['app']);
    const recovery = { executionType: 'RECOVERY' };
    await until(await started(plan.planId, recovery), ended);

    const acknowledge = ['LIVE_RECOVERY_INSTANCE'];
    for (const body of [
      recovery,
      { ...recovery, acknowledge: ['SERVER_NOT_READY'] },
      { executionType: 'DRILL', acknowledge },
    ]) {
      const answer = await execute(plan.planId, body);
      expect([answer.status, codesOf(answer)]).toEqual([422, acknowledge]);
    }
    const replaced = await started(plan.planId, { ...recovery, acknowledge });
    expect(await until(replaced, ended)).toMatchObject({ status: 'COMPLETED' });
  });

  it('waits for room in the quotas, or is refused where nobody wants to wait', async () => {
    const { aws, call, createPlan, execute, started, until, command } =
      await steered({
        speed: 10,
        config: config => ({
          ...config,
          drsOrchestrator: {
            ...config.drsOrchestrator,
            limits: [{ accountId: COMMERCE, concurrentJobs: 1 }],
          },
        }),
      });
    const first = await createPlan('orders', ['app']);
    const second = await createPlan('payments', ['app']);
    const running_ = await started(first.planId);
    await until(running_, () => aws.launches().length > 0);

    // What AWS said of its jobs a moment ago serves the next who ask, too.
    const isReady = async () => {
      const preflight = await call(
        'post',
        `/recovery-plans/${second.planId}/preflight`,
        'DRSReadOnly',
        { executionType: 'DRILL', onLimit: 'REJECT' },
      );
      return preflight.ready;
    };
    while (await isReady()) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    const refused = await execute(second.planId, { onLimit: 'REJECT' });
    expect([refused.status, refused.body.error.code]).toEqual([
      429,
      'DRS_LIMIT_EXCEEDED',
    ]);
    const queued = await started(second.planId);
    const waiting = await until(
      queued,
      ({ waves: [wave] }) => wave.waitingForCapacity,
    );
    expect(waiting.waves[0].reason).toMatch(/concurrent DRS jobs/);
    expect(serversOf(waiting)[0].waitReason).toMatch(/concurrent DRS jobs/);
    await command(queued, 'cancel');
  });

  it('has options of drills for drills only, and limits on all of them', async () => {
    const { createPlan, execute } = await steered();
    const plan = await createPlan('payments', ['app']);
    for (const [body, fields] of [
      [{ executionType: 'RECOVERY', drill: {} }, ['drill']],
      [{ drill: { timeToLiveMinutes: 14 } }, ['drill.timeToLiveMinutes']],
      [{ pointInTime: 'YESTERDAY' }, ['pointInTime']],
      [{ pointInTime: { type: 'AS_OF', asOf: 'noon' } }, ['pointInTime.asOf']],
      [{ onLimit: 'HOPE', acknowledge: [''] }, ['acknowledge[0]', 'onLimit']],
    ] as const) {
      const answer = await execute(plan.planId, body);
      expect([answer.status, answer.body.error.code]).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
      expect(
        answer.body.error.details
          .map(({ field }: { field: string }) => field)
          .sort(),
      ).toEqual(fields);
    }
  });
});

describe('a list of executions', () => {
  it('is tidied up without losing anything', async () => {
    const { call, createPlan, get, refusal, started, until, command } =
      await steered();
    const plan = await createPlan('payments', ['app']);
    const held = await createPlan('orders', ['db'], {
      db: { pauseBeforeWave: true },
    });
    const done = await started(plan.planId);
    await until(done, ended);
    const open = await started(held.planId);
    const listed = async () => {
      const { items } = await call('get', '/executions', 'DRSReadOnly');
      return items.map((item: Execution) => item.executionId);
    };
    expect(await listed()).toEqual([open, done]);

    const refused = await refusal('post', '/executions/delete', ADMIN, {
      executionIds: [done, open],
    });
    expect(refused).toMatchObject({
      status: 409,
      code: 'EXECUTION_IN_PROGRESS',
      details: [{ subject: { id: open, name: 'orders' } }],
    });
    expect(
      await refusal('post', '/executions/delete', ADMIN, {
        executionIds: [done, 'ghost'],
      }),
    ).toMatchObject({
      status: 404,
      code: 'EXECUTION_NOT_FOUND',
      details: [{ subject: { id: 'ghost' } }],
    });
    expect(await listed()).toEqual([open, done]);

    expect(
      await call('post', '/executions/delete', ADMIN, {
        executionIds: [done],
      }),
    ).toEqual({ deletedCount: 1 });
    expect(await listed()).toEqual([open]);
    // The log stays, and with it what can be known by the ID.
    expect(await get(done)).toMatchObject({ status: 'COMPLETED' });

    await command(open, 'cancel');
    await until(open, ended);
    expect(await call('delete', '/executions', ADMIN)).toEqual({
      deletedCount: 1,
    });
    expect(await listed()).toEqual([]);
  });
});

describe('hooks of a plan', () => {
  it('reach allowed hosts and accounts on record only, each refused in its place', async () => {
    const { call, createPlan, refusal } = await steered({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          hooks: {
            allowedHosts: ['Hooks.Example.com', 'ci.example.com:8443'],
            signingKey: 'a key for webhooks of 32 letters',
          },
        },
      }),
    });
    const webhook = (name: string, target: string) => ({
      type: 'webhook',
      name,
      target,
    });
    const lambda = (name: string, account: string) => ({
      type: 'lambda',
      name,
      target: `arn:aws:lambda:us-west-2:${account}:function:warm-up`,
    });
    const allowed = {
      preWaveHooks: [
        webhook('a', 'https://hooks.example.com/dr'),
        webhook('b', 'https://ci.example.com:8443/dr'),
        lambda('c', COMMERCE),
      ],
    };
    const plan = await createPlan('payments', ['app'], { app: allowed });
    expect(plan.waves[0].preWaveHooks).toMatchObject([
      { timeoutSeconds: 60, attempts: 3, delivery: 'AT_LEAST_ONCE' },
      {},
      { timeoutSeconds: 300, onFailure: 'FAIL' },
    ]);
    const [wave] = plan.waves;
    const change = (preWaveHooks: object[]) =>
      refusal('put', `/recovery-plans/${plan.planId}`, 'DRSPlanManager', {
        version: plan.version,
        planName: plan.planName,
        waves: [{ ...wave, preWaveHooks }],
      });
    const refused = await change([
      webhook('a', 'https://hooks.example.com.evil.test/'),
      webhook('b', 'https://ci.example.com/'),
      lambda('c', '999999999999'),
    ]);
    expect([refused.status, refused.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(
      refused.details.map(
        ({ code, field }: { code: string; field: string }) =>
          `${code} ${field}`,
      ),
    ).toEqual([
      'HOOK_HOST_NOT_ALLOWED waves[0].preWaveHooks[0].target',
      'HOOK_HOST_NOT_ALLOWED waves[0].preWaveHooks[1].target',
      'HOOK_ACCOUNT_UNKNOWN waves[0].preWaveHooks[2].target',
    ]);
    const malformed = await change([
      webhook('a', 'http://hooks.example.com/'),
      webhook('b', 'https://user:secret@hooks.example.com/'),
      { ...webhook('c', 'https://hooks.example.com/'), timeoutSeconds: 61 },
    ]);
    expect(
      malformed.details.map(({ field }: { field: string }) => field),
    ).toEqual([
      'waves[0].preWaveHooks[0].target',
      'waves[0].preWaveHooks[1].target',
      'waves[0].preWaveHooks[2].timeoutSeconds',
    ]);
    expect(
      (await call('get', `/recovery-plans/${plan.planId}`, 'DRSReadOnly'))
        .version,
    ).toBe(1);
  });
});
