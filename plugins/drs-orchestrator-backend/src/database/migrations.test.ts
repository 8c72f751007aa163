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

import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { DrsRecord } from '../access/attributes';
import { auditKeysOf } from '../audit/auditKeys';
import { writeEntry } from '../audit/entryText';
import { AuditStore } from './AuditStore';
import { ExecutionListings } from './ExecutionListings';
import { KnexExecutionLog } from './KnexExecutionLog';
import { migrationSource } from './openDatabase';
import { writePlanAttributes } from './planAttributes';
import { ProtectionGroupStore } from './ProtectionGroupStore';
import { RecordAttributes } from './RecordAttributes';
import { RecoveryPlanStore, type PlanContent } from './RecoveryPlanStore';
import { TargetAccountStore } from './TargetAccountStore';
import { exampleRow, exampleSummary } from '../__testUtils__/examples';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = new Date('2026-11-21T12:00:00.123Z');

const bookkeeping = {
  version: 1,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  createdBy: 'user:default/pat.lindqvist',
};

const group = {
  groupId: 'group-1',
  groupName: 'Orders databases',
  accountId: '111122223333',
  region: 'us-west-2',
};

const plan: PlanContent = {
  planName: 'Orders',
  maxDurationMinutes: 1440,
  waves: [
    {
      waveId: 'wave-1',
      waveNumber: 1,
      waveName: 'Databases',
      protectionGroupIds: ['group-1'],
      pauseBeforeWave: false,
      waitTimeSeconds: 0,
      maxWaitMinutes: 120,
      continueOnFailure: false,
      preWaveHooks: [],
      postWaveHooks: [],
      healthCheck: {
        ec2Status: true,
        launchActions: false,
        probes: [],
        timeoutSeconds: 300,
        required: false,
      },
    },
  ],
};

/** Writes one of each kind of record and reads it back. */
async function keepsEveryRecord(knex: Knex): Promise<void> {
  const accounts = TargetAccountStore.create(knex);
  const groups = ProtectionGroupStore.create(knex);
  const plans = RecoveryPlanStore.create(knex);
  const log = KnexExecutionLog.create(knex);
  const audit = AuditStore.create(knex);

  await audit.add(
    writeEntry(
      {
        key: 'entry-1',
        at: now.toISOString(),
        actor: { kind: 'person', ref: bookkeeping.createdBy },
        operation: 'create_protection_group',
        record: { kind: 'protection-group', id: 'group-1' },
        outcome: 'SUCCEEDED',
        requestId: 'request-1',
      },
      auditKeysOf('a key for tests of 32 characters'),
    ),
  );
  expect((await audit.page({ limit: 5, recordId: 'group-1' })).items).toEqual([
    {
      entryId: 1,
      at: now.toISOString(),
      actor: { kind: 'person', ref: bookkeeping.createdBy },
      operation: 'create_protection_group',
      record: { kind: 'protection-group', id: 'group-1' },
      outcome: 'SUCCEEDED',
      requestId: 'request-1',
    },
  ]);
  await accounts.seed(
    [
      {
        accountId: '111122223333',
        accountName: 'meridian-commerce',
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions: ['us-west-2', 'eu-west-1'],
      },
    ],
    now,
  );
  await groups.insert(
    {
      ...group,
      content: {
        groupName: group.groupName,
        serverSelectionTags: { 'DR-Role': 'db' },
      },
    },
    bookkeeping.createdBy,
    now,
  );
  await plans.insert(
    { planId: 'plan-1', accountId: '111122223333', content: plan },
    bookkeeping.createdBy,
    now,
  );
  await log.create(
    exampleRow(1),
    { summary: exampleSummary({ seq: 1 }), wakeAt: now },
    ['plan:plan-1'],
  );

  expect(await accounts.access('111122223333')).toEqual({
    accountId: '111122223333',
    roleName: 'DrsOrchestratorRole',
    externalId: 'meridian-dr',
    regions: ['us-west-2', 'eu-west-1'],
  });
  expect(await groups.get('group-1')).toEqual({
    ...group,
    selection: { kind: 'tags', tags: { 'DR-Role': 'db' } },
    ...bookkeeping,
  });
  expect(await plans.get('plan-1')).toEqual({
    planId: 'plan-1',
    accountId: '111122223333',
    ...plan,
    ...bookkeeping,
    updatedBy: bookkeeping.createdBy,
  });
  expect([...(await plans.usesOf(['group-1']))]).toEqual([
    ['group-1', [{ planId: 'plan-1', planName: 'Orders' }]],
  ]);
  expect(await ExecutionListings.create(knex).lastOfPlans(['plan-1'])).toEqual(
    new Map([['plan-1', exampleSummary({ seq: 1 })]]),
  );
}

