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
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { portalAddress } from './address';
import { portalFetch } from './portalFetch';

const refusal = (code: string) =>
  JSON.stringify({
    error: { name: 'Error', message: 'No', code, details: [] },
  });
const json = { 'content-type': 'application/json; charset=utf-8' };

describe('portalFetch', () => {
  let server: Server | undefined;
  const requests: IncomingMessage[] = [];
  const waits: number[] = [];

  /** A request to a server that answers so. */
  async function send(answer: RequestListener, init?: RequestInit) {
    requests.length = 0;
    waits.length = 0;
    server = createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on a port has such an address.
    const { port } = server.address() as AddressInfo;
    const address = portalAddress(`http://127.0.0.1:${port}`, {
      insecureHttp: false,
    });
    return portalFetch({
      address,
      timeoutSeconds: 1,
      userAgent: 'drs-orchestrator-cli/test',
      breakGlassReason: 'Anmeldung weg: Größe zählt nicht',
      onWait: seconds => waits.push(seconds),
    })(`${address}/api`, init);
  }

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('gives answers on, refusals of the API among them', async () => {
    const response = await send((_, answer) =>
      answer.writeHead(503, json).end(refusal('ACCOUNT_UNREACHABLE')),
    );
    expect(response.status).toBe(503);
    await expect(response.json()).resolves.toMatchObject({
      error: { code: 'ACCOUNT_UNREACHABLE' },
    });
    expect(requests[0].headers).toMatchObject({
      'user-agent': 'drs-orchestrator-cli/test',
      'x-break-glass-reason': encodeURIComponent(
        'Anmeldung weg: Größe zählt nicht',
      ),
      accept: 'application/json',
    });
    const empty = await send((_, answer) => answer.writeHead(204).end());
    expect(empty.status).toBe(204);
  });

  it.each([
    [
      'a page',
      200,
      { 'content-type': 'text/html' },
      'is not the API of the DRS orchestrator',
    ],
    [
      'a sign-in elsewhere',
      302,
      { location: 'https://sso.example.com/' },
      'sends its callers on to https://sso.example.com/',
    ],
    ['a gateway', 502, { 'content-type': 'text/html' }, 'answered 502'],
    ['a portal that starts', 503, json, 'answered 503'],
  ])('takes %s for no answer', async (_, status, headers, message) => {
    await expect(
      send((_request, answer) => answer.writeHead(status, headers).end('{}')),
    ).rejects.toMatchObject({
      exit: 'UNREACHABLE',
      message: expect.stringContaining(message),
    });
    expect(requests).toHaveLength(1);
  });

  it('tells of a connection that breaks off in the middle of an answer', async () => {
    await expect(
      send((_, answer) => {
        answer.writeHead(200, { ...json, 'content-length': 100 });
        answer.write('{"items":', () => answer.destroy());
      }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('was lost'),
      mayHaveArrived: true,
    });
  });

  it('does not wait for an answer for ever', async () => {
    await expect(send(() => undefined)).rejects.toMatchObject({
      message: expect.stringContaining('did not answer within 1 s'),
      mayHaveArrived: true,
    });
  });

  it('tells where nothing listens, which is where nothing was done', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    const address = portalAddress(`http://127.0.0.1:${port}`, {
      insecureHttp: false,
    });
    await expect(
      portalFetch({ address, timeoutSeconds: 1, userAgent: 'test' })(
        `${address}/api`,
      ),
    ).rejects.toMatchObject({
      message: `Nothing listens at ${address}`,
      mayHaveArrived: false,
    });
  });

  it('sends again what came too soon, when it is told to', async () => {
    const response = await send((_, answer) =>
      requests.length < 3
        ? answer
            .writeHead(429, { ...json, 'retry-after': '0' })
            .end(refusal('THROTTLED'))
        : answer.writeHead(200, json).end('{}'),
    );
    expect(response.status).toBe(200);
    expect(waits).toEqual([0, 0]);
  });

  it.each(['3600', '', 'soon'])(
    'gives a refusal on where it is not told when, or much later: "%s"',
    async retryAfter => {
      const response = await send((_, answer) =>
        answer
          .writeHead(429, { ...json, 'retry-after': retryAfter })
          .end(refusal('THROTTLED')),
      );
      expect(response.status).toBe(429);
      expect(requests).toHaveLength(1);
    },
  );

  it('ends when its caller wants no more', async () => {
    const interruption = new AbortController();
    const call = send(() => interruption.abort(), {
      signal: interruption.signal,
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
