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
  extendingActions,
  launchChoiceActions,
  requiredActions,
  stagingActions,
  tagSyncActions,
  type AccountAccess,
  type AwsServices,
  type Clock,
} from '@drs-orchestrator/drs-engine';
import type {
  StagingAccount,
  TargetAccount,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import type { RequestContext } from '../../access/Caller';
import type {
  StoredAccount,
  TargetAccountStore,
} from '../../database/TargetAccountStore';
import type { Quotas } from '../capacity/Quotas';
import { quotaUse } from '../capacity/quotasInForce';
import { learnt } from '../preflight/learnt';
import { accountFindings, accountStatus } from './accountFindings';
import type {
  AccountSituation,
  ClosedRegion,
  EnteredRegion,
  ObservedStaging,
} from './accountSituation';
import type { TargetAccounts } from './TargetAccounts';

/** Regions that are looked at together; each takes several calls. */
const REGIONS_AT_ONCE = 4;

/** What accounts are validated by. */
export interface AccountValidationsOptions {
  accounts: TargetAccounts;
  store: TargetAccountStore;
  access: AccountAccess;
  quotas: Quotas;
  clock: Clock;
}

/**
 * Finds out whether an account can be used: enters every Region and staging
 * account anew and asks what a recovery asks, changing nothing.
 */
export class AccountValidations {
  readonly #options: AccountValidationsOptions;

  static create(options: AccountValidationsOptions): AccountValidations {
    return new AccountValidations(options);
  }

  private constructor(options: AccountValidationsOptions) {
    this.#options = options;
  }

  async validate(
    { params }: ValidRequest<'validate_target_account'>,
    context: RequestContext,
  ): Promise<TargetAccount> {
    const { accounts, store, clock } = this.#options;
    const account = await accounts.stored(params.accountId);
    const situation = await this.#situation(account);
    const findings = accountFindings(situation);
    const kept = await store.saveValidation(
      account.accountId,
      account.version,
      {
        at: clock.now().toISOString(),
        status: accountStatus({ regions: situation.regions, findings }),
        findings,
      },
    );
    if (!kept) {
      // What was found is about a record that is no more.
      throw await accounts.versionConflict(account.accountId, context);
    }
    return accounts.answer(await accounts.stored(account.accountId), context);
  }

  async #situation(account: StoredAccount): Promise<AccountSituation> {
    const inTurn = pLimit(REGIONS_AT_ONCE);
    const [hub, regions] = await Promise.all([
      learnt(this.#options.access.hubIdentity(account.regions[0])),
      Promise.all(
        account.regions.map(region =>
          inTurn(() => this.#region(account, region)),
        ),
      ),
    ]);
    return { account, hub, regions };
  }

  async #region(
    account: StoredAccount,
    region: string,
  ): Promise<EnteredRegion | ClosedRegion> {
    const { accountId } = account;
    const ofRegion = account.stagingAccounts.filter(
      staging => staging.region === region,
    );
    const entered = await learnt(
      this.#options.access.enter({ accountId, region }),
    );
    const target = entered.known ? entered.value : undefined;
    const staging = Promise.all(
      ofRegion.map(one => this.#staging(account, one, target)),
    );
    if (!entered.known) {
      return {
        region,
        entered: false,
        failure: entered.failure,
        staging: await staging,
      };
    }
    const services = entered.value;
    const [servers, missingPermissions] = await Promise.all([
      learnt(services.drs.describeSourceServers()),
      services.permissions.missingPermissions([
        ...new Set([
          ...requiredActions,
          ...tagSyncActions,
          ...launchChoiceActions,
          ...(ofRegion.length > 0 ? extendingActions : []),
        ]),
      ]),
    ]);
    const jobs = servers.known
      ? await learnt(this.#options.quotas.jobs({ accountId, region }))
      : undefined;
    const { quotas, notice } = await this.#options.quotas.inForce(
      { accountId, region },
      servers.known
        ? quotaUse(accountId, servers.value, jobs?.known ? jobs.value : [])
        : {},
    );
    return {
      region,
      entered: true,
      servers,
      ...(missingPermissions && { missingPermissions }),
      quotas,
      ...(notice !== undefined && { quotasNotice: notice }),
      staging: await staging,
    };
  }

  async #staging(
    account: StoredAccount,
    staging: StagingAccount,
    target: AwsServices | undefined,
  ): Promise<ObservedStaging> {
    const [entered, extensible] = await Promise.all([
      learnt(
        this.#options.access.stagingServices(account.accountId, staging, {
          anew: true,
        }),
      ),
      target &&
        learnt(
          target.extendedServers
            .extensible(staging.accountId)
            .then(servers => servers.length),
        ),
    ]);
    if (!entered.known) {
      return { staging, entered, ...(extensible && { extensible }) };
    }
    const { drs, permissions } = entered.value;
    const [servers, missingPermissions] = await Promise.all([
      learnt(drs.describeSourceServers()),
      permissions.missingPermissions(stagingActions),
    ]);
    return {
      staging,
      entered: { known: true, value: true },
      servers,
      ...(missingPermissions && { missingPermissions }),
      ...(extensible && { extensible }),
    };
  }
}
