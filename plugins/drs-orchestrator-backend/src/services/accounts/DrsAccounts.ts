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

import { AwsFailure, inTime, type Scope } from '@drs-orchestrator/drs-engine';
import type {
  DrsAccounts as DrsAccountsAnswer,
  Unavailable,
  ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import type { Inventory } from '../inventory/Inventory';
import type { TargetAccounts } from './TargetAccounts';

type RegionState = DrsAccountsAnswer['items'][number]['regions'][number];

/** The accounts on record, with whether DRS is set up in their Regions. */
export class DrsAccounts {
  readonly #accounts: TargetAccounts;
  readonly #inventory: Inventory;

  static create(options: {
    accounts: TargetAccounts;
    inventory: Inventory;
  }): DrsAccounts {
    return new DrsAccounts(options);
  }

  private constructor(options: {
    accounts: TargetAccounts;
    inventory: Inventory;
  }) {
    this.#accounts = options.accounts;
    this.#inventory = options.inventory;
  }

  async list(
    { query }: ValidRequest<'get_drs_accounts'>,
    context: RequestContext,
    /** What takes longer counts as unreachable. */
    { limitMs }: { limitMs?: number } = {},
  ): Promise<DrsAccountsAnswer> {
    const [scopes, accounts] = await Promise.all([
      this.#accounts.seenScopes(query, context),
      this.#accounts.all(),
    ]);
    const answers = await Promise.all(
      scopes.map(async scope => ({
        scope,
        ...(await this.#state(scope, limitMs)),
      })),
    );
    const byAccount = Map.groupBy(answers, ({ scope }) => scope.accountId);
    return {
      items: accounts.flatMap(({ accountId, accountName }) => {
        const regions = byAccount.get(accountId)?.map(({ state }) => state);
        return regions ? [{ accountId, accountName, regions }] : [];
      }),
      unavailable: answers.flatMap(({ unavailable }) => unavailable ?? []),
    };
  }

  async #state(
    scope: Scope,
    limitMs: number | undefined,
  ): Promise<{ state: RegionState; unavailable?: Unavailable }> {
    const { region } = scope;
    try {
      const answer = this.#inventory.servers(scope);
      const servers = await (limitMs === undefined
        ? answer
        : inTime(answer, limitMs));
      return {
        state: { region, state: 'INITIALIZED', sourceServers: servers.length },
      };
    } catch (error) {
      if (!(error instanceof AwsFailure)) {
        throw error;
      }
      if (error.kind === 'not-initialized') {
        return { state: { region, state: 'NOT_INITIALIZED' } };
      }
      const { code, message } = error;
      return {
        state: { region, state: 'UNKNOWN' },
        unavailable: { ...scope, code, message },
      };
    }
  }
}
