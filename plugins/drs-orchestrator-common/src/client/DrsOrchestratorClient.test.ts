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

import { DrsOrchestratorClient } from './DrsOrchestratorClient';

type Answer = { status: number; body?: unknown };

/** A client whose requests are kept, and answered as said. */
function clientOf(answer: Answer) {
  const requests: { url: string; init?: RequestInit }[] = [];
  const client = new DrsOrchestratorClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (url, init) => {
        requests.push({ url: String(url), init });
        return new Response(
          answer.body === undefined ? null : JSON.stringify(answer.body),
          { status: answer.status },
        );
      },
    },
  });
  return { client, requests };
}

describe('DrsOrchestratorClient', () => {
  it('writes paths, queries and bodies as the table says', async () => {
    const { client, requests } = clientOf({
      status: 202,
      body: { executionId: 'e', status: 'PENDING', statusUrl: '/x' },
    });
    await client.call(
      'execute_recovery_plan',
      { params: { planId: 'a/b' }, body: { executionType: 'DRILL' } },
      { token: 'secret' },
    );
    expect(requests).toEqual([
      {
        url: 'http://portal/api/drs-orchestrator/recovery-plans/a%2Fb/execute',
        init: expect.objectContaining({
          method: 'POST',
          body: '{"executionType":"DRILL"}',
          headers: {
            'content-type': 'application/json',
            authorization: 'Bearer secret',
          },
        }),
      },
    ]);
  });

  it('repeats a query name for each of several values', async () => {
    const { client, requests } = clientOf({ status: 200, body: { items: [] } });
    await client.call('list_executions', {
      query: { status: ['RUNNING', 'PAUSED'], planId: undefined, limit: 10 },
    });
    expect(requests[0].url).toBe(
      'http://portal/api/drs-orchestrator/executions?status=RUNNING&status=PAUSED&limit=10',
    );
  });

  it('gives nothing where there is no body', async () => {
    const { client } = clientOf({ status: 204 });
    await expect(
      client.call('delete_protection_group', { params: { groupId: 'g' } }),
    ).resolves.toBeUndefined();
  });

  it('throws what the server refused, with its code and details', async () => {
    const details = [
      {
        code: 'INVALID_FIELD',
        severity: 'BLOCKING',
        field: 'groupName',
        message: 'A name is needed',
      },
    ];
    const { client } = clientOf({
      status: 400,
      body: {
        error: {
          name: 'InputError',
          message: 'The request has 1 problem',
          code: 'VALIDATION_FAILED',
          details,
        },
      },
    });
    await expect(client.call('list_executions', {})).rejects.toMatchObject({
      name: 'InputError',
      code: 'VALIDATION_FAILED',
      status: 400,
      details,
    });
  });

  it.each([
    [401, 'NOT_AUTHENTICATED'],
    [502, 'INTERNAL_ERROR'],
  ])('makes sense of a bare %d', async (status, code) => {
    const { client } = clientOf({ status, body: 'proxy error' });
    await expect(client.call('list_executions', {})).rejects.toMatchObject({
      code,
    });
  });

  it('does not pass on an answer that breaks the contract', async () => {
    const { client } = clientOf({ status: 200, body: { items: [{}] } });
    await expect(client.call('list_executions', {})).rejects.toThrow(
      'executionId',
    );
  });
});
