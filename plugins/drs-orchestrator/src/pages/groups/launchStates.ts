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
  GroupLaunchConfiguration,
  LaunchSyncState,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** How the launch settings of a group's servers stand in AWS. */
export type Servers = GroupLaunchConfiguration['servers'];

/** The servers that stand so. */
export const inState = (servers: Servers, state: LaunchSyncState): Servers =>
  servers.filter(server => server.state === state);

/** The servers that AWS does not have as the group wants them. */
export const differingOf = (servers: Servers): Servers =>
  servers.filter(server => server.state !== 'READY');

const urgency: Record<LaunchSyncState, number> = {
  FAILED: 0,
  DRIFTED: 1,
  READY: 2,
};

/** What one would mend first, then by name. */
export const urgentFirst = (servers: Servers): Servers =>
  [...servers].sort(
    (one, other) =>
      urgency[one.state] - urgency[other.state] ||
      one.hostname.localeCompare(other.hostname),
  );
