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
import { accountIds, scopes, type Scope } from '../fleet/drsClient';
import {
  createGroup,
  createPlan,
  groupOf,
  planOf,
  setUp,
  startDrill,
} from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Aws } from '../processes/startAws';
import { answerOf } from '../processes/Api';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { burst, type Burst, fetchMissing, floorOf } from './burst';

const RECORDS = 100;
const STARTS = 50;
const ENDED_AT_SPEED = 600;
const LIMIT_MS = 5 * 60_000;
export const SERVERS_A_GROUP = 20;
/** Spread over three accounts; those that are started are in one Region of each. */
const scopeOf = (index: number): Scope => ({
  accountId: accountIds[index % accountIds.length],
  region: index < STARTS ? 'us-west-2' : 'eu-west-1',
});

/** What a burst of creations left behind. */
export interface BurstResult {
  readonly figures: Figure[];
  /** Every group that was created, with where its servers are. */
  readonly groups: readonly { groupId: string; scope: Scope }[];
  /** Plans whose only wave somebody must approve. */
  readonly heldPlanIds: readonly string[];
  /** Plans of 20 servers each, in one Region of three accounts; none runs any more. */
  readonly startedPlanIds: readonly string[];
}

/**
 * A portal has served before: every account and Region was reached, and each
 * kind of request was made.
 */
async function warmUp(portal: Portal, fleet: Fleet): Promise<void> {
  const { api } = portal;
  const made = await setUp(scopes, async scope => {
    const name = `Warm-up ${scope.accountId} ${scope.region}`;
    const groupId = await createGroup(api, name, scope, fleet.take(scope, 1));
    const planId = await createPlan(api, name, scope.accountId, [
      { groupIds: [groupId] },
    ]);
    return { planId, groupId };
  });
  const executionIds = await setUp(made, ({ planId }) =>
    startDrill(api, planId),
  );
  await untilEnded(api, executionIds, LIMIT_MS);
  const { answers } = await fetchMissing(portal, RECORDS);
  if (answers.some(({ status }) => status !== 404)) {
    throw new Error('A missing record is answered by 404');
  }
}

/**
 * Many people at once: groups, plans and executions that are asked for in the
 * same moment. Beside them stands the same number of questions for a record that
 * is not there, which are authenticated, authorised and looked up, and no more.
 */
export async function measureBursts(
  portal: Portal,
  aws: Aws,
  fleet: Fleet,
): Promise<BurstResult> {
  const { api, database } = portal;
  const indices = Array.from({ length: RECORDS }, (_, index) => index);
  await aws.setSpeed(ENDED_AT_SPEED);
  await warmUp(portal, fleet);
  // Nothing ends meanwhile.
  await aws.setSpeed(1);
  const figure = async (
    name: string,
    { answers, p95 }: Burst,
    aim: number,
  ): Promise<Figure> => ({
    name,
    where: database.kind,
    samples: answers.length,
    value: p95,
    unit: 'ms',
    aim,
    beside: await floorOf(portal, answers.length),
  });

  const groups = await burst(indices, index => {
    const scope = scopeOf(index);
    return api.timed('create_protection_group', {
      body: groupOf(
        `Burst ${index}`,
        scope,
        fleet.take(scope, SERVERS_A_GROUP),
      ),
    });
  });
  const groupIds = groups.answers.map(
    answer => answerOf('create_protection_group', answer).groupId,
  );
  const plans = await burst(groupIds, (groupId, index) =>
    api.timed('create_recovery_plan', {
      body: planOf(`Burst ${index}`, scopeOf(index).accountId, [
        // Those that are not started here wait for an approval.
        { groupIds: [groupId], held: index >= STARTS },
      ]),
    }),
  );
  const planIds = plans.answers.map(
    answer => answerOf('create_recovery_plan', answer).planId,
  );
  const starts = await burst(planIds.slice(0, STARTS), planId =>
    api.timed('execute_recovery_plan', {
      params: { planId },
      body: { executionType: 'DRILL' },
    }),
  );
  const figures = [
    await figure('100 concurrent group creations, p95', groups, 500),
    await figure('100 concurrent plan creations, p95', plans, 1_000),
    await figure('50 concurrent execution starts, p95', starts, 1_000),
  ];
  await aws.setSpeed(ENDED_AT_SPEED);
  await untilEnded(
    api,
    starts.answers.map(
      answer => answerOf('execute_recovery_plan', answer).executionId,
    ),
    LIMIT_MS,
  );
  return {
    figures,
    groups: groupIds.map((groupId, index) => ({
      groupId,
      scope: scopeOf(index),
    })),
    startedPlanIds: planIds.slice(0, STARTS),
    heldPlanIds: planIds.slice(STARTS),
  };
}
