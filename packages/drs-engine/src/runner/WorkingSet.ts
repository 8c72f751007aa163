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

import { dueEffects, type Effect } from '../domain/effects';
import type { ExecutionEvent } from '../domain/events';
import type { Input } from '../domain/input';
import type { ExecutionState } from '../domain/state';
import { LeadershipLost } from '../ports/executionLog';
import { SYSTEM, type Journal } from './Journal';
import type { Leadership } from './Leadership';

/** An effect with the execution that wants it. */
export type WantedEffect = Effect & { readonly executionId: string };

/**
 * The executions of one round, each as far as it has come. Every decision is
 * made in the epoch in which this replica leads.
 */
export class WorkingSet {
  readonly #journal: Journal;
  readonly #leadership: Leadership;
  readonly #states = new Map<string, ExecutionState>();

  constructor(journal: Journal, leadership: Leadership) {
    this.#journal = journal;
    this.#leadership = leadership;
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
    return this.states.flatMap(state =>
      dueEffects(state, now)
        .map(effect => ({ ...effect, executionId: state.executionId }))
        .filter(isOfType),
    );
  }

  /** Takes an execution up as its log shows it. */
  async takeUp(executionId: string): Promise<void> {
    this.#states.set(executionId, await this.#journal.load(executionId));
  }

  /** Leaves an execution out of the rest of the round. */
  drop(executionId: string): void {
    this.#states.delete(executionId);
  }

  has(executionId: string): boolean {
    return this.#states.has(executionId);
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
      { epoch: this.leadFor(0) },
    );
    // Calls for one execution run beside each other; the furthest counts.
    const known = this.#states.get(executionId);
    if (!known || known.seq <= state.seq) {
      this.#states.set(executionId, state);
    }
    return events;
  }

  /**
   * The epoch in which this replica leads for so much longer, in milliseconds.
   *
   * @throws LeadershipLost where it does not
   */
  leadFor(milliseconds: number): number {
    const epoch = this.#leadership.epochFor(milliseconds);
    if (epoch === undefined) {
      throw new LeadershipLost();
    }
    return epoch;
  }
}
