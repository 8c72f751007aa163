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

import { page } from '../wire/paging';
import { queryError, QueryParameters, Xml } from '../wire/query-xml';
import { CallContext } from '../wire/service';

/** One page, as IAM marks them. */
export function marked<T>(
  parameters: QueryParameters,
  { cloud, caller }: CallContext,
  operation: string,
  items: readonly T[],
  keyOf: (item: T) => string,
): { items: T[]; more: { [name: string]: Xml } } {
  const size = Number(parameters.get('MaxItems') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 1_000) {
    throw validationError(
      `Value '${parameters.get(
        'MaxItems',
      )}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`,
    );
  }
  const scope = JSON.stringify([operation, caller.accountId]);
  const marker = parameters.get('Marker');
  const after = marker ? cloud.pageTokens.open(scope, marker) : undefined;
  if (marker && after === undefined) {
    throw validationError(`Invalid Marker: ${marker}`);
  }
  const shown = page(
    [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    keyOf,
    after,
    size,
  );
  return {
    items: shown.items,
    more: {
      IsTruncated: shown.lastKey !== undefined,
      ...(shown.lastKey !== undefined && {
        Marker: cloud.pageTokens.seal(scope, shown.lastKey),
      }),
    },
  };
}

/** A list, as IAM writes lists. */
export function members(items: Xml[]): Xml {
  return items.length === 0 ? '' : { member: items };
}

/** @throws AwsError if the parameter is missing */
export function required(parameters: QueryParameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) {
    const member = name[0].toLowerCase() + name.slice(1);
    throw validationError(
      `Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

export function validationError(problem: string) {
  return queryError(
    'ValidationError',
    400,
    `1 validation error detected: ${problem}`,
  );
}

export function noSuchEntity(message: string) {
  return queryError('NoSuchEntity', 404, message);
}
