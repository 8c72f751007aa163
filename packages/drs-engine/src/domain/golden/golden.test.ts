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

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openRow, sealRow, verifyChain } from '../../log/sealedRow';
import type { StoredRow } from '../../ports/executionLog';
import { describeApprovals, describeWaves } from '../../reads/describe';
import { narrate } from '../../reads/narrate';
import { summarise } from '../../reads/summarise';
import { executionEventSchemas } from '../events';
import { evolve } from '../evolve';
import type { ExecutionState } from '../state';
import type { History } from '../testing/History';
import { stories } from './stories';

const LOGS = join(__dirname, 'logs');
/** Not secret: these logs prove nothing about anybody. */
const KEY = 'golden';

const goldenSchema = z.object({
  rows: z.array(
    z.object({
      executionId: z.string(),
      seq: z.number(),
      text: z.string(),
      hash: z.string(),
    }),
  ),
  expected: z.object({
    summary: z.unknown(),
    waves: z.unknown(),
    approvals: z.unknown(),
  }),
});
type Golden = z.infer<typeof goldenSchema>;

const read = (name: string): Golden =>
  goldenSchema.parse(
    JSON.parse(readFileSync(join(LOGS, `${name}.json`), 'utf8')),
  );

function fold(rows: readonly StoredRow[]): ExecutionState {
  const state = rows.reduce<ExecutionState | undefined>((folded, row) => {
    const { seq, at, events } = openRow(row);
    return events.reduce<ExecutionState | undefined>(
      (current, event) => evolve(current, event, { seq, at }),
      folded,
    );
  }, undefined);
  if (!state) {
    throw new Error('There are no rows');
  }
  return state;
}

/** What summaries have gained since logs were first recorded; they tell nothing new of the fold. */
const gained = ['openApprovals', 'instancesRunning'] as const;

/** As it is answered: without what is undefined. */
const told = (state: ExecutionState): Golden['expected'] =>
  JSON.parse(
    JSON.stringify({
      summary: Object.fromEntries(
        Object.entries(summarise(state)).filter(
          ([field]) => !gained.some(name => name === field),
        ),
      ),
      waves: describeWaves(state, []),
      approvals: describeApprovals(state),
    }),
  );

function seal(history: History): StoredRow[] {
  const { executionId } = history.state;
  const rows: StoredRow[] = [];
  for (const { at, text } of history.rows) {
    rows.push(
      sealRow(
        {
          executionId,
          seq: rows.length + 1,
          at,
          actor: 'system',
          events: executionEventSchemas.array().parse(JSON.parse(text)),
        },
        rows.at(-1)?.hash,
        KEY,
      ),
    );
  }
  return rows;
}

if (process.env.RECORD_GOLDEN_LOGS) {
  for (const [name, tell] of Object.entries(stories)) {
    const file = join(LOGS, `${name}.json`);
    if (!existsSync(file)) {
      const rows = seal(tell());
      const golden: Golden = { rows, expected: told(fold(rows)) };
      writeFileSync(file, `${JSON.stringify(golden, undefined, 2)}\n`);
    }
  }
}

const names = readdirSync(LOGS).map(file => file.replace(/\.json$/, ''));

describe('golden logs', () => {
  it.each(names)('%s folds to what it always did', name => {
    const { rows, expected } = read(name);
    expect(verifyChain(rows, KEY)).toEqual({ intact: true });
    expect(told(fold(rows))).toEqual(expected);
  });

  it.each(names)('%s can be told', name => {
    const { rows } = read(name);
    const sentences = narrate(rows.map(openRow), fold(rows));
    expect(sentences.length).toBeGreaterThanOrEqual(rows.length);
    expect(sentences.filter(({ summary }) => !summary.trim())).toEqual([]);
  });

  it('hold every kind of event', () => {
    const recorded = new Set(
      names
        .flatMap(name => read(name).rows)
        .flatMap(row => openRow(row).events)
        .map(event => event.type),
    );
    const known = executionEventSchemas.options.map(
      option => option.shape.type.value,
    );
    expect(known.filter(type => !recorded.has(type))).toEqual([]);
  });
});
