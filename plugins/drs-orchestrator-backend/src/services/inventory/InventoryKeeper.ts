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
  LeadershipLost,
  scopeKey,
  type Clock,
  type LeaderDuty,
  type Logger,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { assertLeads } from '../../database/assertLeads';
import { inTransaction } from '../../database/inTransaction';
import {
  ReplicationStore,
  type OpenLooks,
  type StoredLooks,
  type StoredPoint,
} from '../../database/ReplicationStore';
import type { TargetAccountStore } from '../../database/TargetAccountStore';
import type { Inventory } from './Inventory';
import {
  apartAfterMs,
  pointsToKeep,
  REPEATED_AFTER_MS,
} from './replicationPoints';

const LOOK_FOR_WORK_EVERY_MS = 5_000;
const TIDY_EVERY_MS = 3_600_000;

/** Accounts and Regions that are looked at together, but for those that hang. */
const SCOPES_AT_ONCE = 4;

/**
 * After so long another is looked at beside one that does not answer, which goes
 * on until a question to AWS has failed for taking too long.
 */
const HANGS_AFTER_MS = 10_000;

/** What is remembered of an account and Region by who leads, so that each look need not read it. */
interface Memory {
  readonly last: Map<string, StoredPoint>;
  looks?: OpenLooks;
}

/** What keeps the inventory is made of. */
export interface InventoryKeeperOptions {
  readonly knex: Knex;
  readonly inventory: Pick<Inventory, 'servers'>;
  readonly accounts: Pick<TargetAccountStore, 'all'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intervalMs: number;
  readonly retentionMs: number;
  /** Ten seconds unless said. */
  readonly hangsAfterMs?: number;
}

/**
 * What the leader does for the inventory: looks at the source servers of every
 * account and Region on record again and again, and remembers what had changed.
 * An account that cannot be asked is remembered as such; one that hangs holds up
 * the others for seconds.
 */
export class InventoryKeeper {
  readonly #options: InventoryKeeperOptions;
  #epoch?: number;
  readonly #memories = new Map<string, Memory>();
  /** Looks that are under way, by account and Region: one that hangs outlasts its round. */
  readonly #looking = new Set<string>();
  /** By the monotonic clock; absent: not since this replica began to lead. */
  #tidiedAt?: number;

  static create(options: InventoryKeeperOptions): InventoryKeeper {
    return new InventoryKeeper(options);
  }

  private constructor(options: InventoryKeeperOptions) {
    this.#options = options;
  }

  get duties(): readonly LeaderDuty[] {
    return [
      {
        intervalMs: LOOK_FOR_WORK_EVERY_MS,
        perform: epoch => this.perform(epoch),
      },
    ];
  }

  /** Looks where it is time to, and removes what is too old. */
  async perform(epoch: number): Promise<void> {
    if (epoch !== this.#epoch) {
      // Another may have led meanwhile, and have written.
      this.#memories.clear();
      this.#epoch = epoch;
    }
    await this.#look(epoch);
    await this.#tidy(epoch);
  }

