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
import { executionEventSchemas, type ExecutionEvent } from '../domain/events';
import type { LogEntry } from '../executionEngine';
import type { StoredRow } from '../ports/executionLog';
import { chainSeal, chainStart, sameHash } from './hashChain';

/** The layout of a row's text; raised when a reader of the old one would misread it. */
const ROW_VERSION = 1;

const rowSchema = z.object({
  v: z.literal(ROW_VERSION),
  executionId: z.string(),
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  actor: z.string(),
  events: z.array(executionEventSchemas),
});

/** What an unreadable text may still tell about itself. */
const versionSchema = z.object({ v: z.unknown() });
const eventTypesSchema = z.object({
  events: z.array(z.object({ type: z.string() })),
});

const knownEventTypes: ReadonlySet<string> = new Set(
  executionEventSchemas.options.map(option => option.shape.type.value),
);

/** A decision that is to be stored. */
export interface RowContent {
  readonly executionId: string;
  /** 1, 2, … without gaps. */
  readonly seq: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** An entity ref, or `system` for the engine. */
  readonly actor: string;
  readonly events: readonly ExecutionEvent[];
}

/** A stored row that this release cannot understand; it is not guessed at. */
export class UnreadableRow extends Error {
  readonly executionId: string;
  readonly seq: number;

  constructor(row: StoredRow, why: string) {
    super(`Row ${row.seq} of execution ${row.executionId} ${why}`);
    this.name = 'UnreadableRow';
    this.executionId = row.executionId;
    this.seq = row.seq;
  }
}

/** Takes the place of the row before the first: no other execution's rows fit on it. */
const logStart = (executionId: string): string =>
  chainStart(`execution-log\n${executionId}`);

/**
 * Writes a decision down as a row that is chained to the row before.
 *
 * @param previousHash - the hash of the row before; undefined for the first row only
 * @param key - the secret of the chain, from configuration
 * @throws RangeError where `seq` and `previousHash` do not go together
 */
export function sealRow(
  content: RowContent,
  previousHash: string | undefined,
  key: string,
): StoredRow {
  const { executionId, seq, at, actor, events } = content;
  if ((seq === 1) !== (previousHash === undefined)) {
    throw new RangeError(
      `Row ${seq} of execution ${executionId} must ${
        seq === 1 ? 'not ' : ''
      }be chained to a row before it`,
    );
  }
  const text = JSON.stringify({
    v: ROW_VERSION,
    executionId,
    seq,
    at,
    actor,
    events,
  });
  return {
    executionId,
    seq,
    text,
    hash: chainSeal(previousHash ?? logStart(executionId), text, key),
  };
}

function parseText(row: StoredRow): unknown {
  try {
    return JSON.parse(row.text);
  } catch {
    throw new UnreadableRow(row, 'is not JSON');
  }
}

function whyUnreadable(content: unknown, error: z.ZodError): string {
  const version = versionSchema.safeParse(content);
  if (version.success && version.data.v !== ROW_VERSION) {
    return `has version ${JSON.stringify(
      version.data.v,
    )}; this release reads version ${ROW_VERSION}`;
  }
  const types = eventTypesSchema.safeParse(content);
  const unknownType = types.data?.events.find(
    event => !knownEventTypes.has(event.type),
  )?.type;
  if (unknownType !== undefined) {
    return `holds the event ${JSON.stringify(
      unknownType,
    )}, which this release does not know`;
  }
  const [issue] = error.issues;
  return `is malformed at ${issue.path.join('.') || 'its root'}: ${
    issue.message
  }`;
}

/**
 * Reads a row. Fields that a later release added to a known event are left out;
 * an event or a version that this release does not know is an error, because to
 * fold without it would give a wrong state.
 *
 * @throws {@link UnreadableRow}
 */
export function openRow(row: StoredRow): LogEntry {
  const content = parseText(row);
  const parsed = rowSchema.safeParse(content);
  if (!parsed.success) {
    throw new UnreadableRow(row, whyUnreadable(content, parsed.error));
  }
  const { executionId, seq, at, actor, events } = parsed.data;
  if (executionId !== row.executionId || seq !== row.seq) {
    throw new UnreadableRow(
      row,
      `holds the text of row ${seq} of execution ${executionId}`,
    );
  }
  return { seq, at, actor, events };
}

/** What {@link verifyChain} found. */
export type ChainVerdict =
  | { readonly intact: true }
  | {
      readonly intact: false;
      /** Where the chain breaks: the row missing, or the first that does not fit. */
      readonly brokenAt: number;
      readonly why: string;
    };

/**
 * Checks all rows of one execution, in the order given: finds a row changed,
 * removed, added, put in another place or taken from another execution.
 *
 * Rows cut off the end cannot be found by the chain, as what is left of it is
 * whole: compare the last hash with one that was exported before.
 */
export function verifyChain(
  rows: readonly StoredRow[],
  key: string,
): ChainVerdict {
  let before: StoredRow | undefined;
  for (const row of rows) {
    const expectedSeq = (before?.seq ?? 0) + 1;
    const broken = (brokenAt: number, why: string): ChainVerdict => ({
      intact: false,
      brokenAt,
      why,
    });
    if (before && row.executionId !== before.executionId) {
      return broken(
        expectedSeq,
        `Row ${row.seq} belongs to execution ${row.executionId}`,
      );
    }
    if (row.seq > expectedSeq) {
      return broken(expectedSeq, `Row ${expectedSeq} is missing`);
    }
    if (row.seq < expectedSeq) {
      return broken(
        expectedSeq,
        `Row ${row.seq} stands in the place of row ${expectedSeq}`,
      );
    }
    const expectedHash = chainSeal(
      before?.hash ?? logStart(row.executionId),
      row.text,
      key,
    );
    if (!sameHash(row.hash, expectedHash)) {
      return broken(
        row.seq,
        `Row ${row.seq} was changed, or a row before it, or another key sealed it`,
      );
    }
    before = row;
  }
  return { intact: true };
}
