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

import { scopeKey } from '@drs-orchestrator/drs-engine';
import type {
  DerivedPlan,
  DerivedWave,
  Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import {
  componentFindings,
  componentsOf,
  sharedServerFindings,
  unitsOf,
  type DerivationFacts,
  type Unit,
} from './components';
import {
  circleFindings,
  circleOf,
  outsideFindings,
  outsideOf,
  unitDependencies,
  type UnitDependencies,
} from './dependencies';
import { dependenciesOfCatalog } from './dependencyGraph';
import { groupWaves } from './groupWaves';
import { layOutWaves, type LaidOutWave } from './layOutWaves';
import { nameOfAll } from './names';

/** The most waves of a plan, and the most groups of a wave. */
const MAX_WAVES = 100;
const MAX_GROUPS = 100;

/** Waves from the catalog's graph, with what stands behind them. */
export interface Derivation {
  readonly plan: DerivedPlan;
  readonly units: readonly Unit[];
  readonly dependencies: UnitDependencies;
}

/**
 * Derives waves from what the catalog says depends on what. Nothing is guessed:
 * what could not be known, and what a person should know, is told by findings.
 */
export function deriveWaves(facts: DerivationFacts): Derivation {
  const { catalog, survey, accountId } = facts;
  const graph = dependenciesOfCatalog(catalog.entities);
  const components = componentsOf(facts);
  const found = unitsOf(components);
  const known = unitDependencies(found, graph);
  // Waves in an order that is not known would be a guess.
  const units = known ? found : [];
  const dependencies: UnitDependencies = known ?? new Map();
  const layout = layOutWaves(
    {
      nodes: units.map(({ name }) => name),
      dependencies: new Map(
        [...dependencies].map(([name, on]) => [name, new Set(on.keys())]),
      ),
    },
    facts.grouping,
  );
  const unitByName = new Map(units.map(unit => [unit.name, unit]));
  const unitsOfWaves = layout.waves.map(({ nodes }) =>
    nodes.flatMap(name => unitByName.get(name) ?? []),
  );
  const grouped = groupWaves(
    unitsOfWaves,
    facts.groups,
    survey.servers,
    facts.groupNames,
  );

  const waves = layout.waves.map(
    (wave, index): DerivedWave => ({
      waveNumber: index + 1,
      waveName: nameOfAll(
        entitiesOf(unitsOfWaves[index]).map(({ entity }) => entity),
      ),
      ...grouped.waves[index],
      dependsOnWaves: wave.dependsOn.map(other => other + 1),
      entityRefs: entitiesOf(unitsOfWaves[index]).map(
        ({ entity }) => entity.entityRef,
      ),
      dependencies: wave.dependsOn.map(other => ({
        waveNumber: other + 1,
        reasons: reasonsBetween(wave, layout.waves[other], dependencies),
      })),
    }),
  );
  const waveOf = new Map(
    waves.flatMap(({ waveNumber, entityRefs }) =>
      entityRefs.map(ref => [ref, waveNumber] as const),
    ),
  );
  const circles = layout.circles.map(names =>
    circleOf(names, units, dependencies),
  );
  const outside = outsideOf(catalog, graph);
  const findings: Finding[] = [
    ...circleFindings(circles, ref => waveOf.get(ref)),
    ...componentFindings(components, facts),
    ...sharedServerFindings(units),
    ...grouped.findings,
    ...limitFindings(waves, known !== undefined),
    ...planFindings(waves, facts),
    ...outsideFindings(outside, catalog),
  ];
  return {
    plan: {
      planName:
        nameOfAll(
          facts.chosen.flatMap(ref => catalog.entities.get(ref) ?? []),
        ) || 'Recovery plan',
      ...(accountId !== undefined && { accountId }),
      derivedFrom: {
        entityRefs: [...facts.chosen],
        grouping: facts.grouping,
      },
      complete: !findings.some(({ severity }) => severity === 'BLOCKING'),
      waves,
      entities: components.map(({ entity, state, servers }) => ({
        entityRef: entity.entityRef,
        ...(entity.title !== undefined && { title: entity.title }),
        state: grouped.withoutGroup.has(entity.entityRef) ? 'NO_GROUP' : state,
        ...(waveOf.has(entity.entityRef) && {
          waveNumber: waveOf.get(entity.entityRef),
        }),
        sourceServerIds: servers.map(({ sourceServerId }) => sourceServerId),
      })),
      proposedGroups: [...grouped.proposedGroups],
      outside,
      circles,
      findings,
      unavailable: [...survey.unavailable],
    },
    units,
    dependencies,
  };
}

const entitiesOf = (units: readonly Unit[]) =>
  units.flatMap(({ components }) => components);

/** Why one wave waits for another. */
const reasonsBetween = (
  wave: LaidOutWave,
  other: LaidOutWave,
  dependencies: UnitDependencies,
) =>
  wave.nodes.flatMap(name =>
    other.nodes.flatMap(on => [...(dependencies.get(name)?.get(on) ?? [])]),
  );

/** What no plan can hold. */
function limitFindings(
  waves: readonly DerivedWave[],
  isOrderKnown: boolean,
): Finding[] {
  const findings: Finding[] = [];
  if (!isOrderKnown) {
    findings.push({
      code: 'GRAPH_TOO_LARGE',
      severity: 'BLOCKING',
      message: 'There are too many dependencies to be put in an order',
      remedy:
        'Choose less, and let components depend on components instead of whole Systems',
    });
  } else if (waves.length === 0) {
    findings.push({
      code: 'NOTHING_TO_RECOVER',
      severity: 'BLOCKING',
      message: 'Nothing that was chosen has servers, so there are no waves',
      remedy: 'Annotate components with the tags of their servers',
    });
  }
  if (waves.length > MAX_WAVES) {
    findings.push({
      code: 'TOO_MANY_WAVES',
      severity: 'BLOCKING',
      message: `There would be ${waves.length} waves, and a plan may have ${MAX_WAVES}`,
      remedy: 'Choose less, or the grouping FEWEST_WAVES',
    });
  }
  for (const { waveNumber, waveName, protectionGroupIds } of waves) {
    if (protectionGroupIds.length > MAX_GROUPS) {
      findings.push({
        code: 'TOO_MANY_GROUPS',
        severity: 'BLOCKING',
        subject: { kind: 'wave', id: String(waveNumber), name: waveName },
        message: `Wave ${waveNumber} would have ${protectionGroupIds.length} groups, and a wave may have ${MAX_GROUPS}`,
        remedy: 'Choose less, or the grouping EXACT_ORDER',
      });
    }
  }
  return findings;
}

/** What a plan of these waves would be refused for. */
function planFindings(
  waves: readonly DerivedWave[],
  { accountId, groups, survey }: DerivationFacts,
): Finding[] {
  if (accountId === undefined) {
    return [];
  }
  return resolveWaves(
    waves,
    {
      accountId,
      groups: new Map(groups.map(group => [group.groupId, group])),
      servers: Map.groupBy(survey.servers, scopeKey),
    },
    'WARNING',
  ).findings.filter(({ severity }) => severity === 'BLOCKING');
}
