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
import { systemClock } from '@drs-orchestrator/drs-engine';
import {
  waveInputSchema,
  waveSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { boundDrift, boundPlan } from './boundAnswers';
import { CatalogGraphs } from './CatalogGraphs';
import { deriveWaves } from './deriveWaves';
import { driftFindings } from './driftFindings';

const scope = { accountId: '111122223333', region: 'us-west-2' };

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => index);
const component = (index: number) => `component:default/c${index}`;
const resource = (index: number) => `resource:default/r${index}`;

/** Components that depend on so many resources each; none of these is in the catalog. */
const depending = (components: number, resources: number): Entity[] =>
  numbered(components).map(index => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `c${index}`, namespace: 'default' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/owners' },
      ...numbered(resources).map(other => ({
        type: 'dependsOn',
        targetRef: resource(other),
      })),
    ],
  }));

async function factsOf(entities: Entity[]) {
  const chosen = entities.map((_, index) => component(index));
  const catalog = await CatalogGraphs.create({
    catalog: catalogServiceMock({ entities }),
    clock: systemClock,
  }).read(chosen, { credentials: mockCredentials.user() });
  return {
    catalog,
    grouping: 'FEWEST_WAVES' as const,
    chosen,
    accountId: undefined,
    scopesOnRecord: new Set<string>(),
    survey: { servers: [], unavailable: [] },
    groups: [],
    groupNames: new Set<string>(),
  };
}

const bytes = (answer: object) => JSON.stringify(answer).length;

describe('answers of derivations', () => {
  it('tell some of very many dependencies, and how many more there are', async () => {
    const { plan } = deriveWaves(await factsOf(depending(60, 300)));
    const told = boundPlan(plan);
    expect(told.outside).toHaveLength(200);
    for (const { dependents } of told.outside) {
      expect(dependents).toHaveLength(50);
    }
    expect(told.findings).toHaveLength(201);
    // 60 without annotations, 300 unknown, and no waves.
    expect(plan.findings).toHaveLength(361);
    expect(told.findings[0]).toMatchObject({ code: 'NOTHING_TO_RECOVER' });
    expect(told.findings[200]).toMatchObject({
      code: 'MORE_PROBLEMS',
      severity: 'WARNING',
      message: 'And 161 more problems at least',
    });
    const unknown = told.findings.find(
      ({ code }) => code === 'DEPENDENCY_UNKNOWN',
    );
    expect(unknown?.message).toBe(
      `${['c0', 'c1', 'c10', 'c11', 'c12']
        .map(name => `component:default/${name}`)
        .join(
          ', ',
        )} and 55 more depend on resource:default/r0, which the catalog does not have or does not show to you`,
    );
    expect(bytes(told)).toBeLessThan(500_000);
  });

  it.each([
    ['of one component', 1, 50_000],
    ['of all together', 400, 400],
  ])(
    'are refused for too many relations %s',
    async (_whose, components, resources) => {
      const facts = await factsOf(depending(components, resources));
      const relations = [...facts.catalog.entities.values()].flatMap(
        entity => entity.relations,
      );
      expect(relations).toHaveLength(20_000);
      expect(facts.catalog.untold).toBe(components * resources - 20_000);
      const told = boundPlan(deriveWaves(facts).plan);
      expect(told.complete).toBe(false);
      expect(
        told.findings.find(({ code }) => code === 'GRAPH_TOO_LARGE'),
      ).toMatchObject({
        severity: 'BLOCKING',
        message: expect.stringContaining(
          `${components * resources - 20_000} relations were left out`,
        ),
      });
      expect(bytes(told)).toBeLessThan(1_000_000);
    },
  );

  it('tell the first reasons for a wave to wait', () => {
    const { plan } = derivedOf(12, 12);
    const reasonsOf = ({ waves }: typeof plan) =>
      waves.flatMap(({ dependencies }) =>
        dependencies.map(({ reasons }) => reasons.length),
      );
    expect(reasonsOf(plan)).toEqual([144]);
    expect(reasonsOf(boundPlan(plan))).toEqual([50]);
  });

  it('stop at a thousand dependencies that a plan does not keep', () => {
    const derivation = derivedOf(40, 40);
    // Every server is in each of many waves, none of which waits.
    const launched = numbered(30).map(index => ({
      wave: waveSchema.parse({
        ...waveInputSchema.parse({
          waveNumber: index + 1,
          waveName: `Wave ${index}`,
          protectionGroupIds: ['g'],
          dependsOnWaves: [],
        }),
        waveId: `w${index}`,
      }),
      servers: derivation.units
        .flatMap(({ servers }) => servers)
        .map(server => ({ server, groupId: 'g' })),
    }));
    const findings = driftFindings(launched, derivation, new Map());
    expect(findings.length).toBeGreaterThanOrEqual(1000);
    expect(findings.length).toBeLessThan(1100);
    const told = boundDrift({ findings, derived: derivation.plan });
    expect(told.findings).toHaveLength(201);
    expect(told.findings[200]).toMatchObject({ code: 'MORE_PROBLEMS' });
    expect(told.derived.findings.length).toBeLessThanOrEqual(201);
  });

  it('are whole where they are short', () => {
    const { plan } = derivedOf(2, 2);
    expect(boundPlan(plan)).toEqual(plan);
  });
});

/** So many components with a server each that all depend on so many others. */
function derivedOf(dependents: number, dependencies: number) {
  const all = numbered(dependents + dependencies);
  return deriveWaves({
    catalog: {
      entities: new Map(
        all.map(index => [
          component(index),
          {
            entityRef: component(index),
            kind: 'component',
            selection: {
              kind: 'selection',
              ...scope,
              tags: { name: String(index) },
            },
            relations:
              index < dependents
                ? all.slice(dependents).map(other => ({
                    type: 'dependsOn',
                    targetRef: component(other),
                  }))
                : [],
          },
        ]),
      ),
      scope: new Set(all.map(component)),
      unknown: new Set(),
      unread: new Set(),
      untold: 0,
    },
    grouping: 'FEWEST_WAVES',
    chosen: all.map(component),
    accountId: scope.accountId,
    scopesOnRecord: new Set([`${scope.accountId}/${scope.region}`]),
    survey: {
      servers: all.map(index => ({
        ...scope,
        sourceServerId: `s-${index}`,
        hostname: `server-${index}`,
        ipAddresses: [],
        hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
        tags: { name: String(index) },
        replicationState: 'CONTINUOUS',
        hasRecoveryPoint: true,
      })),
      unavailable: [],
    },
    groups: [],
    groupNames: new Set<string>(),
  });
}
