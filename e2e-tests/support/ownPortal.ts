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
import { startBackend } from './backend';
import { CACHE } from './paths';
import { SIMULATOR_PORT } from './ports';

/** Starts a portal over the simulated AWS that all tests share. */
export const startPortal = (port: number, dataDirectory: string) =>
  startBackend({
    port,
    dataDirectory,
    awsEndpoint: `http://127.0.0.1:${SIMULATOR_PORT}`,
    logFile: join(CACHE, `logs/backend-${port}.log`),
  });

/**
 * Gives the tests of a file, or of a group, a portal of their own that has no
 * groups, plans and executions yet. Call it where hooks may be declared.
 *
 * @returns its address
 */
export function useOwnPortal(port: number): string {
  const url = `http://localhost:${port}`;
  let dataDirectory: string;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  test.use({ baseURL: url });
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-portal-'));
    portal = await startPortal(port, dataDirectory);
  });
  test.afterAll(async () => {
    await portal?.process.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return url;
}
