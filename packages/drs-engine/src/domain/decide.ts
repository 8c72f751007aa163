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
import type { ObservedInstance } from '../ports/drs';
import type { ExecutionEvent } from './events';
import { chunkOfIntent, chunkThatEverHad, isOpen } from './evolveLaunch';
import type { Input } from './input';
import {
  isThere,
  mayTerminateAgain,
  observeInstances,
  observeJobs,
} from './observe';
import { serversOf, settle } from './settle';
import { isEnded, type ExecutionState } from './state';

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

    case 'live-instances-found':
      failLive(decision, state, input.instances);
      return;

    case 'admit':
      requestLaunch(decision, state, input.chunkId, context);
      return;

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
      observeJobs(decision, input, context);
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

function requestLaunch(
  decision: Decision,
  state: ExecutionState,
  chunkId: string,
  context: DecisionContext,
): void {
  const chunk = state.chunks.get(chunkId);
  const waits =
    chunk?.status === 'PENDING' || chunk?.status === 'WAITING_FOR_CAPACITY';
  if (!chunk || !waits || state.pause || state.stop || isEnded(state)) {
    return;
  }
  decision.add({
    type: 'LaunchRequested',
    chunkId,
    sourceServerIds: serversOf(state, chunk.sourceServerIds)
      .filter(isOpen)
      .map(server => server.sourceServerId),
    intentId: context.newId(),
    attempt: chunk.attempts + 1,
    answerBy: after(context, context.answerTimeMs),
  });
}

/** Never launched: the launch would delete what somebody runs on. */
function failLive(
  decision: Decision,
  state: ExecutionState,
  instances: readonly ObservedInstance[],
): void {
  const live = instances.filter(instance => {
    const server = state.servers.get(instance.sourceServerId);
    return (
      server?.outcome === 'PENDING' && !instance.isDrill && isThere(instance)
    );
  });
  if (live.length > 0) {
    decision.add({
      type: 'ServersFailed',
      servers: live.map(({ sourceServerId, recoveryInstanceId }) => ({
        sourceServerId,
        code: 'LIVE_RECOVERY_INSTANCE',
        message: `It runs as the recovery instance ${recoveryInstanceId}, which a launch would delete`,
      })),
    });
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
  // As often as it takes: the wave's time limit ends it.
  const again = answer.retryAfterMs !== undefined;
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
    answer.retryAfterMs !== undefined && mayTerminateAgain(state, intent);
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
