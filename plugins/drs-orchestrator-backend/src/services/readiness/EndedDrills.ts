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

import { setImmediate } from 'node:timers/promises';
import {
  openRow,
  UnreadableRow,
  type StoredRow,
} from '@drs-orchestrator/drs-engine';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import type { Judge } from '../../access/Authorizer';
import type { ExecutionListings } from '../../database/ExecutionListings';
import type { KnexExecutionLog } from '../../database/KnexExecutionLog';
import type { RecordAttributes } from '../../database/RecordAttributes';
import { serverKey } from '../inventory/membership';
import type { PlanCoverage } from './facts';
import { seenDrills, type DrillsOfPlans, type EndedDrill } from './rehearsals';

/** So many drills of a plan are looked through for servers that its last one did not take in. */
const DRILLS_OF_A_PLAN = 25;
/** So many servers of drills are remembered; those that were asked for longest ago are forgotten first. */
const KEPT_SERVERS = 100_000;

/** What the drills of plans are told from. */
export interface EndedDrillsOptions {
  listings: ExecutionListings;
  log: Pick<KnexExecutionLog, 'firstRows'>;
  records: RecordAttributes;
}

/**
 * The drills of plans that have ended, with the servers that each took in. Groups and
 * waves change after a drill: what a plan launches now is not what it rehearsed.
 */
export class EndedDrills {
  readonly #options: EndedDrillsOptions;
  /** By execution; an execution pins its servers when it starts, for good. */
  readonly #servers = new Map<string, ReadonlySet<string>>();
  #kept = 0;
  readonly #inTurn = pLimit(1);

  static create(options: EndedDrillsOptions): EndedDrills {
    return new EndedDrills(options);
  }

  private constructor(options: EndedDrillsOptions) {
    this.#options = options;
  }

  /**
   * The last drill of each plan that ended, as far as the caller may see it. Where
   * it did not take in all that its plan launches now, or is not for the caller to
   * see, earlier ones come with it or for it.
   */
  async of(
    plans: readonly PlanCoverage[],
    judge: Judge,
  ): Promise<DrillsOfPlans> {
    const { listings, records } = this.#options;
    const last = await listings.lastDrillsOf(
      plans.map(({ planId }) => planId),
      { ended: true },
    );
    const seen = await seenDrills(last, records, judge);
    const lastDrills = await this.#withServers([...seen.values()]);
    const tookIn = new Map(
      lastDrills.map(({ drill, servers }) => [drill.planId, servers]),
    );
    const incomplete = plans.filter(({ planId, waves }) => {
      // A last drill that the caller may not see proves nothing to them; those before it may.
      const servers = tookIn.get(planId);
      return (
        last.has(planId) &&
        waves.some(wave =>
          wave.servers.some(({ server }) => !servers?.has(serverKey(server))),
        )
      );
    });
    const known = new Set(lastDrills.map(({ drill }) => drill.executionId));
    const ofIncomplete = await listings.endedDrillsOf(
      incomplete.map(({ planId }) => planId),
      { limit: DRILLS_OF_A_PLAN, allowed: judge.filter('viewResources') },
    );
    const earlier = await this.#withServers(
      [...ofIncomplete.values()]
        .flat()
        .filter(({ executionId }) => !known.has(executionId)),
    );
    return Map.groupBy(
      [...lastDrills, ...earlier],
      ({ drill }) => drill.planId,
    );
  }

  async #withServers(
    drills: readonly ExecutionSummary[],
  ): Promise<EndedDrill[]> {
    const servers = await this.#serversOf(
      drills.map(({ executionId }) => executionId),
    );
    return drills.map(drill => ({
      drill,
      servers: servers.get(drill.executionId) ?? new Set(),
    }));
  }

  /**
   * The keys of the servers of each execution. Logs are read by one caller at a
   * time: who waits meanwhile for the same ones finds them read.
   */
  async #serversOf(
    executionIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const known = this.#known(executionIds);
    return known.size === executionIds.length
      ? known
      : this.#inTurn(() => this.#read(executionIds));
  }

  async #read(
    executionIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const servers = this.#known(executionIds);
    const unread = executionIds.filter(id => !servers.has(id));
    for await (const row of this.#options.log.firstRows(unread)) {
      const keys = pinnedBy(row);
      servers.set(row.executionId, keys);
      this.#remember(row.executionId, keys);
      // A row of a thousand servers takes a while, and the engine runs in this process.
      await setImmediate();
    }
    return servers;
  }

  #known(executionIds: readonly string[]): Map<string, ReadonlySet<string>> {
    const known = new Map<string, ReadonlySet<string>>();
    for (const executionId of executionIds) {
      const keys = this.#servers.get(executionId);
      if (keys) {
        known.set(executionId, keys);
        this.#remember(executionId, keys);
      }
    }
    return known;
  }

  #remember(executionId: string, keys: ReadonlySet<string>): void {
    this.#forget(executionId);
    this.#servers.set(executionId, keys);
    this.#kept += keys.size;
    for (const oldest of this.#servers.keys()) {
      if (this.#kept <= KEPT_SERVERS) {
        break;
      }
      this.#forget(oldest);
    }
  }

  #forget(executionId: string): void {
    this.#kept -= this.#servers.get(executionId)?.size ?? 0;
    this.#servers.delete(executionId);
  }
}

/** The keys of the servers that an execution pinned in its first row. */
function pinnedBy(row: StoredRow): ReadonlySet<string> {
  try {
    return new Set(
      openRow(row).events.flatMap(event =>
        event.type === 'ExecutionStarted'
          ? event.waves.flatMap(({ servers }) => servers.map(serverKey))
          : [],
      ),
    );
  } catch (error) {
    // The engine reports a log that cannot be read; here it proves nothing.
    if (error instanceof UnreadableRow) {
      return new Set();
    }
    throw error;
  }
}
