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
import knexFactory, { type Knex } from 'knex';
import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { exampleRow, exampleSummary } from '../__testUtils__/examples';
import { KnexExecutionLog } from './KnexExecutionLog';
import { KnexLeaseStore } from './KnexLeaseStore';
import { migrationSource } from './openDatabase';

// A host that loses its power says no farewell: PostgreSQL's connection to it
// stays open, with all that its transaction has locked. SQLite has one process.

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const projection = () => ({ summary: exampleSummary(), wakeAt: new Date() });

/** Hands bytes on to PostgreSQL until the host behind it is lost in the middle of a transaction. */
async function cable(server: { host: string; port: number }) {
  const sockets: Socket[] = [];
  let cutBefore: string | undefined;
  let isCut = false;
  let toldCut = () => {};
  const cut = new Promise<void>(resolve => {
    toldCut = resolve;
  });
  const proxy = createServer(client => {
    const upstream = createConnection(server);
    sockets.push(client, upstream);
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
    }
    client.on('data', bytes => {
      if (cutBefore !== undefined && bytes.includes(cutBefore)) {
        isCut = true;
        toldCut();
      }
      if (!isCut) {
        upstream.write(bytes);
      }
    });
    upstream.on('data', bytes => {
      if (!isCut) {
        client.write(bytes);
      }
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The proxy has no TCP address');
  }
  return {
    port: address.port,
    /** Nothing passes any more from the first statement that has this in it. */
    async cutBefore(statement: string) {
      cutBefore = statement;
      await cut;
    },
    close() {
      sockets.forEach(socket => socket.destroy());
      proxy.close();
    },
  };
}

describe.each(databases.eachSupportedId())(
  'a host lost in the middle of a transaction, on %s',
  databaseId => {
    let knex: Knex;
    let wire: Awaited<ReturnType<typeof cable>>;
    /** The database as the host sees it that will be lost. */
    let doomed: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      const { connectionSettings } = knex.client;
      const { host, port, user, password, database } = connectionSettings;
      wire = await cable({ host, port });
      doomed = knexFactory({
        client: 'pg',
        connection: {
          host: '127.0.0.1',
          port: wire.port,
          user,
          password,
          database,
        },
        pool: { min: 0, max: 1 },
      });
    });

    afterEach(async () => {
      wire.close();
      await doomed.destroy();
    });

    it('does not keep another from taking the lease', async () => {
      const taken = await KnexLeaseStore.create(doomed).take('lost', undefined);
      const log = KnexExecutionLog.create(doomed);
      await log.create(exampleRow(1), projection(), []);
      // It holds the lease's row when it is lost.
      const lost = log
        .append(exampleRow(2), projection(), { epoch: taken?.epoch })
        .catch(() => undefined);
      await wire.cutBefore('update "executions"');

      const store = KnexLeaseStore.create(knex);
      const seen = await store.read();
      await expect(store.take('other', seen)).resolves.toMatchObject({
        holder: 'other',
        epoch: 2,
      });
      wire.close();
      await lost;
      await expect(
        KnexExecutionLog.create(knex).read('execution-1', 0),
      ).resolves.toHaveLength(1);
    });

    it('does not keep another from taking the lease while it was taking it itself', async () => {
      const store = KnexLeaseStore.create(knex);
      const seen = await store.take('before', undefined);
      const lost = KnexLeaseStore.create(doomed)
        .take('lost', seen)
        .catch(() => undefined);
      await wire.cutBefore('COMMIT');

      await expect(store.take('other', seen)).resolves.toMatchObject({
        holder: 'other',
        epoch: 2,
      });
      wire.close();
      await lost;
    });

    it('does not keep others from going on with an execution, or starting one', async () => {
      const log = KnexExecutionLog.create(knex);
      await log.create(exampleRow(1), projection(), []);
      const lost = KnexExecutionLog.create(doomed)
        .append(exampleRow(2), projection(), {})
        .catch(() => undefined);
      await wire.cutBefore('insert into "execution_log"');

      await log.append(exampleRow(2), projection(), {});
      wire.close();
      await lost;
      await expect(log.read('execution-1', 0)).resolves.toHaveLength(2);
    });
  },
);
