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

import type {
  DependencyReason,
  DerivedPlan,
  Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { isWhole, type CatalogGraph } from './CatalogGraphs';
import type { Unit } from './components';
import { nearest, type DependencyGraph } from './dependencyGraph';

/** What each unit waits for, and why, by the units' names. */
export type UnitDependencies = ReadonlyMap<
  string,
  ReadonlyMap<string, readonly DependencyReason[]>
>;

/** More pairs of what waits and what is awaited than a person could ever read. */
const MAX_PAIRS = 20_000;

/**
 * Finds what units wait for, through whatever lies between them.
 *
 * @returns undefined where there are too many: a System of hundreds of components
 *   that depend on the System itself has a pair for any two
 */
export function unitDependencies(
  units: readonly Unit[],
  graph: DependencyGraph,
): UnitDependencies | undefined {
  const unitOf = new Map(
    units.flatMap(unit =>
      unit.components.map(
        ({ entity }) => [entity.entityRef, unit.name] as const,
      ),
    ),
  );
  const dependencies = new Map<string, Map<string, DependencyReason[]>>();
  let pairs = 0;
  for (const unit of units) {
    const found = new Map<string, DependencyReason[]>();
    for (const { entity } of unit.components) {
      const { entityRef } = entity;
      const ways = nearest(graph, entityRef, ref => unitOf.has(ref));
      for (const [dependsOn, path] of ways) {
        const other = unitOf.get(dependsOn);
        if (other !== undefined && other !== unit.name) {
          const reasons = found.get(other) ?? [];
          reasons.push({ entityRef, dependsOn, path: [...path] });
          found.set(other, reasons);
          pairs += 1;
        }
      }
    }
    if (pairs > MAX_PAIRS) {
      return undefined;
    }
    dependencies.set(unit.name, found);
  }
  return dependencies;
}

type Circle = DerivedPlan['circles'][number];

/** A shortest way from a unit of a circle back to it, in relations of the catalog. */
export function circleOf(
  names: readonly string[],
  units: readonly Unit[],
  dependencies: UnitDependencies,
): Circle {
  const members = new Set(names);
  const start = names[0];
  const ways = new Map<string, readonly DependencyReason[]>();
  const queue: { at: string; way: readonly DependencyReason[] }[] = [
    { at: start, way: [] },
  ];
  for (const { at, way } of queue) {
    for (const [next, reasons] of dependencies.get(at) ?? []) {
      if (members.has(next) && !ways.has(next)) {
        ways.set(next, [...way, reasons[0]]);
        queue.push({ at: next, way: [...way, reasons[0]] });
      }
    }
  }
  return {
    entityRefs: units
      .filter(({ name }) => members.has(name))
      .flatMap(({ components }) =>
        components.map(({ entity }) => entity.entityRef),
      )
      .sort(),
    path: (ways.get(start) ?? []).flatMap(({ path }) => path),
  };
}

/** A way of relations as a person reads it; where it leaps, two components share servers. */
function told(path: Circle['path']): string {
  return path
    .map(({ from, relation, to }, index) => {
      const before = index === 0 ? undefined : path[index - 1].to;
      if (before === undefined) {
        return `${from} ${relation} ${to}`;
      }
      return before === from
        ? `, which ${relation} ${to}`
        : `, on the same servers as ${from}, which ${relation} ${to}`;
    })
    .join('');
}

/** Circles: nothing in one can come first. */
export function circleFindings(
  circles: readonly Circle[],
  waveOf: (entityRef: string) => number | undefined,
): Finding[] {
  return circles.map(({ entityRefs, path }) => ({
    code: 'DEPENDENCY_CYCLE',
    severity: 'BLOCKING' as const,
    subject: { kind: 'entity' as const, id: entityRefs[0] },
    message: `${entityRefs.join(
      ', ',
    )} wait for each other, so none can start first: ${told(path)}`,
    remedy: `Take one of these relations out of the catalog. Until then they stand together in wave ${waveOf(
      entityRefs[0],
    )}`,
  }));
}

/** What chosen components depend on and was not chosen, by ref, with who depends on it. */
export function outsideOf(
  catalog: CatalogGraph,
  graph: DependencyGraph,
): DerivedPlan['outside'] {
  // An API or a whole stands for what is behind it, where that is known.
  const isThrough = (ref: string): boolean => {
    const entity = catalog.entities.get(ref);
    return (
      entity !== undefined &&
      (entity.kind === 'api' || isWhole(entity)) &&
      (graph.get(ref)?.length ?? 0) > 0
    );
  };
  const dependents = new Map<string, Set<string>>();
  for (const ref of catalog.scope) {
    const isEnd = (other: string) =>
      catalog.scope.has(other) || !isThrough(other);
    for (const end of nearest(graph, ref, isEnd).keys()) {
      if (!catalog.scope.has(end)) {
        dependents.set(end, (dependents.get(end) ?? new Set()).add(ref));
      }
    }
  }
  return [...dependents]
    .map(([entityRef, refs]) => ({ entityRef, dependents: [...refs].sort() }))
    .sort((a, b) => a.entityRef.localeCompare(b.entityRef, 'en-US'));
}

/** As many names as one sentence bears. */
const MAX_NAMED = 5;

/** The first names, and how many more there are. */
export const someOf = (entityRefs: readonly string[]): string =>
  entityRefs.slice(0, MAX_NAMED).join(', ') +
  (entityRefs.length > MAX_NAMED
    ? ` and ${entityRefs.length - MAX_NAMED} more`
    : '');

/** What the waves do not cover because it was not chosen, is not there, or was not read. */
export function outsideFindings(
  outside: DerivedPlan['outside'],
  catalog: CatalogGraph,
): Finding[] {
  const findings = outside.map(({ entityRef, dependents }): Finding => {
    const subject = { kind: 'entity' as const, id: entityRef };
    const who = `${someOf(dependents)} ${
      dependents.length === 1 ? 'depends' : 'depend'
    }`;
    return catalog.unknown.has(entityRef)
      ? {
          code: 'DEPENDENCY_UNKNOWN',
          severity: 'WARNING',
          subject,
          message: `${who} on ${entityRef}, which the catalog does not have or does not show to you`,
          remedy: 'Correct the relation, or register the entity',
        }
      : {
          code: 'DEPENDENCY_OUTSIDE',
          severity: 'WARNING',
          subject,
          message: `${who} on ${entityRef}, which was not chosen: the plan does not recover it`,
          remedy: 'Choose it too, or see that it is up before the plan is run',
        };
  });
  const missing = [...catalog.scope].filter(ref => catalog.unknown.has(ref));
  findings.push(
    ...missing.map(
      (ref): Finding => ({
        code: 'ENTITY_NOT_FOUND',
        severity: 'BLOCKING',
        subject: { kind: 'entity', id: ref },
        message: `The catalog does not have ${ref}, or does not show it to you`,
        remedy: 'Choose another entity, or register it',
      }),
    ),
  );
  const leftOut = [
    ...(catalog.unread.size > 0
      ? [
          `${catalog.unread.size} entities (${someOf(
            [...catalog.unread].sort(),
          )})`,
        ]
      : []),
    ...(catalog.untold > 0 ? [`${catalog.untold} relations`] : []),
  ];
  if (leftOut.length > 0) {
    findings.push({
      code: 'GRAPH_TOO_LARGE',
      severity: 'BLOCKING',
      message: `The graph is too large to be read whole: ${leftOut.join(
        ' and ',
      )} were left out`,
      remedy: 'Choose less: a System instead of its Domain',
    });
  }
  return findings;
}
