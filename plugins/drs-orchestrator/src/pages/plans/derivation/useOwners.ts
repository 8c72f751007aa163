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

import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useQuery } from '@tanstack/react-query';

/** Who owns each entity, by its ref; entities without an owner, or that the caller may not see, are left out. */
export function useOwners(entityRefs: readonly string[]) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['owners of entities', entityRefs],
    enabled: entityRefs.length > 0,
    queryFn: async (): Promise<ReadonlyMap<string, string>> => {
      const { items } = await catalog.getEntitiesByRefs({
        entityRefs: [...entityRefs],
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      });
      return new Map(
        items.flatMap((entity, index) => {
          const owner = entity?.relations?.find(
            ({ type }) => type === RELATION_OWNED_BY,
          )?.targetRef;
          return owner === undefined
            ? []
            : [[entityRefs[index], owner] as const];
        }),
      );
    },
  });
}

/** The owner that all of some entities have in common; `undefined` where there is no one such. */
export function commonOwner(
  owners: ReadonlyMap<string, string>,
  entityRefs: readonly string[],
): string | undefined {
  const found = new Set(entityRefs.map(ref => owners.get(ref)));
  return found.size === 1 ? [...found][0] : undefined;
}
