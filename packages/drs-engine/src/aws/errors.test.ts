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

import { AwsFailure } from '../ports/drs';
import { toAwsFailure } from './errors';

/** As the SDK throws what a service answered. */
const answered = (
  name: string,
  httpStatusCode: number,
  more: Record<string, unknown> = {},
) =>
  Object.assign(new Error('What AWS says'), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode, requestId: 'request-1', attempts: 1 },
    ...more,
  });

/** As Node and the SDK throw what the network did. */
const cutOff = (code: string | undefined, name = 'Error') =>
  Object.assign(new Error('connect to 10.1.2.3:443'), {
    name,
    ...(code && { code }),
    $metadata: { attempts: 1, totalRetryDelay: 0 },
  });

describe('toAwsFailure', () => {
  it.each([
    // AWS model of DRS: errors of StartRecovery.
    [answered('ThrottlingException', 429), 'throttled', false],
    [answered('ServiceQuotaExceededException', 402), 'quota', false],
    [answered('ConflictException', 409), 'conflict', false],
    [answered('UninitializedAccountException', 400), 'not-initialized', false],
    [answered('InternalServerException', 500), 'server-error', true],
    [answered('ResourceNotFoundException', 404), 'not-found', false],
    [answered('ValidationException', 400), 'invalid', false],
    // Not modelled, by code.
    [answered('Throttling', 400), 'throttled', false],
    [answered('RequestLimitExceeded', 503), 'throttled', false],
    [answered('AccessDenied', 403), 'access-denied', false],
    [answered('AccessDeniedException', 400), 'access-denied', false],
    [answered('UnauthorizedOperation', 403), 'access-denied', false],
    [answered('ExpiredToken', 400), 'access-denied', false],
    [answered('ExpiredTokenException', 403), 'access-denied', false],
    // By status alone.
    [answered('NewThing', 429), 'throttled', false],
    [answered('NewThing', 403), 'access-denied', false],
    [answered('NewThing', 409), 'conflict', false],
    [answered('NewThing', 400), 'invalid', false],
    [answered('NewThing', 418), 'unknown', false],
    [answered('toString', 418), 'unknown', false],
    [answered('NewThing', 502), 'server-error', true],
    [answered('SyntaxError', 504), 'server-error', true],
    // It happened, and what came of it is unreadable.
    [answered('SyntaxError', 202), 'no-answer', true],
    // No answer at all.
    [cutOff('ECONNRESET', 'TimeoutError'), 'no-answer', true],
    [cutOff('EPIPE', 'TimeoutError'), 'no-answer', true],
    [cutOff('ECONNREFUSED'), 'no-answer', true],
    [cutOff('ENOTFOUND'), 'no-answer', true],
    [cutOff('CERT_HAS_EXPIRED'), 'no-answer', true],
    [cutOff(undefined, 'TimeoutError'), 'no-answer', true],
    [cutOff(undefined, 'AbortError'), 'no-answer', true],
    [new Error('socket hang up'), 'no-answer', true],
    // Nothing was sent.
    [cutOff(undefined, 'CredentialsProviderError'), 'access-denied', false],
    ['a string', 'unknown', false],
    [undefined, 'unknown', false],
  ])('takes %p for %s', (error, kind, mayHaveHappened) => {
    const failure = toAwsFailure(error);
    expect(failure).toBeInstanceOf(AwsFailure);
    expect(failure).toMatchObject({ kind, mayHaveHappened });
  });

  it("keeps AWS's code, message and request ID, and nothing else of the error", () => {
    const failure = toAwsFailure(
      answered('ConflictException', 409, {
        $response: { statusCode: 409, headers: { 'x-secret': 'secret' } },
        cause: new Error('secret'),
        resourceId: 's-1',
      }),
    );
    expect({ ...failure }).toEqual({
      name: 'AwsFailure',
      kind: 'conflict',
      code: 'ConflictException',
      requestId: 'request-1',
      retryAfterSeconds: undefined,
    });
    expect(failure.message).toBe('What AWS says');
    expect(failure.cause).toBeUndefined();
    expect(failure.stack).not.toContain('secret');
  });

  it('names the condition of the network, without addresses', () => {
    expect(toAwsFailure(cutOff('ECONNRESET', 'TimeoutError'))).toMatchObject({
      code: 'ECONNRESET',
      message: 'AWS did not answer (ECONNRESET)',
    });
    expect(toAwsFailure(cutOff(undefined, 'TimeoutError'))).toMatchObject({
      code: 'TimeoutError',
      message: 'AWS did not answer (TimeoutError)',
    });
    expect(toAwsFailure(new Error('socket hang up 10.1.2.3'))).toMatchObject({
      code: 'NoAnswer',
      message: 'AWS did not answer (NoAnswer)',
    });
  });

  it('does not repeat the signed request that AWS quotes', () => {
    const failure = toAwsFailure(
      Object.assign(answered('SignatureDoesNotMatch', 403), {
        message: 'The Canonical String … x-amz-security-token:SECRET',
      }),
    );
    expect(failure.code).toBe('SignatureDoesNotMatch');
    expect(failure.message).not.toContain('SECRET');
  });

  it.each([
    ['7', 7],
    [7, 7],
    ['soon', undefined],
    ['', undefined],
    [0, undefined],
    [-1, undefined],
    [undefined, undefined],
  ])('reads retryAfterSeconds %p as %p', (retryAfterSeconds, seconds) => {
    expect(
      toAwsFailure(answered('ThrottlingException', 429, { retryAfterSeconds }))
        .retryAfterSeconds,
    ).toBe(seconds);
  });

  it('leaves alone what is an AwsFailure already', () => {
    const failure = toAwsFailure(answered('ConflictException', 409));
    expect(toAwsFailure(failure)).toBe(failure);
  });
});
