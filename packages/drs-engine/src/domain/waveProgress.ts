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

import { scopeKey } from '../ports/drs';
import { after, minutes, type Decision, type DecisionContext } from './context';
import type { EventOf } from './events';
import {
  areHooksDone,
  decisionOf,
  failedHook,
  isOpen,
  isReady,
  isUnchecked,
  isUndecided,
  isUp,
  isWaveOver,
  isWaveRunning,
  mayStart,
  serversOf,
} from './rules';
import type { ExecutionState, ServerState, WaveState } from './state';

/** Starts each wave the moment its dependencies allow, or asks for the approval that it needs. */
export function startWaves(decision: Decision, context: DecisionContext): void {
  for (const { waveNumber } of decision.state.waves) {
    const { state } = decision;
    const wave = waveOf(state, waveNumber);
    const waits = !wave.startedAt && !isWaveOver(wave);
    const ready = wave.dependsOn.every(number =>
      state.waves.some(other => other.waveNumber === number && isReady(other)),
    );
    if (waits && ready && mayStart(state)) {
      startWave(decision, wave, context);
    }
  }
}

function startWave(
  decision: Decision,
  wave: WaveState,
  context: DecisionContext,
): void {
  const { state } = decision;
  const { waveNumber } = wave;
  const asked = state.approvals.some(
    approval => approval.waveNumber === waveNumber,
  );
  if (wave.pauseBeforeWave && !asked) {
    const { approval, settings } = state.started;
    decision.add({
      type: 'ApprovalRequested',
      waveNumber,
      until: after(
        context,
        minutes(
          approval?.timeLimitMinutes ?? settings.decisionTimeLimitMinutes,
        ),
      ),
    });
    return;
  }
  if (wave.pauseBeforeWave && decisionOf(state, waveNumber) !== 'APPROVE') {
    return;
  }
  decision.add({
    type: 'WaveStarted',
    waveNumber,
    chunks: areHooksDone(wave, 'PRE') ? nextChunks(state, wave, context) : [],
  });
  failNotReady(decision, waveNumber);
}

function failNotReady(decision: Decision, waveNumber: number): void {
  const { state } = decision;
  const notReady = serversOf(
    state,
    waveOf(state, waveNumber).sourceServerIds,
  ).flatMap(({ sourceServerId, outcome, notReady: message }) =>
    message === undefined || outcome !== 'PENDING'
      ? []
      : [{ sourceServerId, code: 'SERVER_NOT_READY', message }],
  );
  if (notReady.length > 0) {
    decision.add({ type: 'ServersFailed', servers: notReady });
  }
}

/** Lets more servers of running waves launch, as far as each wave's parallelism allows. */
export function fillSlots(decision: Decision, context: DecisionContext): void {
  for (const { waveNumber } of decision.state.waves) {
    const { state } = decision;
    const wave = waveOf(state, waveNumber);
    if (
      isWaveRunning(wave) &&
      !wave.skipped &&
      mayStart(state) &&
      areHooksDone(wave, 'PRE')
    ) {
      const chunks = nextChunks(state, wave, context);
      if (chunks.length > 0) {
        decision.add({ type: 'ChunksAdded', waveNumber, chunks });
      }
    }
  }
}

/**
 * Chunks of the servers that are next: as many as there are slots, by account
 * and Region, and no more in one than one job may hold.
 */
