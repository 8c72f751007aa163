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
import { test } from '@playwright/test';
import { startBackend, type BackendOptions } from './backend';
import { CACHE } from './paths';
import { SIMULATOR_PORT } from './ports';
import { SIMULATOR_SPEED, startSimulator } from './simulator';

/** What a portal of one's own may have besides its port. */
export interface OwnPortalOptions extends Pick<BackendOptions, 'approvalFor'> {
  /**
   * Of a simulated AWS of its own, for tests to which it matters what earlier ones
   * have launched; that which all tests share by default.
   */
  readonly awsPort?: number;
}

/** Starts a portal over a simulated AWS that has been started. */
export const startPortal = (
  port: number,
  dataDirectory: string,
  { awsPort = SIMULATOR_PORT, approvalFor }: OwnPortalOptions = {},
) =>
  startBackend({
    port,
    dataDirectory,
    awsEndpoint: `http://127.0.0.1:${awsPort}`,
    logFile: join(CACHE, `logs/backend-${port}.log`),
    approvalFor,
  });

/**
 * Gives the tests of a file, or of a group, a portal of their own that has no
 * groups, plans and executions yet. Call it where hooks may be declared.
 *
 * @returns its address
 */
export function useOwnPortal(
  port: number,
  options: OwnPortalOptions = {},
): string {
  const url = `http://localhost:${port}`;
  let dataDirectory: string;
  let simulator: Awaited<ReturnType<typeof startSimulator>> | undefined;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  test.use({ baseURL: url });
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-portal-'));
    if (options.awsPort !== undefined) {
      simulator = await startSimulator({
        port: options.awsPort,
        speed: SIMULATOR_SPEED,
        logFile: join(CACHE, `logs/simulator-${options.awsPort}.log`),
      });
    }
    portal = await startPortal(port, dataDirectory, options);
  });
  test.afterAll(async () => {
    await portal?.process.stop();
    await simulator?.process.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return url;
}
