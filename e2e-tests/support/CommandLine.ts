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
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './paths';

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** What is piped in; nothing unless said. */
  readonly input?: string;
  readonly env?: Record<string, string>;
}

/** A command that runs, as a shell sees it: not in a terminal. */
export class RunningCommand {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #stdout = '';
  #stderr = '';
  #onPrinted = () => {};

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#onPrinted();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#onPrinted();
    });
    this.#ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
  }

  /**
   * Waits until it has printed this.
   *
   * @throws Error if it ends before
   */
  async untilPrinted(pattern: RegExp): Promise<RegExpExecArray> {
    let hasEnded = false;
    this.#ended.then(() => {
      hasEnded = true;
      this.#onPrinted();
    });
    for (;;) {
      const match = pattern.exec(this.#stdout + this.#stderr);
      if (match) {
        return match;
      }
      if (hasEnded) {
        throw new Error(
          `It ended and had not printed ${pattern}:\n${this.#stdout}${
            this.#stderr
          }`,
        );
      }
      await new Promise<void>(resolve => {
        this.#onPrinted = resolve;
      });
    }
  }

  /** What Ctrl-C does. */
  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  async end(): Promise<Ended> {
    const code = await this.#ended;
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }
}

/** The command line of one person, with a configuration folder of its own. */
export class CommandLine {
  readonly #url: string;
  readonly configHome = mkdtempSync(join(tmpdir(), 'drs-orchestrator-cli-'));

  constructor(url: string) {
    this.#url = url;
  }

  start(args: readonly string[], options: CommandOptions = {}): RunningCommand {
    // Nothing of whoever runs the tests.
    const { DRS_TOKEN: _, DRS_URL: __, ...env } = process.env;
    const child = spawn(
      process.execPath,
      [join(ROOT, 'packages/drs-cli/bin/drs'), ...args],
      {
        env: {
          ...env,
          DRS_URL: this.#url,
          XDG_CONFIG_HOME: this.configHome,
          ...options.env,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    child.stdin.end(options.input ?? '');
    return new RunningCommand(child);
  }

  run(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
    return this.start(args, options).end();
  }

  /**
   * Runs a command that has to succeed, and reads its JSON.
   *
   * @throws Error with what it printed, if it fails
   */
  async json<T>(
    schema: z.ZodType<T>,
    args: readonly string[],
    options: CommandOptions = {},
  ): Promise<T> {
    const { code, stdout, stderr } = await this.run(
      [...args, '--json'],
      options,
    );
    if (code !== 0) {
      throw new Error(`drs ${args.join(' ')} ended with ${code}:\n${stderr}`);
    }
    return schema.parse(JSON.parse(stdout));
  }

  /** Takes its configuration folder away. */
  discard(): void {
    rmSync(this.configHome, { recursive: true, force: true });
  }
}
