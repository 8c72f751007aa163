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

import { mayHold } from './mayHold';
import type { AttributeCondition } from './attributes';
import type { AttributeCriteria } from './criteria';

const is = (
  attribute: AttributeCondition['attribute'],
  ...values: string[]
): AttributeCondition => ({ attribute, values, match: 'ONLY' });

const inOrders = { account: ['orders'], region: ['us-west-2'] };

describe('what may hold of a record that is known in part', () => {
  const cases: [string, AttributeCriteria, boolean][] = [
    ['what is known and holds', is('account', 'orders'), true],
    ['what is known and does not', is('account', 'ledger'), false],
    ['what is not known', is('tag', 'x'), true],
    ['the contrary of what is not known', { not: is('tag', 'x') }, true],
    ['the contrary of what holds', { not: is('account', 'orders') }, false],
    [
      'all, where one does not hold',
      { allOf: [is('tag', 'x'), is('region', 'eu-west-1')] },
      false,
    ],
    [
      'all, where one is not known',
      { allOf: [is('tag', 'x'), is('region', 'us-west-2')] },
      true,
    ],
    [
      'any, where none holds',
      { anyOf: [is('account', 'ledger'), is('region', 'eu-west-1')] },
      false,
    ],
    [
      'any, where one is not known',
      { anyOf: [is('account', 'ledger'), is('owner', 'x')] },
      true,
    ],
    [
      'the contrary of all, where one is not known',
      { not: { allOf: [is('account', 'orders'), is('tag', 'x')] } },
      true,
    ],
    [
      'the contrary of any, where one holds',
      { not: { anyOf: [is('account', 'orders'), is('tag', 'x')] } },
      false,
    ],
  ];

  it.each(cases)('%s', (_what, criteria, expected) => {
    expect(mayHold(criteria, inOrders)).toBe(expected);
  });
});
