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
import { sampleExecution } from '../__testUtils__/sampleExecution';
import { dataLoss, recoveryTime } from './objectives';

const words = inEnglish(drsOrchestratorTranslationRef);

const now = Date.parse('2026-11-21T12:06:10.000Z');
const run = (given: Parameters<typeof sampleExecution>[0]) =>
  sampleExecution(given);

describe('the recovery time', () => {
  it('counts while it is open, and says what is left of the target', () => {
    expect(recoveryTime(words, run({ targetRtoMinutes: 30 }), now)).toEqual({
      term: 'Recovery time',
      actual: '6 min 10 s so far',
      target: '30 min',
      left: '23 min 50 s left',
    });
  });

  it('says at once that the target is missed, before it has ended', () => {
    expect(
      recoveryTime(words, run({ targetRtoMinutes: 5 }), now).state,
    ).toEqual({
      tone: 'bad',
      text: 'Over by 1 min 10 s',
    });
  });

  it('stands still once it is reached', () => {
    expect(
      recoveryTime(
        words,
        run({
          status: 'COMPLETED',
          endTime: '2026-11-21T12:06:00.000Z',
          rtoSeconds: 240,
          targetRtoMinutes: 5,
        }),
        now,
      ),
    ).toEqual({
      term: 'Recovery time',
      actual: '4 min',
      target: '5 min',
      state: { tone: 'good', text: 'Within target' },
    });
  });

  it('never calls an execution recovered that ended before', () => {
    expect(
      recoveryTime(
        words,
        run({
          status: 'CANCELLED',
          endTime: '2026-11-21T12:01:00.000Z',
          targetRtoMinutes: 5,
        }),
        now,
      ),
    ).toMatchObject({ actual: 'Not reached', state: { tone: 'bad' } });
  });
});

describe('the data loss', () => {
  it('is compared once it is known', () => {
    expect(dataLoss(words, run({ targetRpoMinutes: 1 }))).toEqual({
      term: 'Data loss',
      actual: 'Not known yet',
      target: '1 min',
    });
    expect(
      dataLoss(words, run({ targetRpoMinutes: 1, rpoSeconds: 75 })),
    ).toEqual({
      term: 'Data loss',
      actual: '1 min 15 s',
      target: '1 min',
      state: { tone: 'bad', text: 'Over by 15 s' },
    });
    expect(dataLoss(words, run({ rpoSeconds: 75 })).state).toBeUndefined();
  });
});
