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

import type { Scope } from '@drs-orchestrator/drs-engine';
import {
  replicationStateSchema,
  type ReplicationState,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import { toInstant } from './columns';

/** Removed in one statement: it must not hold up others for long. */
const REMOVED_AT_ONCE = 5_000;

/** How a server replicated when it was looked at. */
export interface StoredPoint {
  readonly sourceServerId: string;
  readonly at: string;
  /** Absent: DRS no longer described the server. */
  readonly state?: ReplicationState;
  readonly lagSeconds?: number;
}

/** Looks at an account and Region, one after the other, that went alike. */
export interface StoredLooks {
  readonly from: string;
  readonly to: string;
  /** Why DRS did not tell; absent: it did. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** Looks with what they are stored under. */
export interface OpenLooks extends StoredLooks {
  readonly lookId: number;
}

interface PointRow {
  point_id: number | string;
  account_id: string;
  region: string;
  source_server_id: string;
  at: Date | number | string;
  state: string | null;
  lag_seconds: number | null;
}

interface LookRow {
  look_id: number | string;
  account_id: string;
  region: string;
  from_at: Date | number | string;
  to_at: Date | number | string;
  code: string | null;
  message: string | null;
}

const scopeColumns = ({ accountId, region }: Scope) => ({
  account_id: accountId,
  region,
});

const pointOf = (
  row: Pick<PointRow, 'source_server_id' | 'at' | 'state' | 'lag_seconds'>,
): StoredPoint => ({
  sourceServerId: row.source_server_id,
  at: toInstant(row.at),
  ...(row.state !== null && {
    state: replicationStateSchema.catch('UNKNOWN').parse(row.state),
  }),
  ...(row.lag_seconds !== null && { lagSeconds: row.lag_seconds }),
});

const looksOf = (row: LookRow): OpenLooks => ({
  lookId: Number(row.look_id),
  from: toInstant(row.from_at),
  to: toInstant(row.to_at),
  ...(row.code !== null && {
    failure: { code: row.code, message: row.message ?? '' },
  }),
});

/** The history of replication; bound to a transaction where it is given one. */
export class ReplicationStore {
  readonly #knex: Knex;

  static create(knex: Knex): ReplicationStore {
    return new ReplicationStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async addPoints(scope: Scope, points: readonly StoredPoint[]): Promise<void> {
    for (const chunk of chunksOf(points)) {
      await this.#points().insert(
        chunk.map(({ sourceServerId, at, state, lagSeconds }) => ({
          ...scopeColumns(scope),
          source_server_id: sourceServerId,
          at: new Date(at),
          state: state ?? null,
          lag_seconds: lagSeconds ?? null,
        })),
      );
    }
  }

  /** The last point of every server of an account and Region. */
  async lastPoints(scope: Scope): Promise<StoredPoint[]> {
    const last = this.#knex('replication_points')
      .where(scopeColumns(scope))
      .groupBy('source_server_id')
      .select('source_server_id')
      .max({ last_at: 'at' })
      .as('last');
    const rows = await this.#knex('replication_points as point')
      .join(last, join =>
        join
          .on('last.source_server_id', 'point.source_server_id')
          .andOn('last.last_at', 'point.at'),
      )
      .where({
        'point.account_id': scope.accountId,
        'point.region': scope.region,
      })
      .select<PointRow[]>(
        'point.source_server_id',
        'point.at',
        'point.state',
        'point.lag_seconds',
      );
    return rows.map(pointOf);
  }

  /** Points of a server in a range, oldest first, and before them the one that holds when it begins. */
  async points(
    scope: Scope,
    sourceServerId: string,
    range: { from: Date; to: Date },
  ): Promise<StoredPoint[]> {
    const ofServer = () =>
      this.#points()
        .where({ ...scopeColumns(scope), source_server_id: sourceServerId })
        .select('source_server_id', 'at', 'state', 'lag_seconds');
    const [before, within] = await Promise.all([
      ofServer().where('at', '<', range.from).orderBy('at', 'desc').limit(1),
      ofServer()
        .where('at', '>=', range.from)
        .where('at', '<=', range.to)
        .orderBy('at'),
    ]);
    return [...before, ...within].map(pointOf);
  }

  /** The last looks at an account and Region; undefined before the first. */
  async lastLooks(scope: Scope): Promise<OpenLooks | undefined> {
    const row = await this.#looks()
      .where(scopeColumns(scope))
      .orderBy('to_at', 'desc')
      .first();
    return row && looksOf(row);
  }

  /** @returns what they are stored under */
  async addLooks(scope: Scope, looks: StoredLooks): Promise<number> {
    const [row] = await this.#looks()
      .insert({
        ...scopeColumns(scope),
        from_at: new Date(looks.from),
        to_at: new Date(looks.to),
        code: looks.failure?.code.slice(0, 100) ?? null,
        message: looks.failure?.message ?? null,
      })
      .returning('look_id');
    return Number(row.look_id);
  }

  /** Another look went as those before. */
  async extendLooks(lookId: number, to: string): Promise<void> {
    await this.#looks()
      .where({ look_id: lookId })
      .update({ to_at: new Date(to) });
  }

  /** Looks that touch a range, oldest first. */
  async looks(
    scope: Scope,
    range: { from: Date; to: Date },
  ): Promise<StoredLooks[]> {
    const rows = await this.#looks()
      .where(scopeColumns(scope))
      .where('to_at', '>=', range.from)
      .where('from_at', '<=', range.to)
      .orderBy('to_at');
    return rows.map(row => {
      const { lookId, ...looks } = looksOf(row);
      return looks;
    });
  }

  /**
   * Removes some of what is older.
   *
   * @returns whether there may be more
   */
  async removeBefore(cut: Date): Promise<boolean> {
    const old = this.#points()
      .where('at', '<', cut)
      .orderBy('at')
      .limit(REMOVED_AT_ONCE)
      .select('point_id');
    const points = await this.#points().whereIn('point_id', old).delete();
    const looks = await this.#looks().where('to_at', '<', cut).delete();
    return points === REMOVED_AT_ONCE || looks === REMOVED_AT_ONCE;
  }

  #points() {
    return this.#knex<PointRow>('replication_points');
  }

  #looks() {
    return this.#knex<LookRow>('inventory_looks');
  }
}
