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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { AwsFailure } from '@drs-orchestrator/drs-engine';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ErrorRequestHandler } from 'express';
import { randomUUID } from 'node:crypto';

function ofAws(failure: AwsFailure): DrsError {
  const facts = {
    aws: {
      code: failure.code,
      ...(failure.requestId && { requestId: failure.requestId }),
    },
  };
  switch (failure.kind) {
    case 'throttled':
      return new DrsError('THROTTLED', failure.message, [], {
        ...facts,
        retryAfterSeconds: failure.retryAfterSeconds ?? 1,
      });
    case 'access-denied':
    case 'no-answer':
      return new DrsError('ACCOUNT_UNREACHABLE', failure.message, [], facts);
    case 'quota':
    case 'conflict':
    case 'not-initialized':
    case 'invalid':
    case 'not-found':
    case 'server-error':
    case 'unknown':
      return new DrsError('AWS_ERROR', failure.message, [], facts);
    default:
      throw new Error(`Unknown failure ${failure.kind satisfies never}`);
  }
}

/** The error of the contract that an error stands for; undefined: a fault of ours. */
export function contractErrorOf(error: unknown): DrsError | undefined {
  if (error instanceof DrsError) {
    return error;
  }
  if (error instanceof AwsFailure) {
    return ofAws(error);
  }
  if (!(error instanceof Error)) {
    return undefined;
  }
  switch (error.name) {
    case 'AuthenticationError':
      return new DrsError(
        'NOT_AUTHENTICATED',
        'Sign in first: there are no valid credentials in the request',
      );
    case 'NotAllowedError':
      return new DrsError('INSUFFICIENT_PERMISSIONS', error.message);
    case 'InputError':
      return new DrsError('VALIDATION_FAILED', error.message);
    // Express could not decode the path.
    case 'URIError':
      return new DrsError('VALIDATION_FAILED', 'The path is malformed', [
        {
          code: 'INVALID_FIELD',
          severity: 'BLOCKING',
          field: 'path',
          message: 'The path has a "%" that encodes no character',
        },
      ]);
    default:
      return undefined;
  }
}

/**
 * The one place where errors become answers. What is not of the contract is a
 * fault of ours: the log has it whole, the answer only the name under which to
 * find it there.
 */
export function errorAnswer(options: {
  logger: LoggerService;
}): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    let refusal = contractErrorOf(error);
    if (!refusal) {
      const correlationId = randomUUID();
      options.logger.error(
        `${request.method} ${request.path} failed (${correlationId})`,
        error,
      );
      refusal = new DrsError(
        'INTERNAL_ERROR',
        `Something went wrong on our side. The log tells what under ${correlationId}`,
      );
    }
    if (refusal.facts.retryAfterSeconds !== undefined) {
      response.setHeader(
        'Retry-After',
        String(Math.ceil(refusal.facts.retryAfterSeconds)),
      );
    }
    response.status(refusal.status).json(refusal.toBody());
  };
}
