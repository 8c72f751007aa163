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

import { readFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../support/paths';

/** One thing that the documentation asks the reader to do, in a new app. */
export type InstallStep =
  | { readonly type: 'run'; readonly script: string }
  | {
      readonly type: 'write' | 'append' | 'patch';
      readonly file: string;
      readonly text: string;
    };

/** Every block of code of docs/install.md between its two marks, in order. */
export function readInstallSteps(): InstallStep[] {
  const page = readFileSync(join(ROOT, 'docs/install.md'), 'utf8');
  const steps = /<!-- install:begin -->([\s\S]*)<!-- install:end -->/.exec(
    page,
  )?.[1];
  if (steps === undefined) {
    throw new Error('docs/install.md has no steps');
  }
  return [
    ...steps.matchAll(/^```(\w+)(?: title="(.*)")?\n([\s\S]*?)^```$/gm),
  ].map(([, language, file, text]) => {
    switch (language) {
      case 'bash':
        return { type: 'run', script: text };
      case 'ts':
        return { type: 'write', file, text };
      case 'yaml':
        return { type: 'append', file, text };
      case 'diff':
        return { type: 'patch', file, text };
      default:
        throw new Error(`docs/install.md has a step in ${language}`);
    }
  });
}

/** The lines of a difference that begin so or stand on both sides, as they are in the file. */
const sideOf = (difference: string, sign: '-' | '+') =>
  difference
    .split('\n')
    .filter(line => line.startsWith(sign) || line.startsWith(' '))
    .map(line => line.slice(1))
    .join('\n');

/**
 * Does to a file of the app what the step says.
 *
 * @throws Error where the file does not have the lines that are to be replaced
 *   exactly once
 */
export async function editFile(
  appFolder: string,
  step: Exclude<InstallStep, { type: 'run' }>,
): Promise<void> {
  const path = join(appFolder, step.file);
  switch (step.type) {
    case 'write':
      await writeFile(path, step.text, { flag: 'wx' });
      return;
    case 'append':
      await appendFile(path, `\n${step.text}`);
      return;
    case 'patch': {
      const parts = (await readFile(path, 'utf8')).split(
        sideOf(step.text, '-'),
      );
      if (parts.length !== 2) {
        throw new Error(
          `${step.file} has ${parts.length - 1} times what is to be replaced`,
        );
      }
      await writeFile(path, parts.join(sideOf(step.text, '+')));
      return;
    }
    default:
      throw new Error(`Unknown step ${step.type satisfies never}`);
  }
}
