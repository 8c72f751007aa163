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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../support/paths';
import {
  PACKED_APP_PORT,
  PACKED_BACKEND_PORT,
  PACKED_REGISTRY_PORT,
  PACKED_SIMULATOR_PORT,
} from '../support/ports';
import { startSimulator } from '../support/simulator';
import { editFile, readInstallSteps } from './support/installSteps';
import { createNewApp, environmentWithYarn } from './support/newApp';
import { packPackages, type PackedPackage } from './support/packages';
import { run, Running } from './support/programs';
import { startRegistry } from './support/registry';

const SCOPE = '@drs-orchestrator';
const FRONTEND = `${SCOPE}/plugin-drs-orchestrator`;
const BACKEND = `${SCOPE}/plugin-drs-orchestrator-backend`;
const LOGS = join(ROOT, '.cache/packed/logs');
const START_LIMIT_MS = 300_000;

let folder: string;
let env: NodeJS.ProcessEnv;
let packages: PackedPackage[];

/** Every path that a field of a package.json names. */
function pathsIn(field: unknown): string[] {
  if (typeof field === 'string') {
    return field.startsWith('./') || field.startsWith('dist/')
      ? [field.replace(/^\.\//, '')]
      : [];
  }
  return typeof field === 'object' && field !== null
    ? Object.values(field).flatMap(pathsIn)
    : [];
}

test.beforeAll(async () => {
  rmSync(LOGS, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'drs-orchestrator-packed-'));
  env = environmentWithYarn(join(folder, 'bin'));
  packages = await packPackages(folder, {
    env,
    logFile: join(LOGS, 'pack.log'),
  });
});

test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('each package holds what it promises, and nothing of its sources', () => {
  const names = packages.map(({ manifest }) => manifest.name);
  expect(names).toContain(FRONTEND);
  for (const { manifest, files } of packages) {
    const { name } = manifest;
    const promised = [
      ...pathsIn(manifest.exports),
      ...pathsIn(manifest.main),
      ...pathsIn(manifest.module),
      ...pathsIn(manifest.types),
      ...Object.values(manifest.bin),
      ...(manifest.configSchema ? [manifest.configSchema] : []),
      'LICENSE',
      'README.md',
    ];
    expect
      .soft(
        promised.filter(path => !files.has(path)),
        `what ${name} lacks`,
      )
      .toEqual([]);
    expect
      .soft(
        [...files].filter(
          path => path.startsWith('src/') || /\.test\.|testUtils/i.test(path),
        ),
        `what ${name} should not hold`,
      )
      .toEqual([]);
    expect.soft(manifest.license, name).toBe('Apache-2.0');
    const needed = Object.entries({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
    });
    expect
      .soft(
        needed.filter(
          ([dependency, range]) =>
            range.includes(':') ||
            (dependency.startsWith(SCOPE) && !names.includes(dependency)),
        ),
        `dependencies of ${name} that nobody could install`,
      )
      .toEqual([]);
  }
  const of = (name: string) =>
    packages.find(({ manifest }) => manifest.name === name);
  expect(Object.keys(Object(of(FRONTEND)?.manifest.exports))).toEqual([
    '.',
    './legacy',
    './translations',
    './package.json',
  ]);
  expect(
    [...(of(BACKEND)?.files ?? [])].filter(path =>
      path.startsWith('migrations/'),
    ).length,
  ).toBeGreaterThan(0);
});

test('the steps of docs/install.md alone make a newly created app show and answer', async ({
  page,
}) => {
  const app = join(folder, 'app');
  const closing: (() => Promise<void>)[] = [];
  try {
    const registry = await startRegistry(packages, PACKED_REGISTRY_PORT);
    closing.push(registry.close);
    const simulator = await startSimulator({
      port: PACKED_SIMULATOR_PORT,
      logFile: join(LOGS, 'simulator.log'),
    });
    closing.push(() => simulator.process.stop());
    await createNewApp({
      folder: app,
      registryUrl: registry.url,
      awsEndpoint: simulator.url,
      env,
      logFile: join(LOGS, 'create-app.log'),
    });

    const steps = readInstallSteps();
    const start = steps.pop();
    if (start?.type !== 'run') {
      throw new Error('The last step of docs/install.md starts nothing');
    }
    for (const step of steps) {
      if (step.type === 'run') {
        await run('bash', ['-euo', 'pipefail', '-c', step.script], {
          cwd: app,
          env,
          logFile: join(LOGS, 'install.log'),
        });
      } else {
        await editFile(app, step);
      }
    }
    const running = Running.start('bash', ['-euc', start.script], {
      cwd: app,
      env,
      logFile: join(LOGS, 'start.log'),
    });
    closing.push(() => running.stop());
    const answers = async (url: string) => (await fetch(url)).ok;
    await running.until(
      async () =>
        (await answers(
          `http://127.0.0.1:${PACKED_BACKEND_PORT}/.backstage/health/v1/readiness`,
        )) && (await answers(`http://127.0.0.1:${PACKED_APP_PORT}`)),
      START_LIMIT_MS,
    );

    // Not all of the console: a development build repeats there what React holds
    // against Backstage's own components.
    const thrown: Error[] = [];
    page.on('pageerror', error => thrown.push(error));
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();

    await test.step('The page is in the sidebar, and has what the API answers from AWS', async () => {
      await page.getByRole('link', { name: 'Disaster recovery' }).click();
      await expect(page).toHaveURL(/\/disaster-recovery\/overview$/);
      await page.getByRole('tab', { name: 'Servers' }).click();
      await expect(
        page.getByRole('heading', { name: 'Servers', exact: true }),
      ).toBeVisible();
      await expect(
        page.getByRole('rowheader', { name: 'orders-db-01' }),
      ).toBeVisible();
    });

    await test.step('A system has the card, which leads to the tab that says whether it could be recovered', async () => {
      await page.goto('/catalog/default/system/examples');
      await page
        .getByRole('link', { name: /^See (what to mend|servers and drills)$/ })
        .click();
      await expect(page).toHaveURL(/\/system\/examples\/disaster-recovery$/);
      await expect(
        page.getByRole('heading', {
          name: /^Could .* be recovered now\?$/,
        }),
      ).toBeVisible();
    });

    await test.step('The scaffolder has the actions', async () => {
      await page.goto('/create/actions');
      await expect(
        page.getByText('drs:recovery-plan:create').first(),
      ).toBeVisible();
    });
    expect(thrown).toEqual([]);
  } finally {
    for (const close of closing.reverse()) {
      await close();
    }
  }
});
