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

import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';

/** What a call of AWS takes from another Region, its own work included. */
const CALL_MS = 200;
const AIM_S = 30;

/**
 * A preflight of 1,000 servers against an AWS whose every call takes its time:
 * what cannot be asked for many servers at once is asked for each.
 */
export async function measurePreflight(
  portal: Portal,
  aws: Aws,
  planId: string,
): Promise<Figure[]> {
  const before = (await aws.calls()).length;
  await aws.addLatency(CALL_MS);
  const { milliseconds } = await portal.api
    .timed('preflight_recovery_plan', {
      params: { planId },
      body: { executionType: 'DRILL' },
    })
    .finally(() => aws.clearFaults());
  const calls = (await aws.calls()).length - before;
  return [
    {
      name: `Preflight of 1,000 servers, calls of ${CALL_MS} ms`,
      where: portal.database.kind,
      value: milliseconds / 1000,
      unit: 's',
      aim: AIM_S,
      beside: {
        what: `its ${calls} calls one after the other`,
        value: (calls * CALL_MS) / 1000,
        unit: 's',
      },
    },
  ];
}
