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

import { findingsOfZodError } from '../contract/errors';
import { newRecoveryPlanSchema, recoveryPlanSchema } from './recoveryPlan';

const wave = (differences: object) => ({
  waveNumber: 1,
  waveName: 'Databases',
  protectionGroupIds: ['databases'],
  ...differences,
});

/** The fields that a plan with such a wave is refused for. */
const refusedFields = (differences: object) => {
  const result = newRecoveryPlanSchema.safeParse({
    planName: 'Orders',
    waves: [wave({ waveName: 'Before', waveNumber: 2 }), wave(differences)],
  });
  return result.success
    ? []
    : findingsOfZodError(result.error).map(({ field }) => field);
};

describe('the threshold of a wave', () => {
  it.each([
    { successThresholdPercent: 80 },
    { successThresholdPercent: 99, continueOnFailure: false },
  ])('is refused where it would have no effect: %j', differences => {
    expect(refusedFields(differences)).toEqual([
      'waves[1].successThresholdPercent',
    ]);
  });

  it.each([
    {},
    { successThresholdPercent: 100 },
    { successThresholdPercent: 80, continueOnFailure: true },
    { continueOnFailure: true },
  ])('is accepted where it says what happens: %j', differences => {
    expect(refusedFields(differences)).toEqual([]);
  });

  it('is refused together with everything else', () => {
    expect(
      refusedFields({
        waveName: ' ',
        pause: true,
        successThresholdPercent: 80,
      }),
    ).toEqual(
      expect.arrayContaining([
        'waves[1].waveName',
        'waves[1].pause',
        'waves[1].successThresholdPercent',
      ]),
    );
    expect(refusedFields({ successThresholdPercent: 0 })).toEqual([
      'waves[1].successThresholdPercent',
    ]);
  });

  it('is read of plans that were stored before', () => {
    const stored = recoveryPlanSchema.shape.waves.safeParse([
      {
        ...wave({ successThresholdPercent: 80 }),
        waveId: 'w-1',
        maxWaitMinutes: 120,
        continueOnFailure: false,
      },
    ]);
    expect(stored.success).toBe(true);
  });
});
