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
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { entitySelection } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import { askedOfCatalog } from '../askedOfCatalog';
import type { AnnotatedEntity } from './facts';

/** Refs asked for at once. */
const BATCH = 200;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'relations',
];

/** An entity next to another one, and the API that lies between them. */
export interface NextTo {
  readonly entityRef: string;
  readonly via?: string;
}

/** A side of an entity: the relation that leads there, and the one that leads there through an API. */
interface Side {
  readonly direct: string;
  readonly toApi: string;
  readonly behindApi: string;
}

const before: Side = {
  direct: RELATION_DEPENDS_ON,
  toApi: RELATION_CONSUMES_API,
  behindApi: RELATION_API_PROVIDED_BY,
};

const after: Side = {
  direct: RELATION_DEPENDENCY_OF,
  toApi: RELATION_PROVIDES_API,
  behindApi: RELATION_API_CONSUMED_BY,
};

const isWhole = ({ kind }: Entity): boolean =>
  ['system', 'domain'].includes(kind.toLocaleLowerCase('en-US'));

const targets = (entity: Entity, type: string): string[] =>
  (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);

/** An entity with what its annotations select. */
export const annotated = (entity: Entity): AnnotatedEntity => ({
  entityRef: stringifyEntityRef(entity),
  selection: entitySelection(entity.metadata.annotations),
});

/** What one answer reads of the catalog as the caller may see it, each entity once and many at a time. */
export class CatalogReading {
  readonly #catalog: CatalogService;
  readonly #context: RequestContext;
  /** By ref; undefined for what the catalog does not have, or does not show. */
  readonly #read = new Map<string, Entity | undefined>();

  static create(
    catalog: CatalogService,
    context: RequestContext,
  ): CatalogReading {
    return new CatalogReading(catalog, context);
  }

  private constructor(catalog: CatalogService, context: RequestContext) {
    this.#catalog = catalog;
    this.#context = context;
  }

  /** @throws DrsError as {@link askedOfCatalog} */
  async entity(entityRef: string): Promise<Entity | undefined> {
    const { credentials } = this.#context;
    const entity = await askedOfCatalog(() =>
      this.#catalog.getEntityByRef(entityRef, { credentials }),
    );
    if (entity) {
      this.#read.set(stringifyEntityRef(entity), entity);
    }
    return entity;
  }

  /** Whether an entity is the sum of its parts. */
  isWhole(entityRef: string): boolean {
    const entity = this.#read.get(entityRef);
    return entity !== undefined && isWhole(entity);
  }

  /**
   * Each entity with what Systems and Domains are made of, near and far. A System
   * seldom names servers itself; then it is the sum of its parts.
   */
  async withParts(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly AnnotatedEntity[]>> {
    let unread = [...entityRefs];
    while (unread.length > 0) {
      await this.#load(unread);
      unread = entityRefs
        .flatMap(ref => [...this.#scopeOf(ref)])
        .filter(ref => !this.#read.has(ref));
    }
    return new Map(
      entityRefs.map(ref => {
        const all = this.#known(this.#scopeOf(ref));
        const telling = all.filter(
          entity =>
            !isWhole(entity) || annotated(entity).selection.kind !== 'none',
        );
        return [ref, telling.map(annotated)] as const;
      }),
    );
  }

  /** What an entity and its parts depend on, and what depends on them, outside of it. */
  async around(
    entityRef: string,
  ): Promise<{ before: NextTo[]; after: NextTo[] }> {
    await this.withParts([entityRef]);
    const scope = this.#scopeOf(entityRef);
    const within = this.#known(scope);
    await this.#load(
      within.flatMap(entity =>
        [before, after].flatMap(({ toApi }) => targets(entity, toApi)),
      ),
    );
    return {
      before: this.#onSide(before, within, scope),
      after: this.#onSide(after, within, scope),
    };
  }

  #onSide(
    side: Side,
    within: readonly Entity[],
    scope: ReadonlySet<string>,
  ): NextTo[] {
    const found = within.flatMap((entity): NextTo[] => [
      ...targets(entity, side.direct).map(entityRef => ({ entityRef })),
      ...targets(entity, side.toApi).flatMap(via => {
        const api = this.#read.get(via);
        return api
          ? targets(api, side.behindApi).map(entityRef => ({ entityRef, via }))
          : [];
      }),
    ]);
    // What is told twice is told as the nearer of both.
    const nearest = new Map<string, NextTo>();
    for (const next of found.filter(({ entityRef }) => !scope.has(entityRef))) {
      if (next.via === undefined || !nearest.has(next.entityRef)) {
        nearest.set(next.entityRef, next);
      }
    }
    return [...nearest.values()].sort((a, b) =>
      a.entityRef.localeCompare(b.entityRef, 'en-US'),
    );
  }

  /** An entity and its parts and their parts, as far as they were read. */
  #scopeOf(entityRef: string): ReadonlySet<string> {
    const scope = new Set([entityRef]);
    for (const ref of scope) {
      const entity = this.#read.get(ref);
      if (entity && isWhole(entity)) {
        targets(entity, RELATION_HAS_PART).forEach(part => scope.add(part));
      }
    }
    return scope;
  }

  #known(refs: Iterable<string>): Entity[] {
    return [...refs].flatMap(ref => this.#read.get(ref) ?? []);
  }

  async #load(entityRefs: readonly string[]): Promise<void> {
    const { credentials } = this.#context;
    const missing = [...new Set(entityRefs)].filter(
      ref => !this.#read.has(ref),
    );
    for (let from = 0; from < missing.length; from += BATCH) {
      const refs = missing.slice(from, from + BATCH);
      const { items } = await askedOfCatalog(() =>
        this.#catalog.getEntitiesByRefs(
          { entityRefs: refs, fields },
          { credentials },
        ),
      );
      refs.forEach((ref, index) => this.#read.set(ref, items[index]));
    }
  }
}
