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

import type { ResponseOf } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import { page, type Operations } from './operations';
import type { Run } from './tellRun';

/** Executions: starting, following and ending them. */
export function executionOperations(records: FakeRecords): Operations {
  return {
    execute_recovery_plan: ({ params, body }) => {
      const run = records.addRun(records.planOf(params.planId), {
        agoMs: 0,
        executionType: body.executionType,
        reason: body.reason,
      });
      return {
        executionId: run.executionId,
        status: 'PENDING',
        statusUrl: `/executions/${run.executionId}/status`,
      };
    },
    list_executions: ({ query }) =>
      page(
        records.runs
          .map(run => records.tellExecution(run))
          .filter(
            run =>
              (!query.status || query.status.includes(run.status)) &&
              (!query.executionType ||
                run.executionType === query.executionType) &&
              (!query.planId || run.planId === query.planId),
          ),
        query,
      ),
    get_execution_details: ({ params }) =>
      records.tellExecution(records.runOf(params.executionId)),
    get_execution_events: ({ params }) => {
      const run = records.runOf(params.executionId);
      const told = records.tellExecution(run);
      let seq = 0;
      const event = (at: string, type: string, summary: string, more = {}) => {
        seq += 1;
        return { seq, at, actor: 'system', type, summary, ...more };
      };
      return {
        items: [
          event(told.startTime, 'ExecutionStarted', 'The drill was asked for', {
            actor: run.startedBy,
          }),
          ...told.waves.flatMap(wave => [
            ...(wave.startTime
              ? [
                  event(
                    wave.startTime,
                    'WaveStarted',
                    `Wave ${wave.waveNumber} (${wave.waveName}) began with ${wave.servers.length} servers`,
                    { waveNumber: wave.waveNumber },
                  ),
                ]
              : []),
            ...(wave.endTime
              ? [
                  event(
                    wave.endTime,
                    'WaveEnded',
                    `Wave ${wave.waveNumber} (${wave.waveName}) ended: ${wave.status}`,
                    { waveNumber: wave.waveNumber },
                  ),
                ]
              : []),
          ]),
        ],
      };
    },
    get_execution_job_logs: ({ params, query }) => {
      const told = records.tellExecution(records.runOf(params.executionId));
      const lines = told.waves.flatMap(wave =>
        wave.servers
          .filter(
            server =>
              server.jobId &&
              wave.startTime &&
              (!query.sourceServerId ||
                server.sourceServerId === query.sourceServerId),
          )
          .flatMap(server =>
            ['SNAPSHOT_START', 'SNAPSHOT_END', 'CONVERSION_START']
              .concat(
                server.outcome === 'LAUNCHED'
                  ? ['CONVERSION_END', 'LAUNCH_START']
                  : [],
                server.outcome === 'FAILED' ? ['CONVERSION_FAIL'] : [],
              )
              .map((name, index) => ({
                jobId: wave.jobIds[0],
                at: new Date(
                  Date.parse(wave.startTime ?? told.startTime) + index * 4_000,
                ).toISOString(),
                event: name,
                sourceServerId: server.sourceServerId,
                hostname: server.hostname,
              })),
          ),
      );
      return page(
        lines.sort((a, b) => b.at.localeCompare(a.at)),
        query,
      );
    },
    cancel_execution: ({ params }) => {
      const run = records.runOf(params.executionId);
      run.cancelledAt ??= records.now();
      return records.tellExecution(run);
    },
    terminate_recovery_instances: ({ params }) => {
      const run = records.runOf(params.executionId);
      run.terminatedAt ??= records.now();
      return termination(records, run);
    },
    get_termination_status: ({ params }) =>
      termination(records, records.runOf(params.executionId)),
  };
}

/** How far the termination of a run's instances is. */
function termination(
  records: FakeRecords,
  run: Run,
): ResponseOf<'get_termination_status'> {
  const servers = records
    .tellExecution(run)
    .waves.flatMap(wave => wave.servers)
    .flatMap(server =>
      server.recoveryInstanceId
        ? [{ ...server, recoveryInstanceId: server.recoveryInstanceId }]
        : [],
    );
  const count = (state: string) =>
    servers.filter(server => server.instanceState === state).length;
  return {
    executionId: run.executionId,
    requested: run.terminatedAt !== undefined,
    done:
      run.terminatedAt !== undefined && count('TERMINATED') === servers.length,
    counts: {
      running: count('RUNNING'),
      terminating: count('TERMINATING'),
      terminated: count('TERMINATED'),
    },
    servers,
  };
}
