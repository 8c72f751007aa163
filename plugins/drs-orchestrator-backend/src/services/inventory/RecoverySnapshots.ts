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

import type {
  DrsAccess,
  ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from './Inventory';
import { snapshotPage } from './snapshotPages';

type Query = ValidRequest<'get_recovery_snapshots'>['query'];

/** The points in time to which source servers can be recovered. */
export class RecoverySnapshots {
  readonly #access: DrsAccess;
  readonly #inventory: Inventory;
  readonly #accounts: TargetAccounts;

  static create(options: {
    access: DrsAccess;
    inventory: Inventory;
    accounts: TargetAccounts;
  }): RecoverySnapshots {
    return new RecoverySnapshots(
      options.access,
      options.inventory,
      options.accounts,
    );
  }

  private constructor(
    access: DrsAccess,
    inventory: Inventory,
    accounts: TargetAccounts,
  ) {
    this.#access = access;
    this.#inventory = inventory;
    this.#accounts = accounts;
  }

  /** @throws DrsError SOURCE_SERVER_NOT_FOUND, ACCOUNT_UNKNOWN, ACCOUNT_UNREACHABLE */
  async list({
    params,
    query,
  }: ValidRequest<'get_recovery_snapshots'>): Promise<
    ResponseOf<'get_recovery_snapshots'>
  > {
    const { accountId, region, sourceServerId } = await this.#find(
      params.sourceServerId,
      query,
    );
    const drs = await this.#access.drs({ accountId, region });
    return snapshotPage(drs, sourceServerId, query);
  }

  async #find(
    sourceServerId: string,
    query: Query,
  ): Promise<ObservedSourceServer> {
    const scopes = await this.#accounts.scopes(query);
    const { servers, unavailable } = await this.#inventory.survey(scopes);
    const server = servers.find(one => one.sourceServerId === sourceServerId);
    if (server) {
      return server;
    }
    const [unreached] = unavailable;
    if (unreached) {
      throw new DrsError(
        'ACCOUNT_UNREACHABLE',
        `${sourceServerId} was not found where DRS could be asked, and account ${unreached.accountId} in ${unreached.region} could not: ${unreached.message}`,
      );
    }
    throw new DrsError(
      'SOURCE_SERVER_NOT_FOUND',
      `There is no source server ${sourceServerId} in the accounts and Regions asked`,
    );
  }
}
