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

import { mockServices } from '@backstage/backend-test-utils';
import type { SignalPayload } from '@backstage/plugin-signals-node';
import { ExecutionSignals } from './executionSignals';

describe('signals of executions', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const start = () => {
    const published: SignalPayload[] = [];
    const signals = ExecutionSignals.create({
      signals: {
        async publish(signal) {
          published.push(signal);
        },
      },
      logger: mockServices.rootLogger(),
    });
    return {
      signals,
      told: () =>
        published.map(({ message }) => `${message.executionId}@${message.seq}`),
      published,
    };
  };

  it('tell the first change at once and the last of those that follow closely', () => {
    const { signals, told } = start();
    signals.changed('a', 1);
    signals.changed('b', 7);
    signals.changed('a', 2);
    signals.changed('a', 3);
    expect(told()).toEqual(['a@1', 'b@7']);

    jest.advanceTimersByTime(500);
    expect(told()).toEqual(['a@1', 'b@7', 'a@3']);

    signals.changed('a', 4);
    expect(told()).toHaveLength(3);
    jest.advanceTimersByTime(500);
    expect(told().at(-1)).toBe('a@4');

    jest.advanceTimersByTime(5_000);
    signals.changed('a', 5);
    expect(told().at(-1)).toBe('a@5');
  });

  it('carry identifiers only, for everybody', () => {
    const { signals, published } = start();
    signals.changed('a', 1);
    expect(published).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: 'drs-orchestrator:executions',
        message: { executionId: 'a', seq: 1 },
      },
    ]);
  });

  it('end with the plugin', () => {
    const { signals, told } = start();
    signals.changed('a', 1);
    signals.changed('a', 2);
    signals.stop();
    jest.advanceTimersByTime(5_000);
    expect(told()).toEqual(['a@1']);
  });
});
