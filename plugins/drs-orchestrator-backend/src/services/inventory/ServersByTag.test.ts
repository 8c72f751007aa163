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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import fc from 'fast-check';
import { selected } from './membership';
import { ServersByTag } from './ServersByTag';

const key = fc.constantFrom('App', 'Role', 'DR-Enabled', '__proto__');
const tagsOf = (constraints: fc.DictionaryConstraints) =>
  fc.dictionary(key, fc.constantFrom('a', 'b', 'false'), constraints);

describe('servers by tag', () => {
  it('are those that a look at each would find', () => {
    fc.assert(
      fc.property(
        fc.array(tagsOf({}), { maxLength: 12 }),
        fc.array(tagsOf({}), { minLength: 1, maxLength: 6 }),
        (servers, selections) => {
          const all = servers.map(
            (tags, index): ObservedSourceServer => ({
              accountId: '111122223333',
              region: 'us-west-2',
              sourceServerId: `s-${index}`,
              hostname: `host-${String(index).padStart(2, '0')}`,
              ipAddresses: [],
              hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
              tags,
              replicationState: 'CONTINUOUS',
              hasRecoveryPoint: true,
            }),
          );
          const byTag = new ServersByTag(all);
          for (const tags of selections) {
            expect(byTag.having(tags)).toEqual(
              selected({ kind: 'tags', tags }, all),
            );
          }
        },
      ),
    );
  });
});
