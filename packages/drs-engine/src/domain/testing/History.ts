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

import {
  executionEventSchemas,
  type ExecutionEvent,
  type PinnedWave,
} from '../events';
import { evolve } from '../evolve';
import { decide } from '../decide';
import type { Input } from '../input';
import type { ExecutionState } from '../state';

interface Begin {
  waves: PinnedWave[];
  maxServersPerJob: number;
  maxDurationMinutes: number;
  decisionTimeLimitMinutes: number;
}

/** An execution in a test that holds its clock: decided facts, stored as text. */
export class History {
  readonly #rows: { at: string; text: string }[] = [];
  readonly #start: number;
  #now: Date;
  #ids = 0;
  #state: ExecutionState | undefined;

  static begin(begin: Begin): History {
    const history = new History(new Date('2026-11-21T03:00:00.000Z'));
    history.happen({
      type: 'start',
      executionId: 'execution',
      executionType: 'DRILL',
      plan: {
        planId: 'plan',
        planName: 'Orders',
        version: 1,
        accountId: '111122223333',
        maxDurationMinutes: begin.maxDurationMinutes,
      },
      initiatedBy: 'user:default/operator',
      waves: begin.waves,
      settings: {
        maxServersPerJob: begin.maxServersPerJob,
        decisionTimeLimitMinutes: begin.decisionTimeLimitMinutes,
      },
    });
    return history;
  }

  private constructor(now: Date) {
    this.#now = now;
    this.#start = now.getTime();
  }

  get now(): Date {
    return this.#now;
  }

  get minutesPassed(): number {
    return (this.#now.getTime() - this.#start) / 60_000;
  }

  get state(): ExecutionState {
    if (!this.#state) {
      throw new Error('Nothing has happened yet');
    }
    return this.#state;
  }

  pass(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
    this.happen({ type: 'time-passed' });
  }

  happen(input: Input): ExecutionEvent[] {
    const events = decide(this.#state, input, {
      now: this.#now,
      newId: () => `id-${++this.#ids}`,
      answerTimeMs: 15_000,
    });
    if (events.length > 0) {
      this.#rows.push({
        at: this.#now.toISOString(),
        text: JSON.stringify(events),
      });
      this.#state = this.#fold(
        this.#state,
        this.#rows.length,
        this.#rows[this.#rows.length - 1],
      );
    }
    return events;
  }

  /** The state, folded anew from the text of all rows. */
  replayed(): ExecutionState {
    const state = this.#rows.reduce<ExecutionState | undefined>(
      (folded, row, index) => this.#fold(folded, index + 1, row),
      undefined,
    );
    if (!state) {
      throw new Error('Nothing has happened yet');
    }
    return state;
  }

  #fold(
    state: ExecutionState | undefined,
    seq: number,
    row: { at: string; text: string },
  ): ExecutionState | undefined {
    const events = executionEventSchemas.array().parse(JSON.parse(row.text));
    return events.reduce<ExecutionState | undefined>(
      (folded, event) => evolve(folded, event, { seq, at: row.at }),
      state,
    );
  }
}
