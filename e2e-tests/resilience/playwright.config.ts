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

import { defineConfig } from '@playwright/test';

// Proofs at the level of processes: backends are killed and frozen, databases
// stopped. They need no browser and no portal.
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/resilience',
  // Each file has backends, a database and an AWS of its own, and waits most of
  // the time.
  workers: 3,
  fullyParallel: true,
  timeout: 900_000,
  // A test that passes at the second try has shown a fault, so there is none.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    // Counted by script/test.
    ['json', { outputFile: '../../.cache/resilience/results.json' }],
  ],
});
