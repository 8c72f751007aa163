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

import { EngineOnSimulator } from './__testUtils__/EngineOnSimulator';
import { accessTo, scope, silent } from '../aws/__testUtils__/simulatedAccess';
import { AwsCalls } from './AwsCalls';
import { Background } from './Background';
import { ScopeQuotas } from './ScopeQuotas';

describe('ScopeQuotas', () => {
  let world: EngineOnSimulator;
  let now: number;
  let background: Background;
  const clock = { now: () => new Date(now), monotonic: () => now };

  beforeEach(async () => {
    now = Date.now();
    world = await EngineOnSimulator.start();
    background = new Background({ logger: silent });
  });
  afterEach(() => world.close());

  function quotas(
    overridesFor?: ConstructorParameters<typeof ScopeQuotas>[0]['overridesFor'],
  ) {
    const aws = new AwsCalls({
      access: accessTo(world.aws),
      clock,
      logger: silent,
      random: () => 0.5,
      readLimitMs: 10_000,
    });
    return new ScopeQuotas({ aws, background, clock, overridesFor });
  }
  const reads = () => world.aws.record({ service: 'servicequotas' }).length;
  const documented = { concurrentJobs: 20, serversInJobs: 500 };

  it('are the documented ones until AWS has told, and for an hour what it told', async () => {
    world.aws.quotas.apply({
      account: scope.accountId,
      region: scope.region,
      quotaCode: 'L-D88FAC3A',
      value: 40,
    });
    const limits = quotas();
    expect(limits.limitsOf(scope)).toEqual(documented);
    expect(limits.limitsOf(scope)).toEqual(documented);
    await background.idle();
    const granted = { concurrentJobs: 40, serversInJobs: 500 };
    expect(limits.limitsOf(scope)).toEqual(granted);
    const asked = reads();
    now += 59 * 60_000;
    expect(limits.limitsOf(scope)).toEqual(granted);
    await background.idle();
    expect(reads()).toBe(asked);
    now += 2 * 60_000;
    limits.limitsOf(scope);
    await background.idle();
    expect(reads()).toBe(2 * asked);
  });

  it('are the documented ones where they may not be read', async () => {
    world.aws.faults.add({
      match: { service: 'servicequotas' },
      effect: { type: 'error', status: 400, code: 'AccessDeniedException' },
    });
    const limits = quotas();
    limits.limitsOf(scope);
    await background.idle();
    expect(limits.limitsOf(scope)).toEqual(documented);
    // And nobody asks all the time.
    await background.idle();
    expect(reads()).toBe(1);
  });

  it('are what the configuration says, where it says something', async () => {
    const limits = quotas(({ region }) =>
      region === scope.region
        ? { concurrentJobs: 2, serversInJobs: undefined }
        : undefined,
    );
    limits.limitsOf(scope);
    await background.idle();
    expect(limits.limitsOf(scope)).toEqual({
      concurrentJobs: 2,
      serversInJobs: 500,
    });
    expect(limits.limitsOf({ ...scope, region: 'eu-west-1' })).toEqual(
      documented,
    );
    await background.idle();
  });
});
