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
import {
  AwsFailure,
  scopeKey,
  type Drs,
  type DrsAccess,
  type Scope,
} from '../ports/drs';
import type { Logger } from '../ports/logger';
import { refusalOf } from './answers';

/** Calls to AWS whose failures are told, and harm nothing else. */
export class AwsCalls {
  readonly #access: DrsAccess;
  readonly #logger: Logger;
  readonly #random: () => number;
  /** Accounts and Regions that did not answer last time, to be told about once. */
  readonly #unreachable = new Set<string>();

  constructor(options: {
    access: DrsAccess;
    logger: Logger;
    random: () => number;
  }) {
    this.#access = options.access;
    this.#logger = options.logger;
    this.#random = options.random;
  }

  /** @returns undefined where the account cannot be asked now */
  async read<T>(
    scope: Scope,
    read: (drs: Drs) => Promise<T>,
  ): Promise<T | undefined> {
    const key = scopeKey(scope);
    try {
      const result = await read(await this.#access.drs(scope));
      if (this.#unreachable.delete(key)) {
        this.#logger.info('AWS answers again', placeOf(scope));
      }
      return result;
    } catch (error) {
      const failure = asAwsFailure(error);
      if (!this.#unreachable.has(key)) {
        this.#unreachable.add(key);
        this.#logger.warn(`AWS cannot be asked: ${failure.message}`, {
          ...placeOf(scope),
          code: failure.code,
        });
      }
      return undefined;
    }
  }

  /**
   * Makes a call that changes something, once.
   *
   * @param mayCall - throws where this replica may not act any more
   * @param call - gives the ID of the job that came of it
   * @returns undefined where AWS may or may not have done it: the intent stands,
   *   and its job will be looked for
   */
  async change(
    scope: Scope,
    mayCall: () => void,
    call: (drs: Drs) => Promise<string>,
  ): Promise<Answer | undefined> {
    let drs: Drs;
    try {
      drs = await this.#access.drs(scope);
    } catch (error) {
      // Nothing was asked of DRS yet: certainly not done.
      return refusalOf(asAwsFailure(error), this.#random());
    }
    mayCall();
    try {
      return { kind: 'accepted', jobId: await call(drs) };
    } catch (error) {
      const failure = asAwsFailure(error);
      if (!failure.mayHaveHappened) {
        return refusalOf(failure, this.#random());
      }
      this.#logger.warn('AWS may or may not have done it; looking for it', {
        ...placeOf(scope),
        code: failure.code,
      });
      return undefined;
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
