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
import {
  dependenciesOf,
  successThreshold,
  waveGraphFindings,
  type WaveNode,
} from './waveGraph';

const wave = (waveNumber: number, dependsOnWaves?: number[]): WaveNode => ({
  waveNumber,
  waveName: `wave ${waveNumber}`,
  ...(dependsOnWaves && { dependsOnWaves }),
});

describe('dependenciesOf', () => {
  it('is the wave before where nothing is said, and none where [] is said', () => {
    const waves = [wave(10), wave(20), wave(30, []), wave(40, [10, 10, 30])];
    expect(waves.map((_, index) => dependenciesOf(waves, index))).toEqual([
      [],
      [10],
      [],
      [10, 30],
    ]);
  });
});

describe('waveGraphFindings', () => {
  const told = (waves: WaveNode[]) =>
    waveGraphFindings(waves).map(({ code, field, message }) => ({
      code,
      field,
      message,
    }));

  it('finds nothing wrong with a diamond', () => {
    expect(
      told([wave(1), wave(2, [1]), wave(3, [1]), wave(4, [2, 3])]),
    ).toEqual([]);
  });

  it('tells every problem at once, each with its field', () => {
    expect(
      told([wave(1, [1]), wave(2, [9]), wave(2, []), wave(4, [1, 7])]),
    ).toEqual([
      {
        code: 'DUPLICATE_WAVE_NUMBER',
        field: 'waves[2].waveNumber',
        message: 'There are two waves with number 2',
      },
      {
        code: 'WAVE_CYCLE',
        field: 'waves[0].dependsOnWaves[0]',
        message: 'A wave cannot wait for itself',
      },
      {
        code: 'UNKNOWN_WAVE',
        field: 'waves[1].dependsOnWaves[0]',
        message: 'There is no wave 9 to wait for',
      },
      {
        code: 'UNKNOWN_WAVE',
        field: 'waves[3].dependsOnWaves[1]',
        message: 'There is no wave 7 to wait for',
      },
    ]);
  });

  it('names a cycle by its path, also through a wave that says nothing', () => {
    expect(told([wave(1, [3]), wave(2), wave(3, [2])])).toEqual([
      {
        code: 'WAVE_CYCLE',
        field: 'waves[0].dependsOnWaves',
        message: 'Waves wait for each other: 1 → 3 → 2 → 1',
      },
    ]);
  });

  it('finds a cycle exactly where the waves cannot be put in order', () => {
    const graphs = fc
      .array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }), {
        minLength: 1,
        maxLength: 8,
      })
      .map(lists =>
        lists.map((list, index) =>
          wave(
            index + 1,
            list.filter(
              number => number !== index + 1 && number <= lists.length,
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(graphs, waves => {
        const hasCycle = waveGraphFindings(waves).some(
          ({ code }) => code === 'WAVE_CYCLE',
        );
        expect(hasCycle).toBe(!canBeOrdered(waves));
      }),
    );
  });
});

/** Kahn's algorithm: takes waves away that wait for nothing that is left. */
function canBeOrdered(waves: WaveNode[]): boolean {
  let left = waves;
  for (;;) {
    const numbers = new Set(left.map(({ waveNumber }) => waveNumber));
    const next = left.filter(({ dependsOnWaves = [] }) =>
      dependsOnWaves.some(number => numbers.has(number)),
    );
    if (next.length === left.length) {
      return left.length === 0;
    }
    left = next;
  }
}

describe('successThreshold', () => {
  it.each([
    [{ continueOnFailure: false }, 100],
    [{ continueOnFailure: false, successThresholdPercent: 20 }, 100],
    [{ continueOnFailure: true }, 50],
    [{ continueOnFailure: true, successThresholdPercent: 80 }, 80],
  ])('of %j is %d percent', (given, percent) => {
    expect(successThreshold(given)).toBe(percent);
  });
});
