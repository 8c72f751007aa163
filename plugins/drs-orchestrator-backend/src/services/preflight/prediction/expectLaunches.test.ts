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

import {
  DEFAULT_LAUNCH_SECONDS,
  expectLaunches,
  type PastLaunch,
} from './expectLaunches';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const server = (sourceServerId: string) => ({ ...scope, sourceServerId });
const launch = (
  sourceServerId: string,
  seconds: number,
  day: number,
  planId = 'orders',
): PastLaunch => ({
  ...server(sourceServerId),
  seconds,
  planId,
  at: `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`,
});

const expectationOf = (past: readonly PastLaunch[], id = 's-db') => {
  const asked = server(id);
  return expectLaunches([asked], 'orders', past).get(asked);
};

describe('the expected duration of a launch', () => {
  it('is the median of the last five of the server, whichever plan they were of', () => {
    const past = [
      launch('s-db', 9000, 1),
      launch('s-db', 9000, 2),
      launch('s-db', 9000, 3),
      launch('s-db', 500, 4, 'other'),
      launch('s-db', 700, 5),
      launch('s-db', 600, 6),
      launch('s-db', 650.2, 7),
      launch('s-db', 900, 8),
      launch('s-web', 100, 9),
    ];
    expect(expectationOf(past)).toEqual({
      launchSeconds: 651,
      basis: 'SERVER_HISTORY',
      samples: 5,
    });
    expect(expectationOf([...past].reverse())).toEqual(expectationOf(past));
  });

  it('leans to the longer of two', () => {
    expect(
      expectationOf([launch('s-db', 500, 1), launch('s-db', 700, 2)]),
    ).toMatchObject({ launchSeconds: 700 });
  });

  it('is that of the plan for a server that was never launched', () => {
    expect(
      expectationOf([
        launch('s-web', 300, 1),
        launch('s-app', 500, 1),
        launch('s-old', 400, 1),
        launch('s-else', 9000, 1, 'other'),
      ]),
    ).toEqual({ launchSeconds: 400, basis: 'PLAN_HISTORY', samples: 3 });
  });

  it('is the default where nothing is known', () => {
    expect(expectationOf([launch('s-else', 60, 1, 'other')])).toEqual({
      launchSeconds: DEFAULT_LAUNCH_SECONDS,
      basis: 'DEFAULT',
      samples: 0,
    });
  });

  it('takes a server of the same ID in another account for another one', () => {
    expect(
      expectationOf([
        {
          ...launch('s-db', 60, 1, 'other'),
          accountId: '222233334444',
        },
      ]),
    ).toMatchObject({ basis: 'DEFAULT' });
  });
});
