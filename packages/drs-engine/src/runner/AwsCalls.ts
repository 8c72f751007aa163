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

import type { Answer } from '../domain/input';
import type { AwsAccess, AwsServices } from '../ports/awsAccess';
import type { Clock } from '../ports/clock';
import { AwsFailure, scopeKey, type Drs, type Scope } from '../ports/drs';
import type { Logger } from '../ports/logger';
import { refusalOf } from './answers';
import { inTime } from './inTime';

/** It will not let us in; waiting does not help against that. */
const isRefusal = ({ kind }: AwsFailure): boolean =>
  kind === 'access-denied' || kind === 'not-initialized';

/** A Region that does not answer is left alone for so long, doubled each time. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/** A service of AWS in one account and Region that cannot be asked now. */
export interface Silence {
  readonly scope: Scope;
  readonly service: keyof AwsServices;
  readonly failure: AwsFailure;
  readonly since: Date;
}

interface KnownSilence extends Silence {
  readonly times: number;
  /** By the monotonic clock. */
  readonly until: number;
}

/**
 * Calls to AWS whose failures are told once and harm nothing else: one that
 * hangs is given up after a while, and its account and Region are left alone
 * for longer and longer, so that all others are served. A service that refuses
 * is no reason not to ask the others.
 */
export class AwsCalls {
  readonly #access: AwsAccess;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #random: () => number;
  readonly #readLimitMs: number;
  readonly #onSilence: (silence: Silence) => void;
  readonly #silent = new Map<string, KnownSilence>();

  constructor(options: {
    access: AwsAccess;
    clock: Clock;
    logger: Logger;
    random: () => number;
    readLimitMs: number;
    /** Told once each time that a service begins to fail. */
    onSilence?: (silence: Silence) => void;
  }) {
    this.#access = options.access;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#random = options.random;
    this.#readLimitMs = options.readLimitMs;
    this.#onSilence = options.onSilence ?? (() => undefined);
  }

  /** Every service that did not answer when it was last asked. */
  get silences(): Silence[] {
    return [...this.#silent.values()];
  }

  /** What was wrong when it was last asked; undefined where it answered. */
  failureOf(
    scope: Scope,
    service: keyof AwsServices = 'drs',
  ): AwsFailure | undefined {
    return this.#silent.get(keyOf(scope, service))?.failure;
  }

  /** Why an account cannot be asked now; undefined where it answered last time. */
  silence(
    scope: Scope,
    service: keyof AwsServices = 'drs',
  ): string | undefined {
    const failure = this.failureOf(scope, service);
    return failure && `${failure.message} (${failure.code})`;
  }

  /**
   * Why an account will not be asked with success however often it is asked:
   * its role may not, or DRS is not set up there. Undefined where it may answer
   * next time.
   */
  refusal(
    scope: Scope,
    service: keyof AwsServices = 'drs',
  ): AwsFailure | undefined {
    const failure = this.failureOf(scope, service);
    return failure && isRefusal(failure) ? failure : undefined;
  }

  /**
   * Asks DRS.
   *
   * @returns undefined where the account cannot be asked now
   */
  async read<T>(
    scope: Scope,
    read: (drs: Drs) => Promise<T>,
  ): Promise<T | undefined> {
    return this.ask(scope, 'drs', read);
  }

  /** @returns undefined where the service cannot be asked in this account and Region now */
  async ask<S extends keyof AwsServices, T>(
    scope: Scope,
    service: S,
    question: (service: AwsServices[S]) => Promise<T>,
  ): Promise<T | undefined> {
    const key = keyOf(scope, service);
    const known = this.#silent.get(key);
    if (known && this.#clock.monotonic() < known.until) {
      return undefined;
    }
    try {
      const result = await inTime(
        this.#access
          .services(scope)
          .then(services => question(services[service])),
        this.#readLimitMs,
      );
      if (this.#silent.delete(key)) {
        this.#logger.info('AWS answers again', {
          ...placeOf(scope),
          service,
        });
      }
      return result;
    } catch (error) {
      this.#fallSilent(scope, service, asAwsFailure(error));
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

  #fallSilent(
    scope: Scope,
    service: keyof AwsServices,
    failure: AwsFailure,
  ): void {
    const key = keyOf(scope, service);
    const known = this.#silent.get(key);
    const times = (known?.times ?? 0) + 1;
    // Who was refused and has mended it must not wait for us to ask again.
    const rest = isRefusal(failure)
      ? FIRST_REST_MS
      : Math.min(FIRST_REST_MS * 2 ** (times - 1), LONGEST_REST_MS);
    const silence: KnownSilence = {
      scope,
      service,
      failure,
      since: known?.since ?? this.#clock.now(),
      times,
      until: this.#clock.monotonic() + rest,
    };
    this.#silent.set(key, silence);
    if (known?.failure.code !== failure.code) {
      this.#logger.warn(`AWS cannot be asked: ${failure.message}`, {
        ...placeOf(scope),
        service,
        code: failure.code,
        ...(failure.requestId && { requestId: failure.requestId }),
      });
      this.#onSilence(silence);
    }
  }
}

const keyOf = (scope: Scope, service: keyof AwsServices): string =>
  `${service} ${scopeKey(scope)}`;

const placeOf = ({ accountId, region }: Scope) => ({ accountId, region });

/** Errors of the database, or of our own, are no answers of AWS. */
function asAwsFailure(error: unknown): AwsFailure {
  if (error instanceof AwsFailure) {
    return error;
  }
  throw error;
}
