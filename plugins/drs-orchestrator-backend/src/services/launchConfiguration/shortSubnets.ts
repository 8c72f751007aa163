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

import type { KnownResources, JudgedServer } from './settingsProblems';

/** A server that is to be launched, and where. */
export interface LaunchInto {
  readonly subnetId: string | undefined;
  readonly server: Pick<JudgedServer, 'recoveryInstanceId'>;
}

/** A subnet that has too few addresses for the servers that are launched into it. */
export interface ShortSubnet {
  readonly subnetId: string;
  /** Nothing at all could be launched into it; else some of the servers could. */
  readonly isFull: boolean;
  readonly message: string;
  readonly remedy: string;
}

/**
 * The subnets that have fewer free addresses than servers are launched into
 * them. A launch first deletes the instance that the server has, whose address
 * may be one of the subnet: each such server is taken to bring its own.
 */
export function shortSubnets(
  launches: readonly LaunchInto[],
  subnets: KnownResources['subnets'],
): ShortSubnet[] {
  return [...Map.groupBy(launches, ({ subnetId }) => subnetId ?? '')].flatMap(
    ([subnetId, into]): ShortSubnet[] => {
      const free = subnets?.get(subnetId)?.freeAddresses;
      if (free === undefined) {
        return [];
      }
      const regained = into.filter(
        ({ server }) => server.recoveryInstanceId !== undefined,
      ).length;
      return free + regained >= into.length
        ? []
        : [
            {
              subnetId,
              isFull: free + regained === 0,
              message: `Subnet ${subnetId} has ${
                free === 0 ? 'no' : free
              } free ${free === 1 ? 'address' : 'addresses'}${
                regained === 0
                  ? ''
                  : `, and ${regained} that launches may free,`
              } for ${into.length} ${into.length === 1 ? 'server' : 'servers'}`,
              remedy:
                'Free addresses there, or launch servers into other subnets',
            },
          ];
    },
  );
}
