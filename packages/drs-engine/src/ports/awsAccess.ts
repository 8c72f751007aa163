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

import type { Drs, DrsAccess, Scope } from './drs';
import type { Ec2Queries } from './ec2Queries';
import type { ExtendedServers } from './extendedServers';
import type { HookRunner, ObservableHookRunner } from './hooks';
import type { InstanceStatuses } from './instanceStatus';
import type { LaunchResources } from './launchResources';
import type { LaunchSettingsStore } from './launchSettings';
import type { Permissions } from './permissions';
import type { QuotaReadings } from './quotas';
import type { InstanceTags, ServerTags } from './tags';

/** What of AWS is used in one account and Region, all as the same role. */
export interface AwsServices {
  readonly drs: Drs;
  readonly extendedServers: ExtendedServers;
  readonly launchSettings: LaunchSettingsStore;
  readonly launchResources: LaunchResources;
  readonly ec2: Ec2Queries;
  readonly instanceStatuses: InstanceStatuses;
  readonly quotas: QuotaReadings;
  readonly permissions: Permissions;
  readonly serverTags: ServerTags;
  readonly instanceTags: InstanceTags;
  readonly lambdaHooks: HookRunner;
  readonly automationHooks: ObservableHookRunner;
}

/** The way to the accounts on record, and to no others. */
export interface AwsAccess extends DrsAccess {
  /** @throws AwsFailure where the account is not on record or its role cannot be assumed */
  services(scope: Scope): Promise<AwsServices>;
}
