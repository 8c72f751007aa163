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

import { inEnglish } from '../__testUtils__/inEnglish';
import { drsOrchestratorTranslationRef } from '../translations/words';
import { formatDeadline, formatInstant, formatRelative } from './time';

const words = inEnglish(drsOrchestratorTranslationRef);

describe('formatRelative', () => {
  const now = Date.parse('2026-11-21T12:00:00.000Z');
  it.each([
    ['2026-11-21T11:59:55.000Z', 'just now'],
    ['2026-11-21T11:59:20.000Z', '40 s ago'],
    ['2026-11-21T11:56:00.000Z', '4 min ago'],
    ['2026-11-21T14:30:00.000Z', 'in 2 h'],
    ['2026-11-19T12:00:00.000Z', '2 d ago'],
    ['2026-09-03T12:00:00.000Z', '3 Sep 2026'],
  ])('says %s as "%s"', (instant, text) => {
    expect(formatRelative(words, instant, now)).toBe(text);
  });
});

describe('formatInstant', () => {
  it('gives the local time and UTC', () => {
    expect(formatInstant('2026-11-21T15:03:22.000Z', 'Europe/Berlin')).toBe(
      '21 Nov 2026, 16:03:22 GMT+1 · 15:03:22 UTC',
    );
  });

  it('names the day of UTC where it is another', () => {
    expect(formatInstant('2026-11-21T23:30:00.000Z', 'Asia/Tokyo')).toBe(
      '22 Nov 2026, 08:30:00 GMT+9 · 21 Nov 2026, 23:30:00 UTC',
    );
  });

  it.each(['UTC', 'Europe/London'])(
    'says the time once where %s is the same as UTC',
    zone => {
      expect(formatInstant('2026-11-21T15:03:22.000Z', zone)).toBe(
        '21 Nov 2026, 15:03:22 UTC',
      );
    },
  );
});

describe('formatDeadline', () => {
  const now = Date.parse('2026-11-21T22:30:00.000Z');
  it.each([
    ['2026-11-21T22:45:30.000Z', 'UTC', 'in 15 min 30 s (22:45)'],
    [
      '2026-11-21T23:10:00.000Z',
      'Europe/Berlin',
      'in 40 min (tomorrow, 00:10)',
    ],
    ['2026-11-22T22:29:00.000Z', 'UTC', 'in 23 h 59 min (tomorrow, 22:29)'],
    ['2026-11-24T06:00:00.000Z', 'UTC', 'in 2 d 7 h (24 Nov, 06:00)'],
    ['2026-11-21T22:30:00.000Z', 'UTC', 'any moment now'],
    ['2026-11-21T22:29:00.000Z', 'UTC', 'any moment now'],
  ])('says %s in %s as "%s"', (instant, zone, text) => {
    expect(formatDeadline(words, instant, now, zone)).toBe(text);
  });
});
