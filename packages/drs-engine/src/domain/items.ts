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
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { expectOtherPerson } from './approvals';
import type { Decision } from './context';
import type { CommandOf } from './input';
import {
  decisionOf,
  hasFailed,
  isHookOut,
  isWaveOver,
  serversOf,
} from './rules';
import type { ExecutionState, ServerState, WaveState } from './state';

export const isRetryable = (server: ServerState): boolean =>
  server.outcome === 'FAILED' ||
  server.outcome === 'TIMED_OUT' ||
  server.outcome === 'UNHEALTHY';

/** Has what failed tried again. */
export function retry(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'retry'>,
): void {
  expectItems(input);
  const waves = wavesNamed(state, input.waves);
  const problems = [
    ...unknownItems(state, input),
    ...waves
      .filter(
        wave =>
          !hasFailed(wave) &&
          !serversOf(state, wave.sourceServerIds).some(isRetryable),
      )
      .map(wave =>
        waveProblem(wave, `Nothing of wave ${wave.waveNumber} has failed`),
      ),
    ...state.waves
      .filter(
        wave =>
          wave.hooks.some(isHookOut) &&
          (waves.includes(wave) ||
            wave.sourceServerIds.some(id =>
              input.sourceServerIds?.includes(id),
            )),
      )
      .map(wave => waveProblem(wave, hookRuns(wave))),
    ...serversOf(state, input.sourceServerIds ?? [])
      .filter(server => !isRetryable(server))
      .map(server =>
        serverProblem(
          server,
          `${server.hostname} is ${server.outcome}; only what failed can be tried again`,
        ),
      ),
  ];
  refuse(problems);
  const servers = [
    ...serversOf(state, input.sourceServerIds ?? []),
    ...waves
      .flatMap(wave => serversOf(state, wave.sourceServerIds))
      .filter(isRetryable),
  ];
  decision.add({
    type: 'RetryRequested',
    waves: [
      ...new Set([
        ...waves.map(wave => wave.waveNumber),
        ...servers.map(server => server.waveNumber),
      ]),
    ],
    sourceServerIds: [...new Set(servers.map(server => server.sourceServerId))],
    comment: input.comment,
  });
}

/** Whether a launch of the server is asked for or under way. */
const isLaunching = (state: ExecutionState, server: ServerState): boolean =>
  server.outcome === 'LAUNCHING' ||
  [...state.chunks.values()].some(
    chunk =>
      chunk.status === 'REQUESTED' &&
      chunk.sourceServerIds.includes(server.sourceServerId),
  );

const isSkippable = (state: ExecutionState, server: ServerState): boolean =>
  (server.outcome === 'PENDING' || isRetryable(server)) &&
  !isLaunching(state, server);

export const mayBeSkipped = (state: ExecutionState, wave: WaveState): boolean =>
  hasFailed(wave) ||
  ((!isWaveOver(wave) || wave.status === 'PARTIAL') &&
    serversOf(state, wave.sourceServerIds).some(server =>
      isSkippable(state, server),
    ));

/** Goes on without servers or waves. */
export function skip(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'skip'>,
): void {
  expectItems(input);
  const waves = wavesNamed(state, input.waves);
  const problems = [
    ...unknownItems(state, input),
    ...waves.flatMap(wave => {
      const reason = whyWaveIsNotSkipped(state, wave);
      return reason ? [waveProblem(wave, reason)] : [];
    }),
    ...serversOf(state, input.sourceServerIds ?? [])
      .filter(server => !isSkippable(state, server))
      .map(server =>
        serverProblem(
          server,
          isLaunching(state, server)
            ? `${server.hostname} is being launched, which cannot be called back`
            : `${server.hostname} is ${server.outcome} and cannot be skipped`,
        ),
      ),
  ];
  refuse(problems);
  if (
    state.waves.some(wave => isUnapproved(state, wave) && isOf(input, wave))
  ) {
    // What depends on it would go on as if it had been approved.
    expectOtherPerson(state, input);
  }
  const ofWaves = waves
    .flatMap(wave => serversOf(state, wave.sourceServerIds))
    .filter(server => isSkippable(state, server))
    .map(server => server.sourceServerId);
  decision.add({
    type: 'SkipRequested',
    waves: waves.map(wave => wave.waveNumber),
    sourceServerIds: [
      ...new Set([...(input.sourceServerIds ?? []), ...ofWaves]),
    ],
    comment: input.comment,
  });
}

