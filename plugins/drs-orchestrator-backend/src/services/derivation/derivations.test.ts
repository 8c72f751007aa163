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
  DerivedPlan,
  PlanDrift,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { steered, stopSteered } from '../../__testUtils__/steered';
import { COMMERCE, FINANCE } from '../../__testUtils__/startOrchestrator';

jest.setTimeout(120_000);

afterEach(stopSteered);

const PLANNER = 'DRSPlanManager';
const READER = 'DRSReadOnly';

interface Facts {
  /** Servers by their tags: `orders/db`. */
  servers?: string;
  accountId?: string;
  annotations?: Record<string, string>;
  title?: string;
  dependsOn?: string[];
  parts?: string[];
  consumes?: string[];
  providedBy?: string[];
}

/** An entity as the catalog answers it, with its relations. */
function entity(ref: string, facts: Facts = {}): Entity {
  const [kind, name] = ref.split(':');
  const [application, role] = facts.servers?.split('/') ?? [];
  const relation = (type: string, targets: string[] = []) =>
    targets.map(target => ({
      type,
      targetRef: target.replace(':', ':default/'),
    }));
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: `${kind[0].toUpperCase()}${kind.slice(1)}`,
    metadata: {
      namespace: 'default',
      name,
      ...(facts.title && { title: facts.title }),
      annotations: {
        ...(application && {
          'aws.amazon.com/drs-account-id': facts.accountId ?? COMMERCE,
          'aws.amazon.com/drs-region': 'us-west-2',
          'aws.amazon.com/drs-protection-group-tags': `DR-Application=${application}${
            role ? `,DR-Role=${role}` : ''
          }`,
        }),
        ...facts.annotations,
      },
    },
    spec: {},
    relations: [
      ...relation('dependsOn', facts.dependsOn),
      ...relation('hasPart', facts.parts),
      ...relation('consumesApi', facts.consumes),
      ...relation('apiProvidedBy', facts.providedBy),
    ],
  };
}

const orders = [
  entity('system:orders', {
    title: 'Orders',
    parts: [
      'resource:orders-db',
      'component:orders-app',
      'component:orders-web',
    ],
  }),
  entity('resource:orders-db', { servers: 'orders/db' }),
  entity('component:orders-app', {
    servers: 'orders/app',
    dependsOn: ['resource:orders-db'],
  }),
  entity('component:orders-web', {
    servers: 'orders/web',
    dependsOn: ['component:orders-app'],
  }),
];

/** A plugin over a catalog, with what these tests do to it. */
async function over(entities: Entity[], options: object = {}) {
  const orchestrator = await steered({ entities, ...options });
  const { call, refusal } = orchestrator;
  const group = async (
    application: string,
    role?: string,
    more: object = {},
  ): Promise<string> => {
    const { groupId } = await call('post', '/protection-groups', PLANNER, {
      groupName: [application, role].join(' ').trim(),
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: {
        'DR-Application': application,
        ...(role && { 'DR-Role': role }),
      },
      ...more,
    });
    return groupId;
  };
  const body = (chosen: string[], more: object) => ({
    entityRefs: chosen.map(ref => ref.replace(':', ':default/')),
    ...more,
  });
  return {
    ...orchestrator,
    group,
    derive: (chosen: string[], more: object = {}): Promise<DerivedPlan> =>
      call('post', '/recovery-plans/derive', READER, body(chosen, more)),
    refused: (chosen: string[], more: object = {}) =>
      refusal('post', '/recovery-plans/derive', READER, body(chosen, more)),
    save: (derived: DerivedPlan, differences: object = {}) =>
      call('post', '/recovery-plans', PLANNER, {
        planName: derived.planName,
        accountId: COMMERCE,
        derivedFrom: derived.derivedFrom,
        waves: derived.waves.map(
          ({ entityRefs, dependencies, ...wave }) => wave,
        ),
        ...differences,
      }),
    drift: (planId: string): Promise<PlanDrift> =>
      call('get', `/recovery-plans/${planId}/drift`, READER),
  };
}

