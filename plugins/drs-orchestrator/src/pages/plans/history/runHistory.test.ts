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

import { executionSummarySchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { sampleExecution } from '../../../__testUtils__/sampleExecution';
import { hasTargetInSight, keptOf, reachedBy } from './runHistory';

const run = (day: number, given: Parameters<typeof sampleExecution>[0] = {}) =>
  executionSummarySchema.parse(
    sampleExecution({
      executionId: `run-${day}`,
      status: 'COMPLETED',
      startTime: `2026-11-0${day}T12:00:00.000Z`,
      endTime: `2026-11-0${day}T12:40:00.000Z`,
      ...given,
    }),
  );

describe('what runs came to', () => {
  it('is told the oldest first, of the latest runs that have ended, against the target that each had', () => {
    const runs = [
      run(5, { status: 'RUNNING', endTime: undefined }),
      run(4, { status: 'FAILED', targetRtoMinutes: 30 }),
      run(3, {
        executionType: 'RECOVERY',
        rtoSeconds: 1_801,
        targetRtoMinutes: 30,
      }),
      run(2, { rtoSeconds: 1_800, targetRtoMinutes: 30 }),
      run(1, { rtoSeconds: 60 }),
    ];
    expect(
      reachedBy(runs, 'rto', 4).map(
        ({ executionId, executionType, seconds, verdict }) => ({
          executionId,
          executionType,
          seconds,
          verdict,
        }),
      ),
    ).toEqual([
      {
        executionId: 'run-1',
        executionType: 'DRILL',
        seconds: 60,
        verdict: 'NO_TARGET',
      },
      {
        executionId: 'run-2',
        executionType: 'DRILL',
        seconds: 1_800,
        verdict: 'WITHIN',
      },
      {
        executionId: 'run-3',
        executionType: 'RECOVERY',
        seconds: 1_801,
        verdict: 'OVER',
      },
      {
        executionId: 'run-4',
        executionType: 'DRILL',
        seconds: undefined,
        verdict: 'NOT_REACHED',
      },
    ]);
    expect(
      reachedBy(runs, 'rto', 2).map(({ executionId }) => executionId),
    ).toEqual(['run-3', 'run-4']);
    expect(keptOf(reachedBy(runs, 'rto', 4))).toEqual({
      kept: 1,
      withTarget: 3,
    });
  });

  it('has no room for a target that would squeeze the bars to nothing', () => {
    const reached = (rtoSeconds: number) =>
      reachedBy([run(1, { rtoSeconds, targetRtoMinutes: 30 })], 'rto', 1);
    expect(hasTargetInSight(reached(29))).toBe(false);
    expect(hasTargetInSight(reached(600))).toBe(true);
  });
});
