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
  HealthStatus,
  SystemHealth,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Vitals } from '../../database/vitals';

/** A look that is due for longer than this is missed by somebody who waits for it. */
const LATE_LOOK_SECONDS = 15;
/** Entries wait a second for their seal; a takeover takes half a minute. */
const LATE_SEAL_SECONDS = 60;

/** Of the whole. */
export type Part = { status: HealthStatus; message?: string };

export const fine: Part = { status: 'OK' };

const secondsSince = (since: Date | undefined, now: Date): number =>
  since ? Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000)) : 0;

/** Whether the one replica that acts is there. */
export function leaderHealth(
  { isLed, heartbeatAt }: Vitals,
  leaseMs: number,
  now: Date,
): SystemHealth['leader'] {
  const told = heartbeatAt && { heartbeatAt: heartbeatAt.toISOString() };
  const silentMs = now.getTime() - (heartbeatAt?.getTime() ?? 0);
  // Clocks of replicas differ; a lease that long gone is gone by any of them.
  if (isLed && silentMs < 2 * leaseMs) {
    return { ...fine, ...told };
  }
  return {
    status: 'FAILING',
    message: isLed
      ? `The leading replica has been silent for ${Math.round(
          silentMs / 1000,
        )} s, and no other has taken over: see whether any replica runs`
      : 'No replica leads: executions wait until one does. See whether any runs',
    ...told,
  };
}

/** Whether it looks at what runs when it should. */
export function pollerHealth(
  { runningExecutions, dueSince }: Vitals,
  now: Date,
): SystemHealth['poller'] {
  const lagSeconds = secondsSince(dueSince, now);
  const told = { runningExecutions, lagSeconds };
  return lagSeconds < LATE_LOOK_SECONDS
    ? { ...fine, ...told }
    : {
        status: 'FAILING',
        message: `A look at an execution is due for ${lagSeconds} s: what runs does not go on as it should. See the log of the leading replica`,
        ...told,
      };
}

/** Whether the audit trail is sealed, and whole. */
export function auditHealth(
  { unsealedSince }: Vitals,
  isIntact: boolean,
  now: Date,
): SystemHealth['audit'] {
  const lagSeconds = secondsSince(unsealedSince, now);
  if (!isIntact) {
    return {
      status: 'DEGRADED',
      message:
        'The audit trail was changed by somebody else: the command drs-orchestrator-audit verify tells where',
      lagSeconds,
    };
  }
  return lagSeconds < LATE_SEAL_SECONDS
    ? { ...fine, lagSeconds }
    : {
        status: 'DEGRADED',
        message: `Entries of the audit trail wait for their seal for ${lagSeconds} s`,
        lagSeconds,
      };
}
