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

import { parseEntityRef } from '@backstage/catalog-model';
import { nameKey } from '../../database/columns';
import type { GraphEntity } from './CatalogGraphs';

/** Names have up to 255 characters; several are put into one. */
const LONGEST = 80;

/** An entity's title, or its name, as a name of a record may be. */
export function nameOf({ title, entityRef }: GraphEntity): string {
  const { name } = parseEntityRef(entityRef);
  const shown = (title ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed()
    .trim();
  return shown || name;
}

/** The name of several, of which the first three are told. */
export function nameOfAll(entities: readonly GraphEntity[]): string {
  const [first = '', ...others] = entities.slice(0, 3).map(nameOf);
  const more = entities.length - 3;
  if (more > 0) {
    return `${[first, ...others].join(', ')} and ${more} more`;
  }
  const last = others.pop();
  return last === undefined
    ? first
    : `${[first, ...others].join(', ')} and ${last}`;
}

/** The name of one among several, with more and more of its ref. */
const namesOf = (entity: GraphEntity): string[] => {
  const { entityRef } = entity;
  const { namespace, name } = parseEntityRef(entityRef);
  const shown = nameOf(entity);
  return [
    shown,
    ...(nameKey(shown) === nameKey(name) ? [] : [`${shown} (${name})`]),
    `${shown} (${namespace}/${name})`,
    `${shown} (${entityRef})`,
  ];
};

/**
 * Names of records for entities: those of {@link nameOf}, with as much of the ref
 * as tells them from each other and from what there is.
 *
 * @param inUse - the keys of names that others have
 * @returns by entity ref
 */
export function distinctNames(
  entities: readonly GraphEntity[],
  inUse: ReadonlySet<string>,
): Map<string, string> {
  const candidates = entities.map(entity => ({
    entityRef: entity.entityRef,
    names: namesOf(entity),
  }));
  const wanted = new Map<string, Set<string>>();
  for (const { entityRef, names } of candidates) {
    for (const key of names.map(nameKey)) {
      wanted.set(key, (wanted.get(key) ?? new Set()).add(entityRef));
    }
  }
  const isFree = (name: string) =>
    !inUse.has(nameKey(name)) && wanted.get(nameKey(name))?.size === 1;
  const isTaken = (name: string) =>
    inUse.has(nameKey(name)) || wanted.has(nameKey(name));
  return new Map(
    candidates.map(({ entityRef, names }) => [
      entityRef,
      names.find(isFree) ?? numbered(names[names.length - 1], isTaken),
    ]),
  );
}

/** The first of "Name 2", "Name 3" that is not taken. */
function numbered(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 2; ; number += 1) {
    const next = `${name} ${number}`;
    if (!isTaken(next)) {
      return next;
    }
  }
}
