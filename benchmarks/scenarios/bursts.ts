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
import { accountIds, type Scope } from '../fleet/drsClient';
import { groupOf, planOf } from '../fleet/records';
import { answerOf, type TimedAnswer } from '../processes/Api';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { percentile } from '../report/percentile';

const RECORDS = 100;
const STARTS = 50;
export const SERVERS_AN_EXECUTION = 20;
/** Spread over three accounts; those that are started are in one Region of each. */
const scopeOf = (index: number): Scope => ({
  accountId: accountIds[index % accountIds.length],
  region: index < STARTS ? 'us-west-2' : 'eu-west-1',
});

/** All at once; the slowest few in a hundred decide. */
async function burst<T>(
  items: readonly T[],
  send: (item: T, index: number) => Promise<TimedAnswer>,
): Promise<{ answers: TimedAnswer[]; p95: number }> {
  const answers = await Promise.all(items.map(send));
  return {
    answers,
    p95: percentile(
      answers.map(({ milliseconds }) => milliseconds),
      95,
    ),
  };
}

/** What a burst of creations left behind. */
export interface BurstResult {
  readonly figures: Figure[];
  /** Running in three accounts, {@link SERVERS_AN_EXECUTION} servers each. */
  readonly executionIds: string[];
}

/**
 * Many people at once: groups, plans and executions that are asked for in the
 * same moment. Beside them stands the same number of questions for a record that
 * is not there, which are authenticated, authorised and looked up, and no more.
 */
export async function measureBursts(
  portal: Portal,
  fleet: Fleet,
): Promise<BurstResult> {
  const { api, database } = portal;
  const indices = Array.from({ length: RECORDS }, (_, index) => index);
  const warmUp = await fetchMissing(portal, RECORDS);
  const floorOf = async (count: number) => {
    const { p95 } = await fetchMissing(portal, count);
    return {
      what: `${count} concurrent requests for a missing record`,
      value: p95,
      unit: 'ms' as const,
    };
  };
  if (warmUp.answers.some(({ status }) => status !== 404)) {
    throw new Error('A missing record is answered by 404');
  }
  const figure = async (
    name: string,
    { answers, p95 }: { answers: TimedAnswer[]; p95: number },
    aim: number,
  ): Promise<Figure> => ({
    name,
    where: database.kind,
    samples: answers.length,
    value: p95,
    unit: 'ms',
    aim,
    beside: await floorOf(answers.length),
  });

  const groups = await burst(indices, index => {
    const scope = scopeOf(index);
    return api.timed('create_protection_group', {
      body: groupOf(
        `Burst ${index}`,
        scope,
        fleet.take(scope, SERVERS_AN_EXECUTION),
      ),
    });
  });
  const groupIds = groups.answers.map(
    answer => answerOf('create_protection_group', answer).groupId,
  );
  const plans = await burst(groupIds, (groupId, index) =>
    api.timed('create_recovery_plan', {
      body: planOf(`Burst ${index}`, scopeOf(index).accountId, [
        { groupIds: [groupId] },
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
  return {
    figures: [
      await figure('100 concurrent group creations, p95', groups, 500),
      await figure('100 concurrent plan creations, p95', plans, 1_000),
      await figure('50 concurrent execution starts, p95', starts, 1_000),
    ],
    executionIds: starts.answers.map(
      answer => answerOf('execute_recovery_plan', answer).executionId,
    ),
  };
}

const fetchMissing = (portal: Portal, count: number) =>
  burst(
    Array.from({ length: count }, (_, index) => index),
    index =>
      portal.api.send(
        'GET',
        `/api/drs-orchestrator/protection-groups/missing-${index}`,
      ),
  );
