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

import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DrsError,
  RECOVERY_PLAN_ANNOTATION,
  terminalExecutionStatuses,
  type DependencyReadiness,
  type Neighbour,
  type Readiness as ReadinessAnswer,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  insufficient,
  type Authorizer,
  type Judge,
} from '../../access/Authorizer';
import type { RequestContext } from '../../access/Caller';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { RecoveryPlans } from '../recoveryPlans/RecoveryPlans';
import { CatalogReading, type NextTo } from './CatalogReading';
import type { EntityWorld, EntityWorlds } from './EntityWorlds';
import type { AnnotatedEntity } from './facts';
import {
  judgeEach,
  judgeReadiness,
  shortOf,
  type ReadinessJudgement,
} from './judgement';

/** Drills that are told for a trend. */
const MAX_DRILLS = 12;
/** Neighbours that are told on each side. */
const MAX_NEIGHBOURS = 100;

/** What readiness is made of. */
export interface ReadinessOptions {
  authorizer: Authorizer;
  catalog: CatalogService;
  worlds: EntityWorlds;
  plans: Pick<RecoveryPlans, 'answers'>;
  listings: ExecutionListings;
}

/** Tells whether a catalog entity could be recovered now. */
export class Readiness {
  readonly #options: ReadinessOptions;

  static create(options: ReadinessOptions): Readiness {
    return new Readiness(options);
  }

  private constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** @throws DrsError ENTITY_NOT_FOUND, INSUFFICIENT_PERMISSIONS, or as `askedOfCatalog` */
  async get(
    { query }: ValidRequest<'get_readiness'>,
    context: RequestContext,
  ): Promise<ReadinessAnswer> {
    const catalog = CatalogReading.create(this.#options.catalog, context);
    const entity = await found(catalog, query.entityRef);
    const entityRef = stringifyEntityRef(entity);
    const parts = await catalog.withParts([entityRef]);
    const entities = parts.get(entityRef) ?? [];
    const judge = await this.#judge(context);
    const world = await this.#options.worlds.of(
      entities,
      judge,
      entity.metadata.annotations?.[RECOVERY_PLAN_ANNOTATION]?.trim(),
    );
    if (world.hidden.size > 0) {
      throw insufficient('viewResources', judge);
    }
    const facts = { ...world, entityRef, entities };
    const judgement = judgeReadiness(facts);
    return {
      ...judgement,
      parts: catalog.isWhole(entityRef) ? judgeEach(facts).map(shortOf) : [],
      plans: await this.#plans(judgement, world, context),
      drills: await this.#drills(judgement, judge),
    };
  }

  /**
   * Tells what an entity waits for and what waits for it. Neighbours whose servers
   * the caller may not see are told as the catalog tells them, and no more.
   *
   * @throws DrsError ENTITY_NOT_FOUND, or as `askedOfCatalog`
   */
  async dependencies(
    { query }: ValidRequest<'get_dependency_readiness'>,
    context: RequestContext,
  ): Promise<DependencyReadiness> {
    const catalog = CatalogReading.create(this.#options.catalog, context);
    const entityRef = stringifyEntityRef(await found(catalog, query.entityRef));
    const around = await catalog.around(entityRef);
    const before = around.before.slice(0, MAX_NEIGHBOURS);
    const after = around.after.slice(0, MAX_NEIGHBOURS);
    const partsOf = await catalog.withParts([
      ...new Set([...before, ...after].map(next => next.entityRef)),
    ]);
    const judge = await this.#judge(context);
    const world = await this.#options.worlds.of(
      [
        ...new Map(
          [...partsOf.values()]
            .flat()
            .map(entity => [entity.entityRef, entity] as const),
        ).values(),
      ],
      judge,
    );
    const tell = (next: NextTo): Neighbour =>
      neighbourOf(next, partsOf.get(next.entityRef) ?? [], world);
    return {
      entityRef,
      before: before.map(tell),
      after: after.map(tell),
      unavailable: world.survey.unavailable.filter(scope =>
        judge.mayIn('viewResources', scope),
      ),
    };
  }

  async #judge(context: RequestContext): Promise<Judge> {
    return this.#options.authorizer.judge(['viewResources'], context);
  }

  /** The plans with what the caller may do to each. */
  async #plans(
    judgement: ReadinessJudgement,
    { plans }: EntityWorld,
    context: RequestContext,
  ): Promise<ReadinessAnswer['plans']> {
    const told = new Map(judgement.plans.map(plan => [plan.planId, plan]));
    const answers = await this.#options.plans.answers(
      plans.filter(plan => told.has(plan.planId)).map(({ stored }) => stored),
      context,
    );
    return answers.map(
      ({ planId, planName, waves, allowedActions, deniedActions }) => ({
        planId,
        planName,
        waves: told.get(planId)?.waves ?? [],
        waveCount: waves.length,
        allowedActions,
        deniedActions,
      }),
    );
  }

  /** The last drills that ended of the plans that launch servers of the entity. */
  async #drills(
    { plans }: ReadinessJudgement,
    judge: Judge,
  ): Promise<ReadinessAnswer['drills']> {
    const planIds = plans
      .filter(({ waves }) => waves.length > 0)
      .map(({ planId }) => planId);
    if (planIds.length === 0) {
      return [];
    }
    const { items } = await this.#options.listings.page({
      limit: MAX_DRILLS,
      executionType: 'DRILL',
      status: terminalExecutionStatuses,
      planIds,
      allowed: judge.filter('viewResources'),
    });
    return items;
  }
}

async function found(
  catalog: CatalogReading,
  entityRef: string,
): Promise<Entity> {
  const entity = await catalog.entity(entityRef);
  if (!entity) {
    throw new DrsError(
      'ENTITY_NOT_FOUND',
      `The catalog has no entity ${entityRef}`,
    );
  }
  return entity;
}

function neighbourOf(
  next: NextTo,
  entities: readonly AnnotatedEntity[],
  world: EntityWorld,
): Neighbour {
  const namesServers = entities.some(
    ({ selection }) => selection.kind !== 'none',
  );
  const isHidden = entities.some(({ entityRef }) =>
    world.hidden.has(entityRef),
  );
  return {
    ...next,
    ...(namesServers &&
      !isHidden && {
        readiness: shortOf(
          judgeReadiness({ ...world, entityRef: next.entityRef, entities }),
        ),
      }),
  };
}
