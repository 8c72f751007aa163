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

import type { DescribedRecoveryInstance } from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Holder } from '../preflight/situation';

/** Instances whose servers an execution that has not ended holds: it counts on them. */
export function heldFindings(
  instances: readonly DescribedRecoveryInstance[],
  holders: ReadonlyMap<string, Holder>,
): Finding[] {
  return instances.flatMap((instance): Finding[] => {
    const holder = holders.get(instance.sourceServerId);
    return holder
      ? [
          {
            code: 'SERVER_CONFLICT',
            severity: 'BLOCKING',
            subject: subjectOf(instance),
            message: `${nameOf(instance)} is in execution ${
              holder.executionId
            } of ${holder.planName}, which has not ended`,
            remedy:
              'Wait for the end of that execution, or cancel it; then terminate its instances',
          },
        ]
      : [];
  });
}

/** Live recoveries, which may be all that is left of their servers. */
export function liveFindings(
  instances: readonly DescribedRecoveryInstance[],
): Finding[] {
  return instances
    .filter(({ isDrill }) => !isDrill)
    .map(
      (instance): Finding => ({
        code: 'LIVE_RECOVERY_INSTANCE',
        severity: 'BLOCKING',
        subject: subjectOf(instance),
        message: `${instance.recoveryInstanceId} is a live recovery of ${nameOf(
          instance,
        )}, not a drill`,
        remedy:
          'Fail back first, if its data is still needed; then acknowledge LIVE_RECOVERY_INSTANCE',
        overridable: true,
      }),
    );
}

const nameOf = ({
  hostname,
  sourceServerId,
}: DescribedRecoveryInstance): string => hostname ?? sourceServerId;

const subjectOf = (
  instance: DescribedRecoveryInstance,
): NonNullable<Finding['subject']> => ({
  kind: 'server',
  id: instance.sourceServerId,
  ...(instance.hostname !== undefined && { name: instance.hostname }),
});
