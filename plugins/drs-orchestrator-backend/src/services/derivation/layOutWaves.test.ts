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

import fc from 'fast-check';
import { layOutWaves, type Layout, type LaunchGraph } from './layOutWaves';

const name = (index: number) => `component:default/c${index}`;

/** Graphs of up to twelve components, with circles or without. */
const graphs = (circles: boolean): fc.Arbitrary<LaunchGraph> =>
  fc
    .integer({ min: 0, max: 12 })
    .chain(size =>
      fc.record({
        size: fc.constant(size),
        edges: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), {
          maxLength: 24,
        }),
        order: fc.shuffledSubarray(
          Array.from({ length: size }, (_, index) => index),
          { minLength: size },
        ),
      }),
    )
    .map(({ edges, order, size }) => {
      const dependencies = new Map<string, Set<string>>();
      for (const [from, to] of edges) {
        if (from < size && to < size && (circles || from > to)) {
          const known = dependencies.get(name(from)) ?? new Set();
          dependencies.set(name(from), known.add(name(to)));
        }
      }
      return { nodes: order.map(name), dependencies };
    });

const groupings = fc.constantFrom(
  'FEWEST_WAVES' as const,
  'EXACT_ORDER' as const,
);

/** Everything that a node depends on, near and far, by a plain walk. */
function below(graph: LaunchGraph, node: string): Set<string> {
  const reached = new Set<string>();
  const walk = (at: string) => {
    for (const next of graph.dependencies.get(at) ?? []) {
      if (!reached.has(next)) {
        reached.add(next);
        walk(next);
      }
    }
  };
  walk(node);
  return reached;
}

const waveOf = ({ waves }: Layout, node: string): number =>
  waves.findIndex(({ nodes }) => nodes.includes(node));

/** The waves that must be done before this one, near and far. */
function before({ waves }: Layout, wave: number): Set<number> {
  return new Set(
    waves[wave].dependsOn.flatMap(other => [
      other,
      ...before({ waves, circles: [] }, other),
    ]),
  );
}

/** How many nodes the longest chain has that ends with this one. */
const chain = (graph: LaunchGraph, node: string): number =>
  1 +
  Math.max(
    0,
    ...[...(graph.dependencies.get(node) ?? [])].map(next =>
      chain(graph, next),
    ),
  );

