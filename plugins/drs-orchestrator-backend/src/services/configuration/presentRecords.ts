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
import { isSqlite } from '../../database/openDatabase';
import {
  ProtectionGroupStore,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import {
  RecoveryPlanStore,
  type StoredPlan,
} from '../../database/RecoveryPlanStore';
import {
  TagSyncStore,
  type StoredTagSyncRules,
} from '../../database/TagSyncStore';
import {
  TargetAccountStore,
  type StoredAccount,
} from '../../database/TargetAccountStore';

/** All that is configured, as it was at one moment. */
export interface PresentRecords {
  readonly accounts: readonly StoredAccount[];
  readonly groups: readonly StoredGroup[];
  readonly plans: readonly StoredPlan[];
  /** Absent as long as the configuration's rules hold. */
  readonly tagSync?: StoredTagSyncRules;
}

/** Reads it all by a transaction that sees one moment, or that changes it itself. */
export async function presentRecords(
  trx: Knex.Transaction,
): Promise<PresentRecords> {
  return {
    accounts: await TargetAccountStore.create(trx).all(),
    groups: await ProtectionGroupStore.create(trx).all(),
    plans: await RecoveryPlanStore.create(trx).all(),
    tagSync: await TagSyncStore.create(trx).rules(),
  };
}

/** Reads by several statements what was there at one moment. */
export const atOneMoment = <T>(
  knex: Knex,
  read: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> =>
  knex.transaction(
    read,
    // In SQLite every transaction sees one moment.
    isSqlite(knex)
      ? undefined
      : { isolationLevel: 'repeatable read', readOnly: true },
  );
