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
import { isSameScope, type ObservedInstance } from '../ports/drs';
import { command } from './commands';
import {
  after,
  Decision,
  HOLD_LIMIT_MS,
  type DecisionContext,
} from './context';
import type { ExecutionEvent } from './events';
import { chunkOfIntent, chunkThatEverHad } from './evolveLaunch';
import { observeHealth } from './health';
import { hookAnswered, intendHook } from './hooks';
import type { Input } from './input';
import { launchableServers, pendingServers } from './launches';
import { settingsAnswered } from './launchSettings';
import {
  isThere,
  mayTerminateAgain,
  observeInstances,
  observeJobs,
} from './observe';
import {
  isOpen,
  isWaiting,
  mayStart,
  serversInLaunches,
  serversOf,
} from './rules';
import { settle } from './settle';
import { isEnded, type ChunkState, type ExecutionState } from './state';

/** As often a whole chunk is refused for one of its servers before it is split. */
const CONFLICTS_BEFORE_SPLIT = 2;

/**
 * Decides what an input means: the facts to store, none if it changes nothing.
 * Pure; what follows by itself is part of the decision.
 *
 * @throws DrsError INVALID_STATE, VALIDATION_FAILED or FOUR_EYES where a command
 *   does not fit the state, or whoever gives it
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
    case 'pause':
    case 'resume':
    case 'approve':
    case 'retry':
    case 'skip':
    case 'cancel':
    case 'terminate':
      command(decision, state, input, context);
      return;

    case 'freeze':
      freeze(decision, state, input, context);
      return;

    case 'live-instances-found':
      failLive(decision, state, input.instances);
      return;

    case 'admit':
      requestLaunch(decision, state, input.chunkId, context);
      return;

    case 'defer': {
      const chunk = state.chunks.get(input.chunkId);
      if (chunk && isWaiting(chunk) && chunk.waitReason !== input.reason) {
        decision.add({
          type: 'ChunkDeferred',
          chunkId: input.chunkId,
          reason: input.reason,
        });
      }
      return;
    }

    case 'scope-refused':
      failScope(decision, state, input);
      return;

    case 'launch-answered':
      launchAnswered(decision, state, input, context);
      return;

    case 'terminate-intended': {
      const standing = serversOf(state, input.sourceServerIds).filter(
        server =>
          server.terminationRequested && server.instanceState === 'RUNNING',
      );
      if (standing.length > 0) {
        decision.add({
          type: 'TerminateIntended',
          intentId: context.newId(),
          accountId: input.scope.accountId,
          region: input.scope.region,
          sourceServerIds: standing.map(server => server.sourceServerId),
          answerBy: after(context, context.answerTimeMs),
        });
      }
      return;
    }

    case 'terminate-answered':
      terminateAnswered(decision, state, input, context);
      return;

    case 'jobs-observed':
      observeJobs(decision, input, context);
      return;

    case 'instances-observed':
      observeInstances(decision, input);
      return;

    case 'health-observed':
      observeHealth(decision, input, context);
      return;

    case 'launch-settings-intended':
    case 'launch-settings-applied':
    case 'launch-settings-failed':
    case 'launch-settings-restored':
      settingsAnswered(decision, input, context);
      return;

    case 'hook-intended':
      intendHook(decision, state, input, context);
      return;

    case 'hook-answered':
      hookAnswered(decision, input, context);
      return;

    case 'time-passed':
      return;

    default:
      throw new Error(`Unknown input ${JSON.stringify(input satisfies never)}`);
  }
}

/** The switch holds every run that has not ended, until it is released. */
function freeze(
  decision: Decision,
  state: ExecutionState,
  { active, reason }: Extract<Input, { type: 'freeze' }>,
  context: DecisionContext,
): void {
  const isHeld = state.holds.has('FREEZE');
  if (active && !isHeld && !state.stop && !isEnded(state)) {
    decision.add({
      type: 'ExecutionPaused',
      reason: 'FREEZE',
      until: after(context, HOLD_LIMIT_MS),
      message: `The freeze switch holds every execution${
        reason ? `: ${reason}` : ''
      }`,
    });
  } else if (!active && isHeld) {
    decision.add({ type: 'ExecutionResumed', reason: 'FREEZE' });
  }
}

function requestLaunch(
  decision: Decision,
  state: ExecutionState,
  chunkId: string,
  context: DecisionContext,
): void {
  const chunk = state.chunks.get(chunkId);
  if (!chunk) {
    return;
  }
  const servers = launchableServers(state, chunk, serversInLaunches(state));
  if (servers.length > 0) {
    decision.add({
      type: 'LaunchRequested',
      chunkId,
      sourceServerIds: servers.map(server => server.sourceServerId),
      intentId: context.newId(),
      attempt: chunk.attempts + 1,
      answerBy: after(context, context.answerTimeMs),
    });
  }
}

/** Never launched: the launch would delete what somebody runs on. */
function failLive(
  decision: Decision,
  state: ExecutionState,
  instances: readonly ObservedInstance[],
): void {
  const { executionType, replaceLive } = state.started;
  if (executionType === 'RECOVERY' && replaceLive) {
    return;
  }
  const live = instances.filter(instance => {
    const server = state.servers.get(instance.sourceServerId);
    return (
      server?.outcome === 'PENDING' &&
      !instance.isDrill &&
      isThere(instance) &&
      // Of a launch by this execution, which a person has tried again.
      instance.recoveryInstanceId !== server.recoveryInstanceId
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

/** An account that refuses us is skipped: what waits there has failed, all else goes on. */
function failScope(
  decision: Decision,
  state: ExecutionState,
  { scope, code, message }: Extract<Input, { type: 'scope-refused' }>,
): void {
  const waiting = [...state.chunks.values()]
    .filter(chunk => isWaiting(chunk) && isSameScope(chunk, scope))
    .flatMap(chunk => pendingServers(state, chunk))
    .map(server => server.sourceServerId);
  if (waiting.length > 0 && mayStart(state)) {
    decision.add({
      type: 'ServersFailed',
      servers: waiting.map(sourceServerId => ({
        sourceServerId,
        code,
        message,
      })),
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
  const open = serversOf(decision.state, chunk.sourceServerIds)
    .filter(isOpen)
    .map(server => server.sourceServerId);
  if (isForSomeServers(answer, chunk.attempts) && open.length > 1) {
    split(decision, chunk, open, context);
  } else if (!again && open.length > 0) {
    decision.add({
      type: 'ServersFailed',
      servers: open.map(sourceServerId => ({
        sourceServerId,
        code: answer.code,
        message: answer.message,
      })),
    });
  }
}

/** DRS refuses a whole job for one server that does not fit, and does not always say which. */
const isForSomeServers = (
  answer: Extract<Input, { type: 'launch-answered' }>['answer'],
  attempts: number,
): boolean =>
  answer.kind === 'refused' &&
  (answer.failure === 'invalid' ||
    answer.failure === 'not-found' ||
    (answer.failure === 'conflict' && attempts >= CONFLICTS_BEFORE_SPLIT));

/** In halves: the server that does not fit is found in few steps, and holds up few others. */
function split(
  decision: Decision,
  { chunkId, accountId, region }: ChunkState,
  sourceServerIds: readonly string[],
  context: DecisionContext,
): void {
  const half = Math.ceil(sourceServerIds.length / 2);
  decision.add({
    type: 'ChunkSplit',
    chunkId,
    chunks: [sourceServerIds.slice(0, half), sourceServerIds.slice(half)].map(
      part => ({
        chunkId: context.newId(),
        accountId,
        region,
        sourceServerIds: part,
      }),
    ),
  });
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
