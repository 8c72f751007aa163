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
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths';

/** The portal, and the same for the classic frontend system. */
export type PortalApp = 'app' | 'app-legacy';

// All that goes into a bundle: the app, the packages of this repository that
// it is made of, and the versions of all others. The classic app takes its
// sign-in from the other one.
const SOURCES = [
  'yarn.lock',
  'app-config.yaml',
  'packages/app/package.json',
  'packages/app/config.d.ts',
  'packages/app/public',
  'packages/app/src',
  'plugins/drs-orchestrator/package.json',
  'plugins/drs-orchestrator/src',
  'plugins/drs-orchestrator-common/package.json',
  'plugins/drs-orchestrator-common/src',
];

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap(name => filesBelow(join(path, name)));
}

const OF_CLASSIC_APP = [
  'packages/app-legacy/package.json',
  'packages/app-legacy/public',
  'packages/app-legacy/src',
];

function hashOfSources(app: PortalApp): string {
  const hash = createHash('sha256');
  const sources =
    app === 'app-legacy' ? [...SOURCES, ...OF_CLASSIC_APP] : SOURCES;
  for (const file of sources.flatMap(path => filesBelow(join(ROOT, path)))) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const folderOf = (app: PortalApp) => join(ROOT, 'packages', app);

const stampOf = (app: PortalApp) =>
  join(CACHE, app === 'app' ? 'portal-build' : `${app}-build`);

function build(app: PortalApp, moreConfig?: string): void {
  execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
      ...(moreConfig
        ? ['--config', join(ROOT, 'app-config.yaml'), '--config', moreConfig]
        : []),
    ],
    {
      cwd: folderOf(app),
      stdio: ['ignore', 'ignore', 'inherit'],
      // CI would turn warnings of other people's packages into errors.
      env: { ...process.env, NODE_ENV: 'production', CI: '' },
    },
  );
}

/**
 * Builds the portal by the configuration of a further file. Nobody takes it for
 * the portal's own build afterwards.
 */
export function buildPortalOtherwise(moreConfig: string): void {
  rmSync(stampOf('app'), { force: true });
  build('app', moreConfig);
}

/** Builds the portal into the `dist` of its package, if its sources have changed. */
export function buildPortal(app: PortalApp = 'app'): void {
  const stamp = stampOf(app);
  const wanted = hashOfSources(app);
  const isBuilt =
    existsSync(join(folderOf(app), 'dist/index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted;
  if (isBuilt) {
    return;
  }
  build(app);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stamp, wanted);
}
