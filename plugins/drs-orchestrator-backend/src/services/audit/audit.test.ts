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

import { TestDatabases } from '@backstage/backend-test-utils';
import type { AuditEntry } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  startOrchestrator,
  type Orchestrator,
  type Persona,
} from '../../__testUtils__/startOrchestrator';
import type { Knex } from 'knex';
import { AuditStore } from '../../database/AuditStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the audit trail on %s', id => {
  let knex: Knex;
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    knex = await databases.init(id);
    orchestrator = await startOrchestrator({ knex });
  });

  afterAll(() => orchestrator.stop());

  const api: Orchestrator['api'] = (...call) => orchestrator.api(...call);

  const list = async (query = ''): Promise<AuditEntry[]> => {
    const answer = await api('get', `/audit?${query}`, 'DRSReadOnly');
    expect([answer.status, answer.body.error]).toEqual([200, undefined]);
    return answer.body.items;
  };

  const createGroup = (
    groupName: string,
    role: string,
    caller: Persona = 'DRSPlanManager',
  ) =>
    api('post', '/protection-groups', caller)
      .set('User-Agent', `a browser\u009b${'x'.repeat(5_000)}`)
      .set('X-Correlation-Id', 'ticket-4711')
      .send({
        groupName,
        accountId: COMMERCE,
        region: 'us-west-2',
        serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': role },
      });

  it('tells who made, changed and deleted a record, and what it was', async () => {
    const { body: group } = await createGroup('Orders databases', 'db');
    const changed = await api(
      'put',
      `/protection-groups/${group.groupId}`,
      'DRSPlanManager',
    ).send({
      groupName: 'Orders data',
      serverSelectionTags: group.serverSelectionTags,
      version: 1,
    });
    expect(changed.status).toBe(200);
    const deleted = await api(
      'delete',
      `/protection-groups/${group.groupId}`,
      'DRSOrchestrationAdmin',
    );
    expect(deleted.status).toBe(204);

    const entries = await list(`recordId=${group.groupId}`);
    expect(entries).toMatchObject([
      {
        operation: 'delete_protection_group',
        actor: { kind: 'person', ref: 'user:default/drsorchestrationadmin' },
        outcome: 'SUCCEEDED',
        before: { groupName: 'Orders data', version: 2 },
      },
      {
        operation: 'update_protection_group',
        before: { groupName: 'Orders databases', version: 1 },
        after: { groupName: 'Orders data', version: 2 },
      },
      {
        operation: 'create_protection_group',
        actor: { kind: 'person', ref: 'user:default/drsplanmanager' },
        record: {
          kind: 'protection-group',
          id: group.groupId,
          name: 'Orders databases',
        },
        origin: {
          address: expect.stringContaining('127.0.0.1'),
          // Bounded, and without what could move a cursor.
          userAgent: `a browserÂ\uFFFD${'x'.repeat(244)}…`,
        },
        correlationId: 'ticket-4711',
        after: { groupName: 'Orders databases', region: 'us-west-2' },
      },
    ]);
    // Nothing but what changed, and no entry beside those three.
    expect(Object.keys(entries[1].before ?? {}).sort()).toEqual([
      'groupName',
      'version',
    ]);
    expect(entries[0].after).toBeUndefined();
    expect(entries[2].before).toBeUndefined();
  });

  it('tells what was refused, by which rule', async () => {
    const { body: group } = await createGroup('Refused', 'app');
    const refusals = [
      [await createGroup('Refused', 'web'), 409, 'DUPLICATE_NAME'],
      [
        await createGroup('Mine', 'web', 'DRSReadOnly'),
        403,
        'INSUFFICIENT_PERMISSIONS',
      ],
      [
        await api(
          'put',
          `/protection-groups/${group.groupId}`,
          'DRSPlanManager',
        ).send({
          groupName: 'Stale',
          serverSelectionTags: group.serverSelectionTags,
          version: 7,
        }),
        409,
        'VERSION_CONFLICT',
      ],
      [
        await api(
          'delete',
          '/recovery-plans/no-such-plan',
          'DRSOrchestrationAdmin',
        ),
        404,
        'RECOVERY_PLAN_NOT_FOUND',
      ],
    ] as const;

    const told = await list('outcome=REFUSED&limit=4');
    expect(told.map(entry => entry.code).reverse()).toEqual(
      refusals.map(([answer, status, code]) => {
        expect(answer.status).toBe(status);
        return code;
      }),
    );
    expect(told[0].record).toEqual({
      kind: 'recovery-plan',
      id: 'no-such-plan',
    });
    expect(told.every(entry => !entry.before && !entry.after)).toBe(true);
  });

  it('says nothing of reads, but of its own export', async () => {
    const before = (await list()).length;
    await api('get', '/protection-groups', 'DRSReadOnly');
    await api('post', '/recovery-plans/validate', 'DRSReadOnly').send({});
    expect(await list()).toHaveLength(before);

    await list('order=SEALED');
    expect((await list())[0]).toMatchObject({
      operation: 'list_audit_entries',
      record: { kind: 'audit-trail' },
      actor: { ref: 'user:default/drsreadonly' },
    });
  });

  it('names each of several who change things at the same time', async () => {
    const roles = ['db', 'app', 'web'] as const;
    const callers = [
      'DRSPlanManager',
      'DRSOrchestrationAdmin',
      'DRSPlanManager',
    ] as const;
    const answers = await Promise.all(
      roles.map((role, index) =>
        api('post', '/protection-groups', callers[index]).send({
          groupName: `Payments ${role}`,
          accountId: COMMERCE,
          region: 'us-west-2',
          serverSelectionTags: {
            'DR-Application': 'payments',
            'DR-Role': role,
          },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);

    for (const [index, { body }] of answers.entries()) {
      expect(await list(`recordId=${body.groupId}`)).toMatchObject([
        {
          record: { name: `Payments ${roles[index]}` },
          actor: { ref: `user:default/${callers[index].toLowerCase()}` },
        },
      ]);
    }
  });

  it('commits each of several with the entry of its own request', async () => {
    const names = ['Waits 1', 'Waits 2', 'Waits 3'];
    const add = AuditStore.prototype.add;
    jest
      .spyOn(AuditStore.prototype, 'add')
      .mockImplementation(function failing(this: AuditStore, entry) {
        const { name } = entry.content.record;
        return name === 'Waits 2' || name === 'Waits 3'
          ? Promise.reject(new Error('The disk is full'))
          : add.call(this, entry);
      });
    const roles = ['db', 'app', 'web'];
    const answers = await Promise.all(
      names.map((groupName, index) =>
        api('post', '/protection-groups', 'DRSPlanManager').send({
          groupName,
          accountId: COMMERCE,
          region: 'us-west-2',
          serverSelectionTags: {
            'DR-Application': 'identity',
            'DR-Role': roles[index],
          },
        }),
      ),
    );
    jest.restoreAllMocks();
    expect(answers.map(({ status }) => status)).toEqual([201, 500, 500]);
    expect(
      await knex('protection_groups')
        .whereIn('group_name', names)
        .pluck('group_name'),
    ).toEqual(['Waits 1']);
  });

  it('tells of one success where several change the same version', async () => {
    const { body: group } = await createGroup('Contended', 'cache');
    const answers = await Promise.all(
      [1, 2, 3, 4].map(number =>
        api(
          'put',
          `/protection-groups/${group.groupId}`,
          'DRSPlanManager',
        ).send({
          groupName: `Contended ${number}`,
          serverSelectionTags: group.serverSelectionTags,
          version: 1,
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([200, 409, 409, 409]);
    const winner = answers[statuses.indexOf(200)].body.groupName;

    const entries = await list(
      `recordId=${group.groupId}&operation=update_protection_group`,
    );
    expect(entries.map(({ outcome }) => outcome).sort()).toEqual([
      'REFUSED',
      'REFUSED',
      'REFUSED',
      'SUCCEEDED',
    ]);
    expect(
      entries.find(({ outcome }) => outcome === 'SUCCEEDED'),
    ).toMatchObject({
      before: { version: 1 },
      after: { groupName: winner, version: 2 },
    });
  });

  it('tells of an execution up to where its log reached', async () => {
    const groups = await api('get', '/protection-groups', 'DRSReadOnly');
    const { body: plan } = await api(
      'post',
      '/recovery-plans',
      'DRSPlanManager',
    ).send({
      planName: 'Payments',
      accountId: COMMERCE,
      waves: [
        {
          waveNumber: 1,
          waveName: 'Databases',
          protectionGroupIds: groups.body.items
            .filter(
              (item: { groupName: string }) => item.groupName === 'Payments db',
            )
            .map((item: { groupId: string }) => item.groupId),
        },
      ],
    });
    const started = await api(
      'post',
      `/recovery-plans/${plan.planId}/execute`,
      'DRSOperator',
    ).send({ executionType: 'DRILL' });
    expect(started.status).toBe(202);
    const again = await api(
      'post',
      `/recovery-plans/${plan.planId}/execute`,
      'DRSOperator',
    ).send({ executionType: 'DRILL' });
    expect(again.status).toBe(409);
    const paused = await api(
      'post',
      `/executions/${started.body.executionId}/pause`,
      'DRSRecoveryManager',
    ).send({});
    expect(paused.status).toBe(200);

    const [pause, start] = await list(
      `recordId=${started.body.executionId}&recordKind=execution`,
    );
    expect(start).toMatchObject({
      operation: 'execute_recovery_plan',
      record: { kind: 'execution', name: 'Payments' },
      requested: { executionType: 'DRILL' },
      after: { logPosition: 1 },
    });
    expect(pause).toMatchObject({
      operation: 'pause_execution',
      after: { logPosition: expect.any(Number) },
    });
    expect(await list(`recordId=${plan.planId}&outcome=REFUSED`)).toMatchObject(
      [{ operation: 'execute_recovery_plan', code: 'EXECUTION_IN_PROGRESS' }],
    );
  });

  it('lets no change be made that it cannot tell of', async () => {
    const settings = await api('get', '/config/settings', 'DRSReadOnly');
    const { body: group } = await createGroup('Kept', 'search');
    const stored = async () => ({
      groups: await knex('protection_groups').select('*'),
      plans: await knex('recovery_plans').select('*'),
      accounts: await knex('target_accounts').select('*'),
      settings: await knex('settings').select('*'),
      // The engine may still write down what became of those that have ended.
      executions: await knex('executions').pluck('execution_id'),
      hidden: await knex('executions').whereNotNull('hidden_at').select('*'),
    });
    const running = await api('get', '/executions', 'DRSReadOnly');
    const { executionId, planId } = running.body.items[0];
    await api(
      'post',
      `/executions/${executionId}/cancel`,
      'DRSRecoveryManager',
    ).send({});
    for (;;) {
      const { body } = await api(
        'get',
        `/executions/${executionId}`,
        'DRSReadOnly',
      );
      if (body.endTime) {
        break;
      }
    }
    const before = await stored();
    await knex.schema.renameTable('audit_entries', 'audit_entries_away');
    try {
      const admin = 'DRSOrchestrationAdmin';
      const groupPath = `/protection-groups/${group.groupId}`;
      const wave = {
        waveNumber: 1,
        waveName: 'One',
        protectionGroupIds: [group.groupId],
      };
      const attempts = [
        await createGroup('Unseen', 'web'),
        await api('put', groupPath, admin).send({
          groupName: 'Unseen',
          serverSelectionTags: group.serverSelectionTags,
          version: 1,
        }),
        await api('delete', groupPath, admin),
        await api('post', '/recovery-plans', admin).send({
          planName: 'Unseen',
          accountId: COMMERCE,
          waves: [wave],
        }),
        await api('delete', `/recovery-plans/${planId}`, admin),
        await api('post', '/accounts/targets', admin).send({
          accountId: '999988887777',
          accountName: 'unseen',
          roleName: 'DrsOrchestratorRole',
          regions: ['us-west-2'],
        }),
        await api('put', '/config/settings', admin).send({
          freeze: { active: true },
          version: settings.body.version,
        }),
        await api('post', `/recovery-plans/${planId}/execute`, admin).send({
          executionType: 'DRILL',
        }),
        await api('post', '/executions/delete', admin).send({
          executionIds: [executionId],
        }),
        await api('delete', '/executions', admin),
        await api('post', `${groupPath}/launch-configuration/apply`, admin),
      ];
      expect(
        attempts.map(answer => [answer.status, answer.body.error?.code]),
      ).toEqual(attempts.map(() => [500, 'INTERNAL_ERROR']));
      expect(await stored()).toEqual(before);
    } finally {
      await knex.schema.renameTable('audit_entries_away', 'audit_entries');
    }
  });

  it('announces what is done in AWS before it is done, and tells how it ended', async () => {
    const { body } = await api('get', '/protection-groups', 'DRSReadOnly');
    const { groupId } = body.items[0];
    await api(
      'post',
      `/protection-groups/${groupId}/launch-configuration/apply`,
      'DRSPlanManager',
    ).send({});
    const [ended, begun] = await list(
      'operation=apply_launch_configuration&limit=2',
    );
    expect(begun).toMatchObject({
      outcome: 'STARTED',
      requestId: ended.requestId,
      record: { kind: 'protection-group', id: groupId },
    });
    expect(ended.outcome).toBe('SUCCEEDED');
  });
});
