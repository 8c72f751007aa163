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

import { useQueries } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { drsOrchestratorApiRef } from '../../../api/apiRef';

/** How many servers of a group are read to count and to name them. */
export const SERVERS_READ = 200;

/** The request that reads the servers of a group. */
export const serversOfGroup = (groupId: string) => ({
  query: { groupId, limit: SERVERS_READ },
});

/** The hostnames of the servers of groups, by ID, as far as they have been read. */
export function useHostnames(
  groupIds: readonly string[],
): ReadonlyMap<string, string> {
  const api = useApi(drsOrchestratorApiRef);
  // The same reads that count the servers of each group, so they are asked once.
  const pages = useQueries({
    queries: groupIds.map(groupId => ({
      queryKey: ['get_drs_source_servers', serversOfGroup(groupId)],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.call('get_drs_source_servers', serversOfGroup(groupId), {
          signal,
        }),
    })),
  });
  return new Map(
    pages.flatMap(({ data }) =>
      (data?.items ?? []).map(
        ({ sourceServerId, hostname }) => [sourceServerId, hostname] as const,
      ),
    ),
  );
}
