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

import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import { generate } from 'selfsigned';
import type { HookCall } from '../ports/hooks';
import { WebhookHooks, type WebhookOptions } from './WebhookHooks';

const NOW = new Date('2026-11-21T12:00:00.500Z');
const KEY = 'a key of the company';

/** A certificate of this test's own for a name; nobody else trusts it. */
function certificateFor(name: string) {
  return generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
}

const certificate = certificateFor('hooks.meridian.example');

describe('WebhookHooks', () => {
  let server: Server;
  let port: number;
  let received: {
    method?: string;
    url?: string;
    headers: IncomingHttpHeaders;
    body: string;
  }[];
  let answer: RequestListener;

  beforeEach(async () => {
    received = [];
    answer = (_, response) => response.end('{}');
    server = createServer(
      { key: certificate.private, cert: certificate.cert },
      (request, response) => {
        let body = '';
        request.on('data', chunk => (body += chunk));
        request.on('end', () => {
          const { method, url, headers } = request;
          received.push({ method, url, headers, body });
          answer(request, response);
        });
      },
    );
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
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const payload: HookCall['payload'] = {
    executionId: 'execution-1',
    executionType: 'DRILL',
    planId: 'plan-1',
    planName: 'Orders',
    waveNumber: 2,
    waveName: 'Application',
    stage: 'POST',
    hook: 'smoke test',
    parameters: { suite: 'orders' },
    servers: [],
    idempotencyKey: 'execution-1/2/POST/0/0',
  };
  const call = (target?: string, timeoutSeconds = 10): HookCall => ({
    hook: {
      type: 'webhook',
      name: 'smoke test',
      target: target ?? `https://hooks.meridian.example:${port}/dr?v=1`,
      timeoutSeconds,
      attempts: 3,
      delivery: 'AT_LEAST_ONCE',
      onFailure: 'FAIL',
    },
    payload,
  });
  const hooks = (options: Partial<WebhookOptions> = {}) =>
    new WebhookHooks({
      allowedHosts: [`hooks.meridian.example:${port}`],
      allowPrivateAddresses: true,
      signingKey: KEY,
      trustedCertificates: certificate.cert,
      clock: { now: () => NOW, monotonic: () => 0 },
      resolveHost: async () => ['127.0.0.1'],
      ...options,
    });

  it('is signed, and says what it is about', async () => {
    await expect(hooks().run(call())).resolves.toEqual({
      kind: 'succeeded',
      message: 'The receiver answered 200',
    });
    expect(received).toHaveLength(1);
    const [{ method, url, headers, body }] = received;
    expect([method, url]).toEqual(['POST', '/dr?v=1']);
    expect(JSON.parse(body)).toEqual(payload);
    expect(headers).toMatchObject({
      host: `hooks.meridian.example:${port}`,
      'content-type': 'application/json',
      'idempotency-key': 'execution-1/2/POST/0/0',
    });
    // As a receiver checks it.
    const [, at, hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
      String(headers['drs-signature']),
    ) ?? ['', '', ''];
    expect(Number(at)).toBe(Math.floor(NOW.getTime() / 1000));
    expect(hash).toBe(
      createHmac('sha256', KEY).update(`${at}.${body}`).digest('hex'),
    );
  });

  it('goes where the name was resolved to, and asks once', async () => {
    const asked: string[] = [];
    await hooks({
      // Whoever answers differently the second time leads nobody inside.
      resolveHost: async host => {
        asked.push(host);
        return asked.length === 1 ? ['127.0.0.1'] : ['169.254.169.254'];
      },
    }).run(call());
    expect(asked).toEqual(['hooks.meridian.example']);
    expect(received).toHaveLength(1);
  });

  it.each<[string, Partial<WebhookOptions>, string]>([
    [
      'hosts that are not allowed',
      { allowedHosts: ['meridian.example'] },
      'WEBHOOK_HOST_NOT_ALLOWED',
    ],
    [
      'ports that are not allowed',
      { allowedHosts: ['hooks.meridian.example'] },
      'WEBHOOK_HOST_NOT_ALLOWED',
    ],
    ['anybody unsigned', { signingKey: undefined }, 'WEBHOOK_NOT_SIGNED'],
    [
      'private addresses',
      { allowPrivateAddresses: false },
      'WEBHOOK_ADDRESS_REFUSED',
    ],
    [
      'a name that is at a private address among others',
      {
        allowPrivateAddresses: false,
        resolveHost: async () => ['93.184.215.14', '10.0.0.1'],
      },
      'WEBHOOK_ADDRESS_REFUSED',
    ],
    [
      'the credentials of this machine, whatever is allowed',
      { resolveHost: async () => ['169.254.169.254'] },
      'WEBHOOK_ADDRESS_REFUSED',
    ],
    [
      'a name that DNS does not know',
      { resolveHost: () => Promise.reject(new Error('ENOTFOUND')) },
      'WEBHOOK_HOST_UNKNOWN',
    ],
    [
      'a name without addresses',
      { resolveHost: async () => [] },
      'WEBHOOK_HOST_UNKNOWN',
    ],
  ])('does not call %s', async (_, options, code) => {
    await expect(hooks(options).run(call())).resolves.toMatchObject({
      kind: 'failed',
      code,
      mayHaveRun: false,
    });
    expect(received).toEqual([]);
  });

  it.each([
    ['http://hooks.meridian.example/dr'],
    ['https://user:word@hooks.meridian.example/dr'],
    ['file:///etc/passwd'],
    ['no URL'],
  ])('does not call %s', async target => {
    const result = await hooks().run(call(target));
    expect(result).toMatchObject({
      code: 'WEBHOOK_TARGET_INVALID',
      mayHaveRun: false,
    });
    expect(JSON.stringify(result)).not.toContain('word');
  });

  it('judges an address that stands in the URL itself', async () => {
    const target = `https://2130706433:${port}/`;
    await expect(
      hooks({
        allowedHosts: [`127.0.0.1:${port}`],
        allowPrivateAddresses: false,
      }).run(call(target)),
    ).resolves.toMatchObject({ code: 'WEBHOOK_ADDRESS_REFUSED' });
    await expect(
      hooks({
        allowedHosts: [`[::1]:${port}`],
        allowPrivateAddresses: false,
      }).run(call(`https://[::1]:${port}/`)),
    ).resolves.toMatchObject({ code: 'WEBHOOK_ADDRESS_REFUSED' });
  });

  it('trusts no certificate that is not trusted, or not for this name', async () => {
    await expect(
      hooks({ trustedCertificates: undefined }).run(call()),
    ).resolves.toMatchObject({
      kind: 'failed',
      code: 'WEBHOOK_NO_ANSWER',
      mayHaveRun: false,
    });
    await expect(
      hooks({ allowedHosts: [`other.meridian.example:${port}`] }).run(
        call(`https://other.meridian.example:${port}/dr`),
      ),
    ).resolves.toMatchObject({
      code: 'WEBHOOK_NO_ANSWER',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
      mayHaveRun: false,
    });
    expect(received).toEqual([]);
  });

  it.each([
    [204, { kind: 'succeeded' }],
    [303, { kind: 'failed', code: 'HTTP_303', mayHaveRun: true }],
    [404, { kind: 'failed', code: 'HTTP_404', mayHaveRun: false }],
    [409, { kind: 'failed', code: 'HTTP_409', mayHaveRun: true }],
    [503, { kind: 'failed', code: 'HTTP_503', mayHaveRun: true }],
  ])('takes %i for what it is, and follows nothing', async (status, result) => {
    answer = (_, response) => {
      response.writeHead(status, {
        location: `https://hooks.meridian.example:${port}/elsewhere`,
      });
      response.end();
    };
    await expect(hooks().run(call())).resolves.toMatchObject(result);
    expect(received).toHaveLength(1);
  });

  it('waits as long as the hook may take, also for one that answers drop by drop', async () => {
    const drops: NodeJS.Timeout[] = [];
    answer = (_, response) => {
      response.writeHead(200);
      drops.push(setInterval(() => response.write(' '), 20));
    };
    await expect(hooks().run(call(undefined, 0.5))).resolves.toMatchObject({
      kind: 'failed',
      code: 'WEBHOOK_NO_ANSWER',
      mayHaveRun: true,
    });
    drops.forEach(clearInterval);
  });

  it('reads no more than a receiver has to say', async () => {
    let written = 0;
    answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && written < 50e6) {
          written += 65_536;
          if (!response.write('x'.repeat(65_536))) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    };
    const result = await hooks().run(call());
    expect(result).toMatchObject({ kind: 'succeeded' });
    expect(written).toBeLessThan(20e6);
  });

  it('tells nothing secret where it fails', async () => {
    answer = (_, response) => response.destroy();
    const result = await hooks().run(call());
    expect(result).toMatchObject({ kind: 'failed', mayHaveRun: true });
    expect(JSON.stringify(result)).not.toContain('127.0.0.1');
    expect(JSON.stringify(result)).not.toContain(KEY);
  });
});
