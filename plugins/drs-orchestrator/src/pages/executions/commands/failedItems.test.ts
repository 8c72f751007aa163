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

import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  sampleExecution,
  sampleHook,
  sampleServer,
  sampleWave,
  upServer,
} from '../../../__testUtils__/sampleExecution';
import {
  allFailed,
  allToLaunch,
  failedItems,
  needsOtherPerson,
  replacedBy,
  skippableItems,
  stillThere,
  withServer,
  withWave,
} from './failedItems';

const broken = (name: string) => sampleServer(name, { outcome: 'FAILED' });
const execution = sampleExecution({
  status: 'PAUSED',
  waves: [
    sampleWave(1, 'Database', {
      status: 'FAILED',
      servers: [upServer('db-1'), broken('db-2'), broken('db-3')],
    }),
    sampleWave(2, 'Queue', {
      status: 'FAILED',
      hooks: [sampleHook({ status: 'FAILED' })],
      servers: [sampleServer('queue-1')],
    }),
    sampleWave(3, 'Web', { servers: [sampleServer('web-1')] }),
  ],
});

describe('what can be tried again', () => {
  it('is what failed, a wave as a whole where it failed by its hooks', () => {
    expect(allFailed(failedItems(execution))).toEqual({
      waves: [2],
      servers: ['s-db-2', 's-db-3'],
    });
  });

  it('is chosen by the wave or by its servers, never by both', () => {
    const [database] = failedItems(execution);
    const all = allFailed([database]);
    const whole = withWave(all, database, true);
    expect(whole).toEqual({ waves: [1], servers: [] });
    expect(
      withServer(withWave(whole, database, false), 's-db-3', true),
    ).toEqual({ waves: [], servers: ['s-db-3'] });
  });
});

describe('what is up though it failed', () => {
  const running = { instanceState: 'RUNNING' } as const;
  const items = failedItems(
    sampleExecution({
      waves: [
        sampleWave(1, 'Database', {
          status: 'FAILED',
          servers: [
            sampleServer('unwell', { outcome: 'UNHEALTHY', ...running }),
            sampleServer('gone', {
              outcome: 'UNHEALTHY',
              instanceState: 'TERMINATED',
            }),
            broken('never-up'),
            // Its first instance was unhealthy; the next was not launched.
            sampleServer('twice', { outcome: 'FAILED', ...running }),
          ],
        }),
        sampleWave(2, 'Web', {
          status: 'TIMED_OUT',
          servers: [
            sampleServer('late', {
              outcome: 'TIMED_OUT',
              launchTime: '2026-11-21T12:00:00.000Z',
              ...running,
            }),
            sampleServer('not-again', { outcome: 'TIMED_OUT', ...running }),
          ],
        }),
      ],
    }),
  );
  const names = (chosen: Parameters<typeof replacedBy>[0]) =>
    replacedBy(chosen, items).map(({ hostname }) => hostname);

  it('is not chosen by itself to be tried again, unless it may be gone already', () => {
    expect(allToLaunch(items)).toEqual({
      waves: [],
      servers: ['s-gone', 's-never-up', 's-twice', 's-late', 's-not-again'],
    });
  });

  it('is replaced where it is chosen, or its wave is', () => {
    expect(names(allToLaunch(items))).toEqual(['twice', 'not-again']);
    expect(names({ waves: [], servers: ['s-unwell', 's-never-up'] })).toEqual([
      'unwell',
    ]);
    expect(names({ waves: [1, 2], servers: [] })).toEqual([
      'unwell',
      'twice',
      'not-again',
    ]);
  });
});

describe('a choice', () => {
  it('loses what somebody else has decided about meanwhile', () => {
    const chosen = { waves: [2, 3], servers: ['s-db-2', 's-db-3'] };
    expect(stillThere(chosen, skippableItems(execution))).toEqual(chosen);
    const later = sampleExecution({
      waves: [
        sampleWave(1, 'Database', {
          status: 'FAILED',
          servers: [
            sampleServer('db-2', { outcome: 'LAUNCHING' }),
            broken('db-3'),
          ],
        }),
        sampleWave(2, 'Queue', { status: 'RUNNING_PRE_HOOKS' }),
        sampleWave(3, 'Web', { servers: [sampleServer('web-1')] }),
      ],
    });
    expect(stillThere(chosen, skippableItems(later))).toEqual({
      waves: [3],
      servers: ['s-db-3'],
    });
  });
});

describe('leaving out a wave', () => {
  const OMAR = 'user:default/omar.okafor';
  const MONA = 'user:default/mona.reyes';
  const waiting = sampleWave(3, 'Web', { pauseBeforeWave: true });
  const asked = (
    decision?: 'APPROVE',
    fourEyes = true,
  ): Pick<Execution, 'approvals'> => ({
    approvals: [
      {
        waveNumber: 3,
        since: '2026-11-21T12:00:00.000Z',
        until: '2026-11-22T12:00:00.000Z',
        fourEyes,
        excluded: fourEyes ? [OMAR] : [],
        planVersion: 1,
        decision,
      },
    ],
  });

  it('takes another person while its approval, by two of them, is open', () => {
    expect(needsOtherPerson(asked(), waiting, OMAR)).toBe(true);
    expect(needsOtherPerson(asked(), waiting, MONA)).toBe(false);
    expect(needsOtherPerson(asked(), waiting, undefined)).toBe(false);
    expect(needsOtherPerson(asked(undefined, false), waiting, OMAR)).toBe(
      false,
    );
  });

  it('takes nobody else once it is approved, has begun, or needs no approval', () => {
    expect(needsOtherPerson(asked('APPROVE'), waiting, OMAR)).toBe(false);
    expect(
      needsOtherPerson(
        asked(),
        { ...waiting, startTime: '2026-11-21T12:00:00.000Z' },
        OMAR,
      ),
    ).toBe(false);
    expect(needsOtherPerson(asked(), sampleWave(3, 'Web'), OMAR)).toBe(false);
  });
});

describe('what can be left out', () => {
  it('includes waves that have not begun, which are not chosen by themselves', () => {
    const items = skippableItems(execution);
    expect(items.map(({ wave }) => wave.waveNumber)).toEqual([1, 2, 3]);
    expect(allFailed(items).waves).toEqual([2]);
  });
});
