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

import { BREAK_GLASS_HEADER } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { realAccess } from '../__testUtils__/realAccess';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const ROBIN = 'user:default/robin.mercer';
const ALEX = 'user:default/alex.adler';
const token = (name: string) =>
  `${name}-sealed-token-of-40-characters-at-least`;
const WHY = 'The identity provider is down, orders must come back';

const restricted = [
  {
    plugin: 'drs-orchestrator',
    permission: [
      'drs.resources.view',
      'drs.protection-group.create',
      'drs.recovery-plan.create',
      'drs.execution.start',
      'drs.execution.manage',
      'drs.instances.terminate',
      'drs.accounts.manage',
    ],
  },
];

describe('break-glass, on a night when nobody can sign in', () => {
  let orchestrator: Orchestrator;
  let access: Awaited<ReturnType<typeof realAccess>>;

  beforeAll(async () => {
    access = await realAccess();
    orchestrator = await startOrchestrator({
      access: access.features,
      config: base => ({
        ...base,
        backend: {
          baseUrl: base.backend.baseUrl,
          auth: {
            externalAccess: ['robin', 'alex', 'pipeline'].map(name => ({
              type: 'static',
              options: { token: token(name), subject: `${name}s-envelope` },
              accessRestrictions: restricted,
            })),
          },
        },
        drsOrchestrator: {
          ...base.drsOrchestrator,
          approvals: { requireFor: 'RECOVERY' },
          roles: [{ role: 'DRSOrchestrationAdmin', members: [ROBIN] }],
          breakGlass: [
            { subject: 'robins-envelope', person: ROBIN },
            { subject: 'alexs-envelope', person: ALEX },
          ],
        },
      }),
    });
  });

  afterAll(async () => {
    await orchestrator?.stop();
    await access?.stop();
  });

  const call = async (
    method: 'get' | 'post',
    path: string,
    name: string,
    options: { body?: object; reason?: string } = {},
  ) => {
    const test = orchestrator
      .api(method, path)
      .set('authorization', `Bearer ${token(name)}`);
    if (options.reason !== undefined) {
      test.set(BREAK_GLASS_HEADER, encodeURIComponent(options.reason));
    }
    const { status, body } = await test.send(options.body);
    return { status, body };
  };
  const byRobin = (method: 'get' | 'post', path: string, body?: object) =>
    call(method, path, 'robin', { body, reason: WHY });

  const auditOf = async (operation: string) => {
    const { body } = await byRobin('get', `/audit?operation=${operation}`);
    return body.items;
  };

  it('recovers with two envelopes of two people, and everybody hears of it', async () => {
    const signedIn = await access.signIn.userToken(ROBIN);
    access.stopSignIn();

    for (const reason of [undefined, 'short', 'x'.repeat(501)]) {
      const { status, body } = await call('get', '/config/settings', 'robin', {
        reason,
      });
      expect([status, body.error.details[0].field]).toEqual([
        400,
        `headers.${BREAK_GLASS_HEADER}`,
      ]);
    }
    // Nobody has come yet who said why.
    expect((await byRobin('get', '/config/settings')).body.breakGlass).toEqual([
      { person: ROBIN, reasons: [WHY], at: expect.any(String) },
    ]);

    const { body: group } = await byRobin('post', '/protection-groups', {
      groupName: 'Orders databases',
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
    });
    const { body: plan } = await byRobin('post', '/recovery-plans', {
      planName: 'Orders',
      accountId: COMMERCE,
      waves: [
        {
          waveNumber: 1,
          waveName: 'Databases',
          protectionGroupIds: [group.groupId],
        },
      ],
    });
    const started = await byRobin(
      'post',
      `/recovery-plans/${plan.planId}/execute`,
      { executionType: 'RECOVERY', clientToken: 'the-night', reason: WHY },
    );
    expect([started.status, started.body.status]).toEqual([202, 'PAUSED']);
    const path = `/executions/${started.body.executionId}`;

    const approve = { decision: 'APPROVE' };
    // Neither who started it, by whatever way they come, nor a program.
    expect(await byRobin('post', `${path}/approve`, approve)).toMatchObject({
      status: 403,
      body: { error: { code: 'FOUR_EYES' } },
    });
    expect(
      await call('post', `${path}/approve`, 'pipeline', { body: approve }),
    ).toMatchObject({ status: 403, body: { error: { code: 'FOUR_EYES' } } });
    const again = await orchestrator
      .api('post', `${path}/approve`)
      .set('authorization', `Bearer ${signedIn}`)
      .send(approve);
    expect(again.status).toBe(401);

    const approved = await call('post', `${path}/approve`, 'alex', {
      body: approve,
      reason: 'Robin called me: I looked at the plan',
    });
    expect(approved.status).toBe(200);
    let execution = approved.body;
    while (execution.status !== 'COMPLETED') {
      expect(['RUNNING', 'PAUSED']).toContain(execution.status);
      await new Promise(resolve => setTimeout(resolve, 50));
      ({ body: execution } = await byRobin('get', path));
    }
    expect(execution.initiatedBy).toBe(ROBIN);

    const { body: settings } = await byRobin('get', '/config/settings');
    expect(settings.breakGlass).toMatchObject([
      { person: ALEX, reasons: ['Robin called me: I looked at the plan'] },
      { person: ROBIN, reasons: [WHY] },
    ]);
    expect(await auditOf('break_glass')).toMatchObject([
      { actor: { kind: 'person', ref: ALEX, through: 'alexs-envelope' } },
      {
        actor: {
          kind: 'person',
          ref: ROBIN,
          through: 'robins-envelope',
          breakGlassReason: WHY,
        },
      },
    ]);
    expect(await auditOf('execute_recovery_plan')).toMatchObject([
      {
        outcome: 'SUCCEEDED',
        actor: { ref: ROBIN, breakGlassReason: WHY },
        record: { kind: 'execution' },
      },
    ]);
  });

  it('opens for what the token is restricted to, and nothing else', async () => {
    const { status, body } = await byRobin('get', '/users/profile');
    expect([status, body]).toMatchObject([
      200,
      { userEntityRef: ROBIN, roles: [] },
    ]);
    expect(body.permissions).not.toContain('drs.recovery-plan.delete');
    const refused = await orchestrator
      .api('delete', '/recovery-plans/some-plan')
      .set('authorization', `Bearer ${token('robin')}`)
      .set(BREAK_GLASS_HEADER, WHY);
    expect(refused.status).toBe(403);
  });

  it('does not let a program through without being one', async () => {
    const { status, body } = await call('get', '/users/profile', 'pipeline', {
      reason: WHY,
    });
    expect([status, body.userEntityRef]).toEqual([200, 'pipelines-envelope']);
    expect(await auditOf('break_glass')).toHaveLength(2);
  });

  it('tells of each person, however often and with however many reasons another comes', async () => {
    const statuses: number[] = [];
    for (let number = 0; number < 40; number++) {
      const { status } = await call('get', '/config/settings', 'robin', {
        reason: `Again, reason ${number % 20}`,
      });
      statuses.push(status);
    }
    // One reason was said before.
    expect(statuses.filter(status => status === 200)).toHaveLength(2 * 11);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    const { body } = await byRobin('get', '/config/settings');
    expect(
      body.breakGlass.map(({ person }: { person: string }) => person),
    ).toEqual([ROBIN, ALEX]);
    expect(body.breakGlass[0].reasons).toHaveLength(5);
    expect(await auditOf('break_glass')).toHaveLength(2 + 11);
  });
});
