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
import { startBackend } from './backend';
import { CACHE } from './paths';
import { PORTAL_PORT, SIMULATOR_PORT } from './ports';
import { buildPortal } from './portalBuild';
import { SIMULATOR_SPEED, startSimulator } from './simulator';

/**
 * Starts the portal that the browser tests share, with an empty database and a
 * simulated AWS of its own.
 *
 * @returns what stops it again.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  buildPortal();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'drs-orchestrator-e2e-'));
  const discardData = () =>
    rmSync(dataDirectory, { recursive: true, force: true });
  const logs = join(CACHE, 'logs');
  rmSync(logs, { recursive: true, force: true });
  try {
    const simulator = await startSimulator({
      port: SIMULATOR_PORT,
      // A launch takes some seven seconds: long enough to be watched.
      speed: SIMULATOR_SPEED,
      logFile: join(logs, 'simulator.log'),
    });
    try {
      const backend = await startBackend({
        port: PORTAL_PORT,
        dataDirectory,
        awsEndpoint: simulator.url,
        logFile: join(logs, 'backend.log'),
      });
      return async () => {
        await backend.process.stop();
        await simulator.process.stop();
        discardData();
      };
    } catch (error) {
      await simulator.process.stop();
      throw error;
    }
  } catch (error) {
    discardData();
    throw error;
  }
}
