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

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AuthenticationError } from './errors';
import { WireRequest } from './http';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
/** How far a signature's time may be from AWS's. */
const TOLERANCE_MS = 5 * 60_000;

/** What a request says of who signed it, for what, and when. */
export type ClaimedSignature = {
  accessKeyId: string;
  /** `20261121T152133Z` */
  timestamp: string;
  /** `20261121` */
  date: string;
  region: string;
  service: string;
  signedHeaders: readonly string[];
  signature: string;
  sessionToken?: string;
};

/**
 * Reads the `Authorization` header of a request signed with Signature
 * Version 4, without judging it.
 *
 * @throws AuthenticationError if there is none, or it is incomplete
 */
export function claimedSignature(request: WireRequest): ClaimedSignature {
  const authorization = request.headers.authorization;
  if (!authorization) {
    throw new AuthenticationError({ kind: 'missing' });
  }
  const [algorithm, ...rest] = authorization.split(' ');
  if (algorithm !== ALGORITHM) {
    throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const parameters = new Map(
    rest
      .join(' ')
      .split(',')
      .map(part => {
        const at = part.indexOf('=');
        return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
      }),
  );
  const parameter = (name: string) => {
    const value = parameters.get(name);
    if (!value) {
      throw incomplete(
        `Authorization header requires '${name}' parameter. Authorization=${algorithm}`,
      );
    }
    return value;
  };
  const credential = parameter('Credential').split('/');
  if (credential.length !== 5 || credential[4] !== 'aws4_request') {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. ` +
        `keyid/date/region/service/term, got '${credential.join('/')}'`,
    );
  }
  const [accessKeyId, date, region, service] = credential;
  const timestamp = request.headers['x-amz-date'];
  if (!timestamp) {
    throw incomplete(
      `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.`,
    );
  }
  return {
    accessKeyId,
    timestamp,
    date,
    region,
    service,
    signedHeaders: parameter('SignedHeaders').split(';'),
    signature: parameter('Signature'),
    sessionToken: request.headers['x-amz-security-token'],
  };
}

/**
 * Verifies a request's signature as AWS documents it (IAM User Guide,
 * "Create a signed AWS API request").
 *
 * @param now - milliseconds since the epoch on the clock that clients sign by
 * @throws AuthenticationError if the signature is not of this key, of this
 *   request, or of this time
 */
export function verifySignature(
  request: WireRequest,
  claimed: ClaimedSignature,
  secretAccessKey: string,
  now: number,
): void {
  verifyTime(claimed, now);
  const mustBeSigned = [
    'host',
    ...Object.keys(request.headers).filter(name => name.startsWith('x-amz-')),
  ];
  if (!mustBeSigned.every(name => claimed.signedHeaders.includes(name))) {
    throw new AuthenticationError({ kind: 'signature-mismatch' });
  }
  const payloadHash = sha256(request.body);
  const statedHash = request.headers['x-amz-content-sha256'];
  if (
    statedHash !== undefined &&
    statedHash !== UNSIGNED_PAYLOAD &&
    statedHash !== payloadHash
  ) {
    throw new AuthenticationError({ kind: 'signature-mismatch' });
  }
  const canonicalRequest = [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.rawQuery),
    ...claimed.signedHeaders.map(
      name =>
        `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`,
    ),
    '',
    claimed.signedHeaders.join(';'),
    statedHash ?? payloadHash,
  ].join('\n');
  const scope = [claimed.date, claimed.region, claimed.service, 'aws4_request'];
  const stringToSign = [
    ALGORITHM,
    claimed.timestamp,
    scope.join('/'),
    sha256(canonicalRequest),
  ].join('\n');
  const signingKey = scope.reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  const expected = hmac(signingKey, stringToSign);
  const actual = Buffer.from(claimed.signature, 'hex');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    throw new AuthenticationError({ kind: 'signature-mismatch' });
  }
}

function verifyTime(claimed: ClaimedSignature, now: number): void {
  const { timestamp, date } = claimed;
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (!match) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second);
  if (!timestamp.startsWith(date)) {
    throw new AuthenticationError({
      kind: 'wrong-scope',
      detail: `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(
        0,
        8,
      )}', from '${timestamp}'.`,
    });
  }
  const here = basicFormat(now);
  if (signedAt < now - TOLERANCE_MS) {
    const limit = basicFormat(now - TOLERANCE_MS);
    throw new AuthenticationError({
      kind: 'signature-time',
      detail: `Signature expired: ${timestamp} is now earlier than ${limit} (${here} - 5 min.)`,
    });
  }
  if (signedAt > now + TOLERANCE_MS) {
    const limit = basicFormat(now + TOLERANCE_MS);
    throw new AuthenticationError({
      kind: 'signature-time',
      detail: `Signature not yet current: ${timestamp} is still later than ${limit} (${here} + 5 min.)`,
    });
  }
}

function basicFormat(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Every segment of the path as sent is encoded once more (not for S3). */
function canonicalPath(rawPath: string): string {
  const segments: string[] = [];
  for (const segment of rawPath.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const path = `/${segments.map(encode).join('/')}`;
  return rawPath.endsWith('/') && path !== '/' ? `${path}/` : path;
}

function canonicalQuery(rawQuery: string): string {
  return rawQuery
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const [name, ...value] = part.split('=');
      return [normalised(name), normalised(value.join('='))] as const;
    })
    .sort(
      ([nameA, valueA], [nameB, valueB]) =>
        compare(nameA, nameB) || compare(valueA, valueB),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function normalised(encoded: string): string {
  try {
    return encode(decodeURIComponent(encoded));
  } catch {
    throw new AuthenticationError({ kind: 'signature-mismatch' });
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986: everything but unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function incomplete(detail: string): AuthenticationError {
  return new AuthenticationError({ kind: 'incomplete', detail });
}
