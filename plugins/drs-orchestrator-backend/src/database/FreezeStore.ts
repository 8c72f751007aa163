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

import type { Knex } from 'knex';
import { z } from 'zod';
import { fromJson, toInstant } from './columns';
import { inTransaction } from './inTransaction';

const SETTING = 'freeze';

const valueSchema = z.object({
  active: z.boolean(),
  reason: z.string().optional(),
});

/** Whether every execution is held, and why. */
export type Freeze = z.infer<typeof valueSchema>;

/** The switch as it stands, with who flipped it last. */
export interface StoredFreeze extends Freeze {
  /** 0 before it was ever flipped. */
  readonly version: number;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
}

interface SettingRow {
  name: string;
  value: string;
  version: number;
  updated_at: Date | number | string;
  updated_by: string | null;
}

/** The freeze switch in the database, where every replica sees it. */
export class FreezeStore {
  readonly #knex: Knex;

  static create(knex: Knex): FreezeStore {
    return new FreezeStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(): Promise<StoredFreeze> {
    const row = await this.#knex<SettingRow>('settings')
      .where({ name: SETTING })
      .first();
    if (!row) {
      return { active: false, version: 0 };
    }
    return {
      ...fromJson(valueSchema, row.value),
      version: row.version,
      updatedAt: toInstant(row.updated_at),
      ...(row.updated_by !== null && { updatedBy: row.updated_by }),
    };
  }

  /** @returns whether the version was still the one given */
  async set(
    version: number,
    freeze: Freeze,
    actor: string,
    now: Date,
  ): Promise<boolean> {
    const columns = {
      value: JSON.stringify(freeze),
      version: version + 1,
      updated_at: now,
      updated_by: actor,
    };
    return inTransaction(this.#knex, trx => this.#write(trx, version, columns));
  }

  async #write(
    knex: Knex,
    version: number,
    columns: Omit<SettingRow, 'name'>,
  ): Promise<boolean> {
    if (version === 0) {
      const first = await knex('settings')
        .insert({ name: SETTING, ...columns })
        .onConflict('name')
        .ignore()
        .returning('name');
      return first.length > 0;
    }
    const updated = await knex('settings')
      .where({ name: SETTING, version })
      .update(columns);
    return updated > 0;
  }
}