function nextChunks(
  state: ExecutionState,
  wave: WaveState,
  context: DecisionContext,
): EventOf<'ChunksAdded'>['chunks'] {
  const inChunks = new Set(
    wave.chunkIds.flatMap(id => {
      const chunk = state.chunks.get(id);
      return chunk && chunk.status !== 'DONE' ? chunk.sourceServerIds : [];
    }),
  );
  const servers = serversOf(state, wave.sourceServerIds);
  const next = servers.filter(
    server =>
      server.outcome === 'PENDING' &&
      server.notReady === undefined &&
      !inChunks.has(server.sourceServerId),
  );
  if (next.length === 0) {
    return [];
  }
  const isNext = new Set(next);
  const busy = servers.filter(
    server =>
      !isNext.has(server) &&
      server.notReady === undefined &&
      isUndecided(wave, server),
  ).length;
  const slots = Math.max(0, (wave.parallelism ?? Infinity) - busy);
  const limit = state.started.settings.maxServersPerJob;
  return [...Map.groupBy(next.slice(0, slots), scopeKey).values()].flatMap(
    inScope => {
      const chunks = [];
      for (let from = 0; from < inScope.length; from += limit) {
        chunks.push({
          chunkId: context.newId(),
          accountId: inScope[from].accountId,
          region: inScope[from].region,
          sourceServerIds: inScope
            .slice(from, from + limit)
            .map(server => server.sourceServerId),
        });
      }
      return chunks;
    },
  );
}

/** Brings waves through health, hooks and waiting to their end. */
export function endWaves(decision: Decision, context: DecisionContext): void {
  for (const { waveNumber } of decision.state.waves) {
    const wave = waveOf(decision.state, waveNumber);
    if (!isWaveOver(wave)) {
      endWave(decision, wave, context);
    }
  }
}

function endWave(
  decision: Decision,
  wave: WaveState,
  context: DecisionContext,
): void {
  const { state } = decision;
  const { waveNumber } = wave;
  const mayBeOver =
    wave.startedAt ||
    wave.skipped ||
    state.stop ||
    state.servers.get(wave.sourceServerIds[0])?.outcome === 'SKIPPED';
  if (!mayBeOver) {
    return;
  }
  const servers = serversOf(state, wave.sourceServerIds);
  const end = (result: Omit<EventOf<'WaveEnded'>, 'type' | 'waveNumber'>) =>
    decision.add({ type: 'WaveEnded', waveNumber, ...result });

  if (wave.skipped || state.stop) {
    if (!servers.some(isOpen)) {
      end(
        state.stop ? resultOfStopped(wave, servers) : waveResult(wave, servers),
      );
    }
    return;
  }
  if (!wave.startedAt) {
    // Every server of it was skipped: there is nothing left to start.
    if (
      servers.length > 0 &&
      servers.every(server => server.outcome === 'SKIPPED')
    ) {
      end(waveResult(wave, servers));
    }
    return;
  }
  const preHook = failedHook(wave, 'PRE');
  if (preHook) {
    end({
      status: 'FAILED',
      reason: `Hook "${preHook.hook.name}" before the wave failed: ${preHook.message}`,
    });
    return;
  }
  if (
    !areHooksDone(wave, 'PRE') ||
    servers.some(server => isUndecided(wave, server))
  ) {
    return;
  }
  const result = waveResult(wave, servers);
  if (result.status === 'FAILED' || result.status === 'TIMED_OUT') {
    end(result);
    return;
  }
  const postHook = failedHook(wave, 'POST');
  if (postHook) {
    end({
      status: 'FAILED',
      reason: `Hook "${postHook.hook.name}" after the wave failed: ${postHook.message}`,
    });
    return;
  }
  if (!areHooksDone(wave, 'POST')) {
    return;
  }
  if (!hasWaited(decision, wave, context)) {
    return;
  }
  if (!servers.some(server => isUnchecked(wave, server))) {
    end(result);
  } else if (!wave.readyAt) {
    decision.add({ type: 'WaveReady', waveNumber });
  }
}

/** A wave that was stopped on its way is not called good for having got so far. */
function resultOfStopped(
  wave: WaveState,
  servers: readonly ServerState[],
): ReturnType<typeof waveResult> {
  const result = waveResult(wave, servers);
  const isGood = result.status === 'COMPLETED' || result.status === 'PARTIAL';
  if (isGood && servers.some(server => isUndecided(wave, server))) {
    return {
      status: 'CANCELLED',
      reason: 'It was stopped before the health of its servers was known',
    };
  }
  const haveHooksRun = areHooksDone(wave, 'PRE') && areHooksDone(wave, 'POST');
  if (isGood && !wave.skipped && !haveHooksRun) {
    return {
      status: 'CANCELLED',
      reason: 'It was stopped before its hooks had run',
    };
  }
  return result;
}

