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

import { join } from 'node:path';
import { ROOT } from './paths';
import { tokenOf } from './personas';
import type { PortalApp } from './portalBuild';
import { ServerProcess } from './ServerProcess';

export interface BackendOptions {
  readonly port: number;
  /** Where its SQLite files are; kept over a restart if the same is given. */
  readonly dataDirectory: string;
  readonly awsEndpoint: string;
  readonly logFile: string;
  /** Whose build it serves; the portal's by default. */
  readonly app?: PortalApp;
  /** Which executions start only once another person has approved them; none by default. */
  readonly approvalFor?: 'RECOVERY';
}

// Read last of the example's files.
const LAST_OF_THE_CATALOG = 'component/default/reporting-service';

/**
 * Starts the portal's backend, which serves the built portal too, and waits
 * until it has read the example catalog.
 */
export async function startBackend(options: BackendOptions) {
  const url = `http://127.0.0.1:${options.port}`;
  const process = await ServerProcess.start({
    what: 'The backend',
    cwd: join(ROOT, 'packages/backend'),
    args: [
      'src/index.ts',
      '--config',
      join(ROOT, 'app-config.yaml'),
      '--config',
      join(ROOT, 'e2e-tests/app-config.e2e.yaml'),
    ],
    env: {
      E2E_APP: options.app ?? 'app',
      E2E_PORT: String(options.port),
      E2E_DATA_DIRECTORY: options.dataDirectory,
      E2E_AWS_ENDPOINT: options.awsEndpoint,
      E2E_APPROVAL_FOR: options.approvalFor ?? 'NONE',
    },
    logFile: options.logFile,
    isReady: async () => {
      const ready = await fetch(`${url}/.backstage/health/v1/readiness`);
      if (!ready.ok) {
        return false;
      }
      const token = await tokenOf(url, 'nobody');
      const entity = await fetch(
        `${url}/api/catalog/entities/by-name/${LAST_OF_THE_CATALOG}`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      return entity.ok;
    },
  });
  return { process, url };
}
