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

import type { ExecutionWave } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { counted } from '../format/counting';
import { clockText, timeText } from '../format/time';
import type { View } from '../Output';
import { table, type Cell } from '../terminal/table';
import { countServers, waveTones } from './tones';

/** What else there is to say of a wave, beside its counts. */
function noteOf(wave: ExecutionWave): string {
  const hook = wave.hooks.find(({ status }) => status === 'RUNNING');
  const counts = countServers(wave.servers);
  return [
    wave.waitingForCapacity ? 'waits for capacity' : undefined,
    hook &&
      `hook ${hook.name}${
        hook.attempts > 1 ? `, attempt ${hook.attempts}` : ''
      }`,
    wave.waitUntil && wave.status === 'WAITING'
      ? `until ${timeText(wave.waitUntil)}`
      : undefined,
    counts.running > 0 ? phasesText(wave) : undefined,
    counts.skipped > 0 ? `${counts.skipped} skipped` : undefined,
    wave.reason,
  ]
    .filter(Boolean)
    .join('; ');
}

/** "2 CONVERSION, 1 LAUNCH": where the servers that are launching stand. */
function phasesText(wave: ExecutionWave): string {
  const phases = new Map<string, number>();
  for (const { outcome, phase } of wave.servers) {
    if (outcome === 'LAUNCHING' && phase) {
      phases.set(phase, (phases.get(phase) ?? 0) + 1);
    }
  }
  return [...phases].map(([phase, count]) => `${count} ${phase}`).join(', ');
}

const waveColumns = [
  { title: '#', align: 'right' },
  { title: 'Wave', shrinks: true },
  { title: 'Status' },
  { title: 'Up', align: 'right' },
  { title: 'Failed', align: 'right' },
  { title: 'Ready after', align: 'right' },
  { title: 'Note', shrinks: true },
] as const;

const waveCells = (wave: ExecutionWave): Cell[] => {
  const { total, up, failed } = countServers(wave.servers);
  return [
    String(wave.waveNumber),
    wave.waveName,
    { text: wave.status, tone: waveTones[wave.status] },
    `${up}/${total}`,
    failed > 0 ? { text: String(failed), tone: 'bad' } : '',
    wave.rtoSeconds === undefined ? '' : clockText(wave.rtoSeconds),
    noteOf(wave),
  ];
};

const restingWaves: ReadonlySet<ExecutionWave['status']> = new Set([
  'PENDING',
  'COMPLETED',
  'SKIPPED',
  'CANCELLED',
] as const);

/**
 * The waves as a table of at most so many lines: those in which something happens
 * or went wrong stay, others are summed up.
 */
export function wavesTable(
  waves: readonly ExecutionWave[],
  { paint, width, height }: Pick<View, 'paint' | 'width'> & { height?: number },
): string[] {
  const room =
    height === undefined || waves.length + 1 <= height
      ? waves.length
      : Math.max(1, height - 2);
  const shown = new Set(
    [...waves]
      .sort(
        (a, b) =>
          Number(restingWaves.has(a.status)) -
          Number(restingWaves.has(b.status)),
      )
      .slice(0, room),
  );
  const hidden = waves.filter(wave => !shown.has(wave));
  return [
    ...table(
      waveColumns,
      waves.filter(wave => shown.has(wave)).map(waveCells),
      { paint, width },
    ),
    ...(hidden.length > 0 ? [paint('quiet', `and ${hiddenText(hidden)}`)] : []),
  ];
}

function hiddenText(waves: readonly ExecutionWave[]): string {
  const statuses = new Map<string, number>();
  for (const { status } of waves) {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return `${counted(waves.length, 'more wave')}: ${[...statuses]
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')}`;
}
