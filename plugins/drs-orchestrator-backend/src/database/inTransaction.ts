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
import { currentChange } from '../audit/currentChange';
import { isSqlite } from './openDatabase';

/**
 * How long PostgreSQL waits for a transaction's next statement. Far more than
 * there is between two of ours, and little beside the time in which another
 * replica must take over.
 */
const ABANDONED_AFTER_MS = 5_000;

/**
 * Does something in a transaction whose locks outlive a lost host by seconds
 * only. A process that ends closes its connections, but a host that loses its
 * power or its network says no farewell: PostgreSQL would hold the locks, the
 * lease's row among them, for the two hours that TCP takes to notice.
 *
 * Set for the transaction and not for the connection, which a pooler may share.
 *
 * A request's change and its audit entry are committed together, or neither is.
 *
 * @param hasChanged - whether the result says that something was changed; absent:
 *   unless it is `false`
 */
export async function inTransaction<T>(
  knex: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
  hasChanged: (result: T) => boolean = result => result !== false,
): Promise<T> {
  const change = currentChange.getStore();
  const done = await knex.transaction(async trx => {
    // In SQLite the locks are the process's own.
    if (!isSqlite(knex)) {
      await trx.raw(
        `set local idle_in_transaction_session_timeout = ${ABANDONED_AFTER_MS}`,
      );
    }
    const result = await work(trx);
    if (hasChanged(result)) {
      await change?.recordIn(trx);
    }
    return result;
  });
  change?.committed();
  return done;
}
