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
import { describeInstanceStatus } from './describe-instance-status';
import { describeInstanceTypeOfferings } from './describe-instance-type-offerings';
import { describeInstanceTypes } from './describe-instance-types';
import { describeInstances } from './describe-instances';
import { describeNetworkInterfaces } from './describe-network-interfaces';
import { createTags, deleteTags } from './instance-tags';
import {
  describeSecurityGroups,
  describeSubnets,
  describeVpcs,
} from './describe-network';
import {
  createLaunchTemplateVersion,
  deleteLaunchTemplate,
  deleteLaunchTemplateVersions,
  describeLaunchTemplates,
  describeLaunchTemplateVersions,
  modifyLaunchTemplate,
} from './launch-template-operations';

const VERSION = '2016-11-15';
const NAMESPACE = `http://ec2.amazonaws.com/doc/${VERSION}/`;

type Ec2Operation = (
  parameters: QueryParameters,
  context: CallContext,
) => { [name: string]: Xml };

const OPERATIONS: ReadonlyMap<string, Ec2Operation> = new Map([
  ['CreateLaunchTemplateVersion', createLaunchTemplateVersion],
  ['CreateTags', createTags],
  ['DeleteLaunchTemplate', deleteLaunchTemplate],
  ['DeleteLaunchTemplateVersions', deleteLaunchTemplateVersions],
  ['DeleteTags', deleteTags],
  ['DescribeInstances', describeInstances],
  ['DescribeInstanceStatus', describeInstanceStatus],
  ['DescribeInstanceTypeOfferings', describeInstanceTypeOfferings],
  ['DescribeInstanceTypes', describeInstanceTypes],
  ['DescribeLaunchTemplates', describeLaunchTemplates],
  ['DescribeLaunchTemplateVersions', describeLaunchTemplateVersions],
  ['DescribeNetworkInterfaces', describeNetworkInterfaces],
  ['DescribeSecurityGroups', describeSecurityGroups],
  ['DescribeSubnets', describeSubnets],
  ['DescribeVpcs', describeVpcs],
  ['ModifyLaunchTemplate', modifyLaunchTemplate],
]);

/** Amazon EC2: its own dialect of the query protocol, XML. */
export const ec2Service: AwsService = {
  name: 'ec2',

  resolve(request) {
    const parameters = new QueryParameters(request);
    const action = parameters.get('Action') ?? '';
    const operation = OPERATIONS.get(action);
    if (!operation) {
      throw queryError(
        'InvalidAction',
        400,
        `The action ${action} is not valid for this web service.`,
      );
    }
    return {
      operation: action,
      parameters: parameters.toRecord(),
      run(context) {
        if (parameters.get('DryRun') === 'true') {
          throw queryError(
            'DryRunOperation',
            412,
            'Request would have succeeded, but DryRun flag is set.',
          );
        }
        const content = operation(parameters, context);
        return {
          response: xmlResponse(
            200,
            xmlDocument(`${action}Response`, NAMESPACE, {
              requestId: context.requestId,
              ...content,
            }),
            context.requestId,
          ),
          tookEffect: !action.startsWith('Describe'),
        };
      },
    };
  },

  errorResponse: (error, requestId) =>
    xmlResponse(
      error.status,
      xmlDocument('Response', undefined, {
        Errors: { Error: { Code: error.code, Message: error.message } },
        RequestID: requestId,
      }),
      requestId,
    ),

  authenticationError(problem): AwsError {
    switch (problem.kind) {
      case 'missing':
        return queryError(
          'MissingParameter',
          400,
          'The request must contain the parameter AWSAccessKeyId',
        );
      case 'incomplete':
        return queryError('IncompleteSignature', 400, problem.detail);
      case 'unknown-key':
      case 'signature-mismatch':
        return queryError(
          'AuthFailure',
          401,
          'AWS was not able to validate the provided access credentials',
        );
      case 'signature-time':
        return queryError('RequestExpired', 400, problem.detail);
      case 'wrong-scope':
        return queryError('AuthFailure', 401, problem.detail);
      case 'expired-token':
        return queryError('RequestExpired', 400, 'Request has expired.');
      default:
        return unreachable(problem);
    }
  },

  accessDeniedError: message =>
    queryError('UnauthorizedOperation', 403, message),

  throttlingError: () =>
    queryError('RequestLimitExceeded', 503, 'Request limit exceeded.'),
};
