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
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { ROOT } from './support/paths';
import { PORTAL_PORT, SIMULATOR_PORT } from './support/ports';

const PORTAL = `http://127.0.0.1:${PORTAL_PORT}`;
const SIMULATOR = `http://127.0.0.1:${SIMULATOR_PORT}`;

/** The servers of Ledger, in the order of their waves. */
const SERVERS = [
  'wave 1 ledger-db-01',
  'wave 1 ledger-db-02',
  'wave 2 ledger-app-01',
  'wave 2 ledger-app-02',
  'wave 3 ledger-web-01',
];

/** The story as the README tells it: every bash block between its two marks. */
function readStory(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const story =
    /<!-- curl-story:begin -->([\s\S]*)<!-- curl-story:end -->/.exec(readme);
  if (!story) {
    throw new Error('README.md has no curl story');
  }
  return [...story[1].matchAll(/^```bash\n([\s\S]*?)^```$/gm)]
    .map(([, block]) => block)
    .join('\n');
}

/** Milliseconds: two launches and a termination, at the simulator's speed. */
const STORY_LIMIT = 180_000;

/** Runs the story in a shell that stops at the first failure; answers what it printed. */
function tell(story: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'bash',
      ['-euo', 'pipefail', '-c', story],
      { env: { ...process.env, PORTAL }, timeout: STORY_LIMIT },
      (error, stdout, stderr) =>
        error
          ? reject(
              new Error(
                `The story broke off (${
                  error.signal ?? error.code
                }):\n${stdout}${stderr}`,
              ),
            )
          : resolve(stdout),
    );
  });
}

const launchesSchema = z.object({
  items: z.array(
    z.object({
      hostname: z.string(),
      isDrill: z.boolean(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
});

/** What AWS launched for an execution, by its own record. */
async function launchesOf(executionId: string) {
  const response = await fetch(`${SIMULATOR}/_simulator/launches`);
  const { items } = launchesSchema.parse(await response.json());
  return items.filter(
    launch => launch.tags['drs-orchestrator:execution'] === executionId,
  );
}

test('the story that the README tells by curl is true', async () => {
  // Above its own limit, which tells how far the story came.
  test.setTimeout(STORY_LIMIT + 60_000);

  const printed = await tell(readStory());
  const lines = printed.split('\n');

  expect(lines).toContain('COMPLETED, 5 of 5 servers are up');
  const launched = lines.filter(line => /^wave \d/.test(line));
  expect(launched).toHaveLength(SERVERS.length);
  for (const [index, server] of SERVERS.entries()) {
    expect(launched[index]).toMatch(
      new RegExp(`^${server} HEALTHY i-[0-9a-f]{17} [0-9.]+$`),
    );
  }

  const [executionId] = /(?<=^Execution )\S+$/m.exec(printed) ?? [''];
  const launches = await launchesOf(executionId);
  expect(launches.map(launch => launch.hostname).sort()).toEqual(
    SERVERS.map(server => server.split(' ')[2]).sort(),
  );
  expect(launches.every(launch => launch.isDrill)).toBe(true);

  expect(lines.filter(line => line.startsWith('HTTP '))).toEqual([
    'HTTP 403',
    'HTTP 400',
  ]);
  expect(printed).toContain('"permission": "drs.instances.terminate"');
  for (const field of [
    'planName',
    'accountId',
    'waves[0].protectionGroupIds',
    'waves[0].dependsOn',
  ]) {
    expect(printed).toContain(`"field": "${field}"`);
  }

  expect(lines).toContain('terminated: 5, still running: 0, done: true');
  expect(lines).toContain('The drill ended COMPLETED');
  expect(lines).toContain('Deleted the plan and its groups');
});
