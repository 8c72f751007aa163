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
