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

import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { inTime, type Clock } from '@drs-orchestrator/drs-engine';
import { PROTECTION_GROUP_TAGS_ANNOTATION } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { RequestContext } from '../../access/Caller';
import { askedOfCatalog } from '../askedOfCatalog';
import { RecentAnswers } from '../capacity/RecentAnswers';
import { annotated } from './CatalogReading';
import type { AnnotatedEntity } from './facts';

/** Entities that are read at once, and the most that are read. */
const PAGE = 500;
const MAX_ENTITIES = 10_000;
/** Whoever looks through the pages of a list reads them once. */
const FRESH_FOR_MS = 10_000;
/** A catalog that is late, or away for a moment, is answered for by what it told last. */
const ANSWERS_FOR_MS = 300_000;
/** What takes longer is not waited for any more, so that somebody can ask anew. */
const READ_WITHIN_MS = 30_000;
/** Of so many people the answers are kept at once. */
const KEPT_PEOPLE = 50;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** The catalog entities that name servers and that somebody owns, as far as they may see them. */
export class OwnedEntities {
  readonly #catalog: CatalogService;
  readonly #answers: RecentAnswers<readonly AnnotatedEntity[]>;
  readonly #last: RecentAnswers<readonly AnnotatedEntity[]>;

  static create(options: {
    catalog: CatalogService;
    clock: Clock;
  }): OwnedEntities {
    return new OwnedEntities(options);
  }

  private constructor(options: { catalog: CatalogService; clock: Clock }) {
    this.#catalog = options.catalog;
    this.#answers = RecentAnswers.create({
      clock: options.clock,
      freshForMs: FRESH_FOR_MS,
      capacity: KEPT_PEOPLE,
    });
    this.#last = RecentAnswers.create({
      clock: options.clock,
      freshForMs: ANSWERS_FOR_MS,
      capacity: KEPT_PEOPLE,
    });
  }

  /**
   * Those whose owner is one of `owners`, the entity refs that the caller goes by.
   * Answers are shared among the requests of one person who signed in only.
   *
   * @throws DrsError as {@link askedOfCatalog}
   */
  async of(
    owners: ReadonlySet<string>,
    context: RequestContext,
  ): Promise<readonly AnnotatedEntity[]> {
    if (owners.size === 0) {
      return [];
    }
    const read = () =>
      askedOfCatalog(() =>
        inTime(this.#read([...owners], context), READ_WITHIN_MS),
      );
    const key = sharingKey(owners, context);
    return key === undefined
      ? read()
      : this.#answers.get(key, async () => {
          const entities = await read();
          this.#last.set(key, entities);
          return entities;
        });
  }

  /** What {@link of} told last, a few minutes ago at most; undefined where it did not. */
  async last(
    owners: ReadonlySet<string>,
    context: RequestContext,
  ): Promise<readonly AnnotatedEntity[] | undefined> {
    const key = sharingKey(owners, context);
    return key === undefined ? undefined : this.#last.peek(key);
  }

  async #read(
    owners: string[],
    { credentials }: RequestContext,
  ): Promise<readonly AnnotatedEntity[]> {
    const query = {
      [`metadata.annotations.${PROTECTION_GROUP_TAGS_ANNOTATION}`]: {
        $exists: true,
      },
      relations: {
        $contains: { type: RELATION_OWNED_BY, targetRef: { $in: owners } },
      },
    };
    const items: Entity[] = [];
    let cursor: string | undefined;
    do {
      const request = { fields, limit: PAGE };
      const after = cursor;
      const page = await this.#catalog.queryEntities(
        after === undefined
          ? { query, ...request }
          : { cursor: after, ...request },
        { credentials },
      );
      items.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor !== undefined && items.length < MAX_ENTITIES);
    return items.map(annotated);
  }
}

/** Whose requests share an answer; undefined: nobody's. */
const sharingKey = (
  owners: ReadonlySet<string>,
  { caller }: RequestContext,
): string | undefined =>
  caller.kind === 'person' && !caller.breakGlass
    ? JSON.stringify([caller.ref, ...[...owners].sort()])
    : undefined;
