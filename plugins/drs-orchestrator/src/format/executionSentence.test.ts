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
import type {
  Execution,
  ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  sampleExecution,
  sampleHook,
  sampleServer,
  sampleWave,
  upServer,
} from '../__testUtils__/sampleExecution';
import { executionSentence } from './executionSentence';

const english = inEnglish(drsOrchestratorTranslationRef);

const now = Date.parse('2026-11-21T12:06:10.000Z');
const endTime = '2026-11-21T12:06:10.000Z';
const failed = sampleServer('orders-app-02', {
  outcome: 'FAILED',
  errorCode: 'LAUNCH_FAILED',
  errorMessage: 'The subnet has no free addresses.',
});
const launching = sampleServer('orders-app-01', { outcome: 'LAUNCHING' });
const database = sampleWave(1, 'Database', {
  status: 'COMPLETED',
  servers: [upServer('orders-db-01')],
});

const tell = (given: Partial<Execution>) =>
  executionSentence(english, sampleExecution(given), now);

describe('executionSentence', () => {
  it('says what is about to start', () => {
    expect(
      tell({
        status: 'PENDING',
        waves: [sampleWave(1, 'Database', { servers: [sampleServer('a')] })],
      }).headline,
    ).toBe('Drill of Orders is about to start: 1 wave, 1 server.');
  });

  it('says which wave launches, how many servers are up, and the time against the target', () => {
    const told = tell({
      targetRtoMinutes: 30,
      waves: [
        database,
        sampleWave(2, 'Application', {
          status: 'LAUNCHING',
          servers: [launching, failed],
        }),
        sampleWave(3, 'Web', { servers: [sampleServer('orders-web-01')] }),
      ],
    });
    expect(told).toEqual({
      headline: 'Drill of Orders: wave 2 of 3 (Application) is launching.',
      failures: [
        'orders-app-02 failed in wave 2: The subnet has no free addresses.',
      ],
      facts: [
        '1 of 4 servers is up, 1 failed.',
        '6 min 10 s elapsed, target 30 min.',
      ],
    });
  });

  it('says how long was expected, where that is known', () => {
    const expected = {
      predictedSeconds: 1080,
      basis: 'DEFAULT' as const,
      criticalPath: [],
      waves: [],
    };
    const waves = [database, sampleWave(2, 'Application')];
    expect(tell({ targetRtoMinutes: 30, waves, expected }).facts).toContain(
      '6 min 10 s elapsed, target 30 min, expected 18 min.',
    );
    expect(tell({ waves, expected }).facts).toContain(
      '6 min 10 s elapsed, expected 18 min.',
    );
  });

  it('names waves that run beside each other', () => {
    const beside = { status: 'LAUNCHING' as const, servers: [launching] };
    expect(
      tell({
        executionType: 'RECOVERY',
        waves: [
          database,
          sampleWave(2, 'Application', beside),
          sampleWave(3, 'Web', beside),
        ],
      }).headline,
    ).toBe('Recovery of Orders: waves 2 and 3 of 3 are running.');
  });

  it('says that nothing runs between two waves', () => {
    expect(
      tell({ waves: [database, sampleWave(2, 'Application')] }).headline,
    ).toBe('Drill of Orders: the next wave is about to start.');
  });

  it('says which servers failed, and that nothing new starts', () => {
    const told = tell({
      status: 'PAUSED',
      pause: {
        reason: 'FAILURE',
        since: '2026-11-21T12:03:00.000Z',
        until: '2026-11-22T12:03:00.000Z',
        waveNumber: 2,
      },
      waves: [
        database,
        sampleWave(2, 'Application', { status: 'FAILED', servers: [failed] }),
      ],
    });
    expect(told.headline).toBe(
      'Drill of Orders is paused for your decision: wave 2 (Application) failed.',
    );
    expect(told.failures).toEqual([
      'orders-app-02 failed in wave 2: The subnet has no free addresses.',
    ]);
    expect(told.facts).toContain('Nothing new starts meanwhile.');
  });

  it.each([
    ['OPERATOR', 'is paused: running launches finish, nothing new starts.'],
    ['APPROVAL', 'waits for approval before wave 2 (Application).'],
    ['FREEZE', 'is held: the freeze switch is on.'],
    [
      'RECOVERED_LOG',
      'is held: AWS shows launches that its log does not know.',
    ],
  ] as const)('tells a pause for %s', (reason, words) => {
    expect(
      tell({
        status: 'PAUSED',
        pause: { reason, since: endTime, until: endTime, waveNumber: 2 },
        waves: [database, sampleWave(2, 'Application')],
      }).headline,
    ).toBe(`Drill of Orders ${words}`);
  });

  it('tells an approval of the start from one of a wave', () => {
    expect(
      tell({
        status: 'PAUSED',
        pause: { reason: 'APPROVAL', since: endTime, until: endTime },
        waves: [database],
      }).headline,
    ).toBe('Drill of Orders waits for approval before it starts.');
  });

  it('says what a wave is at where its status alone does not', () => {
    const wave = (given: Partial<ExecutionWave>) =>
      tell({ waves: [sampleWave(1, 'Database', given)] });
    const full = wave({
      status: 'LAUNCHING',
      waitingForCapacity: true,
      reason: 'Account 111122223333 runs 20 of 20 jobs.',
      servers: [sampleServer('a')],
    });
    expect(full.headline).toBe(
      'Drill of Orders: wave 1 of 1 (Database) is waiting for capacity.',
    );
    expect(full.facts).toContain(
      'Wave 1 (Database) waits for capacity: Account 111122223333 runs 20 of 20 jobs.',
    );
    expect(
      wave({
        status: 'RUNNING_PRE_HOOKS',
        hooks: [sampleHook({ status: 'RUNNING', attempts: 2 })],
      }).facts,
    ).toContain('Wave 1 (Database) runs its hook drain-queues, attempt 2.');
    expect(
      wave({ status: 'WAITING', waitUntil: '2026-11-21T12:07:00.000Z' }).facts,
    ).toContainEqual(
      expect.stringMatching(/^Wave 1 \(Database\) is up, and ready in 50 s \(/),
    );
  });

  it('tells what is up but unhealthy, what failed and which hook failed apart', () => {
    const told = tell({
      status: 'PARTIAL',
      endTime,
      instancesTerminated: true,
      waves: [
        sampleWave(1, 'Database', {
          status: 'FAILED',
          hooks: [
            sampleHook({ status: 'FAILED', message: 'It answered 503.' }),
          ],
          servers: [
            upServer('a'),
            failed,
            sampleServer('b', {
              outcome: 'UNHEALTHY',
              instanceState: 'RUNNING',
              health: { state: 'UNHEALTHY', message: 'Port 443 is closed.' },
            }),
          ],
        }),
      ],
    });
    expect(told.headline).toBe(
      'Drill of Orders ended with gaps: 1 of 3 servers were launched and well in 6 min 10 s, 1 failed, 1 unhealthy.',
    );
    expect(told.failures).toEqual([
      'orders-app-02 failed in wave 1: The subnet has no free addresses.',
      'b is up in wave 1, but unhealthy: Port 443 is closed.',
      'Hook drain-queues failed in wave 1: It answered 503.',
    ]);
  });

  it('says that running launches cannot be called back', () => {
    const told = tell({
      status: 'CANCELLING',
      waves: [
        database,
        sampleWave(2, 'Application', {
          status: 'LAUNCHING',
          servers: [launching],
        }),
      ],
    });
    expect(told.headline).toBe(
      'Drill of Orders is being cancelled: nothing new starts.',
    );
    expect(told.facts[0]).toBe(
      '1 launch already running is followed to the end, because AWS cannot call it back.',
    );
  });

  it.each<[string, Partial<ExecutionWave>, string[]]>([
    [
      'a hook that is out',
      { hooks: [sampleHook({ status: 'RUNNING', attempts: 1 })] },
      [
        'What has begun is being finished.',
        '1 of 1 server is up.',
        'Wave 1 (Database) runs its hook drain-queues.',
      ],
    ],
    [
      'launch settings that are put back',
      { servers: [{ ...upServer('a'), launchSettings: 'APPLIED' }] },
      ['What has begun is being finished.', '1 of 1 server is up.'],
    ],
    [
      'nothing, although it once waited for capacity',
      { waitingForCapacity: true, hooks: [sampleHook({ status: 'SKIPPED' })] },
      ['Nothing is running any more.', '1 of 1 server is up.'],
    ],
  ])('says that a cancellation waits for %s', (_, wave, facts) => {
    expect(
      tell({
        status: 'CANCELLING',
        waves: [
          sampleWave(1, 'Database', {
            status: 'CANCELLED',
            servers: [upServer('a')],
            ...wave,
          }),
        ],
      }).facts,
    ).toEqual(facts);
  });

  it('says how it completed, against the target, and that instances cost money', () => {
    expect(
      tell({
        status: 'COMPLETED',
        endTime,
        targetRtoMinutes: 5,
        waves: [database],
      }),
    ).toEqual({
      headline:
        'Drill of Orders completed: its 1 server was launched in 6 min 10 s.',
      failures: [],
      facts: [
        '1 min 10 s over the target of 5 min.',
        '1 recovery instance still runs and costs money.',
      ],
    });
  });

  it.each([
    [
      'PARTIAL',
      'ended with gaps: 1 of 2 servers were launched in 6 min 10 s, 1 failed.',
    ],
    [
      'FAILED',
      'failed after 6 min 10 s: 1 of 2 servers were launched, 1 failed.',
    ],
    [
      'CANCELLED',
      'was cancelled after 6 min 10 s: 1 of 2 servers had been launched by then.',
    ],
    [
      'TIMED_OUT',
      'ran out of time after 6 min 10 s: 1 of 2 servers were launched.',
    ],
  ] as const)('never hides a failure at the end (%s)', (status, words) => {
    const told = tell({
      status,
      endTime,
      instancesTerminated: true,
      waves: [
        database,
        sampleWave(2, 'Application', { status: 'FAILED', servers: [failed] }),
      ],
    });
    expect(told.headline).toBe(`Drill of Orders ${words}`);
    expect(told.failures).toHaveLength(1);
    expect(told.facts).toEqual([
      'Its recovery instances have been terminated.',
    ]);
  });

  it.each([
    [
      'TIMED_OUT',
      { cause: 'NOT_APPROVED', waveNumber: 2 },
      'ended after 6 min 10 s because nobody approved wave 2 (Web) in time: 1 of 1 server were launched.',
      [],
    ],
    [
      'TIMED_OUT',
      { cause: 'NOT_APPROVED' },
      'ended after 6 min 10 s because nobody approved its start in time: 1 of 1 server were launched.',
      [],
    ],
    [
      'TIMED_OUT',
      { cause: 'NOT_DECIDED', message: 'Paused by a person.' },
      'ended after 6 min 10 s because nobody decided in time: 1 of 1 server were launched.',
      ['Nobody decided in time: Paused by a person.'],
    ],
    [
      'TIMED_OUT',
      { cause: 'TOO_LONG', limitMinutes: 6 },
      'was stopped after 6 min 10 s because its plan allows no more than 6 min: 1 of 1 server were launched.',
      [],
    ],
    [
      'FAILED',
      { cause: 'NOT_DECIDED', waveNumber: 2, message: 'A hook failed' },
      'failed after 6 min 10 s: 1 of 1 server were launched.',
      ['Nobody decided in time.'],
    ],
  ] as const)(
    'says what ended it, where nobody did (%s, %j)',
    (status, because, headline, facts) => {
      expect(
        tell({
          status,
          endTime,
          instancesTerminated: true,
          stopped: { at: endTime, ...because },
          waves: [database, sampleWave(2, 'Web')],
        }),
      ).toEqual({
        headline: `Drill of Orders ${headline}`,
        failures: [],
        facts: [...facts, 'Its recovery instances have been terminated.'],
      });
    },
  );

  it('tells how far the clean-up is', () => {
    expect(
      tell({
        status: 'COMPLETED',
        endTime,
        waves: [
          sampleWave(1, 'Database', {
            status: 'COMPLETED',
            servers: [
              { ...upServer('a'), instanceState: 'TERMINATING' },
              { ...upServer('b'), instanceState: 'TERMINATED' },
            ],
          }),
        ],
      }).facts,
    ).toEqual(['1 recovery instance is being terminated.']);
  });
});
