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
import { executionSignalSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
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
        published.map(({ message }) =>
          executionSignalSchema.parse(message).executionIds.join(' '),
        ),
      published,
    };
  };

  it('tell the first change at once, and those that follow closely together', () => {
    const { signals, told } = start();
    signals.changed('a');
    signals.changed('b');
    signals.changed('a');
    signals.changed('b');
    expect(told()).toEqual(['a']);

    jest.advanceTimersByTime(500);
    expect(told()).toEqual(['a', 'b a']);

    signals.changed('a');
    expect(told()).toHaveLength(2);
    jest.advanceTimersByTime(500);
    expect(told()).toEqual(['a', 'b a', 'a']);

    jest.advanceTimersByTime(5_000);
    expect(told()).toHaveLength(3);
    signals.changed('c');
    expect(told()).toEqual(['a', 'b a', 'a', 'c']);
  });

  it('carry identifiers only, for everybody', () => {
    const { signals, published } = start();
    signals.changed('a');
    expect(published).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: 'drs-orchestrator:executions',
        message: { executionIds: ['a'] },
      },
    ]);
  });

  it('end with the plugin', () => {
    const { signals, told } = start();
    signals.changed('a');
    signals.changed('b');
    signals.stop();
    jest.advanceTimersByTime(5_000);
    expect(told()).toEqual(['a']);
  });
});
