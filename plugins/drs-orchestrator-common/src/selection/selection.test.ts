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

import {
  ACCOUNT_ID_ANNOTATION,
  entitySelection,
  PROTECTION_GROUP_TAGS_ANNOTATION,
  REGION_ANNOTATION,
} from './annotations';
import { tagMismatches } from './tagSelection';

describe('tagMismatches', () => {
  const selection = { 'DR-Application': 'orders', 'DR-Role': 'db' };

  it('is empty where all pairs match', () => {
    expect(
      tagMismatches(selection, { ...selection, Name: 'orders-db-01' }),
    ).toEqual([]);
  });

  it('says of each pair why it does not match', () => {
    expect(tagMismatches(selection, { 'DR-Role': 'DB' })).toEqual([
      { kind: 'MISSING_TAG', key: 'DR-Application', expected: 'orders' },
      {
        kind: 'DIFFERENT_VALUE',
        key: 'DR-Role',
        expected: 'db',
        actual: 'DB',
      },
    ]);
  });

  it.each(['false', 'FALSE', ' False '])(
    'leaves out a server that its owner took out by DR-Enabled=%j',
    value => {
      expect(
        tagMismatches(selection, { ...selection, 'DR-Enabled': value }),
      ).toEqual([{ kind: 'DISABLED' }]);
    },
  );

  it('does not take what every object has for a tag', () => {
    expect(tagMismatches({ constructor: 'x' }, {})).toEqual([
      { kind: 'MISSING_TAG', key: 'constructor', expected: 'x' },
    ]);
  });
});

describe('entitySelection', () => {
  const place = {
    [ACCOUNT_ID_ANNOTATION]: '111122223333',
    [REGION_ANNOTATION]: 'us-west-2',
  };

  it('reads tags with an account and a Region', () => {
    expect(
      entitySelection({
        [PROTECTION_GROUP_TAGS_ANNOTATION]:
          'DR-Application=orders, DR-Role=a=b',
        ...place,
      }),
    ).toEqual({
      kind: 'selection',
      accountId: '111122223333',
      region: 'us-west-2',
      tags: { 'DR-Application': 'orders', 'DR-Role': 'a=b' },
    });
  });

  it('is none without the annotation', () => {
    expect(entitySelection(undefined)).toEqual({ kind: 'none' });
    expect(entitySelection(place)).toEqual({ kind: 'none' });
  });

  it('tells every problem of an annotation that cannot be read', () => {
    expect(
      entitySelection({
        [PROTECTION_GROUP_TAGS_ANNOTATION]: 'DR-Role=db,orders',
        [ACCOUNT_ID_ANNOTATION]: '12',
      }),
    ).toEqual({
      kind: 'invalid',
      problems: [
        `${PROTECTION_GROUP_TAGS_ANNOTATION}: "orders" is not of the form Key=Value`,
        `${ACCOUNT_ID_ANNOTATION} is not a 12-digit account ID`,
        `${REGION_ANNOTATION} is not a Region`,
      ],
    });
  });
});
