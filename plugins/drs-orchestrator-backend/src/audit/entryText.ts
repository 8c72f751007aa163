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
  auditActorSchema,
  auditEntrySchema,
  auditOutcomeSchema,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { AuditKeys } from './auditKeys';

/** The layout of an entry's text; raised when a reader of the old one would misread it. */
const ENTRY_VERSION = 1;

const contentSchema = auditEntrySchema
  .pick({
    record: true,
    origin: true,
    code: true,
    requestId: true,
    correlationId: true,
    requested: true,
    before: true,
    after: true,
  })
  .extend({
    /** Unique to the entry: a copy of it gives itself away. */
    key: z.string(),
    at: z.iso.datetime(),
    actor: auditActorSchema,
    operation: z.string(),
    outcome: auditOutcomeSchema,
  });

/** What an entry says, before the database gives it a number. */
export type EntryContent = z.infer<typeof contentSchema>;

const textSchema = contentSchema
  .extend({ v: z.literal(ENTRY_VERSION) })
  .transform(({ v: _, ...content }): EntryContent => content);

/** An entry as it is stored: `text` is what is signed and sealed, to the letter. */
export interface WrittenEntry {
  readonly content: EntryContent;
  readonly text: string;
  readonly mac: string;
}

/** The signature of who wrote the text. */
export const macOf = (text: string, keys: AuditKeys): string =>
  createHmac('sha256', keys.entry).update(text).digest('hex');

/** Writes an entry down, and signs it: none that is put into the database by others has this. */
export function writeEntry(
  content: EntryContent,
  keys: AuditKeys,
): WrittenEntry {
  const text = JSON.stringify({ v: ENTRY_VERSION, ...content });
  return { content, text, mac: macOf(text, keys) };
}

/** Reads the text of an entry; undefined where it is none. */
export function readEntry(text: string): EntryContent | undefined {
  try {
    return textSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
