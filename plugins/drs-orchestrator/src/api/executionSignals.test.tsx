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

import type { JSX } from 'react';
import { act, screen, waitFor } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type {
  DrsOrchestratorApi,
  Execution,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { sampleExecution } from '../__testUtils__/sampleExecution';
import { drsOrchestratorApiRef } from './apiRef';
import {
  useExecutionSignals,
  useLastFacts,
  useMissedSignals,
} from './executionSignals';
import { useOperation } from './operations';
import { QueryProvider } from './QueryProvider';

/** A server whose one execution can be changed, with or without a signal of it. */
class ChangingServer {
  readonly #listeners = new Set<(message: unknown) => void>();
  #execution: Execution = sampleExecution({ reason: 'first', seq: 1 });
  /** Reads of the details that were begun. */
  reads = 0;
  /** Reads of the events that were begun. */
  eventReads = 0;
  /** What holds an answer back; none by default. */
  answer: Promise<void> = Promise.resolve();

  readonly api: DrsOrchestratorApi = {
    call: async (operation: string) => {
      if (operation === 'get_execution_details') {
        this.reads += 1;
        const answered = this.#execution;
        await this.answer;
        return answered as never;
      }
      if (operation === 'get_execution_events') {
        this.eventReads += 1;
        return { items: Array(this.#execution.seq).fill({}) } as never;
      }
      if (operation === 'get_execution_status') {
        return this.#execution as never;
      }
      throw new Error(`Nobody asks for ${operation} here`);
    },
  };

  readonly signals = {
    subscribe: (_: string, listener: (message: never) => void) => {
      const told = listener as (message: unknown) => void;
      this.#listeners.add(told);
      return { unsubscribe: () => this.#listeners.delete(told) };
    },
  };

  change(reason: string): void {
    this.#execution = {
      ...this.#execution,
      reason,
      seq: this.#execution.seq + 1,
    };
  }

  end(): void {
    this.#execution = { ...this.#execution, status: 'COMPLETED' };
    this.change('ended');
  }

  signal(): void {
    const message = { executionIds: [this.#execution.executionId] };
    this.#listeners.forEach(listener => listener(message));
  }
}

function Shown() {
  useExecutionSignals();
  const params = { executionId: 'execution-1' };
  const { data } = useOperation('get_execution_details', { params });
  useMissedSignals('execution-1', data, true);
  return <p>{data?.reason}</p>;
}

/** A page with more than one thing to read. */
function ShownWithEvents() {
  useExecutionSignals();
  const params = { executionId: 'execution-1' };
  const { data } = useOperation('get_execution_details', { params });
  const events = useOperation('get_execution_events', { params, query: {} });
  return (
    <p>
      {data?.reason} {events.data?.items.length}
    </p>
  );
}

/** A page whose events are polled no more once its details show the end. */
function ShownToItsEnd() {
  const params = { executionId: 'execution-1' };
  const { data } = useOperation(
    'get_execution_details',
    { params },
    { pollEvery: 50 },
  );
  useLastFacts('execution-1', data, data?.status === 'RUNNING');
  const events = useOperation('get_execution_events', { params, query: {} });
  return (
    <p>
      {data?.reason}
      {events.data && ` ${events.data.items.length}`}
    </p>
  );
}

async function show(server: ChangingServer, page = <Shown />) {
  render(server, page);
  await screen.findByText(/^first/);
}

function render(server: ChangingServer, page: JSX.Element) {
  renderInTestApp(<QueryProvider>{page}</QueryProvider>, {
    apis: [
      [drsOrchestratorApiRef, server.api],
      [signalApiRef, server.signals],
    ],
  });
}

const never = new Promise<void>(() => {});

const seen = (text: string, within: number) =>
  screen.findByText(text, {}, { timeout: within });

describe('an execution on the screen', () => {
  let server: ChangingServer;
  beforeEach(async () => {
    server = new ChangingServer();
    await show(server);
  });

  it('is read anew at once when a signal comes', async () => {
    server.change('second');
    act(() => server.signal());
    expect(await seen('second', 200)).toBeVisible();
  });

  it('is read once more for all signals that came while it was read', async () => {
    let release = () => {};
    server.answer = new Promise(resolve => {
      release = resolve;
    });
    const before = server.reads;
    act(() => server.signal());
    await waitFor(() => expect(server.reads).toBe(before + 1));
    ['second', 'third', 'fourth'].forEach(reason => {
      server.change(reason);
      act(() => server.signal());
    });
    // A read under way is not called off, or a busy execution would never be shown.
    expect(server.reads).toBe(before + 1);
    release();
    expect(await seen('fourth', 1_000)).toBeVisible();
    expect(server.reads).toBe(before + 2);
  });

  it('is right within seconds where the signal was lost', async () => {
    server.change('second');
    expect(await seen('second', 4_500)).toBeVisible();
  });

  it.each([
    [
      'the page comes back into sight',
      () => document.dispatchEvent(new Event('visibilitychange')),
    ],
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
  ])('is read anew when %s', async (_, comeBack) => {
    server.change('second');
    act(() => {
      comeBack();
    });
    expect(await seen('second', 500)).toBeVisible();
  });

  it('is read anew on coming back, though a read is under way that is never answered', async () => {
    server.answer = never;
    const before = server.reads;
    act(() => server.signal());
    await waitFor(() => expect(server.reads).toBe(before + 1));
    server.answer = Promise.resolve();
    server.change('second');
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    expect(await seen('second', 500)).toBeVisible();
    // Signals are heeded on.
    server.change('third');
    act(() => server.signal());
    expect(await seen('third', 1_000)).toBeVisible();
  });

  it('is read anew when the machine has slept', async () => {
    server.change('second');
    const slept = Date.now() + 3_600_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => slept);
    expect(await seen('second', 1_900)).toBeVisible();
    clock.mockRestore();
  });
});

it('is asked for anew on coming back, where the first read is never answered', async () => {
  const server = new ChangingServer();
  server.answer = never;
  render(server, <ShownWithEvents />);
  await waitFor(() => expect(server.reads).toBe(1));
  server.answer = Promise.resolve();
  act(() => {
    window.dispatchEvent(new Event('online'));
  });
  expect(await seen('first 1', 500)).toBeVisible();
});

it('does not wait for one read with the others', async () => {
  const server = new ChangingServer();
  await show(server, <ShownWithEvents />);
  await screen.findByText('first 1');
  server.answer = never;
  for (const seq of [2, 3]) {
    server.change('unseen');
    act(() => server.signal());
    expect(await seen(`first ${seq}`, 1_000)).toBeVisible();
  }
});

it('has the facts of its end read, once, where no signal told of them', async () => {
  const server = new ChangingServer();
  await show(server, <ShownToItsEnd />);
  await screen.findByText('first 1');
  // What is polled is left to its polls.
  server.change('second');
  await screen.findByText('second 1');
  expect(server.eventReads).toBe(1);

  server.end();
  expect(await screen.findByText('ended 3')).toBeVisible();
  const { reads } = server;
  await waitFor(() => expect(server.reads).toBeGreaterThan(reads + 2));
  expect(server.eventReads).toBe(2);
});
