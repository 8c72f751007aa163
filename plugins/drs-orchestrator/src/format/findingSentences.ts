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

import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Words } from '../translations/words';
import { listed } from './counting';

// Past this many, a sentence of names is longer than anyone reads.
const NAMES_SHOWN = 8;

/**
 * The messages of findings, those that say the same of several subjects as one:
 * "a-01 and a-02 are in no protection group".
 */
export function findingSentences(
  words: Words,
  findings: readonly Pick<Finding, 'message' | 'subject'>[],
): string[] {
  const namesBySaying = new Map<string, string[]>();
  for (const { message, subject } of findings) {
    const name = subject?.name;
    const said =
      name !== undefined &&
      /^(: | is )/.test(message.slice(name.length)) &&
      message.startsWith(name)
        ? { name, saying: message.slice(name.length) }
        : { name: message, saying: '' };
    const names = namesBySaying.get(said.saying) ?? [];
    if (!names.includes(said.name)) {
      namesBySaying.set(said.saying, [...names, said.name]);
    }
  }
  return [...namesBySaying].flatMap(([saying, names]) =>
    saying === ''
      ? names
      : [
          `${listed(words, names, NAMES_SHOWN)}${
            names.length === 1 ? saying : saying.replace(/^ is /, ' are ')
          }`,
        ],
  );
}
