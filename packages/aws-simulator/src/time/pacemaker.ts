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

import { Agenda } from './agenda';
import { Clock } from './clock';
import { ProcessTime } from './process-time';

/** Longer ones are not kept by timers. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Sees to it that what is due happens at its moment, for those who want to be
 * told; otherwise the simulator moves only when it is looked at.
 */
export class Pacemaker {
  readonly #clock: Clock;
  readonly #time: ProcessTime;
  readonly #agenda: Agenda;
  readonly #settle: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  #isBeating = false;

  constructor(options: {
    clock: Clock;
    time: ProcessTime;
    agenda: Agenda;
    settle: () => void;
  }) {
    this.#clock = options.clock;
    this.#time = options.time;
    this.#agenda = options.agenda;
    this.#settle = options.settle;
  }

  start(): void {
    if (this.#isBeating) return;
    this.#isBeating = true;
    if (this.#clock.onAdvance) {
      this.#stopListening = this.#clock.onAdvance(() => this.#settle());
      return;
    }
    this.#agenda.onNextChanged = () => this.rearm();
    this.rearm();
  }

  /** To be called when the speed of processes has changed. */
  rearm(): void {
    clearTimeout(this.#timer);
    const next = this.#agenda.nextAt;
    if (!this.#isBeating || this.#clock.onAdvance || next === undefined) return;
    const delay = this.#time.wallAt(next) - this.#clock.now();
    this.#timer = setTimeout(() => {
      this.#settle();
      this.rearm();
    }, Math.min(Math.max(0, Math.ceil(delay)), LONGEST_TIMER_MS));
    this.#timer.unref();
  }

  stop(): void {
    this.#isBeating = false;
    clearTimeout(this.#timer);
    this.#agenda.onNextChanged = undefined;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }
}
