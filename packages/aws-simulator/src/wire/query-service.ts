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
import { AwsError } from './errors';
import {
  queryError,
  QueryParameters,
  Xml,
  xmlDocument,
  xmlResponse,
} from './query-xml';
import { AwsService, CallContext } from './service';

/** One operation of a service of the query protocol: what its result holds. */
export type QueryOperation = (
  parameters: QueryParameters,
  context: CallContext,
) => { [name: string]: Xml };

/** A service of the query protocol with XML answers; EC2 has its own dialect. */
export function queryService(options: {
  name: AwsService['name'];
  version: string;
  operations: ReadonlyMap<string, QueryOperation>;
}): AwsService {
  const { name, version, operations } = options;
  const namespace = `https://${name}.amazonaws.com/doc/${version}/`;
  return {
    name,

    resolve(request) {
      const parameters = new QueryParameters(request);
      const action = parameters.get('Action') ?? '';
      const requested = parameters.get('Version') ?? version;
      const operation = operations.get(action);
      if (!operation || requested !== version) {
        throw queryError(
          'InvalidAction',
          400,
          `Could not find operation ${action} for version ${requested}`,
        );
      }
      return {
        operation: action,
        parameters: parameters.toRecord(),
        run: context => ({
          response: xmlResponse(
            200,
            xmlDocument(`${action}Response`, namespace, {
              [`${action}Result`]: operation(parameters, context),
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
        xmlDocument('ErrorResponse', namespace, {
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
