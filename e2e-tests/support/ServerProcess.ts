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

import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Milliseconds that a server gets to come up, and to stop by itself. */
const START_LIMIT = 120_000;
const STOP_LIMIT = 15_000;
const PROBE_INTERVAL = 100;

export interface ServerProcessOptions {
  /** For messages: what is started. */
  readonly what: string;
  readonly cwd: string;
  /** The TypeScript file to run, relative to `cwd`, and its arguments. */
  readonly args: string[];
  readonly env?: Record<string, string>;
  /** Where everything that the server prints is appended. */
  readonly logFile: string;
  /** Answers whether the server is up; a rejection means not yet. */
  readonly isReady: () => Promise<boolean>;
}

/**
 * A server of this repository as one Node process, with no wrapper around it:
 * its process ID is the server's own, so that a test may kill it.
 */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  readonly pid: number;

  /**
   * Starts the server and waits until it is ready.
   *
   * @throws Error with the end of the server's log, if it ends or does not
   * become ready in two minutes.
   */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const server = new ServerProcess(options);
    try {
      await server.#untilReady();
    } catch (error) {
      await server.kill();
      throw error;
    }
    return server;
  }

  private constructor(options: ServerProcessOptions) {
    this.#options = options;
    const log = openSync(options.logFile, 'a');
    this.#child = spawn(
      process.execPath,
      [
        '--import',
        '@backstage/cli/config/nodeTransformHooks.mjs',
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        ...options.args,
      ],
      {
        cwd: options.cwd,
        env: { ...process.env, NODE_ENV: 'development', ...options.env },
        stdio: ['ignore', log, log],
      },
    );
    closeSync(log);
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ?? `exit code ${code}`),
      );
    });
    if (this.#child.pid === undefined) {
      throw new Error(`Could not start ${options.what}`);
    }
    this.pid = this.#child.pid;
  }

  /** Asks the server to stop, and waits until it has. */
  async stop(): Promise<void> {
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT);
    this.#child.kill('SIGTERM');
    await this.#ended;
    clearTimeout(deadline);
  }

  /**
   * Ends the server as a power cut would.
   *
   * @returns how it ended: `SIGKILL`, unless it had ended before
   */
  async kill(): Promise<string> {
    this.#child.kill('SIGKILL');
    return this.#ended;
  }

  async #untilReady(): Promise<void> {
    const { what, isReady, logFile } = this.#options;
    const deadline = Date.now() + START_LIMIT;
    let end: string | undefined;
    this.#ended.then(how => {
      end = how;
    });
    while (!(await isReady().catch(() => false))) {
      if (end !== undefined || Date.now() > deadline) {
        const log = readFileSync(logFile, 'utf8').slice(-4_000);
        throw new Error(
          `${what} ${
            end === undefined ? 'did not become ready' : `ended (${end})`
          }. The end of ${logFile}:\n${log}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, PROBE_INTERVAL));
    }
  }
}
