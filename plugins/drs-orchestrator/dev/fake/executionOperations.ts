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
  type Execution,
  type OperationName,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import { preflightFindings, refuses } from './preflight';
import { page, type Operations } from './operations';
import type { FakeRun } from './FakeRun';

/** Executions: starting, following and ending them. */
export function executionOperations(records: FakeRecords): Operations {
  return {
    execute_recovery_plan: ({ params, body }) => {
      const plan = records.planOf(params.planId);
      const blocking = preflightFindings(records, plan, body).filter(finding =>
        refuses(finding, body),
      );
      if (blocking.length > 0) {
        throw new DrsError(
          'PREFLIGHT_FAILED',
          'Something speaks against it.',
          blocking,
        );
      }
      const run = records.addRun(plan, {
        agoMs: 0,
        executionType: body.executionType,
        reason: body.reason,
        startedBy: records.me,
        pointInTime: body.pointInTime,
        timeToLiveMinutes: body.drill?.timeToLiveMinutes,
      });
      const { executionId } = run.start;
      return {
        executionId,
        status: 'PENDING',
        statusUrl: `/executions/${executionId}/status`,
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
              (!query.planId || run.planId === query.planId) &&
              (!query.accountId || run.accountId === query.accountId) &&
              (!query.initiatedBy || run.initiatedBy === query.initiatedBy) &&
              (!query.startedAfter || run.startTime >= query.startedAfter) &&
              (!query.startedBefore || run.startTime < query.startedBefore),
          ),
        query,
      ),
    get_execution_details: ({ params }) =>
      records.tellExecution(records.runOf(params.executionId)),
    get_execution_status: ({ params }) =>
      records.tellExecution(records.runOf(params.executionId)),
    get_execution_waves: ({ params }) => ({
      items: records.tellExecution(records.runOf(params.executionId)).waves,
    }),
    get_execution_events: ({ params, query }) => {
      const run = records.runOf(params.executionId);
      run.advance(records.now());
      return {
        items: run.events.filter(event => event.seq > query.after),
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
                server.recoveryInstanceId
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
    pause_execution: ({ params, body }) =>
      command(records, params.executionId, 'pause_execution', run =>
        run.hold(
          {
            reason: 'OPERATOR',
            since: records.now(),
            message: body.reason,
          },
          records.me,
        ),
      ),
    resume_execution: ({ params }) =>
      command(records, params.executionId, 'resume_execution', run => {
        run.lift('OPERATOR', records.me);
        run.lift('RECOVERED_LOG', records.me);
      }),
    decide_approval: ({ params, body }) =>
      command(
        records,
        params.executionId,
        'decide_approval',
        run =>
          run.decide(body.waveNumber, {
            decision: body.decision,
            by: records.me,
            at: records.now(),
            comment: body.comment,
          }),
        // Whoever has doubts may always stop it.
        body.decision === 'REJECT' ? 'FOUR_EYES' : undefined,
      ),
    retry_execution_items: ({ params, body }) =>
      command(records, params.executionId, 'retry_execution_items', run =>
        run.retry(
          { waves: body.waves ?? [], servers: body.servers ?? [] },
          records.me,
        ),
      ),
    skip_execution_items: ({ params, body }) =>
      command(records, params.executionId, 'skip_execution_items', run => {
        expectOtherPerson(records, run, body.waves ?? []);
        run.skip(
          { waves: body.waves ?? [], servers: body.servers ?? [] },
          records.me,
        );
      }),
    cancel_execution: ({ params, body }) =>
      command(records, params.executionId, 'cancel_execution', run =>
        run.cancel(records.now(), {
          cause: 'CANCELLED',
          by: records.me,
          message: body.reason,
        }),
      ),
    delete_executions: ({ body }) => {
      const chosen = records.runs.filter(run =>
        body.executionIds.includes(run.start.executionId),
      );
      if (chosen.some(run => !hasEnded(records.tellExecution(run)))) {
        throw new DrsError(
          'EXECUTION_IN_PROGRESS',
          'One of the executions has not ended.',
        );
      }
      return forget(records, chosen);
    },
    delete_completed_executions: ({ query }) =>
      forget(
        records,
        records.runs.filter(run => {
          const told = records.tellExecution(run);
          return (
            hasEnded(told) &&
            (!query.planId || told.planId === query.planId) &&
            (!query.accountId || told.accountId === query.accountId) &&
            (!query.startedBefore || told.startTime < query.startedBefore)
          );
        }),
      ),
    terminate_recovery_instances: ({ params }) => {
      const run = records.runOf(params.executionId);
      if (run.terminationRefusal === undefined) {
        run.terminatedAt ??= records.now();
      }
      run.terminationError = run.terminationRefusal;
      return termination(records, run);
    },
    get_termination_status: ({ params }) =>
      termination(records, records.runOf(params.executionId)),
  };
}

/** @throws DrsError FOUR_EYES where a wave still needs the approval of another person */
function expectOtherPerson(
  records: FakeRecords,
  run: FakeRun,
  waveNumbers: readonly number[],
) {
  const { fourEyes, startedBy, plan } = run.start;
  const unapproved = run.waves.some(
    ({ wave, approval, startedAt }) =>
      waveNumbers.includes(wave.waveNumber) &&
      wave.pauseBeforeWave &&
      startedAt === undefined &&
      approval?.decision === undefined,
  );
  if (
    fourEyes &&
    unapproved &&
    [startedBy, plan.createdBy].includes(records.me)
  ) {
    throw new DrsError('FOUR_EYES', 'Another person has to decide.');
  }
}

const hasEnded = (run: Execution) =>
  terminalExecutionStatuses.includes(run.status);

function forget(records: FakeRecords, chosen: readonly FakeRun[]) {
  records.runs = records.runs.filter(run => !chosen.includes(run));
  return { deletedCount: chosen.length };
}

/**
 * Gives a command to a run, as the caller may; `passing` is a reason that does not
 * refuse this one.
 *
 * @throws DrsError with the code and reason of the refusal
 */
function command(
  records: FakeRecords,
  executionId: string,
  operation: OperationName,
  give: (run: FakeRun) => void,
  passing?: 'FOUR_EYES',
): Execution {
  const run = records.runOf(executionId);
  const denied = records
    .tellExecution(run)
    .deniedActions.find(action => action.operation === operation);
  if (denied && denied.code !== passing) {
    throw new DrsError(
      denied.code === 'FOUR_EYES' ? 'FOUR_EYES' : 'INVALID_STATE',
      denied.reason,
    );
  }
  give(run);
  return records.tellExecution(run);
}

/** How far the termination of a run's instances is. */
function termination(
  records: FakeRecords,
  run: FakeRun,
): ResponseOf<'get_termination_status'> {
  const servers = records
    .tellExecution(run)
    .waves.flatMap(wave => wave.servers)
    .flatMap(server =>
      server.recoveryInstanceId
        ? [
            {
              ...server,
              recoveryInstanceId: server.recoveryInstanceId,
              errorMessage: run.terminationError,
            },
          ]
        : [],
    );
  const refused = run.terminationError !== undefined;
  const count = (state: string) =>
    servers.filter(server => server.instanceState === state).length;
  return {
    executionId: run.start.executionId,
    requested: refused || run.terminatedAt !== undefined,
    done:
      refused ||
      (run.terminatedAt !== undefined &&
        count('TERMINATED') === servers.length),
    counts: {
      running: count('RUNNING'),
      terminating: count('TERMINATING'),
      terminated: count('TERMINATED'),
    },
    servers,
  };
}
