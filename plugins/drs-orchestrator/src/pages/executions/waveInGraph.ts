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
import type { WaveInGraph } from '../../components/waves/WaveGraph';
import { isFailure, isUp, waveState } from '../../format/states';

/** A wave of an execution as the picture shows it: how many of its servers are up. */
export function waveInGraph(wave: ExecutionWave): WaveInGraph {
  const total = wave.servers.length;
  const up = wave.servers.filter(server => isUp(server.outcome)).length;
  const failed = wave.servers.filter(server =>
    isFailure(server.outcome),
  ).length;
  return {
    waveNumber: wave.waveNumber,
    name: wave.waveName,
    dependsOnWaves: wave.dependsOnWaves,
    state: waveState(wave.status),
    lines: [
      `${up} of ${total} up${failed > 0 ? ` · ${failed} failed` : ''}`,
      ...(wave.reason ? [wave.reason] : []),
    ],
    progress: total > 0 ? { good: up / total, bad: failed / total } : undefined,
  };
}
