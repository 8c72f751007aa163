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
import {
  executionLogContract,
  leaseStoreContract,
} from '@drs-orchestrator/drs-engine/testing';
import type { Knex } from 'knex';
import { KnexExecutionLog } from './KnexExecutionLog';
import { KnexLeaseStore } from './KnexLeaseStore';
import { migrationSource } from './openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const tables = [
  'claims',
  'execution_job_log',
  'execution_log',
  'executions',
  'lease',
];

/** One database for all tests of a suite, emptied after each. */
function emptied(databaseId: TestDatabaseId): () => Promise<{
  knex: Knex;
  close(): Promise<void>;
}> {
  let opened: Promise<Knex> | undefined;
  const open = async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest(migrationSource);
    return knex;
  };
  return async () => {
    opened ??= open();
    const knex = await opened;
    return {
      knex,
      async close() {
        for (const table of tables) {
          await knex(table).delete();
        }
      },
    };
  };
}

for (const [databaseId] of databases.eachSupportedId()) {
  const openEmpty = emptied(databaseId);

  executionLogContract(`KnexExecutionLog on ${databaseId}`, async () => {
    const { knex, close } = await openEmpty();
    return {
      log: KnexExecutionLog.create(knex),
      lease: KnexLeaseStore.create(knex),
      close,
    };
  });

  leaseStoreContract(`KnexLeaseStore on ${databaseId}`, async () => {
    const { knex, close } = await openEmpty();
    return { lease: KnexLeaseStore.create(knex), close };
  });
}