  async #look(epoch: number): Promise<void> {
    const accounts = await this.#options.accounts.all();
    const scopes = accounts.flatMap(({ accountId, regions }) =>
      regions.map(region => ({ accountId, region })),
    );
    const onRecord = new Set(scopes.map(scopeKey));
    for (const key of this.#memories.keys()) {
      if (!onRecord.has(key)) {
        this.#memories.delete(key);
      }
    }
    const inTurn = pLimit(SCOPES_AT_ONCE);
    const outcomes = await Promise.allSettled(
      scopes
        .filter(scope => !this.#looking.has(scopeKey(scope)))
        .map(scope => inTurn(() => this.#untilItHangs(scope, epoch))),
    );
    const failed = outcomes.find(outcome => outcome.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
  }

  /** Looks, and waits no longer for it than others should. */
  async #untilItHangs(scope: Scope, epoch: number): Promise<void> {
    const { hangsAfterMs = HANGS_AFTER_MS, logger } = this.#options;
    const key = scopeKey(scope);
    this.#looking.add(key);
    const look = this.#lookAt(scope, epoch).finally(() =>
      this.#looking.delete(key),
    );
    const answered = new AbortController();
    const hangs = sleep(hangsAfterMs, true, { signal: answered.signal }).catch(
      () => false,
    );
    try {
      if (await Promise.race([look, hangs])) {
        // No round waits for it any more. Another may lead when it ends.
        look.catch((error: unknown) => {
          if (!(error instanceof LeadershipLost)) {
            logger.error(
              `What was seen of account ${scope.accountId} in ${scope.region} was not remembered`,
              { error: String(error) },
            );
          }
        });
      }
    } finally {
      answered.abort();
    }
  }

  async #lookAt(scope: Scope, epoch: number): Promise<void> {
    const { inventory, clock, intervalMs } = this.#options;
    const memory = await this.#memoryOf(scope);
    const { looks } = memory;
    if (
      looks &&
      clock.now().getTime() - Date.parse(looks.to) < intervalMs &&
      // A clock that was set back must not put an end to looking.
      Date.parse(looks.to) <= clock.now().getTime()
    ) {
      return;
    }
    let servers: readonly ObservedSourceServer[] = [];
    let failure: StoredLooks['failure'];
    try {
      servers = await inventory.servers(scope, { live: true });
    } catch (error) {
      if (!(error instanceof AwsFailure)) {
        throw error;
      }
      failure = { code: error.code, message: error.message };
      this.#tell(scope, memory, failure);
    }
    const at = clock.now();
    const points = failure ? [] : pointsToKeep(servers, memory.last, at);
    try {
      memory.looks = await this.#remember(scope, epoch, {
        points,
        before: looks,
        at: at.toISOString(),
        failure,
      });
    } catch (error) {
      // What is in the database is not known any more.
      this.#memories.delete(scopeKey(scope));
      throw error;
    }
    for (const point of points) {
      memory.last.set(point.sourceServerId, point);
    }
  }

  /** Once for a failure that goes on. */
  #tell(
    { accountId, region }: Scope,
    { looks }: Memory,
    { code, message }: NonNullable<StoredLooks['failure']>,
  ): void {
    if (looks?.failure?.code !== code) {
      this.#options.logger.warn(
        `The source servers of account ${accountId} in ${region} cannot be looked at: ${message}`,
        { accountId, region, code },
      );
    }
  }

  async #memoryOf(scope: Scope): Promise<Memory> {
    const key = scopeKey(scope);
    const known = this.#memories.get(key);
    if (known) {
      return known;
    }
    const store = ReplicationStore.create(this.#options.knex);
    const [points, looks] = await Promise.all([
      store.lastPoints(scope),
      store.lastLooks(scope),
    ]);
    const memory: Memory = {
      last: new Map(points.map(point => [point.sourceServerId, point])),
      ...(looks && { looks }),
    };
    this.#memories.set(key, memory);
    return memory;
  }

  async #remember(
    scope: Scope,
    epoch: number,
    look: {
      points: readonly StoredPoint[];
      before: OpenLooks | undefined;
      at: string;
      failure: StoredLooks['failure'];
    },
  ): Promise<OpenLooks> {
    const { knex, intervalMs } = this.#options;
    const { points, before, at, failure } = look;
    const isNext =
      before !== undefined &&
      before.failure?.code === failure?.code &&
      Date.parse(at) >= Date.parse(before.to) &&
      Date.parse(at) - Date.parse(before.to) <= apartAfterMs(intervalMs);
    return inTransaction(knex, async trx => {
      await assertLeads(trx, epoch);
      const store = ReplicationStore.create(trx);
      await store.addPoints(scope, points);
      if (isNext) {
        await store.extendLooks(before.lookId, at);
        return { ...before, to: at };
      }
      const looks = { from: at, to: at, ...(failure && { failure }) };
      return { ...looks, lookId: await store.addLooks(scope, looks) };
    });
  }

  async #tidy(epoch: number): Promise<void> {
    const { knex, clock, retentionMs } = this.#options;
    const now = clock.monotonic();
    if (this.#tidiedAt !== undefined && now - this.#tidiedAt < TIDY_EVERY_MS) {
      return;
    }
    // A day more, so that what held when the kept time begins is there.
    const cut = new Date(
      clock.now().getTime() - retentionMs - REPEATED_AFTER_MS,
    );
    let hasMore = true;
    while (hasMore) {
      hasMore = await inTransaction(knex, async trx => {
        await assertLeads(trx, epoch);
        return ReplicationStore.create(trx).removeBefore(cut);
      });
    }
    this.#tidiedAt = now;
  }
}
