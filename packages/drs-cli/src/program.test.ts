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

import { terminal } from './__testUtils__/terminal';
import { exitCodes } from './exitCodes';
import { run } from './program';

const secret = 'do.not.print';

async function runIn(
  args: string[],
  options: Parameters<typeof terminal>[0] = {},
) {
  const { host, written } = terminal(options);
  const exit = await run(args, host);
  return { exit, ...written };
}

describe('the command line', () => {
  it('says how it is used, with every exit code', async () => {
    const { exit, stdout, stderr } = await runIn(['--help']);
    expect(exit).toBe('OK');
    expect(stderr).toBe('');
    for (const { code, meaning } of Object.values(exitCodes)) {
      expect(stdout).toContain(`${code}  ${meaning.replaceAll('`', '')}`);
    }
    // Of an area, what there is in it.
    const area = await runIn(['plans']);
    expect(area.exit).toBe('USAGE');
    expect(area.stderr).toContain('preflight');
  });

  it.each([
    [['fly'], "unknown command 'fly'"],
    [['plans', 'show'], "missing required argument 'plan'"],
    [['execute', 'Orders'], "required option '--type <type>'"],
    [['groups', 'list', '--limit', '0'], '--limit: Must be at least 1'],
    [['watch', 'e', '--interval', 'often'], '--interval: has to be'],
    [['watch', 'e', '--give-up-after', '5'], '--give-up-after: reads like'],
    [
      ['execute', 'Orders', '--type', 'recovery', '--ttl', '4h'],
      'are for drills only',
    ],
    [
      ['preflight', 'Orders', '--type', 'drill', '--point-in-time', 'noon'],
      'does not read like one of its forms: noon',
    ],
    [['groups', 'list'], 'No portal is named'],
    [['groups', 'list', '--url', 'http://example.com'], 'is not https'],
    [['retry', 'e', '--url', 'https://example.com'], 'Say what to retry'],
  ])(
    'refuses %j before anything is asked of anybody',
    async (args, message) => {
      const { exit, stdout, stderr } = await runIn(args);
      expect(exit).toBe('USAGE');
      expect(stdout).toBe('');
      expect(stderr).toContain(`error: ${message}`.slice(0, 7));
      expect(stderr).toContain(message);
    },
  );

  it('says what is wrong as JSON where that was asked for', async () => {
    for (const args of [
      ['fly', '--json'],
      ['--json', 'groups', 'list', '--limit', 'all'],
    ]) {
      const { exit, stdout, stderr } = await runIn(args);
      expect(exit).toBe('USAGE');
      expect(stdout).toBe('');
      expect(JSON.parse(stderr)).toMatchObject({
        error: { code: 'USAGE', exitCode: 2, details: [] },
      });
    }
  });

  it.each([
    ['an option that there is not', ['login', `--token=${secret}`], {}],
    ['an address', ['login', '--url', `https://a:${secret}@example.com`], {}],
    [
      'what is no token',
      ['login', '--url', 'https://example.com'],
      { input: `${secret} and more` },
    ],
    [
      'the environment',
      ['whoami', '--url', 'https://example.com'],
      { env: { DRS_TOKEN: `${secret} ` + 'x y' } },
    ],
  ])('does not repeat what may be secret in %s', async (_, args, options) => {
    for (const more of [[], ['--json']]) {
      const { exit, stdout, stderr } = await runIn([...args, ...more], options);
      expect(exit).toBe('USAGE');
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('colours only where that is wanted', async () => {
    const escape = String.fromCharCode(27);
    const tty = { isTTY: true };
    expect((await runIn(['fly'], tty)).stderr).toContain(escape);
    for (const [args, options] of [
      [['fly'], {}],
      [['fly', '--no-color'], tty],
      [['fly'], { ...tty, env: { NO_COLOR: '1' } }],
      [['fly'], { ...tty, env: { TERM: 'dumb' } }],
    ] as const) {
      expect((await runIn([...args], options)).stderr).not.toContain(escape);
    }
  });

  it('knows its operations without a portal', async () => {
    const { exit, stdout } = await runIn(['operations']);
    expect(exit).toBe('OK');
    expect(stdout).toMatch(/^start_execution +POST +\/executions +\S/m);
  });
});
