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

import { after, type Decision, type DecisionContext } from './context';
import type { HookStage } from './events';
import type { HookResult, Input } from './input';
import { isHookOut, mayStart, nextHook } from './rules';
import type { ExecutionState, HookState, WaveState } from './state';

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** The hook of a wave that may run now. */
export function dueHook(
  state: ExecutionState,
  wave: WaveState,
  now: Date,
): HookState | undefined {
  const stage = stageOf(wave);
  const hook = stage && nextHook(wave, stage);
  if (!hook || isHookOut(hook) || !mayStart(state)) {
    return undefined;
  }
  const rests = hook.retryAt && Date.parse(hook.retryAt) > now.getTime();
  return rests ? undefined : hook;
}

function stageOf(wave: WaveState): HookStage | undefined {
  if (wave.status === 'RUNNING_PRE_HOOKS') {
    return 'PRE';
  }
  return wave.status === 'RUNNING_POST_HOOKS' ? 'POST' : undefined;
}

/**
 * What all attempts of a hook carry that must have effect once. An automation
 * of SSM that has failed would be given again for the same token, so those have
 * a key an attempt.
 */
export const idempotencyKeyOf = (
  state: ExecutionState,
  wave: WaveState,
  { stage, index, round, attempts, hook }: HookState,
): string => {
  const run = `${state.executionId}/${wave.waveNumber}/${stage}/${index}/${round}`;
  return hook.type === 'ssm-automation' ? `${run}/${attempts + 1}` : run;
};

export function intendHook(
  decision: Decision,
  state: ExecutionState,
  input: Extract<Input, { type: 'hook-intended' }>,
  context: DecisionContext,
): void {
  const wave = state.waves.find(
    ({ waveNumber }) => waveNumber === input.waveNumber,
  );
  const hook = wave && dueHook(state, wave, context.now);
  if (!hook || hook.stage !== input.stage || hook.index !== input.index) {
    return;
  }
  decision.add({
    type: 'HookRequested',
    waveNumber: input.waveNumber,
    stage: hook.stage,
    index: hook.index,
    attempt: hook.attempts + 1,
    intentId: context.newId(),
    answerBy: after(
      context,
      hook.hook.timeoutSeconds * 1000 + context.answerTimeMs,
    ),
  });
}

export function hookAnswered(
  decision: Decision,
  { intentId, result }: { intentId: string; result: HookResult },
  context: DecisionContext,
): void {
  const hook = decision.state.waves
    .flatMap(wave => wave.hooks)
    .find(candidate => candidate.intentId === intentId);
  // An answer to an attempt that was given up says nothing any more.
  if (!hook || !isHookOut(hook)) {
    return;
  }
  switch (result.kind) {
    case 'succeeded':
      decision.add({
        type: 'HookSucceeded',
        intentId,
        message: result.message,
      });
      return;
    case 'running':
      if (hook.status !== 'RUNNING') {
        decision.add({
          type: 'HookStarted',
          intentId,
          externalId: result.externalId,
        });
      }
      return;
    case 'failed':
      fail(decision, hook, intentId, result, context);
      return;
    default:
      throw new Error(
        `Unknown result ${JSON.stringify(result satisfies never)}`,
      );
  }
}

/** Those of which nothing was heard in their time. */
export function giveUpHooks(
  decision: Decision,
  context: DecisionContext,
): void {
  for (const hook of decision.state.waves.flatMap(wave => wave.hooks)) {
    const isLate =
      isHookOut(hook) &&
      hook.answerBy !== undefined &&
      context.now.getTime() >= Date.parse(hook.answerBy);
    if (isLate && hook.intentId) {
      fail(
        decision,
        hook,
        hook.intentId,
        {
          code: 'NO_ANSWER',
          message:
            hook.status === 'RUNNING'
              ? `${hook.externalId} did not end within ${hook.hook.timeoutSeconds} s`
              : `Nothing was heard within ${hook.hook.timeoutSeconds} s; it may have run`,
          mayHaveRun: true,
        },
        context,
      );
    }
  }
}

/** A hook that may have run is repeated only where the plan says that this does no harm. */
function fail(
  decision: Decision,
  { hook, attempts }: HookState,
  intentId: string,
  failure: { code: string; message: string; mayHaveRun: boolean },
  context: DecisionContext,
): void {
  const again =
    attempts < hook.attempts &&
    (hook.delivery === 'AT_LEAST_ONCE' || !failure.mayHaveRun) &&
    !decision.state.stop;
  decision.add({
    type: 'HookFailed',
    intentId,
    code: failure.code,
    message: failure.message,
    mayHaveRun: failure.mayHaveRun,
    ...(again && {
      retryAt: after(
        context,
        Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS),
      ),
    }),
  });
}
