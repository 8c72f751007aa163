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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'node:http';
import { stringify } from 'yaml';
import { Api } from './Api';
import { writeCatalog } from './catalogEntities';
import { freePort, nodeTransform, root, ServerProcess } from './ServerProcess';

/** Where the portal keeps its records. */
export type Database =
  | { readonly kind: 'SQLite' }
  | { readonly kind: 'PostgreSQL'; readonly connectionString: string };

/** The portal's backend with a database of its own, in a process of its own. */
export interface Portal {
  readonly url: string;
  readonly process: ServerProcess;
  readonly database: Database;
  /** The orchestrator's database, as knex opens it. */
  readonly connection: Record<string, unknown>;
  readonly api: Api;
  stop(): Promise<void>;
}

const IDLE_CONNECTION_MS = 2_500;

/** The topic of DRS's events in Backstage's events service. */
export const DRS_TOPIC = 'aws.drs';

/**
 * Starts the backend as it is developed with: the real catalog, permissions,
 * sign-in, events and orchestrator. Only addresses, the database, the poll
 * interval and the catalog's size are set.
 *
 * @param options.largeCatalog - whether the catalog has some thousand components
 */
export async function startPortal(options: {
  awsUrl: string;
  database: Database;
  pollIntervalMs: number;
  largeCatalog: boolean;
}): Promise<Portal> {
  const { awsUrl, database, pollIntervalMs, largeCatalog } = options;
  const folder = await mkdtemp(join(tmpdir(), 'drs-orchestrator-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const locations = [
    {
      type: 'file',
      target: join(root, 'examples/all.yaml'),
      rules: [{ allow: ['Group', 'User'] }],
    },
  ];
  if (largeCatalog) {
    const target = join(folder, 'services.yaml');
    await writeCatalog(target);
    locations.push({ type: 'file', target, rules: [] });
  }
  await writeFile(
    join(folder, 'app-config.yaml'),
    stringify({
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database:
          database.kind === 'SQLite'
            ? {
                client: 'better-sqlite3',
                connection: { directory: join(folder, 'data') },
              }
            : { client: 'pg', connection: database.connectionString },
      },
      catalog: { locations, processingInterval: { hours: 12 } },
      events: { http: { topics: [DRS_TOPIC] } },
      drsOrchestrator: {
        aws: { development: { endpoint: awsUrl } },
        engine: { pollInterval: { milliseconds: pollIntervalMs } },
        // One caller asks for a whole company.
        rateLimits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
      },
    }),
  );
  const server = await ServerProcess.start({
    name: `the portal's backend on ${database.kind}`,
    cwd: 'packages/backend',
    args: [
      '--expose-gc',
      ...nodeTransform,
      '--require',
      join(root, 'benchmarks/processes/probe.ts'),
      'src/index.ts',
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      join(folder, 'app-config.yaml'),
    ],
    env: { LOG_LEVEL: 'warn', NODE_ENV: 'development' },
    readyAt: `${url}/.backstage/health/v1/readiness`,
  });
  // Idle connections are closed on this side, well before Node's server does
  // (after 5 s), so that no request is sent into one that is being closed.
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 200,
    timeout: IDLE_CONNECTION_MS,
  });
  const api = new Api(url, agent);
  return {
    url,
    process: server,
    database,
    connection:
      database.kind === 'SQLite'
        ? {
            client: 'better-sqlite3',
            connection: {
              filename: join(folder, 'data/drs-orchestrator.sqlite'),
            },
            useNullAsDefault: true,
          }
        : {
            client: 'pg',
            connection: new URL(
              '/backstage_plugin_drs-orchestrator',
              database.connectionString,
            ).href,
          },
    api,
    async stop() {
      await server.stop();
      agent.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
