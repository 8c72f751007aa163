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
import { chunksOf } from './chunks';
import { toInstant } from './columns';
import { inTransaction } from './inTransaction';
import { ProtectionGroupStore } from './ProtectionGroupStore';

/** Why a server's launch settings could not be written to AWS, and when. */
export interface ApplyFailure {
  /** ISO 8601. */
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

interface FailureRow {
  group_id: string;
  source_server_id: string;
  failed_at: Date | number | string;
  code: string;
  message: string;
}

/**
 * What the last writing of each server's launch settings failed for. Goes with
 * the group; kept apart from it, for it is no part of what people decide.
 */
export class ApplyFailureStore {
  readonly #knex: Knex;

  static create(knex: Knex): ApplyFailureStore {
    return new ApplyFailureStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Of the group's servers, those that the last attempt failed for. */
  async of(groupId: string): Promise<ReadonlyMap<string, ApplyFailure>> {
    const rows = await this.#rows().where({ group_id: groupId });
    return new Map(
      rows.map(({ source_server_id: id, failed_at: at, code, message }) => [
        id,
        { at: toInstant(at), code, message },
      ]),
    );
  }

  /**
   * Replaces what is known of these servers, and of no others. The group may be
   * deleted meanwhile: then there is nothing to know.
   *
   * @param outcomes - by source server; without a failure where it went well
   */
  async replace(
    groupId: string,
    outcomes: ReadonlyMap<string, Omit<ApplyFailure, 'at'> | undefined>,
    at: Date,
  ): Promise<void> {
    await inTransaction(this.#knex, async trx => {
      const rows = () => trx<FailureRow>('launch_apply_failures');
      if (!(await ProtectionGroupStore.create(trx).hold([groupId]))) {
        return;
      }
      for (const chunk of chunksOf([...outcomes])) {
        await rows()
          .where({ group_id: groupId })
          .whereIn(
            'source_server_id',
            chunk.map(([id]) => id),
          )
          .delete();
        const failed = chunk.flatMap(([id, failure]) =>
          failure
            ? [
                {
                  group_id: groupId,
                  source_server_id: id,
                  failed_at: at,
                  code: failure.code,
                  message: failure.message,
                },
              ]
            : [],
        );
        if (failed.length > 0) {
          await rows()
            .insert(failed)
            .onConflict(['group_id', 'source_server_id'])
            .merge();
        }
      }
    });
  }

  #rows() {
    return this.#knex<FailureRow>('launch_apply_failures');
  }
}
