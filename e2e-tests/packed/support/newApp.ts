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
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../support/paths';
import { PACKED_APP_PORT, PACKED_BACKEND_PORT } from '../../support/ports';
import { run } from './programs';

const manifestSchema = z.looseObject({
  resolutions: z.record(z.string(), z.string()),
});

const readManifest = (path: string) =>
  manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

/**
 * An environment in which `yarn` is this repository's, as `corepack` would bring
 * it: a new app brings the same version along.
 *
 * @param folder - receives the command
 */
export function environmentWithYarn(folder: string): NodeJS.ProcessEnv {
  const [, yarn] =
    /^yarnPath: (.*)$/m.exec(readFileSync(join(ROOT, '.yarnrc.yml'), 'utf8')) ??
    [];
  if (yarn === undefined) {
    throw new Error('.yarnrc.yml names no Yarn');
  }
  mkdirSync(folder, { recursive: true });
  const command = join(folder, 'yarn');
  writeFileSync(
    command,
    `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, yarn)}" "$@"\n`,
  );
  chmodSync(command, 0o755);
  return {
    ...process.env,
    // Warnings of other people's packages are not errors.
    CI: '',
    NODE_ENV: 'development',
    PATH: `${folder}:${process.env.PATH}`,
  };
}

/**
 * Creates an app as `npx @backstage/create-app` does, and sets what the test
 * needs otherwise than a reader: where the packages come from, addresses, and a
 * simulated AWS.
 */
export async function createNewApp(options: {
  folder: string;
  registryUrl: string;
  awsEndpoint: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
}): Promise<void> {
  const { folder, registryUrl, awsEndpoint, env, logFile } = options;
  mkdirSync(folder, { recursive: true });
  await run(
    process.execPath,
    [
      join(ROOT, 'node_modules/@backstage/create-app/bin/backstage-create-app'),
      '--skip-install',
      '--path',
      folder,
    ],
    {
      cwd: folder,
      env: { ...env, BACKSTAGE_APP_NAME: 'new-app' },
      logFile,
    },
  );

  // The orchestrator's packages come from here, all others from where the
  // machine has them from.
  const yarnrc = join(folder, '.yarnrc.yml');
  writeFileSync(
    yarnrc,
    `${readFileSync(yarnrc, 'utf8')}\n${stringify({
      npmScopes: { 'drs-orchestrator': { npmRegistryServer: registryUrl } },
      unsafeHttpWhitelist: ['127.0.0.1'],
      enableTelemetry: false,
      // It would look for types in a search service on the internet.
      tsEnableAutoTypes: false,
      // What a package would build is either prebuilt or not used here.
      enableScripts: false,
      // Two gigabytes need not be written where they lie already.
      nmMode: 'hardlinks-global',
    })}`,
  );
  // A new app asks the internet for a lockfile to begin with. This one is of the
  // versions that the packages were tested with, and needs no answer.
  copyFileSync(join(ROOT, 'yarn.lock'), join(folder, 'yarn.lock'));
  // better-sqlite3 before 13 ends the process under Node 24.19; the others were
  // published incompletely. This repository has the same resolutions.
  const path = join(folder, 'package.json');
  const manifest = readManifest(path);
  const { resolutions } = readManifest(join(ROOT, 'package.json'));
  writeFileSync(
    path,
    JSON.stringify(
      { ...manifest, resolutions: { ...resolutions, ...manifest.resolutions } },
      undefined,
      2,
    ),
  );

  writeFileSync(
    join(folder, 'app-config.local.yaml'),
    stringify({
      app: {
        baseUrl: `http://localhost:${PACKED_APP_PORT}`,
        listen: { host: '127.0.0.1', port: PACKED_APP_PORT },
      },
      backend: {
        baseUrl: `http://localhost:${PACKED_BACKEND_PORT}`,
        listen: { host: '127.0.0.1', port: PACKED_BACKEND_PORT },
        cors: { origin: `http://localhost:${PACKED_APP_PORT}` },
      },
      drsOrchestrator: {
        aws: {
          development: {
            endpoint: awsEndpoint,
            accessKeyId: 'AKIDMERIDIANHUB00001',
            secretAccessKey: 'meridian-development-only',
          },
        },
        accounts: [
          {
            accountId: '111122223333',
            accountName: 'meridian-commerce',
            roleName: 'DrsOrchestratorRole',
            externalId: 'meridian-dr',
            regions: ['us-west-2'],
          },
        ],
      },
    }),
  );
}
