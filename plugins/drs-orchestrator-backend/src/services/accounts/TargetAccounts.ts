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
import type { Clock, Scope } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ErrorCode,
  type Finding,
  type ResponseOf,
  type TargetAccount,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import type { Authorizer, Judge } from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import { AccountUses, type AccountUse } from '../../database/AccountUses';
import { inTransaction } from '../../database/inTransaction';
import { lockScopes } from '../../database/scopeLock';
import {
  TargetAccountStore,
  type AccountContent,
  type StoredAccount,
} from '../../database/TargetAccountStore';
import { permissionsOf } from '../actions';
import { refuseIfBlocked } from '../refusal';
import {
  ACCOUNT_ACTIONS,
  accountAnswer,
  inUse,
  useFinding,
} from './accountAnswer';

const refusal = (code: ErrorCode, field: string, message: string): DrsError =>
  new DrsError(code, message, [{ code, severity: 'BLOCKING', field, message }]);

const notOnRecord = (accountId: string): DrsError =>
  new DrsError(
    'TARGET_ACCOUNT_NOT_FOUND',
    `Account ${accountId} is not on record`,
  );

/** An account is there for whoever may see anything that could be in it. */
export const isSeenBy = (judge: Judge, account: StoredAccount): boolean =>
  account.regions.some(region =>
    judge.mayIn('viewResources', { accountId: account.accountId, region }),
  );

/** What target accounts are made of. */
export interface TargetAccountsOptions {
  knex: Knex;
  store: TargetAccountStore;
  authorizer: Authorizer;
  clock: Clock;
}

/** The accounts on record: no other is ever reached. */
export class TargetAccounts {
  readonly #knex: Knex;
  readonly #store: TargetAccountStore;
  readonly #authorizer: Authorizer;
  readonly #clock: Clock;

  static create(options: TargetAccountsOptions): TargetAccounts {
    return new TargetAccounts(options);
  }

