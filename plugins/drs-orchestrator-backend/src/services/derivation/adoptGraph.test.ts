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
  waveSchema,
  waveInputSchema,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import type { StoredPlan } from '../../database/RecoveryPlanStore';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import { adoptGraph } from './adoptGraph';
import type { GraphEntity } from './CatalogGraphs';
import { deriveWaves, type Derivation } from './deriveWaves';
import { awaitedBy, driftFindings } from './driftFindings';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const key = `${scope.accountId}/${scope.region}`;

/** Components c0, c1, …, each with one server in a group of its own; groups beyond them are nobody's. */
interface World {
  readonly components: number;
  /** Pairs of a component and an earlier one that it depends on. */
  readonly edges: readonly (readonly [number, number])[];
  /** The groups of each wave of the plan, and the earlier waves that it waits for, if it says so. */
  readonly waves: readonly {
    readonly groups: readonly number[];
    readonly dependsOn: readonly number[] | undefined;
  }[];
}

const GROUPS = 8;
const numbers = Array.from({ length: GROUPS }, (_, index) => index);

const worlds: fc.Arbitrary<World> = fc
  .record({
    components: fc.integer({ min: 1, max: GROUPS }),
    edges: fc.array(
      fc.tuple(fc.nat({ max: GROUPS - 1 }), fc.nat({ max: GROUPS - 1 })),
      { maxLength: 12 },
    ),
    order: fc.shuffledSubarray(numbers, { minLength: 1 }),
    cuts: fc.array(fc.boolean(), { minLength: GROUPS, maxLength: GROUPS }),
    dependsOn: fc.array(
      fc.option(fc.uniqueArray(fc.nat({ max: GROUPS - 1 })), {
        nil: undefined,
      }),
      { minLength: GROUPS, maxLength: GROUPS },
    ),
  })
  .map(({ components, edges, order, cuts, dependsOn }) => {
    const waves: number[][] = [];
    order.forEach((group, index) => {
      if (index === 0 || cuts[index]) {
        waves.push([group]);
      } else {
        waves[waves.length - 1].push(group);
      }
    });
    return {
      components,
      edges: edges.filter(([from, to]) => to < from && from < components),
      waves: waves.map((groups, index) => ({
        groups,
        dependsOn: dependsOn[index]?.filter(other => other < index),
      })),
    };
  });

const server = (index: number) => ({
  ...scope,
  sourceServerId: `s-${index}`,
  hostname: `server-${index}`,
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags: { name: String(index) },
  replicationState: 'CONTINUOUS' as const,
  hasRecoveryPoint: true,
});

const bookkeeping = {
  version: 1,
  createdAt: '2026-11-22T00:00:00.000Z',
  updatedAt: '2026-11-22T00:00:00.000Z',
  createdBy: 'user:default/pat.lindqvist',
};

const groups = numbers.map(index => ({
  ...scope,
  ...bookkeeping,
  groupId: `g${index}`,
  groupName: `Group ${index}`,
  selection: { kind: 'tags' as const, tags: { name: String(index) } },
}));

const planWorld = {
  accountId: scope.accountId,
  groups: new Map(groups.map(group => [group.groupId, group])),
  servers: new Map([[key, numbers.map(server)]]),
};

function derivationOf({ components, edges }: World): Derivation {
  const refs = numbers
    .slice(0, components)
    .map(index => `component:default/c${index}`);
  const entities = refs.map(
    (entityRef, index): GraphEntity => ({
      entityRef,
      kind: 'component',
      selection: {
        kind: 'selection',
        ...scope,
        tags: { name: String(index) },
      },
      relations: edges
        .filter(([from]) => from === index)
        .map(([, to]) => ({ type: 'dependsOn', targetRef: refs[to] })),
    }),
  );
  return deriveWaves({
    catalog: {
      entities: new Map(entities.map(entity => [entity.entityRef, entity])),
      scope: new Set(refs),
      unknown: new Set(),
      unread: new Set(),
      untold: 0,
    },
    grouping: 'FEWEST_WAVES',
    chosen: refs,
    accountId: scope.accountId,
    scopesOnRecord: new Set([key]),
    survey: { servers: numbers.map(server), unavailable: [] },
    groups,
    groupNames: new Set(),
  });
}

