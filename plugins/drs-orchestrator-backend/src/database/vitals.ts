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
  executionStatusSchema,
  terminalExecutionStatuses,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { LEASE_ID } from './KnexLeaseStore';

/** What the database tells of the work that goes on beside the requests. */
export interface Vitals {
  /** Whether a replica leads. */
  readonly isLed: boolean;
  readonly heartbeatAt?: Date;
  readonly runningExecutions: number;
  /** Since when the look at an execution is due that is due longest. */
  readonly dueSince?: Date;
  /** Since when the audit entry waits for its seal that waits longest. */
  readonly unsealedSince?: Date;
}

type Stamp = Date | number | string | null;

const dateOf = (stamp: Stamp | undefined): Date | undefined =>
  stamp === null || stamp === undefined ? undefined : new Date(stamp);

const runningStatuses = executionStatusSchema.options.filter(
  status => !terminalExecutionStatuses.includes(status),
);

/** Reads them, each by an index. */
export async function readVitals(knex: Knex, now: Date): Promise<Vitals> {
  const [lease, running, due, unsealed] = await Promise.all([
    knex<{ lease_id: string; holder: string | null; beaten_at: Stamp }>('lease')
      .where({ lease_id: LEASE_ID })
      .first('holder', 'beaten_at'),
    knex('executions')
      .whereIn('status', runningStatuses)
      .count({ count: '*' })
      .first(),
    knex<{ wake_at: Stamp }>('executions')
      .where('wake_at', '<=', now)
      .orderBy('wake_at')
      .first('wake_at'),
    knex<{ entry_id: number; at: Stamp; position: number | null }>(
      'audit_entries',
    )
      .whereNull('position')
      .orderBy('entry_id')
      .first('at'),
  ]);
  return {
    isLed: typeof lease?.holder === 'string',
    heartbeatAt: dateOf(lease?.beaten_at),
    runningExecutions: Number(running?.count ?? 0),
    dueSince: dateOf(due?.wake_at),
    unsealedSince: dateOf(unsealed?.at),
  };
}
