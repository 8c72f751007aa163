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
  auditHeadSchema,
  type AuditHead,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import createKnex, { type Knex } from 'knex';
import { createWriteStream, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { AuditStore } from '../../database/AuditStore';
import { auditKeysOf } from '../auditKeys';
import { tellDatabase, verifyDatabase, wordsOf } from './databaseReport';
import { exportLines, verifyExport } from './exportFile';

const USAGE = `Checks and exports the audit trail of the DRS orchestrator.

  drs-orchestrator-audit verify [--head FILE]           the trail and every execution's log in the database
  drs-orchestrator-audit verify --export FILE [--head FILE]   an export, without the database
  drs-orchestrator-audit export --out FILE              writes the sealed trail as JSON lines
  drs-orchestrator-audit head [--out FILE]              writes the signed head: keep it elsewhere

  --database   a file of SQLite, or postgresql://…; or DRS_ORCHESTRATOR_DATABASE, which no list of processes shows
  --schema     of PostgreSQL, where plugins share a database
  --key-file   holds drsOrchestrator.auditKey; or DRS_ORCHESTRATOR_AUDIT_KEY
  --json       tells what was found as JSON

Ends with 0 where all is well, 1 where something is broken, 2 where nothing could be said.`;

/** What keeps the command from saying anything; its message is for who called it. */
class CannotTell extends Error {}

const optionsSchema = {
  database: { type: 'string' },
  schema: { type: 'string' },
  'key-file': { type: 'string' },
  export: { type: 'string' },
  head: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Where the command reads and writes, beside files. @public */
export interface CommandSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: optionsSchema,
      allowPositionals: true,
    });
    return { values, positionals };
  } catch (error) {
    throw new CannotTell(
      `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`,
    );
  }
}

type Values = ReturnType<typeof parsed>['values'];

async function auditKeyOf(
  values: Values,
  { env }: CommandSurroundings,
): Promise<string> {
  const file = values['key-file'];
  const key = file
    ? (await readFile(file, 'utf8')).trim()
    : env.DRS_ORCHESTRATOR_AUDIT_KEY;
  if (!key) {
    throw new CannotTell(
      'The audit key is needed: set DRS_ORCHESTRATOR_AUDIT_KEY, or name a file that holds it with --key-file',
    );
  }
  return key;
}

/** Opens the database to read, and never to write. */
function openToRead(values: Values, { env }: CommandSurroundings): Knex {
  const database = values.database ?? env.DRS_ORCHESTRATOR_DATABASE;
  if (!database) {
    throw new CannotTell(
      'The database is needed: set DRS_ORCHESTRATOR_DATABASE, or name it with --database',
    );
  }
  if (/^postgres(ql)?:\/\//.test(database)) {
    return createKnex({
      client: 'pg',
      connection: {
        connectionString: database,
        options: '-c default_transaction_read_only=on',
      },
      ...(values.schema && { searchPath: [values.schema] }),
    });
  }
  if (!existsSync(database)) {
    throw new CannotTell(`There is no file ${database}`);
  }
  return createKnex({
    client: 'better-sqlite3',
    useNullAsDefault: true,
    connection: { filename: database, options: { readonly: true } },
  });
}

async function readHeads(file: string | undefined): Promise<AuditHead[]> {
  if (!file) {
    return [];
  }
  try {
    return [auditHeadSchema.parse(JSON.parse(await readFile(file, 'utf8')))];
  } catch (error) {
    throw new CannotTell(
      `${file} holds no head: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

async function verify(
  values: Values,
  surroundings: CommandSurroundings,
): Promise<number> {
  const auditKey = await auditKeyOf(values, surroundings);
  const keys = auditKeysOf(auditKey);
  const heads = await readHeads(values.head);
  if (values.export) {
    if (!existsSync(values.export)) {
      throw new CannotTell(`There is no file ${values.export}`);
    }
    const { head, ...trail } = await verifyExport(values.export, keys, heads);
    surroundings.print(
      values.json ? JSON.stringify({ trail, head }) : wordsOf(trail, head),
    );
    return trail.intact ? 0 : 1;
  }
  const knex = openToRead(values, surroundings);
  try {
    const report = await verifyDatabase(knex, auditKey, keys, heads);
    if (values.json) {
      surroundings.print(JSON.stringify(report));
    } else {
      tellDatabase(report, surroundings.print);
    }
    const { trail, forged, logs } = report;
    return trail.intact && forged.length === 0 && logs.broken.length === 0
      ? 0
      : 1;
  } finally {
    await knex.destroy();
  }
}

async function writeExport(
  values: Values,
  surroundings: CommandSurroundings,
): Promise<number> {
  if (!values.out) {
    throw new CannotTell('Name the file with --out');
  }
  const knex = openToRead(values, surroundings);
  try {
    let lines = 0;
    const store = AuditStore.create(knex);
    await pipeline(
      exportLines(store),
      async function* ended(source: AsyncIterable<string>) {
        for await (const line of source) {
          lines++;
          yield `${line}\n`;
        }
      },
      createWriteStream(values.out, { flags: 'wx', mode: 0o600 }),
    );
    surroundings.print(`${lines} lines written to ${values.out}.`);
    return 0;
  } finally {
    await knex.destroy();
  }
}

async function writeHead(
  values: Values,
  surroundings: CommandSurroundings,
): Promise<number> {
  const knex = openToRead(values, surroundings);
  try {
    const head = await AuditStore.create(knex).head();
    if (!head) {
      throw new CannotTell('Nothing is sealed yet: there is no head');
    }
    if (values.out) {
      await writeFile(values.out, `${JSON.stringify(head)}\n`);
    } else {
      surroundings.print(JSON.stringify(head));
    }
    return 0;
  } finally {
    await knex.destroy();
  }
}

/**
 * The command `drs-orchestrator-audit`.
 *
 * @param args - as they were given, without the program's own name
 * @returns the exit code: 0 all is well, 1 something is broken, 2 nothing could be said
 *
 * @public
 */
export async function auditCommand(
  args: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  try {
    const { values, positionals } = parsed(args);
    const [command] = positionals;
    if (values.help) {
      surroundings.print(USAGE);
      return 0;
    }
    switch (command) {
      case 'verify':
        return await verify(values, surroundings);
      case 'export':
        return await writeExport(values, surroundings);
      case 'head':
        return await writeHead(values, surroundings);
      default:
        throw new CannotTell(USAGE);
    }
  } catch (error) {
    // What is no answer must not look like one.
    surroundings.complain(
      error instanceof Error ? error.message : String(error),
    );
    return 2;
  }
}