const planOf = ({ waves }: World): StoredPlan => ({
  ...bookkeeping,
  planId: 'plan',
  planName: 'Plan',
  accountId: scope.accountId,
  maxDurationMinutes: 1440,
  waves: waves.map(({ groups: ofWave, dependsOn }, index) =>
    stored({
      ...waveInputSchema.parse({
        waveId: `w${index}`,
        waveNumber: index + 1,
        waveName: `Wave ${index}`,
        protectionGroupIds: ofWave.map(group => `g${group}`),
        pauseBeforeWave: true,
      }),
      ...(dependsOn && { dependsOnWaves: dependsOn.map(other => other + 1) }),
    }),
  ),
});

let newIds = 0;
const stored = (wave: object): Wave =>
  waveSchema.parse({ waveId: `new-${newIds++}`, ...wave });

const launchedBy = (waves: readonly Wave[]) =>
  resolveWaves(waves, planWorld, 'WARNING').waves;

/** The plan before and after the graph was adopted. */
function adopted(world: World) {
  const derivation = derivationOf(world);
  const plan = planOf(world);
  const adopt = (from: StoredPlan): StoredPlan => ({
    ...from,
    waves: adoptGraph(
      from,
      launchedBy(from.waves),
      derivation,
      planWorld,
    ).waves.map(stored),
  });
  return { derivation, plan, after: adopt(plan), adopt };
}

const waveWith = (waves: readonly Wave[], groupId: string): Wave => {
  const found = waves.filter(wave => wave.protectionGroupIds.includes(groupId));
  expect(found).toHaveLength(1);
  return found[0];
};

describe('adoptGraph', () => {
  it('leaves no drift but groups that are nobody’s, and keeps these', () => {
    fc.assert(
      fc.property(worlds, world => {
        const { derivation, plan, after } = adopted(world);
        const drift = driftFindings(
          launchedBy(after.waves),
          derivation,
          planWorld.groups,
        );
        const nobodys = plan.waves
          .flatMap(wave => wave.protectionGroupIds)
          .filter(groupId => Number(groupId.slice(1)) >= world.components);
        expect(drift.map(({ code }) => code)).toEqual(
          nobodys.map(() => 'GROUP_WITHOUT_COMPONENT'),
        );
        nobodys.forEach(groupId => waveWith(after.waves, groupId));
        const { findings } = resolveWaves(after.waves, planWorld, 'BLOCKING');
        expect(findings).toEqual([]);
        expect(after.waves.map(({ waveNumber }) => waveNumber)).toEqual(
          after.waves.map((_, index) => index + 1),
        );
      }),
    );
  });

  it('leaves nothing without an order that had one', () => {
    fc.assert(
      fc.property(worlds, world => {
        const { plan, after } = adopted(world);
        const before = awaitedBy(plan.waves);
        const now = awaitedBy(after.waves);
        for (const later of plan.waves) {
          const earlier = plan.waves.filter(({ waveNumber }) =>
            before.get(later.waveNumber)?.has(waveNumber),
          );
          const pairs = later.protectionGroupIds.flatMap(a =>
            earlier
              .flatMap(wave => wave.protectionGroupIds)
              .map(b => [a, b] as const),
          );
          for (const [a, b] of pairs) {
            const [waveA, waveB] = [a, b].map(
              groupId => waveWith(after.waves, groupId).waveNumber,
            );
            expect(
              waveA === waveB ||
                now.get(waveA)?.has(waveB) ||
                now.get(waveB)?.has(waveA),
            ).toBe(true);
          }
        }
      }),
    );
  });

  it('gives the settings of each wave to one wave at most, and changes nothing the second time', () => {
    fc.assert(
      fc.property(worlds, world => {
        const { after, adopt } = adopted(world);
        const ids = after.waves.map(({ waveId }) => waveId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { waveId, pauseBeforeWave } of after.waves) {
          expect(pauseBeforeWave).toBe(waveId.startsWith('w'));
        }
        expect(adopt(after).waves).toEqual(after.waves);
      }),
    );
  });
});
