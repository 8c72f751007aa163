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
  AwsFailure,
  type LaunchSettings,
  type ObservedSourceServer,
  type Scope,
  type SubnetAddress,
} from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { launchConfigFindings } from './launchConfigFindings';
import type { FoundResources, ResourceLookup } from './ResourceLookup';
import { addressAtLaunch } from './settingsProblems';
import { wantedSettings, type LaunchConfigured } from './wantedSettings';

/**
 * Everything that is wrong with what a group wants, by field. What AWS cannot be
 * asked about now is not judged: it will be before each launch.
 *
 * @param members - the servers that the group has, or would have
 */
export async function judgeLaunchConfig(
  lookup: ResourceLookup,
  scope: Scope,
  configured: LaunchConfigured,
  members: readonly ObservedSourceServer[],
): Promise<Finding[]> {
  const named = [
    configured.launchConfig ?? {},
    configured.launchConfig?.drill ?? {},
    ...(configured.servers ?? []).flatMap(own => [own, own.drill ?? {}]),
  ];
  const { resources } = await knownResources(
    lookup,
    scope,
    named,
    members.flatMap(
      server =>
        addressAtLaunch(
          wantedSettings(configured, server.sourceServerId, {
            forDrill: false,
          }).launchSettings ?? {},
          server,
        ) ?? [],
    ),
  );
  return launchConfigFindings(
    configured,
    resources,
    new Map(members.map(server => [server.sourceServerId, server])),
  );
}

async function knownResources(
  lookup: ResourceLookup,
  scope: Scope,
  named: readonly LaunchSettings[],
  addresses: readonly SubnetAddress[],
): Promise<Pick<FoundResources, 'resources'>> {
  try {
    return await lookup.named(scope, named, addresses);
  } catch (error) {
    if (error instanceof AwsFailure) {
      return { resources: {} };
    }
    throw error;
  }
}
