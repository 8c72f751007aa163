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

import { z } from 'zod';

/** A time as PostgreSQL (Date) and SQLite (milliseconds) give it. */
type StoredTime = Date | number | string;

export const toInstant = (stored: StoredTime): string =>
  new Date(stored).toISOString();

/** Columns that say who made a record and when, as they are stored. */
export interface BookkeepingColumns {
  version: number;
  created_at: StoredTime;
  updated_at: StoredTime;
  created_by: string;
}

/** The same as records have them. */
export interface Bookkeeping {
  version: number;
  createdAt: string;
  updatedAt: string;
  createdBy: string;
}

export const bookkeepingOf = (row: BookkeepingColumns): Bookkeeping => ({
  version: row.version,
  createdAt: toInstant(row.created_at),
  updatedAt: toInstant(row.updated_at),
  createdBy: row.created_by,
});

/** The columns of a record's first version. */
export const firstBookkeeping = (actor: string, now: Date) => ({
  version: 1,
  created_at: now,
  updated_at: now,
  created_by: actor,
});

/** Reads a JSON column; what does not fit the schema is a corrupt row, and an error. */
export const fromJson = <T extends z.ZodType>(
  schema: T,
  text: string,
): z.output<T> => schema.parse(JSON.parse(text));

/**
 * A name as it is compared: without regard to case, to the way in which accents
 * are encoded, and to how many spaces stand between words.
 */
export const nameKey = (name: string): string =>
  name.normalize('NFC').toLocaleLowerCase('en-US').trim().replace(/\s+/gu, ' ');

/** A pattern for LIKE … ESCAPE '\' that finds a part literally. */
export const containsPattern = (part: string): string =>
  `%${part.replace(/[\\%_]/g, '\\$&')}%`;
