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

import type { Entity } from '@backstage/catalog-model';
import type { Readiness } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Paths } from '../../routing/usePaths';

/** What all selections of one account and Region have in common: for a System, its own tag. */
function commonSelection(selections: Readiness['selections']) {
  const [first, ...rest] = selections;
  return first &&
    rest.every(
      other =>
        other.accountId === first.accountId && other.region === first.region,
    )
    ? {
        ...first,
        tags: Object.fromEntries(
          Object.entries(first.tags).filter(([key, value]) =>
            rest.every(other => other.tags[key] === value),
          ),
        ),
      }
    : undefined;
}

/** The form of a new group, filled with what the entity's annotations select. */
export function newGroupLink(
  paths: Paths,
  entity: Entity,
  readiness: Pick<Readiness, 'selections'>,
): string {
  const selection = commonSelection(readiness.selections);
  if (!selection) {
    return paths.newGroup;
  }
  const query = new URLSearchParams({
    name: entity.metadata.title ?? entity.metadata.name,
    account: selection.accountId,
    region: selection.region,
  });
  for (const [key, value] of Object.entries(selection.tags)) {
    query.append('tag', `${key}=${value}`);
  }
  const owner = entity.spec?.owner;
  if (typeof owner === 'string' && owner.includes('/')) {
    query.set('owner', owner);
  }
  return `${paths.newGroup}?${query}`;
}

/** The form of a new plan, with the groups that hold the entity's servers. */
export function newPlanLink(
  paths: Paths,
  { groups }: Pick<Readiness, 'groups'>,
): string {
  const query = new URLSearchParams(
    groups.map(({ groupId }) => ['group', groupId]),
  );
  return groups.length === 0 ? paths.newPlan : `${paths.newPlan}?${query}`;
}
