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

import type { Knex } from 'knex';
import { z } from 'zod';

const sqlitePlanSchema = z.array(z.object({ detail: z.string() }));
const postgresPlanSchema = z.object({
  rows: z.array(z.record(z.string(), z.string())),
});

/** What the database would do for a statement, in its own words: a step a line. */
export async function planOf(query: Knex.QueryBuilder): Promise<string> {
  const { sql, bindings } = query.toSQL();
  if (query.client.config.client === 'pg') {
    const plan: unknown = await query.client.raw(`explain ${sql}`, bindings);
    return postgresPlanSchema
      .parse(plan)
      .rows.map(row => Object.values(row).join())
      .join('\n');
  }
  const rows: unknown = await query.client.raw(
    `explain query plan ${sql}`,
    bindings,
  );
  return sqlitePlanSchema
    .parse(rows)
    .map(({ detail }) => detail)
    .join('\n');
}

/** PostgreSQL plans by what it knows of the rows, which it learns by itself only in time. */
export async function analyse(knex: Knex, tables: readonly string[]) {
  if (knex.client.config.client === 'pg') {
    for (const table of tables) {
      await knex.raw('analyze ??', [table]);
    }
  }
}
