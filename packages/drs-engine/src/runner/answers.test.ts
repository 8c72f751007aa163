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

import { AwsFailure, type AwsFailureKind } from '../ports/drs';
import { refusalOf, retryAfterMs } from './answers';

const failure = (kind: AwsFailureKind, retryAfterSeconds?: number) =>
  new AwsFailure({
    kind,
    code: 'SomeCode',
    message: 'AWS says no',
    requestId: 'request-1',
    retryAfterSeconds,
  });
const waits = (kind: AwsFailureKind, random = 0.5) =>
  [1, 2, 3, 10, 1000].map(attempt =>
    retryAfterMs(failure(kind), attempt, random),
  );

describe('how long to wait before the same is asked again', () => {
  it.each<[AwsFailureKind, number]>([
    ['throttled', 2_000],
    ['server-error', 10_000],
    ['no-answer', 10_000],
  ])('grows after %s, up to a minute', (kind, first) => {
    const [one, two, , ...later] = waits(kind);
    expect([one, two]).toEqual([first, 2 * first]);
    expect(later).toEqual([60_000, 60_000]);
  });

  it.each<[AwsFailureKind]>([['conflict'], ['quota']])(
    'is the same each time after %s: something else must end first',
    kind => {
      expect(new Set(waits(kind))).toEqual(new Set([15_000]));
    },
  );

  it.each<[AwsFailureKind]>([
    ['access-denied'],
    ['not-initialized'],
    ['invalid'],
    ['not-found'],
    ['unknown'],
  ])('is for ever after %s', kind => {
    expect(new Set(waits(kind))).toEqual(new Set([undefined]));
    expect(refusalOf(failure(kind), 1, 0.5)).not.toHaveProperty('retryAfterMs');
  });

  it('is spread, so that those refused together do not come back together', () => {
    expect(waits('throttled', 0)[0]).toBe(1_000);
    expect(waits('throttled', 0.999)[0]).toBeCloseTo(2_998);
  });

  it('is at least what AWS asks for', () => {
    expect(retryAfterMs(failure('throttled', 120), 1, 0)).toBe(120_000);
    expect(retryAfterMs(failure('throttled', 0.1), 1, 0.5)).toBe(2_000);
  });
});

it('a refusal carries AWS’s own words and its request', () => {
  expect(refusalOf(failure('conflict'), 1, 0.5)).toEqual({
    kind: 'refused',
    code: 'SomeCode',
    message: 'AWS says no',
    requestId: 'request-1',
    failure: 'conflict',
    retryAfterMs: 15_000,
  });
});
