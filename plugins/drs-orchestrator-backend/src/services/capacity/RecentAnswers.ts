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

import type { Clock } from '@drs-orchestrator/drs-engine';

interface Answer<T> {
  readonly value: Promise<T>;
  /** On the monotonic clock; undefined while it is under way. */
  answeredAt?: number;
}

/**
 * Answers that serve for a while: who asks meanwhile, or at the same time, gets
 * the same one. A failure is told to those who waited for it and not kept.
 */
export class RecentAnswers<T> {
  readonly #clock: Clock;
  readonly #freshForMs: number;
  readonly #capacity: number;
  readonly #answers = new Map<string, Answer<T>>();

  /** @param options.capacity - so many answers are kept at most, the oldest go first */
  static create<T>(options: {
    clock: Clock;
    freshForMs: number;
    capacity: number;
  }): RecentAnswers<T> {
    return new RecentAnswers(options);
  }

  private constructor(options: {
    clock: Clock;
    freshForMs: number;
    capacity: number;
  }) {
    this.#clock = options.clock;
    this.#freshForMs = options.freshForMs;
    this.#capacity = options.capacity;
  }

  /** @param ask - called where no answer serves */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    return this.peek(key) ?? this.#remember(key, ask());
  }

  /** The answer that serves now, if one does. */
  peek(key: string): Promise<T> | undefined {
    const known = this.#answers.get(key);
    if (
      known === undefined ||
      (known.answeredAt !== undefined &&
        this.#clock.monotonic() - known.answeredAt >= this.#freshForMs)
    ) {
      return undefined;
    }
    return known.value;
  }

  /** Keeps an answer that was found some other way. */
  set(key: string, value: T): void {
    void this.#remember(key, Promise.resolve(value));
  }

  delete(key: string): void {
    this.#answers.delete(key);
  }

  #remember(key: string, value: Promise<T>): Promise<T> {
    const answer: Answer<T> = { value };
    // At the end of the map's order, as the youngest.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > this.#capacity && oldest !== undefined) {
      this.#answers.delete(oldest);
    }
    value.then(
      () => {
        answer.answeredAt = this.#clock.monotonic();
      },
      () => {
        if (this.#answers.get(key) === answer) {
          this.#answers.delete(key);
        }
      },
    );
    return value;
  }
}
