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

import { queryError, QueryParameters } from '../wire/query-xml';
import { page } from '../wire/paging';
import { CallContext } from '../wire/service';

/** What EC2 can list, and how a request may narrow the list. */
export type Listing<T> = {
  operation: string;
  items: readonly T[];
  /** What items are ordered by; no two have the same. */
  keyOf: (item: T) => string;
  /** What each filter that is understood compares with. */
  filters: Readonly<
    Record<string, (item: T) => string | readonly string[] | undefined>
  >;
  /** For the filters `tag-key` and `tag:…`, where items have tags. */
  tagsOf?: (item: T) => Readonly<Record<string, string>>;
  /** The smallest and the largest page, as the API reference states them. */
  pageSizes: readonly [smallest: number, largest: number];
  /** The member by which IDs were given, which forbids a page size. */
  namedBy?: string;
};

/**
 * One page of a listing, in order of its key.
 *
 * @throws AwsError as EC2 words it
 */
export function listed<T>(
  parameters: QueryParameters,
  { cloud, caller, region }: CallContext,
  listing: Listing<T>,
): { items: T[]; nextToken?: string } {
  const maxResults = parameters.get('MaxResults');
  if (listing.namedBy !== undefined && maxResults !== undefined) {
    throw queryError(
      'InvalidParameterCombination',
      400,
      `The parameter ${listing.namedBy} cannot be used with the parameter maxResults`,
    );
  }
  const size = pageSize(maxResults, listing.pageSizes);
  const filters = requestedFilters(parameters, listing);
  const items = listing.items
    .filter(item => filters.every(matches => matches(item)))
    .sort((a, b) => (listing.keyOf(a) < listing.keyOf(b) ? -1 : 1));

  const scope = JSON.stringify([listing.operation, caller.accountId, region]);
  const token = parameters.get('NextToken');
  const after = token ? cloud.pageTokens.open(scope, token) : undefined;
  if (token && after === undefined) {
    throw queryError(
      'InvalidParameterValue',
      400,
      'Unable to parse pagination token',
    );
  }
  const shown = page(items, listing.keyOf, after, size);
  return {
    items: shown.items,
    ...(shown.lastKey !== undefined && {
      nextToken: cloud.pageTokens.seal(scope, shown.lastKey),
    }),
  };
}

/**
 * The items that a request names, or all of them if it names none.
 *
 * @param kind - how EC2 calls the ID in its errors: `InvalidSubnetID`
 * @throws AwsError `….Malformed` or `….NotFound`
 */
export function named<T>(
  ids: readonly string[],
  all: ReadonlyMap<string, T>,
  options: { prefix: string; error: string; noun: string },
): T[] {
  if (ids.length === 0) return [...all.values()];
  const { prefix, error, noun } = options;
  const pattern = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  const malformed = ids.find(id => !pattern.test(id));
  if (malformed !== undefined) {
    throw queryError(
      `${error}.Malformed`,
      400,
      `Invalid id: "${malformed}"${
        prefix === 'i' ? '' : ` (expecting "${prefix}-...")`
      }`,
    );
  }
  const missing = ids.filter(id => !all.has(id));
  if (missing.length > 0) {
    throw queryError(
      `${error}.NotFound`,
      400,
      missing.length === 1
        ? `The ${noun} ID '${missing[0]}' does not exist`
        : `The ${noun} IDs '${missing.join(', ')}' do not exist`,
    );
  }
  return [...new Set(ids)]
    .map(id => all.get(id))
    .filter(item => item !== undefined);
}

function pageSize(
  maxResults: string | undefined,
  [smallest, largest]: readonly [number, number],
): number {
  if (maxResults === undefined) return largest;
  const size = Number(maxResults);
  if (!Number.isInteger(size)) {
    throw queryError(
      'InvalidParameterValue',
      400,
      `Invalid value '${maxResults}' for maxResults`,
    );
  }
  if (size < smallest || size > largest) {
    throw queryError(
      'InvalidParameterValue',
      400,
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between ${smallest} and ${largest}.`,
    );
  }
  return size;
}

function requestedFilters<T>(
  parameters: QueryParameters,
  { filters, tagsOf }: Listing<T>,
): Array<(item: T) => boolean> {
  const known = new Map(Object.entries(filters));
  return parameters.indexes('Filter').map(index => {
    const name = parameters.get(`Filter.${index}.Name`) ?? '';
    const patterns = parameters
      .list(`Filter.${index}.Value`)
      .map(wildcardPattern);
    const isOneOf = (value: string | undefined) =>
      value !== undefined && patterns.some(pattern => pattern.test(value));
    if (tagsOf && name === 'tag-key') {
      return item => Object.keys(tagsOf(item)).some(isOneOf);
    }
    if (tagsOf && name.startsWith('tag:')) {
      const key = name.slice('tag:'.length);
      return item => isOneOf(tagsOf(item)[key]);
    }
    const valueOf = known.get(name);
    if (!valueOf) {
      throw queryError(
        'InvalidParameterValue',
        400,
        `The filter '${name}' is invalid`,
      );
    }
    return item => {
      const value = valueOf(item);
      return typeof value === 'string' || value === undefined
        ? isOneOf(value)
        : value.some(isOneOf);
    };
  });
}

/** `*` stands for any characters, `?` for one, unless escaped by `\`. */
function wildcardPattern(value: string): RegExp {
  const source = value.replace(/\\?[\s\S]/g, part => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    const character = part.length === 2 ? part[1] : part;
    return character.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}
