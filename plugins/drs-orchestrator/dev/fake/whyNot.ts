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
  terminalExecutionStatuses,
  type Execution,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRun } from './FakeRun';
import type { Denial } from './FakeCaller';

/** Why each command may not be given to a run now, whoever asks; `undefined` where it may. */
export function whyNot(
  run: FakeRun,
  told: Execution,
  me: string,
): Partial<Record<OperationName, Denial | undefined>> {
  const ended = terminalExecutionStatuses.includes(told.status)
    ? 'The execution has ended.'
    : undefined;
  const cancelling =
    told.status === 'CANCELLING' ? 'It is being cancelled already.' : undefined;
  const over = ended ?? cancelling;
  const holds = run.holds.map(hold => hold.reason);
  const failed = told.waves.some(
    wave => wave.status === 'FAILED' || wave.status === 'TIMED_OUT',
  );
  return {
    pause_execution:
      over ??
      (holds.includes('OPERATOR') ? 'It is paused already.' : undefined),
    resume_execution: over ?? whyNotResume(holds),
    decide_approval: over ?? whyNotDecide(told, me),
    retry_execution_items:
      over ??
      (failed ? undefined : 'Nothing has failed that could be retried.'),
    skip_execution_items:
      over ??
      (failed || told.waves.some(wave => !wave.startTime && !wave.endTime)
        ? undefined
        : 'There is nothing left that could be skipped.'),
    cancel_execution: over,
    terminate_recovery_instances: whyNotTerminate(run, ended !== undefined),
  };
}

function whyNotResume(holds: string[]): string | undefined {
  if (holds.includes('OPERATOR') || holds.includes('RECOVERED_LOG')) {
    return undefined;
  }
  if (holds.includes('FREEZE')) {
    return 'The freeze switch holds it. It goes on when the freeze is lifted.';
  }
  return holds.includes('FAILURE')
    ? 'It waits for a decision about what failed: retry or skip it.'
    : 'It is not paused by an operator.';
}

function whyNotDecide(told: Execution, me: string): Denial | undefined {
  const waiting = told.approvals.filter(item => !item.decision);
  if (waiting.length === 0) {
    return 'Nothing waits for approval.';
  }
  return waiting.every(item => item.fourEyes && item.excluded.includes(me))
    ? {
        code: 'FOUR_EYES',
        reason:
          'Another person has to decide: you started it or last changed its plan.',
      }
    : undefined;
}

function whyNotTerminate(run: FakeRun, ended: boolean): string | undefined {
  if (!ended) {
    return 'The execution has not ended yet. Cancel it first.';
  }
  return run.terminatedAt === undefined
    ? undefined
    : 'The instances are being terminated already.';
}
