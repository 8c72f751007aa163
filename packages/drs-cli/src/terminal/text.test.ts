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
import { hostileText, UNPRINTABLE } from '../__testUtils__/hostileText';
import {
  cut,
  padded,
  safeJson,
  safeLines,
  safeRecord,
  safeText,
  widthOf,
} from './text';

describe('text for a terminal', () => {
  it.each([
    ['a clearing of the screen', 'orders\u001b[2J-db', 'orders-db'],
    ['a title of the window', 'a\u001b]0;pwned\u0007b', 'ab'],
    ['a link', '\u001b]8;;http://evil\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['a one-byte CSI', 'a\u009b31mb', 'ab'],
    ['a turn of direction', 'abc\u202etxt.exe', 'abctxt.exe'],
    ['lines', 'one\r\ntwo\u2028three', 'one two three'],
    ['a bare escape', 'a\u001b', 'a'],
  ])('has no %s', (_, text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  it('has nothing that commands a terminal, whatever it was', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const safe = safeText(text);
        expect(safe).not.toMatch(UNPRINTABLE);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });

  it('keeps ordinary text of any language', () => {
    for (const text of [
      'Zürich-01',
      '東京 データベース',
      'ä ö ü ß €',
      'مثال',
    ]) {
      expect(safeText(text)).toBe(text);
    }
  });

  it('keeps the lines of a document and their indentation', () => {
    expect(safeLines('a:\n  - "b\u001b[31m\u009bc"\n')).toBe('a:\n  - "b"\n');
  });

  it('is made safe throughout a record, keys included', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, fc.array(hostileText)), record => {
        for (const [key, values] of Object.entries(safeRecord(record))) {
          expect(key).not.toMatch(UNPRINTABLE);
          for (const value of values) {
            expect(value).not.toMatch(UNPRINTABLE);
          }
        }
      }),
    );
    const others = { count: 1, flag: false, nothing: null, absent: undefined };
    expect(safeRecord(others)).toEqual(others);
  });

  it('is the same value as JSON, without characters that command a terminal', () => {
    fc.assert(
      fc.property(
        fc.dictionary(hostileText, hostileText),
        fc.constantFrom(undefined, 2),
        (record, indent) => {
          const json = safeJson(record, indent);
          expect(json.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
          expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(record)));
        },
      ),
    );
    expect(safeJson(undefined)).toBe('null');
  });

  it('is cut and filled by what it takes in columns', () => {
    expect(cut('東京データ', 5)).toBe('東京…');
    expect(widthOf(padded('東京', 6))).toBe(6);
    expect(padded('7', 3, 'right')).toBe('  7');
    fc.assert(
      fc.property(hostileText, fc.nat(20), (text, width) => {
        const safe = safeText(text);
        expect(widthOf(cut(safe, width))).toBeLessThanOrEqual(width);
        expect(widthOf(padded(cut(safe, width), width))).toBe(width);
      }),
    );
  });
});
