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

/** One member of a request that did not fit. */
export type FieldProblem = { name: string; message: string };

/** 400, as the model's `ValidationException`. */
export function validationException(
  message: string,
  options: {
    reason?:
      | 'unknownOperation'
      | 'cannotParse'
      | 'fieldValidationFailed'
      | 'other';
    fieldList?: FieldProblem[];
  } = {},
): AwsError {
  return new AwsError({
    code: 'ValidationException',
    status: 400,
    message,
    members: {
      reason: options.reason ?? 'other',
      ...(options.fieldList && { fieldList: options.fieldList }),
    },
  });
}

/** 409: the resource is in a state in which this cannot be done. */
export function conflictException(
  message: string,
  resource?: { resourceId: string; resourceType: string },
): AwsError {
  return new AwsError({
    code: 'ConflictException',
    status: 409,
    message,
    members: resource,
  });
}

/** 402, naming the quota as Service Quotas does. */
export function serviceQuotaExceededException(
  message: string,
  quota: { quotaCode: string; resourceId?: string; resourceType?: string },
): AwsError {
  return new AwsError({
    code: 'ServiceQuotaExceededException',
    status: 402,
    message,
    members: { serviceCode: 'drs', ...quota },
  });
}

export function resourceNotFoundException(
  message: string,
  resource: { resourceId: string; resourceType: string },
): AwsError {
  return new AwsError({
    code: 'ResourceNotFoundException',
    status: 404,
    message,
    members: resource,
  });
}

/** 400: DRS has not been set up in this account and Region. */
export function uninitializedAccountException(): AwsError {
  return new AwsError({
    code: 'UninitializedAccountException',
    status: 400,
    message: 'Account not initialized',
    members: { code: 'UninitializedAccountException' },
  });
}
