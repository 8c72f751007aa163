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

import type { TimedAnswer } from '../processes/Api';
import type { Portal } from '../processes/startPortal';
import type { Comparison } from '../report/Figure';
import { percentile } from '../report/percentile';

/** Requests of the same moment, with how long the slowest few in a hundred took. */
export interface Burst {
  readonly answers: readonly TimedAnswer[];
  readonly p95: number;
}

/** Sends all at once. */
export async function burst<T>(
  items: readonly T[],
  send: (item: T, index: number) => Promise<TimedAnswer>,
): Promise<Burst> {
  const answers = await Promise.all(items.map(send));
  return {
    answers,
    p95: percentile(
      answers.map(({ milliseconds }) => milliseconds),
      95,
    ),
  };
}

export const fetchMissing = (portal: Portal, count: number): Promise<Burst> =>
  burst(
    Array.from({ length: count }, (_, index) => index),
    index =>
      portal.api.send(
        'GET',
        `/api/drs-orchestrator/protection-groups/missing-${index}`,
      ),
  );

/**
 * As many questions for a record that is not there: they are authenticated,
 * authorised and looked up, and no more.
 */
export async function floorOf(
  portal: Portal,
  count: number,
): Promise<Comparison> {
  const { p95 } = await fetchMissing(portal, count);
  return {
    what: `${count} concurrent requests for a missing record`,
    value: p95,
    unit: 'ms',
  };
}
