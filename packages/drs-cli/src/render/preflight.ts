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

import {
  formatDuration,
  type Preflight,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { clockText } from '../format/time';
import type { Render } from '../Output';
import { table } from '../terminal/table';
import { findingLines } from './findings';
import { unavailableLines } from './records';

/** What speaks against a start now, and how long it would take. */
export const preflightLines: Render<Preflight> = (preflight, view) => {
  const { paint, width } = view;
  const { timeline, predictedRtoSeconds, targetRtoMinutes } = preflight;
  const target =
    targetRtoMinutes === undefined ? undefined : targetRtoMinutes * 60;
  return [
    preflight.ready
      ? paint('good', 'Ready: nothing speaks against a start.')
      : paint('bad', 'Not ready: something speaks against a start.'),
    ...findingLines(preflight.findings, { paint }),
    ...unavailableLines(preflight, view),
    '',
    ...table(
      [
        { title: '#', align: 'right' },
        { title: 'Wave', shrinks: true },
        { title: 'Begins', align: 'right' },
        { title: 'Ends', align: 'right' },
        { title: 'Servers', align: 'right' },
        { title: 'Jobs', align: 'right' },
        { title: 'From' },
      ],
      timeline.waves.map(wave => [
        String(wave.waveNumber),
        wave.waveName,
        clockText(wave.startSeconds),
        clockText(wave.endSeconds),
        String(wave.serverCount),
        String(wave.jobs),
        wave.basis === 'HISTORY' ? 'earlier launches' : 'usual times',
      ]),
      { paint, width },
    ),
    `Predicted recovery time: ${formatDuration(predictedRtoSeconds)}${
      target === undefined ? '' : againstTarget(predictedRtoSeconds, target)
    }`,
  ];
};

const againstTarget = (predicted: number, target: number): string =>
  predicted <= target
    ? `, within the target of ${formatDuration(target)}`
    : `, ${formatDuration(
        predicted - target,
      )} over the target of ${formatDuration(target)}`;
