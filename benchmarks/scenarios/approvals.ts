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
import { setUp, startDrill } from '../fleet/records';
import { untilEnded } from '../fleet/untilEnded';
import type { Portal } from '../processes/startPortal';
import type { Figure } from '../report/Figure';
import { burst, floorOf } from './burst';

const LOOK_EVERY_MS = 500;
const LIMIT_MS = 60_000;

async function untilHeld(portal: Portal, executionId: string): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const { items } = await portal.api.call('get_execution_waves', {
      params: { executionId },
    });
    if (items[0].status === 'WAITING_FOR_APPROVAL') {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Execution ${executionId} is ${items[0].status}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Approvals that are given in the same moment, by another person than the one
 * who started.
 *
 * @param planIds - of plans whose only wave somebody must approve
 */
export async function measureApprovals(
  portal: Portal,
  planIds: readonly string[],
): Promise<Figure[]> {
  const { api, database } = portal;
  await api.signIn('recovery-manager');
  const executionIds = await setUp(planIds, planId => startDrill(api, planId));
  for (const executionId of executionIds) {
    await untilHeld(portal, executionId);
  }
  const { answers, p95 } = await burst(executionIds, executionId =>
    api.timed(
      'decide_approval',
      {
        params: { executionId },
        body: { waveNumber: 1, decision: 'APPROVE' },
      },
      'recovery-manager',
    ),
  );
  await untilEnded(api, executionIds, LIMIT_MS);
  return [
    {
      name: `${answers.length} concurrent approvals, p95`,
      where: database.kind,
      samples: answers.length,
      value: p95,
      unit: 'ms',
      aim: 200,
      beside: await floorOf(portal, answers.length),
    },
  ];
}
