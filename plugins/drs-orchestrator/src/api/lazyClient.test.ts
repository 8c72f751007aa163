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
});
