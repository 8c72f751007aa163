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

import type { PinnedHook } from '../domain/events';
import { EngineOnSimulator } from './__testUtils__/EngineOnSimulator';

// Hundreds of signed calls a test, on machines that may be busy.
jest.setTimeout(60_000);

const hook: PinnedHook = {
  type: 'lambda',
  name: 'meridian-a',
  target: 'arn:aws:lambda:us-west-2:111122223333:function:meridian-a',
  timeoutSeconds: 60,
  attempts: 1,
  delivery: 'AT_LEAST_ONCE',
  onFailure: 'FAIL',
};

describe('Leader', () => {
  let world: EngineOnSimulator;

  beforeEach(async () => {
    world = await EngineOnSimulator.start();
  });
  afterEach(() => world.close());

  it.each(['DescribeJobs', 'DescribeRecoveryInstances'])(
    'launches nothing where everything was frozen in the middle of a round, after %s',
    async operation => {
      const engine = world.engine({
        freeze: {
          current: async () => ({
            active: world.aws.record({ operation }).length > 0,
          }),
        },
      });
      const { executionId } = await engine.start(
        world.request([world.wave(1)]),
      );
      for (let round = 0; round < 3; round++) {
        await engine.advance();
        world.pass(10_000);
      }
      const { status, pause } = await engine.get(executionId);
      expect(world.aws.launches()).toEqual([]);
      expect({ status, reason: pause?.reason }).toEqual({
        status: 'PAUSED',
        reason: 'FREEZE',
      });
    },
  );

  it('runs no hook where everything was frozen while others were launched', async () => {
    const engine = world.engine({
      freeze: {
        current: async () => ({ active: world.aws.launches().length > 0 }),
      },
    });
    await engine.start(
      world.request([
        world.wave(1),
        world.wave(2, {
          servers: world.servers('app'),
          preWaveHooks: [hook],
        }),
      ]),
    );
    await engine.advance();
    expect(world.aws.launches()).not.toEqual([]);
    expect(world.aws.invocations()).toEqual([]);
  });
});
