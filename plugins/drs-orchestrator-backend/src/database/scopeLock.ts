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

import { scopeKey, type Scope } from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { isSqlite } from './openDatabase';

/**
 * Lets one transaction at a time write groups of an account and Region, so that
 * two groups that would share a server cannot both be judged against the records
 * from before the other. SQLite writes one transaction at a time anyway.
 */
export async function lockScope(
  trx: Knex.Transaction,
  scope: Scope,
): Promise<void> {
  if (isSqlite(trx)) {
    return;
  }
  const key = createHash('sha256')
    .update(`protection-groups/${scopeKey(scope)}`)
    .digest()
    .readBigInt64BE();
  await trx.raw('select pg_advisory_xact_lock(?::bigint)', [key.toString()]);
}

/** Locks several, each once and in one order, so that two never wait for each other. */
export async function lockScopes(
  trx: Knex.Transaction,
  scopes: readonly Scope[],
): Promise<void> {
  const byKey = new Map(scopes.map(scope => [scopeKey(scope), scope]));
  for (const [, scope] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await lockScope(trx, scope);
  }
}
