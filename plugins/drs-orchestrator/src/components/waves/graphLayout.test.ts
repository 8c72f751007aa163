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

import { GAP_X, graphLayout, besideWave, NODE_WIDTH } from './graphLayout';

const waves = (...dependencies: number[][]) =>
  dependencies.map((dependsOnWaves, index) => ({
    waveNumber: index + 1,
    dependsOnWaves,
  }));

describe('graphLayout', () => {
  it('puts each layer in the middle, and an arrow from edge to edge', () => {
    const { places, arrows, width, height } = graphLayout(
      waves([], [1], [1]),
      80,
    );
    expect([width, height]).toEqual([2 * NODE_WIDTH + GAP_X, 178]);
    expect(places.get(1)).toEqual({ x: 0, y: 49 });
    expect(arrows).toEqual([
      {
        from: 1,
        to: 2,
        start: { x: NODE_WIDTH, y: 89 },
        end: { x: NODE_WIDTH + GAP_X, y: 40 },
      },
      {
        from: 1,
        to: 3,
        start: { x: NODE_WIDTH, y: 89 },
        end: { x: NODE_WIDTH + GAP_X, y: 138 },
      },
    ]);
  });

  it('leads an arrow below all waves where it would run over another', () => {
    const { arrows, height } = graphLayout(waves([], [1], [1, 2]), 80);
    const [, skipping, next] = arrows;
    expect(skipping).toMatchObject({ from: 1, to: 3, lane: height });
    expect(height).toBeGreaterThan(80);
    expect(next.lane).toBeUndefined();
    // What removes an arrow stands in the gap beside its wave, not on the next.
    const { x } = besideWave(skipping, 'start');
    expect(x).toBeGreaterThan(NODE_WIDTH);
    expect(x).toBeLessThan(NODE_WIDTH + GAP_X / 2);
  });
});
