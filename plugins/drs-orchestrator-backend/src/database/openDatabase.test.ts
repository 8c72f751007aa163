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

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { inspect } from 'node:util';
import { openDatabase } from './openDatabase';
import { TargetAccountStore } from './TargetAccountStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = new Date('2026-11-21T12:00:00.000Z');

const open = async (databaseId: TestDatabaseId): Promise<Knex> => {
  const knex = await databases.init(databaseId);
  return openDatabase({ getClient: async () => knex });
};

const account = {
  accountId: '111122223333',
  accountName: 'meridian-commerce',
  roleName: 'DrsOrchestratorRole',
  externalId: 'very-secret',
  regions: ['us-west-2'],
};

/** Everything that a logger could write of the error. */
const whole = async (failing: PromiseLike<unknown>): Promise<string> => {
  try {
    await failing;
  } catch (error) {
    return inspect(error, { depth: null, showHidden: true });
  }
  throw new Error('It did not fail');
};

describe.each(databases.eachSupportedId())(
  'errors of the database on %s',
  databaseId => {
    it('name what was refused, without the values', async () => {
      const knex = await open(databaseId);
      const store = TargetAccountStore.create(knex);

      const repeated = await whole(store.seed([account, account], now));
      expect(repeated).toMatch(/unique/i);
      expect(repeated).toContain('target_accounts');
      expect(repeated).not.toContain('very-secret');

      // PostgreSQL would quote the whole row.
      const incomplete = await whole(
        knex('target_accounts').insert({
          account_id: '111122223333',
          external_id: 'very-secret',
          role_name: null,
        }),
      );
      expect(incomplete).toMatch(/null/i);
      expect(incomplete).not.toContain('very-secret');

      await knex.schema.dropTable('target_accounts');
      const missing = await whole(store.insert(account, 'user:default/a', now));
      expect(missing).toContain('target_accounts');
      expect(missing).not.toContain('very-secret');
    });

    it('are still recognised as a conflict', async () => {
      const store = TargetAccountStore.create(await open(databaseId));
      await store.insert(account, 'user:default/a', now);
      const conflict: unknown = await store
        .insert(account, 'user:default/a', now)
        .catch((error: unknown) => error);
      expect(isDatabaseConflictError(conflict)).toBe(true);
    });
  },
);
