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

import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, findChromium } from '../support/chromium';
import { PACKED_APP_PORT } from '../support/ports';

// The packages as they are published, in a newly created app of Backstage.
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/packed',
  workers: 1,
  // A test that passes at the second try has shown a fault, so there is none.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // An app is installed, with some thousand packages of others.
  timeout: 1_200_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    // Counted by script/test.
    ['json', { outputFile: '../../.cache/packed/results.json' }],
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${PACKED_APP_PORT}`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: chromiumArguments(),
    },
  },
});
