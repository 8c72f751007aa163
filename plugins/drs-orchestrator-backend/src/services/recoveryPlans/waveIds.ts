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
  Finding,
  ValidRequest,
  Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { randomUUID } from 'node:crypto';

/** A wave as a caller writes it. */
export type WaveInput =
  ValidRequest<'create_recovery_plan'>['body']['waves'][number];

/** A wave keeps its ID over edits, so no two waves may claim one. */
export function waveIdFindings(waves: readonly WaveInput[]): Finding[] {
  const seen = new Set<string>();
  return waves.flatMap(({ waveId }, index): Finding[] => {
    if (waveId === undefined) {
      return [];
    }
    if (!seen.has(waveId)) {
      seen.add(waveId);
      return [];
    }
    return [
      {
        code: 'DUPLICATE_WAVE_ID',
        severity: 'BLOCKING',
        field: `waves[${index}].waveId`,
        message: `There are two waves with the ID ${waveId}`,
        remedy: 'Leave the ID of a new wave out',
      },
    ];
  });
}

/** A wave with its ID: the one it has, or a new one. */
export const withWaveId = (wave: WaveInput): Wave => ({
  ...wave,
  waveId: wave.waveId ?? randomUUID(),
});
