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
import { Cloud } from '../../cloud';
import { page } from '../../wire/paging';
import { validationException } from '../errors';
import { RegionalDrs } from '../regional-drs';

/** What an operation is carried out on. */
export type OperationContext = {
  cloud: Cloud;
  drs: RegionalDrs;
  requestId: string;
};

export type OperationResult = {
  output: unknown;
  /** Whether the call changed something. */
  tookEffect: boolean;
};

/** One operation of DRS: what it takes, and what it does. */
export type Operation = {
  /** HTTP status of success, from the model. */
  status: number;
  /** @throws AwsError if it is refused */
  run(context: OperationContext, input: unknown): OperationResult;
};

/** An operation whose input has the given shape and which changes something. */
export function mutation<S extends z.ZodType>(
  status: number,
  schema: S,
  run: (context: OperationContext, input: z.output<S>) => unknown,
): Operation {
  return {
    status,
    run: (context, input) => ({
      output: run(context, checkedInput(schema, input)),
      tookEffect: true,
    }),
  };
}

/** An operation whose input has the given shape and which only reads. */
export function query<S extends z.ZodType>(
  schema: S,
  run: (context: OperationContext, input: z.output<S>) => unknown,
): Operation {
  return {
    status: 200,
    run: (context, input) => ({
      output: run(context, checkedInput(schema, input)),
      tookEffect: false,
    }),
  };
}

function checkedInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fieldList = result.error.issues.map(issue => ({
    name: issue.path.join('.'),
    message: issue.message,
  }));
  throw validationException(
    `${fieldList.length} validation error${
      fieldList.length === 1 ? '' : 's'
    } detected: ${fieldList
      .map(({ name, message }) => `'${name}': ${message}`)
      .join('; ')}`,
    { reason: 'fieldValidationFailed', fieldList },
  );
}

export const sourceServerId = z.string().regex(/^s-[0-9a-zA-Z]{17}$/);
export const jobId = z.string().regex(/^drsjob-[0-9a-zA-Z]{17}$/);
export const recoveryInstanceId = z.string().regex(/^i-[0-9a-fA-F]{8,}$/);
export const recoverySnapshotId = z.string().regex(/^pit-[0-9a-zA-Z]{17}$/);
export const accountId = z.string().regex(/^[0-9]{12}$/);
export const dateTime = z
  .string()
  .regex(
    /^[1-9][0-9]*-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([0-1][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?Z$/,
  );

const MAX_TAGS = 50;

/** Tags as users may set them: at most 50, none of AWS's own. */
export const tagMap = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .refine(key => !/^aws:/i.test(key), {
        message: "Tag keys must not begin with 'aws:'",
      }),
    z.string().max(256),
  )
  .refine(tags => Object.keys(tags).length <= MAX_TAGS, {
    message: `At most ${MAX_TAGS} tags`,
  });

/** `maxResults` and `nextToken`, which every list takes. */
export const paging = {
  maxResults: z.number().int().min(1).optional(),
  nextToken: z.string().max(2_048).optional(),
};

/** The size of a page where the caller does not say, and the largest. */
const DEFAULT_PAGE = 200;
const LARGEST_PAGE = 1_000;

/**
 * Answers one page of `items`, which must be in ascending order of `keyOf`.
 *
 * @param scope - operation and filters: a token is good for these only
 * @throws AwsError if the token is not one of this list
 */
export function pagedOutput<T>(
  { cloud, drs }: OperationContext,
  input: { maxResults?: number; nextToken?: string },
  scope: unknown[],
  items: readonly T[],
  keyOf: (item: T) => string,
  shape: (item: T) => unknown,
): { items: unknown[]; nextToken?: string } {
  const scopeKey = JSON.stringify([drs.accountId, drs.region, ...scope]);
  const after = input.nextToken
    ? cloud.pageTokens.open(scopeKey, input.nextToken)
    : undefined;
  if (input.nextToken && after === undefined) {
    throw validationException('Invalid nextToken', {
      reason: 'fieldValidationFailed',
      fieldList: [{ name: 'nextToken', message: 'Invalid nextToken' }],
    });
  }
  const size = Math.min(input.maxResults ?? DEFAULT_PAGE, LARGEST_PAGE);
  const { items: shown, lastKey } = page(items, keyOf, after, size);
  return {
    items: shown.map(shape),
    ...(lastKey !== undefined && {
      nextToken: cloud.pageTokens.seal(scopeKey, lastKey),
    }),
  };
}
