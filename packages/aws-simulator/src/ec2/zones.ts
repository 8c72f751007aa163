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

/** The zones of every Region, by what follows the Region in their names. */
export const ZONES = ['a', 'b', 'c'] as const;

/** One of {@link ZONES}. */
export type Zone = (typeof ZONES)[number];

const DIRECTIONS: Readonly<Record<string, string>> = {
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  central: 'c',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

/** The ID of a zone, as AWS writes it: `usw2-az1` for `us-west-2a`. */
export function zoneIdOf(region: string, zone: string): string {
  const [area, direction, number] = region.split('-');
  return `${area}${DIRECTIONS[direction] ?? direction}${number}-az${
    ZONES.findIndex(known => known === zone) + 1
  }`;
}
