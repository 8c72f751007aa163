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

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// Writes the API reports, or with --ci checks that they are up to date.
//
// TypeScript writes the members of unions in the order in which it first came
// across them. So the declarations are written package by package, from their
// entry points alone: a change elsewhere, a test, or what an earlier build left
// behind must not change a report. Each package also writes those it imports
// from; the one that is imported comes after.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = name => join(root, 'node_modules/.bin', name);
const configs = join(root, '.cache/api-reports');

const packages = [
  {
    folder: 'plugins/drs-orchestrator',
    entries: ['index.ts', 'legacy.tsx', 'translations.ts'],
  },
  {
    folder: 'plugins/scaffolder-backend-module-drs-orchestrator',
    entries: ['index.ts'],
  },
  { folder: 'plugins/drs-orchestrator-backend', entries: ['index.ts'] },
  { folder: 'packages/drs-engine', entries: ['index.ts', 'testing.ts'] },
  { folder: 'plugins/drs-orchestrator-common', entries: ['index.ts'] },
];

function run(program, args) {
  execFileSync(process.execPath, [bin(program), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
}

mkdirSync(configs, { recursive: true });
try {
  for (const { folder, entries } of packages) {
    const config = join(configs, `${folder.replaceAll('/', '-')}.json`);
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        files: entries.map(entry => join(root, folder, 'src', entry)),
        include: [],
        compilerOptions: {
          rootDir: root,
          outDir: join(root, 'dist-types'),
          typeRoots: [join(root, 'node_modules/@types')],
          incremental: false,
        },
      }),
    );
    run('tsc', ['--project', config]);
  }
  run('backstage-repo-tools', [
    'api-reports',
    ...process.argv.slice(2),
    '--omit-messages',
    'ae-wrong-input-file-type,ae-undocumented',
    '--validate-release-tags',
    // Its only users are in this repository, so it makes no promises by
    // release tags.
    '--allow-warnings',
    'packages/drs-engine',
    'plugins/*',
    'packages/drs-engine',
  ]);
} catch (error) {
  process.exitCode = error.status ?? 1;
}
