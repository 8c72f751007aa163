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

import { EventBridge } from '../fleet/EventBridge';
import type { Fleet } from '../fleet/Fleet';
import {
  drsClient,
  launchesSince,
  type Launch,
  type Scope,
} from '../fleet/drsClient';
import { createGroup, createPlan, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Aws } from '../processes/startAws';
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
 * critical path is that of the jobs which AWS really ran. All run at the same
 * time against the same AWS, each in an account or Region of its own; events
 * are brought of one of them only.
 */
export async function measureDiamond(options: {
  portal: Portal;
  aws: Aws;
  fleet: Fleet;
  scopes: { byEvent: Scope; byPolling: Scope; rival: Scope };
}): Promise<Figure[]> {
  const { portal, aws, fleet, scopes } = options;
  const serversOf = (scope: Scope) =>
    fleet.take(scope, DIAMOND.length * SERVERS_A_WAVE);
  const bridge = await EventBridge.open(aws, portal, scopes.byEvent);
  const [byEvent, byPolling, rival] = await Promise.all([
    runByEngine(portal, aws.url, scopes.byEvent, serversOf(scopes.byEvent)),
    runByEngine(portal, aws.url, scopes.byPolling, serversOf(scopes.byPolling)),
    runByRival(aws.url, scopes.rival, serversOf(scopes.rival)),
  ]).finally(() => bridge.close());
  const what = "strict order, polled every 30 s (the seeds' design)";
  const ratioOf = (run: Run) => run.durationMs / run.criticalPathMs;
  const ratio = (where: string, run: Run): Figure => ({
    name: 'Duration of a plan ÷ its critical path (diamond of six waves, jobs of a minute)',
    where,
    value: ratioOf(run),
    unit: '×',
    beside: { what, value: ratioOf(rival), unit: '×' },
  });
  return [
    { ...ratio('by event', byEvent), aim: 1.03 },
    ratio('polling alone', byPolling),
    {
      name: 'Duration of the same plan',
      where: 'by event',
      value: byEvent.durationMs / 1000,
      unit: 's',
      beside: { what, value: rival.durationMs / 1000, unit: 's' },
    },
  ];
}