/** It needs an approval, whether that was asked for yet or not, and has none. */
const isUnapproved = (state: ExecutionState, wave: WaveState): boolean =>
  wave.pauseBeforeWave === true &&
  !wave.startedAt &&
  decisionOf(state, wave.waveNumber) !== 'APPROVE';

const isOf = (
  { waves = [], sourceServerIds = [] }: CommandOf<'skip'>,
  wave: WaveState,
): boolean =>
  waves.includes(wave.waveNumber) ||
  wave.sourceServerIds.some(id => sourceServerIds.includes(id));

const hookRuns = (wave: WaveState): string =>
  `A hook of wave ${wave.waveNumber} is running; wait for its end`;

function whyWaveIsNotSkipped(
  state: ExecutionState,
  wave: WaveState,
): string | undefined {
  if (isWaveOver(wave) && !hasFailed(wave)) {
    return `Wave ${wave.waveNumber} has ended (${wave.status})`;
  }
  if (wave.hooks.some(isHookOut)) {
    return hookRuns(wave);
  }
  const flies = serversOf(state, wave.sourceServerIds).some(server =>
    isLaunching(state, server),
  );
  return flies
    ? `Launches of wave ${wave.waveNumber} are under way, which cannot be called back`
    : undefined;
}

function expectItems({
  waves = [],
  sourceServerIds = [],
}: CommandOf<'retry' | 'skip'>): void {
  if (waves.length + sourceServerIds.length === 0) {
    throw new DrsError('VALIDATION_FAILED', 'Name at least one wave or server');
  }
}

const wavesNamed = (
  state: ExecutionState,
  waveNumbers: readonly number[] = [],
): WaveState[] =>
  state.waves.filter(wave => waveNumbers.includes(wave.waveNumber));

export function unknownItems(
  state: ExecutionState,
  items: {
    waves?: readonly number[];
    sourceServerIds?: readonly string[];
  },
): Finding[] {
  const unknownWaves = (items.waves ?? []).filter(
    number => !state.waves.some(wave => wave.waveNumber === number),
  );
  const unknownServers = (items.sourceServerIds ?? []).filter(
    id => !state.servers.has(id),
  );
  return [
    ...unknownWaves.map(
      (number): Finding => ({
        code: 'UNKNOWN_WAVE',
        severity: 'BLOCKING',
        subject: { kind: 'wave', id: String(number) },
        field: 'waves',
        message: `This execution has no wave ${number}`,
      }),
    ),
    ...unknownServers.map(
      (id): Finding => ({
        code: 'UNKNOWN_SERVER',
        severity: 'BLOCKING',
        subject: { kind: 'server', id },
        field: 'servers',
        message: `${id} is not part of this execution`,
      }),
    ),
  ];
}

const waveProblem = (wave: WaveState, message: string): Finding => ({
  code: 'INVALID_STATE',
  severity: 'BLOCKING',
  subject: { kind: 'wave', id: String(wave.waveNumber), name: wave.waveName },
  field: 'waves',
  message,
});

const serverProblem = (server: ServerState, message: string): Finding => ({
  code: 'INVALID_STATE',
  severity: 'BLOCKING',
  subject: {
    kind: 'server',
    id: server.sourceServerId,
    name: server.hostname,
  },
  field: 'servers',
  message,
});

/** All or nothing: every problem is told, and nothing is done. */
export function refuse(problems: readonly Finding[]): void {
  if (problems.length === 0) {
    return;
  }
  const unknown = problems.some(problem => problem.code !== 'INVALID_STATE');
  throw new DrsError(
    unknown ? 'VALIDATION_FAILED' : 'INVALID_STATE',
    unknown
      ? 'Some items are not part of this execution'
      : problems.map(problem => problem.message).join('; '),
    [...problems],
  );
}
