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
  RELATION_HAS_PART,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { scopeKey } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  entitySelection,
  RECOVERY_PLAN_ANNOTATION,
  type Readiness as ReadinessAnswer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { insufficient, type Authorizer } from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { RecordAttributes } from '../../database/RecordAttributes';
import type { ProtectionGroupStore } from '../../database/ProtectionGroupStore';
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
import { askedOfCatalog } from '../askedOfCatalog';
import { resolveWaves } from '../recoveryPlans/resolveWaves';
import type { AnnotatedEntity } from './facts';
import { judgeReadiness, serversOfEntities } from './judgement';

/** What readiness is made of. */
export interface ReadinessOptions {
  authorizer: Authorizer;
  records: RecordAttributes;
  catalog: CatalogService;
  accounts: TargetAccounts;
  inventory: Inventory;
  groups: ProtectionGroupStore;
  plans: RecoveryPlanStore;
  listings: ExecutionListings;
}

const annotated = (entity: Entity): AnnotatedEntity => ({
  entityRef: stringifyEntityRef(entity),
  selection: entitySelection(entity.metadata.annotations),
});

/** Tells whether a catalog entity could be recovered now. */
export class Readiness {
  readonly #options: ReadinessOptions;

  static create(options: ReadinessOptions): Readiness {
    return new Readiness(options);
  }

  private constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** @throws DrsError ENTITY_NOT_FOUND, INSUFFICIENT_PERMISSIONS, or as {@link askedOfCatalog} */
  async get(
    { query }: ValidRequest<'get_readiness'>,
    context: RequestContext,
  ): Promise<ReadinessAnswer> {
    const { accounts, inventory, groups, listings } = this.#options;
    const entity = await askedOfCatalog(() =>
      this.#options.catalog.getEntityByRef(query.entityRef, {
        credentials: context.credentials,
      }),
    );
    if (!entity) {
      throw new DrsError(
        'ENTITY_NOT_FOUND',
        `The catalog has no entity ${query.entityRef}`,
      );
    }
    const entities = await this.#withParts(entity, context);
    const judge = await this.#options.authorizer.judge(
      ['viewResources'],
      context,
    );
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
    const own = serversOfEntities(entities, survey.servers).flatMap(
      ({ servers }) => servers,
    );
    const holders = groupsOfServers(nearGroups, own);
    // Whoever annotates an entity does not own the servers that it names.
    if (
      own.some(
        server =>
          !judge.may(
            'viewResources',
            serverRecord(server, holders.get(serverKey(server))),
          ),
      )
    ) {
      throw insufficient('viewResources', judge);
    }
    const holding = new Set(
      [...holders.values()].flat().map(group => group.groupId),
    );
    const planName =
      entity.metadata.annotations?.[RECOVERY_PLAN_ANNOTATION]?.trim();
    const named = planName ? await this.#named(planName) : undefined;
    const candidates = await this.#plansOf([...holding], named);
    const seen = await this.#options.records.seenBy(
      judge,
      'recovery-plan',
      candidates.map(plan => plan.planId),
    );
    const plans = candidates.filter(plan => seen.has(plan.planId));
    const planIds = plans.map(plan => plan.planId);
    const [endedDrills, lastDrills] = await Promise.all([
      listings.lastDrillsOf(planIds, { ended: true }),
      listings.lastDrillsOf(planIds, { ended: false }),
    ]);
    const servers = Map.groupBy(survey.servers, scopeKey);
    const groupsById = new Map(nearGroups.map(group => [group.groupId, group]));
    return judgeReadiness({
      entityRef: stringifyEntityRef(entity),
      entities,
      survey,
      scopesOnRecord: new Set(onRecord.map(scopeKey)),
      groups: nearGroups,
      plans: plans.map(plan => ({
        planId: plan.planId,
        planName: plan.planName,
        waves: resolveWaves(
          plan.waves,
          { accountId: plan.accountId, groups: groupsById, servers },
          'WARNING',
        ).waves,
      })),
      ...(planName && { namedPlan: { name: planName, planId: named?.planId } }),
      endedDrills,
      lastDrills,
    });
  }

  /** An entity, and what a System is made of, by one question to the catalog. */
  async #withParts(
    entity: Entity,
    { credentials }: RequestContext,
  ): Promise<AnnotatedEntity[]> {
    const isSystem = entity.kind.toLocaleLowerCase('en-US') === 'system';
    const partRefs = isSystem
      ? (entity.relations ?? [])
          .filter(relation => relation.type === RELATION_HAS_PART)
          .map(relation => relation.targetRef)
      : [];
    if (partRefs.length === 0) {
      return [annotated(entity)];
    }
    const { items } = await askedOfCatalog(() =>
      this.#options.catalog.getEntitiesByRefs(
        {
          entityRefs: partRefs,
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.annotations',
          ],
        },
        { credentials },
      ),
    );
    const parts = items.flatMap(part => (part ? [annotated(part)] : []));
    const self = annotated(entity);
    // A System seldom names servers itself; then it is the sum of its parts.
    return self.selection.kind === 'none' ? parts : [self, ...parts];
  }

  async #named(nameOrId: string): Promise<StoredPlan | undefined> {
    const { plans } = this.#options;
    return (await plans.get(nameOrId)) ?? (await plans.byName(nameOrId));
  }

  async #plansOf(
    groupIds: readonly string[],
    named: StoredPlan | undefined,
  ): Promise<StoredPlan[]> {
    const using = await this.#options.plans.usingGroups(groupIds);
    return [
      ...new Map(
        [...using, ...(named ? [named] : [])].map(plan => [plan.planId, plan]),
      ).values(),
    ];
  }
}
