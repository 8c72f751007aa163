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

import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../domain/input';
import type { Clock } from '../ports/clock';
import {
  AwsFailure,
  scopeKey,
  type Drs,
  type DrsAccess,
  type Scope,
} from '../ports/drs';
import type { Logger } from '../ports/logger';
import { refusalOf } from './answers';

/** A Region that does not answer is left alone for so long, doubled each time. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/** An account and Region that did not answer. */
interface Silence {
  readonly failure: AwsFailure;
  readonly times: number;
  /** By the monotonic clock. */
  readonly until: number;
}

/**
 * Calls to AWS whose failures are told once and harm nothing else: one that
 * hangs is given up after a while, and its account and Region are left alone
 * for longer and longer, so that all others are served.
 */
export class AwsCalls {
  readonly #access: DrsAccess;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #random: () => number;
  readonly #readLimitMs: number;
  readonly #silent = new Map<string, Silence>();

  constructor(options: {
    access: DrsAccess;
    clock: Clock;
    logger: Logger;
    random: () => number;
    readLimitMs: number;
  }) {
    this.#access = options.access;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#random = options.random;
    this.#readLimitMs = options.readLimitMs;
  }

  /** Why an account cannot be asked now; undefined where it answered last time. */
  silence(scope: Scope): string | undefined {
    const failure = this.#silent.get(scopeKey(scope))?.failure;
    return failure && `${failure.message} (${failure.code})`;
  }

  /** @returns undefined where the account cannot be asked now */
  async read<T>(
    scope: Scope,
    read: (drs: Drs) => Promise<T>,
  ): Promise<T | undefined> {
    const known = this.#silent.get(scopeKey(scope));
    if (known && this.#clock.monotonic() < known.until) {
      return undefined;
    }
    try {
      const result = await this.#inTime(
        this.#access.drs(scope).then(drs => read(drs)),
      );
      if (this.#silent.delete(scopeKey(scope))) {
        this.#logger.info('AWS answers again', placeOf(scope));
      }
      return result;
    } catch (error) {
      this.#fallSilent(scope, known, asAwsFailure(error));
      return undefined;
    }
  }

  /**
   * Makes a call that changes something, once.
   *
   * @param drs - from a read just before, so that no time is lost on the way
   * @param attempts - how often the same was asked, this time included
   * @param call - gives the ID of the job that came of it
   * @returns undefined where AWS may or may not have done it: the intent stands,
   *   and its job will be looked for
   */
  async change(
    scope: Scope,
    drs: Drs,
    attempts: number,
    call: (drs: Drs) => Promise<string>,
  ): Promise<Answer | undefined> {
    try {
      return { kind: 'accepted', jobId: await call(drs) };
    } catch (error) {
      const failure = asAwsFailure(error);
      if (!failure.mayHaveHappened) {
        return refusalOf(failure, attempts, this.#random());
      }
      this.#logger.warn('AWS may or may not have done it; looking for it', {
        ...placeOf(scope),
        code: failure.code,
      });
      return undefined;
    }
  }

  async #inTime<T>(call: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const tooLate = sleep(this.#readLimitMs, undefined, {
      signal: timer.signal,
    }).then(() => {
      throw new AwsFailure({
        kind: 'no-answer',
        code: 'NoAnswer',
        message: `No answer within ${this.#readLimitMs / 1000} s`,
      });
    });
    // Whoever comes second is of no interest any more.
    tooLate.catch(() => undefined);
    call.catch(() => undefined);
    try {
      return await Promise.race([call, tooLate]);
    } finally {
      timer.abort();
    }
  }

  #fallSilent(
    scope: Scope,
    known: Silence | undefined,
    failure: AwsFailure,
  ): void {
    const times = (known?.times ?? 0) + 1;
    const rest = Math.min(FIRST_REST_MS * 2 ** (times - 1), LONGEST_REST_MS);
    this.#silent.set(scopeKey(scope), {
      failure,
      times,
      until: this.#clock.monotonic() + rest,
    });
    if (!known) {
      this.#logger.warn(`AWS cannot be asked: ${failure.message}`, {
        ...placeOf(scope),
        code: failure.code,
      });
    }
  }
}

const placeOf = ({ accountId, region }: Scope) => ({ accountId, region });

/** Errors of the database, or of our own, are no answers of AWS. */
function asAwsFailure(error: unknown): AwsFailure {
  if (error instanceof AwsFailure) {
    return error;
  }
  throw error;
}
