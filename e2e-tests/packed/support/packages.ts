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
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../support/paths';
import { run } from './programs';

/** The folders of the packages that are published, a package after those that it needs. */
const FOLDERS = [
  'plugins/drs-orchestrator-common',
  'packages/drs-engine',
  'plugins/drs-orchestrator-backend',
  'plugins/drs-orchestrator',
  'plugins/scaffolder-backend-module-drs-orchestrator',
  'packages/drs-cli',
] as const;

const dependenciesSchema = z.record(z.string(), z.string()).default({});

const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  exports: z.unknown().optional(),
  main: z.string(),
  bin: z.record(z.string(), z.string()).default({}),
  configSchema: z.string().optional(),
  dependencies: dependenciesSchema,
  peerDependencies: dependenciesSchema,
});

/** A package as it is published. */
export interface PackedPackage {
  readonly tarball: string;
  /** The paths of its files, as the package has them. */
  readonly files: ReadonlySet<string>;
  readonly manifest: z.infer<typeof manifestSchema>;
}

function readTarball(tarball: string): PackedPackage {
  const tar = (...args: string[]) =>
    execFileSync('tar', [...args], { encoding: 'utf8' });
  const files = tar('-tzf', tarball)
    .trim()
    .split('\n')
    .map(path => path.replace(/^package\//, ''));
  return {
    tarball,
    files: new Set(files),
    manifest: manifestSchema.parse(
      JSON.parse(tar('-xzOf', tarball, 'package/package.json')),
    ),
  };
}

/**
 * Builds and packs every package as a release does: types, bundles, and what
 * Yarn puts into a tarball.
 *
 * @param folder - receives the tarballs
 */
export async function packPackages(
  folder: string,
  options: { env: NodeJS.ProcessEnv; logFile: string },
): Promise<PackedPackage[]> {
  const node = (cwd: string, program: string, ...args: string[]) =>
    run(process.execPath, [join(ROOT, program), ...args], { cwd, ...options });

  const yarn = z.object({ yarnPath: z.string() }).parse(
    Object.fromEntries([
      readFileSync(join(ROOT, '.yarnrc.yml'), 'utf8')
        .match(/^(yarnPath): (.*)$/m)
        ?.slice(1) ?? [],
    ]),
  ).yarnPath;

  const packages: PackedPackage[] = [];
  const pack = async (path: string) => {
    const cwd = join(ROOT, path);
    const tarball = join(folder, `${path.replace('/', '-')}.tgz`);
    await node(
      cwd,
      'node_modules/@backstage/cli/bin/backstage-cli',
      'package',
      'build',
    );
    await node(cwd, yarn, 'pack', '--out', tarball);
    packages.push(readTarball(tarball));
  };
  // Two at a time: none of them uses more than one core.
  const waiting = [...FOLDERS];
  const worker = async () => {
    for (;;) {
      const next = waiting.shift();
      if (next === undefined) {
        return;
      }
      await pack(next);
    }
  };
  await Promise.all([worker(), worker()]);
  return packages;
}
