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
  Execution,
  ExecutionWave,
  Timeline,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { sinceStartOf } from './segments';

/** When a wave began and was ready, or is expected to, in seconds since the start. */
export interface WaveForecast {
  waveNumber: number;
  from: number;
  /** Those that depend on it may start. */
  ready: number;
  /** It has happened, and is no forecast. */
  known: boolean;
}

/** How an execution will go on, as far as one can tell. */
export interface Forecast {
  waves: readonly WaveForecast[];
  /** When its last wave is ready; absent where nobody knows what to expect of a wave. */
  ready?: number;
  /** The waves that decide that, each waiting for the one before. */
  criticalPath: readonly number[];
}

/**
 * What really happened, gone on with what was expected of each wave when the
 * execution was started. A wave that takes longer than that is expected to be
 * ready at any moment.
 *
 * @param elapsed - seconds since the start, now or at the end
 */
export function forecastOf(
  execution: Pick<Execution, 'startTime' | 'waves' | 'expected' | 'endTime'>,
  elapsed: number,
): Forecast {
  const since = sinceStartOf(execution);
  const waves = new Map<number, WaveForecast>();
  let complete = true;

  const tell = (
    wave: ExecutionWave,
    above: readonly number[],
  ): WaveForecast => {
    const known = waves.get(wave.waveNumber);
    if (known) {
      return known;
    }
    const path = [...above, wave.waveNumber];
    const before = wave.dependsOnWaves.flatMap(number => {
      const other = execution.waves.find(
        ({ waveNumber }) => waveNumber === number,
      );
      // A cycle cannot be run; a record that shows one must not hang the page.
      return other && !path.includes(number) ? [tell(other, path)] : [];
    });
    const from = wave.startTime
      ? since(wave.startTime)
      : Math.max(elapsed, ...before.map(({ ready }) => ready));
    const over = wave.readyAt ?? wave.endTime ?? execution.endTime;
    const takes = expectedSeconds(execution.expected, wave.waveNumber);
    complete &&= over !== undefined || takes !== undefined;
    const told: WaveForecast = {
      waveNumber: wave.waveNumber,
      from: over === undefined ? from : Math.min(from, since(over)),
      ready:
        over === undefined
          ? Math.max(elapsed, from + (takes ?? 0))
          : since(over),
      known: over !== undefined,
    };
    waves.set(wave.waveNumber, told);
    return told;
  };

  const all = execution.waves.map(wave => tell(wave, []));
  return {
    waves: all,
    ...(complete &&
      all.length > 0 && { ready: Math.max(...all.map(({ ready }) => ready)) }),
    criticalPath: complete ? pathBackFromLast(execution.waves, waves) : [],
  };
}

const expectedSeconds = (
  expected: Timeline | undefined,
  waveNumber: number,
): number | undefined => {
  const wave = expected?.waves.find(other => other.waveNumber === waveNumber);
  return wave && wave.endSeconds - wave.startSeconds;
};

/** From the wave that is ready last, back along what each waited for longest. */
function pathBackFromLast(
  waves: readonly ExecutionWave[],
  told: ReadonlyMap<number, WaveForecast>,
): number[] {
  const path: number[] = [];
  let from = waves.map(({ waveNumber }) => waveNumber);
  while (from.length > 0 && path.length < waves.length) {
    const last = from.reduce((latest, number) =>
      (told.get(number)?.ready ?? 0) > (told.get(latest)?.ready ?? 0)
        ? number
        : latest,
    );
    path.unshift(last);
    from =
      waves.find(({ waveNumber }) => waveNumber === last)?.dependsOnWaves ?? [];
  }
  return path;
}
