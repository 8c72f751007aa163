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
  terminalExecutionStatuses,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import type { Operations } from './operations';

/** The settings: the freeze switch, which holds every run. */
export function settingsOperations(records: FakeRecords): Operations {
  return {
    get_settings: () => records.settings,
    get_system_health: () => {
      const now = new Date(records.now()).toISOString();
      const running = records.runs.filter(
        run =>
          !terminalExecutionStatuses.includes(
            records.tellExecution(run).status,
          ),
      ).length;
      const accounts = records.accounts.flatMap(
        ({ accountId, accountName, regions }) =>
          regions.map(region => ({
            accountId,
            accountName,
            region,
            ...(records.unreachable.has(accountId)
              ? {
                  status: 'DEGRADED' as const,
                  message: 'AccessDeniedException: not authorized',
                }
              : { status: 'OK' as const }),
          })),
      );
      return {
        status: records.unreachable.size > 0 ? 'DEGRADED' : 'OK',
        checkedAt: now,
        database: { status: 'OK', latencyMs: 2 },
        leader: { status: 'OK', heartbeatAt: now },
        poller: { status: 'OK', runningExecutions: running, lagSeconds: 0 },
        audit: { status: 'OK', lagSeconds: 0 },
        accounts,
      };
    },
    update_settings: ({ body }) => {
      const { settings } = records;
      if (body.version !== settings.version) {
        throw new DrsError(
          'VERSION_CONFLICT',
          'The settings were changed meanwhile.',
          [],
          { current: settings },
        );
      }
      const now = records.now();
      records.settings = {
        ...settings,
        freeze: { ...body.freeze, byConfiguration: false },
        version: settings.version + 1,
        updatedAt: new Date(now).toISOString(),
        updatedBy: records.me,
      };
      for (const run of records.runs) {
        const told = records.tellExecution(run);
        if (terminalExecutionStatuses.includes(told.status)) {
          continue;
        }
        if (body.freeze.active) {
          run.hold(
            { reason: 'FREEZE', since: now, message: body.freeze.reason },
            records.me,
          );
        } else {
          run.lift('FREEZE', records.me);
        }
      }
      return records.settings;
    },
  };
}
