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

import { unreachable } from '../exhaustive';
import { AuthenticationProblem, AwsError } from './errors';
import { WireResponse } from './http';

/** A successful answer of a REST JSON service. */
export function restJsonAnswer(
  status: number,
  output: unknown,
  requestId: string,
): WireResponse {
  return {
    status,
    headers: {
      ...(status !== 204 && { 'content-type': 'application/json' }),
      'x-amzn-requestid': requestId,
    },
    body: status === 204 ? '' : JSON.stringify(output),
  };
}

/** A refusal of a REST JSON service: its type in a header, the rest in the body. */
export function restJsonError(
  error: AwsError,
  requestId: string,
): WireResponse {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      ...error.headers,
    },
    body: JSON.stringify({ message: error.message, ...error.members }),
  };
}

/** How services behind API Gateway word a refused signature. */
export function restJsonAuthenticationError(
  problem: AuthenticationProblem,
): AwsError {
  const refusal = (code: string, message: string) =>
    new AwsError({ code, status: 403, message });
  switch (problem.kind) {
    case 'missing':
      return refusal(
        'MissingAuthenticationTokenException',
        'Missing Authentication Token',
      );
    case 'incomplete':
      return refusal('IncompleteSignatureException', problem.detail);
    case 'unknown-key':
      return refusal(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    case 'signature-mismatch':
      return refusal(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
    case 'signature-time':
    case 'wrong-scope':
      return refusal('InvalidSignatureException', problem.detail);
    case 'expired-token':
      return refusal(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    default:
      return unreachable(problem);
  }
}
