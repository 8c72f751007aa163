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

import { waveLayers } from './waveLayers';

const wave = (waveNumber: number, ...dependsOnWaves: number[]) => ({
  waveNumber,
  dependsOnWaves,
});
const numbers = (layers: { waveNumber: number }[][]) =>
  layers.map(layer => layer.map(({ waveNumber }) => waveNumber));

describe('waveLayers', () => {
  it('puts waves that wait for the same beside each other', () => {
    expect(
      numbers(waveLayers([wave(1), wave(2, 1), wave(3, 1), wave(4, 2, 3)])),
    ).toEqual([[1], [2, 3], [4]]);
  });

  it('puts a wave after the longest way to it', () => {
    expect(
      numbers(waveLayers([wave(1), wave(2, 1), wave(3, 1, 2), wave(4)])),
    ).toEqual([[1, 4], [2], [3]]);
  });

  it('gives every wave of a cycle, and of an unknown dependency, one place', () => {
    const layers = waveLayers([wave(1, 2), wave(2, 1), wave(3, 9)]);
    expect(numbers(layers).flat().sort()).toEqual([1, 2, 3]);
  });
});
