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

import type { Fleet } from '../fleet/Fleet';
import {
  drsClient,
  launchesSince,
  type Launch,
  type Scope,
} from '../fleet/drsClient';
import { createGroup, createPlan, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Portal } from '../processes/startPortal';
import { runInStrictOrder } from '../rivals/strictOrder';
import type { Figure } from '../report/Figure';

/** The waves that each wave waits for: one, then four beside each other, then one. */
const DIAMOND: readonly (readonly number[])[] = [
  [],
  [1],
  [1],
  [1],
  [1],
  [2, 3, 4, 5],
];
const SERVERS_A_WAVE = 4;
const LIMIT_MS = 15 * 60_000;

/** When the waves of a diamond were launched, in the plan's order. */
type Launches = readonly Required<Launch>[];

/** Finds the launch of each wave. */
function launchesOf(
  waves: readonly (readonly string[])[],
  launches: readonly Launch[],
): Launches {
  return waves.map(([server], index) => {
    const launch = launches.find(({ sourceServerIds }) =>
      sourceServerIds.includes(server),
    );
    if (launch?.endedAt === undefined) {
      throw new Error(`Wave ${index + 1} has no launch that ended`);
    }
    return { ...launch, endedAt: launch.endedAt };
  });
}

/** The longest way through the waves, had each started the moment it could. */
function criticalPathMs(launches: Launches): number {
  const endOf = (wave: number): number => {
    const { createdAt, endedAt } = launches[wave - 1];
    const begin = Math.max(0, ...DIAMOND[wave - 1].map(endOf));
    return begin + (endedAt - createdAt);
  };
  return Math.max(...launches.map((_, index) => endOf(index + 1)));
}

const wavesOf = (servers: readonly string[]): string[][] =>
  DIAMOND.map((_, index) =>
    servers.slice(index * SERVERS_A_WAVE, (index + 1) * SERVERS_A_WAVE),
  );

/** A run of the diamond, from the request to the last job's end. */
interface Run {
  readonly durationMs: number;
  readonly criticalPathMs: number;
}

async function runOf(
  awsUrl: string,
  scope: Scope,
  begun: Date,
  waves: readonly (readonly string[])[],
): Promise<Run> {
  const client = drsClient(awsUrl, scope);
  const launches = launchesOf(waves, await launchesSince(client, begun));
  client.destroy();
  const end = Math.max(...launches.map(({ endedAt }) => endedAt));
  return {
    durationMs: end - begun.getTime(),
    criticalPathMs: criticalPathMs(launches),
  };
}

/** As this product runs it. */
async function runByEngine(
  portal: Portal,
  awsUrl: string,
  scope: Scope,
  servers: string[],
): Promise<Run> {
  const waves = wavesOf(servers);
  const { api } = portal;
  const groupId = await createGroup(
    api,
    `Diamond ${scope.region}`,
    scope,
    servers,
  );
  const planId = await createPlan(
    api,
    `Diamond ${scope.region}`,
    scope.accountId,
    DIAMOND.map((after, index) => ({
      groupIds: [groupId],
      serverIds: waves[index],
      after: [...after],
    })),
  );
  const begun = new Date();
  const executionId = await startDrill(api, planId);
  await untilEnded(api, [executionId], LIMIT_MS);
  return runOf(awsUrl, scope, begun, waves);
}

/** As the seeds would run it. */
async function runByRival(
  awsUrl: string,
  scope: Scope,
  servers: string[],
): Promise<Run> {
  const waves = wavesOf(servers);
  const client = drsClient(awsUrl, scope);
  const begun = new Date();
  await runInStrictOrder(client, waves);
  client.destroy();
  return runOf(awsUrl, scope, begun, waves);
}

/**
 * The duration of a plan over its critical path: what is lost between jobs. The
 * critical path is that of the jobs which AWS really ran. The rival runs at the
 * same time against the same AWS, in an account of its own.
 */
export async function measureDiamond(options: {
  portal: Portal;
  awsUrl: string;
  fleet: Fleet;
  scopes: { engine: Scope; rival: Scope };
}): Promise<Figure[]> {
  const { portal, awsUrl, fleet, scopes } = options;
  const serversOf = (scope: Scope) =>
    fleet.take(scope, DIAMOND.length * SERVERS_A_WAVE);
  const [engine, rival] = await Promise.all([
    runByEngine(portal, awsUrl, scopes.engine, serversOf(scopes.engine)),
    runByRival(awsUrl, scopes.rival, serversOf(scopes.rival)),
  ]);
  const seconds = (milliseconds: number) => milliseconds / 1000;
  return [
    {
      name: 'Duration of a plan ÷ its critical path (diamond of six waves, jobs of a minute)',
      where: 'by polling',
      value: engine.durationMs / engine.criticalPathMs,
      unit: '×',
      aim: 1.03,
      beside: {
        what: "strict order, polled every 30 s (the seeds' design)",
        value: rival.durationMs / rival.criticalPathMs,
        unit: '×',
      },
    },
    {
      name: 'Duration of the same plan',
      where: 'by polling',
      value: seconds(engine.durationMs),
      unit: 's',
      beside: {
        what: "strict order, polled every 30 s (the seeds' design)",
        value: seconds(rival.durationMs),
        unit: 's',
      },
    },
  ];
}
