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
  secondsBetween,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { WaveInGraph } from '../../components/waves/WaveGraph';
import { waveStanding } from '../../format/states';
import { durationText } from '../../format/time';
import type { ExecutionsWords } from '../../translations/executions';
import type { Words } from '../../translations/words';
import { countsOf } from './countsOf';

/**
 * A wave of an execution as the picture shows it: how many of its servers are up,
 * and what it is at where its status does not say.
 *
 * @param now - milliseconds since the epoch
 */
export function waveInGraph(
  t: ExecutionsWords,
  words: Words,
  wave: ExecutionWave,
  now: number,
): WaveInGraph {
  const { total, up, failed } = countsOf(wave.servers);
  const detail = detailOf(t, words, wave, now);
  const counts = { up: String(up), total: String(total) };
  return {
    waveNumber: wave.waveNumber,
    name: wave.waveName,
    dependsOnWaves: wave.dependsOnWaves,
    state: waveStanding(words, wave),
    lines: [
      failed > 0
        ? t('waves.inGraph.upAndFailed', { ...counts, failed: String(failed) })
        : t('waves.up', counts),
      ...(detail ? [detail] : []),
    ],
    progress: total > 0 ? { good: up / total, bad: failed / total } : undefined,
  };
}

function detailOf(
  t: ExecutionsWords,
  words: Words,
  wave: ExecutionWave,
  now: number,
): string | undefined {
  const hook = wave.hooks.find(({ status }) => status === 'RUNNING');
  if (hook) {
    return hook.attempts > 1
      ? t('waves.inGraph.hookAttempt', {
          hook: hook.name,
          attempt: String(hook.attempts),
        })
      : hook.name;
  }
  if (wave.status === 'WAITING' && wave.waitUntil !== undefined) {
    return t('waves.inGraph.goesOn', {
      duration: durationText(words, -secondsBetween(wave.waitUntil, now)),
    });
  }
  if (wave.reason) {
    return wave.reason;
  }
  if (wave.status === 'PENDING' && wave.pauseBeforeWave) {
    return t('waves.inGraph.asksFirst');
  }
  return wave.parallelism !== undefined &&
    wave.parallelism < wave.servers.length
    ? t('waves.inGraph.atATime', { n: String(wave.parallelism) })
    : undefined;
}
