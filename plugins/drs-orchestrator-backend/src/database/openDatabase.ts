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
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const migrationsDirectory = resolvePackagePath(
  '@drs-orchestrator/plugin-drs-orchestrator-backend',
  'migrations',
);

/** Where knex finds this plugin's migrations. */
export const migrationSource = { directory: migrationsDirectory };

export const isSqlite = (knex: Knex): boolean =>
  /sqlite/.test(knex.client.config.client);

/** Fields of PostgreSQL's errors that quote rows and statements. */
const quotingFields = ['detail', 'where', 'internalQuery'];

/**
 * Keeps what is stored out of errors, which end up in logs: among it are the
 * external IDs of accounts. Knex would write the values into the statement that
 * it names, and PostgreSQL quotes the row that it refuses.
 */
function keepValuesOutOfErrors(knex: Knex): void {
  knex.client.config.compileSqlOnError = false;
  knex.on('query-error', (error: object) => {
    for (const field of quotingFields) {
      Reflect.deleteProperty(error, field);
    }
  });
}

/**
 * The plugin's database, brought up to date; its errors name no values.
 *
 * SQLite in a file writes ahead, so that reading never waits for writing, and
 * waits for another connection's lock instead of failing at once.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  keepValuesOutOfErrors(knex);
  if (isSqlite(knex)) {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA busy_timeout = 5000');
    await knex.raw('PRAGMA foreign_keys = ON');
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest(migrationSource);
  }
  return knex;
}
