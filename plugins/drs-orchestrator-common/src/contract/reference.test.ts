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
import { resolve } from 'node:path';
import { endpoints } from './endpoints';
import { errorStatuses } from './errors';
import { apiReference } from './reference';

const page = resolve(__dirname, '../../../../docs/api.md');

describe('the API reference', () => {
  it('is what docs/api.md says (script/api-reference writes it anew)', () => {
    expect(readFileSync(page, 'utf8')).toBe(apiReference());
  });

  it('tells every operation and every error code', () => {
    const reference = apiReference();
    for (const [operation, { method, path }] of Object.entries(endpoints)) {
      expect(reference).toContain(`### ${operation}\n\n\`${method} ${path}\``);
    }
    for (const code of Object.keys(errorStatuses)) {
      expect(reference).toContain(`\`${code}\``);
    }
  });

  it('leads each link to a heading of its own', () => {
    const reference = apiReference();
    const headings = new Set(
      [...reference.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
        title.toLowerCase().replace(/ /g, '-'),
      ),
    );
    for (const [, target] of reference.matchAll(/\]\(#([^)]+)\)/g)) {
      expect(headings).toContain(target);
    }
  });
});
