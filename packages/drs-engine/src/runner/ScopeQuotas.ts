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

import { documentedLimits, type ScopeLimits } from '../domain/admission';
import type { Clock } from '../ports/clock';
import { scopeKey, type Scope } from '../ports/drs';
import type { ObservedQuota } from '../ports/quotas';
import type { AwsCalls } from './AwsCalls';
import type { Background } from './Background';

/** AWS grants a higher quota within hours or days. */
const FRESH_FOR_MS = 3_600_000;
/** Where quotas cannot be read, that may be put right at any time. */
const ASK_AGAIN_AFTER_MS = 300_000;

/** The quotas that admission keeps (Service Quotas of service `drs`). */
const CONCURRENT_JOBS = 'L-D88FAC3A';
const SERVERS_IN_ALL_JOBS = 'L-05AFA8C6';

/**
 * How many jobs, and servers in them, each account and Region may have: as the
 * configuration says, else as Service Quotas does, else as AWS documents. A
 * round never waits for the reading: until it is there, the documented values
 * stand in, which are the lowest that AWS gives.
 */
export class ScopeQuotas {
  readonly #aws: AwsCalls;
  readonly #background: Background;
  readonly #clock: Clock;
  readonly #overridesFor: (scope: Scope) => Partial<ScopeLimits> | undefined;
  readonly #read = new Map<
    string,
    { limits: Partial<ScopeLimits>; until: number }
  >();

  constructor(options: {
    aws: AwsCalls;
    background: Background;
    clock: Clock;
    /** What the configuration says for an account and Region. */
    overridesFor?: (scope: Scope) => Partial<ScopeLimits> | undefined;
  }) {
    this.#aws = options.aws;
    this.#background = options.background;
    this.#clock = options.clock;
    this.#overridesFor = options.overridesFor ?? (() => undefined);
  }

  limitsOf(scope: Scope): ScopeLimits {
    const known = this.#read.get(scopeKey(scope));
    if (!known || known.until <= this.#clock.monotonic()) {
      this.#background.start(`quotas ${scopeKey(scope)}`, () =>
        this.#refresh(scope),
      );
    }
    const overrides = this.#overridesFor(scope);
    const limitOf = (limit: keyof ScopeLimits): number =>
      overrides?.[limit] ?? known?.limits[limit] ?? documentedLimits[limit];
    return {
      concurrentJobs: limitOf('concurrentJobs'),
      serversInJobs: limitOf('serversInJobs'),
    };
  }

  async #refresh(scope: Scope): Promise<void> {
    const quotas = await this.#aws.ask(scope, 'quotas', readings =>
      readings.describeQuotas(),
    );
    const key = scopeKey(scope);
    this.#read.set(key, {
      // What was read once holds until something else is.
      limits: quotas ? limitsIn(quotas) : this.#read.get(key)?.limits ?? {},
      until:
        this.#clock.monotonic() + (quotas ? FRESH_FOR_MS : ASK_AGAIN_AFTER_MS),
    });
  }
}

function limitsIn(quotas: readonly ObservedQuota[]): Partial<ScopeLimits> {
  const valueOf = (wanted: string) =>
    quotas.find(({ code }) => code === wanted)?.value;
  return {
    concurrentJobs: valueOf(CONCURRENT_JOBS),
    serversInJobs: valueOf(SERVERS_IN_ALL_JOBS),
  };
}
