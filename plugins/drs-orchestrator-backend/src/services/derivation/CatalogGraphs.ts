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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock } from '@drs-orchestrator/drs-engine';
import {
  entitySelection,
  RECOVERY_PLAN_ANNOTATION,
  type EntitySelection,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import { nameKey } from '../../database/columns';
import { askedOfCatalog } from '../askedOfCatalog';
import { RecentAnswers } from '../capacity/RecentAnswers';
import { isDependency } from './dependencyRelations';

/** Refs asked for at once. */
const BATCH = 200;
/** The most entities that are read for one answer, what is outside of the choice among them. */
const MAX_ENTITIES = 1000;
/** The most relations that are kept of them, both ends of each counted. */
const MAX_RELATIONS = 20_000;
/** The most questions one after another: a graph is read level by level. */
const MAX_ROUNDS = 25;
/** Entities with a plan's name that are read at once, and the most that are read. */
const NAMING_PAGE = 500;
const MAX_NAMING = 10_000;
/** A page that asks for plan after plan reads them once. */
const NAMING_FRESH_FOR_MS = 10_000;
/** Of so many people the answers are kept at once. */
const KEPT_NAMING = 50;

/** A catalog entity as far as the derivation of waves looks at it. */
export interface GraphEntity {
  readonly entityRef: string;
  /** In lower case. */
  readonly kind: string;
  readonly title?: string;
  readonly selection: EntitySelection;
  /** Those by which something waits for something. */
  readonly relations: readonly {
    readonly type: string;
    readonly targetRef: string;
  }[];
}

/** What was read of the catalog. */
export interface CatalogGraph {
  readonly entities: ReadonlyMap<string, GraphEntity>;
  /** What was chosen, with its parts. */
  readonly scope: ReadonlySet<string>;
  /** What the catalog does not have, or does not show to the caller. */
  readonly unknown: ReadonlySet<string>;
  /** What was not read, because the graph is too large. */
  readonly unread: ReadonlySet<string>;
  /** How many relations of what was read are not told, because there are too many. */
  readonly untold: number;
}

/** Kinds that are the sum of their parts. */
export const isWhole = ({ kind }: GraphEntity): boolean =>
  kind === 'system' || kind === 'domain';

/** A ref in the catalog's form; undefined where it is none. */
function refOf(text: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    return undefined;
  }
}

function graphEntityOf(entity: Entity): GraphEntity {
  return {
    entityRef: stringifyEntityRef(entity),
    kind: entity.kind.toLocaleLowerCase('en-US'),
    ...(entity.metadata.title && { title: entity.metadata.title }),
    selection: entitySelection(entity.metadata.annotations),
    relations: (entity.relations ?? [])
      .filter(isDependency)
      .flatMap(({ type, targetRef }) => {
        const ref = refOf(targetRef);
        return ref === undefined ? [] : [{ type, targetRef: ref }];
      }),
  };
}

/** Relations that lead from an entity to what it waits for. */
const onward: ReadonlySet<string> = new Set([
  RELATION_DEPENDS_ON,
  RELATION_CONSUMES_API,
  RELATION_API_PROVIDED_BY,
  RELATION_HAS_PART,
]);

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

/** Entities that name a plan, whichever. */
const annotated = {
  [`metadata.annotations.${RECOVERY_PLAN_ANNOTATION}`]: { $exists: true },
};

const namingFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** An entity that names a plan, by the plan's ID or name. */
interface NamingEntity {
  readonly entityRef: string;
  readonly named: string;
}

/** What the catalog says of entities and how they hang together, as the caller may see it. */
export class CatalogGraphs {
  readonly #catalog: CatalogService;
  readonly #naming: RecentAnswers<readonly NamingEntity[]>;

  static create(options: {
    catalog: CatalogService;
    clock: Clock;
  }): CatalogGraphs {
    return new CatalogGraphs(options);
  }