describe('layOutWaves', () => {
  it('puts every component into one wave, in which only circles depend on each other', () => {
    fc.assert(
      fc.property(graphs(true), groupings, (graph, grouping) => {
        const layout = layOutWaves(graph, grouping);
        const placed = layout.waves.flatMap(({ nodes }) => nodes);
        expect([...placed].sort()).toEqual([...graph.nodes].sort());
        const inCircle = (a: string, b: string) =>
          layout.circles.some(
            circle => circle.includes(a) && circle.includes(b),
          );
        const pairs = graph.nodes.flatMap(node =>
          [...below(graph, node)].map(
            dependency => [node, dependency] as const,
          ),
        );
        const ordered = pairs.filter(([a, b]) => a !== b && !inCircle(a, b));
        for (const [node, dependency] of ordered) {
          const wave = waveOf(layout, node);
          const earlier = waveOf(layout, dependency);
          expect(before(layout, wave)).toContain(earlier);
          expect(earlier).toBeLessThan(wave);
        }
        for (const [a, b] of pairs.filter(pair => !ordered.includes(pair))) {
          expect(waveOf(layout, a)).toBe(waveOf(layout, b));
        }
      }),
    );
  });

  it('names exactly the circles', () => {
    fc.assert(
      fc.property(graphs(true), groupings, (graph, grouping) => {
        const { circles } = layOutWaves(graph, grouping);
        const together = (a: string, b: string) =>
          below(graph, a).has(b) && below(graph, b).has(a);
        for (const circle of circles) {
          expect(circle.length).toBeGreaterThan(1);
        }
        const pairs = graph.nodes.flatMap(a =>
          graph.nodes.filter(b => a !== b).map(b => [a, b] as const),
        );
        for (const [a, b] of pairs) {
          expect(
            circles.some(nodes => nodes.includes(a) && nodes.includes(b)),
          ).toBe(together(a, b));
        }
      }),
    );
  });

  it('needs as many waves as the longest chain, for each part of the graph by itself, and one for all that stands alone', () => {
    fc.assert(
      fc.property(graphs(false), graph => {
        const { waves } = layOutWaves(graph, 'FEWEST_WAVES');
        const related = (node: string) => {
          const reached = new Set([node]);
          for (const at of reached) {
            for (const other of graph.nodes) {
              if (
                graph.dependencies.get(at)?.has(other) ||
                graph.dependencies.get(other)?.has(at)
              ) {
                reached.add(other);
              }
            }
          }
          return reached;
        };
        const islands = new Map(
          graph.nodes.map(node => {
            const nodes = [...related(node)].sort();
            return [nodes.join(), nodes] as const;
          }),
        );
        const alone = [...islands.values()].flatMap(island =>
          island.length === 1 ? island : [],
        );
        const apart = [...islands.values()].filter(({ length }) => length > 1);
        for (const island of alone.length > 0 ? [...apart, alone] : apart) {
          const own = waves.filter(({ nodes }) => island.includes(nodes[0]));
          expect(own).toHaveLength(
            Math.max(...island.map(node => chain(graph, node))),
          );
          for (const { nodes } of own) {
            expect(island).toEqual(expect.arrayContaining([...nodes]));
          }
        }
      }),
    );
  });

  it('in exact order lets nothing wait for what it does not depend on, in as few waves as that takes', () => {
    fc.assert(
      fc.property(graphs(false), graph => {
        const layout = layOutWaves(graph, 'EXACT_ORDER');
        for (const node of graph.nodes) {
          const awaited = [...before(layout, waveOf(layout, node))].flatMap(
            wave => layout.waves[wave].nodes,
          );
          expect(awaited.sort()).toEqual([...below(graph, node)].sort());
        }
        // Any two waves put together would break that.
        const waits = layout.waves.map(({ nodes }) => [
          [...below(graph, nodes[0])].sort().join(),
          graph.nodes
            .filter(node => below(graph, node).has(nodes[0]))
            .sort()
            .join(),
        ]);
        expect(new Set(waits.map(wait => wait.join('/'))).size).toBe(
          waits.length,
        );
      }),
    );
  });

  it('names no dependency that follows from the others', () => {
    fc.assert(
      fc.property(graphs(true), groupings, (graph, grouping) => {
        const layout = layOutWaves(graph, grouping);
        for (const { dependsOn } of layout.waves) {
          for (const wave of dependsOn) {
            const others = dependsOn.filter(other => other !== wave);
            expect(others.some(other => before(layout, other).has(wave))).toBe(
              false,
            );
          }
        }
      }),
    );
  });

  it('gives the same waves however the graph is told', () => {
    fc.assert(
      fc.property(graphs(true), groupings, (graph, grouping) => {
        const told = {
          nodes: [...graph.nodes].reverse(),
          dependencies: new Map(
            [...graph.dependencies]
              .reverse()
              .map(([from, to]) => [from, new Set([...to].reverse())]),
          ),
        };
        expect(layOutWaves(told, grouping)).toEqual(
          layOutWaves(graph, grouping),
        );
      }),
    );
  });

  it('keeps what has nothing to do with each other apart', () => {
    const graph = {
      nodes: ['shop-db', 'shop', 'ledger-db', 'ledger', 'mail', 'wiki'],
      dependencies: new Map([
        ['shop', new Set(['shop-db'])],
        ['ledger', new Set(['ledger-db'])],
      ]),
    };
    expect(layOutWaves(graph, 'FEWEST_WAVES').waves).toEqual([
      { nodes: ['ledger-db'], dependsOn: [] },
      { nodes: ['mail', 'wiki'], dependsOn: [] },
      { nodes: ['shop-db'], dependsOn: [] },
      { nodes: ['ledger'], dependsOn: [0] },
      { nodes: ['shop'], dependsOn: [2] },
    ]);
  });
});
