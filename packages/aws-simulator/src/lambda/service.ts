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
import { WireRequest, WireResponse } from '../wire/http';
import { restJsonAuthenticationError, restJsonError } from '../wire/rest-json';
import { AwsService, CallContext, CallResult } from '../wire/service';
import { FunctionBehaviour } from './behaviours';

/** `POST /2015-03-31/functions/{FunctionName}/invocations` */
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
/** A function's name, or its whole or partial ARN, with or without qualifier. */
const FUNCTION =
  /^(?:(?:arn:aws:lambda:([a-z0-9-]+):)?(\d{12}):function:)?([a-zA-Z0-9-_]{1,140})(?::([$]LATEST|[a-zA-Z0-9-_]+))?$/;
/** When Lambda tries an asynchronous invocation again that failed. */
const RETRIES_AFTER_SECONDS = [60, 180];

type Invocation = {
  name: string;
  /** Of the ARN, if one was given. */
  accountId?: string;
  region?: string;
  qualifier: string;
  type: 'RequestResponse' | 'Event' | 'DryRun';
  wantsLog: boolean;
  payload: unknown;
};

/** AWS Lambda, as far as functions are invoked: REST JSON. */
export const lambdaService: AwsService = {
  name: 'lambda',

  resolve(request) {
    const match = INVOKE.exec(request.rawPath);
    if (!match || request.method !== 'POST') {
      throw new AwsError({
        code: 'UnknownOperationException',
        status: 404,
        message: 'The requested operation is not recognized by the service.',
      });
    }
    const invocation = invocationOf(request, match[1]);
    return {
      operation: 'Invoke',
      action: 'lambda:InvokeFunction',
      parameters: invocation,
      run: context => invoke(invocation, context),
    };
  },

  errorResponse: restJsonError,
  authenticationError: restJsonAuthenticationError,

  throttlingError: retryAfterSeconds =>
    new AwsError({
      code: 'TooManyRequestsException',
      status: 429,
      message: 'Rate Exceeded.',
      members: { Reason: 'CallerRateLimitExceeded', Type: 'User' },
      headers:
        retryAfterSeconds === undefined
          ? {}
          : { 'retry-after': String(retryAfterSeconds) },
    }),

  accessDeniedError: message =>
    new AwsError({ code: 'AccessDeniedException', status: 403, message }),
};

function invocationOf(request: WireRequest, rawName: string): Invocation {
  const match = FUNCTION.exec(decoded(rawName));
  if (!match) {
    throw invalid(
      'ValidationException',
      `1 validation error detected: Value '${rawName}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern`,
    );
  }
  const [, region, accountId, name, qualifier] = match;
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type !== 'RequestResponse' && type !== 'Event' && type !== 'DryRun') {
    throw invalid(
      'ValidationException',
      `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`,
    );
  }
  return {
    name,
    ...(accountId !== undefined && { accountId }),
    ...(region !== undefined && { region }),
    qualifier:
      new URLSearchParams(request.rawQuery).get('Qualifier') ??
      qualifier ??
      '$LATEST',
    type,
    wantsLog: request.headers['x-amz-log-type'] === 'Tail',
    payload: payloadOf(request),
  };
}

function payloadOf(request: WireRequest): unknown {
  const text = request.body.toString('utf8');
  // Without a payload, a function receives an empty object.
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(
      'InvalidRequestContentException',
      'Could not parse request body into json',
    );
  }
}

function invoke(invocation: Invocation, context: CallContext): CallResult {
  const { cloud, caller, region, requestId } = context;
  const { name, type } = invocation;
  const accountId = invocation.accountId ?? caller.accountId;
  const functionArn = `arn:aws:lambda:${
    invocation.region ?? region
  }:${accountId}:function:${name}`;
  if (accountId !== caller.accountId) {
    throw lambdaService.accessDeniedError(
      `User: ${caller.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn} because no resource-based policy allows the lambda:InvokeFunction action`,
    );
  }
  const behaviour = cloud.functions.behaviourOf(name);
  if (!behaviour || (invocation.region ?? region) !== region) {
    throw new AwsError({
      code: 'ResourceNotFoundException',
      status: 404,
      message: `Function not found: ${functionArn}`,
      members: { Type: 'User' },
    });
  }
  if (type === 'DryRun') {
    return {
      response: answer(204, '', invocation, {}, requestId),
      tookEffect: false,
    };
  }
  const record = (attempt: number, time: number) =>
    cloud.invocations.add({
      service: 'lambda',
      name,
      accountId,
      region,
      time: new Date(time).toISOString(),
      requestId,
      payload: invocation.payload,
      invocationType: type,
      attempt,
    });
  record(1, cloud.time.wallNow());
  if (type === 'Event') {
    if (behaviour.type !== 'succeeds') {
      RETRIES_AFTER_SECONDS.forEach((seconds, i) =>
        cloud.agenda.schedule(cloud.time.now() + seconds * 1_000, at =>
          record(i + 2, cloud.time.wallAt(at)),
        ),
      );
    }
    return {
      response: answer(202, '', invocation, {}, requestId),
      tookEffect: true,
    };
  }
  return {
    response: synchronousAnswer(behaviour, invocation, requestId),
    tookEffect: true,
    answerAfterMs: behaviour.afterMs,
  };
}

/** A function's failure is an answer with status 200, marked by a header. */
function synchronousAnswer(
  behaviour: FunctionBehaviour,
  invocation: Invocation,
  requestId: string,
): WireResponse {
  const failed = (content: Record<string, unknown>) =>
    answer(
      200,
      JSON.stringify(content),
      invocation,
      { 'x-amz-function-error': 'Unhandled' },
      requestId,
    );
  switch (behaviour.type) {
    case 'succeeds':
      return answer(
        200,
        JSON.stringify(behaviour.payload),
        invocation,
        {},
        requestId,
      );
    case 'throws':
      return failed({
        errorType: behaviour.errorType,
        errorMessage: behaviour.errorMessage,
        trace: [
          `${behaviour.errorType}: ${behaviour.errorMessage}`,
          '    at Runtime.handler (file:///var/task/index.mjs:3:9)',
        ],
      });
    case 'timesOut':
      return failed({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(
          behaviour.afterMs / 1_000
        ).toFixed(2)} seconds`,
      });
    default:
      return unreachable(behaviour);
  }
}

function answer(
  status: number,
  body: string,
  { qualifier, wantsLog }: Invocation,
  headers: Record<string, string>,
  requestId: string,
): WireResponse {
  const log = `START RequestId: ${requestId} Version: ${qualifier}\nEND RequestId: ${requestId}\n`;
  return {
    status,
    headers: {
      ...(status === 200 && { 'content-type': 'application/json' }),
      'x-amzn-requestid': requestId,
      'x-amz-executed-version': qualifier,
      ...(wantsLog &&
        status === 200 && {
          'x-amz-log-result': Buffer.from(log).toString('base64'),
        }),
      ...headers,
    },
    body,
  };
}

function invalid(code: string, message: string): AwsError {
  return new AwsError({
    code,
    status: 400,
    message,
    members: { Type: 'User' },
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
