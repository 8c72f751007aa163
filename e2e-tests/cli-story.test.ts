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

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from './support/paths';
import { PORTAL_PORT } from './support/ports';

const PORTAL = `http://127.0.0.1:${PORTAL_PORT}`;
/** Milliseconds: two launches and a termination, and some twenty commands. */
const STORY_LIMIT = 180_000;

const page = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');

/** The story of the page: its blocks of a kind, between its two marks. */
function blocks(kind: 'bash' | 'text'): string {
  const story = /<!-- cli-story:begin -->([\s\S]*)<!-- cli-story:end -->/.exec(
    page,
  );
  if (!story) {
    throw new Error('docs/cli.md has no story');
  }
  const block = new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...story[1].matchAll(block)].map(([, text]) => text).join('');
}

/** What is another each time: times, ages, and the IDs of what is made. */
const alike = (line: string): string =>
  line
    .replace(PORTAL, 'PORTAL')
    .replace('http://127.0.0.1:7007', 'PORTAL')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ|\d\d:\d\d:\d\dZ/g, 'TIME')
    .replace(/\d+:\d\d:\d\d/g, 'CLOCK')
    .replace(/for \d+ min \d+ s/, 'for a while')
    .replace(/\b\d+ s\b/g, 'SECONDS')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')
    .replace(/\b(drsjob|i)-[0-9a-f]{17}/g, '$1-ID')
    .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replace(/10(\.\d+){3}/g, 'ADDRESS')
    // How many there are depends on the tests before.
    .replace(/\d+ records? that it does not name stays?/, 'others stay')
    .replace(/ +/g, ' ');

/** Runs the story in a shell that stops at the first failure; answers what it printed. */
function tell(story: string): Promise<string> {
  const configHome = mkdtempSync(join(tmpdir(), 'drs-orchestrator-cli-'));
  return new Promise((resolve, reject) => {
    execFile(
      'bash',
      ['-euo', 'pipefail', '-c', `exec 2>&1\n${story}`],
      {
        cwd: ROOT,
        env: { ...process.env, PORTAL, XDG_CONFIG_HOME: configHome },
        timeout: STORY_LIMIT,
      },
      (error, stdout) => {
        rmSync(configHome, { recursive: true, force: true });
        if (error) {
          reject(new Error(`The story broke off:\n${stdout}`));
        } else {
          resolve(stdout);
        }
      },
    );
  });
}

test('the story that the page of the command line tells is true', async () => {
  // Above its own limit, which tells how far the story came.
  test.setTimeout(STORY_LIMIT + 30_000);

  const printed = await tell(blocks('bash'));
  // Two things that happen at once may be told in either order.
  const lines = printed.trim().split('\n').map(alike).sort();
  const promised = blocks('text').trim().split('\n').map(alike);
  expect(lines).toEqual(expect.arrayContaining(promised));
});