describe.each(databases.eachSupportedId())(
  'migrations on %s',
  (databaseId: TestDatabaseId) => {
    it('go up, take records, go down to nothing and up again', async () => {
      const knex = await databases.init(databaseId);

      await knex.migrate.latest(migrationSource);
      await keepsEveryRecord(knex);

      await knex.migrate.rollback(migrationSource, true);
      for (const table of [
        'target_accounts',
        'protection_groups',
        'recovery_plans',
        'executions',
        'lease',
        'audit_entries',
        'audit_chain',
        'audit_cuts',
        'tag_sync_runs',
        'tag_sync_schedule',
        'replication_points',
        'inventory_looks',
        'launch_apply_failures',
      ]) {
        expect(await knex.schema.hasTable(table)).toBe(false);
      }

      await knex.migrate.latest(migrationSource);
      await keepsEveryRecord(knex);
    });

    it('keep what earlier releases have written, and know what they cannot know', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.up({
        ...migrationSource,
        name: '20261121000000_records.js',
      });
      await knex.migrate.up({
        ...migrationSource,
        name: '20261121000001_executions.js',
      });
      const planRow = (planId: string, version: number) => ({
        plan_id: planId,
        plan_name: planId,
        name_key: planId,
        account_id: '111122223333',
        max_duration_minutes: 60,
        // As it was written before waves had more rules.
        waves: JSON.stringify([
          {
            waveId: 'wave-1',
            waveNumber: 1,
            waveName: 'Databases',
            protectionGroupIds: ['group-1'],
            maxWaitMinutes: 120,
            continueOnFailure: false,
          },
        ]),
        version,
        created_at: now,
        updated_at: now,
        created_by: 'user:default/pat.lindqvist',
        owner: 'Group:Default/Orders',
      });
      await knex('recovery_plans').insert([
        planRow('as made', 1),
        planRow('changed since', 2),
      ]);
      const groupRow = (groupId: string, region: string, tags: object) => ({
        group_id: groupId,
        group_name: groupId,
        name_key: groupId,
        account_id: '111122223333',
        region,
        owner: 'group:default/orders',
        selection_tags: JSON.stringify(tags),
        version: 1,
        created_at: now,
        updated_at: now,
        created_by: 'user:default/pat.lindqvist',
      });
      await knex('protection_groups').insert([
        groupRow('group-1', 'us-west-2', { App: 'orders', Role: 'db' }),
        groupRow('group-2', 'eu-west-1', { Role: 'web', App: 'orders' }),
      ]);
      await knex('recovery_plan_groups').insert([
        { plan_id: 'as made', group_id: 'group-1' },
        { plan_id: 'as made', group_id: 'group-2' },
      ]);
      const { nextPhaseReady: _, ...summary } = exampleSummary();
      await knex('executions').insert({
        execution_id: 'execution-1',
        plan_id: 'as made',
        account_id: '111122223333',
        execution_type: 'DRILL',
        status: 'COMPLETED',
        initiated_by: 'user:default/omar.okafor',
        started_at: now,
        seq: 1,
        summary: JSON.stringify(summary),
      });

      await knex.migrate.latest(migrationSource);

      const plans = RecoveryPlanStore.create(knex);
      expect(await plans.get('as made')).toMatchObject({
        updatedBy: 'user:default/pat.lindqvist',
        waves: plan.waves,
      });
      const changed = await plans.get('changed since');
      expect(changed?.version).toBe(2);
      expect(changed?.updatedBy).toBeUndefined();
      const listings = ExecutionListings.create(knex);
      expect((await listings.page({ limit: 5 })).items).toEqual([
        exampleSummary(),
      ]);

      // What records are judged by is found out of what they are.
      const attributes = RecordAttributes.create(knex);
      const ofPlan = await attributes.of('recovery-plan', [
        'as made',
        'changed since',
      ]);
      const sorted = (record: DrsRecord | undefined) =>
        Object.entries(record ?? {})
          .map(([name, values]) => [name, [...values].sort()])
          .sort();
      const asMade = [
        ['account', ['111122223333']],
        ['owner', ['group:default/orders']],
        ['region', ['eu-west-1', 'us-west-2']],
        ['tag', ['["App","orders"]']],
      ];
      expect(sorted(ofPlan.get('as made'))).toEqual(asMade);
      expect(sorted(ofPlan.get('changed since'))).toEqual([
        ['account', ['111122223333']],
        ['owner', ['group:default/orders']],
      ]);
      const ofGroup = await attributes.of('protection-group', ['group-2']);
      expect(sorted(ofGroup.get('group-2'))).toEqual([
        ['account', ['111122223333']],
        ['owner', ['group:default/orders']],
        ['region', ['eu-west-1']],
        ['tag', ['["App","orders"]', '["Role","web"]']],
      ]);
      const ofExecution = await attributes.of('execution', ['execution-1']);
      expect(sorted(ofExecution.get('execution-1'))).toEqual([
        ['account', ['111122223333']],
        ['execution-type', ['DRILL']],
        ['owner', ['group:default/orders']],
        // Where its servers are says the execution itself.
        ['region', ['us-west-2']],
        ['tag', ['["App","orders"]']],
      ]);
      // Written anew, a plan is judged as before.
      await writePlanAttributes(knex, ['as made']);
      const rewritten = await attributes.of('recovery-plan', ['as made']);
      expect(sorted(rewritten.get('as made'))).toEqual(asMade);

      await knex.migrate.down({
        ...migrationSource,
        name: '20261121000012_record_attributes.js',
      });
      await knex.migrate.down({
        ...migrationSource,
        name: '20261121000003_woken.js',
      });
      await knex.migrate.down({
        ...migrationSource,
        name: '20261121000002_wave_rules.js',
      });
      expect(await knex('recovery_plans').pluck('plan_id')).toHaveLength(2);
      expect(await knex('executions').pluck('summary')).toEqual([
        JSON.stringify(summary),
      ]);
    });

    it('keep plans where what they were derived from comes and goes', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      const groups = ProtectionGroupStore.create(knex);
      const plans = RecoveryPlanStore.create(knex);
      await groups.insert(
        {
          ...group,
          content: {
            groupName: group.groupName,
            serverSelectionTags: { 'DR-Role': 'db' },
          },
        },
        bookkeeping.createdBy,
        now,
      );
      const derivedFrom = {
        entityRefs: ['system:default/orders'],
        grouping: 'EXACT_ORDER' as const,
      };
      const { accountId } = group;
      await plans.insert(
        {
          planId: 'derived',
          accountId,
          content: { ...plan, derivedFrom },
        },
        bookkeeping.createdBy,
        now,
      );
      expect(await plans.get('derived')).toMatchObject({ derivedFrom });
      expect(
        await plans.update('derived', 1, plan, bookkeeping.createdBy, now),
      ).toBe(true);
      expect(await plans.get('derived')).not.toHaveProperty('derivedFrom');

      const name = '20261122000040_derived_from.js';
      await knex.migrate.down({ ...migrationSource, name });
      expect(
        await knex.schema.hasColumn('recovery_plans', 'derived_from'),
      ).toBe(false);
      expect(await knex('recovery_plan_groups').pluck('group_id')).toEqual([
        group.groupId,
      ]);
      await knex.migrate.up({ ...migrationSource, name });
      expect(await plans.get('derived')).toMatchObject(plan);
    });

    it('seed the configured accounts once: one deleted since stays deleted', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      const accounts = TargetAccountStore.create(knex);
      const configured = [
        {
          accountId: '111122223333',
          accountName: 'meridian-commerce',
          roleName: 'DrsOrchestratorRole',
          regions: ['us-west-2'],
        },
      ];

      await Promise.all([
        accounts.seed(configured, now),
        accounts.seed(configured, now),
      ]);
      expect(await accounts.all()).toHaveLength(1);

      await knex('target_accounts').delete();
      await accounts.seed(configured, now);
      expect(await accounts.all()).toEqual([]);
    });
  },
);
