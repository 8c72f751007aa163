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

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** The rows of the table of threats: the last cell names a file and a test in it. */
const threats = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8')
  .split('\n')
  .flatMap(line => {
    const cells = /^\| (.+?) +\|.*\| `([^`]+)`: "(.+?)" +\|$/.exec(line);
    return cells ? [[cells[1], cells[2], cells[3]] as const] : [];
  });

describe('the threat model', () => {
  it('has a test for each threat', () => {
    const rows = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8')
      .split('## Threats')[1]
      .split('## Known')[0]
      .split('\n')
      .filter(line => line.startsWith('| '));
    // Without the heading and the line below it.
    expect(threats).toHaveLength(rows.length - 2);
    expect(threats.length).toBeGreaterThan(25);
  });

  it.each(threats)('%s', (_threat, file, test) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${test}'`);
  });
});
