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

import { PassThrough } from 'node:stream';
import type { Host } from '../Invocation';

/** Somebody's terminal, or a pipe, with what was written to it. */
export function terminal(
  options: { isTTY?: boolean; input?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => {
    const made = Object.assign(new PassThrough(), {
      isTTY: options.isTTY ?? false,
      columns: 100,
      rows: 30,
    });
    made.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
    return made;
  };
  const stdin = Object.assign(new PassThrough(), {
    isTTY: options.isTTY ?? false,
  });
  stdin.end(options.input ?? '');
  const interruption = new AbortController();
  const host: Host = {
    env: {
      // There is nothing, and whoever is logged in here is not meant.
      XDG_CONFIG_HOME: '/nonexistent',
      ...options.env,
    },
    stdin,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: interruption.signal,
  };
  return { host, written, interrupt: () => interruption.abort() };
}
