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

import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  COMMERCE,
  LOGISTICS,
  startScaffolder,
  type Scaffolder,
  type TemplateStep,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(60_000);

/** A component of a System whose servers play a role in its application. */
const part = (
  name: string,
  role: string,
  dependsOn: string[] = [],
  { system = 'orders', accountId = COMMERCE } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: {
      'aws.amazon.com/drs-account-id': accountId,
      'aws.amazon.com/drs-region': 'us-west-2',
      'aws.amazon.com/drs-protection-group-tags': `DR-Application=${system},DR-Role=${role}`,
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'commerce-team' },
  relations: [
    { type: 'partOf', targetRef: `system:default/${system}` },
    ...dependsOn.map(other => ({
      type: 'dependsOn',
      targetRef: `component:default/${other}`,
    })),
  ],
});

const system = (name: string, title: string, parts: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, namespace: 'default', title },
  spec: { owner: 'commerce-team' },
  relations: parts.map(ref => ({
    type: 'hasPart',
    targetRef: `component:default/${ref}`,
  })),
});

const inLogistics = (name: string) => ({
  system: name,
  accountId: LOGISTICS,
});

const search = system('search', 'Search', ['search']);

const entities: Entity[] = [
  search,
  part('search', 'search', [], { system: 'product-catalog' }),
  system('orders', 'Orders', ['orders-db', 'orders-service', 'orders-web']),
  part('orders-db', 'db'),
  part('orders-service', 'app', ['orders-db']),
  part('orders-web', 'web', ['orders-service']),
  system('warehouse', 'Warehouse', ['warehouse-db', 'warehouse-app']),
  part('warehouse-db', 'db', [], inLogistics('warehouse')),
  part('warehouse-app', 'app', ['warehouse-db'], inLogistics('warehouse')),
  system('tracking', 'Tracking', ['tracking-db', 'tracking-web']),
  part('tracking-db', 'db', ['tracking-web'], inLogistics('tracking')),
  part('tracking-web', 'web', ['tracking-db'], inLogistics('tracking')),
];

let scaffolder: Scaffolder;

beforeAll(async () => {
  // So that a task that is run again comes to every step again.
  scaffolder = await startScaffolder({ entities, taskRecovery: false });
});

afterAll(() => scaffolder.stop());

afterEach(() => {
  jest.restoreAllMocks();
  scaffolder.aws.faults.clear();
});

const groupStep: TemplateStep = {
  id: 'group',
  action: 'drs:protection-group:create',
  input: {
    groupName: 'Payments databases',
    accountId: COMMERCE,
    region: 'us-west-2',
    serverSelectionTags: { 'DR-Application': 'payments', 'DR-Role': 'db' },
  },
};

const planStep = (input: JsonObject): TemplateStep => ({
  id: 'plan',
  action: 'drs:recovery-plan:create',
  input: {
    accountId: COMMERCE,
    waves: [
      {
        waveNumber: 1,
        waveName: 'Databases',
        protectionGroupIds: ['${{ steps.group.output.groupId }}'],
      },
    ],
    ...input,
  },
});

const deriveStep = (input: JsonObject): TemplateStep => ({
  id: 'plan',
  action: 'drs:recovery-plan:derive',
  input: { entityRefs: ['system:default/orders'], ...input },
});

async function plans() {
  const { items } = await scaffolder.call(
    'DRSReadOnly',
    'list_recovery_plans',
    {
      query: {},
    },
  );
  return items;
}

async function groups() {
  const { items } = await scaffolder.call(
    'DRSReadOnly',
    'list_protection_groups',
    { query: {} },
  );
  return items;
}

/** Loses the answer to the first request that creates a record at this path. */
function loseAnswerOf(path: string): void {
  const really = globalThis.fetch;
  let isLost = false;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const answer = await really(url, init);
    if (!isLost && answer.status === 201 && String(url).endsWith(path)) {
      isLost = true;
      throw new TypeError('fetch failed');
    }
    return answer;
  });
}

