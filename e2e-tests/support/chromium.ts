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

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser to test in: the one that CHROMIUM_PATH names, or else the first
 * that is installed. Playwright's own download is not used.
 *
 * @throws Error that says how to get one, if there is none.
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap(name =>
    folders.map(folder => join(folder, name)),
  ).find(isExecutable);
  if (!found) {
    throw new Error(
      'The browser tests need Chromium: install it (apt-get install chromium) or name one with CHROMIUM_PATH',
    );
  }
  return found;
}

/** Arguments that Chromium needs in a container, where it runs as root. */
export function chromiumArguments(): string[] {
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return process.getuid?.() === 0
    ? ['--no-sandbox', '--disable-gpu', ...quiet]
    : quiet;
}
