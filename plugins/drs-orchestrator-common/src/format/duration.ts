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

/** What durations are told in, the largest first. @public */
export const durationUnits = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/**
 * The two largest units of a duration, as many as there are: 6 min and 10 s. Never
 * more than was: parts are cut, not rounded. At least one part.
 *
 * @public
 */
export function durationParts(
  seconds: number,
): { count: number; unit: 'd' | 'h' | 'min' | 's' }[] {
  let rest = Math.max(0, Math.floor(seconds));
  const first = durationUnits.findIndex(unit => rest >= unit.seconds);
  if (first < 0) {
    return [{ count: 0, unit: 's' }];
  }
  return durationUnits.slice(first, first + 2).flatMap(unit => {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    return count > 0 ? [{ count, unit: unit.name }] : [];
  });
}

/**
 * A duration by its two largest units in English: "6 min 10 s", "2 h", "0 s".
 *
 * @public
 */
export function formatDuration(seconds: number): string {
  return durationParts(seconds)
    .map(({ count, unit }) => `${count} ${unit}`)
    .join(' ');
}

/**
 * Seconds from one instant to another; negative when the second is earlier.
 *
 * @public
 */
export function secondsBetween(from: string, to: number | string): number {
  const end = typeof to === 'number' ? to : Date.parse(to);
  return (end - Date.parse(from)) / 1000;
}