describe('drs:recovery-plan:create', () => {
  const steps = [groupStep, planStep({ planName: 'Payments' })];

  it('in a dry run judges all but what only a real run creates', async () => {
    const { status, log } = await scaffolder.dryRun('DRSPlanManager', steps);

    expect(log).toContain(
      'Wave 1 has groups that a real run would create first',
    );
    expect(status).toBe('completed');
    expect([await plans(), await groups()]).toEqual([[], []]);
  });

  it('in a dry run refuses a plan that a real run would refuse', async () => {
    const { status, log } = await scaffolder.dryRun('DRSPlanManager', [
      groupStep,
      planStep({
        planName: 'Payments',
        waves: [
          {
            waveNumber: 1,
            waveName: 'Databases',
            protectionGroupIds: ['${{ steps.group.output.groupId }}'],
            dependsOnWaves: [2],
          },
          {
            waveNumber: 2,
            waveName: 'Services',
            protectionGroupIds: ['a-group-that-is-not-there'],
            dependsOnWaves: [1],
          },
        ],
      }),
    ]);

    expect(status).toBe('failed');
    expect(log).toContain('WAVE_CYCLE');
    expect(log).toContain(
      'UNKNOWN_GROUP (waves[1].protectionGroupIds[0]): There is no protection group a-group-that-is-not-there',
    );
    expect(log).not.toContain('There is no protection group dry-run');
  });

  it('in a dry run lets pass what a real run creates: a wave whose servers are yet to come', async () => {
    const { groupId } = await scaffolder.call(
      'DRSPlanManager',
      'create_protection_group',
      {
        body: {
          groupName: 'Servers to come',
          accountId: COMMERCE,
          region: 'us-west-2',
          serverSelectionTags: { 'DR-Application': 'not-there-yet' },
        },
      },
    );
    const step = planStep({
      planName: 'To come',
      waves: [
        { waveNumber: 1, waveName: 'All', protectionGroupIds: [groupId] },
      ],
    });

    const rehearsed = await scaffolder.dryRun('DRSPlanManager', [step]);
    expect([rehearsed.status, rehearsed.log]).toEqual([
      'completed',
      expect.stringContaining('- WAVE_WITHOUT_SERVERS (waves[0]'),
    ]);

    const real = await scaffolder.run('DRSPlanManager', [step]);
    expect(real.status).toBe('completed');
    // What follows begins with none.
    const [plan] = await plans();
    await scaffolder.call('DRSOrchestrationAdmin', 'delete_recovery_plan', {
      params: { planId: plan.planId },
    });
    await scaffolder.call('DRSOrchestrationAdmin', 'delete_protection_group', {
      params: { groupId },
    });
  });

  it('creates group and plan once, although every answer but the last is lost', async () => {
    loseAnswerOf('/protection-groups');
    const taskId = await scaffolder.begin('DRSPlanManager', steps);
    const first = await scaffolder.end('DRSPlanManager', taskId);
    expect(first.status).toBe('failed');
    jest.restoreAllMocks();
    loseAnswerOf('/recovery-plans');
    const second = await scaffolder.retry('DRSPlanManager', taskId);
    expect(second.status).toBe('failed');

    const { status, output } = await scaffolder.retry('DRSPlanManager', taskId);

    expect(status).toBe('completed');
    const [group] = await groups();
    const [plan] = await plans();
    expect([await groups(), await plans()]).toEqual([[group], [plan]]);
    expect(plan).toMatchObject({
      planName: 'Payments',
      createdBy: 'user:default/drsplanmanager',
      waves: [{ protectionGroupIds: [group.groupId] }],
    });
    expect(output.plan).toEqual({
      planId: plan.planId,
      planName: 'Payments',
      planPath: `/disaster-recovery/plans/${plan.planId}`,
    });
  });

  it('does it once however often it is run', async () => {
    const before = await plans();
    const use = (step: TemplateStep) => ({
      ...step,
      input: { ...step.input, ifExists: 'USE' },
    });

    const { status, output } = await scaffolder.run(
      'DRSPlanManager',
      steps.map(use),
    );

    expect(status).toBe('completed');
    expect(output.plan).toMatchObject({ planId: before[0].planId });
    expect(await plans()).toEqual(before);
  });

  it('does not use a plan with other waves, and says what is different', async () => {
    const { status, log } = await scaffolder.run('DRSPlanManager', [
      { ...groupStep, input: { ...groupStep.input, ifExists: 'USE' } },
      planStep({
        planName: 'Payments',
        targetRtoMinutes: 15,
        ifExists: 'USE',
        waves: [
          {
            waveNumber: 1,
            waveName: 'Databases',
            protectionGroupIds: ['${{ steps.group.output.groupId }}'],
            maxWaitMinutes: 30,
          },
        ],
      }),
    ]);

    expect(status).toBe('failed');
    expect(log).toContain('DIFFERENT_VALUE (targetRtoMinutes)');
    expect(log).toContain('DIFFERENT_VALUE (waves[0].maxWaitMinutes)');
  });
});

