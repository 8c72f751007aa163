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
import { starter, type Begin } from './randomBegin';

const EXECUTION_ID = 'execution';

/** A row of the log: when it was decided, and its facts as they are stored. */
export interface Row {
  readonly at: string;
  readonly text: string;
}

/** An execution in a test that holds its clock: decided facts, stored as text. */
export class History {
  #rows: Row[] = [];
  readonly #start: number;
  #now: Date;
  #ids = 0;
  #state: ExecutionState | undefined;

  static begin(
    begin: Partial<Begin> & {
      waves: PinnedWave[];
      maxServersPerJob: number;
      maxDurationMinutes: number;
      decisionTimeLimitMinutes: number;
    },
  ): History {
    const history = new History(new Date('2026-11-21T03:00:00.000Z'));
    const {
      maxServersPerJob,
      maxDurationMinutes,
      decisionTimeLimitMinutes,
      changedBy,
      ...rest
    } = begin;
    history.happen({
      type: 'start',
      executionId: EXECUTION_ID,
      executionType: 'DRILL',
      plan: {
        planId: 'plan',
        planName: 'Orders',
        version: 1,
        accountId: '111122223333',
        maxDurationMinutes,
        changedBy,
      },
      initiatedBy: starter,
      settings: { maxServersPerJob, decisionTimeLimitMinutes },
      ...rest,
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

  /** The log, a row a decision. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  pass(minutes: number): void {
    this.passTo(new Date(this.#now.getTime() + minutes * 60_000));
  }

  passTo(time: Date): void {
    this.moveTo(time);
    this.happen({ type: 'time-passed' });
  }

  /** The clock goes on, and nobody has looked yet. */
  moveTo(time: Date): void {
    this.#now = time;
  }

  /** The database is restored from a backup that holds so many rows. */
  cutBackTo(rowCount: number): void {
    this.#rows = this.#rows.slice(0, rowCount);
    this.#state = this.replayed();
  }

  happen(input: Input): ExecutionEvent[] {
    const events = this.whatIf(input, this.#now);
    if (events.length > 0) {
      const row = {
        at: this.#now.toISOString(),
        text: JSON.stringify(events),
      };
      this.#rows.push(row);
      this.#state = foldRow(this.#state, this.#rows.length, row.at, events);
    }
    return events;
  }

  /** What would be decided, at some time. */
  whatIf(input: Input, now: Date): ExecutionEvent[] {
    return decide(this.#state, input, {
      now,
      newId: () => `id-${++this.#ids}`,
      answerTimeMs: 15_000,
    });
  }

  /** The state, folded anew from the text of all rows. */
  replayed(): ExecutionState {
    const state = this.#rows.reduce<ExecutionState | undefined>(
      (folded, { at, text }, index) =>
        foldRow(
          folded,
          index + 1,
          at,
          executionEventSchemas.array().parse(JSON.parse(text)),
        ),
      undefined,
    );
    if (!state) {
      throw new Error('Nothing has happened yet');
    }
    return state;
  }

  /** The log, a row a line: what a failing test shows. */
  told(): string {
    return this.#rows.map(({ at, text }) => `${at} ${text}`).join('\n');
  }
}

const foldRow = (
  state: ExecutionState | undefined,
  seq: number,
  at: string,
  events: readonly ExecutionEvent[],
): ExecutionState | undefined =>
  events.reduce<ExecutionState | undefined>(
    (folded, event) => evolve(folded, event, { seq, at }),
    state,
  );
