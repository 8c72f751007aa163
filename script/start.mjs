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
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// Starts the simulated AWS, the backend and the portal's development server,
// waits until all of them answer, says where the portal is, and stops all of
// them together. The addresses are those of app-config.yaml.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const backstageCli = join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);
const nodeTransform = [
  '--import',
  '@backstage/cli/config/nodeTransformHooks.mjs',
  '--require',
  '@backstage/cli/config/nodeTransform.cjs',
];

const servers = [
  {
    name: 'aws',
    what: 'the simulated AWS',
    cwd: 'packages/aws-simulator',
    args: [...nodeTransform, 'src/main.ts'],
    port: 4566,
    probe: 'http://127.0.0.1:4566/',
    // Any answer is a sign of life: an unsigned request is refused.
    ready: () => true,
    colour: 33,
  },
  {
    name: 'backend',
    what: 'the backend',
    cwd: 'packages/backend',
    args: [backstageCli, 'package', 'start'],
    port: 7007,
    probe: 'http://127.0.0.1:7007/.backstage/health/v1/readiness',
    ready: response => response.ok,
    colour: 36,
  },
  {
    name: 'portal',
    what: 'the portal',
    cwd: 'packages/app',
    args: [backstageCli, 'package', 'start'],
    port: 3000,
    // Answered once the bundle is compiled.
    probe: 'http://127.0.0.1:3000/',
    ready: response => response.ok,
    colour: 35,
  },
];

/** Milliseconds until a server that does not answer is given up. */
const START_LIMIT = 5 * 60 * 1000;
/** Milliseconds that a server gets to stop by itself. */
const STOP_LIMIT = 10 * 1000;

const running = new Map();
let stopping = false;

function print(name, colour, line) {
  const label = `${name.padEnd(7)} |`;
  process.stdout.write(
    process.stdout.isTTY
      ? `\u001b[${colour}m${label}\u001b[0m ${line}\n`
      : `${label} ${line}\n`,
  );
}

function isFree(port) {
  return new Promise(resolve => {
    const attempt = createServer();
    attempt.once('error', () => resolve(false));
    attempt.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      attempt.close(() => resolve(true)),
    );
  });
}

/** Signals the server's whole process group: the command line tools fork. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

async function stop(exitCode) {
  if (stopping) {
    return;
  }
  stopping = true;
  const ended = [...running.values()].map(
    child => new Promise(resolve => child.once('close', resolve)),
  );
  running.forEach(child => signal(child, 'SIGTERM'));
  const deadline = setTimeout(
    () => running.forEach(child => signal(child, 'SIGKILL')),
    STOP_LIMIT,
  );
  await Promise.all(ended);
  clearTimeout(deadline);
  process.exit(exitCode);
}

function start(server) {
  const child = spawn(process.execPath, server.args, {
    cwd: join(root, server.cwd),
    env: { ...process.env, BROWSER: process.env.BROWSER ?? 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that all of it can be stopped.
    detached: true,
  });
  running.set(server.name, child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line =>
      print(server.name, server.colour, line),
    );
  }
  child.once('error', error => {
    console.error(`Could not start ${server.what}: ${error.message}`);
    stop(1);
  });
  child.once('close', (code, signalName) => {
    running.delete(server.name);
    if (!stopping) {
      console.error(
        `\n${server.what} ended (${signalName ?? `exit code ${code}`}).`,
      );
      stop(1);
    }
  });
}

async function answers(server) {
  const deadline = Date.now() + START_LIMIT;
  while (!stopping) {
    try {
      const response = await fetch(server.probe, {
        signal: AbortSignal.timeout(30_000),
      });
      await response.arrayBuffer();
      if (server.ready(response)) {
        return;
      }
    } catch {
      // Not up yet.
    }
    if (Date.now() > deadline) {
      throw new Error(`${server.what} did not answer at ${server.probe}`);
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

const taken = [];
for (const server of servers) {
  if (!(await isFree(server.port))) {
    taken.push(server);
  }
}
if (taken.length > 0) {
  for (const { port, what } of taken) {
    console.error(
      `Port ${port} of 127.0.0.1, which ${what} needs, is taken. Stop what listens there (perhaps this portal is running already) and try again.`,
    );
  }
  process.exit(1);
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => stop(0));
}
process.on('uncaughtException', error => {
  console.error(error);
  stop(1);
});
// The last resort, for exits that nothing above has seen.
process.on('exit', () => running.forEach(child => signal(child, 'SIGKILL')));

const begun = Date.now();
servers.forEach(start);
try {
  await Promise.all(servers.map(answers));
  if (!stopping) {
    const seconds = Math.round((Date.now() - begun) / 1000);
    console.log(
      [
        '',
        `  Ready after ${seconds} s. Open the portal at`,
        '',
        '    http://localhost:3000',
        '',
        '  Ctrl-C stops everything.',
        '',
      ].join('\n'),
    );
  }
} catch (error) {
  console.error(`\n${error.message}`);
  stop(1);
}
