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

import type { Entity } from '@backstage/catalog-model';
import type {
  DependencyReadiness,
  PostureAnswer,
  Readiness,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

const PLANNER = 'DRSPlanManager';
const ADMIN = 'DRSOrchestrationAdmin';
/** Owns a component of the catalog, and neither a group nor a plan. */
const AUDITOR = 'DRSRecoveryManager';
/** Where AWS answers that DRS was never set up. */
const NOT_SET_UP = 'ap-southeast-2';
/** Sees one account and Region only. */
const READER = 'DRSReadOnly';

const teamOf = (persona: Persona) =>
  `group:default/${persona.toLocaleLowerCase('en-US')}-team`;

type Relations = NonNullable<Entity['relations']>;

const entity = (
  kind: string,
  name: string,
  relations: [string, string][],
  selection?: { accountId: string; tags: string },
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    ...(selection && {
      annotations: {
        'aws.amazon.com/drs-protection-group-tags': selection.tags,
        'aws.amazon.com/drs-account-id': selection.accountId,
        'aws.amazon.com/drs-region': 'us-west-2',
      },
    }),
  },
  relations: relations.map(([type, targetRef]): Relations[number] => ({
    type,
    targetRef,
  })),
});

const orders = (role: string) => ({
  accountId: COMMERCE,
  tags: `DR-Application=orders,DR-Role=${role}`,
});

const catalog = [
  entity('Domain', 'commerce', [['hasPart', 'system:default/orders']]),
  entity('System', 'orders', [
    ['hasPart', 'resource:default/orders-db'],
    ['hasPart', 'component:default/orders-app'],
    ['hasPart', 'component:default/orders-web'],
    ['hasPart', 'component:default/tariffs'],
  ]),
  entity(
    'Resource',
    'orders-db',
    [['dependencyOf', 'component:default/orders-app']],
    orders('db'),
  ),
  entity(
    'Component',
    'orders-app',
    [
      ['dependsOn', 'resource:default/orders-db'],
      ['consumesApi', 'api:default/ledger'],
      ['dependencyOf', 'component:default/orders-web'],
    ],
    orders('app'),
  ),
  entity(
    'Component',
    'orders-web',
    [['dependsOn', 'component:default/orders-app']],
    orders('web'),
  ),
  entity('Component', 'tariffs', []),
  entity('API', 'ledger', [
    ['apiProvidedBy', 'component:default/ledger'],
    ['apiConsumedBy', 'component:default/orders-app'],
  ]),
  entity(
    'Component',
    'ledger',
    [
      ['providesApi', 'api:default/ledger'],
      ['ownedBy', teamOf(AUDITOR)],
      ['ownedBy', teamOf(READER)],
    ],
    { accountId: FINANCE, tags: 'DR-Application=ledger' },
  ),
  // Names no servers, so nothing is owned by it.
  entity('Component', 'wiki', [['ownedBy', teamOf(PLANNER)]]),
];

