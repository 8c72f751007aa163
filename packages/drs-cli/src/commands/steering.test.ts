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

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execution, server, wave } from '../__testUtils__/examples';
import { terminal } from '../__testUtils__/terminal';
import { run } from '../program';

const failed = execution({
  executionType: 'RECOVERY',
  waves: [
    wave(2, 'Application', {
      status: 'FAILED',
      servers: [
        server('app-01', { outcome: 'FAILED' }),
        server('app-02', {
          outcome: 'UNHEALTHY',
          instanceState: 'RUNNING',
          recoveryInstanceId: 'i-2',
        }),
      ],
    }),
    wave(3, 'Web', {
      status: 'FAILED',
      servers: [
        server('web-01', {
          outcome: 'FAILED',
          instanceState: 'RUNNING',
          recoveryInstanceId: 'i-3',
        }),
      ],
    }),
  ],
});

describe('retry', () => {
  let portal: Server;
  const asked: (string | undefined)[] = [];

  beforeEach(async () => {
    asked.length = 0;
    portal = createServer((request, response) => {
      asked.push(request.method);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(failed));
    }).listen(0, '127.0.0.1');
    await once(portal, 'listening');
  });

  afterEach(() => {
    portal.closeAllConnections();
    portal.close();
  });

  async function retry(
    args: string[],
    options: Parameters<typeof terminal>[0] = {},
  ) {
    // A server that listens on a port has such an address.
    const { port } = portal.address() as AddressInfo;
    const { host, written } = terminal({
      ...options,
      env: { DRS_TOKEN: 'token' },
    });
    const url = `http://127.0.0.1:${port}`;
    const exit = await run(['retry', 'e-1', ...args, '--url', url], host);
    return { exit, ...written };
  }

  it('replaces an instance that is up only once somebody has agreed to what is lost', async () => {
    const refused = await retry(['--wave', '2'], { isTTY: true });
    expect(refused.exit).toBe('USAGE');
    expect(refused.stderr).toContain(
      'This replaces 1 recovered server that failed a health check but is up, perhaps in use (app-02, i-2). What was written there since the launch is lost for good. Go on? [y/N]',
    );
    const unattended = await retry(['--server', 's-app-02']);
    expect(unattended.stderr).toContain('Say --yes if it is meant');
    expect(asked).toEqual(['GET', 'GET']);

    const agreed = await retry(['--wave', '2', '--yes']);
    expect(agreed.exit).toBe('OK');
    expect(asked).toEqual(['GET', 'GET', 'POST']);
  });

  it('does not claim that what was launched again in vain is up', async () => {
    const { stderr } = await retry(['--server', 's-web-01'], { isTTY: true });
    expect(stderr).toContain(
      'This replaces 1 recovered server of an earlier launch that may still be up, perhaps in use (web-01, i-3). What was written there since the launch is lost for good. Go on? [y/N]',
    );
    const both = await retry(['--wave', '2', '--wave', '3'], { isTTY: true });
    expect(both.stderr).toContain('but is up, perhaps in use (app-02, i-2). ');
    expect(both.stderr).toContain(
      'may still be up, perhaps in use (web-01, i-3). ',
    );
  });

  it('asks nobody where nothing is up that it would replace', async () => {
    const { exit } = await retry(['--server', 's-app-01']);
    expect(exit).toBe('OK');
    expect(asked).toEqual(['GET', 'POST']);
  });
});
