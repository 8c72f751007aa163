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
import { startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';

const TICKS = 6;
/** Nothing ends while it is counted. */
const REAL_SPEED = 1;
const ENDED_AT_SPEED = 600;
const LIMIT_MS = 5 * 60_000;
/** The limit on what is asked beyond one look an account and tick. */
const TOLERANCE = 1.2;

/**
 * How often AWS is asked about jobs while many executions run in few accounts.
 * They were started one after the other over a poll interval, as people do, not
 * all in one moment. Every account's jobs fit a page, so that one call a tick is
 * all it takes.
 *
 * @param options.planIds - of 20 servers each, in one Region of each account
 * @param options.accounts - in how many accounts they are
 */
export async function measurePolling(options: {
  portal: Portal;
  aws: Aws;
  pollIntervalMs: number;
  planIds: readonly string[];
  accounts: number;
}): Promise<Figure[]> {
  const { portal, aws, pollIntervalMs, planIds, accounts } = options;
  await aws.setSpeed(REAL_SPEED);
  const executionIds: string[] = [];
  for (const planId of planIds) {
    executionIds.push(await startDrill(portal.api, planId));
    await sleep(pollIntervalMs / planIds.length);
  }
  await sleep(pollIntervalMs);

  const duration = TICKS * pollIntervalMs;
  const before = await aws.calls('DescribeJobs');
  await sleep(duration);
  const after = await aws.calls('DescribeJobs');
  const { items } = await portal.api.call('list_executions', {
    query: { status: 'RUNNING', limit: 200 },
  });
  if (items.length !== planIds.length) {
    throw new Error(
      `${items.length} of ${planIds.length} executions run at the end of the count`,
    );
  }
  await aws.setSpeed(ENDED_AT_SPEED);
  await untilEnded(portal.api, executionIds, LIMIT_MS);

  const perMinute = (calls: number) => (calls * 60_000) / duration;
  const needed = perMinute(accounts * TICKS);
  return [
    {
      name: `DescribeJobs calls a minute for ${planIds.length} running executions of 20 servers in ${accounts} accounts`,
      where: `every ${pollIntervalMs / 1000} s`,
      value: perMinute(after.length - before.length),
      unit: 'calls/min',
      aim: needed * TOLERANCE,
      beside: {
        what: 'one page an account and tick',
        value: needed,
        unit: 'calls/min',
      },
    },
  ];
}