const codes = ({ findings }: Pick<DerivedPlan, 'findings'>) =>
  findings.map(({ code, severity }) => `${severity} ${code}`);

const chained = (waves: DerivedPlan['waves']) =>
  waves.map(({ entityRefs, dependsOnWaves }) => [
    entityRefs.map(ref => ref.split('/')[1]).join(),
    dependsOnWaves,
  ]);

describe('waves from the catalog', () => {
  it('follow its dependencies, and make a plan that is in sync', async () => {
    const { derive, group, save, drift } = await over(orders);
    const before = await derive(['system:orders']);
    expect(before).toMatchObject({
      planName: 'Orders',
      accountId: COMMERCE,
      complete: false,
      proposedGroups: [
        {
          groupName: 'orders-db',
          accountId: COMMERCE,
          region: 'us-west-2',
          serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
          entityRefs: ['resource:default/orders-db'],
        },
        { groupName: 'orders-app' },
        { groupName: 'orders-web' },
      ],
    });
    expect(codes(before)).toEqual(
      Array(3).fill('BLOCKING SERVERS_WITHOUT_GROUP'),
    );
    expect(before.entities.map(({ state }) => state)).toEqual(
      Array(3).fill('NO_GROUP'),
    );

    const [db, app, web] = [
      await group('orders', 'db'),
      await group('orders', 'app'),
      await group('orders', 'web'),
    ];
    const derived = await derive(['system:orders']);
    expect(derived).toMatchObject({
      complete: true,
      findings: [],
      proposedGroups: [],
      waves: [
        { protectionGroupIds: [db], dependsOnWaves: [], dependencies: [] },
        { protectionGroupIds: [app], dependsOnWaves: [1] },
        { protectionGroupIds: [web], dependsOnWaves: [2] },
      ],
    });
    expect(derived.waves[1].dependencies).toEqual([
      {
        waveNumber: 1,
        reasons: [
          {
            entityRef: 'component:default/orders-app',
            dependsOn: 'resource:default/orders-db',
            path: [
              {
                from: 'component:default/orders-app',
                relation: 'dependsOn',
                to: 'resource:default/orders-db',
              },
            ],
          },
        ],
      },
    ]);

    const plan = await save(derived);
    expect(plan.derivedFrom).toEqual({
      entityRefs: ['system:default/orders'],
      grouping: 'FEWEST_WAVES',
    });
    expect(await drift(plan.planId)).toMatchObject({
      planId: plan.planId,
      planVersion: 1,
      state: 'IN_SYNC',
      basis: {
        kind: 'DERIVED_FROM',
        entityRefs: ['system:default/orders'],
      },
      findings: [],
    });
  });

  it('propose groups whose names can be given, and stay when others are created', async () => {
    const { derive, group, call } = await over([
      entity('component:orders-db', {
        servers: 'orders/db',
        title: 'Database',
      }),
      entity('component:payments-db', {
        servers: 'payments/db',
        title: ' database',
      }),
      entity('component:orders-web', { servers: 'orders/web', title: 'Web' }),
      entity('component:orders-app', { servers: 'orders/app' }),
      entity('resource:orders-app', { servers: 'payments/app' }),
      entity('component:search', { servers: 'product-catalog/search' }),
    ]);
    // Their names are given already, one of them in another Region.
    await group('product-catalog', 'db', { groupName: 'SEARCH' });
    await group('product-catalog', 'app', {
      groupName: 'Search (default/search)',
    });
    await group('ledger', undefined, {
      groupName: 'Search (component:default/search)',
    });
    await group('storefront-eu', 'web', {
      groupName: 'Web',
      region: 'eu-west-1',
    });
    const chosen = [
      'component:orders-db',
      'component:payments-db',
      'component:orders-web',
      'component:orders-app',
      'resource:orders-app',
      'component:search',
    ];
    const named = async () =>
      Object.fromEntries(
        (await derive(chosen)).proposedGroups.map(proposed => [
          proposed.entityRefs[0],
          proposed.groupName,
        ]),
      );
    const names = await named();
    expect(names).toEqual({
      'component:default/orders-db': 'Database (orders-db)',
      'component:default/payments-db': 'database (payments-db)',
      'component:default/orders-web': 'Web (orders-web)',
      'component:default/orders-app':
        'orders-app (component:default/orders-app)',
      'resource:default/orders-app': 'orders-app (resource:default/orders-app)',
      'component:default/search': 'search (component:default/search) 2',
    });

    const { proposedGroups } = await derive(chosen);
    for (const proposed of proposedGroups) {
      const { entityRefs, sourceServerIds, ...body } = proposed;
      await call('post', '/protection-groups', PLANNER, body);
      delete names[entityRefs[0]];
      expect(await named()).toEqual(names);
    }
    expect(names).toEqual({});
  });

  it('lead through APIs, Systems and components without servers', async () => {
    const { derive } = await over([
      entity('domain:shop', { parts: ['system:front', 'system:back'] }),
      entity('system:front', { parts: ['component:orders-web'] }),
      entity('system:back', {
        parts: ['component:proxy', 'component:orders-app', 'api:orders'],
      }),
      entity('component:orders-web', {
        servers: 'orders/web',
        dependsOn: ['component:proxy'],
      }),
      entity('component:proxy', { consumes: ['api:orders'] }),
      entity('api:orders', { providedBy: ['component:orders-app'] }),
      entity('component:orders-app', {
        servers: 'orders/app',
        dependsOn: ['system:data'],
      }),
      // Outside of the choice, and the order leads through it.
      entity('system:data', { parts: ['resource:orders-db'] }),
      entity('resource:orders-db', { servers: 'orders/db' }),
    ]);
    const derived = await derive(['domain:shop']);
    expect(chained(derived.waves)).toEqual([
      ['orders-app', []],
      ['orders-web', [1]],
    ]);
    expect(
      derived.waves[1].dependencies[0].reasons[0].path.map(
        ({ relation, to }) => `${relation} ${to}`,
      ),
    ).toEqual([
      'dependsOn component:default/proxy',
      'consumesApi api:default/orders',
      'apiProvidedBy component:default/orders-app',
    ]);
    expect(derived.outside).toEqual([
      {
        entityRef: 'resource:default/orders-db',
        dependents: ['component:default/orders-app'],
      },
    ]);
    expect(codes(derived)).toEqual(
      expect.arrayContaining([
        'WARNING COMPONENT_WITHOUT_SERVERS',
        'WARNING DEPENDENCY_OUTSIDE',
      ]),
    );

    const whole = await derive(['domain:shop', 'system:data']);
    expect(chained(whole.waves)).toEqual([
      ['orders-db', []],
      ['orders-app', [1]],
      ['orders-web', [2]],
    ]);
    expect(whole.outside).toEqual([]);
  });

  it('tell a circle with the way round, and order the rest', async () => {
    const { derive } = await over([
      entity('system:orders', {
        parts: [
          'component:orders-app',
          'component:orders-web',
          'resource:orders-db',
        ],
      }),
      entity('resource:orders-db', { servers: 'orders/db' }),
      entity('component:orders-app', {
        servers: 'orders/app',
        consumes: ['api:shop'],
        dependsOn: ['resource:orders-db'],
      }),
      entity('api:shop', { providedBy: ['component:orders-web'] }),
      entity('component:orders-web', {
        servers: 'orders/web',
        dependsOn: ['component:orders-app'],
      }),
    ]);
    const derived = await derive(['system:orders']);
    expect(derived.complete).toBe(false);
    expect(derived.findings[0]).toMatchObject({
      code: 'DEPENDENCY_CYCLE',
      severity: 'BLOCKING',
      message:
        'component:default/orders-app, component:default/orders-web wait for each other, so none can start first: component:default/orders-app consumesApi api:default/shop, which apiProvidedBy component:default/orders-web, which dependsOn component:default/orders-app',
      remedy: expect.stringContaining('wave 2'),
    });
    expect(derived.circles).toEqual([
      {
        entityRefs: [
          'component:default/orders-app',
          'component:default/orders-web',
        ],
        path: [
          expect.objectContaining({ relation: 'consumesApi' }),
          expect.objectContaining({ relation: 'apiProvidedBy' }),
          expect.objectContaining({ relation: 'dependsOn' }),
        ],
      },
    ]);
    expect(chained(derived.waves)).toEqual([
      ['orders-db', []],
      ['orders-app,orders-web', [1]],
    ]);
  });

  it('name what is missing on both sides', async () => {
    const { derive, group } = await over([
      entity('component:db', { servers: 'orders/db' }),
      // On the same servers.
      entity('component:db-replica', {
        servers: 'orders/db',
        dependsOn: ['component:db'],
      }),
      entity('component:app', {
        servers: 'orders/app',
        dependsOn: ['component:db', 'component:gone'],
      }),
      entity('component:library'),
      entity('component:renamed', { servers: 'no-such-application' }),
      entity('component:ledger', { servers: 'ledger', accountId: FINANCE }),
      entity('component:elsewhere', {
        servers: 'orders/web',
        annotations: { 'aws.amazon.com/drs-region': 'sa-east-1' },
      }),
      entity('component:hostile', {
        annotations: {
          'aws.amazon.com/drs-protection-group-tags': "=';--,__proto__=x",
          'aws.amazon.com/drs-account-id': '../../etc',
          'aws.amazon.com/drs-region': '${7*7}',
        },
      }),
    ]);
    // Servers of two waves, and of the web tier that nobody stands for.
    const groupId = await group('orders');
    const derived = await derive(
      [
        'db',
        'db-replica',
        'app',
        'library',
        'renamed',
        'ledger',
        'elsewhere',
        'hostile',
      ].map(name => `component:${name}`),
      { accountId: COMMERCE },
    );
    expect(
      Object.fromEntries(
        derived.entities.map(({ entityRef, state }) => [
          entityRef.split('/')[1],
          state,
        ]),
      ),
    ).toEqual({
      app: 'IN_WAVE',
      db: 'IN_WAVE',
      'db-replica': 'IN_WAVE',
      library: 'NOT_ANNOTATED',
      renamed: 'NO_SERVERS',
      ledger: 'OTHER_ACCOUNT',
      elsewhere: 'NOT_ASKED',
      hostile: 'INVALID_ANNOTATION',
    });
    expect(chained(derived.waves)).toEqual([
      ['db,db-replica', []],
      ['app', [1]],
    ]);
    const idsOf = (name: string) =>
      derived.entities.find(({ entityRef }) => entityRef.endsWith(`/${name}`))
        ?.sourceServerIds;
    expect(derived.waves).toMatchObject([
      { protectionGroupIds: [groupId], serverIds: idsOf('db') },
      { protectionGroupIds: [groupId], serverIds: idsOf('app') },
    ]);
    expect([...new Set(codes(derived))].sort()).toEqual([
      'BLOCKING ACCOUNT_UNKNOWN',
      'BLOCKING INVALID_ANNOTATION',
      'WARNING COMPONENT_WITHOUT_SERVERS',
      'WARNING DEPENDENCY_UNKNOWN',
      'WARNING GROUP_DIVIDED',
      'WARNING NO_SERVERS_MATCHED',
      'WARNING OTHER_ACCOUNT',
      'WARNING SERVERS_WITHOUT_COMPONENT',
      'WARNING SHARED_SERVERS',
    ]);
    expect(
      derived.findings.find(({ code }) => code === 'SERVERS_WITHOUT_COMPONENT')
        ?.message,
    ).toMatch(/orders-web-01.*in no wave/);
  });

  it('tell some of very many findings, and how many more there are', async () => {
    const { derive, group, save, drift } = await over([
      entity('component:orders-app', {
        servers: 'orders/app',
        dependsOn: Array.from({ length: 300 }, (_, at) => `resource:r${at}`),
      }),
    ]);
    await group('orders', 'app');
    const derived = await derive(['component:orders-app']);
    expect(derived.outside).toHaveLength(200);
    expect(derived.findings).toHaveLength(201);
    expect(derived.findings[200].code).toBe('MORE_PROBLEMS');
    const { planId } = await save(derived);
    const drifted = await drift(planId);
    expect(drifted).toMatchObject({ state: 'IN_SYNC' });
    expect(drifted.findings).toEqual(derived.findings);
    expect(drifted.derived).toEqual(derived);
  });

  it('are refused where the question has no answer', async () => {
    const { refused, call } = await over([
      ...orders,
      entity('component:ledger', { servers: 'ledger', accountId: FINANCE }),
    ]);
    expect(await refused(['component:gone', 'system:orders'])).toMatchObject({
      status: 404,
      code: 'ENTITY_NOT_FOUND',
      details: [{ field: 'entityRefs[0]' }],
    });
    for (const wrong of [['user:omar'], ['group:ops'], []]) {
      expect(await refused(wrong)).toMatchObject({
        status: 400,
        code: 'VALIDATION_FAILED',
      });
    }
    expect(await refused(['system:orders', 'component:ledger'])).toMatchObject({
      status: 400,
      code: 'ACCOUNT_REQUIRED',
      message: expect.stringContaining(`${COMMERCE} (3), ${FINANCE} (1)`),
    });
    expect(
      await refused(['system:orders'], { accountId: '999999999999' }),
    ).toMatchObject({ status: 400, code: 'ACCOUNT_UNKNOWN' });
    const plans = await call('get', '/recovery-plans', READER);
    expect(plans.items).toEqual([]);
  });

  it('are not known where AWS does not answer', async () => {
    const { derive, aws } = await over(orders);
    aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'accessDenied', actions: ['drs:DescribeSourceServers'] },
    });
    const derived = await derive(['system:orders']);
    expect(derived).toMatchObject({
      complete: false,
      waves: [],
      unavailable: [{ accountId: COMMERCE, region: 'us-west-2' }],
    });
    expect([...new Set(codes(derived))]).toEqual([
      'BLOCKING ACCOUNT_UNREACHABLE',
      'BLOCKING NOTHING_TO_RECOVER',
    ]);
  });

  it('tell nothing of groups and servers that the caller may not see', async () => {
    const entities = [
      ...orders,
      entity('component:payments', { servers: 'payments/db' }),
    ];
    const { api, group, save, derive } = await over(entities, {
      config: (config: { drsOrchestrator: { roles: object[] } }) => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          roles: [
            ...config.drsOrchestrator.roles,
            {
              role: READER,
              members: ['group:default/nobody-team'],
              where: { tags: { 'DR-Role': 'db' } },
            },
          ],
        },
      }),
    });
    const db = await group('orders', 'db');
    await group('orders', 'app');
    await group('orders', 'web');
    const answer = await api('post', '/recovery-plans/derive', 'nobody').send({
      entityRefs: ['system:default/orders'],
    });
    expect(answer.status).toBe(200);
    expect(answer.body.waves).toMatchObject([
      { protectionGroupIds: [db], dependsOnWaves: [] },
    ]);
    expect(codes(answer.body)).toEqual([
      'WARNING NO_SERVERS_MATCHED',
      'WARNING NO_SERVERS_MATCHED',
    ]);
    expect(answer.text).not.toContain('orders-app-01');

    // They see the server by its tags, and not the group that holds it.
    const held = await group('payments');
    const inHidden = await api('post', '/recovery-plans/derive', 'nobody').send(
      { entityRefs: ['component:default/payments'] },
    );
    expect(inHidden.body.waves).toMatchObject([{ protectionGroupIds: [] }]);
    expect(codes(inHidden.body)).toEqual(['BLOCKING SERVERS_WITHOUT_GROUP']);
    expect(inHidden.text).not.toContain(held);

    const plan = await save(await derive(['system:orders']));
    const hidden = await api(
      'get',
      `/recovery-plans/${plan.planId}/drift`,
      'nobody',
    );
    expect(hidden.status).toBe(404);
  });
});

