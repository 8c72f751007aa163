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
  DrillSettings,
  LaunchSettings,
} from '@drs-orchestrator/drs-engine';
import type {
  LaunchConfig,
  ServerLaunchConfig,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** How the servers of a group are to be launched: all of them, and single ones. */
export interface LaunchConfigured {
  readonly launchConfig?: LaunchConfig;
  readonly servers?: readonly ServerLaunchConfig[];
}

/** What a server's launch shall be like; absent: as it is in AWS. */
export interface WantedSettings {
  readonly launchSettings?: LaunchSettings;
  /** The network of drills; put back after the launch. */
  readonly drillSettings?: DrillSettings;
}

/**
 * What a group and the server's own settings want of a launch. A server's own
 * fields win over the group's, one by one, those of its drill network too. An
 * address of its own excludes the copied one that the group may want.
 *
 * @param forDrill - whether the launch is a drill into the drill network. An address that was
 *   chosen for the subnet of recoveries is left out where drills have another one: EC2 would
 *   refuse the launch
 */
export function wantedSettings(
  { launchConfig, servers = [] }: LaunchConfigured,
  sourceServerId: string,
  { forDrill }: { forDrill: boolean },
): WantedSettings {
  const own = servers.find(server => server.sourceServerId === sourceServerId);
  const { drill: groupDrill, ...groupFields } = launchConfig ?? {};
  const {
    drill: ownDrill,
    sourceServerId: _named,
    ...ownFields
  } = own ?? { sourceServerId };
  const settings: LaunchSettings = given({
    ...groupFields,
    ...given(ownFields),
    ...(own?.staticPrivateIp !== undefined && { copyPrivateIp: false }),
  });
  const drill: DrillSettings = forDrill
    ? given({ ...groupDrill, ...given(ownDrill ?? {}) })
    : {};
  if (drill.subnetId !== undefined && drill.subnetId !== settings.subnetId) {
    delete settings.staticPrivateIp;
  }
  return {
    ...(!isEmpty(settings) && { launchSettings: settings }),
    ...(!isEmpty(drill) && { drillSettings: drill }),
  };
}

/** Without the fields that are present and undefined, which would hide others. */
function given<T extends object>(fields: T): T {
  const kept = { ...fields };
  for (const key of Object.keys(kept) as (keyof T)[]) {
    if (kept[key] === undefined) {
      delete kept[key];
    }
  }
  return kept;
}

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;
