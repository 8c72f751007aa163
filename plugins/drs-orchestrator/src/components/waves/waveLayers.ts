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

/** A wave as the picture needs it. */
export interface WaveNodeInput {
  waveNumber: number;
  dependsOnWaves: readonly number[];
}

/**
 * Puts waves in layers, each after all it waits for; those of a layer may run
 * beside each other. Waves of a cycle (an unfinished edit) still get a place.
 */
export function waveLayers<W extends WaveNodeInput>(
  waves: readonly W[],
): W[][] {
  const byNumber = new Map(waves.map(wave => [wave.waveNumber, wave]));
  const depths = new Map<number, number>();
  const onPath = new Set<number>();

  const depthOf = (wave: W): number => {
    const known = depths.get(wave.waveNumber);
    if (known !== undefined) {
      return known;
    }
    if (onPath.has(wave.waveNumber)) {
      return 0;
    }
    onPath.add(wave.waveNumber);
    const before = wave.dependsOnWaves.flatMap(number => {
      const dependency = byNumber.get(number);
      return dependency && dependency !== wave ? [depthOf(dependency)] : [];
    });
    onPath.delete(wave.waveNumber);
    const depth = before.length > 0 ? Math.max(...before) + 1 : 0;
    depths.set(wave.waveNumber, depth);
    return depth;
  };

  const layers: W[][] = [];
  for (const wave of waves) {
    const depth = depthOf(wave);
    (layers[depth] ??= []).push(wave);
  }
  // A cycle can leave a depth without waves.
  return layers.filter(layer => layer !== undefined);
}
