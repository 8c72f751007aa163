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
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';

/** A page of rows, and where the next one begins. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** Text to sort by; PostgreSQL knows no U+0000. */
export const textKey = z.string().refine(text => !text.includes('\0'));

const LAST_MILLISECOND_OF_YEAR_9999 = 253_402_300_799_999;

/** A point in time to sort by, in milliseconds, that every database has. */
export const instantKey = z
  .number()
  .int()
  .min(0)
  .max(LAST_MILLISECOND_OF_YEAR_9999);

/** A generated ID to sort by: a whole number that is exact in JavaScript. */
export const rowIdKey = z.number().int().min(0);

/** An opaque cursor: the sort keys of the last row given out. */
export const encodeCursor = (keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/**
 * The sort keys in a cursor. Anybody can make one by hand, so their schema has
 * to refuse what the database cannot compare with.
 *
 * @throws DrsError VALIDATION_FAILED where it is not one that this list gave out
 */
export function decodeCursor<T extends z.ZodType>(
  cursor: string,
  keys: T,
): z.output<T> {
  try {
    const parsed = keys.safeParse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    if (parsed.success) {
      return parsed.data;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      throw error;
    }
  }
  const finding: Finding = {
    code: 'INVALID_FIELD',
    severity: 'BLOCKING',
    field: 'cursor',
    message: 'This is not a cursor that this list gave out',
    remedy: 'Ask for the first page, without a cursor',
  };
  throw new DrsError('VALIDATION_FAILED', 'The cursor is not valid', [finding]);
}

/**
 * Cuts a page out of rows of which one more than the limit was asked for: the
 * one too many tells that there is a next page.
 */
export function pageOfRows<Row, T>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => readonly (string | number)[],
  read: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    ...(rows.length > limit &&
      last && { nextCursor: encodeCursor(keysOf(last)) }),
  };
}
