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

/** How long to wait before the same is asked a second time; undefined: it would be refused for ever. */
const retryDelayMs: Record<AwsFailureKind, number | undefined> = {
  throttled: 2_000,
  quota: 15_000,
  conflict: 10_000,
  'server-error': 10_000,
  'no-answer': 10_000,
  'not-initialized': undefined,
  'access-denied': undefined,
  invalid: undefined,
  'not-found': undefined,
  unknown: undefined,
};

const LONGEST_RETRY_DELAY_MS = 60_000;

/**
 * What a failed call means as an answer. The wait doubles with each attempt.
 *
 * @param attempts - how often the same was asked, this time included
 * @param random - of [0, 1): spreads those that were refused together
 */
export function refusalOf(
  failure: AwsFailure,
  attempts: number,
  random: number,
): Answer {
  const first = retryDelayMs[failure.kind];
  const delay =
    first !== undefined &&
    Math.min(first * 2 ** Math.min(attempts - 1, 10), LONGEST_RETRY_DELAY_MS);
  return {
    kind: 'refused',
    code: failure.code,
    message: failure.message,
    requestId: failure.requestId,
    ...(delay !== false && {
      retryAfterMs: Math.max(
        delay * (0.5 + random),
        (failure.retryAfterSeconds ?? 0) * 1000,
      ),
    }),
  };
}