describe('the posture of all servers, and readiness by parts and neighbours', () => {
  let orchestrator: Orchestrator;
  let planId: string;
  let catalogAnswers = true;
  let webGroupId: string;

  const call = async (
    method: 'get' | 'post' | 'put',
    path: string,
    caller: Persona,
    body?: object,
  ) => {
    const answer = await orchestrator.api(method, path, caller).send(body);
    if (answer.status >= 400) {
      throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  const posture = (caller: Persona, query = ''): Promise<PostureAnswer> =>
    call('get', `/posture?limit=200${query}`, caller);
  const group = (role: string, owner?: string) =>
    call('post', '/protection-groups', ADMIN, {
      groupName: `Orders ${role}`,
      accountId: COMMERCE,
      region: 'us-west-2',
      owner,
      serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': role },
    });

  beforeAll(async () => {
    orchestrator = await startOrchestrator({
      speed: 1200,
      entities: catalog,
      catalogAnswers: () => catalogAnswers,
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          accounts: config.drsOrchestrator.accounts.map(account => ({
            ...account,
            regions: [...account.regions, NOT_SET_UP],
          })),
          roles: [
            ...config.drsOrchestrator.roles.filter(
              ({ role }) => role !== READER,
            ),
            {
              role: READER,
              members: [teamOf(READER)],
              where: { accounts: [COMMERCE], regions: ['us-west-2'] },
            },
          ],
        },
      }),
    });
    const db = await group('db', teamOf(PLANNER));
    const app = await group('app');
    const web = await group('web');
    webGroupId = web.groupId;
    const plan = await call('post', '/recovery-plans', ADMIN, {
      planName: 'Orders',
      accountId: COMMERCE,
      waves: [db, app].map(({ groupId }, index) => ({
        waveNumber: index + 1,
        waveName: `Wave ${index + 1}`,
        protectionGroupIds: [groupId],
      })),
    });
    planId = plan.planId;
  });

  afterAll(() => orchestrator.stop());

  const hostnames = ({ items }: PostureAnswer) =>
    items.map(({ server }) => server.hostname);

  it('is told without the catalog, too, and says what it then does not know', async () => {
    catalogAnswers = false;
    const told = await posture(PLANNER, '&owned=true');
    catalogAnswers = true;
    expect(told.catalogUnavailable).toBe(true);
    expect(hostnames(told)).toEqual(['orders-db-01', 'orders-db-02']);
  });

  it('counts what is the caller’s own apart, and lists what is asked for', async () => {
    const all = await posture(PLANNER);
    expect(all.all.NEVER_DRILLED).toBe(6);
    expect(all.owned).toEqual({
      UNPROTECTED: 0,
      FAILING: 0,
      AT_RISK: 0,
      NEVER_DRILLED: 2,
      READY: 0,
    });
    expect(all.totalItems).toBe(
      Object.values(all.all).reduce((sum, count) => sum + count, 0),
    );
    // Its owner took it out by its tag, and no group holds it.
    expect(all.disabled).toBe(1);

    const own = await posture(PLANNER, '&owned=true');
    expect(hostnames(own)).toEqual(['orders-db-01', 'orders-db-02']);
    expect(own.items[0]).toMatchObject({
      posture: 'NEVER_DRILLED',
      owned: true,
      owner: teamOf(PLANNER),
      plans: [{ planId, planName: 'Orders' }],
    });
    expect(own.all).toEqual(all.all);
    // A group without a plan protects nothing.
    expect(hostnames(await posture(PLANNER, '&posture=UNPROTECTED'))).toEqual(
      expect.arrayContaining(['orders-web-01']),
    );
  });

  it('counts as the caller’s own what a catalog entity of theirs selects', async () => {
    const own = await posture(AUDITOR, '&owned=true');
    expect(own.catalogUnavailable).toBeUndefined();
    // No group holds them and no plan launches them, which is news to their team first.
    expect(own.owned).toMatchObject({ UNPROTECTED: own.items.length });
    expect(own.items.length).toBeGreaterThan(0);
    expect(
      own.items.map(({ server, owned }) => [
        server.accountId,
        server.tags['DR-Application'],
        owned,
      ]),
    ).toEqual(own.items.map(() => [FINANCE, 'ledger', true]));

    // To own the entity gives no sight of its servers.
    const reader = await posture(READER, '&owned=true');
    expect(reader.items).toEqual([]);
    expect(Object.values(reader.owned)).toEqual([0, 0, 0, 0, 0]);
  });

  it('gives the whole list page by page, each server once', async () => {
    const whole = hostnames(await posture(ADMIN));
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page: PostureAnswer = await call(
        'get',
        `/posture?limit=17${cursor ? `&cursor=${cursor}` : ''}`,
        ADMIN,
      );
      paged.push(...hostnames(page));
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(whole.length);
  });

  it('counts and lists nothing that the caller may not see', async () => {
    const seen = await posture(READER);
    expect(new Set(seen.items.map(({ server }) => server.accountId))).toEqual(
      new Set([COMMERCE]),
    );
    expect(seen.totalItems).toBeLessThan((await posture(ADMIN)).totalItems!);
    const refused = await orchestrator.api('get', '/posture', 'nobody');
    expect(refused.status).toBe(403);
  });

  it('names what could not be asked, but no Region that DRS is not set up in', async () => {
    const rule = orchestrator.aws.faults.add({
      match: { service: 'drs', account: FINANCE },
      effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
    });
    const unasked = await posture(ADMIN);
    orchestrator.aws.faults.remove(rule.id);
    expect(unasked.unavailable).toContainEqual(
      expect.objectContaining({
        accountId: FINANCE,
        region: NOT_SET_UP,
        code: 'AccessDeniedException',
      }),
    );

    const { unavailable } = await posture(ADMIN);
    expect(unavailable).toEqual([]);
  });

  it('tells each part of a Domain by itself, near and far', async () => {
    const readiness: Readiness = await call(
      'get',
      '/readiness?entityRef=domain:default/commerce',
      ADMIN,
    );
    expect(readiness.answer).toBe('NO');
    expect(
      readiness.parts.map(
        ({ entityRef, answer, serverCount, readyCount, unprotectedCount }) => [
          entityRef,
          answer,
          serverCount,
          readyCount,
          unprotectedCount,
        ],
      ),
    ).toEqual([
      ['resource:default/orders-db', 'YES_WITH_GAPS', 2, 2, 0],
      ['component:default/orders-app', 'YES_WITH_GAPS', 4, 4, 0],
      ['component:default/orders-web', 'NO', 4, 4, 4],
    ]);
    expect(readiness.parts[2].worst?.code).toBe('SERVER_WITHOUT_PLAN');
    expect(readiness.withoutServers).toEqual(['component:default/tariffs']);
    expect(readiness.plans).toEqual([
      expect.objectContaining({
        planId,
        waves: [1, 2],
        waveCount: 2,
        allowedActions: expect.arrayContaining(['execute_recovery_plan']),
      }),
    ]);
  });

  it('tells what stands before and after an entity, through APIs, and hides others’ servers', async () => {
    const around = (
      caller: Persona,
      ref = 'component:default/orders-app',
    ): Promise<DependencyReadiness> =>
      call('get', `/readiness/dependencies?entityRef=${ref}`, caller);
    const told = ({ before, after }: DependencyReadiness) =>
      [before, after].map(side =>
        side.map(({ entityRef, via, readiness }) => [
          entityRef,
          via,
          readiness?.answer,
        ]),
      );
    expect(told(await around(ADMIN))).toEqual([
      [
        ['component:default/ledger', 'api:default/ledger', 'NO'],
        ['resource:default/orders-db', undefined, 'YES_WITH_GAPS'],
      ],
      [['component:default/orders-web', undefined, 'NO']],
    ]);
    // That it is there is the catalog's to tell; how its servers are is not.
    expect(told(await around(READER))[0]).toEqual([
      ['component:default/ledger', 'api:default/ledger', undefined],
      ['resource:default/orders-db', undefined, 'YES_WITH_GAPS'],
    ]);
    // Of a System, only what is outside of it.
    expect(told(await around(ADMIN, 'system:default/orders'))).toEqual([
      [['component:default/ledger', 'api:default/ledger', 'NO']],
      [],
    ]);
  });

  it('follows a drill, and tells what it left running', async () => {
    const { executionId } = await call(
      'post',
      `/recovery-plans/${planId}/execute`,
      ADMIN,
      { executionType: 'DRILL' },
    );
    for (;;) {
      const { status } = await call(
        'get',
        `/executions/${executionId}/status`,
        ADMIN,
      );
      if (status === 'COMPLETED') {
        break;
      }
      expect(['PENDING', 'RUNNING']).toContain(status);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const drilled = await posture(ADMIN, '&posture=READY');
    expect(drilled.all).toMatchObject({ READY: 6, NEVER_DRILLED: 0 });
    expect(drilled.items[0].lastDrill).toMatchObject({
      executionId,
      status: 'COMPLETED',
    });
    expect(drilled.leftRunning).toEqual([
      expect.objectContaining({
        executionId,
        instancesTerminated: false,
        instancesRunning: 6,
      }),
    ]);

    const readiness: Readiness = await call(
      'get',
      '/readiness?entityRef=resource:default/orders-db',
      ADMIN,
    );
    expect(readiness.drills.map(drill => drill.executionId)).toEqual([
      executionId,
    ]);
  });

  it('counts as drilled no server that joined a plan after its drill', async () => {
    const plan = await call('get', `/recovery-plans/${planId}`, ADMIN);
    await call('put', `/recovery-plans/${planId}`, ADMIN, {
      planName: plan.planName,
      version: plan.version,
      waves: [
        ...plan.waves.map(
          ({
            waveNumber,
            waveName,
            protectionGroupIds,
          }: RecoveryPlan['waves'][number]) => ({
            waveNumber,
            waveName,
            protectionGroupIds,
          }),
        ),
        {
          waveNumber: 3,
          waveName: 'Wave 3',
          protectionGroupIds: [webGroupId],
        },
      ],
    });

    const joined = await posture(ADMIN, '&posture=NEVER_DRILLED');
    expect(joined.all).toMatchObject({ READY: 6, NEVER_DRILLED: 4 });
    expect(joined.items[0]).toMatchObject({ plans: [{ planId }] });
    expect(joined.items[0].lastDrill).toBeUndefined();

    const readiness: Readiness = await call(
      'get',
      '/readiness?entityRef=system:default/orders',
      ADMIN,
    );
    expect(readiness).toMatchObject({
      answer: 'YES_WITH_GAPS',
      findings: [
        {
          code: 'NEVER_DRILLED',
          message: `4 of 10 servers were in no drill of their plans: ${hostnames(
            joined,
          ).join(', ')}`,
        },
      ],
      lastDrill: { planId },
    });
  });
});
