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

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { answerOf } from './answerOf';

/** The root of the repository. */
export const root = dirname(dirname(__dirname));

/** How TypeScript is run as it stands, as the development servers do. */
export const nodeTransform = [
  '--import',
  '@backstage/cli/config/nodeTransformHooks.mjs',
  '--require',
  '@backstage/cli/config/nodeTransform.cjs',
];

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 15_000;
/** What is kept of a process's last words. */
const OUTPUT_LENGTH = 20_000;

const usageSchema = z.object({ cpuMs: z.number(), rssBytes: z.number() });
const retainedSchema = z.object({ retainedBytes: z.number() });

/** What a process has used since it began. */
export type Usage = z.infer<typeof usageSchema>;

/** A port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('A TCP server has a port');
  }
  return address.port;
}

/** A server of ours in a process of its own, so that its costs are its own. */
export class ServerProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  #output = '';
  #stopping = false;

  /** @param onEnd - told where the process ends without having been asked to */
  private constructor(
    name: string,
    child: ChildProcess,
    onEnd: (error: Error) => void,
  ) {
    this.name = name;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-OUTPUT_LENGTH);
      });
    }
    child.once('close', code => {
      if (!this.#stopping) {
        onEnd(new Error(`${name} ended with code ${code}:\n${this.#output}`));
      }
    });
  }

  /**
   * Starts it and waits until the address answers.
   *
   * @param options.readyAt - answers with a status below 500 once the server serves
   * @throws Error with the process's output where it ends or takes too long
   */
  static async start(options: {
    name: string;
    cwd: string;
    args: readonly string[];
    env?: Record<string, string>;
    readyAt: string;
  }): Promise<ServerProcess> {
    const { name, cwd, args, env, readyAt } = options;
    const child = spawn(process.execPath, args, {
      cwd: join(root, cwd),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let ended: Error | undefined;
    const server = new ServerProcess(name, child, error => {
      ended = error;
    });
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      if (ended) {
        throw ended;
      }
      if (Date.now() > deadline) {
        await server.stop();
        throw new Error(`${name} does not answer:\n${server.#output}`);
      }
      const answers = await fetch(readyAt)
        .then(response => response.status < 500)
        .catch(() => false);
      if (answers) {
        return server;
      }
      await sleep(200);
    }
  }

  /** What it printed last. */
  get output(): string {
    return this.#output;
  }

  usage(): Promise<Usage> {
    return this.#ask('usage', usageSchema);
  }

  /** Bytes that are still in use after the garbage has been collected. */
  async retainedBytes(): Promise<number> {
    const { retainedBytes } = await this.#ask('retained', retainedSchema);
    return retainedBytes;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return;
    }
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
    await closed;
    clearTimeout(killer);
  }

  #ask<T>(question: string, schema: z.ZodType<T>): Promise<T> {
    return answerOf(this.#child, question, schema);
  }
}
