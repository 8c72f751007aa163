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
import { AuthenticationProblem, AwsError } from './errors';
import { WireRequest, WireResponse } from './http';
import { restJsonAuthenticationError } from './rest-json';
import { AwsService, CallContext } from './service';

/** One operation of a JSON 1.1 service. */
export type JsonOperation = {
  /** Whether success changes something. */
  isMutation: boolean;
  /** @throws AwsError if it is refused */
  run(context: CallContext, input: unknown): unknown;
};

/** An operation whose input has the given shape. */
export function jsonOperation<S extends z.ZodType>(
  isMutation: boolean,
  schema: S,
  run: (context: CallContext, input: z.output<S>) => unknown,
): JsonOperation {
  return {
    isMutation,
    run: (context, input) => {
      const parsed = schema.safeParse(input);
      if (parsed.success) return run(context, parsed.data);
      const { issues } = parsed.error;
      throw jsonError(
        'ValidationException',
        `${issues.length} validation error${
          issues.length === 1 ? '' : 's'
        } detected: ${issues
          .map(
            issue =>
              `Value at '${issue.path.join(
                '.',
              )}' failed to satisfy constraint: ${issue.message}`,
          )
          .join('; ')}`,
      );
    },
  };
}

/** A refusal with status 400, as these services word nearly all of them. */
export function jsonError(code: string, message: string): AwsError {
  return new AwsError({ code, status: 400, message });
}

/** Seconds since the epoch, as JSON 1.1 writes moments. */
export function epochSeconds(time: number): number {
  return Math.round(time) / 1_000;
}

/** A service of the JSON 1.1 protocol: `X-Amz-Target: prefix.Operation`. */
export function jsonService(options: {
  name: AwsService['name'];
  targetPrefix: string;
  operations: ReadonlyMap<string, JsonOperation>;
  throttlingCode: string;
}): AwsService {
  const { name, targetPrefix, operations, throttlingCode } = options;
  return {
    name,

    resolve(request) {
      const target = request.headers['x-amz-target'] ?? '';
      const operation = target.slice(targetPrefix.length + 1);
      const found = target.startsWith(`${targetPrefix}.`)
        ? operations.get(operation)
        : undefined;
      if (!found) {
        throw jsonError(
          'UnknownOperationException',
          `The operation ${target} is not known`,
        );
      }
      const input = jsonObject(request);
      return {
        operation,
        parameters: input,
        run: context => ({
          response: {
            status: 200,
            headers: {
              'content-type': 'application/x-amz-json-1.1',
              'x-amzn-requestid': context.requestId,
            },
            body: JSON.stringify(found.run(context, input)),
          },
          tookEffect: found.isMutation,
        }),
      };
    },

    errorResponse: jsonErrorResponse,

    authenticationError(problem: AuthenticationProblem): AwsError {
      const { code, message } = restJsonAuthenticationError(problem);
      return jsonError(code, message);
    },

    throttlingError: () => jsonError(throttlingCode, 'Rate exceeded'),

    accessDeniedError: message => jsonError('AccessDeniedException', message),
  };
}

function jsonErrorResponse(error: AwsError, requestId: string): WireResponse {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      ...error.headers,
    },
    body: JSON.stringify({
      __type: error.code,
      Message: error.message,
      ...error.members,
    }),
  };
}

function jsonObject(request: WireRequest): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body.toString('utf8') || '{}');
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw jsonError(
      'SerializationException',
      'The request body is not a JSON object',
    );
  }
  return parsed;
}
