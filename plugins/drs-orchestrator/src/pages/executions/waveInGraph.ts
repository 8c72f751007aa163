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
  type ExecutionWave,
  formatDuration,
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { WaveInGraph } from '../../components/waves/WaveGraph';
import { isFailure, isUp, waveStanding } from '../../format/states';
import type { Words } from '../../translations/words';

/**
 * A wave of an execution as the picture shows it: how many of its servers are up,
 * and what it is at where its status does not say.
 *
 * @param now - milliseconds since the epoch
 */
export function waveInGraph(
  words: Words,
  wave: ExecutionWave,
  now: number,
): WaveInGraph {
  const total = wave.servers.length;
  const up = wave.servers.filter(server => isUp(server.outcome)).length;
  const failed = wave.servers.filter(server =>
    isFailure(server.outcome),
  ).length;
  const detail = detailOf(wave, now);
  return {
    waveNumber: wave.waveNumber,
    name: wave.waveName,
    dependsOnWaves: wave.dependsOnWaves,
    state: waveStanding(words, wave),
    lines: [
      `${up} of ${total} up${failed > 0 ? ` · ${failed} failed` : ''}`,
      ...(detail ? [detail] : []),
    ],
    progress: total > 0 ? { good: up / total, bad: failed / total } : undefined,
  };
}

function detailOf(wave: ExecutionWave, now: number): string | undefined {
  const hook = wave.hooks.find(({ status }) => status === 'RUNNING');
  if (hook) {
    return `${hook.name}${
      hook.attempts > 1 ? `, attempt ${hook.attempts}` : ''
    }`;
  }
  if (wave.status === 'WAITING' && wave.waitUntil !== undefined) {
    return `Goes on in ${formatDuration(-secondsBetween(wave.waitUntil, now))}`;
  }
  if (wave.reason) {
    return wave.reason;
  }
  if (wave.status === 'PENDING' && wave.pauseBeforeWave) {
    return 'Asks for approval first';
  }
  return wave.parallelism !== undefined &&
    wave.parallelism < wave.servers.length
    ? `${wave.parallelism} at a time`
    : undefined;
}
