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

import type { JsonObject } from '@backstage/types';
import {
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import knexFactory, { type Knex } from 'knex';
import { z } from 'zod';
import { configuration } from './configuration';
import { DatabaseLink } from './DatabaseLink';
import { PostgresServer } from './PostgresServer';
import { Replica } from './Replica';

const PREFIX = 'resilience_';
/** The name under which these tests themselves read. */
const READER = 'resilience-tests';
const DATABASE = `${PREFIX}drs-orchestrator`;

const intentsSchema = z.object({
  events: z.array(
    z.object({ sourceServerIds: z.array(z.string()).optional() }),
  ),
});

/** One PostgreSQL, one simulated AWS, and the backends that work with both. */
export class PostgresSite {
  readonly aws: Simulator;
  readonly postgres: PostgresServer;
  /** Reads what the backends have stored; keeps no connection while it is idle. */
  readonly knex: Knex;
  readonly #connection: { readonly host: string; readonly port: number };
  readonly #config: (connection: JsonObject) => JsonObject;
  readonly #replicas: Replica[] = [];
  readonly #links: DatabaseLink[] = [];

  /** @param speed - how much faster than real AWS's processes run */
  static async start(options: { speed: number }): Promise<PostgresSite> {
    const postgres = await PostgresServer.start();
    const aws = await startSimulator({ port: 0, speed: options.speed });
    return new PostgresSite(postgres, aws);
  }

  private constructor(postgres: PostgresServer, aws: Simulator) {
    this.postgres = postgres;
    this.aws = aws;
    const { hostname, port, username, password } = new URL(
      postgres.connectionString,
    );
    const connection = {
      host: hostname,
      port: Number(port),
      user: username,
      password,
    };
    this.#connection = connection;
    // The lease and the time-outs of calls are as by default: they are what a
    // takeover takes.
    this.#config = changed =>
      configuration({
        database: {
          client: 'pg',
          prefix: PREFIX,
          connection: { ...connection, ...changed },
        },
        awsEndpoint: aws.url,
        engine: { pollInterval: { milliseconds: 500 } },
      });
    this.knex = knexFactory({
      client: 'pg',
      connection: {
        ...connection,
        database: DATABASE,
        application_name: READER,
      },
      pool: { min: 0, idleTimeoutMillis: 1_000 },
    });
  }

  /** Where backends answer now, those included that hang. */
  readonly urls = (): readonly string[] =>
    this.#replicas.flatMap(replica => replica.url ?? []);

  /** A way to PostgreSQL that can stall. */
  async openLink(): Promise<DatabaseLink> {
    const link = await DatabaseLink.open(this.#connection);
    this.#links.push(link);
    return link;
  }

  /**
   * Starts one more backend.
   *
   * @param link - how it reaches PostgreSQL, if not directly
   */
  async startReplica(name: string, link?: DatabaseLink): Promise<Replica> {
    const config = this.#config(link ? { port: link.port } : {});
    const replica = Replica.spawn(name, config);
    this.#replicas.push(replica);
    await replica.ready();
    return replica;
  }

  /** The epoch of whoever leads; undefined before anybody does, or while the lease is given up. */
  async epoch(): Promise<number | undefined> {
    const lease = await this.knex('lease')
      .whereNotNull('holder')
      .first<{ epoch: number } | undefined>('epoch');
    return lease?.epoch;
  }

  /** The servers of all launches that somebody has meant to ask for. */
  async serversOfIntents(): Promise<string[]> {
    const rows = await this.knex('execution_log')
      .whereLike('text', '%"LaunchRequested"%')
      .select<{ text: string }[]>('text');
    return rows.flatMap(({ text }) =>
      intentsSchema
        .parse(JSON.parse(text))
        .events.flatMap(event => event.sourceServerIds ?? []),
    );
  }

  /** How many connections the backends have open to the plugin's database. */
  async connections(): Promise<number> {
    const { rows } = await this.knex.raw<{ rows: { count: string }[] }>(
      `select count(*) from pg_stat_activity
       where datname = ? and application_name <> ?`,
      [DATABASE, READER],
    );
    return Number(rows[0].count);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#replicas.map(replica => replica.stop()));
    this.#links.forEach(link => link.close());
    await this.knex.destroy();
    await this.aws.close();
    await this.postgres.stop();
  }
}
