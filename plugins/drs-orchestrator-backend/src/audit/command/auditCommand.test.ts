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
import type { Knex } from 'knex';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startOrchestrator,
  type Orchestrator,
} from '../../__testUtils__/startOrchestrator';
import { AuditStore } from '../../database/AuditStore';
import { auditCommand } from './auditCommand';

jest.setTimeout(120_000);

const KEY = 'a key for tests of 32 characters';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** How the command finds the database that a test has. */
async function databaseOf(knex: Knex, folder: string): Promise<string> {
  const { client, connection } = knex.client.config;
  if (client !== 'pg') {
    // The test's database is in memory; the command reads a file.
    const file = join(folder, `${Math.random()}.sqlite`);
    await knex.raw('vacuum into ?', [file]);
    return file;
  }
  const { user, password, host, port, database } = connection;
  return `postgresql://${user}:${password}@${host}:${port}/${database}`;
}

describe.each(databases.eachSupportedId())(
  'drs-orchestrator-audit on %s',
  id => {
    let folder: string;
    let knex: Knex;
    let orchestrator: Orchestrator;

    const run = async (...args: string[]) => {
      const lines: string[] = [];
      const code = await auditCommand(args, {
        env: {
          DRS_ORCHESTRATOR_AUDIT_KEY: KEY,
          DRS_ORCHESTRATOR_DATABASE: await databaseOf(knex, folder),
        },
        print: line => lines.push(line),
        complain: line => lines.push(line),
      });
      return { code, said: lines.join('\n') };
    };

    const freeze = async (active: boolean) => {
      const { body } = await orchestrator.api(
        'get',
        '/config/settings',
        'DRSOrchestrationAdmin',
      );
      const answer = await orchestrator
        .api('put', '/config/settings', 'DRSOrchestrationAdmin')
        .send({ freeze: { active }, version: body.version });
      expect(answer.status).toBe(200);
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'drs-audit-'));
      knex = await databases.init(id);
      orchestrator = await startOrchestrator({ knex });
      for (const active of [true, false, true, false]) {
        await freeze(active);
      }
      // The running leader seals them.
      const store = AuditStore.create(knex);
      while ((await store.unsealed(1)).length > 0) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      await orchestrator.stop();
      await knex('executions').insert({
        execution_id: 'execution-1',
        plan_id: 'plan-1',
        account_id: '111122223333',
        execution_type: 'DRILL',
        status: 'COMPLETED',
        initiated_by: 'user:default/a',
        started_at: new Date(),
        seq: 0,
        summary: '{}',
      });
    });

    afterAll(() => rm(folder, { recursive: true }));

    /** Changes the database, runs, and puts everything back. */
    const tampered = async (
      table: string,
      change: () => PromiseLike<unknown>,
      work: () => Promise<void>,
    ) => {
      const rows = await knex(table).select('*');
      await change();
      try {
        await work();
      } finally {
        await knex(table).delete();
        await knex(table).insert(rows);
      }
    };

    it('says that all is well, in words and as JSON', async () => {
      const { code, said } = await run('verify');
      expect(said).toMatch(
        /^The audit trail holds: 4 entries, the last at place 4, sealed up to .*\n0 entries wait for their seal\.\nThe logs of 1 of 1 executions hold\.$/,
      );
      expect(code).toBe(0);
      const json = await run('verify', '--json');
      expect(JSON.parse(json.said)).toMatchObject({
        trail: { intact: true, entries: 4 },
        logs: { executions: 1, broken: [] },
      });
    });

    it('finds the first broken link, and where the log of an execution is cut', async () => {
      await tampered(
        'audit_entries',
        () => knex('audit_entries').where({ position: 2 }).delete(),
        async () => {
          const { code, said } = await run('verify');
          expect(said).toContain('BROKEN at place 2. Entry 2 is missing');
          expect(code).toBe(1);
        },
      );
      await tampered(
        'executions',
        () => knex('executions').update({ seq: 7 }),
        async () => {
          const { code, said } = await run('verify');
          expect(said).toContain('execution-1 is BROKEN at row 1');
          expect(code).toBe(1);
        },
      );
      await tampered(
        'audit_entries',
        () =>
          knex('audit_entries')
            .where({ position: 4 })
            .update({ position: null, hash: null, outcome: 'REFUSED' }),
        async () => {
          expect(await run('verify')).toEqual({
            code: 1,
            said: expect.stringMatching(/BROKEN at place 4(.|\n)*NOT WRITTEN/),
          });
        },
      );
    });

    it('finds by a head kept elsewhere that the whole end was cut off', async () => {
      const head = join(folder, `head-${id}.json`);
      expect((await run('head', '--out', head)).code).toBe(0);
      expect((await run('verify', '--head', head)).code).toBe(0);

      // An older state of everything, as a backup has it: consistent by itself.
      await tampered(
        'audit_chain',
        () => knex('audit_chain').delete(),
        () =>
          tampered(
            'audit_entries',
            () => knex('audit_entries').delete(),
            async () => {
              expect((await run('verify')).code).toBe(0);
              expect(await run('verify', '--head', head)).toMatchObject({
                code: 1,
              });
            },
          ),
      );
    });

    it('writes an export that can be checked without the database', async () => {
      const file = join(folder, `export-${id}.jsonl`);
      expect(await run('export', '--out', file)).toEqual({
        code: 0,
        said: `5 lines written to ${file}.`,
      });
      const verified = await run('verify', '--export', file);
      expect(verified.said).toContain('The audit trail holds: 4 entries');
      expect(verified.code).toBe(0);

      const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
      for (const [what, changed] of [
        ['a line less', lines.toSpliced(2, 1)],
        ['no end', lines.slice(0, -1)],
        ['no head', lines.slice(1)],
        ['two in the other order', [lines[0], lines[2], lines[1], lines[3]]],
        ['another text', lines.with(3, lines[3].replace('freeze', 'thaw'))],
        ['something else', lines.with(3, 'not JSON')],
        ['nothing', []],
      ] as const) {
        await writeFile(file, changed.map(line => `${line}\n`).join(''));
        const found = await run('verify', '--export', file);
        expect([what, found.code]).toEqual([what, 1]);
      }
    });

    it('takes the pages of the API for the same', async () => {
      const again = await startOrchestrator({ knex });
      const lines: string[] = [];
      let cursor = '';
      do {
        const { body } = await again.api(
          'get',
          `/audit?order=SEALED&limit=2${cursor && `&cursor=${cursor}`}`,
          'DRSReadOnly',
        );
        if (!cursor) {
          lines.push(JSON.stringify({ head: body.trail.head }));
        }
        lines.push(
          ...body.items.map((item: { seal: unknown }) =>
            JSON.stringify(item.seal),
          ),
        );
        cursor = body.nextCursor;
      } while (cursor);
      await again.stop();
      const file = join(folder, `api-${id}.jsonl`);
      await writeFile(file, lines.join('\n'));
      expect(await run('verify', '--export', file)).toMatchObject({ code: 0 });
    });
  },
);

describe('drs-orchestrator-audit', () => {
  it.each([
    [[], {}, /^Checks and exports/],
    [['verify'], {}, /audit key is needed/],
    [['verify', '--nonsense'], {}, /nonsense/],
    [['verify'], { DRS_ORCHESTRATOR_AUDIT_KEY: KEY }, /The database is needed/],
    [
      ['verify', '--database', '/no/such/file'],
      { DRS_ORCHESTRATOR_AUDIT_KEY: KEY },
      /no file \/no\/such\/file/,
    ],
    [
      ['verify', '--export', '/no/such/file'],
      { DRS_ORCHESTRATOR_AUDIT_KEY: KEY },
      /no file/,
    ],
  ])('says that it cannot tell: %j', async (args, env, message) => {
    const complaints: string[] = [];
    const code = await auditCommand(args, {
      env,
      print: () => undefined,
      complain: line => complaints.push(line),
    });
    expect(code).toBe(2);
    expect(complaints.join('\n')).toMatch(message);
  });
});
