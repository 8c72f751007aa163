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

import { createServer, type RequestListener, type Server } from 'node:http';
import { NetworkProbes } from './NetworkProbes';

describe('NetworkProbes', () => {
  let server: Server;
  let port: number;
  let asked: string[];
  let answer: RequestListener;
  // What stands for the instance here is on this machine.
  const probes = new NetworkProbes({
    timeoutMs: 500,
    isAllowed: address => address === '127.0.0.1',
  });
  const http = (path: string, expectedStatus = 200) =>
    probes.probe('127.0.0.1', { type: 'http', port, path, expectedStatus });

  beforeEach(async () => {
    asked = [];
    answer = (_, response) => response.end();
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer(request, response);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server does not listen');
    }
    port = address.port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    if (server.listening) {
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
  });

  it('sees an open port, and a closed one', async () => {
    await expect(
      probes.probe('127.0.0.1', { type: 'tcp', port }),
    ).resolves.toEqual({ ok: true });
    await new Promise(resolve => {
      server.close(resolve);
    });
    await expect(
      probes.probe('127.0.0.1', { type: 'tcp', port }),
    ).resolves.toEqual({
      ok: false,
      message: `Port ${port} does not answer (ECONNREFUSED)`,
    });
    await expect(http('/')).resolves.toEqual({
      ok: false,
      message: `Port ${port} does not answer for / (ECONNREFUSED)`,
    });
  });

  it('expects the status that is wanted', async () => {
    answer = (request, response) => {
      response.statusCode = request.url === '/health?deep' ? 204 : 500;
      response.end();
    };
    await expect(http('/health?deep', 204)).resolves.toEqual({ ok: true });
    await expect(http('/other')).resolves.toEqual({
      ok: false,
      message: `Port ${port} answered 500 for /other, not 200`,
    });
    expect(asked).toEqual(['GET /health?deep', 'GET /other']);
  });

  it('follows no redirect', async () => {
    answer = (_, response) => {
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    };
    await expect(http('/')).resolves.toMatchObject({ ok: false });
    expect(asked).toEqual(['GET /']);
    await expect(http('/', 302)).resolves.toEqual({ ok: true });
  });

  it('gives up on one that is silent', async () => {
    answer = () => {};
    await expect(http('/')).resolves.toMatchObject({
      ok: false,
      message: expect.stringContaining('does not answer for /'),
    });
  });

  it.each(['127.0.0.1', '169.254.169.254', 'localhost', '::1'])(
    'asks nobody at %s, which is no instance',
    async address => {
      await expect(
        new NetworkProbes().probe(address, { type: 'tcp', port }),
      ).resolves.toEqual({
        ok: false,
        message: `${address} is no address of an instance`,
      });
      await expect(
        new NetworkProbes().probe(address, {
          type: 'http',
          port,
          path: '/',
          expectedStatus: 200,
        }),
      ).resolves.toMatchObject({ ok: false });
      expect(asked).toEqual([]);
    },
  );
});
