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

import type { Visitor } from '../browser/Visitor';
import type { Fleet } from '../fleet/Fleet';
import type { Scope } from '../fleet/drsClient';
import { createGroup, createPlan, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Aws } from '../processes/startAws';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { percentile } from '../report/percentile';

const SERVERS = 1_000;
const VISITS = 9;
const WARM_UP_VISITS = 2;
/** A launch takes half a minute, and every poll of it finds changes. */
const CHANGING_SPEED = 30;
const LIMIT_MS = 10 * 60_000;
/** What counts the servers that are up, for screen readers. */
const COUNTS = '[aria-label="How it stands"] [role="status"]';
/** Fewer would not have shown whether they hold the browser up. */
const FEWEST_CHANGES = 10;

/** A component of the long catalog, of which nothing is about recovery. */
const ENTITY = '/catalog/default/component/service-00007';
const ENTITY_SHOWS = 'text=The 7th of the services that the company runs';
// The heading and some rows of the table of servers.
const LIVE_SHOWS =
  'main:has(h2) [role="tabpanel"] :is(tr, [role="row"]) >> nth=8';

/**
 * The live view of a drill of 1,000 servers: how long until it can be used,
 * beside the catalog's page of a component, and whether it holds the browser up
 * while the servers change.
 *
 * @param scopes - two Regions of one account
 */
export async function measureLiveView(options: {
  portal: Portal;
  aws: Aws;
  visitor: Visitor;
  fleet: Fleet;
  scopes: readonly [Scope, Scope];
}): Promise<Figure[]> {
  const { portal, aws, visitor, fleet, scopes } = options;
  const { api } = portal;
  const groupIds: string[] = [];
  for (const scope of scopes) {
    groupIds.push(
      await createGroup(
        api,
        `Watched ${scope.region}`,
        scope,
        fleet.take(scope, SERVERS / scopes.length),
      ),
    );
  }
  const planId = await createPlan(
    api,
    'Thousand',
    scopes[0].accountId,
    groupIds.map(groupId => ({ groupIds: [groupId], after: [] })),
  );
  const executionId = await startDrill(api, planId);
  const live = `/disaster-recovery/executions/${executionId}`;

  const ofEntity: number[] = [];
  const ofLive: number[] = [];
  // In turns, so that both are measured under the same circumstances.
  for (let visit = 0; visit < WARM_UP_VISITS + VISITS; visit++) {
    const entity = await visitor.untilInteractive(ENTITY, ENTITY_SHOWS);
    const view = await visitor.untilInteractive(live, LIVE_SHOWS);
    if (visit >= WARM_UP_VISITS) {
      ofEntity.push(entity);
      ofLive.push(view);
    }
  }
  const entity = percentile(ofEntity, 50);
  const whileLoading = await visitor.longTasks();

  // With every server in the timeline too: the most that can be on the screen.
  await visitor.untilInteractive(`${live}?open=1,2`, LIVE_SHOWS);
  await visitor.watchAnew(COUNTS);
  await aws.setSpeed(CHANGING_SPEED);
  await untilEnded(api, [executionId], LIMIT_MS);
  await visitor.page
    .getByRole('heading', { name: /^Drill of Thousand completed/ })
    .waitFor();
  const whileChanging = await visitor.longTasks();
  const changes = await visitor.sayings();
  if (changes < FEWEST_CHANGES) {
    throw new Error(`The page showed ${changes} changes of 1,000 servers`);
  }

  const longest = (tasks: readonly { duration: number }[]) =>
    Math.max(0, ...tasks.map(({ duration }) => duration));
  return [
    {
      name: 'Live view of 1,000 servers until it can be used, median',
      where: 'warm cache',
      samples: ofLive.length,
      value: percentile(ofLive, 50),
      unit: 'ms',
      aim: 1.5 * entity,
      beside: {
        what: "the catalog's page of a component",
        value: entity,
        unit: 'ms',
      },
    },
    {
      name: 'Longest task while 1,000 servers change',
      where: 'live view',
      samples: changes,
      value: longest(whileChanging),
      unit: 'ms',
      aim: 200,
      beside: {
        what: 'the longest while the page loads',
        value: longest(whileLoading),
        unit: 'ms',
      },
    },
  ];
}
