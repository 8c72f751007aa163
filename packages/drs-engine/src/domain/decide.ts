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
import { after, Decision, type DecisionContext } from './context';
import type { ExecutionEvent } from './events';
import { chunkOfIntent, chunkThatEverHad } from './evolveLaunch';
import type { Input } from './input';
import { observeInstances, observeJobs } from './observe';
import { serversOf, settle } from './settle';
import { isEnded, type ExecutionState } from './state';

/** How often a chunk is sent, all attempts counted, before its servers are given up. */
const MAX_LAUNCH_ATTEMPTS = 20;
const MAX_TERMINATE_ATTEMPTS = 20;

/**
 * Decides what an input means: the facts to store, none if it changes nothing.
 * Pure; what follows by itself is part of the decision.
 *
 * @throws DrsError INVALID_STATE where a command does not fit the state
 */
export function decide(
  state: ExecutionState | undefined,
  input: Input,
  context: DecisionContext,
): ExecutionEvent[] {
  const decision = new Decision(state, context.now);
  if (input.type === 'start') {
    if (state) {
      throw new DrsError('INVALID_STATE', 'The execution has started already');
    }
    decision.add({ ...input, type: 'ExecutionStarted' });
  } else if (state) {
    apply(decision, state, input, context);
  } else {
    throw new DrsError('EXECUTION_NOT_FOUND', 'There is no such execution');
  }
  settle(decision, context);
  return decision.events;
}

function apply(
  decision: Decision,
  state: ExecutionState,
  input: Exclude<Input, { type: 'start' }>,
  context: DecisionContext,
): void {
  switch (input.type) {
    case 'cancel':
      if (isEnded(state) || state.stop) {
        throw new DrsError(
          'INVALID_STATE',
          isEnded(state)
            ? `The execution has ended (${state.status})`
            : 'The execution is being cancelled already',
        );
      }
      decision.add({
        type: 'StopRequested',
        endAs: 'CANCELLED',
        reason: input.reason,
      });
      return;

    case 'terminate':
      requestTermination(decision, state, input.sourceServerIds);
      return;

    case 'admit': {
      const chunk = state.chunks.get(input.chunkId);
      const waits =
        chunk?.status === 'PENDING' || chunk?.status === 'WAITING_FOR_CAPACITY';
      if (chunk && waits && !state.pause && !state.stop && !isEnded(state)) {
        decision.add({
          type: 'LaunchRequested',
          chunkId: chunk.chunkId,
          intentId: context.newId(),
          attempt: chunk.attempts + 1,
          answerBy: after(context, context.answerTimeMs),
        });
      }
      return;
    }

    case 'defer': {
      const chunk = state.chunks.get(input.chunkId);
      if (chunk && chunk.waitReason !== input.reason) {
        decision.add({
          type: 'ChunkDeferred',
          chunkId: input.chunkId,
          reason: input.reason,
        });
      }
      return;
    }

    case 'launch-answered':
      launchAnswered(decision, state, input, context);
      return;

    case 'terminate-intended':
      decision.add({
        type: 'TerminateIntended',
        intentId: context.newId(),
        accountId: input.scope.accountId,
        region: input.scope.region,
        sourceServerIds: [...input.sourceServerIds],
        answerBy: after(context, context.answerTimeMs),
      });
      return;

    case 'terminate-answered':
      terminateAnswered(decision, state, input, context);
      return;

    case 'jobs-observed':
      observeJobs(decision, input);
      return;

    case 'instances-observed':
      observeInstances(decision, input);
      return;

    case 'time-passed':
      return;

    default:
      throw new Error(`Unknown input ${JSON.stringify(input satisfies never)}`);
  }
}

function requestTermination(
  decision: Decision,
  state: ExecutionState,
  sourceServerIds: readonly string[] | undefined,
): void {
  if (!isEnded(state)) {
    throw new DrsError(
      'INVALID_STATE',
      'Instances can be terminated once the execution has ended; cancel it first',
    );
  }
  const unknown = (sourceServerIds ?? []).filter(id => !state.servers.has(id));
  if (unknown.length > 0) {
    throw new DrsError(
      'VALIDATION_FAILED',
      'Some servers are not part of this execution',
      unknown.map(id => ({
        code: 'UNKNOWN_SERVER',
        severity: 'BLOCKING',
        subject: { kind: 'server', id },
        field: 'servers',
        message: `${id} is not part of this execution`,
      })),
    );
  }
  const standing = serversOf(
    state,
    sourceServerIds ?? [...state.servers.keys()],
  ).filter(
    server =>
      server.instanceState === 'RUNNING' && !server.terminationRequested,
  );
  if (standing.length > 0) {
    decision.add({
      type: 'TerminationRequested',
      sourceServerIds: standing.map(server => server.sourceServerId),
    });
  }
}

function launchAnswered(
  decision: Decision,
  state: ExecutionState,
  { intentId, answer }: Extract<Input, { type: 'launch-answered' }>,
  context: DecisionContext,
): void {
  if (answer.kind === 'accepted') {
    const owner = chunkThatEverHad(state, intentId);
    if (owner && !owner.jobId) {
      decision.add({
        type: 'LaunchAccepted',
        intentId,
        jobId: answer.jobId,
        found: false,
      });
    }
    return;
  }
  const chunk = chunkOfIntent(state, intentId);
  if (!chunk) {
    return;
  }
  const again =
    answer.retryAfterMs !== undefined && chunk.attempts < MAX_LAUNCH_ATTEMPTS;
  decision.add({
    type: 'LaunchRefused',
    intentId,
    code: answer.code,
    message: answer.message,
    requestId: answer.requestId,
    ...(again && { retryAt: after(context, answer.retryAfterMs ?? 0) }),
  });
  if (!again) {
    decision.add({
      type: 'ServersFailed',
      servers: chunk.sourceServerIds.map(sourceServerId => ({
        sourceServerId,
        code: answer.code,
        message: answer.message,
      })),
    });
  }
}

function terminateAnswered(
  decision: Decision,
  state: ExecutionState,
  { intentId, answer }: Extract<Input, { type: 'terminate-answered' }>,
  context: DecisionContext,
): void {
  const intent = state.terminateIntents.get(intentId);
  if (!intent) {
    return;
  }
  if (answer.kind === 'accepted') {
    decision.add({
      type: 'TerminateAccepted',
      intentId,
      jobId: answer.jobId,
      found: false,
    });
    return;
  }
  const again =
    answer.retryAfterMs !== undefined &&
    state.terminateAttempts < MAX_TERMINATE_ATTEMPTS;
  decision.add({
    type: 'TerminateRefused',
    intentId,
    code: answer.code,
    message: answer.message,
    requestId: answer.requestId,
    ...(again && { retryAt: after(context, answer.retryAfterMs ?? 0) }),
  });
  if (!again) {
    decision.add({
      type: 'TerminationFailed',
      sourceServerIds: [...intent.sourceServerIds],
      code: answer.code,
      message: answer.message,
    });
  }
}
