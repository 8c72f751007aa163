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

import type { CatalogDependency } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { GraphEntity } from './CatalogGraphs';
import { meanings } from './dependencyRelations';

const inOrder = (a: CatalogDependency, b: CatalogDependency): number =>
  a.from.localeCompare(b.from, 'en-US') ||
  a.to.localeCompare(b.to, 'en-US') ||
  a.relation.localeCompare(b.relation, 'en-US');

/** What waits for what in the catalog, by what waits. */
export type DependencyGraph = ReadonlyMap<string, readonly CatalogDependency[]>;

/**
 * What waits for what among entities that were read, whichever of the two tells
 * it: the catalog keeps both ends of a relation, and a processor of one's own may
 * keep one.
 */
export function dependenciesOfCatalog(
  entities: ReadonlyMap<string, GraphEntity>,
): DependencyGraph {
  const found = new Map<string, CatalogDependency>();
  for (const { entityRef, relations } of entities.values()) {
    for (const { type, targetRef } of relations) {
      const meaning = meanings.get(type);
      if (meaning && targetRef !== entityRef) {
        const [from, to] = meaning.reversed
          ? [targetRef, entityRef]
          : [entityRef, targetRef];
        const { relation } = meaning;
        found.set(`${from} ${relation} ${to}`, { from, relation, to });
      }
    }
  }
  return Map.groupBy([...found.values()].sort(inOrder), ({ from }) => from);
}

/**
 * The nearest entities of a kind that one depends on, each with the shortest way
 * to it; ways lead through entities that are not of that kind only.
 */
export function nearest(
  graph: DependencyGraph,
  start: string,
  isWanted: (entityRef: string) => boolean,
): ReadonlyMap<string, readonly CatalogDependency[]> {
  const ways = new Map<string, readonly CatalogDependency[]>([[start, []]]);
  const found = new Map<string, readonly CatalogDependency[]>();
  // A map is walked in the order in which it grows: this is breadth first.
  for (const [at, way] of ways) {
    if (at !== start && isWanted(at)) {
      found.set(at, way);
      continue;
    }
    for (const dependency of graph.get(at) ?? []) {
      if (!ways.has(dependency.to)) {
        ways.set(dependency.to, [...way, dependency]);
      }
    }
  }
  return found;
}
