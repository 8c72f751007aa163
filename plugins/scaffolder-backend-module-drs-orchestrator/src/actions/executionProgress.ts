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
  ExecutionServer,
  ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

type ExecutionStatusAnswer = ResponseOf<'get_execution_status'>;

/** How many servers a message names; the page of the execution shows all. */
const MAX_NAMED = 20;

/** Where an execution stands, in a sentence. Two sentences differ where something has changed. */
export function progressSentence({
  status,
  pause,
  currentWave,
  counts,
}: ExecutionStatusAnswer): string {
  const { total, succeeded, failed, skipped } = counts;
  return [
    currentWave === undefined ? status : `${status} in wave ${currentWave}`,
    `${succeeded} of ${total} servers are up`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(pause
      ? [
          `paused (${pause.reason}) until ${pause.until}${
            pause.message ? `: ${pause.message}` : ''
          }`,
        ]
      : []),
  ].join(', ');
}

/** Everything that has gone wrong so far: waves with their reasons, and servers by name. */
export function failureLines({ waves }: Execution): string[] {
  const servers = waves.flatMap(wave =>
    wave.servers.filter(hasFailed).map(server => ({ server, wave })),
  );
  return [
    ...waves.flatMap(({ waveNumber, waveName, status, reason }) =>
      reason &&
      (status === 'FAILED' || status === 'PARTIAL' || status === 'TIMED_OUT')
        ? [`- Wave ${waveNumber} "${waveName}" ${status}: ${reason}`]
        : [],
    ),
    ...servers
      .slice(0, MAX_NAMED)
      .map(
        ({ server, wave }) =>
          `- ${server.hostname} (wave ${wave.waveNumber}) ${
            server.outcome
          }: ${causeOf(server)}`,
      ),
    ...(servers.length > MAX_NAMED
      ? [`- and ${servers.length - MAX_NAMED} more servers`]
      : []),
  ];
}

function hasFailed({ outcome }: ExecutionServer): boolean {
  return (
    outcome === 'FAILED' || outcome === 'TIMED_OUT' || outcome === 'UNHEALTHY'
  );
}

const causeOf = ({ errorCode, errorMessage, health }: ExecutionServer) =>
  [errorCode, errorMessage ?? health.message ?? 'no reason is known']
    .filter(part => part !== undefined)
    .join(' ');
