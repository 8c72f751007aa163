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
  DrsError,
  type NewTargetAccount,
  type TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  bookkeepingOf,
  firstBookkeeping,
  fromJson,
  nameKey,
  type BookkeepingColumns,
} from './columns';
import { decodeCursor, pageOfRows, textKey, type Page } from './cursor';
import { inTransaction } from './inTransaction';

interface AccountRow extends BookkeepingColumns {
  account_id: string;
  account_name: string;
  name_key: string;
  role_name: string;
  external_id: string | null;
  regions: string;
}

/** Remembers that the configured accounts were put on record, so that one deleted since stays deleted. */
const SEEDED = 'target-accounts-seeded';

/** How to get into an account; never answered or logged. */
export interface AccountAccess {
  readonly accountId: string;
  readonly roleName: string;
  readonly externalId?: string;
  readonly regions: readonly string[];
}

const regionsSchema = z.array(z.string());

const columnsOf = (account: NewTargetAccount, actor: string, now: Date) => ({
  account_id: account.accountId,
  account_name: account.accountName,
  name_key: nameKey(account.accountName),
  role_name: account.roleName,
  external_id: account.externalId ?? null,
  regions: JSON.stringify(account.regions),
  ...firstBookkeeping(actor, now),
});

const accountOf = (row: AccountRow): TargetAccount => ({
  accountId: row.account_id,
  accountName: row.account_name,
  roleName: row.role_name,
  regions: fromJson(regionsSchema, row.regions),
  ...bookkeepingOf(row),
});

/** The accounts on record. */
export class TargetAccountStore {
  readonly #knex: Knex;

  static create(knex: Knex): TargetAccountStore {
    return new TargetAccountStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Puts the configured accounts on record, once in the life of a database. */
  async seed(accounts: readonly NewTargetAccount[], now: Date): Promise<void> {
    await inTransaction(this.#knex, async trx => {
      const first = await trx('settings')
        .insert({ name: SEEDED, value: 'true', updated_at: now })
        .onConflict('name')
        .ignore()
        .returning('name');
      if (first.length > 0 && accounts.length > 0) {
        await trx('target_accounts').insert(
          accounts.map(account => columnsOf(account, 'system', now)),
        );
      }
    });
  }

  /** @throws DrsError DUPLICATE_NAME where the account or its name is on record */
  async insert(
    account: NewTargetAccount,
    actor: string,
    now: Date,
  ): Promise<TargetAccount> {
    try {
      await this.#knex('target_accounts').insert(
        columnsOf(account, actor, now),
      );
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      throw await this.#duplicate(account);
    }
    const stored = await this.get(account.accountId);
    if (!stored) {
      throw new Error(`Account ${account.accountId} vanished after insertion`);
    }
    return stored;
  }

  async #duplicate(account: NewTargetAccount): Promise<DrsError> {
    const known = await this.get(account.accountId);
    const message = known
      ? `Account ${account.accountId} is on record already, as "${known.accountName}"`
      : `Another account is named "${account.accountName}"`;
    return new DrsError('DUPLICATE_NAME', message, [
      {
        code: 'DUPLICATE_NAME',
        severity: 'BLOCKING',
        field: known ? 'accountId' : 'accountName',
        message,
      },
    ]);
  }

  async get(accountId: string): Promise<TargetAccount | undefined> {
    const row = await this.#rows().where({ account_id: accountId }).first();
    return row && accountOf(row);
  }

  /** How to get into an account; undefined where it is not on record. */
  async access(accountId: string): Promise<AccountAccess | undefined> {
    const row = await this.#rows().where({ account_id: accountId }).first();
    return (
      row && {
        accountId: row.account_id,
        roleName: row.role_name,
        ...(row.external_id !== null && { externalId: row.external_id }),
        regions: fromJson(regionsSchema, row.regions),
      }
    );
  }

  /** Every account, by name: there are tens of them, not thousands. */
  async all(): Promise<TargetAccount[]> {
    const rows = await this.#rows().orderBy('name_key');
    return rows.map(accountOf);
  }

  async page(query: {
    limit: number;
    cursor?: string;
  }): Promise<Page<TargetAccount>> {
    const rows = this.#rows()
      .orderBy('name_key')
      .limit(query.limit + 1);
    if (query.cursor) {
      const [after] = decodeCursor(query.cursor, z.tuple([textKey]));
      rows.where('name_key', '>', after);
    }
    return pageOfRows(
      await rows,
      query.limit,
      row => [row.name_key],
      accountOf,
    );
  }

  #rows() {
    return this.#knex<AccountRow>('target_accounts');
  }
}
