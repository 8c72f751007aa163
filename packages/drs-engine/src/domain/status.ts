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
  ExecutionStatus,
  WaveStatus,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  areHooksDone,
  heldMs,
  isOpen,
  isUnchecked,
  isWaveOver,
  openApprovals,
  serversOf,
} from './rules';
import {
  isEnded,
  type ExecutionState,
  type HoldReason,
  type WaveState,
} from './state';

/** Of several reasons to hold a run the first is told: what a person must see to first. */
const holdOrder: readonly HoldReason[] = [
  'RECOVERED_LOG',
  'FAILURE',
  'FREEZE',
  'OPERATOR',
];

/**
 * The state with what follows from it: the status of its waves, and its own.
 *
 * @param before - the state that it came of: what has not changed since keeps its status
 */
export function withStatus(
  before: ExecutionState,
  state: ExecutionState,
  at: string,
): ExecutionState {
  const isSameForAll =
    state.approvals === before.approvals &&
    state.stop === before.stop &&
    state.endedAt === before.endedAt;
  const waves = state.waves.map((wave, index) => {
    const isSame =
      isSameForAll &&
      wave === before.waves[index] &&
      (state.servers === before.servers ||
        wave.sourceServerIds.every(
          id => state.servers.get(id) === before.servers.get(id),
        ));
    const status = isSame ? wave.status : waveStatus(state, wave);
    return status === wave.status ? wave : { ...wave, status };
  });
  const next = { ...state, waves };
  const pause = pauseOf(next);
  const status = executionStatus(next, pause);
  const isPaused = status === 'PAUSED';
  return {
    ...next,
    pause: isPaused ? pause : undefined,
    status,
    pausedSince: isPaused ? state.pausedSince ?? at : undefined,
    heldMs: isPaused ? state.heldMs : heldMs(state, Date.parse(at)),
  };
}

function waveStatus(state: ExecutionState, wave: WaveState): WaveStatus {
  if (isWaveOver(wave)) {
    return wave.status;
  }
  if (!wave.startedAt) {
    return openApprovals(state).some(
      approval => approval.waveNumber === wave.waveNumber,
    )
      ? 'WAITING_FOR_APPROVAL'
      : 'PENDING';
  }
  const servers = serversOf(state, wave.sourceServerIds);
  if (!areHooksDone(wave, 'PRE')) {
    return 'RUNNING_PRE_HOOKS';
  }
  if (servers.some(isOpen)) {
    return 'LAUNCHING';
  }
  const unchecked = servers.some(server => isUnchecked(wave, server));
  if (unchecked && wave.healthCheck?.required) {
    return 'CHECKING_HEALTH';
  }
  if (!areHooksDone(wave, 'POST')) {
    return 'RUNNING_POST_HOOKS';
  }
  if (wave.waitUntil && !wave.readyAt) {
    return 'WAITING';
  }
  return unchecked ? 'CHECKING_HEALTH' : 'LAUNCHING';
}

function executionStatus(
  state: ExecutionState,
  pause: ExecutionState['pause'],
): ExecutionStatus {
  if (isEnded(state)) {
    return state.status;
  }
  if (state.stop) {
    return 'CANCELLING';
  }
  if (pause) {
    return 'PAUSED';
  }
  return state.waves.some(wave => wave.startedAt) ? 'RUNNING' : 'PENDING';
}

function pauseOf(state: ExecutionState): ExecutionState['pause'] {
  if (state.stop || isEnded(state)) {
    return undefined;
  }
  for (const reason of holdOrder) {
    const hold = state.holds.get(reason);
    if (hold) {
      return { ...hold };
    }
  }
  const [approval] = openApprovals(state);
  const goesOn = state.waves.some(
    wave => wave.startedAt !== undefined && !isWaveOver(wave),
  );
  if (!approval || goesOn) {
    return undefined;
  }
  const wave = state.waves.find(
    ({ waveNumber }) => waveNumber === approval.waveNumber,
  );
  return {
    reason: 'APPROVAL',
    since: approval.since,
    until: approval.until,
    waveNumber: approval.waveNumber,
    message: wave
      ? `Wave ${wave.waveNumber} (${wave.waveName}) waits for approval`
      : 'The start waits for approval',
  };
}
