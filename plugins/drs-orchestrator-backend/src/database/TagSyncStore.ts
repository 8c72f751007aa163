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
  tagSyncRulesSchema,
  tagSyncRunSchema,
  tagSyncTriggerSchema,
  type TagSyncRules,
  type TagSyncRun,
  type TagSyncTrigger,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { fromJson, toInstant } from './columns';
import { isSqlite } from './openDatabase';

const SETTING = 'tag-sync';
const SCHEDULE = 'tag-sync';
const UNDER_WAY = 'x';

/** Rules as they were changed here. */
export interface StoredTagSyncRules {
  readonly rules: TagSyncRules;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy?: string;
}

/** When it is synchronised next by itself, and what set that. */
export interface TagSyncPlan {
  readonly dueAt: Date;
  readonly because: TagSyncTrigger;
}

interface SettingRow {
  name: string;
  value: string;
  version: number;
  updated_at: Date | number | string;
  updated_by: string | null;
}

interface RunRow {
  run_id: string;
  requested_at: Date | number | string;
  status: string;
  under_way: string | null;
  epoch: number | null;
  run: string;
}

interface ScheduleRow {
  schedule_id: string;
  due_at: Date | number | string;
  because: string;
}

const isOpen = ({ status }: TagSyncRun): boolean =>
  status === 'REQUESTED' || status === 'RUNNING';

/** Rules, runs and schedule of tag synchronisation; bound to a transaction where it is given one. */
export class TagSyncStore {
  readonly #knex: Knex;

  static create(knex: Knex): TagSyncStore {
    return new TagSyncStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Undefined as long as nobody has changed them here. */
  async rules(): Promise<StoredTagSyncRules | undefined> {
    const row = await this.#knex<SettingRow>('settings')
      .where({ name: SETTING })
      .first();
    return (
      row && {
        rules: fromJson(tagSyncRulesSchema, row.value),
        version: row.version,
        updatedAt: toInstant(row.updated_at),
        ...(row.updated_by !== null && { updatedBy: row.updated_by }),
      }
    );
  }

  /** @returns whether the version was still the one given; `0` where there is none yet */
  async setRules(
    version: number,
    rules: TagSyncRules,
    actor: string,
    now: Date,
  ): Promise<boolean> {
    const { enabled, intervalHours, keys } = rules;
    const columns = {
      value: JSON.stringify({ enabled, intervalHours, keys }),
      version: version + 1,
      updated_at: now,
      updated_by: actor,
    };
    if (version === 0) {
      const first = await this.#knex('settings')
        .insert({ name: SETTING, ...columns })
        .onConflict('name')
        .ignore()
        .returning('name');
      return first.length > 0;
    }
    const updated = await this.#knex<SettingRow>('settings')
      .where({ name: SETTING, version })
      .update(columns);
    return updated > 0;
  }

  /** @param options.lock - nobody changes it before the end of the transaction */
  async plan(
    options: { lock?: boolean } = {},
  ): Promise<TagSyncPlan | undefined> {
    const query = this.#knex<ScheduleRow>('tag_sync_schedule')
      .where({ schedule_id: SCHEDULE })
      .first();
    const row = await (options.lock && !isSqlite(this.#knex)
      ? query.forUpdate()
      : query);
    return (
      row && {
        dueAt: new Date(row.due_at),
        because: fromJson(tagSyncTriggerSchema, row.because),
      }
    );
  }

  /**
   * The plan, which nobody changes before the end of the transaction. Where
   * there is none, there is nothing to lock: it is made first.
   */
  async lockedPlan(unlessPlanned: TagSyncPlan): Promise<TagSyncPlan> {
    await this.#inserted(unlessPlanned).ignore();
    return (await this.plan({ lock: true })) ?? unlessPlanned;
  }

  async setPlan(plan: TagSyncPlan): Promise<void> {
    await this.#inserted(plan).merge();
  }

  #inserted({ dueAt, because }: TagSyncPlan) {
    return this.#knex('tag_sync_schedule')
      .insert({
        schedule_id: SCHEDULE,
        due_at: dueAt,
        because: JSON.stringify(because),
      })
      .onConflict('schedule_id');
  }

  async clearPlan(): Promise<void> {
    await this.#knex('tag_sync_schedule').delete();
  }

  /**
   * Puts a run down, unless one is requested or runs already: that is a claim
   * which the database keeps, whoever asks on whichever replica.
   *
   * @returns whether it was put down
   */
  async request(run: TagSyncRun): Promise<boolean> {
    const inserted = await this.#knex('tag_sync_runs')
      .insert({
        run_id: run.runId,
        requested_at: new Date(run.requestedAt),
        status: run.status,
        under_way: UNDER_WAY,
        run: JSON.stringify(run),
      })
      .onConflict('under_way')
      .ignore()
      .returning('run_id');
    return inserted.length > 0;
  }

  /** The run that is requested or runs, with the epoch of the leader that runs it. */
  async underWay(): Promise<
    { readonly run: TagSyncRun; readonly epoch?: number } | undefined
  > {
    const row = await this.#runs().where({ under_way: UNDER_WAY }).first();
    return (
      row && {
        run: fromJson(tagSyncRunSchema, row.run),
        ...(row.epoch !== null && { epoch: row.epoch }),
      }
    );
  }

  /** Writes how a run stands; one that has ended makes room for another. */
  async save(run: TagSyncRun, epoch: number): Promise<void> {
    await this.#runs()
      .where({ run_id: run.runId })
      .update({
        status: run.status,
        under_way: isOpen(run) ? UNDER_WAY : null,
        epoch,
        run: JSON.stringify(run),
      });
  }

  /** The newest runs, newest first. */
  async newest(limit: number): Promise<TagSyncRun[]> {
    const rows = await this.#newestFirst().limit(limit);
    return rows.map(row => fromJson(tagSyncRunSchema, row.run));
  }

  /** Removes all that have ended but the newest. */
  async keepNewest(count: number): Promise<void> {
    const kept = await this.#newestFirst().limit(count).pluck('run_id');
    await this.#runs()
      .whereNotIn('run_id', kept)
      .whereNull('under_way')
      .delete();
  }

  #newestFirst() {
    return this.#runs().orderBy([
      { column: 'requested_at', order: 'desc' },
      { column: 'run_id', order: 'desc' },
    ]);
  }

  #runs() {
    return this.#knex<RunRow>('tag_sync_runs');
  }
}
