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
  DrsError,
  type AuditPage,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AuditKeys } from '../../audit/auditKeys';
import { AuditStore } from '../../database/AuditStore';
import { decodeCursor, encodeCursor } from '../../database/cursor';

/** After which place an export goes on, and at which it ends. */
const exportKeys = z.tuple([
  z.number().int().min(0).max(2_147_483_647),
  z.number().int().min(0).max(2_147_483_647),
]);

/** Shows the audit trail. */
export class AuditEntries {
  readonly #store: AuditStore;
  readonly #keys: AuditKeys;

  static create(options: { knex: Knex; keys: AuditKeys }): AuditEntries {
    return new AuditEntries(options);
  }

  private constructor(options: { knex: Knex; keys: AuditKeys }) {
    this.#store = AuditStore.create(options.knex);
    this.#keys = options.keys;
  }

  async list({
    query,
  }: ValidRequest<'list_audit_entries'>): Promise<AuditPage> {
    switch (query.order) {
      case 'NEWEST': {
        const [page, trail] = await Promise.all([
          this.#store.page(query),
          this.#store.trail(this.#keys),
        ]);
        return { ...page, trail };
      }
      case 'SEALED':
        return this.#export(query);
      default:
        throw new Error(`Unknown order ${query.order satisfies never}`);
    }
  }

  /**
   * A page of the sealed trail. Reading it is audited and so makes the trail
   * longer: the export ends at the head that its first page had.
   */
  async #export({
    limit,
    cursor,
  }: ValidRequest<'list_audit_entries'>['query']): Promise<AuditPage> {
    const trail = await this.#store.trail(this.#keys);
    const [after, end] = cursor
      ? decodeCursor(cursor, exportKeys)
      : [trail.cut?.position ?? 0, trail.head?.position ?? 0];
    if (trail.cut && after < trail.cut.position) {
      throw new DrsError(
        'INVALID_STATE',
        'Retention has removed entries meanwhile that this export has not come to: begin again',
      );
    }
    const rows = await this.#store.exportAfter(after, limit + 1);
    const within = rows.filter(({ position = 0 }) => position <= end);
    const items = within.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      ...(within.length > limit &&
        last && { nextCursor: encodeCursor([last.position ?? 0, end]) }),
      trail,
    };
  }
}
