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
import type { AwsFailure, AwsFailureKind } from '../ports/drs';

/**
 * Whether, and how, the same is asked again. AWS that is throttling or in
 * trouble is given more and more time; for a job to end, or a server to be
 * ready, the wait is the same each time, as asking does no harm then.
 */
type Patience =
  | { readonly wait: 'growing' | 'fixed'; readonly firstMs: number }
  | { readonly wait: 'never' };

const patienceWith: Record<AwsFailureKind, Patience> = {
  throttled: { wait: 'growing', firstMs: 2_000 },
  'server-error': { wait: 'growing', firstMs: 10_000 },
  'no-answer': { wait: 'growing', firstMs: 10_000 },
  quota: { wait: 'fixed', firstMs: 15_000 },
  conflict: { wait: 'fixed', firstMs: 15_000 },
  'not-initialized': { wait: 'never' },
  'access-denied': { wait: 'never' },
  invalid: { wait: 'never' },
  'not-found': { wait: 'never' },
  unknown: { wait: 'never' },
};

const LONGEST_RETRY_DELAY_MS = 60_000;

/**
 * How long to wait before the same is asked again.
 *
 * @param attempts - how often the same was asked, this time included
 * @param random - of [0, 1): spreads those that were refused together
 * @returns undefined where it would be refused for ever
 */
export function retryAfterMs(
  failure: AwsFailure,
  attempts: number,
  random: number,
): number | undefined {
  const patience = patienceWith[failure.kind];
  if (patience.wait === 'never') {
    return undefined;
  }
  const delay =
    patience.wait === 'fixed'
      ? patience.firstMs
      : Math.min(
          patience.firstMs * 2 ** Math.min(attempts - 1, 10),
          LONGEST_RETRY_DELAY_MS,
        );
  return Math.max(
    delay * (0.5 + random),
    (failure.retryAfterSeconds ?? 0) * 1000,
  );
}

/** What a failed call means as an answer; see {@link retryAfterMs}. */
export function refusalOf(
  failure: AwsFailure,
  attempts: number,
  random: number,
): Answer {
  const wait = retryAfterMs(failure, attempts, random);
  return {
    kind: 'refused',
    code: failure.code,
    message: failure.message,
    requestId: failure.requestId,
    failure: failure.kind,
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
}
