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

import type { RecoverySnapshot } from '@drs-orchestrator/drs-engine';
import { snapshotPage, type SnapshotQuery } from './snapshotPages';

const SERVER = 's-0123456789abcdef0';

/** A snapshot so many minutes after noon; DRS tells them by time. */
const snapshot = (id: string, minutes: number): RecoverySnapshot => ({
  snapshotId: `pit-${id}`,
  sourceServerId: SERVER,
  at: new Date(Date.UTC(2026, 10, 21, 12, minutes)).toISOString(),
});

/** DRS with these snapshots; those of one moment in the order given. */
const drsWith = (snapshots: readonly RecoverySnapshot[]) => {
  const asked: (number | undefined)[] = [];
  return {
    asked,
    drs: {
      async describeRecoverySnapshots(
        _id: string,
        range: { from?: Date; to?: Date; limit?: number } = {},
      ) {
        asked.push(range.limit);
        return snapshots
          .filter(
            ({ at }) =>
              (!range.from || new Date(at) >= range.from) &&
              (!range.to || new Date(at) <= range.to),
          )
          .sort((a, b) => b.at.localeCompare(a.at))
          .slice(0, range.limit);
      },
    },
  };
};

/** Every page's IDs, by following the cursors. */
const pages = async (
  { drs }: ReturnType<typeof drsWith>,
  query: Omit<SnapshotQuery, 'cursor'>,
): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await snapshotPage(drs, SERVER, { ...query, cursor });
    found.push(page.items.map(item => item.snapshotId.slice(4)).join(' '));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
};

describe('pages of recovery snapshots', () => {
  const apart = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(snapshot);

  it('come newest first, and ask DRS no further back than they need', async () => {
    const world = drsWith(apart);
    expect(await pages(world, { limit: 3 })).toEqual(['g f e', 'd c b', 'a']);
    expect(world.asked).toEqual([6, 6, 6]);
  });

  it('keep to a range', async () => {
    const query = { from: apart[1].at, to: apart[4].at };
    expect(await pages(drsWith(apart), { limit: 3, ...query })).toEqual([
      'e d c',
      'b',
    ]);
    expect(await pages(drsWith(apart), { limit: 4, ...query })).toEqual([
      'e d c b',
    ]);
    expect(await pages(drsWith([]), { limit: 4 })).toEqual(['']);
  });

  it('lose and repeat none of several that were taken in the same moment', async () => {
    const moment = ['x', 'a', 'm', 'c', 'z', 'b'].map(id => snapshot(id, 5));
    const all = [snapshot('new', 9), ...moment, snapshot('old', 1)];
    for (const limit of [1, 2, 3, 4, 8]) {
      const found = await pages(drsWith(all), { limit });
      expect(found.join(' ')).toBe('new z x m c b a old');
    }
  });
});
