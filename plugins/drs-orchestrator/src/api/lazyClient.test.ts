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

import { NoAnswerError } from './answerWithin';
import { lazyClient } from './lazyClient';

describe('lazyClient', () => {
  it('asks and answers as the client does, from the first call on', async () => {
    const asked: string[] = [];
    const client = lazyClient({
      discoveryApi: {
        getBaseUrl: async pluginId => `http://portal/api/${pluginId}`,
      },
      fetchApi: {
        fetch: async url => {
          asked.push(String(url));
          return new Response(JSON.stringify({ items: [] }), { status: 200 });
        },
      },
    });

    await expect(
      Promise.all([
        client.call('list_executions', {}),
        client.call('list_executions', { query: { limit: 1 } }),
      ]),
    ).resolves.toEqual([{ items: [] }, { items: [] }]);
    expect(asked).toEqual([
      'http://portal/api/drs-orchestrator/executions',
      'http://portal/api/drs-orchestrator/executions?limit=1',
    ]);
  });

  describe('where the network swallows what is sent', () => {
    /** Whether what was sent, in this order, was called off. */
    let sent: AbortSignal[];
    const client = lazyClient({
      discoveryApi: { getBaseUrl: async () => 'http://portal/api' },
      fetchApi: {
        // A browser whose connection is dead: it heeds nothing, either.
        fetch: (_, init) => {
          if (init?.signal) {
            sent.push(init.signal);
          }
          return new Promise(() => {});
        },
      },
    });

    beforeEach(() => {
      sent = [];
      jest.useFakeTimers();
    });
    afterEach(() => jest.useRealTimers());

    it.each([
      ['list_executions', {}, 15],
      [
        'preflight_recovery_plan',
        { params: { planId: 'plan-1' }, body: { executionType: 'DRILL' } },
        60,
      ],
    ] as const)(
      'gives up a read, %s, after its time and calls it off',
      async (operation, request, seconds) => {
        let failure: unknown;
        client
          .call(operation, request, { signal: new AbortController().signal })
          .catch(error => {
            failure = error;
          });
        await jest.advanceTimersByTimeAsync(seconds * 1_000 - 1);
        expect(failure).toBeUndefined();
        await jest.advanceTimersByTimeAsync(1);
        expect(failure).toBeInstanceOf(NoAnswerError);
        expect(failure).toMatchObject({
          message: `There was no answer within ${seconds} s.`,
        });
        expect(sent.map(({ aborted }) => aborted)).toEqual([true]);
      },
    );

    it('ends a read at once that is called off', async () => {
      const calledOff = new AbortController();
      const read = client.call(
        'list_executions',
        {},
        { signal: calledOff.signal },
      );
      calledOff.abort(new Error('The page is left'));
      await expect(read).rejects.toThrow('The page is left');
      expect(jest.getTimerCount()).toBe(0);
    });

    it('never gives up a command', async () => {
      let settled = false;
      client
        .call('cancel_execution', {
          params: { executionId: 'execution-1' },
          body: {},
        })
        .finally(() => {
          settled = true;
        });
      await jest.advanceTimersByTimeAsync(600_000);
      expect(settled).toBe(false);
    });
  });
});
