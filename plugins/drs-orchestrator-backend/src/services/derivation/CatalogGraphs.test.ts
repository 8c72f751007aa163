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

import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogGraphs } from './CatalogGraphs';
import { deriveWaves } from './deriveWaves';

let now = 0;
const clock = { now: () => new Date(now), monotonic: () => now };

const context = { credentials: mockCredentials.user() };
const personIn = (ref: string) => ({
  credentials: mockCredentials.user(ref),
  caller: { kind: 'person' as const, ref },
});

const component = (
  name: string,
  dependsOn: string[] = [],
  more: Partial<Entity> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
  ...more,
});

const ref = (name: string) => `component:default/${name}`;

describe('CatalogGraphs', () => {
  it('says that the catalog did not answer, and why only to the log', async () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7:5432');
    const down = CatalogGraphs.create({
      catalog: catalogServiceMock.mock({
        getEntitiesByRefs: async () => {
          throw cause;
        },
        queryEntities: async () => {
          throw cause;
        },
      }),
      clock,
    });
    const refused = { code: 'CATALOG_UNREACHABLE', status: 503, cause };
    await expect(down.read([ref('a')], context)).rejects.toMatchObject(refused);
    await expect(
      down.naming(
        { planId: 'p', planName: 'Orders' },
        personIn('user:default/omar'),
      ),
    ).rejects.toMatchObject(refused);
    const told = await down
      .read([ref('a')], context)
      .catch(error => JSON.stringify(error.toBody()));
    expect(told).not.toContain('10.0.0.7');
  });

  it('asks as the caller, level by level and in batches', async () => {
    const catalog = catalogServiceMock({
      entities: [
        component(
          'a',
          Array.from({ length: 450 }, (_, index) => ref(`b${index}`)),
        ),
        ...Array.from({ length: 450 }, (_, index) =>
          component(`b${index}`, [ref('a')]),
        ),
      ],
    });
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    const graph = await CatalogGraphs.create({ catalog, clock }).read(
      [ref('a')],
      context,
    );
    expect(graph.entities.size).toBe(451);
    expect([...graph.scope]).toEqual([ref('a')]);
    expect(
      asked.mock.calls.map(([{ entityRefs }, options]) => [
        entityRefs.length,
        options,
      ]),
    ).toEqual([1, 200, 200, 50].map(size => [size, context]));
  });

  it('asks once in a while for each person which entities name plans', async () => {
    const catalog = catalogServiceMock({
      entities: ['Orders', 'Payments'].map(plan =>
        component(plan.toLocaleLowerCase('en-US'), [], {
          metadata: {
            name: plan.toLocaleLowerCase('en-US'),
            namespace: 'default',
            annotations: { 'aws.amazon.com/drs-recovery-plan': plan },
          },
        }),
      ),
    });
    const asked = jest.spyOn(catalog, 'queryEntities');
    const graphs = CatalogGraphs.create({ catalog, clock });
    const plan = (planName: string) => ({ planId: `id-${planName}`, planName });
    const omar = personIn('user:default/omar');
    expect(
      await Promise.all(
        ['Orders', 'Payments', 'Search'].map(name =>
          graphs.naming(plan(name), omar),
        ),
      ),
    ).toEqual([[ref('orders')], [ref('payments')], []]);
    now += 9_999;
    expect(await graphs.naming(plan('Orders'), omar)).toEqual([ref('orders')]);
    expect(asked).toHaveBeenCalledTimes(1);

    // What one person may see is no answer for another.
    const pat = personIn('user:default/pat');
    await graphs.naming(plan('Orders'), pat);
    expect(asked).toHaveBeenCalledTimes(2);
    expect(asked.mock.lastCall?.[1]).toMatchObject({
      credentials: pat.credentials,
    });

    now += 1;
    await graphs.naming(plan('Orders'), omar);
    expect(asked).toHaveBeenCalledTimes(3);

    // Nor are the answers of programs, which may share a name, and of envelopes.
    const program = {
      credentials: mockCredentials.service('omar'),
      caller: { kind: 'program' as const, ref: 'user:default/omar' },
    };
    const envelope = {
      credentials: mockCredentials.service('envelope'),
      caller: {
        ...omar.caller,
        breakGlass: { subject: 'envelope', reason: 'Nobody can sign in' },
      },
    };
    for (const other of [program, program, envelope, envelope]) {
      await graphs.naming(plan('Orders'), other);
    }
    expect(asked).toHaveBeenCalledTimes(7);
  });

  it('stops at a graph that is too large, and names what was left out', async () => {
    const endless = catalogServiceMock.mock({
      getEntitiesByRefs: async ({ entityRefs }) => ({
        items: entityRefs.map(entityRef =>
          component(entityRef.split('/')[1], [
            `${entityRef}x`,
            `${entityRef}y`,
          ]),
        ),
      }),
    });
    const graph = await CatalogGraphs.create({ catalog: endless, clock }).read(
      [ref('a')],
      context,
    );
    expect(graph.entities.size).toBeLessThanOrEqual(1000);
    expect(graph.unread.size).toBeGreaterThan(0);
  });

  it('takes hostile relations and titles for what they are', async () => {
    const catalog = catalogServiceMock({
      entities: [
        component('a', ['', 'x:y:z//', '../../etc/passwd', ref('A')], {
          metadata: {
            name: 'a',
            namespace: 'default',
            title: '\u202eevil\u0000 '.repeat(1000),
          },
        }),
      ],
    });
    const graph = await CatalogGraphs.create({ catalog, clock }).read(
      [ref('a'), ref('a')],
      context,
    );
    expect([...graph.entities.keys()]).toEqual([ref('a')]);
    const { plan } = deriveWaves({
      catalog: graph,
      grouping: 'FEWEST_WAVES',
      chosen: [ref('a')],
      accountId: undefined,
      scopesOnRecord: new Set(),
      survey: { servers: [], unavailable: [] },
      groups: [],
      groupNames: new Set(),
    });
    expect(plan.planName).toMatch(/^evil[evil ]+$/);
    expect(plan.planName.length).toBeLessThanOrEqual(255);
    expect(plan.findings.map(({ code }) => code)).toEqual([
      'COMPONENT_WITHOUT_SERVERS',
      'NOTHING_TO_RECOVER',
      // Of the targets, one at least reads like a ref.
      'DEPENDENCY_UNKNOWN',
    ]);
  });

  it('gives no waves where everything depends on everything', async () => {
    const account = '111122223333';
    const names = Array.from({ length: 150 }, (_, index) => `c${index}`);
    const catalog = catalogServiceMock({
      entities: [
        {
          ...component('s'),
          kind: 'System',
          relations: names.map(name => ({
            type: 'hasPart',
            targetRef: ref(name),
          })),
        },
        ...names.map(name =>
          component(name, ['system:default/s'], {
            metadata: {
              name,
              namespace: 'default',
              annotations: {
                'aws.amazon.com/drs-account-id': account,
                'aws.amazon.com/drs-region': 'us-west-2',
                'aws.amazon.com/drs-protection-group-tags': `name=${name}`,
              },
            },
          }),
        ),
      ],
    });
    const scope = { accountId: account, region: 'us-west-2' };
    const { plan } = deriveWaves({
      catalog: await CatalogGraphs.create({ catalog, clock }).read(
        ['system:default/s'],
        context,
      ),
      grouping: 'EXACT_ORDER',
      chosen: ['system:default/s'],
      accountId: account,
      scopesOnRecord: new Set([`${account}/us-west-2`]),
      survey: {
        servers: names.map(name => ({
          ...scope,
          sourceServerId: `s-${name}`,
          hostname: name,
          ipAddresses: [],
          hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
          tags: { name },
          replicationState: 'CONTINUOUS' as const,
          hasRecoveryPoint: true,
        })),
        unavailable: [],
      },
      groups: [],
      groupNames: new Set(),
    });
    expect(plan).toMatchObject({ complete: false, waves: [] });
    expect(plan.findings).toMatchObject([{ code: 'GRAPH_TOO_LARGE' }]);
  });
});
