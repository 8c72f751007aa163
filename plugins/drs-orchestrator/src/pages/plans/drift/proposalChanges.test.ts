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

import { waveInputSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { proposalChanges } from './proposalChanges';

const wave = (
  waveNumber: number,
  waveId: string | undefined,
  protectionGroupIds: string[],
  dependsOnWaves: number[],
  serverIds?: string[],
) =>
  waveInputSchema.parse({
    waveId,
    waveNumber,
    waveName: protectionGroupIds[0],
    protectionGroupIds,
    dependsOnWaves,
    serverIds,
  });

const stored = (...given: Parameters<typeof wave>) => ({
  ...wave(...given),
  waveId: given[1] ?? '',
});

const server = (digit: string) => `s-${digit.repeat(17)}`;

describe('what adopting the catalog’s order changes', () => {
  it('is nothing where waves only change their numbers', () => {
    expect(
      proposalChanges(
        {
          waves: [stored(1, 'app', ['app'], [2]), stored(2, 'db', ['db'], [])],
        },
        { waves: [wave(1, 'db', ['db'], []), wave(2, 'app', ['app'], [1])] },
      ),
    ).toEqual([]);
  });

  it('names groups, servers and waits wave by wave, and waves that come and go', () => {
    expect(
      proposalChanges(
        {
          waves: [
            stored(1, 'db', ['db', 'cache'], []),
            stored(2, 'app', ['app'], []),
            stored(3, 'old', ['old'], [2]),
          ],
        },
        {
          waves: [
            wave(1, 'db', ['db'], []),
            wave(2, 'app', ['app', 'batch'], [1], [server('1'), server('2')]),
            wave(3, undefined, ['web'], [2]),
          ],
        },
      ),
    ).toEqual([
      {
        kind: 'CHANGED',
        waveName: 'db',
        groupsAdded: [],
        groupsRemoved: ['cache'],
        waitsAdded: [],
        waitsRemoved: [],
      },
      {
        kind: 'CHANGED',
        waveName: 'app',
        groupsAdded: ['batch'],
        groupsRemoved: [],
        servers: { count: 2 },
        waitsAdded: ['db'],
        waitsRemoved: [],
      },
      {
        kind: 'ADDED',
        waveName: 'web',
        groupIds: ['web'],
        waitsFor: ['app'],
      },
      { kind: 'REMOVED', waveName: 'old' },
    ]);
  });
});
