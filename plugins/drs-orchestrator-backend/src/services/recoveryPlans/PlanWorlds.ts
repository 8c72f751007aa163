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
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type {
  ProtectionGroupStore,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import { groupIdsOf } from '../../database/RecoveryPlanStore';
import type { Inventory } from '../inventory/Inventory';
import type { PlanWorld } from './resolveWaves';

/** The accounts and Regions of groups, each once, in order. */
export const scopesOf = (groups: Iterable<StoredGroup>): Scope[] =>
  [
    ...new Map(
      [...groups].map(({ accountId, region }) => [
        scopeKey({ accountId, region }),
        { accountId, region },
      ]),
    ).entries(),
  ]
    .sort(([a], [b]) => a.localeCompare(b, 'en-US'))
    .map(([, scope]) => scope);

/** Gathers what plans are judged against. */
export class PlanWorlds {
  readonly #groups: ProtectionGroupStore;
  readonly #inventory: Inventory;

  static create(options: {
    groups: ProtectionGroupStore;
    inventory: Inventory;
  }): PlanWorlds {
    return new PlanWorlds(options.groups, options.inventory);
  }

  private constructor(groups: ProtectionGroupStore, inventory: Inventory) {
    this.#groups = groups;
    this.#inventory = inventory;
  }

  /**
   * @param options.live - asks AWS now
   * @throws AwsFailure where an account and Region of the plan cannot be asked
   */
  async of(
    plan: {
      accountId: string;
      waves: readonly { protectionGroupIds: readonly string[] }[];
    },
    options: { live?: boolean } = {},
  ): Promise<PlanWorld> {
    const groups = await this.#groups.byIds(groupIdsOf(plan.waves));
    // Groups of other accounts are refused without asking about their servers.
    const scopes = scopesOf(groups.values()).filter(
      scope => scope.accountId === plan.accountId,
    );
    const servers = new Map<string, readonly ObservedSourceServer[]>(
      await Promise.all(
        scopes.map(
          async scope =>
            [
              scopeKey(scope),
              await this.#inventory.servers(scope, options),
            ] as const,
        ),
      ),
    );
    return { accountId: plan.accountId, groups, servers };
  }
}
