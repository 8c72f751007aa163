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

import { backoffSeconds } from './backoff';

describe('backoffSeconds', () => {
  it('doubles up to a limit', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 5000].map(n => backoffSeconds(n, 1))).toEqual([
      1, 2, 4, 8, 16, 30, 30, 30,
    ]);
  });

  it('spreads over the upper half', () => {
    expect(backoffSeconds(3, 0)).toBe(2);
    expect(backoffSeconds(3, 0.5)).toBe(3);
  });
});
