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

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../support/paths';

const startedSchema = z.object({ connectionString: z.string() });

/** A PostgreSQL of a test's own, which can be away for a while. */
export class PostgresServer {
  readonly #process: ChildProcess;
  readonly connectionString: string;

  static async start(): Promise<PostgresServer> {
    const child = fork(
      join(ROOT, 'e2e-tests/resilience/support/postgresProcess.mjs'),
      { execArgv: [] },
    );
    return new PostgresServer(
      child,
      startedSchema.parse(await answerOf(child)),
    );
  }

  private constructor(
    child: ChildProcess,
    { connectionString }: z.infer<typeof startedSchema>,
  ) {
    this.#process = child;
    this.connectionString = connectionString;
  }

  /** @param mode - fast rolls back what is open, immediate is a crash */
  async shutDown(mode: 'fast' | 'immediate'): Promise<void> {
    this.#process.send({ order: 'shutDown', mode });
    await answerOf(this.#process);
  }

  /** With all that was in it. */
  async startUp(): Promise<void> {
    this.#process.send({ order: 'startUp' });
    await answerOf(this.#process);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const answer = once(child, 'message');
  const end = once(child, 'exit').then(() => {
    throw new Error('PostgreSQL did not do as it was told');
  });
  end.catch(() => undefined);
  const [message] = await Promise.race([answer, end]);
  return message;
}
