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

import type { Finding } from '../records/finding';

/** What the graph of waves needs to know of a wave. @public */
export interface WaveNode {
  waveNumber: number;
  waveName?: string;
  /** Absent: the wave before in the list; `[]`: none. */
  dependsOnWaves?: readonly number[];
}

/**
 * The waves a wave waits for: what it says, or the one before it in the list.
 *
 * @public
 */
export function dependenciesOf(
  waves: readonly WaveNode[],
  index: number,
): number[] {
  const wave = waves[index];
  if (wave.dependsOnWaves) {
    return [...new Set(wave.dependsOnWaves)];
  }
  return index === 0 ? [] : [waves[index - 1].waveNumber];
}

/**
 * Every problem of the graph of waves: repeated numbers, unknown dependencies,
 * a wave that waits for itself, cycles (named by their path).
 *
 * @public
 */
export function waveGraphFindings(waves: readonly WaveNode[]): Finding[] {
  const findings: Finding[] = [];
  const blocking = (
    index: number,
    code: string,
    field: string,
    message: string,
    remedy?: string,
  ) => {
    const wave = waves[index];
    findings.push({
      code,
      severity: 'BLOCKING',
      subject: {
        kind: 'wave',
        id: String(wave.waveNumber),
        ...(wave.waveName && { name: wave.waveName }),
      },
      field: `waves[${index}].${field}`,
      message,
      ...(remedy && { remedy }),
    });
  };

  const indexByNumber = new Map<number, number>();
  waves.forEach((wave, index) => {
    if (indexByNumber.has(wave.waveNumber)) {
      blocking(
        index,
        'DUPLICATE_WAVE_NUMBER',
        'waveNumber',
        `There are two waves with number ${wave.waveNumber}`,
      );
    } else {
      indexByNumber.set(wave.waveNumber, index);
    }
  });

  waves.forEach((wave, index) => {
    wave.dependsOnWaves?.forEach((dependency, position) => {
      const field = `dependsOnWaves[${position}]`;
      if (dependency === wave.waveNumber) {
        blocking(index, 'WAVE_CYCLE', field, 'A wave cannot wait for itself');
      } else if (!indexByNumber.has(dependency)) {
        blocking(
          index,
          'UNKNOWN_WAVE',
          field,
          `There is no wave ${dependency} to wait for`,
        );
      }
    });
  });

  const cycle = findCycle(waves, indexByNumber);
  if (cycle) {
    blocking(
      cycle[0],
      'WAVE_CYCLE',
      'dependsOnWaves',
      `Waves wait for each other: ${cycle
        .map(index => waves[index].waveNumber)
        .join(' → ')}`,
      'Remove one of these dependencies',
    );
  }
  return findings;
}

/** Indices along a cycle of two waves or more, ending where it began. */
function findCycle(
  waves: readonly WaveNode[],
  indexByNumber: ReadonlyMap<number, number>,
): number[] | undefined {
  const done = new Set<number>();
  const path: number[] = [];

  const visit = (index: number): number[] | undefined => {
    const start = path.indexOf(index);
    if (start >= 0) {
      return [...path.slice(start), index];
    }
    if (done.has(index)) {
      return undefined;
    }
    path.push(index);
    for (const number of dependenciesOf(waves, index)) {
      const next = indexByNumber.get(number);
      if (next !== undefined && next !== index) {
        const cycle = visit(next);
        if (cycle) {
          return cycle;
        }
      }
    }
    path.pop();
    done.add(index);
    return undefined;
  };

  for (let index = 0; index < waves.length; index++) {
    const cycle = visit(index);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}

/** Share of servers that must be up for a wave to be good enough, in percent. @public */
export function successThreshold(wave: {
  continueOnFailure: boolean;
  successThresholdPercent?: number;
}): number {
  if (!wave.continueOnFailure) {
    return 100;
  }
  return wave.successThresholdPercent ?? 50;
}
