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

import type { Clock, Scope } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ErrorCode,
  type ResponseOf,
  type TargetAccount,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { actorOf, type RequestContext } from '../../access/Caller';
import type { TargetAccountStore } from '../../database/TargetAccountStore';

const refusal = (code: ErrorCode, field: string, message: string): DrsError =>
  new DrsError(code, message, [{ code, severity: 'BLOCKING', field, message }]);

/** The accounts on record: no other is ever reached. */
export class TargetAccounts {
  readonly #store: TargetAccountStore;
  readonly #clock: Clock;

  static create(options: {
    store: TargetAccountStore;
    clock: Clock;
  }): TargetAccounts {
    return new TargetAccounts(options.store, options.clock);
  }

  private constructor(store: TargetAccountStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  list({
    query,
  }: ValidRequest<'list_target_accounts'>): Promise<
    ResponseOf<'list_target_accounts'>
  > {
    return this.#store.page(query);
  }

  async get({
    params,
  }: ValidRequest<'get_target_account'>): Promise<TargetAccount> {
    const account = await this.#store.get(params.accountId);
    if (!account) {
      throw new DrsError(
        'TARGET_ACCOUNT_NOT_FOUND',
        `Account ${params.accountId} is not on record`,
      );
    }
    return account;
  }

  create(
    { body }: ValidRequest<'create_target_account'>,
    context: RequestContext,
  ): Promise<TargetAccount> {
    return this.#store.insert(body, actorOf(context), this.#clock.now());
  }

  /**
   * The account that a new record is for: the one named, or the only one there
   * is. Programs always name it, as what they do must not change when a second
   * account is put on record.
   *
   * @throws DrsError ACCOUNT_REQUIRED, ACCOUNT_UNKNOWN
   */
  async accountFor(
    accountId: string | undefined,
    { caller }: RequestContext,
  ): Promise<TargetAccount> {
    if (accountId !== undefined) {
      const account = await this.#store.get(accountId);
      if (!account) {
        throw refusal(
          'ACCOUNT_UNKNOWN',
          'accountId',
          `Account ${accountId} is not on record`,
        );
      }
      return account;
    }
    const accounts = await this.#store.all();
    if (caller.kind !== 'person' || accounts.length !== 1) {
      throw refusal(
        'ACCOUNT_REQUIRED',
        'accountId',
        caller.kind === 'person'
          ? `Name the account: there are ${accounts.length} on record`
          : 'Name the account: programs always do',
      );
    }
    return accounts[0];
  }

  /** The accounts on record, by ID. */
  async ids(): Promise<ReadonlySet<string>> {
    const accounts = await this.#store.all();
    return new Set(accounts.map(account => account.accountId));
  }

  /**
   * The account and Region that a new record is for.
   *
   * @throws DrsError ACCOUNT_REQUIRED, ACCOUNT_UNKNOWN
   */
  async scopeFor(
    record: { accountId?: string; region: string },
    context: RequestContext,
  ): Promise<Scope> {
    const account = await this.accountFor(record.accountId, context);
    if (!account.regions.includes(record.region)) {
      throw refusal(
        'ACCOUNT_UNKNOWN',
        'region',
        `Account ${account.accountId} is on record for ${account.regions.join(
          ', ',
        )}, not for ${record.region}`,
      );
    }
    return { accountId: account.accountId, region: record.region };
  }

  /**
   * The accounts and Regions on record that pass a filter.
   *
   * @throws DrsError ACCOUNT_UNKNOWN where the filter names one that is not
   */
  async scopes(filter: {
    accountId?: string;
    region?: string;
  }): Promise<Scope[]> {
    const accounts = await this.#store.all();
    const scopes = accounts
      .filter(
        ({ accountId }) => !filter.accountId || accountId === filter.accountId,
      )
      .flatMap(({ accountId, regions }) =>
        regions.map(region => ({ accountId, region })),
      );
    if (filter.accountId && scopes.length === 0) {
      throw refusal(
        'ACCOUNT_UNKNOWN',
        'accountId',
        `Account ${filter.accountId} is not on record`,
      );
    }
    const inRegion = scopes.filter(
      ({ region }) => !filter.region || region === filter.region,
    );
    if (filter.region && inRegion.length === 0) {
      throw refusal(
        'ACCOUNT_UNKNOWN',
        'region',
        `No such account is on record for ${filter.region}`,
      );
    }
    return inRegion;
  }
}
