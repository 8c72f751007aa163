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

import type {
  PreflightRequest,
  Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { wantedSettings } from '../launchConfiguration/wantedSettings';
import type { ResolvedWaves } from '../recoveryPlans/resolveWaves';
import type { PlannedServer } from './situation';

/** Every server that the plan would launch, with the settings that are wanted for it. */
export function plannedServers(
  resolved: ResolvedWaves<Wave>,
  groups: ReadonlyMap<string, StoredGroup>,
  { executionType, drill }: PreflightRequest,
): PlannedServer[] {
  const forDrill =
    executionType === 'DRILL' && (drill?.useDrillNetwork ?? true);
  return resolved.waves.flatMap(({ wave, servers }) =>
    servers.flatMap(({ server, groupId }): PlannedServer[] => {
      const group = groups.get(groupId);
      return group
        ? [
            {
              server,
              groupId,
              wave,
              group,
              wanted: wantedSettings(group, server.sourceServerId, {
                forDrill,
              }),
            },
          ]
        : [];
    }),
  );
}
