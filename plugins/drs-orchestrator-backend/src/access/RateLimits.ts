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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from './Caller';

const WINDOW_SECONDS = 60;

/**
 * Reads and changes are counted apart: a page that polls keeps nobody from
 * cancelling. Others are those of which it has to be found out what they want.
 */
export type RequestKind = 'reads' | 'changes' | 'others';

const words: Readonly<Record<RequestKind, string>> = {
  reads: 'reads',
  changes: 'changes',
  others: 'requests',
};

/**
 * So many requests may one caller make of one replica in a minute. Whoever is not
 * signed in is refused before, and is Backstage's own `backend.rateLimit` to hold
 * off.
 */
export class RateLimits {
  readonly #limiters: Readonly<Record<RequestKind, RateLimiterMemory>>;
  readonly #logger: LoggerService;

  static create(options: {
    limits: { readonly reads: number; readonly changes: number };
    logger: LoggerService;
  }): RateLimits {
    const { reads, changes } = options.limits;
    return new RateLimits(
      { reads, changes, others: reads + changes },
      options.logger,
    );
  }

  private constructor(
    limits: Readonly<Record<RequestKind, number>>,
    logger: LoggerService,
  ) {
    const limiter = (points: number) =>
      new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
    this.#limiters = {
      reads: limiter(limits.reads),
      changes: limiter(limits.changes),
      others: limiter(limits.others),
    };
    this.#logger = logger;
  }

  /** @throws DrsError THROTTLED, with the time to wait */
  async take(kind: RequestKind, caller: Caller): Promise<void> {
    if (caller.kind === 'nobody') {
      return;
    }
    const limiter = this.#limiters[kind];
    try {
      await limiter.consume(`${caller.kind} ${caller.ref}`);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) {
        throw rejection;
      }
      if (rejection.consumedPoints === limiter.points + 1) {
        this.#logger.warn(
          `${caller.ref} makes more than ${limiter.points} ${words[kind]} a minute`,
        );
      }
      const seconds = Math.ceil(rejection.msBeforeNext / 1000);
      throw new DrsError(
        'THROTTLED',
        `More than ${limiter.points} ${words[kind]} in a minute: go on in ${seconds} s`,
        [],
        { retryAfterSeconds: seconds },
      );
    }
  }
}
