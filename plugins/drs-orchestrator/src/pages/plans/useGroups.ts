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

import { useMemo } from 'react';
import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useAllPages } from './useAllPages';

const first = { query: { limit: 200 } };

/** Every protection group, as far as they have been read. */
export function useGroups(): readonly ProtectionGroup[] {
  const { data } = useAllPages('list_protection_groups', first, page =>
    page.nextCursor
      ? { query: { ...first.query, cursor: page.nextCursor } }
      : undefined,
  );
  return useMemo(() => (data?.pages ?? []).flatMap(page => page.items), [data]);
}

/** The same by their IDs, for names in plans. */
export function useGroupsById(): ReadonlyMap<string, ProtectionGroup> {
  const groups = useGroups();
  return useMemo(
    () => new Map(groups.map(group => [group.groupId, group])),
    [groups],
  );
}
