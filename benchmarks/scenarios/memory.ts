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
import type { Fleet } from '../fleet/Fleet';
import { scopes } from '../fleet/drsClient';
import { createGroup, createPlan, setUp, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';

const EXECUTIONS = 50;
const SERVERS = 200;
const LOOKS = 5;
const LOOK_EVERY_MS = 4_000;
const MB = 1_000_000;
const LIMIT_MS = 10 * 60_000;

/** Real time while it is measured, so that nothing ends meanwhile; then soon over. */
const MEASURED_AT_SPEED = 1;
const ENDED_AT_SPEED = 600;

/**
 * What 50 executions of 200 servers keep in memory while all of them run, above
 * what the idle process keeps that has created the same plans.
 */
export async function measureMemory(options: {
  portal: Portal;
  aws: Aws;
  fleet: Fleet;
}): Promise<Figure[]> {
  const { portal, aws, fleet } = options;
  const { api } = portal;
  const planIds = await setUp(
    Array.from({ length: EXECUTIONS }, (_, i) => scopes[i % scopes.length]),
    async (scope, index) => {
      const groupId = await createGroup(
        api,
        `Wide ${index}`,
        scope,
        fleet.take(scope, SERVERS),
      );
      return createPlan(api, `Wide ${index}`, scope.accountId, [
        { groupIds: [groupId] },
      ]);
    },
  );
  await aws.setSpeed(MEASURED_AT_SPEED);
  const idle = await portal.process.retainedBytes();
  const idleRss = (await portal.process.usage()).rssBytes;
  const executionIds = await setUp(planIds, planId => startDrill(api, planId));
  let peak = 0;
  let peakRss = 0;
  for (let look = 0; look < LOOKS; look++) {
    await sleep(LOOK_EVERY_MS);
    peakRss = Math.max(peakRss, (await portal.process.usage()).rssBytes);
    peak = Math.max(peak, await portal.process.retainedBytes());
  }
  await aws.setSpeed(ENDED_AT_SPEED);
  await untilEnded(api, executionIds, LIMIT_MS);
  const afterwards = await portal.process.retainedBytes();
  return [
    {
      name: 'Memory above idle, 50 executions of 200 servers',
      where: `${portal.database.kind}, retained`,
      samples: LOOKS,
      value: (peak - idle) / MB,
      unit: 'MB',
      aim: 150,
      beside: {
        what: 'what is still kept once all have ended',
        value: (afterwards - idle) / MB,
        unit: 'MB',
      },
    },
    {
      name: 'The same, as the operating system counts it',
      where: `${portal.database.kind}, resident`,
      samples: LOOKS,
      value: (peakRss - idleRss) / MB,
      unit: 'MB',
      aim: 150,
      beside: { what: 'resident when idle', value: idleRss / MB, unit: 'MB' },
    },
  ];
}
