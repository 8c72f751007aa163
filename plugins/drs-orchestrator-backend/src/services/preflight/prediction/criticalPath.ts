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

import type { PredictedWave } from './predictTimeline';

/** From the wave that is ready last, back along what each waited for longest. */
export function criticalPathOf(
  waves: readonly Pick<PredictedWave, 'waveNumber' | 'readySeconds'>[],
  dependencies: ReadonlyMap<number, readonly number[]>,
): number[] {
  const ready = new Map(
    waves.map(wave => [wave.waveNumber, wave.readySeconds]),
  );
  const latestOf = (numbers: readonly number[]): number | undefined =>
    numbers.reduce<number | undefined>(
      (latest, number) =>
        latest === undefined ||
        (ready.get(number) ?? 0) > (ready.get(latest) ?? 0)
          ? number
          : latest,
      undefined,
    );
  const path: number[] = [];
  for (
    let at = latestOf(waves.map(wave => wave.waveNumber));
    at !== undefined;
    at = latestOf(dependencies.get(at) ?? [])
  ) {
    path.unshift(at);
  }
  return path;
}