describe('drift of a plan', () => {
  it('is told item by item, and adopted by one change that keeps what people set', async () => {
    const entities = [...orders, entity('component:docs')];
    const { derive, group, save, drift, call } = await over([
      ...entities,
      entity('component:payments', { servers: 'payments/db' }),
      entity('component:search', {
        servers: 'product-catalog/search',
        dependsOn: ['component:orders-web'],
      }),
    ]);
    const groups = {
      db: await group('orders', 'db'),
      app: await group('orders', 'app'),
      web: await group('orders', 'web'),
      payments: await group('payments', 'db'),
      search: await group('product-catalog', 'search'),
    };
    const hook = {
      type: 'ssm-automation',
      name: 'Check the schema',
      target: 'Orders-CheckSchema',
    };
    const derived = await derive(['system:orders', 'component:search']);
    const wave = (
      waveNumber: number,
      waveName: string,
      protectionGroupIds: string[],
      more: object = {},
    ) => ({ waveNumber, waveName, protectionGroupIds, ...more });
    const plan = await save(derived, {
      targetRtoMinutes: 45,
      waves: [
        wave(1, 'Payments first', [groups.payments], { pauseBeforeWave: true }),
        wave(2, 'Web', [groups.web], { waitTimeSeconds: 30 }),
        wave(3, 'Data and logic', [groups.db, groups.app], {
          // Of these two, the second is the wrong way round.
          dependsOnWaves: [1, 2],
          postWaveHooks: [hook],
          continueOnFailure: true,
          successThresholdPercent: 60,
        }),
      ],
    });

    const found = await drift(plan.planId);
    expect(found.state).toBe('DRIFTED');
    expect(
      found.findings.map(({ code, subject }) => [code, subject?.id]),
    ).toEqual([
      ['COMPONENT_NOT_IN_PLAN', 'component:default/search'],
      ['DEPENDENCY_NOT_KEPT', '3'],
      ['DEPENDENCY_NOT_KEPT', '2'],
      ['GROUP_WITHOUT_COMPONENT', '1'],
    ]);
    for (const { message, remedy } of found.findings) {
      expect(message).toBeTruthy();
      expect(remedy).toBeTruthy();
    }
    expect(found.findings[1].message).toContain('launches both at once');
    expect(found.findings[2].message).toContain('does not wait');
    expect(found.proposal).toMatchObject({
      planName: derived.planName,
      targetRtoMinutes: 45,
      version: 1,
      waves: [
        {
          waveName: 'Payments first',
          protectionGroupIds: [groups.payments],
          pauseBeforeWave: true,
          dependsOnWaves: [],
        },
        { protectionGroupIds: [groups.db], dependsOnWaves: [1] },
        { protectionGroupIds: [groups.app], dependsOnWaves: [2] },
        {
          waveName: 'Web',
          protectionGroupIds: [groups.web],
          waitTimeSeconds: 30,
          dependsOnWaves: [3],
        },
        {
          waveName: 'search',
          protectionGroupIds: [groups.search],
          dependsOnWaves: [4],
          postWaveHooks: [],
        },
      ],
    });
    // One of its two waves takes over what was set, and only one.
    const former = plan.waves[2];
    expect(
      found.proposal?.waves.filter(({ waveId }) => waveId === former.waveId),
    ).toMatchObject([
      {
        waveName: 'Data and logic',
        postWaveHooks: [{ name: 'Check the schema' }],
        continueOnFailure: true,
        successThresholdPercent: 60,
      },
    ]);

    const adopted = await call(
      'put',
      `/recovery-plans/${plan.planId}`,
      PLANNER,
      found.proposal,
    );
    expect(adopted).toMatchObject({
      version: 2,
      derivedFrom: plan.derivedFrom,
    });
    const after = await drift(plan.planId);
    expect(codes(after)).toEqual(['WARNING GROUP_WITHOUT_COMPONENT']);
    // Adopting once more changes nothing.
    expect(after.proposal?.waves).toEqual(adopted.waves);
  });

  it('is judged by annotations where the plan was not derived, and is unknown without', async () => {
    const { derive, group, save, drift, call, refusal } = await over(
      orders.map(item =>
        item.metadata.name === 'orders'
          ? item
          : {
              ...item,
              metadata: {
                ...item.metadata,
                annotations: {
                  ...item.metadata.annotations,
                  'aws.amazon.com/drs-recovery-plan': ' orders,  a=b ',
                },
              },
            },
      ),
    );
    await group('orders', 'db');
    await group('orders', 'app');
    await group('orders', 'web');
    const plan = await save(await derive(['system:orders']), {
      planName: 'Orders, a=b',
      derivedFrom: undefined,
    });
    expect(await drift(plan.planId)).toMatchObject({
      state: 'IN_SYNC',
      basis: {
        kind: 'ANNOTATIONS',
        entityRefs: [
          'component:default/orders-app',
          'component:default/orders-web',
          'resource:default/orders-db',
        ],
      },
    });

    const { planId, waves, planName } = plan;
    const put = (version: number, more: object) =>
      call('put', `/recovery-plans/${planId}`, PLANNER, {
        planName,
        waves,
        version,
        ...more,
      });
    await put(1, { planName: 'Renamed' });
    expect(await drift(planId)).toMatchObject({
      state: 'UNKNOWN',
      basis: { kind: 'NONE', entityRefs: [] },
      findings: [{ code: 'NOT_DERIVED' }],
    });

    // What is not in the catalog any more cannot be compared with.
    await put(2, { derivedFrom: { entityRefs: ['system:default/gone'] } });
    const gone = await drift(planId);
    expect(gone.state).toBe('UNKNOWN');
    expect(codes(gone)).toContain('BLOCKING ENTITY_NOT_FOUND');

    expect((await put(3, {})).derivedFrom?.entityRefs).toEqual([
      'system:default/gone',
    ]);
    expect(
      (await put(4, { derivedFrom: { entityRefs: [] } })).derivedFrom,
    ).toBeUndefined();
    expect(
      await refusal('get', '/recovery-plans/no-such-plan/drift', READER),
    ).toMatchObject({ status: 404, code: 'RECOVERY_PLAN_NOT_FOUND' });
  });

  it('is unknown where AWS does not answer, or the graph contradicts itself', async () => {
    const { derive, group, save, drift, aws } = await over([
      ...orders,
      entity('component:storefront', {
        servers: 'storefront-eu/web',
        annotations: { 'aws.amazon.com/drs-region': 'eu-west-1' },
      }),
      entity('component:app', {
        servers: 'payments/app',
        dependsOn: ['component:database'],
      }),
      entity('component:database', {
        servers: 'payments/db',
        dependsOn: ['component:app'],
      }),
    ]);
    await group('orders', 'db');
    await group('orders', 'app');
    await group('orders', 'web');
    await group('payments', 'db');
    await group('payments', 'app');
    const circle = await derive(['component:app', 'component:database']);
    const circular = await save(circle);
    const contradicted = await drift(circular.planId);
    expect(contradicted.state).toBe('UNKNOWN');
    expect(codes(contradicted)).toEqual(['BLOCKING DEPENDENCY_CYCLE']);
    expect(contradicted.proposal).toBeUndefined();

    aws.faults.add({
      match: { account: COMMERCE, region: 'eu-west-1' },
      effect: { type: 'accessDenied', actions: ['drs:DescribeSourceServers'] },
    });
    const plan = await save(await derive(['system:orders']), {
      derivedFrom: {
        entityRefs: ['system:default/orders', 'component:default/storefront'],
      },
    });
    expect(await drift(plan.planId)).toMatchObject({
      state: 'UNKNOWN',
      unavailable: [{ accountId: COMMERCE, region: 'eu-west-1' }],
    });
  });
});
