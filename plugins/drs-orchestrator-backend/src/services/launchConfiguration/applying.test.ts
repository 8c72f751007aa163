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

import { steered, stopSteered } from '../../__testUtils__/steered';

jest.setTimeout(60_000);

describe('applying launch settings', () => {
  afterEach(stopSteered);

  it('leaves servers alone that are in an execution, whose launch would take them up', async () => {
    const { aws, call, command, createPlan, started, until } = await steered();
    const plan = await createPlan('orders', ['db'], {
      db: { pauseBeforeWave: true },
    });
    const [groupId] = plan.waves[0].protectionGroupIds;
    const group = await call(
      'get',
      `/protection-groups/${groupId}`,
      'DRSPlanManager',
    );
    await call('put', `/protection-groups/${groupId}`, 'DRSPlanManager', {
      groupName: group.groupName,
      serverSelectionTags: group.serverSelectionTags,
      version: group.version,
      launchConfig: { rightSizing: 'NONE', copyTags: false },
    });
    const apply = () =>
      call(
        'post',
        `/protection-groups/${groupId}/launch-configuration/apply`,
        'DRSPlanManager',
        {},
      );

    const executionId = await started(plan.planId);
    const { servers: held } = await apply();
    expect(held.length).toBeGreaterThan(0);
    for (const server of held) {
      expect(server).toMatchObject({
        result: 'FAILED',
        changed: [],
        code: 'SERVER_CONFLICT',
        message: expect.stringContaining(executionId),
      });
    }
    expect(aws.record({ operation: 'UpdateLaunchConfiguration' })).toEqual([]);

    await command(executionId, 'cancel');
    await until(executionId, ({ endTime }) => endTime !== undefined);
    const { servers: free } = await apply();
    for (const server of free) {
      expect(server.result).toBe('APPLIED');
    }
  });
});
