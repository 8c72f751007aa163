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
  systemClock,
  type Clock,
  type LeaseStore,
  type LeaseView,
} from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { inTransaction } from './inTransaction';

/** There is one lease: who leads the engine. */
export const LEASE_ID = 'engine';

interface LeaseRow {
  lease_id: string;
  /** Null: given up. The row stays, because an epoch is never used twice. */
  holder: string | null;
  epoch: number;
  beat: number;
  /** By the holder's clock. */
  beaten_at: Date;
}

/** The lease as a row of the database. Every method is one statement or one transaction. */
export class KnexLeaseStore implements LeaseStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  static create(knex: Knex, clock: Clock = systemClock): KnexLeaseStore {
    return new KnexLeaseStore(knex, clock);
  }

  private constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async read(): Promise<LeaseView | undefined> {
    const row = await this.#knex<LeaseRow>('lease')
      .where({ lease_id: LEASE_ID })
      .first();
    return row && viewOf(row);
  }

  async take(
    holder: string,
    seen: LeaseView | undefined,
  ): Promise<LeaseView | undefined> {
    return inTransaction(this.#knex, async trx => {
      const lease = () => trx<LeaseRow>('lease').where({ lease_id: LEASE_ID });
      const condition = seen
        ? { holder: seen.holder, epoch: seen.epoch, beat: seen.beat }
        : { holder: null };
      const taken = await lease()
        .where(condition)
        .update({
          holder,
          epoch: trx.raw('epoch + 1'),
          beat: 1,
          beaten_at: this.#clock.now(),
        });
      if (taken === 0) {
        if (seen) {
          return undefined;
        }
        // The very first time there is no row; of several, one inserts it.
        const inserted = await trx<LeaseRow>('lease')
          .insert({
            lease_id: LEASE_ID,
            holder,
            epoch: 1,
            beat: 1,
            beaten_at: this.#clock.now(),
          })
          .onConflict('lease_id')
          .ignore()
          .returning('epoch');
        return inserted.length > 0 ? { holder, epoch: 1, beat: 1 } : undefined;
      }
      // Still locked by the update, so this is what was just written.
      const row = await lease().first();
      return row && viewOf(row);
    });
  }

  async beat(holder: string, epoch: number): Promise<boolean> {
    const updated = await this.#knex<LeaseRow>('lease')
      .where({ lease_id: LEASE_ID, holder, epoch })
      .update({
        beat: this.#knex.raw('beat + 1'),
        beaten_at: this.#clock.now(),
      });
    return updated > 0;
  }

  async release(holder: string, epoch: number): Promise<void> {
    await this.#knex<LeaseRow>('lease')
      .where({ lease_id: LEASE_ID, holder, epoch })
      .update({ holder: null });
  }
}

function viewOf(row: LeaseRow): LeaseView | undefined {
  return row.holder === null
    ? undefined
    : { holder: row.holder, epoch: row.epoch, beat: row.beat };
}
