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

import { changedWave } from './changes';
import type { EventOf, HookStage, PinnedHook } from './events';
import { isHookOver } from './rules';
import type { ExecutionState, HookState } from './state';

/** The facts of hooks. */
export type HookEvent = EventOf<
  'HookRequested' | 'HookStarted' | 'HookSucceeded' | 'HookFailed'
>;

/** Hooks of a stage before anything was done with them. */
export const hooksAsPinned = (
  stage: HookStage,
  hooks: readonly PinnedHook[] | undefined,
): HookState[] =>
  (hooks ?? []).map((hook, index) => ({
    stage,
    index,
    hook,
    status: 'PENDING',
    attempts: 0,
    round: 0,
  }));

/** Folds a fact of a hook into the state. */
export function evolveHook(
  state: ExecutionState,
  event: HookEvent,
  at: string,
): ExecutionState {
  switch (event.type) {
    case 'HookRequested':
      return changedHook(
        state,
        hook =>
          hook.stage === event.stage &&
          hook.index === event.index &&
          hook.waveNumber === event.waveNumber,
        hook => ({
          ...hook,
          status: 'REQUESTED',
          attempts: event.attempt,
          intentId: event.intentId,
          answerBy: event.answerBy,
          externalId: undefined,
          retryAt: undefined,
          endedAt: undefined,
          message: undefined,
          startedAt: hook.startedAt ?? at,
        }),
      );

    case 'HookStarted':
      return ofIntent(state, event.intentId, hook => ({
        ...hook,
        status: 'RUNNING',
        externalId: event.externalId,
      }));

    case 'HookSucceeded':
      return ofIntent(state, event.intentId, hook => ({
        ...hook,
        status: 'SUCCEEDED',
        message: event.message,
        endedAt: at,
      }));

    case 'HookFailed':
      return ofIntent(state, event.intentId, hook => ({
        ...hook,
        status: 'FAILED',
        message: `${event.message} (${event.code})`,
        mayHaveRun: event.mayHaveRun,
        retryAt: event.retryAt,
        endedAt: event.retryAt ? undefined : at,
      }));

    default:
      throw new Error(`Unknown fact ${JSON.stringify(event satisfies never)}`);
  }
}

/**
 * Those that failed run once more; those that succeeded have done their work, and
 * so may one have that must not run twice and without which the wave went on.
 */
export const withFailedHooksReset = (
  state: ExecutionState,
  waveNumbers: readonly number[],
): ExecutionState =>
  changedHook(
    state,
    hook =>
      waveNumbers.includes(hook.waveNumber) &&
      hook.status === 'FAILED' &&
      isHookOver(hook) &&
      !isDoneWithout(hook),
    ({ stage, index, hook, round }) => ({
      stage,
      index,
      hook,
      status: 'PENDING',
      attempts: 0,
      round: round + 1,
    }),
  );

const isDoneWithout = ({ hook, mayHaveRun }: HookState): boolean =>
  hook.delivery === 'AT_MOST_ONCE' &&
  hook.onFailure === 'CONTINUE' &&
  mayHaveRun === true;

/** A late answer of an earlier attempt says nothing about the present one. */
const ofIntent = (
  state: ExecutionState,
  intentId: string,
  change: (hook: HookState) => HookState,
): ExecutionState =>
  changedHook(state, hook => hook.intentId === intentId, change);

function changedHook(
  state: ExecutionState,
  isMeant: (hook: HookState & { waveNumber: number }) => boolean,
  change: (hook: HookState) => HookState,
): ExecutionState {
  const waves = state.waves
    .filter(({ waveNumber, hooks }) =>
      hooks.some(hook => isMeant({ ...hook, waveNumber })),
    )
    .map(wave => wave.waveNumber);
  return waves.reduce(
    (next, waveNumber) => ({
      ...next,
      waves: changedWave(next, waveNumber, wave => ({
        ...wave,
        hooks: wave.hooks.map(hook =>
          isMeant({ ...hook, waveNumber }) ? change(hook) : hook,
        ),
      })),
    }),
    state,
  );
}
