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

import fc from 'fast-check';
import { hostileText } from '../__testUtils__/hostileText';
import { coloured, plain } from './paint';
import { facts, table } from './table';
import { safeText, widthOf } from './text';

describe('table', () => {
  it('lines columns up, whatever letters take', () => {
    expect(
      table(
        [{ title: 'Wave' }, { title: 'Up', align: 'right' }, { title: 'Note' }],
        [
          ['東京', '10/12', { text: 'late', tone: 'warning' }],
          ['web', '1/1', ''],
        ],
      ),
    ).toEqual(['Wave     Up  Note', '東京  10/12  late', 'web     1/1']);
  });

  it('lets the columns give way that can, and no others', () => {
    expect(
      table(
        [{ title: 'Plan', shrinks: true }, { title: 'ID' }],
        [['A plan with a long name', '12345']],
        { width: 17 },
      ),
    ).toEqual(['Plan        ID', 'A plan wi…  12345']);
  });

  it('is no wider than the terminal where its columns can give way', () => {
    const cell = hostileText.map(safeText);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 18, max: 60 }),
        fc.boolean(),
        (rows, width, isPainted) => {
          const lines = table(
            [
              { title: 'One', shrinks: true },
              { title: 'Two', shrinks: true },
            ],
            rows.map(([a, b]) => [a, { text: b, tone: 'bad' }]),
            { width, paint: isPainted ? coloured : plain },
          );
          expect(lines).toHaveLength(rows.length + 1);
          for (const line of lines) {
            expect(widthOf(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });
});

describe('facts', () => {
  it('leaves out what is not known', () => {
    expect(
      facts([
        ['Plan', 'Orders'],
        ['Owner', undefined],
        ['Description', ''],
        ['You may', 'look'],
      ]),
    ).toEqual(['Plan     Orders', 'You may  look']);
  });
});
