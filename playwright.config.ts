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
import { chromiumArguments, findChromium } from './e2e-tests/support/chromium';
import { PORTAL_PORT } from './e2e-tests/support/ports';

export default defineConfig({
  testDir: 'e2e-tests',
  testMatch: '**/*.test.ts',
  // Those have configurations of their own.
  testIgnore: ['resilience/**', 'packed/**'],
  globalSetup: './e2e-tests/support/globalSetup.ts',
  outputDir: 'test-results',
  // The tests share one portal. A test that passes at the second try has shown
  // a fault, so there is none.
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    // Counted by script/test.
    ['json', { outputFile: '.cache/e2e/results.json' }],
  ],
  use: {
    baseURL: `http://localhost:${PORTAL_PORT}`,
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          executablePath: findChromium(),
          args: chromiumArguments(),
        },
      },
    },
  ],
});
