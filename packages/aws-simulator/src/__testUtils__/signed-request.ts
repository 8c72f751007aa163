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

import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { Keys } from './clients';

type Data = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 as the signer wants it. */
class Sha256 {
  readonly #hash;

  constructor(secret?: Data) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', bytes(secret));
  }

  update(data: Data): void {
    this.#hash.update(bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytes(data: Data): Uint8Array | string {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** A request in the raw, for what no SDK would send. */
export type RawRequest = {
  url: string;
  keys: Keys;
  service: string;
  region?: string;
  method?: string;
  path: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  body?: string;
  signingDate?: Date;
  /** What to change after signing. */
  tamper?: (signed: { headers: Record<string, string>; body: string }) => void;
};

/** Signs a request and sends it. */
export async function sendSigned(request: RawRequest): Promise<Response> {
  const { method = 'POST', path, query = {}, body = '' } = request;
  const url = new URL(request.url);
  const signer = new SignatureV4({
    service: request.service,
    region: request.region ?? 'us-west-2',
    credentials: request.keys,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path,
      query,
      headers: {
        host: url.host,
        'content-type': 'application/json',
        ...request.headers,
      },
      body,
    },
    { signingDate: request.signingDate },
  );
  const sent = { headers: signed.headers, body };
  request.tamper?.(sent);
  const search = Object.entries(query)
    .flatMap(([name, value]) =>
      [value]
        .flat()
        .map(
          single => `${encodeURIComponent(name)}=${encodeURIComponent(single)}`,
        ),
    )
    .join('&');
  const { host, ...headers } = sent.headers;
  return fetch(`${request.url}${path}${search && `?${search}`}`, {
    method,
    headers,
    body: method === 'GET' || method === 'DELETE' ? undefined : sent.body,
  });
}