  private constructor(options: TargetAccountsOptions) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#authorizer = options.authorizer;
    this.#clock = options.clock;
  }

  async list(
    { query }: ValidRequest<'list_target_accounts'>,
    context: RequestContext,
  ): Promise<ResponseOf<'list_target_accounts'>> {
    const [page, judge] = await Promise.all([
      this.#store.page(query),
      this.#authorizer.judge(['viewResources'], context),
    ]);
    const seen = page.items.filter(account => isSeenBy(judge, account));
    return { ...page, items: await this.#answers(seen, context) };
  }

  async get(
    { params }: ValidRequest<'get_target_account'>,
    context: RequestContext,
  ): Promise<TargetAccount> {
    const [account, judge] = await Promise.all([
      this.stored(params.accountId),
      this.#authorizer.judge(['viewResources'], context),
    ]);
    if (!isSeenBy(judge, account)) {
      throw notOnRecord(params.accountId);
    }
    return this.answer(account, context);
  }

  async create(
    { body }: ValidRequest<'create_target_account'>,
    context: RequestContext,
  ): Promise<TargetAccount> {
    const actor = actorOf(context);
    const now = this.#clock.now();
    await this.#unlessDuplicate(body, () =>
      inTransaction(this.#knex, trx =>
        TargetAccountStore.create(trx).insert(body, actor, now),
      ),
    );
    return this.answer(await this.stored(body.accountId), context);
  }

  /** Takes no Region away in which there are groups: nothing could reach their servers any more. */
  async update(
    { params, body }: ValidRequest<'update_target_account'>,
    context: RequestContext,
  ): Promise<TargetAccount> {
    const { accountId } = params;
    const account = await this.stored(accountId);
    if (account.version !== body.version) {
      throw await this.versionConflict(accountId, context);
    }
    const content = contentOf(body);
    const left = account.regions.filter(
      region => !content.regions.includes(region),
    );
    const change = () =>
      inTransaction(this.#knex, async trx => {
        await lockScopes(trx, scopesIn(accountId, left));
        const groups = await AccountUses.create(trx).groupsIn(accountId, left);
        if (groups.length > 0) {
          throw new DrsError(
            'INVALID_STATE',
            `Groups recover servers of ${[
              ...new Set(groups.map(group => group.region)),
            ].join(', ')}: the Region cannot be taken off the record`,
            groups.map(neededRegion),
          );
        }
        return TargetAccountStore.create(trx).update(
          accountId,
          body.version,
          content,
          {
            now: this.#clock.now(),
            keepsValidation: isReachedAlike(account, content),
          },
        );
      });
    const updated = await this.#unlessDuplicate(
      { accountName: content.accountName },
      change,
    );
    if (!updated) {
      throw await this.versionConflict(accountId, context);
    }
    return this.answer(await this.stored(accountId), context);
  }

  async delete({
    params,
  }: ValidRequest<'delete_target_account'>): Promise<undefined> {
    const account = await this.stored(params.accountId);
    const { accountId, accountName } = account;
    await inTransaction(this.#knex, async trx => {
      // No group is written in one of its Regions meanwhile.
      await lockScopes(trx, scopesIn(accountId, account.regions));
      const uses = AccountUses.create(trx);
      const users = await uses.of(accountId);
      if (users.length > 0) {
        const counts = await uses.counts([accountId]);
        throw new DrsError(
          'INVALID_STATE',
          inUse(accountName, counts.get(accountId)),
          users.map(useFinding),
        );
      }
      await TargetAccountStore.create(trx).delete(accountId);
    });
    return undefined;
  }

  /** @throws DrsError TARGET_ACCOUNT_NOT_FOUND */
  async stored(accountId: string): Promise<StoredAccount> {
    const account = await this.#store.get(accountId);
    if (!account) {
      throw notOnRecord(accountId);
    }
    return account;
  }

  /** Every account on record, by name. */
  all(): Promise<StoredAccount[]> {
    return this.#store.all();
  }

  /** An account in the contract's words, with what the caller may do to it. */
  async answer(
    account: StoredAccount,
    context: RequestContext,
  ): Promise<TargetAccount> {
    const [answer] = await this.#answers([account], context);
    return answer;
  }

  /** That somebody changed the record meanwhile, with the record as it is now. */
  async versionConflict(
    accountId: string,
    context: RequestContext,
  ): Promise<DrsError> {
    const current = await this.answer(await this.stored(accountId), context);
    return new DrsError(
      'VERSION_CONFLICT',
      `The account was changed meanwhile: it has version ${current.version} now`,
      [],
      { current },
    );
  }

  /**
   * @param account - what is written; its ID where the record is new
   * @throws DrsError DUPLICATE_NAME where the account or its name is on record
   */
  async #unlessDuplicate<T>(
    account: { accountId?: string; accountName: string },
    write: () => Promise<T>,
  ): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      const { accountId, accountName } = account;
      const known = accountId && (await this.#store.get(accountId));
      throw known
        ? refusal(
            'DUPLICATE_NAME',
            'accountId',
            `Account ${accountId} is on record already, as "${known.accountName}"`,
          )
        : refusal(
            'DUPLICATE_NAME',
            'accountName',
            `Another account is named "${accountName}"`,
          );
    }
  }

  async #answers(
    accounts: readonly StoredAccount[],
    context: RequestContext,
  ): Promise<TargetAccount[]> {
    const [judge, uses] = await Promise.all([
      this.#authorizer.judge(permissionsOf(ACCOUNT_ACTIONS), context),
      AccountUses.create(this.#knex).counts(
        accounts.map(account => account.accountId),
      ),
    ]);
    return accounts.map(account =>
      accountAnswer(account, uses.get(account.accountId), judge),
    );
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
  ): Promise<StoredAccount> {
    if (accountId !== undefined) {
      const account = await this.#store.get(accountId);
      if (!account) {
        const { message } = unknownAccount(accountId);
        throw refusal('ACCOUNT_UNKNOWN', 'accountId', message);
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
    const { accountId, regions } = await this.accountFor(
      record.accountId,
      context,
    );
    const scope = { accountId, region: record.region };
    refuseIfBlocked(scopeFindings(scope, regions));
    return scope;
  }

  /**
   * The accounts and Regions on record that pass a filter.
   *
   * @throws DrsError ACCOUNT_UNKNOWN where the filter names one that is not
   */
  async scopes(filter: ScopeFilter): Promise<Scope[]> {
    return filtered(scopesOf(await this.#store.all()), filter);
  }

  /**
   * Those of them in which the caller may see anything: the others are for them
   * as if they were not on record.
   *
   * @throws DrsError ACCOUNT_UNKNOWN where the filter names one that is not
   */
  async seenScopes(
    filter: ScopeFilter,
    context: RequestContext,
  ): Promise<Scope[]> {
    const [accounts, judge] = await Promise.all([
      this.#store.all(),
      this.#authorizer.judge(['viewResources'], context),
    ]);
    return filtered(
      scopesOf(accounts).filter(scope => judge.mayIn('viewResources', scope)),
      filter,
    );
  }
}

/**
 * Whether a record may be made in an account and Region.
 *
 * @param regions - for which the account is on record; undefined: it is not
 */
export function scopeFindings(
  { accountId, region }: Scope,
  regions: readonly string[] | undefined,
): Finding[] {
  if (!regions) {
    return [unknownAccount(accountId)];
  }
  return regions.includes(region)
    ? []
    : [
        {
          code: 'ACCOUNT_UNKNOWN',
          severity: 'BLOCKING',
          field: 'region',
          message: `Account ${accountId} is on record for ${regions.join(
            ', ',
          )}, not for ${region}`,
        },
      ];
}

/** That a record is for an account that is not on record. */
export const unknownAccount = (accountId: string): Finding => ({
  code: 'ACCOUNT_UNKNOWN',
  severity: 'BLOCKING',
  field: 'accountId',
  message: `Account ${accountId} is not on record`,
});

/** Which accounts and Regions are asked for; absent: all. */
interface ScopeFilter {
  readonly accountId?: string;
  readonly region?: string;
}

const scopesIn = (accountId: string, regions: readonly string[]): Scope[] =>
  regions.map(region => ({ accountId, region }));

const scopesOf = (accounts: readonly StoredAccount[]): Scope[] =>
  accounts.flatMap(({ accountId, regions }) => scopesIn(accountId, regions));

/** @throws DrsError ACCOUNT_UNKNOWN where the filter names one that is not among them */
function filtered(all: readonly Scope[], filter: ScopeFilter): Scope[] {
  const scopes = all.filter(
    ({ accountId }) => !filter.accountId || accountId === filter.accountId,
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

function contentOf(
  body: ValidRequest<'update_target_account'>['body'],
): AccountContent {
  const { accountName, roleName, regions, stagingAccounts = [] } = body;
  return {
    accountName,
    roleName,
    regions,
    stagingAccounts,
    ...(body.externalId !== undefined && {
      externalId: { value: body.externalId },
    }),
    ...(body.removeExternalId && { externalId: { value: undefined } }),
  };
}

/** That a Region cannot be taken off an account's record, for what needs it. */
export const neededRegion = (use: AccountUse): Finding => ({
  ...useFinding(use),
  field: 'regions',
});

/** Whether what a validation found of the one is true of the other. */
export const isReachedAlike = (
  account: StoredAccount,
  content: AccountContent,
): boolean =>
  content.externalId === undefined &&
  content.roleName === account.roleName &&
  JSON.stringify(content.regions) === JSON.stringify(account.regions) &&
  JSON.stringify(content.stagingAccounts) ===
    JSON.stringify(account.stagingAccounts);
