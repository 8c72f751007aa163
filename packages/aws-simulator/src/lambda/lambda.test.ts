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

import { InvokeCommand, InvokeCommandInput } from '@aws-sdk/client-lambda';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  destroy,
  keysOf,
  LOGISTICS,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

describe('Lambda', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let commerce: ReturnType<typeof clients>;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    commerce = clients(aws, keysOf(aws, COMMERCE));
  });
  afterEach(async () => {
    destroy(commerce);
    await aws.close();
  });

  const invoke = async (
    FunctionName: string,
    more: Partial<InvokeCommandInput> = {},
  ) => {
    const { Payload, ...answer } = await commerce.lambda.send(
      new InvokeCommand({ FunctionName, ...more }),
    );
    const text = Payload?.transformToString() ?? '';
    const content: unknown = text === '' ? undefined : JSON.parse(text);
    return { ...answer, content };
  };
  const payload = (value: unknown) => Buffer.from(JSON.stringify(value));

  it.each([
    'meridian-warm-caches',
    `${COMMERCE}:function:meridian-warm-caches`,
    `arn:aws:lambda:us-west-2:${COMMERCE}:function:meridian-warm-caches`,
  ])('runs %s, and records with what', async name => {
    expect(
      await invoke(name, { Payload: payload({ wave: 'db', intent: 'i-7' }) }),
    ).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      content: { status: 'ok' },
    });
    expect(aws.invocations({ service: 'lambda' })).toEqual([
      {
        service: 'lambda',
        name: 'meridian-warm-caches',
        accountId: COMMERCE,
        region: 'us-west-2',
        time: new Date(clock.now()).toISOString(),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        payload: { wave: 'db', intent: 'i-7' },
        invocationType: 'RequestResponse',
        attempt: 1,
      },
    ]);
  });

  it('answers what a function throws with status 200 and a mark', async () => {
    aws.functions.set('meridian-quiesce', {
      type: 'throws',
      errorType: 'DatabaseError',
      errorMessage: 'Too many connections',
    });
    expect(await invoke('meridian-quiesce', { LogType: 'Tail' })).toMatchObject(
      {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        LogResult: expect.any(String),
        content: {
          errorType: 'DatabaseError',
          errorMessage: 'Too many connections',
        },
      },
    );
  });

  it('makes the caller wait for a slow function, or one that times out', async () => {
    aws.functions.set('slow', {
      type: 'succeeds',
      afterMs: 120,
      payload: [1, 2],
    });
    aws.functions.set('hanging', { type: 'timesOut', afterMs: 120 });
    const begun = performance.now();
    expect((await invoke('slow')).content).toEqual([1, 2]);
    expect(performance.now() - begun).toBeGreaterThan(110);
    expect(await invoke('hanging')).toMatchObject({
      FunctionError: 'Unhandled',
      content: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringContaining('timed out after 0.12 seconds'),
      },
    });
  });

  it('tries what was invoked asynchronously and failed again by itself', async () => {
    const answer = await invoke('simulator-throws', {
      InvocationType: 'Event',
      Payload: payload('x'),
    });
    expect(answer).toMatchObject({ StatusCode: 202 });
    expect(answer.FunctionError).toBeUndefined();
    await invoke('simulator-succeeds', { InvocationType: 'Event' });
    await invoke('simulator-throws', { InvocationType: 'DryRun' });
    clock.advance(3_600_000);
    expect(
      aws.invocations().map(i => [i.name, i.invocationType, i.attempt]),
    ).toEqual([
      ['simulator-throws', 'Event', 1],
      ['simulator-succeeds', 'Event', 1],
      ['simulator-throws', 'Event', 2],
      ['simulator-throws', 'Event', 3],
    ]);
  });

  it('runs although its answer is lost, and not if the request is', async () => {
    aws.faults.add({
      match: { service: 'lambda', operation: 'Invoke' },
      effect: { type: 'lostRequest' },
      times: 1,
    });
    await expect(invoke('meridian-a')).rejects.toThrow();
    expect(aws.invocations()).toHaveLength(0);
    aws.faults.add({
      match: { service: 'lambda' },
      effect: { type: 'lostResponse' },
      times: 1,
    });
    await expect(invoke('meridian-a')).rejects.toThrow();
    expect(aws.invocations()).toHaveLength(1);
    expect(aws.record({ service: 'lambda' })).toMatchObject([
      { tookEffect: false, delivery: 'LOST' },
      { tookEffect: true, delivery: 'LOST' },
    ]);
  });

  it('refuses in the words of the service', async () => {
    await expect(invoke('nobodys')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: arn:aws:lambda:us-west-2:${COMMERCE}:function:nobodys`,
    });
    await expect(
      invoke(`arn:aws:lambda:us-west-2:${LOGISTICS}:function:meridian-a`),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      invoke('meridian-a', { Payload: Buffer.from('{') }),
    ).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    aws.faults.add({
      effect: { type: 'throttle', probability: 1, retryAfterSeconds: 3 },
    });
    await expect(invoke('meridian-a')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      retryAfterSeconds: '3',
    });
    aws.faults.clear();
    aws.faults.add({
      effect: { type: 'accessDenied', actions: ['lambda:InvokeFunction'] },
    });
    await expect(invoke('meridian-a')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect(aws.invocations()).toEqual([]);
  });
});
