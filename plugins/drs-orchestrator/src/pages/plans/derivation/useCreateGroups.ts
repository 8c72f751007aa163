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
import type { ProposedGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { drsOrchestratorApiRef } from '../../../api/apiRef';

/** A proposed group, with the team that answers for it where the catalog names one. */
export interface GroupToCreate extends ProposedGroup {
  owner?: string;
}

/** What became of groups that were to be created. */
export interface CreatedGroups {
  created: readonly ProposedGroup[];
  failed: readonly { group: ProposedGroup; error: Error }[];
}

/** Creates groups one after the other; one that is refused does not keep the others from being made. */
export function useCreateGroups() {
  const api = useApi(drsOrchestratorApiRef);
  const client = useQueryClient();
  return useMutation<CreatedGroups, Error, readonly GroupToCreate[]>({
    mutationFn: async groups => {
      const created: ProposedGroup[] = [];
      const failed: { group: ProposedGroup; error: Error }[] = [];
      for (const group of groups) {
        const { groupName, accountId, region, serverSelectionTags, owner } =
          group;
        try {
          await api.call('create_protection_group', {
            body: { groupName, accountId, region, serverSelectionTags, owner },
          });
          created.push(group);
        } catch (error) {
          failed.push({
            group,
            error: error instanceof Error ? error : new Error(String(error)),
          });
        }
      }
      return { created, failed };
    },
    onSettled: () =>
      Promise.all(
        (
          [
            'derive_recovery_plan',
            'list_protection_groups',
            'get_plan_drift',
            'get_readiness',
          ] as const
        ).map(changed => client.invalidateQueries({ queryKey: [changed] })),
      ),
  });
}
