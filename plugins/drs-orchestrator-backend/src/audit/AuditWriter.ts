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

import type { Clock } from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { AuditStore } from '../database/AuditStore';
import type { AuditKeys } from './auditKeys';
import { cleaned, safeRecord } from './cleaning';
import { writeEntry, type EntryContent } from './entryText';

/** What an entry shall say. */
export type EntryDraft = Omit<EntryContent, 'key' | 'at'>;

/**
 * Writes entries: cleans what came from outside, leaves secrets out, signs, and
 * inserts. A caller that changes the database itself gives its transaction, so
 * that neither is there without the other.
 */
export class AuditWriter {
  readonly #knex: Knex;
  readonly #keys: AuditKeys;
  readonly #clock: Clock;

  static create(options: {
    knex: Knex;
    keys: AuditKeys;
    clock: Clock;
  }): AuditWriter {
    return new AuditWriter(options);
  }

  private constructor(options: { knex: Knex; keys: AuditKeys; clock: Clock }) {
    this.#knex = options.knex;
    this.#keys = options.keys;
    this.#clock = options.clock;
  }

  async write(draft: EntryDraft, knex: Knex = this.#knex): Promise<void> {
    const { actor, record, origin, code, correlationId, ...rest } = draft;
    const { requested, before, after } = rest;
    const safe = (state: EntryDraft['before']) =>
      state && safeRecord(state, this.#keys);
    await AuditStore.create(knex).add(
      writeEntry(
        {
          key: randomUUID(),
          at: this.#clock.now().toISOString(),
          actor: {
            kind: actor.kind,
            ref: cleaned(actor.ref, 300),
            through: actor.through && cleaned(actor.through, 300),
            breakGlassReason:
              actor.breakGlassReason && cleaned(actor.breakGlassReason, 500),
          },
          operation: rest.operation,
          record: {
            kind: record.kind,
            id: record.id && cleaned(record.id, 200),
            name: record.name && cleaned(record.name, 300),
          },
          origin: origin && {
            address: origin.address && cleaned(origin.address, 64),
            userAgent: origin.userAgent && cleaned(origin.userAgent, 256),
          },
          outcome: rest.outcome,
          code,
          requestId: rest.requestId,
          correlationId: correlationId && cleaned(correlationId, 128),
          requested: safe(requested),
          before: safe(before),
          after: safe(after),
        },
        this.#keys,
      ),
    );
  }
}
