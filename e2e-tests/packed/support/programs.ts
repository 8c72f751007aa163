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
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where everything that it prints is appended. */
  readonly logFile: string;
}

const lastWords = (logFile: string) =>
  readFileSync(logFile, 'utf8').slice(-4_000);

function begin(
  command: string,
  args: readonly string[],
  { cwd, env, logFile }: ProgramOptions,
): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', log, log],
    // A process group of its own, so that whatever it starts ends with it.
    detached: true,
  });
  closeSync(log);
  return child;
}

const untilEnded = (child: ChildProcess) =>
  new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(signal ?? `exit code ${code}`),
    );
  });

/**
 * Runs a program to its end.
 *
 * @throws Error with the end of what it printed, if it fails
 */
export async function run(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<void> {
  const end = await untilEnded(begin(command, args, options));
  if (end !== 'exit code 0') {
    throw new Error(
      `${command} ${args.join(' ')} ended (${end}). The end of ${
        options.logFile
      }:\n${lastWords(options.logFile)}`,
    );
  }
}

/** Milliseconds between two looks whether something is up. */
const PROBE_INTERVAL = 250;

/** A program that runs until it is stopped, with everything that it starts. */
export class Running {
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  readonly #logFile: string;

  private constructor(child: ChildProcess, logFile: string) {
    this.#child = child;
    this.#logFile = logFile;
    this.#ended = untilEnded(child);
  }

  static start(
    command: string,
    args: readonly string[],
    options: ProgramOptions,
  ): Running {
    return new Running(begin(command, args, options), options.logFile);
  }

  /**
   * Waits until something is as it should be; a rejection means not yet.
   *
   * @throws Error with the end of what the program printed, if it ends or that
   *   takes longer than `limitMs`
   */
  async until(isSo: () => Promise<boolean>, limitMs: number): Promise<void> {
    let end: string | undefined;
    this.#ended.then(how => {
      end = how;
    });
    const deadline = Date.now() + limitMs;
    while (!(await isSo().catch(() => false))) {
      if (end !== undefined || Date.now() > deadline) {
        throw new Error(
          `It ${
            end === undefined ? 'did not come up' : `ended (${end})`
          }. The end of ${this.#logFile}:\n${lastWords(this.#logFile)}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, PROBE_INTERVAL));
    }
  }

  async stop(): Promise<void> {
    if (this.#child.pid !== undefined && this.#child.exitCode === null) {
      process.kill(-this.#child.pid, 'SIGTERM');
    }
    await this.#ended;
  }
}
