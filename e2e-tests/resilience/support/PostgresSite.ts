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
import { configuration } from './configuration';
import { PostgresServer } from './PostgresServer';
import { Replica } from './Replica';

const PREFIX = 'resilience_';
/** The name under which these tests themselves read. */
const READER = 'resilience-tests';
const DATABASE = `${PREFIX}drs-orchestrator`;

/** One PostgreSQL, one simulated AWS, and the backends that work with both. */
export class PostgresSite {
  readonly aws: Simulator;
  readonly postgres: PostgresServer;
  /** Reads what the backends have stored; keeps no connection while it is idle. */
  readonly knex: Knex;
  readonly #config: JsonObject;
  readonly #replicas: Replica[] = [];

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
    // The lease and the time-outs of calls are as by default: they are what a
    // takeover takes.
    this.#config = configuration({
      database: { client: 'pg', prefix: PREFIX, connection },
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

  /** Starts one more backend. */
  async startReplica(name: string): Promise<Replica> {
    const replica = Replica.spawn(name, this.#config);
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
    await this.knex.destroy();
    await this.aws.close();
    await this.postgres.stop();
  }
}
