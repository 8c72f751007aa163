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

import type { ObservedInstance } from '@drs-orchestrator/drs-engine';
import { serverKey } from '../inventory/membership';
import type { PlannedServer, ScopeSituation } from './situation';

/** EC2's states of an instance of which nothing is left to destroy. */
const GONE: ReadonlySet<string> = new Set(['terminated', 'shutting-down']);

/** Whether there is something to lose by deleting the instance. */
export const isThere = ({ ec2State }: ObservedInstance): boolean =>
  !GONE.has((ec2State ?? '').toLocaleLowerCase('en-US'));

/** The instances that launches of these servers would delete first, in the order of the servers. */
export function replacedInstances(
  servers: readonly PlannedServer[],
  scopes: readonly ScopeSituation[],
): { planned: PlannedServer; instance: ObservedInstance }[] {
  const byServer = Map.groupBy(
    scopes.flatMap(scope =>
      scope.reached && scope.instances.known
        ? scope.instances.value.filter(isThere).map(instance => ({
            key: serverKey({
              accountId: scope.accountId,
              region: scope.region,
              sourceServerId: instance.sourceServerId,
            }),
            instance,
          }))
        : [],
    ),
    ({ key }) => key,
  );
  return servers.flatMap(planned =>
    (byServer.get(serverKey(planned.server)) ?? []).map(({ instance }) => ({
      planned,
      instance,
    })),
  );
}
