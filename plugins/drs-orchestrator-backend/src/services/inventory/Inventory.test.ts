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

import type { Scope } from '@drs-orchestrator/drs-engine';
import { Inventory } from './Inventory';

const silent: Scope = { accountId: '111122223333', region: 'eu-west-1' };

describe('a survey', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('names a Region that does not answer while who looks is still there', async () => {
    const asked = jest.fn(() => new Promise<never>(() => undefined));
    const inventory = Inventory.create({
      access: { drs: asked },
      clock: { now: () => new Date(), monotonic: () => 0 },
    });
    const survey = inventory.survey([silent]);
    await jest.advanceTimersByTimeAsync(25_000);
    await expect(survey).resolves.toEqual({
      servers: [],
      unavailable: [
        { ...silent, code: 'NoAnswer', message: 'No answer within 25 s' },
      ],
      notSetUp: [],
    });

    // The question is still under way, and nobody asks another beside it.
    const again = inventory.survey([silent]);
    await jest.advanceTimersByTimeAsync(25_000);
    await again;
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
