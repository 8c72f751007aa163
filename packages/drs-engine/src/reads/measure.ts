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

import type { ExecutionStatus } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ExecutionEvent } from '../domain/events';
import type { ExecutionState, ServerState } from '../domain/state';
import type { Measurement } from '../ports/metrics';
import { countServers } from './summarise';

const actionOf = ({ started }: ExecutionState): string =>
  started.executionType === 'DRILL' ? 'drill' : 'failover';

/** How ends are called in the metrics. */
const statusNames: Partial<Record<ExecutionStatus, string>> = {
  COMPLETED: 'success',
  PARTIAL: 'partial',
  FAILED: 'failed',
  TIMED_OUT: 'timeout',
  CANCELLED: 'cancelled',
};

const stagingAccountOf = (server: ServerState): string =>
  server.stagingAccountId ?? server.accountId;

/**
 * What a decision adds to the metrics. Each fact is decided once, so each is
 * measured once, by whoever stored it.
 *
 * @param state - with the facts
 */
export function measure(
  state: ExecutionState,
  events: readonly ExecutionEvent[],
): Measurement[] {
  return events.flatMap(event => {
    if (event.type === 'ServersLaunched') {
      return event.servers.flatMap(({ sourceServerId }) =>
        launchTime(state, sourceServerId),
      );
    }
    return event.type === 'ExecutionEnded' ? measureEnd(state) : [];
  });
}

/** From StartRecovery being called to the instance being seen to run. */
function launchTime(
  state: ExecutionState,
  sourceServerId: string,
): Measurement[] {
  const server = state.servers.get(sourceServerId);
  const job = server?.launchedBy && state.jobs.get(server.launchedBy);
  return server?.launchTime && job
    ? [
        {
          name: 'RecoveryLaunchTime',
          value: secondsBetween(job.askedAt, server.launchTime),
          dimensions: { StagingAccount: stagingAccountOf(server) },
        },
      ]
    : [];
}

function measureEnd(state: ExecutionState): Measurement[] {
  const Action = actionOf(state);
  const byAccount = Map.groupBy(state.servers.values(), stagingAccountOf);
  return [
    {
      name: 'ExecutionCount',
      value: 1,
      dimensions: { Action, Status: statusNames[state.status] },
    },
    {
      name: 'ExecutionDuration',
      value: secondsBetween(state.startedAt, state.endedAt ?? state.startedAt),
      dimensions: { Action },
    },
    ...[...byAccount].flatMap(([StagingAccount, servers]): Measurement[] => {
      const dimensions = { Action, StagingAccount };
      const { total, failed } = countServers(servers);
      return [
        { name: 'ServersProcessed', value: total, dimensions },
        ...(failed > 0
          ? [{ name: 'FailedServers' as const, value: failed, dimensions }]
          : []),
      ];
    }),
  ];
}

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
