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
  scopeKey,
  type AccountAccess,
  type AwsFailure,
  type Clock,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  SERVERS_PER_STAGING_ACCOUNT,
  type AccountCapacity as AccountCapacityAnswer,
  type Capacity,
  type Quota,
  type ScopeCapacity,
  type StagingAccount,
  type StagingCapacity,
  type Unavailable,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import type { StoredAccount } from '../../database/TargetAccountStore';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from '../inventory/Inventory';
import { learnt } from '../preflight/learnt';
import type { Quotas } from './Quotas';
import {
  quotaUse,
  quotaValue,
  type QuotaName,
  type QuotaUse,
} from './quotasInForce';
import { RecentAnswers } from './RecentAnswers';

/** For how long a look into a staging account serves, as one into the inventory does. */
const STAGING_FRESH_FOR_MS = 5_000;
const KEPT_STAGING_ACCOUNTS = 500;

/** What the capacity is told from. */
export interface AccountCapacityOptions {
  access: AccountAccess;
  accounts: TargetAccounts;
  inventory: Inventory;
  quotas: Quotas;
  clock: Clock;
}

/** What was found of one account and Region. */
interface Look {
  readonly item?: ScopeCapacity;
  readonly unavailable: readonly Unavailable[];
}

/** What accounts, Regions and staging accounts take, and how much of it is used. */
export class AccountCapacity {
  readonly #options: AccountCapacityOptions;
  readonly #staging: RecentAnswers<ObservedSourceServer[]>;

  static create(options: AccountCapacityOptions): AccountCapacity {
    return new AccountCapacity(options);
  }

  private constructor(options: AccountCapacityOptions) {
    this.#options = options;
    this.#staging = RecentAnswers.create({
      clock: options.clock,
      freshForMs: STAGING_FRESH_FOR_MS,
      capacity: KEPT_STAGING_ACCOUNTS,
    });
  }

  async get(
    { query }: ValidRequest<'get_drs_account_capacity'>,
    context: RequestContext,
  ): Promise<AccountCapacityAnswer> {
    const { accounts, clock } = this.#options;
    const [scopes, all] = await Promise.all([
      accounts.seenScopes(query, context),
      accounts.all(),
    ]);
    const byId = new Map(all.map(account => [account.accountId, account]));
    const looks = await Promise.all(
      scopes.map(async (scope): Promise<Look> => {
        const account = byId.get(scope.accountId);
        // Taken off the record just now.
        return account ? this.#look(account, scope) : { unavailable: [] };
      }),
    );
    const items = looks.flatMap(({ item }) => item ?? []);
    return {
      observedAt: clock.now().toISOString(),
      items,
      total: totalOf(items),
      unavailable: withoutRepeats(looks.flatMap(look => look.unavailable)),
    };
  }

  async #look(account: StoredAccount, scope: Scope): Promise<Look> {
    const asked = await learnt(
      Promise.all([
        this.#options.inventory.servers(scope),
        this.#options.quotas.jobs(scope),
      ]),
    );
    if (!asked.known && asked.failure.kind !== 'not-initialized') {
      return { unavailable: [unavailableOf(scope, asked.failure)] };
    }
    const [servers, jobs] = asked.known ? asked.value : [[], []];
    const use = quotaUse(scope.accountId, servers, jobs);
    const [{ quotas }, staging] = await Promise.all([
      this.#options.quotas.inForce(scope, use),
      Promise.all(
        stagingOf(account, scope, servers).map(one =>
          this.#stagingCapacity(account.accountId, scope, one, servers),
        ),
      ),
    ]);
    return {
      item: {
        ...scope,
        accountName: account.accountName,
        initialized: asked.known,
        sourceServers: capacityOf('SOURCE_SERVERS', quotas, use),
        extendedSourceServers: servers.filter(
          ({ stagingAccountId = scope.accountId }) =>
            stagingAccountId !== scope.accountId,
        ).length,
        recoveryInstances: capacityOf('RECOVERY_INSTANCES', quotas, use),
        jobs: capacityOf('CONCURRENT_JOBS', quotas, use),
        serversInJobs: capacityOf('SERVERS_IN_ALL_JOBS', quotas, use),
        stagingAccounts: [
          {
            accountId: scope.accountId,
            onRecord: true,
            replicatingServers: capacityOf('REPLICATING_SERVERS', quotas, use),
            observed: true,
          },
          ...staging.map(({ capacity }) => capacity),
        ],
      },
      unavailable: staging.flatMap(({ unavailable }) => unavailable ?? []),
    };
  }

  /**
   * How many servers replicate into a staging account: as it says itself, or else
   * as many as are extended from it into the target account.
   */
  async #stagingCapacity(
    targetAccountId: string,
    { region }: Scope,
    { accountId, record }: { accountId: string; record?: StagingAccount },
    extended: readonly ObservedSourceServer[],
  ): Promise<{ capacity: StagingCapacity; unavailable?: Unavailable }> {
    const limit = record?.maxServers ?? SERVERS_PER_STAGING_ACCOUNT;
    const fromTarget = {
      accountId,
      onRecord: record !== undefined,
      replicatingServers: capacity(
        extended.filter(server => server.stagingAccountId === accountId).length,
        limit,
      ),
      observed: false,
    };
    if (!record) {
      return { capacity: fromTarget };
    }
    const scope = { accountId, region };
    const servers = await learnt(this.#stagingServers(targetAccountId, scope));
    if (!servers.known) {
      return {
        capacity: fromTarget,
        unavailable: unavailableOf(scope, servers.failure),
      };
    }
    return {
      capacity: {
        ...fromTarget,
        replicatingServers: capacity(
          quotaUse(accountId, servers.value, []).REPLICATING_SERVERS ?? 0,
          limit,
        ),
        observed: true,
      },
    };
  }

  #stagingServers(
    targetAccountId: string,
    scope: Scope,
  ): Promise<ObservedSourceServer[]> {
    // By way of the target account: the role on record for it may be another.
    return this.#staging.get(
      `${targetAccountId}>${scopeKey(scope)}`,
      async () => {
        const { drs } = await this.#options.access.stagingServices(
          targetAccountId,
          scope,
        );
        return drs.describeSourceServers();
      },
    );
  }
}

