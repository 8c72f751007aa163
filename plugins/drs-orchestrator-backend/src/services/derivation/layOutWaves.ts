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

import type { WaveGrouping } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** What must be launched, by name, and what each waits for. */
export interface LaunchGraph {
  readonly nodes: readonly string[];
  /** By node, the nodes that it depends on; others than {@link nodes} are ignored. */
  readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Nodes launched together, once the waves they depend on are done. */
export interface LaidOutWave {
  readonly nodes: readonly string[];
  /** Positions in the list of waves, all before this one. */
  readonly dependsOn: readonly number[];
}

/** A graph laid out in waves. */
export interface Layout {
  readonly waves: readonly LaidOutWave[];
  /**
   * Nodes that depend on each other in a circle, circle by circle. No order can
   * be right for them: each circle is laid out as if it were one node.
   */
  readonly circles: readonly (readonly string[])[];
}

/** The island of what stands alone. */
const ALONE = -1;

const byName = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * Lays a graph of dependencies out in waves, so that nothing starts before what
 * it depends on. The same graph gives the same waves, in whatever order its nodes
 * and edges are told.
 */
export function layOutWaves(
  graph: LaunchGraph,
  grouping: WaveGrouping,
): Layout {
  const condensed = condense(graph);
  const { members } = condensed;
  const levels = levelsOf(condensed);
  const keys = keysOf(condensed, levels, grouping);

  const parts = new Map<string, number[]>();
  members.forEach((_, part) => {
    const wave = parts.get(keys[part]) ?? [];
    wave.push(part);
    parts.set(keys[part], wave);
  });
  const waves = [...parts.values()]
    .map(wave => ({
      parts: wave,
      level: levels[wave[0]],
      nodes: wave.flatMap(part => members[part]).sort(byName),
    }))
    .sort((a, b) => a.level - b.level || byName(a.nodes[0], b.nodes[0]));

  const waveOfPart = new Map(
    waves.flatMap((wave, index) =>
      wave.parts.map(part => [part, index] as const),
    ),
  );
  const dependsOn = waves.map(
    (wave, index) =>
      new Set(
        wave.parts
          .flatMap(part => [...condensed.dependencies[part]])
          .flatMap(part => waveOfPart.get(part) ?? [])
          .filter(other => other !== index),
      ),
  );
  const closure = closureOf(dependsOn);
  return {
    waves: waves.map(({ nodes }, index) => ({
      nodes,
      dependsOn: withoutDetours(dependsOn[index], closure),
    })),
    circles: members.filter(nodes => nodes.length > 1),
  };
}

/** A graph without circles: each circle is one of its parts. */
interface Condensed {
  /** The nodes of each part, by name. */
  readonly members: readonly (readonly string[])[];
  /** The parts that each part depends on; each comes before it in the list. */
  readonly dependencies: readonly ReadonlySet<number>[];
}

/** Tarjan's algorithm: a part is complete once all that it depends on is. */
function condense(graph: LaunchGraph): Condensed {
  const nodes = [...graph.nodes].sort(byName);
  const known = new Set(nodes);
  const dependenciesOf = new Map(
    nodes.map(node => [
      node,
      [...(graph.dependencies.get(node) ?? [])]
        .filter(other => known.has(other))
        .sort(byName),
    ]),
  );
  const found = new Map<string, { index: number; low: number }>();
  const partOf = new Map<string, number>();
  const open: string[] = [];
  const members: string[][] = [];

  const visit = (node: string): number => {
    const own = { index: found.size, low: found.size };
    found.set(node, own);
    open.push(node);
    for (const other of dependenciesOf.get(node) ?? []) {
      const seen = found.get(other);
      if (!seen) {
        own.low = Math.min(own.low, visit(other));
      } else if (!partOf.has(other)) {
        own.low = Math.min(own.low, seen.index);
      }
    }
    if (own.low === own.index) {
      const part = open.splice(open.indexOf(node)).sort(byName);
      part.forEach(member => partOf.set(member, members.length));
      members.push(part);
    }
    return own.low;
  };
  for (const node of nodes) {
    if (!found.has(node)) {
      visit(node);
    }
  }

  return {
    members,
    dependencies: members.map(
      (part, index) =>
        new Set(
          part
            .flatMap(node => dependenciesOf.get(node) ?? [])
            .flatMap(node => partOf.get(node) ?? [])
            .filter(other => other !== index),
        ),
    ),
  };
}

/** How many parts stand in the longest chain below each part. */
function levelsOf({ dependencies }: Condensed): number[] {
  const levels: number[] = [];
  for (const below of dependencies) {
    levels.push(Math.max(0, ...[...below].map(part => levels[part] + 1)));
  }
  return levels;
}

/** What parts of the same wave have in common. */
function keysOf(
  condensed: Condensed,
  levels: readonly number[],
  grouping: WaveGrouping,
): string[] {
  switch (grouping) {
    case 'FEWEST_WAVES': {
      const islands = islandsOf(condensed);
      return levels.map((level, part) => `${islands[part]}/${level}`);
    }
    case 'EXACT_ORDER': {
      // Parts that wait for the same, and for which the same waits, can be
      // launched together; any others would make something wait for nothing.
      const below = closureOf(condensed.dependencies);
      const above = below.map((): number[] => []);
      below.forEach((parts, part) =>
        parts.forEach(other => above[other].push(part)),
      );
      return below.map(
        (parts, part) =>
          `${[...parts].sort((a, b) => a - b).join()}/${above[part].join()}`,
      );
    }
    default:
      throw new Error(`Unknown grouping ${grouping satisfies never}`);
  }
}

/** Everything below each part, near and far. */
function closureOf(
  dependencies: readonly ReadonlySet<number>[],
): ReadonlySet<number>[] {
  const closure: Set<number>[] = [];
  for (const below of dependencies) {
    closure.push(new Set([...below].flatMap(part => [part, ...closure[part]])));
  }
  return closure;
}

/**
 * The number of the island of each part: parts of two islands have nothing to do
 * with each other. Parts that stand alone share one: nothing waits for any of them.
 */
function islandsOf({ dependencies }: Condensed): number[] {
  const neighbours = dependencies.map(below => new Set(below));
  dependencies.forEach((below, part) =>
    below.forEach(other => neighbours[other].add(part)),
  );
  const islands: number[] = [];
  neighbours.forEach((_, start) => {
    if (islands[start] !== undefined) {
      return;
    }
    const reached = [start];
    islands[start] = neighbours[start].size > 0 ? start : ALONE;
    for (const part of reached) {
      for (const next of neighbours[part]) {
        if (islands[next] === undefined) {
          islands[next] = start;
          reached.push(next);
        }
      }
    }
  });
  return islands;
}

/** The dependencies of a wave without those that follow from the others. */
function withoutDetours(
  dependsOn: ReadonlySet<number>,
  closure: readonly ReadonlySet<number>[],
): number[] {
  const direct = [...dependsOn].sort((a, b) => a - b);
  return direct.filter(wave => !direct.some(other => closure[other].has(wave)));
}
