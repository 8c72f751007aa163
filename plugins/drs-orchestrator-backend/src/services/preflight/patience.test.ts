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

import type {
  Preflight,
  ProtectionGroup,
  RecoveryPlan,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

describe('a preflight while AWS does not answer', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          // A single try outlasts the preflight's patience.
          engine: {
            ...config.drsOrchestrator.engine,
            callTimeout: { seconds: 40 },
            leaseDuration: { minutes: 1 },
          },
        },
      }),
    });
  });
  afterAll(() => orchestrator.stop());

  it('tells what it knows before the reader has given it up', async () => {
    const group: ProtectionGroup = (
      await orchestrator
        .api('post', '/protection-groups', 'DRSPlanManager')
        .send({
          groupName: 'Orders',
          accountId: COMMERCE,
          region: 'us-west-2',
          serverSelectionTags: { 'DR-Application': 'orders' },
        })
    ).body;
    const plan: RecoveryPlan = (
      await orchestrator.api('post', '/recovery-plans', 'DRSPlanManager').send({
        planName: 'Orders',
        accountId: COMMERCE,
        waves: [
          {
            waveNumber: 1,
            waveName: 'All',
            protectionGroupIds: [group.groupId],
          },
        ],
      })
    ).body;
    for (const operation of [
      'GetLaunchConfiguration',
      'DescribeRecoveryInstances',
    ]) {
      orchestrator.aws.faults.add({
        match: { operation },
        effect: { type: 'latency', ms: 21_000 },
      });
    }

    const preflight: Preflight = (
      await orchestrator
        .api(
          'post',
          `/recovery-plans/${plan.planId}/preflight`,
          'DRSPlanManager',
        )
        .send({ executionType: 'DRILL' })
        .expect(200)
    ).body;
    expect(
      preflight.findings
        .filter(({ code }) => code === 'NOT_CHECKED')
        .map(({ message }) => message),
    ).toEqual([
      expect.stringMatching(/^The recovery instances .* within 20 s$/),
      expect.stringMatching(/^The launch settings .* within 20 s$/),
    ]);
  });
});
