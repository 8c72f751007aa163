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

import { AwsError } from '../wire/errors';
import { WireRequest } from '../wire/http';
import {
  restJsonAnswer,
  restJsonAuthenticationError,
  restJsonError,
} from '../wire/rest-json';
import { AwsService, ServiceCall } from '../wire/service';
import {
  resourceNotFoundException,
  uninitializedAccountException,
  validationException,
} from './errors';
import { DRS_OPERATIONS } from './operations';

const TAG_OPERATIONS: Readonly<Record<string, string>> = {
  GET: 'ListTagsForResource',
  POST: 'TagResource',
  DELETE: 'UntagResource',
};

/** Operations whose input stands in the query (AWS model: http GET). */
const QUERY_OPERATIONS: ReadonlySet<string> = new Set(['ListStagingAccounts']);

/** AWS Elastic Disaster Recovery: REST JSON. */
export const drsService: AwsService = {
  name: 'drs',

  resolve(request): ServiceCall {
    const { operation, input } = routed(request);
    const found = DRS_OPERATIONS.get(operation);
    if (!found) throw unknownOperation();
    return {
      operation,
      parameters: input,
      run({ cloud, caller, region, requestId }) {
        const drs = cloud.drs(caller.accountId, region);
        if (!drs) {
          throw isTagPath(request)
            ? resourceNotFoundException('Resource does not exist', {
                resourceId: tagPathArn(request),
                resourceType: 'resource',
              })
            : uninitializedAccountException();
        }
        const { output, tookEffect } = found.run(
          { cloud, drs, requestId },
          input,
        );
        return {
          response: restJsonAnswer(found.status, output, requestId),
          tookEffect,
        };
      },
    };
  },

  errorResponse: restJsonError,
  authenticationError: restJsonAuthenticationError,

  accessDeniedError: message =>
    new AwsError({ code: 'AccessDeniedException', status: 403, message }),

  throttlingError: retryAfterSeconds =>
    new AwsError({
      code: 'ThrottlingException',
      status: 429,
      message: 'Rate exceeded',
      members: { serviceCode: 'drs' },
      headers:
        retryAfterSeconds === undefined
          ? {}
          : { 'retry-after': String(retryAfterSeconds) },
    }),
};

function routed(request: WireRequest): { operation: string; input: unknown } {
  if (isTagPath(request)) {
    const operation = TAG_OPERATIONS[request.method];
    if (!operation) throw unknownOperation();
    const resourceArn = tagPathArn(request);
    switch (request.method) {
      case 'POST':
        return { operation, input: { ...jsonBody(request), resourceArn } };
      case 'DELETE':
        return {
          operation,
          input: {
            resourceArn,
            tagKeys: new URLSearchParams(request.rawQuery).getAll('tagKeys'),
          },
        };
      default:
        return { operation, input: { resourceArn } };
    }
  }
  const operation = request.rawPath.slice(1);
  const isRead = QUERY_OPERATIONS.has(operation);
  if (
    request.method !== (isRead ? 'GET' : 'POST') ||
    !DRS_OPERATIONS.has(operation) ||
    Object.values(TAG_OPERATIONS).includes(operation)
  ) {
    throw unknownOperation();
  }
  return { operation, input: isRead ? queryInput(request) : jsonBody(request) };
}

/** `maxResults` is a number, whose form the operation checks. */
function queryInput(request: WireRequest): object {
  const { maxResults, ...rest } = Object.fromEntries(
    new URLSearchParams(request.rawQuery),
  );
  return {
    ...rest,
    ...(maxResults !== undefined && { maxResults: Number(maxResults) }),
  };
}

function isTagPath(request: WireRequest): boolean {
  return request.rawPath.startsWith('/tags/');
}

function tagPathArn(request: WireRequest): string {
  try {
    return decodeURIComponent(request.rawPath.slice('/tags/'.length));
  } catch {
    throw validationException('The request path cannot be decoded', {
      reason: 'cannotParse',
    });
  }
}

function jsonBody(request: WireRequest): object {
  if (request.body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body.toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new AwsError({
      code: 'SerializationException',
      status: 400,
      message: 'The request body is not a JSON object',
    });
  }
  return parsed;
}

function unknownOperation(): AwsError {
  return new AwsError({
    code: 'UnknownOperationException',
    status: 404,
    message: 'The requested operation is not recognized by the service.',
  });
}