describe('drs:recovery-plan:derive', () => {
  it('refuses where groups are missing and it was not told to create them', async () => {
    const { status, log } = await scaffolder.run('DRSPlanManager', [
      deriveStep({}),
    ]);

    expect(status).toBe('failed');
    expect(log).toContain(
      '- SERVERS_WITHOUT_GROUP (component:default/orders-db): 2 of 2 servers of component:default/orders-db are in no protection group: orders-db-01, orders-db-02. Create the protection group that is proposed, then derive again',
    );
  });

  it('in a dry run tells the groups and waves that would be made, and makes none', async () => {
    const before = [await groups(), await plans()];

    const { status, log } = await scaffolder.dryRun('DRSPlanManager', [
      deriveStep({ createGroups: true }),
    ]);

    expect(log).toContain('for component:default/orders-web');
    expect(log).toMatch(/Wave 3 ".*": component:default\/orders-web/);
    expect(status).toBe('completed');
    expect([await groups(), await plans()]).toEqual(before);
  });

  it('creates the missing groups and the plan once, although answers are lost', async () => {
    const before = (await groups()).length;
    const steps = [
      deriveStep({
        createGroups: true,
        owner: 'group:default/commerce-team',
        targetRtoMinutes: 45,
      }),
    ];
    loseAnswerOf('/protection-groups');
    const taskId = await scaffolder.begin('DRSPlanManager', steps);
    expect((await scaffolder.end('DRSPlanManager', taskId)).status).toBe(
      'failed',
    );
    jest.restoreAllMocks();
    loseAnswerOf('/recovery-plans');
    expect((await scaffolder.retry('DRSPlanManager', taskId)).status).toBe(
      'failed',
    );

    const { status, output } = await scaffolder.retry('DRSPlanManager', taskId);

    expect(status).toBe('completed');
    expect(await groups()).toHaveLength(before + 3);
    const derived = (await plans()).filter(plan => plan.derivedFrom);
    expect(derived).toEqual([
      expect.objectContaining({
        targetRtoMinutes: 45,
        owner: 'group:default/commerce-team',
        derivedFrom: {
          entityRefs: ['system:default/orders'],
          grouping: 'FEWEST_WAVES',
        },
        waves: [
          expect.objectContaining({ dependsOnWaves: [] }),
          expect.objectContaining({ dependsOnWaves: [1] }),
          expect.objectContaining({ dependsOnWaves: [2] }),
        ],
      }),
    ]);
    expect(output.plan).toMatchObject({
      planId: derived[0].planId,
      waveCount: 3,
      accountId: COMMERCE,
      createdGroupIds: derived[0].waves.flatMap(
        wave => wave.protectionGroupIds,
      ),
    });
  });

  it('succeeds when it is run again once AWS answers', async () => {
    const before = [await groups(), await plans()];
    scaffolder.aws.faults.add({
      match: { account: LOGISTICS },
      effect: { type: 'accessDenied', actions: ['drs:DescribeSourceServers'] },
    });
    const taskId = await scaffolder.begin('DRSPlanManager', [
      deriveStep({
        entityRefs: ['system:default/warehouse'],
        createGroups: true,
      }),
    ]);
    const unanswered = await scaffolder.end('DRSPlanManager', taskId);
    expect(unanswered.status).toBe('failed');
    expect(unanswered.log).toContain(
      '- ACCOUNT_UNREACHABLE (component:default/warehouse-db)',
    );
    expect([await groups(), await plans()]).toEqual(before);

    scaffolder.aws.faults.clear();
    const { status, log, output } = await scaffolder.retry(
      'DRSPlanManager',
      taskId,
    );

    expect([status, log]).toEqual([
      'completed',
      expect.stringContaining('Created the recovery plan "Warehouse"'),
    ]);
    expect(output.plan).toMatchObject({
      planName: 'Warehouse',
      waveCount: 2,
      createdGroupIds: [expect.any(String), expect.any(String)],
    });
  });

  it('creates no second plan when its task is run again after the catalog and AWS have changed', async () => {
    const before = await plans();
    // The name is taken, then the System gets another, then a step after it fails.
    search.metadata.title = before[0].planName;
    const taskId = await scaffolder.begin('DRSPlanManager', [
      deriveStep({
        entityRefs: ['system:default/search'],
        createGroups: true,
      }),
      {
        id: 'wait',
        action: 'drs:execution:wait',
        input: { executionId: 'an-execution-that-is-not-there' },
      },
    ]);
    const taken = await scaffolder.end('DRSPlanManager', taskId);
    expect(taken.log).toContain('[DUPLICATE_NAME]');
    search.metadata.title = 'Search and find';
    const made = await scaffolder.retry('DRSPlanManager', taskId);
    expect(made.log).toContain('Created the recovery plan "Search and find"');
    const after = await plans();
    expect(after).toHaveLength(before.length + 1);

    search.metadata.title = 'Discovery';
    scaffolder.aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'accessDenied', actions: ['drs:DescribeSourceServers'] },
    });
    const { log } = await scaffolder.retry('DRSPlanManager', taskId);

    const again = log.slice(made.log.length);
    expect(again).toContain('an-execution-that-is-not-there');
    expect(again).not.toContain('ACCOUNT_UNREACHABLE');
    expect(await plans()).toEqual(after);
  });

  it.each([
    [
      'components that wait for each other',
      'DRSPlanManager',
      'DEPENDENCY_CYCLE (component:default/tracking-db)',
    ],
    [
      'somebody who may not create plans',
      'DRSOperator',
      'Missing permission: drs.recovery-plan.create',
    ],
  ] as const)('creates no group for %s', async (_, role, words) => {
    const before = await groups();

    const { status, log } = await scaffolder.run(role, [
      deriveStep({
        entityRefs: ['system:default/tracking'],
        createGroups: true,
      }),
    ]);

    expect([status, log]).toEqual(['failed', expect.stringContaining(words)]);
    expect(await groups()).toEqual(before);
  });

  it('needs the permission of who started the task for groups and plan', async () => {
    const refused = await scaffolder.run('DRSOperator', [
      deriveStep({ planName: 'Orders of operators' }),
    ]);
    expect(refused.status).toBe('failed');
    expect(refused.log).toContain(
      'Missing permission: drs.recovery-plan.create',
    );

    const rehearsed = await scaffolder.dryRun('DRSOperator', [
      deriveStep({ planName: 'Orders of operators' }),
    ]);
    expect(rehearsed.log).toContain(
      'Missing permission: drs.recovery-plan.create',
    );
  });
});