  private constructor(options: { catalog: CatalogService; clock: Clock }) {
    this.#catalog = options.catalog;
    this.#naming = RecentAnswers.create({
      clock: options.clock,
      freshForMs: NAMING_FRESH_FOR_MS,
      capacity: KEPT_NAMING,
    });
  }

  /**
   * Reads what was chosen with its parts, and everything that it depends on, near
   * and far, so that an order that leads through what was not chosen is known.
   *
   * @throws DrsError as {@link askedOfCatalog}
   */
  async read(
    entityRefs: readonly string[],
    context: { credentials: BackstageCredentials },
  ): Promise<CatalogGraph> {
    const entities = new Map<string, GraphEntity>();
    const unknown = new Set<string>();
    const chosen = entityRefs.flatMap(ref => refOf(ref) ?? []);
    let unread = new Set(chosen);
    let relationsLeft = MAX_RELATIONS;
    let untold = 0;
    for (
      let round = 0;
      round < MAX_ROUNDS && unread.size > 0 && untold === 0;
      round++
    ) {
      const wanted = [...unread].slice(
        0,
        MAX_ENTITIES - entities.size - unknown.size,
      );
      if (wanted.length === 0) {
        break;
      }
      const answers = await this.#entities(wanted, context);
      for (const ref of wanted) {
        const entity = answers.get(ref);
        if (entity) {
          const relations = entity.relations.slice(0, relationsLeft);
          relationsLeft -= relations.length;
          untold += entity.relations.length - relations.length;
          entities.set(ref, { ...entity, relations });
        } else {
          unknown.add(ref);
        }
      }
      // What was chosen comes first where not all can be read.
      const scope = withParts(chosen, entities);
      unread = new Set(
        [
          ...scope,
          ...[...entities.values()].flatMap(({ relations }) =>
            relations.flatMap(({ type, targetRef }) =>
              onward.has(type) ? [targetRef] : [],
            ),
          ),
        ].filter(ref => !entities.has(ref) && !unknown.has(ref)),
      );
    }
    return {
      entities,
      scope: withParts(chosen, entities),
      unknown,
      unread,
      untold,
    };
  }

  /**
   * The entities whose annotation names a plan, by its ID or its name.
   *
   * @throws DrsError as {@link askedOfCatalog}
   */
  async naming(
    plan: { planId: string; planName: string },
    context: RequestContext,
  ): Promise<string[]> {
    const naming = await this.#namingFor(context);
    return (
      naming
        // Compared here: a name may hold signs that a filter reads as its own.
        .filter(
          ({ named }) =>
            named === plan.planId || nameKey(named) === nameKey(plan.planName),
        )
        .map(({ entityRef }) => entityRef)
        .sort()
    );
  }

  /**
   * The entities that name any plan, as the caller may see them. Answers are shared
   * among the requests of one person who signed in only: two tokens of programs may
   * see different things in the catalog, whatever they are called.
   */
  async #namingFor(context: RequestContext): Promise<readonly NamingEntity[]> {
    const { caller } = context;
    return caller.kind === 'person' && !caller.breakGlass
      ? this.#naming.get(caller.ref, () => this.#readNaming(context))
      : this.#readNaming(context);
  }

  async #readNaming(context: RequestContext): Promise<readonly NamingEntity[]> {
    const items: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#namingAny(cursor, context);
      items.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor !== undefined && items.length < MAX_NAMING);
    return items.flatMap(entity => {
      const named =
        entity.metadata.annotations?.[RECOVERY_PLAN_ANNOTATION]?.trim();
      return named ? [{ entityRef: stringifyEntityRef(entity), named }] : [];
    });
  }

  /** A page of the entities that name any plan. */
  async #namingAny(
    cursor: string | undefined,
    context: { credentials: BackstageCredentials },
  ) {
    const page = { fields: namingFields, limit: NAMING_PAGE };
    return askedOfCatalog(() =>
      this.#catalog.queryEntities(
        cursor === undefined
          ? { query: annotated, ...page }
          : { cursor, ...page },
        context,
      ),
    );
  }

  async #entities(
    entityRefs: readonly string[],
    context: { credentials: BackstageCredentials },
  ): Promise<ReadonlyMap<string, GraphEntity>> {
    const found = new Map<string, GraphEntity>();
    for (let from = 0; from < entityRefs.length; from += BATCH) {
      const refs = entityRefs.slice(from, from + BATCH);
      const { items } = await askedOfCatalog(() =>
        this.#catalog.getEntitiesByRefs({ entityRefs: refs, fields }, context),
      );
      items.forEach((item, index) => {
        if (item) {
          found.set(refs[index], graphEntityOf(item));
        }
      });
    }
    return found;
  }
}

/** What was chosen, and its parts and their parts, as far as they were read. */
function withParts(
  chosen: readonly string[],
  entities: ReadonlyMap<string, GraphEntity>,
): ReadonlySet<string> {
  const scope = new Set(chosen);
  for (const ref of scope) {
    for (const { type, targetRef } of entities.get(ref)?.relations ?? []) {
      if (type === RELATION_HAS_PART) {
        scope.add(targetRef);
      }
    }
  }
  return scope;
}
