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

import { z } from 'zod';
import { AwsFailure, type AwsFailureKind } from '../ports/drs';

/** What the SDK's errors, of any version, say about themselves. */
const sdkErrorSchema = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  /** Node's, where the network failed. */
  code: z.string().optional().catch(undefined),
  $metadata: z
    .object({
      httpStatusCode: z.number().optional(),
      requestId: z.string().optional(),
    })
    .optional()
    .catch(undefined),
  $response: z
    .object({ statusCode: z.number().optional() })
    .optional()
    .catch(undefined),
  /** A string in ThrottlingException, a number in InternalServerException (AWS model). */
  retryAfterSeconds: z.coerce.number().positive().optional().catch(undefined),
});
type SdkError = z.infer<typeof sdkErrorSchema>;

/**
 * Error codes whose meaning the status does not tell: those of the DRS model,
 * and AWS's common ones, which services answer without modelling them.
 */
const kindByCode: Readonly<Record<string, AwsFailureKind>> = {
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  ThrottledException: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  EC2ThrottledException: 'throttled',
  RequestLimitExceeded: 'throttled',
  TooManyRequestsException: 'throttled',
  BandwidthLimitExceeded: 'throttled',
  PriorRequestNotComplete: 'throttled',
  SlowDown: 'throttled',
  ServiceQuotaExceededException: 'quota',
  ConflictException: 'conflict',
  UninitializedAccountException: 'not-initialized',
  UnauthorizedOperation: 'access-denied',
  NotAuthorized: 'access-denied',
  AuthFailure: 'access-denied',
  OptInRequired: 'access-denied',
  RegionDisabledException: 'access-denied',
  ExpiredToken: 'access-denied',
  ExpiredTokenException: 'access-denied',
  InvalidClientTokenId: 'access-denied',
  UnrecognizedClientException: 'access-denied',
  MissingAuthenticationToken: 'access-denied',
  MissingAuthenticationTokenException: 'access-denied',
  IncompleteSignature: 'access-denied',
  SignatureDoesNotMatch: 'access-denied',
  InvalidSignatureException: 'access-denied',
  CredentialsProviderError: 'access-denied',
  ValidationException: 'invalid',
  ValidationError: 'invalid',
  ResourceNotFoundException: 'not-found',
  NoSuchResourceException: 'not-found',
  NoSuchEntityException: 'not-found',
  AutomationDefinitionNotFoundException: 'not-found',
  AutomationDefinitionVersionNotFoundException: 'not-found',
  AutomationExecutionNotFoundException: 'not-found',
  AutomationExecutionLimitExceededException: 'quota',
  InternalServerException: 'server-error',
  InternalFailure: 'server-error',
  ServiceUnavailable: 'server-error',
  ServiceUnavailableException: 'server-error',
};

/** AWS's answers to these repeat the signed request, session token and all. */
const codesThatQuoteTheRequest: ReadonlySet<string> = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
]);

function kindByStatus(status: number): AwsFailureKind {
  if (status >= 500) {
    return 'server-error';
  }
  switch (status) {
    case 400:
    case 413:
      return 'invalid';
    case 401:
    case 403:
      return 'access-denied';
    case 404:
      return 'not-found';
    case 408:
      return 'no-answer';
    case 409:
      return 'conflict';
    case 429:
      return 'throttled';
    default:
      // A success that could not be read is one that happened.
      return status >= 200 && status < 300 ? 'no-answer' : 'unknown';
  }
}

function kindOf(
  { name }: SdkError,
  status: number | undefined,
): AwsFailureKind {
  if (Object.hasOwn(kindByCode, name)) {
    return kindByCode[name];
  }
  if (name.startsWith('AccessDenied')) {
    return 'access-denied';
  }
  // EC2 says so of each kind of resource, with status 400.
  if (/^Invalid\w+\.(\w*NotFound|NotFoundException)$/.test(name)) {
    return 'not-found';
  }
  return status === undefined ? 'no-answer' : kindByStatus(status);
}

/**
 * What any error thrown by an AWS SDK client means. Judged by AWS's code, then
 * by the status; where neither is known no answer came, whatever the network
 * said. Keeps AWS's code, message and request ID; no cause, stack or request
 * of the SDK's goes with it.
 */
export function toAwsFailure(error: unknown): AwsFailure {
  if (error instanceof AwsFailure) {
    return error;
  }
  const parsed = sdkErrorSchema.safeParse(error);
  if (!parsed.success) {
    return new AwsFailure({
      kind: 'unknown',
      code: 'UnknownError',
      message: 'The call to AWS failed for an unknown reason',
    });
  }
  const sdkError = parsed.data;
  const status =
    sdkError.$metadata?.httpStatusCode ?? sdkError.$response?.statusCode;
  const kind = kindOf(sdkError, status);
  return new AwsFailure({
    kind,
    ...wordsFor(sdkError, kind, status),
    requestId: sdkError.$metadata?.requestId,
    retryAfterSeconds: sdkError.retryAfterSeconds,
  });
}

function wordsFor(
  { name, message, code }: SdkError,
  kind: AwsFailureKind,
  status: number | undefined,
): { code: string; message: string } {
  if (kind === 'no-answer') {
    // The network's own message would tell addresses.
    const condition = code ?? (name === 'Error' || !name ? 'NoAnswer' : name);
    return {
      code: condition,
      message:
        status === undefined
          ? `AWS did not answer (${condition})`
          : `AWS answered ${status}, and the answer could not be read (${condition})`,
    };
  }
  if (name === 'CredentialsProviderError') {
    return { code: name, message: 'There are no credentials to call AWS with' };
  }
  if (codesThatQuoteTheRequest.has(name)) {
    return {
      code: name,
      message:
        'AWS refused the signature: check the access key and the clock of this machine',
    };
  }
  return {
    code: name || 'UnknownError',
    message: message || `AWS answered ${status} without a message`,
  };
}
