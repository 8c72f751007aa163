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
  auditOutcomeSchema,
  auditRecordKindSchema,
  type AuditEntry,
  type AuditSeal,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { readEntry, type EntryContent } from '../audit/entryText';
import { toInstant } from './columns';

interface EntryColumns {
  entry_key: string;
  at: Date | number | string;
  actor: string;
  operation: string;
  record_kind: string;
  record_id: string | null;
  outcome: string;
}

/** An entry as a row. */
export interface EntryRow extends EntryColumns {
  entry_id: number;
  text: string;
  mac: string;
  position: number | null;
  hash: string | null;
}

/** What lists filter by; all of it stands in the text, too. */
export const columnsOf = (content: EntryContent): EntryColumns => ({
  entry_key: content.key,
  at: new Date(content.at),
  actor: content.actor.ref,
  operation: content.operation,
  record_kind: content.record.kind,
  record_id: content.record.id ?? null,
  outcome: content.outcome,
});

/** Filters would miss an entry whose columns were changed though its text was not. */
export function damageOf(row: EntryRow): string | undefined {
  const content = readEntry(row.text);
  if (!content) {
    return 'is in no form that is known';
  }
  const { at, ...written } = columnsOf(content);
  const differing = Object.entries(written).find(
    ([column, value]) => row[column as keyof typeof written] !== value,
  )?.[0];
  const column =
    differing ??
    (new Date(at).getTime() === new Date(row.at).getTime() ? undefined : 'at');
  return column && `has another ${column} in the list than in its text`;
}

/** An entry as the list shows it, whatever was done to its row. */
export function entryOf(row: EntryRow): AuditEntry {
  const content = readEntry(row.text);
  const position = row.position === null ? {} : { position: row.position };
  const damage = damageOf(row);
  if (content) {
    const { key: _, ...told } = content;
    return {
      entryId: row.entry_id,
      ...told,
      ...position,
      ...(damage && { damage }),
    };
  }
  return {
    entryId: row.entry_id,
    at: toInstant(row.at),
    actor: { kind: 'system', ref: row.actor },
    operation: row.operation,
    record: {
      kind:
        auditRecordKindSchema.safeParse(row.record_kind).data ?? 'orchestrator',
      ...(row.record_id !== null && { id: row.record_id }),
    },
    outcome: auditOutcomeSchema.safeParse(row.outcome).data ?? 'FAILED',
    requestId: row.entry_key,
    ...position,
    damage,
  };
}

/** A sealed row as the chain has it. */
export const sealOf = (row: EntryRow): AuditSeal => ({
  // A sealed row has both; one without its hash fits nowhere in the chain.
  position: row.position ?? 0,
  entryId: row.entry_id,
  text: row.text,
  mac: row.mac,
  hash: row.hash ?? '',
});
