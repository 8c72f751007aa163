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
import { approve, decideApproval } from './approvals';
import {
  after,
  HOLD_LIMIT_MS,
  minutes,
  type Decision,
  type DecisionContext,
} from './context';
import type { Command, CommandOf } from './input';
import {
  isRetryable,
  mayBeSkipped,
  refuse,
  retry,
  skip,
  unknownItems,
} from './items';
import { hasFailed, openApprovals, serversOf } from './rules';
import { isEnded, type ExecutionState, type ServerState } from './state';

/** Lets people and programs steer: what is refused is thrown, what is granted is decided. */
export function command(
  decision: Decision,
  state: ExecutionState,
  input: Command,
  context: DecisionContext,
): void {
  const refusal = refusals(state)[input.type];
  if (refusal) {
    throw new DrsError('INVALID_STATE', refusal);
  }
  switch (input.type) {
    case 'pause':
      decision.add({
        type: 'ExecutionPaused',
        reason: 'OPERATOR',
        until: after(
          context,
          input.maxMinutes === undefined
            ? HOLD_LIMIT_MS
            : minutes(input.maxMinutes),
        ),
        message: input.reason ?? 'Paused by a person',
      });
      return;
    case 'resume':
      resume(decision, state, input);
      return;
    case 'approve':
      approve(decision, state, input);
      return;
    case 'retry':
      retry(decision, state, input);
      return;
    case 'skip':
      skip(decision, state, input);
      return;
    case 'cancel':
      decision.add({
        type: 'StopRequested',
        endAs: 'CANCELLED',
        reason: input.reason,
      });
      return;
    case 'terminate':
      terminate(decision, state, input.sourceServerIds);
      return;
    default:
      throw new Error(
        `Unknown command ${JSON.stringify(input satisfies never)}`,
      );
  }
}

/**
 * Why each command would be refused now, whoever gives it; absent: it would not
 * be. Pages disable controls by it, in the same words.
 */
export function refusals(
  state: ExecutionState,
): Partial<Record<Command['type'], string>> {
  if (isEnded(state)) {
    const ended = `The execution has ended (${state.status})`;
    return {
      pause: ended,
      resume: ended,
      approve: ended,
      retry: ended,
      skip: ended,
      cancel: ended,
    };
  }
  const notYetEnded =
    'Instances can be terminated once the execution has ended; cancel it first';
  if (state.stop) {
    const stopping = 'The execution is being cancelled already';
    return {
      pause: stopping,
      resume: stopping,
      approve: stopping,
      retry: stopping,
      skip: stopping,
      cancel: stopping,
      terminate: notYetEnded,
    };
  }
  return {
    pause: state.holds.has('OPERATOR')
      ? 'The execution is paused by a person already'
      : undefined,
    resume: whyNotResumed(state),
    approve:
      openApprovals(state).length > 0
        ? undefined
        : 'Nothing waits for an approval',
    retry:
      [...state.servers.values()].some(isRetryable) ||
      state.waves.some(hasFailed)
        ? undefined
        : 'Nothing has failed',
    skip: state.waves.some(wave => mayBeSkipped(state, wave))
      ? undefined
      : 'There is nothing left that could be skipped',
    terminate: notYetEnded,
  };
}

function whyNotResumed(state: ExecutionState): string | undefined {
  switch (state.pause?.reason) {
    case 'OPERATOR':
    case 'RECOVERED_LOG':
      return undefined;
    case 'APPROVAL':
      return state.started.approval?.fourEyes
        ? 'It waits for the approval of another person'
        : undefined;
    case 'FREEZE':
      return 'The freeze switch holds every execution; it goes on when the switch is released';
    case 'FAILURE':
      return 'A wave has failed: retry or skip what failed, or cancel the execution';
    default:
      return 'The execution is not paused';
  }
}

function resume(
  decision: Decision,
  state: ExecutionState,
  input: CommandOf<'resume'>,
): void {
  if (state.pause?.reason === 'APPROVAL') {
    for (const approval of openApprovals(state)) {
      decideApproval(decision, state, approval, {
        ...input,
        type: 'approve',
        decision: 'APPROVE',
      });
    }
  } else if (state.pause) {
    decision.add({
      type: 'ExecutionResumed',
      reason: state.pause.reason,
      comment: input.comment,
    });
  }
}

function terminate(
  decision: Decision,
  state: ExecutionState,
  sourceServerIds: readonly string[] | undefined,
): void {
  refuse(unknownItems(state, { sourceServerIds }));
  const standing = serversOf(
    state,
    sourceServerIds ?? [...state.servers.keys()],
  ).filter(isStanding);
  if (standing.length > 0) {
    decision.add({
      type: 'TerminationRequested',
      sourceServerIds: standing.map(server => server.sourceServerId),
    });
  }
}

/** There is an instance that nobody asked to terminate. */
export const isStanding = (server: ServerState): boolean =>
  server.instanceState === 'RUNNING' && !server.terminationRequested;
