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

import { isSynchronisedKey } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import fc from 'fast-check';
import { tagChanges, type TagChanges } from './tagChanges';

const KEYS = ['DR-*', 'DRS-*', 'Environment', 'Application'];

/** What a server has after the changes were made. */
const applied = (
  tags: Record<string, string>,
  { added, changed, removed }: TagChanges,
): Record<string, string> => {
  const after = new Map(Object.entries(tags));
  Object.keys(removed).forEach(key => after.delete(key));
  Object.entries(added).forEach(([key, value]) => after.set(key, value));
  Object.entries(changed).forEach(([key, { to }]) => after.set(key, to));
  return Object.fromEntries(after);
};

const partOf = (
  tags: Record<string, string>,
  wanted: (key: string) => boolean,
) => Object.fromEntries(Object.entries(tags).filter(([key]) => wanted(key)));

const arbitraryTags = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'DR-Application',
      'DR-Role',
      'dr-role',
      'DR',
      'DRS-Tier',
      'Environment',
      'Environments',
      'Application',
      'Name',
      'aws:autoscaling:groupName',
      'drs-orchestrator:execution',
      'AWSElasticDisasterRecoveryManaged',
      '__proto__x',
      'constructor',
    ),
    fc
      .string({ minLength: 1, maxLength: 8 })
      .filter(key => key !== '__proto__'),
  ),
  fc.constantFrom('', 'orders', 'db', '1'),
);
const arbitraryKeys = fc.array(
  fc.constantFrom(...KEYS, 'Name', 'aws:*', 'drs-*', 'a*', 'constructor'),
  { minLength: 1, maxLength: 5 },
);

describe('what is to be changed of the tags of a server', () => {
  it('follows the instance, for the keys configured and no others', () => {
    expect(
      tagChanges(
        {
          'DR-Role': 'db',
          'DR-Wave': '2',
          Environment: 'production',
          CostCenter: 'CC-1',
        },
        {
          'DR-Role': 'db',
          'DR-Wave': '1',
          'DR-Tier': '1',
          Name: 'orders-db-01',
        },
        KEYS,
      ),
    ).toEqual({
      added: { Environment: 'production' },
      changed: { 'DR-Wave': { from: '1', to: '2' } },
      removed: { 'DR-Tier': '1' },
    });
  });

  it('never touches what is AWS’s own or this product’s, even if somebody asked', () => {
    const reserved = {
      'aws:cloudformation:stack-name': 'x',
      'AWS:Other': 'x',
      'drs-orchestrator:execution': 'e',
      AWSElasticDisasterRecoveryManaged: 'y',
    };
    const keys = ['aws:*', 'AWS*', 'drs-orchestrator:*'];
    const nothing = { added: {}, changed: {}, removed: {} };
    expect(tagChanges({}, reserved, keys)).toEqual(nothing);
    expect(tagChanges(reserved, {}, keys)).toEqual(nothing);
  });

  it('makes the synchronised tags equal, leaves all others, and is then done', () => {
    fc.assert(
      fc.property(
        arbitraryTags,
        arbitraryTags,
        arbitraryKeys,
        (instanceTags, serverTags, keys) => {
          const changes = tagChanges(instanceTags, serverTags, keys);
          const after = applied(serverTags, changes);
          const isOurs = (key: string) => isSynchronisedKey(key, keys);
          const isNot = (key: string) => !isOurs(key);
          expect(partOf(after, isOurs)).toEqual(partOf(instanceTags, isOurs));
          expect(partOf(after, isNot)).toEqual(partOf(serverTags, isNot));
          expect(tagChanges(instanceTags, after, keys)).toEqual({
            added: {},
            changed: {},
            removed: {},
          });
          // No key is in two of the three.
          const touched = Object.values(changes).flatMap(Object.keys);
          expect(new Set(touched).size).toBe(touched.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
