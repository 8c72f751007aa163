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
import { AwsError } from '../wire/errors';
import {
  queryError,
  QueryParameters,
  Xml,
  xmlDocument,
  xmlResponse,
} from '../wire/query-xml';
import { AwsService, CallContext } from '../wire/service';
import { assumeRole } from './assume-role';
import { Credentials } from './credentials';

const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

type StsOperation = (
  parameters: QueryParameters,
  context: CallContext,
  credentials: Credentials,
) => { [name: string]: Xml };

const OPERATIONS: ReadonlyMap<string, StsOperation> = new Map([
  ['AssumeRole', assumeRole],
  [
    'GetCallerIdentity',
    (_parameters, { caller }) => ({
      Arn: caller.arn,
      UserId: caller.userId,
      Account: caller.accountId,
    }),
  ],
]);

/** AWS Security Token Service: query protocol, XML. */
export function stsService(credentials: Credentials): AwsService {
  return {
    name: 'sts',

    resolve(request) {
      const parameters = new QueryParameters(request);
      const action = parameters.get('Action') ?? '';
      const version = parameters.get('Version') ?? VERSION;
      const operation = OPERATIONS.get(action);
      if (!operation || version !== VERSION) {
        throw queryError(
          'InvalidAction',
          400,
          `Could not find operation ${action} for version ${version}`,
        );
      }
      return {
        operation: action,
        parameters: parameters.toRecord(),
        run: context => ({
          response: xmlResponse(
            200,
            xmlDocument(`${action}Response`, NAMESPACE, {
              [`${action}Result`]: operation(parameters, context, credentials),
              ResponseMetadata: { RequestId: context.requestId },
            }),
            context.requestId,
          ),
          tookEffect: false,
        }),
      };
    },

    errorResponse: (error, requestId) =>
      xmlResponse(
        error.status,
        xmlDocument('ErrorResponse', NAMESPACE, {
          Error: {
            Type: error.status < 500 ? 'Sender' : 'Receiver',
            Code: error.code,
            Message: error.message,
          },
          RequestId: requestId,
        }),
        requestId,
      ),

    authenticationError(problem): AwsError {
      switch (problem.kind) {
        case 'missing':
          return queryError(
            'MissingAuthenticationToken',
            403,
            'Request is missing Authentication Token',
          );
        case 'incomplete':
          return queryError('IncompleteSignature', 400, problem.detail);
        case 'unknown-key':
          return queryError(
            'InvalidClientTokenId',
            403,
            'The security token included in the request is invalid.',
          );
        case 'signature-mismatch':
          return queryError(
            'SignatureDoesNotMatch',
            403,
            'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
          );
        case 'signature-time':
        case 'wrong-scope':
          return queryError('SignatureDoesNotMatch', 403, problem.detail);
        case 'expired-token':
          return queryError(
            'ExpiredToken',
            403,
            'The security token included in the request is expired',
          );
        default:
          return unreachable(problem);
      }
    },

    accessDeniedError: message => queryError('AccessDenied', 403, message),

    throttlingError: () => queryError('Throttling', 400, 'Rate exceeded'),
  };
}
