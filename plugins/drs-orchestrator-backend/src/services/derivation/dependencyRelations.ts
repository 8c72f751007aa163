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
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import type { CatalogDependency } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** A relation as it is told, or told from its other end. */
export const meanings: ReadonlyMap<
  string,
  { relation: CatalogDependency['relation']; reversed: boolean }
> = new Map([
  [RELATION_DEPENDS_ON, { relation: 'dependsOn', reversed: false }],
  [RELATION_DEPENDENCY_OF, { relation: 'dependsOn', reversed: true }],
  [RELATION_CONSUMES_API, { relation: 'consumesApi', reversed: false }],
  [RELATION_API_CONSUMED_BY, { relation: 'consumesApi', reversed: true }],
  [RELATION_API_PROVIDED_BY, { relation: 'apiProvidedBy', reversed: false }],
  [RELATION_PROVIDES_API, { relation: 'apiProvidedBy', reversed: true }],
  [RELATION_HAS_PART, { relation: 'hasPart', reversed: false }],
  [RELATION_PART_OF, { relation: 'hasPart', reversed: true }],
]);

/** Whether a relation of the catalog says that something waits for something. */
export const isDependency = ({ type }: { readonly type: string }): boolean =>
  meanings.has(type);
