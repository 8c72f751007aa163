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
  type NewProtectionGroup,
  type ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  differingFields,
  isSameName,
  type Creation,
  type IfExists,
} from '../action/createOnce';
import type { OrchestratorOfInitiator } from '../action/OrchestratorOfInitiator';

const asRecord = (group: ProtectionGroup) => ({ ...group, id: group.groupId });

/** How a protection group is created. */
export function groupCreation(
  orchestrator: OrchestratorOfInitiator,
  group: NewProtectionGroup,
  ifExists: IfExists,
): Creation<ReturnType<typeof asRecord>> {
  return {
    kind: 'protection group',
    name: group.groupName,
    about: group,
    ifExists,
    create: async () =>
      asRecord(
        await orchestrator.call('create_protection_group', { body: group }),
      ),
    find: async () => {
      const present = await groupNamed(orchestrator, group.groupName);
      return present && asRecord(present);
    },
    differences: ({ groupName: _written, ...present }) => {
      const { groupName: _name, ...wanted } = group;
      // In whatever order the servers are named.
      const inOrder = <T extends { sourceServerIds?: string[] }>(
        record: T,
      ) => ({
        ...record,
        sourceServerIds: record.sourceServerIds?.toSorted(),
      });
      return differingFields(inOrder(wanted), inOrder(present));
    },
  };
}

async function groupNamed(
  orchestrator: OrchestratorOfInitiator,
  name: string,
): Promise<ProtectionGroup | undefined> {
  let cursor: string | undefined;
  do {
    const page = await orchestrator.call('list_protection_groups', {
      query: { name, limit: 200, cursor },
    });
    const found = page.items.find(({ groupName }) =>
      isSameName(groupName, name),
    );
    if (found) {
      return found;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return undefined;
}
