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
  scopes,
  type Launch,
} from '../fleet/drsClient';
import { createGroup, createPlan, setUp, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import { percentile } from '../report/percentile';

const PLANS = 24;
const WAVES = 4;
const LIMIT_MS = 5 * 60_000;

/** Plans whose waves follow one another, with their servers in the order of the waves. */
export interface Chains {
  readonly planIds: readonly string[];
  readonly servers: readonly (readonly string[])[];
}

export async function createChains(
  portal: Portal,
  fleet: Fleet,
): Promise<Chains> {
  const { api } = portal;
  const chains = await setUp(
    Array.from({ length: PLANS }, (_, index) => scopes[index % scopes.length]),
    async (scope, index) => {
      const servers = fleet.take(scope, WAVES);
      const groupId = await createGroup(api, `Chain ${index}`, scope, servers);
      const planId = await createPlan(
        api,
        `Chain ${index}`,
        scope.accountId,
        servers.map(server => ({ groupIds: [groupId], serverIds: [server] })),
      );
      return { planId, servers };
    },
  );
  return {
    planIds: chains.map(({ planId }) => planId),
    servers: chains.map(({ servers }) => servers),
  };
}

/** From each job's end to the next one's beginning, in milliseconds. */
function delaysOf(
  servers: readonly string[],
  launches: ReadonlyMap<string, Launch>,
): number[] {
  return servers.slice(1).map((server, index) => {
    const before = launches.get(servers[index]);
    const next = launches.get(server);
    if (before?.endedAt === undefined || !next) {
      throw new Error(`Server ${server} was not launched after another`);
    }
    return next.createdAt - before.endedAt;
  });
}

/** Drills all chains at the same time, and tells the delays between their jobs. */
export async function delaysBetweenWaves(
  portal: Portal,
  aws: Aws,
  chains: Chains,
): Promise<{ p95: number; samples: number }> {
  const begun = new Date();
  const executionIds = await setUp(chains.planIds, planId =>
    startDrill(portal.api, planId),
  );
  await untilEnded(portal.api, executionIds, LIMIT_MS);
  const launches = await Promise.all(
    scopes.map(async scope => {
      const client = drsClient(aws.url, scope);
      const found = await launchesSince(client, begun);
      client.destroy();
      return found;
    }),
  );
  const byServer = new Map(
    launches
      .flat()
      .flatMap(launch =>
        launch.sourceServerIds.map(server => [server, launch] as const),
      ),
  );
  const delays = chains.servers.flatMap(servers => delaysOf(servers, byServer));
  return { p95: percentile(delays, 95), samples: delays.length };
}
