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

import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { usageError } from '../failures';

const contentSchema = z.strictObject({
  version: z.literal(1),
  /** The portal that is meant where none is named. */
  current: z.string().optional(),
  /** By address: a token is never sent to another portal than its own. */
  portals: z.record(z.string(), z.strictObject({ token: z.string() })),
});
type Content = z.infer<typeof contentSchema>;

const empty: Content = { version: 1, portals: {} };
const errnoSchema = z.object({ code: z.string() });

const hasCode = (error: unknown, code: string): boolean =>
  errnoSchema.safeParse(error).data?.code === code;

/**
 * Where the file is: `drs-orchestrator/credentials.json` in the folder that the XDG
 * Base Directory Specification names for configuration.
 */
export function credentialsPath(env: NodeJS.ProcessEnv): string {
  const home = env.XDG_CONFIG_HOME;
  // The specification: relative paths are invalid and to be ignored.
  const base =
    home && isAbsolute(home) ? home : join(env.HOME || homedir(), '.config');
  return join(base, 'drs-orchestrator', 'credentials.json');
}

/** The tokens by which somebody is logged in, in a file that only they can read. */
export class CredentialsFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The portal that was logged in to last. */
  currentAddress(): string | undefined {
    return this.#read().current;
  }

  /** The token for a portal. */
  tokenFor(address: string): string | undefined {
    const { portals } = this.#read();
    return Object.hasOwn(portals, address) ? portals[address].token : undefined;
  }

  /** Keeps a token, and makes its portal the current one. */
  store(address: string, token: string): void {
    const content = this.#read();
    this.#write({
      ...content,
      current: address,
      portals: { ...content.portals, [address]: { token } },
    });
  }

  /**
   * Forgets the token of a portal.
   *
   * @returns whether there was one
   */
  forget(address: string): boolean {
    const { current, portals, ...rest } = this.#read();
    if (!Object.hasOwn(portals, address)) {
      return false;
    }
    const { [address]: _, ...others } = portals;
    this.#write({
      ...rest,
      ...(current !== address && current !== undefined && { current }),
      portals: others,
    });
    return true;
  }

  /**
   * @throws CliError USAGE where others can read the file, or it does not hold what
   * it should
   */
  #read(): Content {
    let file: number;
    try {
      file = openSync(this.path, 'r');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        return empty;
      }
      throw usageError(`${this.path} cannot be read`);
    }
    try {
      // Of what was opened, not of what may stand under its name by then.
      const { mode, uid } = fstatSync(file);
      // Windows has no such bits, and keeps a person's folder to that person.
      if (process.platform !== 'win32') {
        if ((mode & 0o077) !== 0) {
          throw usageError(
            `Others than you can open ${this.path}, which holds your tokens`,
            `Run "chmod 600 ${this.path}"; if others are on this machine, get a new token too`,
          );
        }
        if (uid !== process.geteuid?.()) {
          throw usageError(`${this.path} belongs to somebody else`);
        }
      }
      const content = contentSchema.safeParse(
        parsed(readFileSync(file, 'utf8')),
      );
      if (!content.success) {
        throw usageError(
          `${this.path} is damaged, or of another version of drs`,
          'Delete it and run "drs login"',
        );
      }
      return content.data;
    } finally {
      closeSync(file);
    }
  }

  /** Written beside and put in its place, so that it is never there by half. */
  #write(content: Content): void {
    const folder = dirname(this.path);
    const draft = `${this.path}.${randomUUID()}`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`, {
        mode: 0o600,
        flag: 'wx',
      });
      // The mode above is cut by the umask, never widened; this says it outright.
      chmodSync(draft, 0o600);
      renameSync(draft, this.path);
    } catch {
      rmSync(draft, { force: true });
      throw usageError(`${this.path} cannot be written`);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