const unavailableOf = (
  { accountId, region }: Scope,
  { code, message }: AwsFailure,
): Unavailable => ({ accountId, region, code, message });

const capacity = (used: number, limit: number): Capacity => ({
  used,
  limit,
  headRoom: Math.max(0, limit - used),
});

const capacityOf = (
  name: QuotaName,
  quotas: readonly Quota[],
  use: QuotaUse,
): Capacity => capacity(use[name] ?? 0, quotaValue(quotas, name));

/** The staging accounts of a Region by priority, then those that only servers tell of. */
function stagingOf(
  account: StoredAccount,
  { accountId, region }: Scope,
  servers: readonly ObservedSourceServer[],
): { accountId: string; record?: StagingAccount }[] {
  const onRecord = account.stagingAccounts
    .filter(staging => staging.region === region)
    .sort(
      (one, other) =>
        one.priority - other.priority ||
        one.accountId.localeCompare(other.accountId),
    );
  const known = new Set([
    accountId,
    ...onRecord.map(staging => staging.accountId),
  ]);
  const unrecorded = new Set(
    servers.flatMap(({ stagingAccountId }) =>
      stagingAccountId !== undefined && !known.has(stagingAccountId)
        ? [stagingAccountId]
        : [],
    ),
  );
  return [
    ...onRecord.map(record => ({ accountId: record.accountId, record })),
    ...[...unrecorded].sort().map(id => ({ accountId: id })),
  ];
}

function totalOf(
  items: readonly ScopeCapacity[],
): AccountCapacityAnswer['total'] {
  const sum = (parts: readonly Capacity[]): Capacity =>
    parts.reduce<Capacity>(
      (total, part) => ({
        used: total.used + part.used,
        limit: total.limit + part.limit,
        headRoom: total.headRoom + part.headRoom,
      }),
      capacity(0, 0),
    );
  const initialized = items.filter(item => item.initialized);
  const staging = new Map<string, Capacity>();
  for (const { region, stagingAccounts } of initialized) {
    for (const { accountId, replicatingServers } of stagingAccounts) {
      const key = scopeKey({ accountId, region });
      const known = staging.get(key);
      // Two target accounts may know different parts of it.
      if (!known || known.used < replicatingServers.used) {
        staging.set(key, replicatingServers);
      }
    }
  }
  return {
    sourceServers: sum(initialized.map(item => item.sourceServers)),
    recoveryInstances: sum(initialized.map(item => item.recoveryInstances)),
    replicatingServers: sum([...staging.values()]),
  };
}

const withoutRepeats = (unavailable: readonly Unavailable[]): Unavailable[] => [
  ...new Map(unavailable.map(one => [scopeKey(one), one])).values(),
];
