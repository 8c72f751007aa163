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

import { formatDuration, secondsBetween } from './duration';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.9, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [370, '6 min 10 s'],
    [3_600, '1 h'],
    [3_661, '1 h 1 min'],
    [7_199, '1 h 59 min'],
    [86_400 + 7_200 + 59, '1 d 2 h'],
    // Two units at most, and none is skipped to reach the second.
    [3_605, '1 h'],
    [-5, '0 s'],
  ])('says %d seconds as "%s"', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('secondsBetween', () => {
  it('is negative when the second instant is earlier', () => {
    expect(
      secondsBetween('2026-11-21T12:00:10.000Z', '2026-11-21T12:00:00.000Z'),
    ).toBe(-10);
  });
});
