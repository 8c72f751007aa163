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

import type { JsonObject } from '@backstage/types';
import {
  LOGISTICS,
  startScaffolder,
  type Scaffolder,
  type TemplateStep,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(60_000);

let scaffolder: Scaffolder;
/** Plans by the role of their servers; those of "db" launch well, those of "app" do not. */
let planIds: Record<'db' | 'app', string>;

beforeAll(async () => {
  scaffolder = await startScaffolder();
  const planOf = async (role: 'db' | 'app') => {
    const { groupId } = await scaffolder.call(
      'DRSPlanManager',
      'create_protection_group',
      {
        body: {
          groupName: `Warehouse ${role}`,
          accountId: LOGISTICS,
          region: 'us-west-2',
          serverSelectionTags: {
            'DR-Application': 'warehouse',
            'DR-Role': role,
          },
        },
      },
    );
    const { planId } = await scaffolder.call(
      'DRSPlanManager',
      'create_recovery_plan',
      {
        body: {
          planName: `Warehouse ${role}`,
          accountId: LOGISTICS,
          waves: [
            { waveNumber: 1, waveName: role, protectionGroupIds: [groupId] },
          ],
        },
      },
    );
    return planId;
  };
  planIds = { db: await planOf('db'), app: await planOf('app') };
});

afterAll(() => scaffolder.stop());

afterEach(() => jest.restoreAllMocks());

const startStep = (input: JsonObject): TemplateStep => ({
  id: 'drill',
  action: 'drs:execution:start',
  input,
});

const waitStep = (input: JsonObject = {}): TemplateStep => ({
  id: 'wait',
  action: 'drs:execution:wait',
  input: { executionId: '${{ steps.drill.output.executionId }}', ...input },
});

async function executionsOf(planId: string) {
  const { items } = await scaffolder.call('DRSReadOnly', 'list_executions', {
    query: { planId },
  });
  return items;
}

describe('drs:execution:start and drs:execution:wait', () => {
  it('start a drill once although the answer is lost, and follow it to its end', async () => {
    const really = globalThis.fetch;
    let isLost = false;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      const answer = await really(url, init);
      if (!isLost && answer.status === 202) {
        isLost = true;
        throw new TypeError('fetch failed');
      }
      return answer;
    });
    const taskId = await scaffolder.begin('DRSOperator', [
      startStep({
        planId: planIds.db,
        reason: 'Rehearsal',
        metadata: { ticket: 'DR-7' },
      }),
      waitStep(),
    ]);
    const lost = await scaffolder.end('DRSOperator', taskId);
    expect([lost.status, isLost]).toEqual(['failed', true]);

    const { status, log, output } = await scaffolder.retry(
      'DRSOperator',
      taskId,
    );

    expect(log).toContain('It has ended: COMPLETED, recovered in');
    expect(status).toBe('completed');
    const executions = await executionsOf(planIds.db);
    expect(executions).toEqual([
      expect.objectContaining({
        executionType: 'DRILL',
        status: 'COMPLETED',
        initiatedBy: 'user:default/drsoperator',
        reason: 'Rehearsal',
      }),
    ]);
    const [{ executionId, rtoSeconds, rpoSeconds }] = executions;
    expect(output.wait).toEqual({
      status: 'COMPLETED',
      executionPath: `/disaster-recovery/executions/${executionId}`,
      succeeded: 2,
      failed: 0,
      total: 2,
      rtoSeconds,
      rpoSeconds,
    });
    const { metadata } = await scaffolder.call(
      'DRSReadOnly',
      'get_execution_details',
      { params: { executionId } },
    );
    expect(metadata).toEqual({ ticket: 'DR-7', scaffolderTaskId: taskId });
    // What it came by is told, from the first servers to the last.
    expect(log).toContain('RUNNING in wave 1, 0 of 2 servers are up');
    expect(log).toContain('COMPLETED, 2 of 2 servers are up');
  });

  it('fail with what failed, and go on following once somebody has decided', async () => {
    const [broken] = await serverIds('warehouse-app-02');
    scaffolder.aws.faults.add({
      match: { sourceServerId: broken },
      effect: { type: 'launchFailure', reason: 'No capacity' },
      times: 1,
    });
    const taskId = await scaffolder.begin('DRSOperator', [
      startStep({ planId: planIds.app }),
      waitStep(),
    ]);

    const failed = await scaffolder.end('DRSOperator', taskId);

    expect(failed.status).toBe('failed');
    expect(failed.log).toMatch(
      /The execution is held by a failure until .*, and waits for somebody to retry, skip or cancel: 2 of 3 servers are up/,
    );
    expect(failed.log).toMatch(/- warehouse-app-02 \(wave 1\) FAILED: \w+/);
    expect(failed.log).not.toContain('warehouse-app-01 (wave 1)');

    const [{ executionId }] = await executionsOf(planIds.app);
    await scaffolder.call('DRSRecoveryManager', 'retry_execution_items', {
      params: { executionId },
      body: { servers: [broken], comment: 'There is room again' },
    });
    const again = await scaffolder.retry('DRSOperator', taskId);

    expect(again.log).toContain('It has ended: COMPLETED');
    expect(again.status).toBe('completed');
    expect(await executionsOf(planIds.app)).toHaveLength(1);
  });

  it('let the drill go on where the task is cancelled or waits too long', async () => {
    const { groupId } = await scaffolder.call(
      'DRSPlanManager',
      'create_protection_group',
      {
        body: {
          groupName: 'Warehouse web',
          accountId: LOGISTICS,
          region: 'us-west-2',
          serverSelectionTags: {
            'DR-Application': 'warehouse',
            'DR-Role': 'web',
          },
        },
      },
    );
    const { planId } = await scaffolder.call(
      'DRSPlanManager',
      'create_recovery_plan',
      {
        body: {
          planName: 'Warehouse web',
          accountId: LOGISTICS,
          waves: [
            {
              waveNumber: 1,
              waveName: 'Web',
              protectionGroupIds: [groupId],
              pauseBeforeWave: true,
            },
          ],
        },
      },
    );
    const taskId = await scaffolder.begin('DRSOperator', [
      startStep({ planId }),
      waitStep(),
    ]);
    await until(
      () => scaffolder.logOf('DRSOperator', taskId),
      'paused (APPROVAL)',
    );

    await scaffolder.cancel('DRSOperator', taskId);

    await until(
      () => scaffolder.logOf('DRSOperator', taskId),
      'The execution goes on without it',
    );
    const [execution] = await executionsOf(planId);
    expect(execution.status).toBe('PAUSED');

    // Its limit is over at once, as a minute is by this clock.
    const now = Date.now;
    let asked = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => {
      asked += 1;
      return now() + asked * 60_000;
    });
    const { log } = await scaffolder.run('DRSOperator', [
      {
        ...waitStep(),
        input: { executionId: execution.executionId, timeoutMinutes: 1 },
      },
    ]);
    expect(log).toContain('After 1 min the execution has not ended');
  });

  it.each([
    [
      'a plan manager, who may start nothing',
      'DRSPlanManager',
      {},
      'Missing permission: drs.execution.start',
    ],
    [
      'a recovery, which templates may not start here',
      'DRSOperator',
      { executionType: 'RECOVERY' },
      '- RECOVERY_NOT_ALLOWED (executionType): Templates start drills only in this portal',
    ],
  ] as const)('refuse %s, in a dry run too', async (_, role, input, words) => {
    const before = (await executionsOf(planIds.db)).length;
    const steps = [startStep({ planId: planIds.db, ...input })];

    const real = await scaffolder.run(role, steps);
    expect([real.status, real.log]).toEqual([
      'failed',
      expect.stringContaining(words),
    ]);
    const rehearsed = await scaffolder.dryRun(role, steps);
    expect([rehearsed.status, rehearsed.log]).toEqual([
      'failed',
      expect.stringContaining(words),
    ]);
    expect(await executionsOf(planIds.db)).toHaveLength(before);
  });

  it('fail where a real run has the ID that a dry run makes up', async () => {
    const { status, log } = await scaffolder.run('DRSOperator', [
      { ...waitStep(), input: { executionId: 'dry-run-x' } },
    ]);

    expect([status, log]).toEqual([
      'failed',
      expect.stringContaining('[EXECUTION_NOT_FOUND]'),
    ]);
  });

  it('in a dry run do the preflight, and start nothing', async () => {
    const before = (await executionsOf(planIds.db)).length;

    const { status, log } = await scaffolder.dryRun('DRSOperator', [
      startStep({ planId: planIds.db }),
      waitStep(),
    ]);

    expect(log).toMatch(/It would start now, and be done in about \d+/);
    expect(log).toContain('A real run would follow the execution to its end');
    expect(status).toBe('completed');
    expect(await executionsOf(planIds.db)).toHaveLength(before);
  });
});

async function serverIds(...hostnames: string[]): Promise<string[]> {
  const { items } = await scaffolder.call(
    'DRSReadOnly',
    'get_drs_source_servers',
    { query: { limit: 200 } },
  );
  return hostnames.map(hostname => {
    const server = items.find(item => item.hostname === hostname);
    if (!server) {
      throw new Error(`There is no server ${hostname}`);
    }
    return server.sourceServerId;
  });
}

/** Asks until it is told; the test's own time-out ends it otherwise. */
async function until(told: () => Promise<string>, words: string) {
  while (!(await told()).includes(words)) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
