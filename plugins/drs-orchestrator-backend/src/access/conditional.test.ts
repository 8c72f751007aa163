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
  endpoints,
  operationNames,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { readRoleBindings } from './roleBindings';
import type { Entity } from '@backstage/catalog-model';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

const ADMIN = 'DRSOrchestrationAdmin';
/** Plans for commerce only. */
const PLANNER = 'DRSPlanManager';
/** Drills what carries the tag of payments. */
const OPERATOR = 'DRSOperator';
/** Manages what their team owns. */
const MANAGER = 'DRSRecoveryManager';
/** Sees one Region of commerce. */
const READER = 'DRSReadOnly';

/** Sees everything, plans for commerce, and manages what runs in finance. */
const BOTH = 'nobody';

/** Plans and drills what they own. */
const OWNER = 'user:default/owen.oduya';
/** Sees recoveries, and no drill. */
const RECOVERIES = 'user:default/rita.reyes';

type Somebody = Persona | typeof OWNER | typeof RECOVERIES;

const isNamed = (
  somebody: Somebody,
): somebody is typeof OWNER | typeof RECOVERIES => somebody.includes(':');

const members = (somebody: Somebody) => [
  isNamed(somebody)
    ? somebody
    : `group:default/${somebody.toLocaleLowerCase('en-US')}-team`,
];

const roles = [
  { role: ADMIN, members: members(ADMIN) },
  { role: PLANNER, members: members(PLANNER), where: { accounts: [COMMERCE] } },
  {
    role: OPERATOR,
    members: members(OPERATOR),
    where: { tags: { 'DR-Application': 'payments' }, executionType: 'DRILL' },
  },
  { role: MANAGER, members: members(MANAGER), where: { owned: true } },
  {
    role: READER,
    members: members(READER),
    where: { accounts: [COMMERCE], regions: ['us-west-2'] },
  },
  { role: READER, members: members(BOTH) },
  { role: PLANNER, members: members(BOTH), where: { accounts: [COMMERCE] } },
  { role: MANAGER, members: members(BOTH), where: { accounts: [FINANCE] } },
  { role: PLANNER, members: members(OWNER), where: { owned: true } },
  { role: OPERATOR, members: members(OWNER), where: { owned: true } },
  {
    role: READER,
    members: members(RECOVERIES),
    where: { executionType: 'RECOVERY' },
  },
];

const entity = (
  name: string,
  accountId: string,
  application: string,
  owner: string,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: {
      'aws.amazon.com/drs-protection-group-tags': `DR-Application=${application}`,
      'aws.amazon.com/drs-account-id': accountId,
      'aws.amazon.com/drs-region': 'us-west-2',
    },
  },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

