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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import {
  replicationStateSchema,
  type Recoverability,
  type ReplicationState,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Continuous replication is seconds behind; from here on somebody should look. */
export const LAG_AT_RISK_SECONDS = 15 * 60;

/** Whether DRS could launch a server now, and why not, in a sentence. */
export interface RecoverabilityVerdict {
  readonly recoverability: Recoverability;
  readonly recoverabilityReason?: string;
}

export const replicationStateOf = (
  server: Pick<ObservedSourceServer, 'replicationState'>,
): ReplicationState =>
  replicationStateSchema.catch('UNKNOWN').parse(server.replicationState);

/** A lag as people say it: `25 minutes`. */
export function spoken(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? [
    'second',
    1,
  ];
  const count = Math.round(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const ready: RecoverabilityVerdict = { recoverability: 'READY' };
const atRisk = (recoverabilityReason: string): RecoverabilityVerdict => ({
  recoverability: 'AT_RISK',
  recoverabilityReason,
});
const notReady = (recoverabilityReason: string): RecoverabilityVerdict => ({
  recoverability: 'NOT_READY',
  recoverabilityReason,
});

/**
 * Judges a server by what DRS says of its replication. DRS refuses to launch a
 * server without a recovery point, or whose replication is stopped or
 * disconnected; a stalled one launches, with data as old as the lag.
 */
export function recoverabilityOf(
  server: Pick<
    ObservedSourceServer,
    'replicationState' | 'lagSeconds' | 'hasRecoveryPoint'
  >,
): RecoverabilityVerdict {
  const state = replicationStateOf(server);
  const age =
    server.lagSeconds === undefined
      ? 'of unknown age'
      : `${spoken(server.lagSeconds)} old`;
  switch (state) {
    case 'STOPPED':
      return notReady('Replication is stopped');
    case 'DISCONNECTED':
      return notReady('Replication is disconnected: the agent does not answer');
    case 'INITIATING':
    case 'INITIAL_SYNC':
      return notReady(
        'The initial sync is not done: there is no recovery point',
      );
    case 'STALLED':
    case 'PAUSED':
    case 'RESCAN':
    case 'BACKLOG':
    case 'CREATING_SNAPSHOT':
    case 'CONTINUOUS':
    case 'UNKNOWN':
      break;
    default:
      throw new Error(`Unknown state ${state satisfies never}`);
  }
  if (!server.hasRecoveryPoint) {
    return notReady('There is no consistent recovery point yet');
  }
  if (state === 'STALLED') {
    return atRisk(`Replication has stalled: a launch would use data ${age}`);
  }
  if (state === 'PAUSED') {
    return atRisk(`Replication is paused: a launch would use data ${age}`);
  }
  if (state === 'UNKNOWN') {
    return atRisk('DRS reports a replication state that is not known here');
  }
  if ((server.lagSeconds ?? 0) > LAG_AT_RISK_SECONDS) {
    return atRisk(`Replication lags: a launch would use data ${age}`);
  }
  return ready;
}
