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
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { AccountValidation } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { AccountUses } from './AccountUses';
import { migrationSource } from './openDatabase';
import { ProtectionGroupStore } from './ProtectionGroupStore';
import { TargetAccountStore } from './TargetAccountStore';
import { exampleRow, exampleSummary } from '../__testUtils__/examples';
import { KnexExecutionLog } from './KnexExecutionLog';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = new Date('2026-11-21T12:00:00.123Z');
const later = new Date('2026-11-21T13:00:00Z');

const COMMERCE = '111122223333';
const FINANCE = '333344445555';
const staging = {
  accountId: '444455556666',
  region: 'us-west-2',
  roleName: 'StagingRole',
  maxServers: 200,
  priority: 2,
};
const commerce = {
  accountId: COMMERCE,
  accountName: 'Commerce',
  roleName: 'DrsOrchestratorRole',
  externalId: 'a secret',
  regions: ['us-west-2'],
  stagingAccounts: [staging],
};
const { accountId: _, externalId: __, ...content } = commerce;
const found: AccountValidation = {
  at: now.toISOString(),
  status: 'ATTENTION',
  findings: [
    {
      code: 'REGION_NOT_INITIALIZED',
      severity: 'BLOCKING',
      accountId: COMMERCE,
      region: 'us-west-2',
      message: 'DRS is not set up',
    },
  ],
};

describe.each(databases.eachSupportedId())(
  'target accounts on %s',
  (databaseId: TestDatabaseId) => {
    let knex: Knex;
    let store: TargetAccountStore;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      store = TargetAccountStore.create(knex);
    });
    beforeEach(async () => {
      await knex('protection_groups').delete();
      await knex('target_accounts').delete();
      await store.insert(commerce, 'user:default/pat', now);
    });

    it('are kept without giving the external ID away', async () => {
      const stored = await store.get(COMMERCE);
      expect(stored).toEqual({
        accountId: COMMERCE,
        ...content,
        hasExternalId: true,
        status: 'UNVALIDATED',
        version: 1,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
        createdBy: 'user:default/pat',
      });
      expect(JSON.stringify([stored, ...(await store.all())])).not.toContain(
        'a secret',
      );
    });

    it('say how to get in, into their staging accounts too', async () => {
      expect(await store.access(COMMERCE)).toEqual({
        accountId: COMMERCE,
        roleName: 'DrsOrchestratorRole',
        externalId: 'a secret',
        regions: ['us-west-2'],
      });
      expect(await store.stagingAccess(COMMERCE, staging)).toEqual({
        accountId: staging.accountId,
        roleName: 'StagingRole',
        externalId: 'a secret',
        regions: ['us-west-2'],
      });
      for (const [target, sought] of [
        [COMMERCE, { ...staging, region: 'eu-west-1' }],
        [COMMERCE, { ...staging, accountId: FINANCE }],
        [FINANCE, staging],
      ] as const) {
        expect(await store.stagingAccess(target, sought)).toBeUndefined();
      }
    });

    it('are changed in the version that was read, and keep an external ID that is not given', async () => {
      const renamed = { ...content, accountName: 'Trade' };
      const options = { now: later, keepsValidation: true };
      expect(await store.update(COMMERCE, 1, renamed, options)).toBe(true);
      expect(await store.update(COMMERCE, 1, renamed, options)).toBe(false);
      expect(await store.get(COMMERCE)).toMatchObject({
        accountName: 'Trade',
        version: 2,
        createdAt: now.toISOString(),
        updatedAt: later.toISOString(),
      });
      expect((await store.access(COMMERCE))?.externalId).toBe('a secret');

      await store.update(
        COMMERCE,
        2,
        { ...content, externalId: { value: undefined } },
        options,
      );
      expect((await store.get(COMMERCE))?.hasExternalId).toBe(false);
      expect(await store.access(COMMERCE)).not.toHaveProperty('externalId');
    });

    it('have names of their own, whatever the case', async () => {
      await store.insert(
        { ...commerce, accountId: FINANCE, accountName: 'Finance' },
        'user:default/pat',
        now,
      );
      const error: unknown = await store
        .update(
          FINANCE,
          1,
          { ...content, accountName: 'COMMERCE' },
          { now: later, keepsValidation: true },
        )
        .catch((reason: unknown) => reason);
      expect(isDatabaseConflictError(error)).toBe(true);
      expect((await store.get(FINANCE))?.accountName).toBe('Finance');
    });

    it('keep what a validation found of the version that it looked at', async () => {
      expect(await store.saveValidation(COMMERCE, 1, found)).toBe(true);
      expect(await store.get(COMMERCE)).toMatchObject({
        status: 'ATTENTION',
        lastValidation: found,
        version: 1,
        updatedAt: now.toISOString(),
      });
      await store.update(COMMERCE, 1, content, {
        now: later,
        keepsValidation: false,
      });
      const changed = await store.get(COMMERCE);
      expect(changed?.status).toBe('UNVALIDATED');
      expect(changed).not.toHaveProperty('lastValidation');
      expect(await store.saveValidation(COMMERCE, 1, found)).toBe(false);
      expect((await store.get(COMMERCE))?.status).toBe('UNVALIDATED');
    });

    it('are deleted once', async () => {
      expect(await store.delete(COMMERCE)).toBe(true);
      expect(await store.delete(COMMERCE)).toBe(false);
      expect(await store.get(COMMERCE)).toBeUndefined();
    });

    it('are needed by groups, plans and executions that run', async () => {
      const groups = ProtectionGroupStore.create(knex);
      for (const [groupId, region] of [
        ['group-1', 'us-west-2'],
        ['group-2', 'eu-west-1'],
      ]) {
        await groups.insert(
          {
            groupId,
            accountId: COMMERCE,
            region,
            content: {
              groupName: groupId,
              serverSelectionTags: { 'DR-Role': 'db' },
            },
          },
          'user:default/pat',
          now,
        );
      }
      const log = KnexExecutionLog.create(knex);
      await log.create(
        exampleRow(1),
        { summary: exampleSummary({ seq: 1 }), wakeAt: now },
        ['plan:plan-1'],
      );
      const uses = AccountUses.create(knex);
      const { executionId, accountId } = exampleSummary();
      expect(accountId).toBe(COMMERCE);
      expect(await uses.of(COMMERCE)).toEqual([
        {
          kind: 'protection-group',
          id: 'group-1',
          name: 'group-1',
          region: 'us-west-2',
        },
        {
          kind: 'protection-group',
          id: 'group-2',
          name: 'group-2',
          region: 'eu-west-1',
        },
        { kind: 'execution', id: executionId, name: executionId },
      ]);
      expect(
        (await uses.groupsIn(COMMERCE, ['eu-west-1'])).map(({ id }) => id),
      ).toEqual(['group-2']);
      expect(await uses.groupsIn(COMMERCE, [])).toEqual([]);

      await knex('executions').update({ status: 'COMPLETED' });
      expect(await uses.counts([COMMERCE, FINANCE])).toEqual(
        new Map([
          [COMMERCE, { groups: 2, plans: 0, runningExecutions: 0 }],
          [FINANCE, { groups: 0, plans: 0, runningExecutions: 0 }],
        ]),
      );
    });
  },
);
