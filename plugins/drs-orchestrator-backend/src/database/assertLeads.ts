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

import { LeadershipLost } from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { LEASE_ID } from './KnexLeaseStore';
import { isSqlite } from './openDatabase';

/**
 * Holds the lease's row until the end of the transaction, so that nobody takes
 * over meanwhile.
 *
 * @throws LeadershipLost where the epoch is not the one of who leads
 */
export async function assertLeads(
  trx: Knex.Transaction,
  epoch: number,
): Promise<void> {
  const query = trx('lease')
    .where({ lease_id: LEASE_ID, epoch })
    .whereNotNull('holder')
    .first('epoch');
  const lease = await (isSqlite(trx) ? query : query.forShare());
  if (!lease) {
    throw new LeadershipLost();
  }
}
