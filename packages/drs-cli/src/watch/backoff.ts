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

/** Seconds before the first try after a failure, and at most before any. */
const FIRST = 1;
const LONGEST = 30;

/**
 * How long to wait before trying again: twice as long each time, and spread at
 * random, so that those who lost a portal together do not all come back at once.
 *
 * @param failures - in a row, 1 and up
 * @param random - from 0 to 1
 * @returns seconds, from half a second to 30 seconds
 */
export function backoffSeconds(failures: number, random: number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10));
  return full * (0.5 + random / 2);
}
