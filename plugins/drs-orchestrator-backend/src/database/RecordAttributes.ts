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
import { attributeNames, type DrsRecord } from '../access/attributes';
import type { Judge } from '../access/Authorizer';
import { chunksOf } from './chunks';

/** Records whose attributes are stored, so that lists can be filtered by them. */
export type RecordKind = 'protection-group' | 'recovery-plan' | 'execution';

interface AttributeRow {
  record_kind: RecordKind;
  record_id: string;
  attribute: string;
  value: string;
}

const attributeSchema = z.enum(attributeNames);

/** What records are judged by; bound to a transaction where it is given one. */
export class RecordAttributes {
  readonly #knex: Knex;

  static create(knex: Knex): RecordAttributes {
    return new RecordAttributes(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Those of the records that there are, by their ID. */
  async of(
    kind: RecordKind,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, DrsRecord>> {
    const records = new Map<string, Record<string, string[]>>();
    for (const chunk of chunksOf([...new Set(ids)])) {
      const rows = await this.#rows()
        .where({ record_kind: kind })
        .whereIn('record_id', chunk);
      for (const row of rows) {
        const attribute = attributeSchema.parse(row.attribute);
        const record = records.get(row.record_id) ?? {};
        (record[attribute] ??= []).push(row.value);
        records.set(row.record_id, record);
      }
    }
    return records;
  }

  /** Those of the records that the caller may see; nothing is read for whoever may see all. */
  async seenBy(
    judge: Judge,
    kind: RecordKind,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (judge.mayAlways('viewResources')) {
      return new Set(ids);
    }
    const records = await this.of(kind, ids);
    return new Set(
      ids.filter(id => judge.may('viewResources', records.get(id) ?? {})),
    );
  }

  /** Writes all attributes of a record anew. */
  async replace(
    kind: RecordKind,
    id: string,
    record: DrsRecord,
  ): Promise<void> {
    await this.remove(kind, id);
    const rows = attributeNames.flatMap(attribute =>
      [...new Set(record[attribute] ?? [])].map(value => ({
        record_kind: kind,
        record_id: id,
        attribute,
        value,
      })),
    );
    for (const chunk of chunksOf(rows)) {
      await this.#rows().insert(chunk);
    }
  }

  async remove(kind: RecordKind, id: string): Promise<void> {
    await this.#rows().where({ record_kind: kind, record_id: id }).delete();
  }

  #rows() {
    return this.#knex<AttributeRow>('record_attributes');
  }
}