describe('a role for some records only', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator({
      speed: 1200,
      entities: [
        entity('payments-db', COMMERCE, 'payments', 'group:default/payments'),
        entity('ledger', FINANCE, 'ledger', members(MANAGER)[0]),
        {
          ...entity('docs', COMMERCE, 'docs', 'group:default/docs'),
          metadata: { name: 'docs' },
        },
      ],
      config: config => ({
        ...config,
        drsOrchestrator: { ...config.drsOrchestrator, roles },
      }),
    });
  });

  afterAll(() => orchestrator.stop());

  const send = async (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    caller: Somebody,
    body?: object,
  ) => {
    const call = isNamed(caller)
      ? orchestrator
          .api(method, path)
          .set('authorization', mockCredentials.user.header(caller))
      : orchestrator.api(method, path, caller);
    const answer = await call.send(body);
    return { status: answer.status, body: answer.body };
  };

  const made = async (path: string, body: object) => {
    const answer = await send('post', path, ADMIN, body);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  };

  const group = (groupName: string, differences: object = {}) => ({
    groupName,
    accountId: COMMERCE,
    region: 'us-west-2',
    ...differences,
  });

  const plan = (
    planName: string,
    groupId: string,
    differences: object = {},
  ) => ({
    planName,
    accountId: COMMERCE,
    waves: [{ waveNumber: 1, waveName: 'All', protectionGroupIds: [groupId] }],
    ...differences,
  });

  const payments = { 'DR-Application': 'payments', 'DR-Role': 'db' };
  let ofPayments: { groupId: string; version: number };
  let ofFinance: { groupId: string; version: number };
  let paymentsPlan: { planId: string; version: number };
  let financePlan: { planId: string; version: number };

  beforeAll(async () => {
    ofPayments = await made(
      '/protection-groups',
      group('Payments databases', { serverSelectionTags: payments }),
    );
    ofFinance = await made(
      '/protection-groups',
      group('Ledger', {
        accountId: FINANCE,
        owner: members(MANAGER)[0],
        serverSelectionTags: { 'DR-Application': 'ledger' },
      }),
    );
    paymentsPlan = await made(
      '/recovery-plans',
      plan('Payments', ofPayments.groupId),
    );
    financePlan = await made(
      '/recovery-plans',
      plan('Ledger', ofFinance.groupId, {
        accountId: FINANCE,
        owner: members(MANAGER)[0].toLocaleUpperCase('en-US'),
      }),
    );
  });

  const names = async (list: string, caller: Persona) => {
    const { status, body } = await send('get', list, caller);
    expect(status).toBe(200);
    return body.items.map(
      (item: { groupName?: string; planName?: string }) =>
        item.groupName ?? item.planName,
    );
  };

  it('leaves lists what it lets somebody see', async () => {
    const seen = async (caller: Persona) => [
      await names('/protection-groups', caller),
      await names('/recovery-plans', caller),
    ];
    expect(await seen(ADMIN)).toEqual([
      ['Ledger', 'Payments databases'],
      ['Ledger', 'Payments'],
    ]);
    expect(await seen(PLANNER)).toEqual([['Payments databases'], ['Payments']]);
    expect(await seen(OPERATOR)).toEqual([
      ['Payments databases'],
      ['Payments'],
    ]);
    expect(await seen(MANAGER)).toEqual([['Ledger'], ['Ledger']]);
    expect(await seen(READER)).toEqual([['Payments databases'], ['Payments']]);
    expect(await seen(BOTH)).toEqual(await seen(ADMIN));
  });

  it('hides what somebody may not see, and refuses what they may only see', async () => {
    const path = `/protection-groups/${ofFinance.groupId}`;
    const change = { ...group('Mine'), version: 1 };
    for (const caller of [PLANNER, READER, OPERATOR] as const) {
      expect(await send('get', path, caller)).toMatchObject({
        status: 404,
        body: { error: { code: 'PROTECTION_GROUP_NOT_FOUND' } },
      });
    }
    expect(await send('put', path, PLANNER, change)).toMatchObject({
      status: 404,
    });
    // The same words as for one that is not there.
    const ghost = await send('get', '/protection-groups/ghost', PLANNER);
    const hidden = await send('get', path, PLANNER);
    expect(JSON.stringify(hidden).replaceAll(ofFinance.groupId, 'ghost')).toBe(
      JSON.stringify(ghost),
    );

    const own = await send('get', path, MANAGER);
    expect(own).toMatchObject({
      status: 200,
      body: { allowedActions: [] },
    });
    expect(await send('put', path, MANAGER, change)).toMatchObject({
      status: 403,
      body: { error: { permission: 'drs.protection-group.update' } },
    });
  });

  it('lets somebody see more than they may change', async () => {
    const change = {
      groupName: 'Ledger of ours',
      serverSelectionTags: { 'DR-Application': 'ledger' },
      version: 1,
    };
    const path = `/protection-groups/${ofFinance.groupId}`;
    expect(await send('put', path, BOTH, change)).toMatchObject({
      status: 403,
      body: {
        error: {
          permission: 'drs.protection-group.update',
          message: expect.stringContaining('for other records only'),
        },
      },
    });
    const { items } = (await send('get', '/protection-groups', BOTH)).body;
    expect(
      items.map((item: { groupName: string; allowedActions: string[] }) => [
        item.groupName,
        item.allowedActions,
      ]),
    ).toEqual([
      ['Ledger', []],
      ['Payments databases', ['update_protection_group']],
    ]);
  });

  it('tells for each record what may be done to it', async () => {
    const seen = await send(
      'get',
      `/recovery-plans/${paymentsPlan.planId}`,
      PLANNER,
    );
    expect(seen.body.allowedActions).toEqual(['update_recovery_plan']);
  });

  it('judges what a record would become, not only what it is', async () => {
    const created = await send(
      'post',
      '/protection-groups',
      PLANNER,
      group('Elsewhere', {
        accountId: FINANCE,
        serverSelectionTags: { 'DR-Application': 'billing' },
      }),
    );
    expect(created).toMatchObject({
      status: 403,
      body: {
        error: {
          code: 'INSUFFICIENT_PERMISSIONS',
          message: expect.stringContaining('for other records only'),
        },
      },
    });
    expect(await names('/protection-groups', ADMIN)).not.toContain('Elsewhere');
    // A group that they may not see is told as one that is not there.
    const named = async (groupId: string) => {
      const answer = await send(
        'post',
        '/recovery-plans',
        PLANNER,
        plan('Through the back door', groupId),
      );
      return JSON.stringify(answer).replaceAll(groupId, 'it');
    };
    const hidden = await named(ofFinance.groupId);
    expect(hidden).toContain('"status":400');
    expect(hidden).toBe(await named('ghost'));

    const changed = await send(
      'put',
      `/protection-groups/${ofPayments.groupId}`,
      PLANNER,
      {
        groupName: 'Payments databases',
        serverSelectionTags: payments,
        owner: 'user:default/pat.lindqvist',
        version: 1,
      },
    );
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it('lets somebody drill what they may, and nothing else', async () => {
    const start = (planId: string, executionType: string, caller: Persona) =>
      send('post', `/recovery-plans/${planId}/execute`, caller, {
        executionType,
      });
    expect(
      await start(paymentsPlan.planId, 'RECOVERY', OPERATOR),
    ).toMatchObject({
      status: 403,
      body: { error: { permission: 'drs.execution.start' } },
    });
    expect(await start(financePlan.planId, 'DRILL', OPERATOR)).toMatchObject({
      status: 404,
      body: { error: { code: 'RECOVERY_PLAN_NOT_FOUND' } },
    });
    // Nor by the other ways to the same.
    for (const [path, body] of [
      [
        '/executions',
        { planId: paymentsPlan.planId, executionType: 'RECOVERY' },
      ],
      [
        '/operations',
        {
          operation: 'execute_recovery_plan',
          planId: paymentsPlan.planId,
          executionType: 'RECOVERY',
        },
      ],
      [
        '/operations',
        {
          operation: 'start_execution',
          planId: paymentsPlan.planId,
          executionType: 'RECOVERY',
        },
      ],
    ] as const) {
      expect(await send('post', path, OPERATOR, body)).toMatchObject({
        status: 403,
      });
    }

    // Which is told before anybody tries.
    const told = async (caller: Somebody) =>
      (await send('get', `/recovery-plans/${paymentsPlan.planId}`, caller)).body
        .mayStart;
    expect(await told(OPERATOR)).toEqual(['DRILL']);
    expect(await told(ADMIN)).toEqual(['DRILL', 'RECOVERY']);
    expect(await told(READER)).toEqual([]);

    const drill = await start(paymentsPlan.planId, 'DRILL', OPERATOR);
    expect(drill).toMatchObject({ status: 202 });
    const { executionId } = drill.body;
    const seenBy = async (caller: Persona) => {
      const list = await send('get', '/executions', caller);
      const one = await send('get', `/executions/${executionId}`, caller);
      return [list.body.items.length, one.status];
    };
    expect(await seenBy(OPERATOR)).toEqual([1, 200]);
    expect(await seenBy(READER)).toEqual([1, 200]);
    expect(await seenBy(MANAGER)).toEqual([0, 404]);
    expect(
      await send('post', `/executions/${executionId}/pause`, MANAGER, {}),
    ).toMatchObject({ status: 404 });
    for (const caller of [OPERATOR, BOTH] as const) {
      expect(
        await send('post', `/executions/${executionId}/pause`, caller, {}),
      ).toMatchObject({
        status: 403,
        body: { error: { permission: 'drs.execution.manage' } },
      });
    }
  });

  it('follows a group whose tags change into the plans that use it', async () => {
    const web = await made(
      '/protection-groups',
      group('Web', {
        region: 'us-west-2',
        serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'web' },
      }),
    );
    await made('/recovery-plans', plan('Web', web.groupId));
    expect(await names('/recovery-plans', OPERATOR)).not.toContain('Web');
    await send('put', `/protection-groups/${web.groupId}`, ADMIN, {
      groupName: 'Web',
      serverSelectionTags: { 'DR-Application': 'payments', 'DR-Role': 'web' },
      version: 1,
    });
    expect(await names('/recovery-plans', OPERATOR)).toContain('Web');
  });

  it('shows of entities, selections and plans in the making what it lets somebody see', async () => {
    const readiness = async (name: string, caller: Persona) =>
      (
        await send(
          'get',
          `/readiness?entityRef=component:default/${name}`,
          caller,
        )
      ).status;
    const seen = async (caller: Persona) => [
      await readiness('payments-db', caller),
      await readiness('ledger', caller),
      // It names no servers.
      await readiness('docs', caller),
    ];
    expect(await seen(BOTH)).toEqual([200, 200, 200]);
    expect(await seen(READER)).toEqual([200, 403, 200]);
    expect(await seen(OPERATOR)).toEqual([200, 403, 200]);
    expect(await seen(MANAGER)).toEqual([403, 200, 200]);

    const matched = async (application: string, caller: Persona) => {
      const { status, body } = await send(
        'post',
        '/protection-groups/resolve',
        caller,
        group('', {
          groupName: undefined,
          serverSelectionTags: { 'DR-Application': application },
        }),
      );
      expect(status).toBe(200);
      return body.servers.length;
    };
    expect(await matched('orders', PLANNER)).toBeGreaterThan(0);
    expect(await matched('payments', OPERATOR)).toBeGreaterThan(0);
    expect(await matched('orders', OPERATOR)).toBe(0);

    const validated = async (groupId: string, caller: Persona) =>
      (
        await send(
          'post',
          '/recovery-plans/validate',
          caller,
          plan('In the making', groupId),
        )
      ).status;
    expect(await validated(ofPayments.groupId, PLANNER)).toBe(200);
    expect(await validated(ofFinance.groupId, PLANNER)).toBe(200);
    expect((await send('get', '/config/settings', OPERATOR)).status).toBe(200);
  });

  it('shows servers, accounts and what AWS has where it lets somebody see anything', async () => {
    const read = async (path: string, caller: Persona) => {
      const { status, body } = await send('get', path, caller);
      return { status, items: body.items };
    };
    const applications = async (caller: Persona) => [
      ...new Set(
        (await read('/drs/source-servers?limit=200', caller)).items.map(
          ({
            accountId,
            tags,
          }: {
            accountId: string;
            tags: Record<string, string>;
          }) => (caller === OPERATOR ? tags['DR-Application'] : accountId),
        ),
      ),
    ];
    expect(await applications(OPERATOR)).toEqual(['payments']);
    expect(await applications(PLANNER)).toEqual([COMMERCE]);
    expect(await applications(BOTH)).toHaveLength(3);

    const accounts = async (caller: Persona) =>
      (await read('/accounts/targets', caller)).items.map(
        ({ accountId }: { accountId: string }) => accountId,
      );
    expect(await accounts(READER)).toEqual([COMMERCE]);
    // Their tag, or what they own, may be in any account.
    expect(await accounts(OPERATOR)).toHaveLength(3);
    expect(await accounts(MANAGER)).toHaveLength(3);
    expect((await read(`/accounts/targets/${FINANCE}`, READER)).status).toBe(
      404,
    );
    expect((await read(`/accounts/targets/${COMMERCE}`, READER)).status).toBe(
      200,
    );

    const subnets = async (accountId: string, region: string) =>
      (
        await read(
          `/ec2/subnets?accountId=${accountId}&region=${region}`,
          READER,
        )
      ).status;
    expect(await subnets(COMMERCE, 'us-west-2')).toBe(200);
    expect(await subnets(COMMERCE, 'eu-west-1')).toBe(403);
    expect(await subnets(FINANCE, 'us-west-2')).toBe(403);
    expect((await read('/config/regions', READER)).status).toBe(200);
  });

  it('gives nobody the servers of others by a record of their own', async () => {
    const { items } = (
      await send('get', '/drs/source-servers?limit=200&grouped=false', ADMIN)
    ).body;
    const billing = items.find(
      ({ accountId, region }: { accountId: string; region: string }) =>
        accountId === FINANCE && region === 'us-west-2',
    ).sourceServerId;
    // They own whatever they say they own, and see no group but their own.
    const mine = { owner: members(OWNER)[0] };
    expect(
      await send('post', '/protection-groups', OWNER, {
        ...group('Mine', { accountId: FINANCE, sourceServerIds: [billing] }),
        ...mine,
      }),
    ).toMatchObject({ status: 403 });
    expect(
      await send('post', '/recovery-plans', OWNER, {
        ...plan('Mine', ofPayments.groupId),
        ...mine,
      }),
    ).toMatchObject({ status: 400 });
    const theirs = await made('/recovery-plans', {
      ...plan('Theirs in name', ofPayments.groupId),
      ...mine,
    });
    expect(
      await send('get', `/recovery-plans/${theirs.planId}`, OWNER),
    ).toMatchObject({ status: 404 });
  });

  it('counts the functions that a plan calls among what it touches', async () => {
    const withHook = (accountId: string, region: string) => ({
      planName: `Calls ${accountId} ${region}`,
      accountId: COMMERCE,
      waves: [
        {
          waveNumber: 1,
          waveName: 'All',
          protectionGroupIds: [ofPayments.groupId],
          preWaveHooks: [
            {
              type: 'lambda',
              name: 'Prepare',
              target: `arn:aws:lambda:${region}:${accountId}:function:prepare`,
            },
          ],
        },
      ],
    });
    expect(
      await send(
        'post',
        '/recovery-plans',
        PLANNER,
        withHook(FINANCE, 'us-west-2'),
      ),
    ).toMatchObject({ status: 403 });
    const elsewhere = await made(
      '/recovery-plans',
      withHook(COMMERCE, 'eu-west-1'),
    );
    expect(
      await send('get', `/recovery-plans/${elsewhere.planId}`, PLANNER),
    ).toMatchObject({ status: 200 });
    expect(
      await send('get', `/recovery-plans/${elsewhere.planId}`, READER),
    ).toMatchObject({ status: 404 });
  });

  it('names no plan, group or execution that somebody may not see', async () => {
    await made(
      '/recovery-plans',
      plan('Top secret', ofFinance.groupId, { accountId: FINANCE }),
    );
    const seen = await send(
      'get',
      `/protection-groups/${ofFinance.groupId}`,
      MANAGER,
    );
    expect(
      seen.body.usedByPlans.map(
        ({ planName }: { planName: string }) => planName,
      ),
    ).toEqual(['Ledger']);
    const refused = await send(
      'delete',
      `/protection-groups/${ofFinance.groupId}`,
      ADMIN,
    );
    expect(refused.body.error.message).toContain('Top secret');

    const last = async (caller: Somebody) =>
      (await send('get', `/recovery-plans/${paymentsPlan.planId}`, caller)).body
        .lastExecution?.executionType;
    expect([
      await last(ADMIN),
      await last(OPERATOR),
      await last(RECOVERIES),
    ]).toEqual(['DRILL', 'DRILL', undefined]);
  });

  const unjudged = operationNames.filter((operation: OperationName) => {
    const { access } = endpoints[operation];
    return access.kind === 'permission' && access.judged === 'everything';
  });

  it.each(unjudged)(
    'does not do for %s, which is about everything',
    async operation => {
      const { method, path } = endpoints[operation];
      const verb = method.toLocaleLowerCase('en-US') as
        | 'get'
        | 'post'
        | 'put'
        | 'delete';
      const answer = await send(
        verb,
        path.replace(/:accountId/g, COMMERCE).replace(/:\w+/g, 'some-id'),
        READER,
      );
      expect(answer).toMatchObject({
        status: 403,
        body: { error: { code: 'INSUFFICIENT_PERMISSIONS' } },
      });
    },
  );

  it('is told in the profile, with its conditions', async () => {
    const { body } = await send('get', '/users/profile', OPERATOR);
    expect(body).toMatchObject({
      roles: [
        {
          role: OPERATOR,
          through: members(OPERATOR),
          where: {
            tags: { 'DR-Application': 'payments' },
            executionType: 'DRILL',
          },
        },
      ],
      permissions: ['drs.execution.start', 'drs.resources.view'],
    });
  });

  it.each([
    [{}, /roles\[0\]\.where: Says nothing/],
    [{ accounts: [] }, /where\.accounts/],
    [{ accounts: ['12'] }, /where\.accounts\[0\]/],
    [{ tags: {} }, /where\.tags: Name at least one tag/],
    [{ owned: false }, /where\.owned: Either true/],
    [{ executionType: 'TEST' }, /where\.executionType/],
    [{ account: ['111122223333'] }, /where/],
  ])('must say something: %j stops the start', (where, message) => {
    const config = mockServices.rootConfig({
      data: {
        drsOrchestrator: { roles: [{ role: READER, members: [], where }] },
      },
    });
    expect(() => readRoleBindings(config)).toThrow(message);
  });
});
