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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Judge } from '../../access/Authorizer';
import type { RecordAttributes } from '../../database/RecordAttributes';
import { serverKey } from '../inventory/membership';
import type { PlanCoverage } from './facts';

/** The IDs of the plans that launch each server, by its key. */
export function plansByServer(
  plans: readonly PlanCoverage[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byServer = new Map<string, Set<string>>();
  for (const { planId, waves } of plans) {
    for (const { server } of waves.flatMap(wave => wave.servers)) {
      const key = serverKey(server);
      byServer.set(key, (byServer.get(key) ?? new Set()).add(planId));
    }
  }
  return byServer;
}

/** A drill that has ended. */
export interface EndedDrill {
  readonly drill: ExecutionSummary;
  /** Keys of the servers that it was to launch; all of them were, if it was completed. */
  readonly servers: ReadonlySet<string>;
}

/** Drills that have ended, by plan, the newest first. */
export type DrillsOfPlans = ReadonlyMap<string, readonly EndedDrill[]>;

/** The newest of some drills. */
export const newestOf = (
  drills: readonly ExecutionSummary[],
): ExecutionSummary | undefined =>
  [...drills].sort((a, b) => b.startTime.localeCompare(a.startTime)).at(0);

/** The newest of the plans' drills that took the server in. */
export const lastDrillOf = (
  server: ObservedSourceServer,
  drills: DrillsOfPlans,
  planIds: Iterable<string>,
): ExecutionSummary | undefined => {
  const key = serverKey(server);
  return newestOf(
    [...planIds].flatMap(
      planId =>
        drills.get(planId)?.find(({ servers }) => servers.has(key))?.drill ??
        [],
    ),
  );
};

/** Those of the drills that the caller may see. */
export async function seenDrills(
  drills: ReadonlyMap<string, ExecutionSummary>,
  records: RecordAttributes,
  judge: Judge,
): Promise<ReadonlyMap<string, ExecutionSummary>> {
  const seen = await records.seenBy(
    judge,
    'execution',
    [...drills.values()].map(({ executionId }) => executionId),
  );
  return new Map(
    [...drills].filter(([, { executionId }]) => seen.has(executionId)),
  );
}
