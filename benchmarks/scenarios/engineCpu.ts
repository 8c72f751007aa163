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

import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Fleet } from '../fleet/Fleet';
import { drsClient, launchesSince, type Scope } from '../fleet/drsClient';
import { createGroup, createPlan, setUp, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import { answerOf } from '../processes/answerOf';
import { nodeTransform, root } from '../processes/ServerProcess';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import type { Order } from '../rivals/sdkCalls';

/** Groups of each wave; each has {@link GROUP_SIZE} servers, which fill a job. */
const WAVES = [2, 4, 4];
const GROUP_SIZE = 100;
const IDLE_MS = 20_000;
const LOOK_EVERY_MS = 3_000;
const LIMIT_MS = 15 * 60_000;

const answerSchema = z.object({ cpuMs: z.number() });

/** CPU of a process that only asks AWS the same questions. */
async function sdkCpuMs(order: Order): Promise<number> {
  const child = fork(join(root, 'benchmarks/rivals/sdkCalls.ts'), {
    cwd: root,
    execArgv: nodeTransform,
  });
  const { cpuMs } = await answerOf(child, order, answerSchema);
  return cpuMs;
}

/** Waits until AWS has ended so many launches since then. */
async function untilLaunched(
  aws: Aws,
  planScopes: readonly Scope[],
  since: Date,
  jobs: number,
): Promise<void> {
  const clients = planScopes.map(scope => drsClient(aws.url, scope));
  for (let ended = 0; ended < jobs; ) {
    await sleep(LOOK_EVERY_MS);
    const launches = await Promise.all(
      clients.map(client => launchesSince(client, since)),
    );
    ended = launches.flat().filter(({ endedAt }) => endedAt).length;
  }
  clients.forEach(client => client.destroy());
}

/** What the engine asked AWS since then. */
async function orderOf(
  aws: Aws,
  planScopes: readonly Scope[],
  since: Date,
): Promise<Order> {
  const calls = (await aws.calls()).filter(
    ({ time }) => Date.parse(time) >= since.getTime(),
  );
  return {
    awsUrl: aws.url,
    since: since.toISOString(),
    scopes: await Promise.all(
      planScopes.map(async scope => {
        const client = drsClient(aws.url, scope);
        const launches = await launchesSince(client, since);
        client.destroy();
        const count = (operation: string) =>
          calls.filter(
            call =>
              call.operation === operation &&
              call.accountId === scope.accountId &&
              call.region === scope.region,
          ).length;
        return {
          ...scope,
          jobIds: launches.map(({ jobId }) => jobId),
          sourceServerIds: launches.flatMap(launch => [
            ...launch.sourceServerIds,
          ]),
          describeJobs: count('DescribeJobs'),
          describeJobLogItems: count('DescribeJobLogItems'),
          describeRecoveryInstances: count('DescribeRecoveryInstances'),
        };
      }),
    ),
  };
}

/**
 * CPU time of the portal's process for a plan of 1,000 servers, from the request
 * that starts it to its end, less what the idle process uses in that time.
 *
 * @param options.portal - polls as many times a job as it would in real time
 * @param options.planScopes - two Regions of an account that nothing else uses
 */
export async function measureEngineCpu(options: {
  portal: Portal;
  aws: Aws;
  fleet: Fleet;
  planScopes: readonly [Scope, Scope];
}): Promise<Figure[]> {
  const { portal, aws, fleet, planScopes } = options;
  const { api } = portal;
  const groupCount = WAVES.reduce((sum, groups) => sum + groups, 0);
  const groupIds = await setUp(
    Array.from({ length: groupCount }, (_, index) => planScopes[index % 2]),
    (scope, index) =>
      createGroup(api, `Large ${index}`, scope, fleet.take(scope, GROUP_SIZE)),
  );
  const planId = await createPlan(
    api,
    'A thousand servers',
    planScopes[0].accountId,
    WAVES.map(groups => ({ groupIds: groupIds.splice(0, groups) })),
  );
  await sleep(5_000);

  const idleBegun = await portal.process.usage();
  await sleep(IDLE_MS);
  const idleEnded = await portal.process.usage();
  const idleRate = (idleEnded.cpuMs - idleBegun.cpuMs) / IDLE_MS;

  const begun = new Date();
  const before = await portal.process.usage();
  const executionId = await startDrill(api, planId);
  // Asking the portal how far it is would cost what is being measured.
  await untilLaunched(aws, planScopes, begun, groupCount);
  await untilEnded(api, [executionId], LIMIT_MS);
  const after = await portal.process.usage();
  const duration = Date.now() - begun.getTime();

  const used = after.cpuMs - before.cpuMs - idleRate * duration;
  return [
    {
      name: 'Engine CPU for a plan of 1,000 servers, start to end',
      where: portal.database.kind,
      value: used / 1000,
      unit: 's',
      aim: 3,
      beside: {
        what: 'the same calls of AWS by the SDK alone',
        value: (await sdkCpuMs(await orderOf(aws, planScopes, begun))) / 1000,
        unit: 's',
      },
    },
  ];
}
