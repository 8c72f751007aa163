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

import { dueEffects, nextWake, type Effect } from '../domain/effects';
import type { ExecutionEvent } from '../domain/events';
import type { Input } from '../domain/input';
import type { ExecutionState } from '../domain/state';
import type { Clock } from '../ports/clock';
import { scopeKey } from '../ports/drs';
import { LeadershipLost, type ExecutionLog } from '../ports/executionLog';
import type { Logger } from '../ports/logger';
import { inParallel } from './inParallel';
import { SYSTEM, type Journal } from './Journal';
import type { Leadership } from './Leadership';

/** How long an execution that could not be worked on is left alone. */
const PUT_OFF_MS = 15_000;

/** An effect with the execution that wants it. */
export type WantedEffect = Effect & { readonly executionId: string };

/**
 * The executions of one round, each as far as it has come. Every decision is
 * made in the epoch in which this replica leads.
 */
export class WorkingSet {
  readonly #journal: Journal;
  readonly #log: ExecutionLog;
  readonly #leadership: Leadership;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #states = new Map<string, ExecutionState>();
  readonly #effects = new WeakMap<ExecutionState, readonly WantedEffect[]>();
  /** What was given out to be done in this round. */
  readonly #given = new Set<string>();

  constructor(options: {
    journal: Journal;
    log: ExecutionLog;
    leadership: Leadership;
    clock: Clock;
    logger: Logger;
  }) {
    this.#journal = options.journal;
    this.#log = options.log;
    this.#leadership = options.leadership;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  get states(): ExecutionState[] {
    return [...this.#states.values()];
  }

  /** What all of them want now. */
  wanted<T extends Effect['type']>(
    type: T,
    now: Date,
  ): Extract<WantedEffect, { type: T }>[] {
    const isOfType = (
      effect: WantedEffect,
    ): effect is Extract<WantedEffect, { type: T }> => effect.type === type;
    const wanted = this.states.flatMap(state =>
      this.#effectsOf(state, now).filter(isOfType),
    );
    wanted.forEach(effect => this.#given.add(keyOf(effect)));
    return wanted;
  }

  /** Asked for by every part of a round, and the same for all while nothing is decided. */
  #effectsOf(state: ExecutionState, now: Date): readonly WantedEffect[] {
    const { executionId } = state;
    let effects = this.#effects.get(state);
    if (!effects) {
      effects = dueEffects(state, now).map(effect => ({
        ...effect,
        executionId,
      }));
      this.#effects.set(state, effects);
    }
    return effects;
  }

  /**
   * When the execution must be looked at next: at once where this round has
   * made something possible that it did not come to any more.
   */
  nextWake(
    state: ExecutionState,
    now: Date,
    pollIntervalMs: number,
  ): Date | undefined {
    const isLeft = this.#effectsOf(state, now).some(
      effect => isAction(effect) && !this.#given.has(keyOf(effect)),
    );
    return isLeft ? now : nextWake(state, now, pollIntervalMs);
  }

  /** Takes executions up as their logs show them. */
  async takeUp(
    executions: readonly { executionId: string; seq: number }[],
  ): Promise<void> {
    await inParallel(executions, ({ executionId, seq }) =>
      this.#guarded(executionId, seq, async () => {
        this.#states.set(executionId, await this.#journal.load(executionId));
      }),
    );
  }

  stateOf(executionId: string): ExecutionState {
    const state = this.#states.get(executionId);
    if (!state) {
      throw new Error(`Execution ${executionId} is not being worked on`);
    }
    return state;
  }

  /**
   * Decides what the input means to an execution.
   *
   * @throws LeadershipLost where this replica does not lead (any more)
   */
  async perform(
    executionId: string,
    input: Exclude<Input, { type: 'start' }>,
  ): Promise<readonly ExecutionEvent[]> {
    const { state, events } = await this.#journal.perform(
      executionId,
      SYSTEM,
      input,
      { epoch: this.#leadFor(0) },
    );
    // Calls for one execution run beside each other; the furthest counts.
    const known = this.#states.get(executionId);
    if (!known || known.seq <= state.seq) {
      this.#states.set(executionId, state);
    }
    return events;
  }

  /**
   * For what ends after this round, however long it takes: decides what it
   * means then, and has the execution looked at at once.
   *
   * @throws LeadershipLost where this replica does not lead (any more)
   */
  async performLater(
    executionId: string,
    input: Exclude<Input, { type: 'start' }>,
  ): Promise<readonly ExecutionEvent[]> {
    const { events } = await this.#journal.perform(executionId, SYSTEM, input, {
      epoch: this.#leadFor(0),
      lookAtOnce: true,
    });
    return events;
  }

  /**
   * The epoch in which this replica leads for so much longer, in milliseconds.
   *
   * @throws LeadershipLost where it does not
   */
  #leadFor(milliseconds: number): number {
    const epoch = this.#leadership.epochFor(milliseconds);
    if (epoch === undefined) {
      throw new LeadershipLost();
    }
    return epoch;
  }

  /**
   * Before each call that changes something: the lease must outlast the call,
   * else another leader might look for its job before it is there.
   */
  assertMayCall(callTimeoutMs: number): void {
    this.#leadFor(callTimeoutMs);
  }

  /** Does it for each that is still worked on. */
  async forEach<T extends { readonly executionId: string }>(
    items: readonly T[],
    work: (item: T) => Promise<unknown>,
  ): Promise<void> {
    await inParallel(items, async item => {
      const { executionId } = item;
      if (this.#states.has(executionId)) {
        const { seq } = this.stateOf(executionId);
        await this.#guarded(executionId, seq, () => work(item));
      }
    });
  }

  /** An execution that cannot be worked on must not hold up all others. */
  async #guarded(
    executionId: string,
    seq: number,
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof LeadershipLost) {
        throw error;
      }
      this.#states.delete(executionId);
      this.#logger.error(
        `An execution could not be worked on and is put off: ${
          error instanceof Error ? error.message : String(error)
        }`,
        { executionId },
      );
      // Where the database is what failed, so does this, and the round ends.
      await this.#log.postpone(
        executionId,
        seq,
        new Date(this.#clock.now().getTime() + PUT_OFF_MS),
      );
    }
  }
}

/** Whether others wait for it; looks are repeated with each poll anyway. */
function isAction(effect: Effect): boolean {
  switch (effect.type) {
    case 'launch':
    case 'apply-launch-settings':
    case 'restore-launch-settings':
    case 'run-hook':
    case 'terminate':
      return true;
    case 'observe-jobs':
    case 'observe-instances':
    case 'check-health':
    case 'observe-hook':
      return false;
    default:
      throw new Error(
        `Unknown effect ${JSON.stringify(effect satisfies never)}`,
      );
  }
}

/** Tells one action of an execution from another. */
function keyOf(effect: WantedEffect): string {
  const what = [effect.type, effect.executionId, scopeKey(effect.scope)];
  switch (effect.type) {
    case 'launch':
      return [...what, effect.chunkId].join(' ');
    case 'run-hook':
      return [
        ...what,
        effect.waveNumber,
        effect.stage,
        effect.index,
        effect.attempt,
      ].join(' ');
    case 'apply-launch-settings':
      return [
        ...what,
        ...effect.servers.map(server => server.sourceServerId),
      ].join(' ');
    default:
      return what.join(' ');
  }
}
