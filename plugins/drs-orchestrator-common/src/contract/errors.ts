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
import { findingSchema, type Finding } from '../records/finding';

/**
 * Every error code and its status, in one place. `…_NOT_FOUND` is spelled out per kind of record.
 *
 * @public
 */
export const errorStatuses = {
  VALIDATION_FAILED: 400,
  WAVE_CYCLE: 400,
  ACCOUNT_MISMATCH: 400,
  ACCOUNT_REQUIRED: 400,
  ACCOUNT_UNKNOWN: 400,
  INVALID_TAGS: 400,
  WAVE_SIZE_LIMIT_EXCEEDED: 400,
  NOT_AUTHENTICATED: 401,
  INSUFFICIENT_PERMISSIONS: 403,
  FOUR_EYES: 403,
  ROUTE_NOT_FOUND: 404,
  PROTECTION_GROUP_NOT_FOUND: 404,
  RECOVERY_PLAN_NOT_FOUND: 404,
  EXECUTION_NOT_FOUND: 404,
  SOURCE_SERVER_NOT_FOUND: 404,
  TARGET_ACCOUNT_NOT_FOUND: 404,
  RECOVERY_INSTANCE_NOT_FOUND: 404,
  DRS_JOB_NOT_FOUND: 404,
  ENTITY_NOT_FOUND: 404,
  DUPLICATE_NAME: 409,
  VERSION_CONFLICT: 409,
  SERVER_CONFLICT: 409,
  GROUP_IN_USE: 409,
  EXECUTION_IN_PROGRESS: 409,
  INVALID_STATE: 409,
  FROZEN: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  PREFLIGHT_FAILED: 422,
  DRS_LIMIT_EXCEEDED: 429,
  THROTTLED: 429,
  INTERNAL_ERROR: 500,
  AWS_ERROR: 502,
  ACCOUNT_UNREACHABLE: 503,
  CATALOG_UNREACHABLE: 503,
} as const;
/** @public */
export type ErrorCode = keyof typeof errorStatuses;

const errorNames: Record<number, string> = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  413: 'InputError',
  415: 'InputError',
  422: 'InputError',
  429: 'RateLimitedError',
  500: 'InternalError',
  502: 'AwsError',
  503: 'ServiceUnavailableError',
};

/** Facts of an error for programs, beside the findings. @public */
export interface ErrorFacts {
  /** INSUFFICIENT_PERMISSIONS: the permission that is missing. */
  permission?: string;
  /** VERSION_CONFLICT: the record as it is now. */
  current?: unknown;
  /** AWS_ERROR: AWS's own words. */
  aws?: { code: string; requestId?: string };
  retryAfterSeconds?: number;
}

/** The error body: Backstage's form, with a code and details for programs. @public */
export const errorBodySchema = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    code: z.string(),
    details: z.array(findingSchema),
    permission: z.string().optional(),
    current: z.unknown().optional(),
    aws: z
      .object({ code: z.string(), requestId: z.string().optional() })
      .optional(),
  }),
});

/**
 * An error of the contract. Thrown by services, turned into an answer at one
 * place, and thrown again by the typed client.
 *
 * @public
 */
export class DrsError extends Error {
  readonly code: ErrorCode;
  readonly details: Finding[];
  readonly facts: ErrorFacts;

  constructor(
    code: ErrorCode,
    message: string,
    details: Finding[] = [],
    facts: ErrorFacts = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
    this.facts = facts;
    this.name = errorNames[errorStatuses[code]];
  }

  get status(): number {
    return errorStatuses[this.code];
  }

  /** The answer's body: nothing but what is meant for the caller. */
  toBody(): z.infer<typeof errorBodySchema> {
    return {
      error: {
        name: this.name,
        message: this.message,
        code: this.code,
        details: this.details,
        ...(this.facts.permission && { permission: this.facts.permission }),
        ...(this.facts.current !== undefined && {
          current: this.facts.current,
        }),
        ...(this.facts.aws && { aws: this.facts.aws }),
      },
    };
  }
}

/** The path of a zod issue as findings name it: `waves[1].protectionGroupIds[0]`. @public */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    return text ? `${text}.${String(part)}` : String(part);
  }, '');
}

/** Every problem that zod found, each with its field. @public */
export function findingsOfZodError(error: z.ZodError): Finding[] {
  return error.issues.flatMap((issue): Finding[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key => ({
        code: 'UNKNOWN_FIELD',
        severity: 'BLOCKING',
        field: fieldPath([...issue.path, key]),
        message: `There is no field "${key.slice(0, 100)}"`,
      }));
    }
    return [
      {
        code: 'INVALID_FIELD',
        severity: 'BLOCKING',
        field: fieldPath(issue.path),
        message: issue.message,
      },
    ];
  });
}
