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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { startSimulator } from './simulator';

const packageRoot = resolve(__dirname, '..');

/** Runs the command as `yarn start` does, and gathers what it says. */
function run(...flags: string[]) {
  const child = spawn(
    process.execPath,
    [
      '--import',
      '@backstage/cli/config/nodeTransformHooks.mjs',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/main.ts',
      ...flags,
    ],
    // NODE_OPTIONS of the test runner are not for the child.
    { cwd: packageRoot, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const said = { out: '', err: '' };
  child.stdout.on('data', data => {
    said.out += data;
  });
  child.stderr.on('data', data => {
    said.err += data;
  });
  const exit = once(child, 'exit').then(([code]) => code);
  const ready = new Promise<string>((found, failed) => {
    child.stdout.on('data', () => {
      const url = /ready at (http:\S+) /.exec(said.out)?.[1];
      if (url) found(url);
    });
    exit.then(code => failed(new Error(`Ended with ${code}: ${said.err}`)));
  });
  // Runs that are meant to end at once are never asked whether they are ready.
  ready.catch(() => undefined);
  return { child, said, exit, ready };
}

describe('the command', () => {
  it('says when it is ready, answers, and ends when it is told to', async () => {
    const { child, said, exit, ready } = run(
      '--port=0',
      '--servers=100',
      '--seed=7',
      '--speed=10',
    );
    const url = await ready;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const world = await (await fetch(`${url}/_simulator/world`)).json();
    expect(world).toMatchObject({ seed: 7, sourceServers: 100 });
    // A connection that is kept alive must not keep it from ending.
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(said.out.trim().split('\n')).toHaveLength(1);
    expect(said.err).toBe('');
  }, 30_000);

  it.each([
    [['--host=0.0.0.0'], /loopback addresses only, not on 0\.0\.0\.0/],
    [['--port=70000'], /--port/],
    [['--speed=fast'], /--speed/],
    [['--servers=10'], /at least the example company's 60/],
    [['--colour=red'], /--colour/],
  ])(
    'refuses %s',
    async (flags, message) => {
      const { said, exit } = run(...flags);
      expect(await exit).toBe(1);
      expect(said.err).toMatch(message);
      expect(said.out).toBe('');
    },
    30_000,
  );
});

describe('a simulator', () => {
  it('is refused any address that others can reach', async () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.1', '127.0.0.1.example']) {
      await expect(startSimulator({ port: 0, host })).rejects.toThrow(
        'loopback addresses only',
      );
    }
  });

  it('says so if its port is taken', async () => {
    const first = await startSimulator({ port: 0 });
    const port = Number(new URL(first.url).port);
    await expect(startSimulator({ port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.close();
    const again = await startSimulator({ port });
    await again.close();
  });
});
