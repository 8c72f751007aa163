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
  ExecutionCounts,
  ExecutionSummary,
  ServerOutcome,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  hasEndedWell,
  isReady,
  isWaveRunning,
  openApprovals,
} from '../domain/rules';
import { excludedFromApproval } from '../domain/approvals';
import type { ExecutionState, ServerState } from '../domain/state';
import { scopeKey } from '../ports/drs';
import { terminateAt } from '../domain/timeLimits';
import {
  earliest,
  readyTimeOf,
  rpoSeconds,
  secondsSinceStart,
} from './objectives';

const kindOfOutcome: Record<
  ServerOutcome,
  Exclude<keyof ExecutionCounts, 'total'>
> = {
  PENDING: 'pending',
  LAUNCHING: 'running',
  LAUNCHED: 'succeeded',
  HEALTHY: 'succeeded',
  UNHEALTHY: 'failed',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  SKIPPED: 'skipped',
  CANCELLED: 'skipped',
};

/** Servers by what became of them. */
export function countServers(servers: Iterable<ServerState>): ExecutionCounts {
  const counts: ExecutionCounts = {
    total: 0,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    running: 0,
    pending: 0,
  };
  for (const server of servers) {
    counts.total += 1;
    counts[kindOfOutcome[server.outcome]] += 1;
  }
  return counts;
}

const scopes = new WeakMap<
  ExecutionState['started'],
  ExecutionSummary['scopes']
>();

/** Accounts and Regions; they are the same for ever. */
function scopesOf(
  started: ExecutionState['started'],
): ExecutionSummary['scopes'] {
  const known = scopes.get(started);
  if (known) {
    return known;
  }
  const found = new Map(
    started.waves
      .flatMap(wave => wave.servers)
      .map(server => [
        scopeKey(server),
        { accountId: server.accountId, region: server.region },
      ]),
  );
  scopes.set(started, [...found.values()]);
  return [...found.values()];
}

/** An execution as lists show it. */
export function summarise(state: ExecutionState): ExecutionSummary {
  const { started } = state;
  const servers = [...state.servers.values()];
  const launched = servers.filter(server => server.instanceState !== 'NONE');
  return {
    executionId: state.executionId,
    planId: started.plan.planId,
    planName: started.plan.planName,
    planVersion: started.plan.version,
    executionType: started.executionType,
    status: state.status,
    pause: state.pause,
    openApprovals: openApprovals(state).map(({ waveNumber, since, until }) => ({
      waveNumber,
      since,
      until,
      excluded: excludedFromApproval(state),
    })),
    startTime: state.startedAt,
    endTime: state.endedAt,
    initiatedBy: started.initiatedBy,
    reason: started.reason,
    accountId: started.plan.accountId,
    scopes: scopesOf(started),
    currentWave: state.waves
      .filter(isWaveRunning)
      .map(wave => wave.waveNumber)
      .sort((a, b) => a - b)
      .at(0),
    waveCount: state.waves.length,
    counts: countServers(servers),
    targetRtoMinutes: started.plan.targetRtoMinutes,
    targetRpoMinutes: started.plan.targetRpoMinutes,
    rtoSeconds: state.waves.every(isReady)
      ? Math.max(
          ...state.waves.map(
            wave => secondsSinceStart(state, readyTimeOf(wave)) ?? 0,
          ),
        )
      : undefined,
    rpoSeconds: rpoSeconds(state, {
      pointInTime: earliest(servers.map(server => server.pointInTime)),
    }),
    nextPhaseReady:
      (state.status === 'COMPLETED' || state.status === 'PARTIAL') &&
      state.waves.every(hasEndedWell),
    terminateAt: terminateAt(state),
    instancesTerminated:
      launched.length > 0 &&
      launched.every(server => server.instanceState === 'TERMINATED'),
    instancesRunning: launched.filter(
      server => server.instanceState === 'RUNNING',
    ).length,
    seq: state.seq,
  };
}
