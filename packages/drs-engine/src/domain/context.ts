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

import type { ExecutionEvent } from './events';
import { evolve } from './evolve';
import type { ExecutionState } from './state';

/** What a decision may depend on beside the state and the input. */
export interface DecisionContext {
  readonly now: Date;
  /** A new identifier, unique for ever. */
  newId(): string;
  /** How long after an intent its job is looked for if no answer is known. */
  readonly answerTimeMs: number;
}

export const after = (context: { now: Date }, milliseconds: number): string =>
  new Date(context.now.getTime() + milliseconds).toISOString();

export const minutes = (count: number): number => count * 60_000;

/** How long a run may be held by a person, the freeze switch or a stale log: a year. */
export const HOLD_LIMIT_MS = minutes(365 * 24 * 60);

/** A decision in the making: its facts so far and the state that they lead to. */
export class Decision {
  readonly events: ExecutionEvent[] = [];
  #state: ExecutionState | undefined;
  readonly #at: string;
  readonly #seq: number;

  constructor(state: ExecutionState | undefined, now: Date) {
    this.#state = state;
    this.#at = now.toISOString();
    this.#seq = (state?.seq ?? 0) + 1;
  }

  /** The state with every fact so far. */
  get state(): ExecutionState {
    if (!this.#state) {
      throw new Error('Nothing was decided yet');
    }
    return this.#state;
  }

  add(event: ExecutionEvent): void {
    this.events.push(event);
    this.#state = evolve(this.#state, event, { seq: this.#seq, at: this.#at });
  }
}