/** Whether the time between this wave and those that depend on it is over. */
function hasWaited(
  decision: Decision,
  wave: WaveState,
  context: DecisionContext,
): boolean {
  const seconds = wave.waitTimeSeconds ?? 0;
  if (seconds === 0 || wave.readyAt) {
    return true;
  }
  if (!wave.waitUntil) {
    decision.add({
      type: 'WaveWaiting',
      waveNumber: wave.waveNumber,
      until: after(context, seconds * 1000),
    });
    return false;
  }
  return context.now.getTime() >= Date.parse(wave.waitUntil);
}

/** How a wave ended whose servers are all decided. */
function waveResult(
  wave: WaveState,
  servers: readonly ServerState[],
): {
  status:
    | 'COMPLETED'
    | 'PARTIAL'
    | 'FAILED'
    | 'TIMED_OUT'
    | 'CANCELLED'
    | 'SKIPPED';
  reason?: string;
} {
  if (servers.length === 0) {
    return {
      status: wave.skipped ? 'SKIPPED' : 'FAILED',
      reason: 'It had no servers to launch',
    };
  }
  const cancelled = servers.filter(server => server.outcome === 'CANCELLED');
  if (cancelled.length > 0) {
    return {
      status: 'CANCELLED',
      reason: `${count(cancelled.length)} never launched`,
    };
  }
  const up = servers.filter(server => isUp(wave, server));
  const skipped = servers.filter(server => server.outcome === 'SKIPPED');
  const failed = servers.filter(
    server => !up.includes(server) && !skipped.includes(server),
  );
  const unhealthy = up.filter(server => server.outcome === 'UNHEALTHY');
  if (up.length === servers.length && unhealthy.length === 0 && !wave.skipped) {
    return { status: 'COMPLETED' };
  }
  const reason = [
    ...(failed.length > 0
      ? [
          `${count(failed.length)} of ${servers.length} failed: ${named(
            failed,
          )}`,
        ]
      : []),
    ...(unhealthy.length > 0
      ? [
          `${count(unhealthy.length)} of ${
            servers.length
          } launched and unhealthy: ${named(unhealthy)}`,
        ]
      : []),
    ...(skipped.length > 0
      ? [`${count(skipped.length)} skipped: ${named(skipped)}`]
      : []),
    ...(wave.skipped && skipped.length === 0 ? ['Its hooks were skipped'] : []),
  ].join('; ');
  if (up.length === 0 && failed.length === 0) {
    return { status: 'SKIPPED', reason };
  }
  const meant = servers.length - skipped.length;
  if (wave.skipped || (up.length / meant) * 100 >= wave.thresholdPercent) {
    return { status: 'PARTIAL', reason };
  }
  return {
    status: failed.every(server => server.outcome === 'TIMED_OUT')
      ? 'TIMED_OUT'
      : 'FAILED',
    reason,
  };
}

const waveOf = (state: ExecutionState, waveNumber: number): WaveState => {
  const wave = state.waves.find(other => other.waveNumber === waveNumber);
  if (!wave) {
    throw new Error(`There is no wave ${waveNumber}`);
  }
  return wave;
};

const count = (servers: number): string =>
  servers === 1 ? '1 server' : `${servers} servers`;

/** Servers by name with what went wrong; the first three in full. */
function named(servers: readonly ServerState[]): string {
  const told = servers
    .slice(0, 3)
    .map(
      server => `${server.hostname} (${server.errorMessage ?? server.outcome})`,
    );
  const rest = servers.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
