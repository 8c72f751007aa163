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

import { TestDatabases } from '@backstage/backend-test-utils';
import type { AuditEntry } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { analyse, planOf } from '../__testUtils__/queryPlan';
import { auditKeysOf } from '../audit/auditKeys';
import { writeEntry, type EntryContent } from '../audit/entryText';
import { AuditStore, type EntryQuery } from './AuditStore';
import { migrationSource } from './openDatabase';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const keys = auditKeysOf('a key for tests of 32 characters');
const noon = Date.parse('2026-11-21T12:00:00.000Z');
const ROWS = 100_000;
const LIMIT = 50;

/** Three in each second, by fifty people, one in ten refused. */
const contentOf = (number: number): EntryContent => ({
  key: `entry-${number}`,
  at: new Date(noon + Math.floor(number / 3) * 1000).toISOString(),
  actor: { kind: 'person', ref: `user:default/person-${number % 50}` },
  operation: number % 4 === 0 ? 'pause_execution' : 'update_recovery_plan',
  record: {
    kind: number % 4 === 0 ? 'execution' : 'recovery-plan',
    id: `record-${number % 1_000}`,
  },
  outcome: number % 10 === 0 ? 'REFUSED' : 'SUCCEEDED',
  requestId: `request-${number}`,
});

async function fill(knex: Knex): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, number) => {
    const { content, text, mac } = writeEntry(contentOf(number), keys);
    return {
      entry_key: content.key,
      at: new Date(content.at),
      actor: content.actor.ref,
      operation: content.operation,
      record_kind: content.record.kind,
      record_id: content.record.id,
      outcome: content.outcome,
      text,
      mac,
      ...(number < ROWS - 20 && { position: number + 1, hash: mac }),
    };
  });
  for (let start = 0; start < ROWS; start += 400) {
    await knex('audit_entries').insert(rows.slice(start, start + 400));
  }
  await analyse(knex, ['audit_entries']);
}

const filters: Record<string, Partial<EntryQuery>> = {
  all: {},
  actor: { actor: 'user:default/person-7' },
  operation: { operation: ['pause_execution'] },
  kind: { recordKind: 'execution' },
  record: { recordId: 'record-8' },
  outcome: { outcome: ['REFUSED'] },
  time: {
    after: new Date(noon + 1_000_000).toISOString(),
    before: new Date(noon + 2_000_000).toISOString(),
  },
};

describe.each(databases.eachSupportedId())(
  'AuditStore with 100,000 rows on %s',
  databaseId => {
    let knex: Knex;
    let store: AuditStore;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      await fill(knex);
      store = AuditStore.create(knex);
    });

    const middle = Buffer.from(
      JSON.stringify([noon + 15_000_000, 45_000]),
    ).toString('base64url');

    it.each(Object.keys(filters))(
      'finds every page by an index: %s',
      async filter => {
        const query = store.pageQuery({
          limit: LIMIT,
          cursor: middle,
          ...filters[filter],
        });
        const plan = await planOf(query);
        expect(plan).toMatch(/index/i);
        // Reading everything, or putting in order what an index has in order.
        expect(plan).not.toMatch(/Seq Scan|TEMP B-TREE|^SCAN (?!.*INDEX)/m);
        // PostgreSQL sorts the few rows of a record that it finds by the index.
        const isSorted = filter !== 'record' && /Sort/.test(plan);
        expect([isSorted, plan]).toEqual([false, plan]);
      },
    );

    it('finds what is unsealed, and what comes next in an export, by an index', async () => {
      for (const query of [
        store.unsealedQuery(500),
        store.sealedQuery(50_000, 500),
      ]) {
        const plan = await planOf(query);
        expect(plan).toMatch(/index/i);
        expect(plan).not.toMatch(/Seq Scan|TEMP B-TREE/);
      }
      expect(await store.unsealed(500)).toHaveLength(20);
    });

    it.each(Object.keys(filters))(
      'pages through all that pass a filter, newest first, while others are written: %s',
      async filter => {
        const query = filters[filter];
        const expected = Array.from({ length: ROWS }, (_, number) => number)
          .map(contentOf)
          .filter(
            ({ actor, operation, record, outcome, at }) =>
              (!query.actor || actor.ref === query.actor) &&
              (!query.operation || query.operation.includes(operation)) &&
              (!query.recordKind || record.kind === query.recordKind) &&
              (!query.recordId || record.id === query.recordId) &&
              (!query.outcome || query.outcome.includes(outcome)) &&
              (!query.after || at >= query.after) &&
              (!query.before || at < query.before),
          )
          .reverse()
          .slice(0, 6 * LIMIT)
          .map(({ requestId }) => requestId);

        const found: AuditEntry[] = [];
        const late: string[] = [];
        let cursor: string | undefined;
        for (let number = 0; number < 6; number++) {
          const page = await store.page({ limit: LIMIT, cursor, ...query });
          found.push(...page.items);
          cursor = page.nextCursor;
          if (cursor === undefined) {
            break;
          }
          const key = `late-${filter}-${number}`;
          late.push(key);
          await store.add(
            writeEntry(
              { ...contentOf(0), key, at: new Date(noon + 1e9).toISOString() },
              keys,
            ),
          );
        }
        await knex('audit_entries').whereIn('entry_key', late).delete();
        expect(found.map(({ requestId }) => requestId)).toEqual(expected);
      },
    );
  },
);
