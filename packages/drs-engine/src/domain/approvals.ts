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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Decision } from './context';
import type { CommandOf } from './input';
import { openApprovals } from './rules';
import type { ApprovalState, ExecutionState } from './state';

/** Takes a person's decision about the start, or a wave. */
export function approve(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'approve'>,
): void {
  const approval = openApprovals(state).find(
    ({ waveNumber }) => waveNumber === input.waveNumber,
  );
  if (!approval) {
    throw new DrsError(
      'INVALID_STATE',
      input.waveNumber === undefined
        ? 'The start does not wait for an approval; name the wave that does'
        : `Wave ${input.waveNumber} does not wait for an approval`,
    );
  }
  const { serversDigest } = state.started;
  if (
    input.serversDigest !== undefined &&
    input.serversDigest !== serversDigest
  ) {
    throw new DrsError(
      'INVALID_STATE',
      'The servers that were looked at are not those of this execution; look again before deciding',
    );
  }
  decideApproval(decision, state, approval, input);
}

/** Who may not approve where four eyes are required. */
export const excludedFromApproval = (state: ExecutionState): string[] =>
  state.started.approval?.fourEyes
    ? [
        ...new Set([
          state.started.initiatedBy,
          ...(state.started.plan.changedBy
            ? [state.started.plan.changedBy]
            : []),
        ]),
      ]
    : [];

/** @throws DrsError FOUR_EYES for whoever may not approve, where four eyes are required */
export function expectOtherPerson(
  state: ExecutionState,
  { actor, isPerson }: { actor?: string; isPerson?: boolean },
): void {
  if (!state.started.approval?.fourEyes) {
    return;
  }
  if (!isPerson || actor === undefined) {
    throw new DrsError(
      'FOUR_EYES',
      'Another person must approve it; programs may not',
    );
  }
  if (excludedFromApproval(state).includes(actor)) {
    throw new DrsError(
      'FOUR_EYES',
      'Another person must approve it than the one who started the execution or last changed the plan',
    );
  }
}

export function decideApproval(
  decision: Decision,
  state: ExecutionState,
  approval: ApprovalState,
  input: CommandOf<'approve'>,
): void {
  // Whoever has doubts may always stop it.
  if (input.decision === 'APPROVE') {
    expectOtherPerson(state, input);
  }
  decision.add({
    type: 'ApprovalDecided',
    waveNumber: approval.waveNumber,
    decision: input.decision,
    decidedBy: input.actor,
    comment: input.comment,
    planVersion: state.started.plan.version,
    serversDigest: state.started.serversDigest,
  });
  if (input.decision === 'REJECT') {
    decision.add({
      type: 'StopRequested',
      endAs: 'CANCELLED',
      reason: `${
        approval.waveNumber === undefined
          ? 'The start'
          : `Wave ${approval.waveNumber}`
      } was rejected by ${input.actor}${
        input.comment ? `: ${input.comment}` : ''
      }`,
    });
  }
}
