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
import type { AttributeCondition } from '../access/attributes';
import type { RecordFilter } from '../access/Authorizer';
import {
  isAllOf,
  isAnyOf,
  isNot,
  type AttributeCriteria,
} from '../access/criteria';
import type { RecordKind } from './RecordAttributes';

/**
 * Leaves of a list what a caller may have. Each record is looked up by the key
 * of its attributes, in the order in which the list is read anyway.
 *
 * @param records.id - the column of the list that names the record, with its table
 */
export function whereAllowed(
  rows: Knex.QueryBuilder,
  records: { readonly kind: RecordKind; readonly id: string },
  filter: RecordFilter,
): void {
  if (filter === true) {
    return;
  }
  if (filter === false) {
    rows.whereRaw('1 = 0');
    return;
  }
  rows.where(part => whereHolds(part, records, filter));
}

function whereHolds(
  rows: Knex.QueryBuilder,
  records: { readonly kind: RecordKind; readonly id: string },
  criteria: AttributeCriteria,
): void {
  if (isAllOf(criteria)) {
    criteria.allOf.forEach(part =>
      rows.where(inner => whereHolds(inner, records, part)),
    );
  } else if (isAnyOf(criteria)) {
    criteria.anyOf.forEach(part =>
      rows.orWhere(inner => whereHolds(inner, records, part)),
    );
  } else if (isNot(criteria)) {
    rows.whereNot(inner => whereHolds(inner, records, criteria.not));
  } else {
    whereAttribute(rows, records, criteria);
  }
}

function whereAttribute(
  rows: Knex.QueryBuilder,
  { kind, id }: { readonly kind: RecordKind; readonly id: string },
  { attribute, values, match, orNone = false }: AttributeCondition,
): void {
  // Counted and not asked for by EXISTS, which PostgreSQL makes a join of: it
  // would read and sort every record where the first few of an index are wanted.
  const count = (): Knex.QueryBuilder =>
    rows.client
      .queryBuilder()
      .from('record_attributes')
      .count('*')
      .whereRaw('record_attributes.record_id = ??', [id])
      .where('record_attributes.record_kind', kind)
      .where('record_attributes.attribute', attribute);
  switch (match) {
    case 'SOME':
      rows.whereRaw('(?) > 0', [
        count().whereIn('record_attributes.value', [...values]),
      ]);
      if (orNone) {
        rows.orWhereRaw('(?) = 0', [count()]);
      }
      return;
    case 'ONLY':
      rows.whereRaw('(?) = 0', [
        count().whereNotIn('record_attributes.value', [...values]),
      ]);
      if (!orNone) {
        rows.whereRaw('(?) > 0', [count()]);
      }
      return;
    default:
      throw new Error(`Unknown match ${match satisfies never}`);
  }
}
