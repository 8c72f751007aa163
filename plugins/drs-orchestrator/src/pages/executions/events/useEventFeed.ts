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
import type { ExecutionEvent } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { drsOrchestratorApiRef } from '../../../api/apiRef';

const PAGE_SIZE = 500;

/**
 * Every event of an execution, oldest first. A log only grows: what is known of it
 * is kept, and only what came since is asked for.
 */
export function useEventFeed(executionId: string, pollEvery: number | false) {
  const api = useApi(drsOrchestratorApiRef);
  const client = useQueryClient();
  // Begins as every read of the operation does, so that whatever reads those anew
  // reads this anew.
  const queryKey = [
    'get_execution_events',
    { params: { executionId } },
    'feed',
  ];
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const known =
        client.getQueryData<readonly ExecutionEvent[]>(queryKey) ?? [];
      const events = [...known];
      for (;;) {
        const { items } = await api.call(
          'get_execution_events',
          {
            params: { executionId },
            query: { limit: PAGE_SIZE, after: events.at(-1)?.seq },
          },
          { signal },
        );
        // A page holds whole decisions, and so may be short without being the last.
        if (items.length === 0) {
          return events.length === known.length ? known : events;
        }
        events.push(...items);
      }
    },
    // It is its own earlier self with something added.
    structuralSharing: false,
    refetchInterval: pollEvery,
  });
}
