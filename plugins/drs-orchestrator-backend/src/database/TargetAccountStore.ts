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
  accountStatusSchema,
  accountValidationSchema,
  stagingAccountSchema,
  type AccountValidation,
  type NewTargetAccount,
  type StagingAccount,
  type TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  bookkeepingOf,
  firstBookkeeping,
  fromJson,
  nameKey,
  type Bookkeeping,
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
  staging_accounts: string;
  status: string;
  last_validation: string | null;
}

/** An account as it is stored, save its external ID. */
export interface StoredAccount
  extends Bookkeeping,
    Pick<
      TargetAccount,
      | 'accountId'
      | 'accountName'
      | 'roleName'
      | 'hasExternalId'
      | 'regions'
      | 'stagingAccounts'
      | 'status'
      | 'lastValidation'
    > {}

/** A changed record. */
export interface AccountContent {
  readonly accountName: string;
  readonly roleName: string;
  readonly regions: readonly string[];
  readonly stagingAccounts: readonly StagingAccount[];
  /** What becomes of the external ID; absent: it stays. */
  readonly externalId?: { readonly value: string | undefined };
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
const stagingAccountsSchema = z.array(stagingAccountSchema);

/** Of a record that no validation speaks for. */
const unvalidated = { status: 'UNVALIDATED', last_validation: null };

const columnsOf = (account: NewTargetAccount, actor: string, now: Date) => ({
  account_id: account.accountId,
  account_name: account.accountName,
  name_key: nameKey(account.accountName),
  role_name: account.roleName,
  external_id: account.externalId ?? null,
  regions: JSON.stringify(account.regions),
  staging_accounts: JSON.stringify(account.stagingAccounts ?? []),
  ...unvalidated,
  ...firstBookkeeping(actor, now),
});

const accountOf = (row: AccountRow): StoredAccount => ({
  accountId: row.account_id,
  accountName: row.account_name,
  roleName: row.role_name,
  hasExternalId: row.external_id !== null,
  regions: fromJson(regionsSchema, row.regions),
  stagingAccounts: fromJson(stagingAccountsSchema, row.staging_accounts),
  status: accountStatusSchema.parse(row.status),
  ...(row.last_validation !== null && {
    lastValidation: fromJson(accountValidationSchema, row.last_validation),
  }),
  ...bookkeepingOf(row),
});

/** The accounts on record; bound to a transaction where it is given one. */
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

  /** @throws a conflict of the database where the account or its name is on record */
  async insert(
    account: NewTargetAccount,
    actor: string,
    now: Date,
  ): Promise<void> {
    await this.#rows().insert(columnsOf(account, actor, now));
  }

  async get(accountId: string): Promise<StoredAccount | undefined> {
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

  /**
   * How to get into a staging account of an account: as the role on record for
   * it, with the external ID of the account.
   */
  async stagingAccess(
    accountId: string,
    staging: { accountId: string; region: string },
  ): Promise<AccountAccess | undefined> {
    const row = await this.#rows().where({ account_id: accountId }).first();
    const known =
      row &&
      fromJson(stagingAccountsSchema, row.staging_accounts).find(
        candidate =>
          candidate.accountId === staging.accountId &&
          candidate.region === staging.region,
      );
    return (
      known && {
        accountId: known.accountId,
        roleName: known.roleName,
        ...(row.external_id !== null && { externalId: row.external_id }),
        regions: [known.region],
      }
    );
  }

  /**
   * @param options.keepsValidation - whether what the last validation found is
   *   still about this record
   * @returns whether the version was still the one given
   * @throws a conflict of the database where another account has the name
   */
  async update(
    accountId: string,
    version: number,
    content: AccountContent,
    options: { now: Date; keepsValidation: boolean },
  ): Promise<boolean> {
    const updated = await this.#rows()
      .where({ account_id: accountId, version })
      .update({
        account_name: content.accountName,
        name_key: nameKey(content.accountName),
        role_name: content.roleName,
        regions: JSON.stringify(content.regions),
        staging_accounts: JSON.stringify(content.stagingAccounts),
        ...(content.externalId && {
          external_id: content.externalId.value ?? null,
        }),
        ...(options.keepsValidation ? {} : unvalidated),
        version: version + 1,
        updated_at: options.now,
      });
    return updated > 0;
  }

  /**
   * Keeps what a validation found. That is no change of the record, whose version
   * stays.
   *
   * @returns whether the record is still the one that was validated
   */
  async saveValidation(
    accountId: string,
    version: number,
    validation: AccountValidation,
  ): Promise<boolean> {
    const updated = await this.#rows()
      .where({ account_id: accountId, version })
      .update({
        status: validation.status,
        last_validation: JSON.stringify(validation),
      });
    return updated > 0;
  }

  /** @returns whether there was one */
  async delete(accountId: string): Promise<boolean> {
    return (await this.#rows().where({ account_id: accountId }).delete()) > 0;
  }

  /** Every account, by name: there are tens of them, not thousands. */
  async all(): Promise<StoredAccount[]> {
    const rows = await this.#rows().orderBy('name_key');
    return rows.map(accountOf);
  }

  async page(query: {
    limit: number;
    cursor?: string;
  }): Promise<Page<StoredAccount>> {
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
