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

import { Cloud } from '../cloud';

/** What there is: accounts, Regions, and how much in each. */
export function worldView(cloud: Cloud) {
  const { world } = cloud;
  return {
    seed: world.seed,
    hubAccountId: world.hubAccountId,
    accounts: world.accounts.map(({ accountId, name, regions, roles }) => ({
      accountId,
      name,
      roles: roles.map(role => role.roleName),
      regions: regions.map(region => {
        const drs = cloud.drs(accountId, region);
        return {
          region,
          sourceServers: drs?.servers.length ?? 0,
          jobs: drs?.jobs.length ?? 0,
          activeJobs: drs?.activeJobs().length ?? 0,
          recoveryInstances: drs?.recoveryInstances.size ?? 0,
        };
      }),
    })),
    sourceServers: world.servers.length,
  };
}
