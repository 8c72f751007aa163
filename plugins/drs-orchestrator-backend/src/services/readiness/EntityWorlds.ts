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

import { scopeKey } from '@drs-orchestrator/drs-engine';
import type { Judge } from '../../access/Authorizer';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { ProtectionGroupStore } from '../../database/ProtectionGroupStore';
import type { RecordAttributes } from '../../database/RecordAttributes';
import type {
  RecoveryPlanStore,
  StoredPlan,
} from '../../database/RecoveryPlanStore';
import type { TargetAccounts } from '../accounts/TargetAccounts';
import type { Inventory } from '../inventory/Inventory';
import {
  groupsOfServers,
  serverKey,
  serverRecord,
} from '../inventory/membership';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import type { EndedDrills } from './EndedDrills';
import type { AnnotatedEntity, ReadinessFacts } from './facts';
import { serversOfEntities } from './judgement';
import { seenDrills } from './rehearsals';

/** What the worlds of entities are made of. */
export interface EntityWorldsOptions {
  records: RecordAttributes;
  accounts: TargetAccounts;
  inventory: Inventory;
  groups: ProtectionGroupStore;
  plans: RecoveryPlanStore;
  listings: ExecutionListings;
  drills: EndedDrills;
}

/** What the readiness of some entities follows from, as far as one caller may see it. */
export interface EntityWorld
  extends Omit<ReadinessFacts, 'entityRef' | 'entities' | 'plans'> {
  readonly plans: readonly (ReadinessFacts['plans'][number] & {
    readonly stored: StoredPlan;
  })[];
  /** The entities that name servers which the caller may not see. */
  readonly hidden: ReadonlySet<string>;
}

/** Gathers what the readiness of many entities follows from, by a few questions for all of them. */
export class EntityWorlds {
  readonly #options: EntityWorldsOptions;

  static create(options: EntityWorldsOptions): EntityWorlds {
    return new EntityWorlds(options);
  }

  private constructor(options: EntityWorldsOptions) {
    this.#options = options;
  }

  /** @param planName - the plan that an annotation names, by its name or ID */
  async of(
    entities: readonly AnnotatedEntity[],
    judge: Judge,
    planName?: string,
  ): Promise<EntityWorld> {
    const { accounts, drills, inventory, groups, listings, records } =
      this.#options;
    const onRecord = await accounts.scopes({});
    const wanted = new Set(
      entities.flatMap(({ selection }) =>
        selection.kind === 'selection' ? [scopeKey(selection)] : [],
      ),
    );
    const scopes = onRecord.filter(scope => wanted.has(scopeKey(scope)));
    const [survey, ...groupsOfScopes] = await Promise.all([
      inventory.survey(scopes),
      ...scopes.map(scope => groups.inScope(scope)),
    ]);
    const nearGroups = groupsOfScopes.flat();
    const chosen = serversOfEntities(entities, survey.servers);
    const holders = groupsOfServers(
      nearGroups,
      chosen.flatMap(({ servers }) => servers),
    );
    // Whoever annotates an entity does not own the servers that it names.
    const hidden = new Set(
      chosen
        .filter(({ servers }) =>
          servers.some(
            server =>
              !judge.may(
                'viewResources',
                serverRecord(server, holders.get(serverKey(server))),
              ),
          ),
        )
        .map(({ entityRef }) => entityRef),
    );
    const named = planName ? await this.#named(planName) : undefined;
    const plans = await this.#plansOf(
      [...new Set([...holders.values()].flat().map(group => group.groupId))],
      named,
      judge,
    );
    const servers = Map.groupBy(survey.servers, scopeKey);
    const groupsById = new Map(nearGroups.map(group => [group.groupId, group]));
    const coverage = plans.map(plan => ({
      planId: plan.planId,
      planName: plan.planName,
      stored: plan,
      waves: resolveWaves(
        plan.waves,
        { accountId: plan.accountId, groups: groupsById, servers },
        'WARNING',
      ).waves,
    }));
    const [endedDrills, lastDrills] = await Promise.all([
      drills.of(coverage, judge),
      listings.lastDrillsOf(
        plans.map(plan => plan.planId),
        { ended: false },
      ),
    ]);
    return {
      survey,
      scopesOnRecord: new Set(onRecord.map(scopeKey)),
      groups: nearGroups,
      plans: coverage,
      ...(planName && { namedPlan: { name: planName, planId: named?.planId } }),
      endedDrills,
      lastDrills: await seenDrills(lastDrills, records, judge),
      hidden,
    };
  }

  async #named(nameOrId: string): Promise<StoredPlan | undefined> {
    const { plans } = this.#options;
    return (await plans.get(nameOrId)) ?? (await plans.byName(nameOrId));
  }

  /** The plans that use any of the groups, and the one that is named, as far as the caller may see them. */
  async #plansOf(
    groupIds: readonly string[],
    named: StoredPlan | undefined,
    judge: Judge,
  ): Promise<StoredPlan[]> {
    const using = await this.#options.plans.usingGroups(groupIds);
    const candidates = new Map(
      [...using, ...(named ? [named] : [])].map(plan => [plan.planId, plan]),
    );
    const seen = await this.#options.records.seenBy(judge, 'recovery-plan', [
      ...candidates.keys(),
    ]);
    return [...candidates.values()].filter(plan => seen.has(plan.planId));
  }
}
