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

import type { ExecutionStop } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { EventOf } from './events';
import { executionDeadline, openApprovals } from './rules';
import type { ExecutionState } from './state';

/**
 * What led to a stop, from the facts before it: logs hold the reason only as a
 * sentence.
 *
 * @param state - before the stop
 */
export function stopOf(
  state: ExecutionState,
  { endAs, reason }: EventOf<'StopRequested'>,
  { at, actor }: { at: string; actor?: string },
): ExecutionStop {
  switch (endAs) {
    case 'CANCELLED': {
      // Whoever rejects stops it by that.
      const rejected = state.approvals.find(
        ({ decision }) => decision === 'REJECT',
      );
      return rejected
        ? {
            cause: 'REJECTED',
            at,
            by: rejected.decidedBy,
            waveNumber: rejected.waveNumber,
            message: rejected.comment,
          }
        : { cause: 'CANCELLED', at, by: actor, message: reason };
    }
    case 'TIMED_OUT': {
      // As it is decided: where several limits passed at once, the run's own counts.
      const deadline = executionDeadline(state, Date.parse(at));
      return deadline !== undefined && deadline <= Date.parse(at)
        ? tookTooLong(state, at)
        : ranOut(state, at);
    }
    case 'FAILED':
      return ranOut(state, at);
    default:
      return endAs satisfies never;
  }
}

/** Which of the limits had passed. While something holds the run, only the hold's counts. */
function ranOut(state: ExecutionState, at: string): ExecutionStop {
  const isOver = ({ until }: { until: string }) =>
    Date.parse(until) <= Date.parse(at);
  const hold = [...state.holds.values()].find(isOver);
  if (hold) {
    const { waveNumber, message } = hold;
    return { cause: 'NOT_DECIDED', at, waveNumber, message };
  }
  const approval =
    state.holds.size === 0 ? openApprovals(state).find(isOver) : undefined;
  return approval
    ? { cause: 'NOT_APPROVED', at, waveNumber: approval.waveNumber }
    : tookTooLong(state, at);
}

const tookTooLong = (state: ExecutionState, at: string): ExecutionStop => ({
  cause: 'TOO_LONG',
  at,
  limitMinutes: state.started.plan.maxDurationMinutes,
});
