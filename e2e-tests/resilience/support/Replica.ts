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
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { ROOT } from '../../support/paths';

/** Milliseconds that a backend gets to come up, and to stop by itself. */
const START_LIMIT = 60_000;
const STOP_LIMIT = 15_000;
const PROBE_INTERVAL = 50;

const FOLDER = join(ROOT, '.cache/resilience/backends');

const LISTENING = /^Listens at (http:.*)$/m;

let started = 0;

/**
 * One minimal backend as one Node process, with no wrapper around it: what is
 * killed, frozen or cut off is the backend itself.
 */
export class Replica {
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #ended: Promise<string>;
  readonly #ready: Promise<void>;
  #url: string | undefined;
  #isAlive = true;

  /**
   * Starts a backend.
   *
   * @param name - for the names of its files
   */
  static spawn(name: string, config: JsonObject): Replica {
    mkdirSync(FOLDER, { recursive: true });
    started += 1;
    return new Replica(
      join(FOLDER, `${name}-${process.pid}-${started}`),
      config,
    );
  }

  /** Starts a backend and waits until it answers. */
  static async start(name: string, config: JsonObject): Promise<Replica> {
    const replica = Replica.spawn(name, config);
    await replica.ready();
    return replica;
  }

  private constructor(path: string, config: JsonObject) {
    this.#logFile = `${path}.log`;
    writeFileSync(`${path}.json`, JSON.stringify(config));
    const log = openSync(this.#logFile, 'w');
    this.#child = spawn(
      process.execPath,
      [
        '--import',
        '@backstage/cli/config/nodeTransformHooks.mjs',
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        join(ROOT, 'e2e-tests/resilience/minimalBackend.ts'),
        '--config',
        `${path}.json`,
      ],
      {
        cwd: ROOT,
        env: { ...process.env, NODE_ENV: 'development', FORCE_COLOR: '0' },
        // It ends when its input does, so that none is left behind.
        stdio: ['pipe', log, log],
      },
    );
    closeSync(log);
    this.#ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) => {
        this.#isAlive = false;
        this.#url = undefined;
        resolve(signal ?? `exit code ${code}`);
      });
    });
    this.#ready = this.#untilReady();
    // Whoever waits for it is told; nobody has to.
    this.#ready.catch(() => undefined);
  }

  /** Undefined until it is ready, and after its end. */
  get url(): string | undefined {
    return this.#url;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** How much memory it holds now, in bytes. */
  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** All that it has printed. */
  async log(): Promise<string[]> {
    return (await readFile(this.#logFile, 'utf8')).split('\n').slice(0, -1);
  }

  /** Waits until it answers; rejected with the end of its log where it does not. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    const how = await this.#ended;
    if (how !== 'SIGKILL') {
      throw await this.#failure(`had ended by itself: ${how}`);
    }
  }

  /** Lets it do nothing at all, as when its machine hangs. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Lets it go on where it was. */
  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Asks it to stop, and waits until it has. */
  async stop(): Promise<void> {
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT);
    this.#child.kill('SIGCONT');
    this.#child.kill('SIGTERM');
    await this.#ended;
    clearTimeout(deadline);
  }

  async #failure(what: string): Promise<Error> {
    const log = (await this.log()).slice(-40).join('\n');
    return new Error(`A backend ${what}. The end of its log:\n${log}`);
  }

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + START_LIMIT;
    for (;;) {
      const log = await readFile(this.#logFile, 'utf8');
      const url = LISTENING.exec(log)?.[1];
      if (url !== undefined && (await isReady(url))) {
        this.#url = url;
        return;
      }
      if (!this.#isAlive || Date.now() > deadline) {
        throw await this.#failure(
          this.#isAlive ? 'did not come up' : `ended: ${await this.#ended}`,
        );
      }
      await sleep(PROBE_INTERVAL);
    }
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/.backstage/health/v1/readiness`, {
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  return answer?.ok ?? false;
}
