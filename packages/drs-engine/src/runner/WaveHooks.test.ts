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

import type { FaultRuleInput } from '@drs-orchestrator/aws-simulator';
import type { PinnedHook } from '../domain/events';
import { isEnded } from '../domain/state';
import { EngineOnSimulator } from './__testUtils__/EngineOnSimulator';

// Hundreds of signed calls a test, on machines that may be busy.
jest.setTimeout(60_000);

const lambda = (
  name: string,
  changes: Partial<PinnedHook> = {},
): PinnedHook => ({
  type: 'lambda',
  name,
  target: `arn:aws:lambda:us-west-2:111122223333:function:${name}`,
  timeoutSeconds: 60,
  attempts: 3,
  delivery: 'AT_LEAST_ONCE',
  onFailure: 'FAIL',
  ...changes,
});
const automation = (document: string): PinnedHook =>
  lambda(document, { type: 'ssm-automation', target: document });

describe('WaveHooks', () => {
  let world: EngineOnSimulator;

  beforeEach(async () => {
    world = await EngineOnSimulator.start();
  });
  afterEach(() => world.close());

  /** Looks again and again until it is so. */
  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) {
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
  }

  const names = () => world.aws.invocations().map(({ name }) => name);

  it('runs hooks before the first launch and after the last, one after another', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, {
          preWaveHooks: [lambda('meridian-a'), automation('Meridian-B')],
          postWaveHooks: [
            lambda('meridian-c', { parameters: { suite: 'orders' } }),
          ],
        }),
      ]),
    );
    await world.runUntil(engine, executionId, ({ waves }) =>
      waves[0].hooks.some(({ status }) => status === 'RUNNING'),
    );
    expect(names()).toEqual(['meridian-a', 'Meridian-B']);
    expect(world.aws.launches()).toEqual([]);

    const ended = await world.runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(names()).toEqual(['meridian-a', 'Meridian-B', 'meridian-c']);
    expect(world.aws.invocations().at(-1)?.payload).toEqual({
      executionId,
      executionType: 'DRILL',
      planId: 'plan-1',
      planName: 'Orders',
      waveNumber: 1,
      waveName: 'Wave 1',
      stage: 'POST',
      hook: 'meridian-c',
      parameters: { suite: 'orders' },
      servers: world.servers('db').map(({ sourceServerId, hostname }) => ({
        sourceServerId,
        hostname,
        accountId: '111122223333',
        region: 'us-west-2',
        recoveryInstanceId: expect.stringMatching(/^i-/),
        privateIp: expect.stringMatching(/^10\./),
      })),
      idempotencyKey: expect.stringContaining(executionId),
    });
  });

  it('tries again what failed, under the same key', async () => {
    world.aws.functions.set('flaky', { type: 'throws' });
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([world.wave(1, { preWaveHooks: [lambda('flaky')] })]),
    );
    await world.runUntil(engine, executionId, () => names().length === 2);
    world.aws.functions.set('flaky', { type: 'succeeds' });
    const ended = await world.runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    const keys = world.aws
      .invocations()
      .map(
        ({ payload }) => (payload as { idempotencyKey: string }).idempotencyKey,
      );
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('starts a failed automation anew', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, { preWaveHooks: [automation('Simulator-FailsAfter5')] }),
      ]),
    );
    const paused = await world.runUntil(
      engine,
      executionId,
      ({ status }) => status === 'PAUSED',
    );
    expect(paused.pause?.reason).toBe('FAILURE');
    expect(world.aws.launches()).toEqual([]);
    expect(
      new Set(
        world.aws
          .invocations()
          .map(({ automationExecutionId }) => automationExecutionId),
      ).size,
    ).toBe(3);
  });

  it('calls once, and asks a person, what must not run twice and may have run', async () => {
    world.aws.faults.add({
      match: { service: 'lambda' },
      effect: { type: 'lostResponse' },
    });
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, {
          preWaveHooks: [lambda('meridian-a', { delivery: 'AT_MOST_ONCE' })],
        }),
      ]),
    );
    const paused = await world.runUntil(
      engine,
      executionId,
      ({ status }) => status === 'PAUSED',
    );
    expect(paused.pause?.reason).toBe('FAILURE');
    expect(names()).toEqual(['meridian-a']);
  });

  const getExecution = { operation: 'GetAutomationExecution' };
  const startExecution = { operation: 'StartAutomationExecution' };
  it.each<[string, FaultRuleInput[]]>([
    [
      'is not shown yet',
      [
        {
          match: getExecution,
          effect: {
            type: 'error',
            status: 400,
            code: 'AutomationExecutionNotFoundException',
          },
          times: 1,
        },
      ],
    ],
    [
      'began with an answer that was lost, and was throttled when it was asked again',
      [
        {
          match: startExecution,
          effect: { type: 'throttle', perSecond: 0.2 },
        },
        { match: startExecution, effect: { type: 'lostResponse' }, times: 1 },
      ],
    ],
  ])('starts no automation twice that %s', async (_, faults) => {
    faults.forEach(fault => world.aws.faults.add(fault));
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, {
          preWaveHooks: [
            { ...automation('Meridian-B'), delivery: 'AT_MOST_ONCE' },
          ],
        }),
      ]),
    );
    await world.runUntil(
      engine,
      executionId,
      state => isEnded(state) || state.status === 'PAUSED',
    );
    expect(names()).toEqual(['Meridian-B']);
  });

  it('goes on without one that may fail', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, {
          preWaveHooks: [
            lambda('unheard-of', { onFailure: 'CONTINUE', attempts: 1 }),
            lambda('meridian-a'),
          ],
        }),
      ]),
    );
    const ended = await world.runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(names()).toEqual(['meridian-a']);
    expect(ended.waves[0].hooks[0]).toMatchObject({
      status: 'FAILED',
      message: expect.stringContaining('ResourceNotFoundException'),
    });
  });

  it.each([
    [
      'an account that is not on record',
      'arn:aws:lambda:us-west-2:666677778888:function:x',
      /not on record/,
    ],
    ['what names no account', 'just-a-name', /names no account and Region/],
  ])('calls nothing in %s', async (_, target, message) => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, { preWaveHooks: [lambda('x', { target, attempts: 1 })] }),
      ]),
    );
    const paused = await world.runUntil(
      engine,
      executionId,
      ({ status }) => status === 'PAUSED',
    );
    expect(paused.waves[0].hooks[0].message).toMatch(message);
    expect(world.aws.record({ service: 'lambda' })).toEqual([]);
  });

  it('calls nothing where its lease might end before the call does', async () => {
    const engine = world.engine({ settings: { callTimeoutMs: 60_000 } });
    const { executionId } = await engine.start(
      world.request([world.wave(1, { preWaveHooks: [lambda('meridian-a')] })]),
    );
    await engine.advance();
    const { waves } = await engine.get(executionId);
    expect(waves[0].hooks[0].status).toBe('REQUESTED');
    expect(names()).toEqual([]);
  });

  it('sends no webhook where none is configured', async () => {
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([
        world.wave(1, {
          preWaveHooks: [
            lambda('x', {
              type: 'webhook',
              target: 'https://hooks.meridian.example/dr',
              attempts: 1,
            }),
          ],
        }),
      ]),
    );
    const paused = await world.runUntil(
      engine,
      executionId,
      ({ status }) => status === 'PAUSED',
    );
    expect(paused.waves[0].hooks[0].message).toContain(
      'WEBHOOK_HOST_NOT_ALLOWED',
    );
  });

  it('keeps the answer of a hook while the database is away', async () => {
    world.aws.functions.set('slow', { type: 'succeeds', afterMs: 300 });
    const engine = world.engine();
    const { executionId } = await engine.start(
      world.request([world.wave(1, { preWaveHooks: [lambda('slow')] })]),
    );
    const round = engine.advance();
    await until(() => names().length === 1);
    world.log.isAway = true;
    await until(() => world.log.refused > 0);
    world.log.isAway = false;
    await round;
    const { waves } = await engine.get(executionId);
    expect(waves[0].hooks[0].status).toBe('SUCCEEDED');
    expect(names()).toEqual(['slow']);
  });

  it('holds up nobody else while a function takes its time', async () => {
    world.aws.functions.set('slow', { type: 'succeeds', afterMs: 1_500 });
    const engine = world.engine({ settings: { tickIntervalMs: 20 } });
    const slow = await engine.start(
      world.request([world.wave(1, { preWaveHooks: [lambda('slow')] })]),
    );
    const other = await engine.start(
      world.request([world.wave(1, { servers: world.servers('app') })], {
        plan: {
          planId: 'plan-2',
          planName: 'Other',
          version: 1,
          accountId: '111122223333',
          maxDurationMinutes: 60,
        },
      }),
    );
    const stopping = new AbortController();
    const leading = engine.lead(stopping.signal);
    const launched = async () =>
      [...(await engine.get(other.executionId)).chunks.values()].some(
        ({ status }) => status === 'STARTED',
      );
    await until(launched);
    expect((await engine.get(slow.executionId)).waves[0].hooks[0].status).toBe(
      'REQUESTED',
    );
    stopping.abort();
    await leading;
  });
});
