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
import { CallContext } from '../wire/service';
import { page } from '../wire/paging';
import { Ec2Instance, INSTANCE_STATE_CODES } from './instance';

/** What a filter compares with, for each filter that is understood. */
const FILTERS: ReadonlyMap<string, (instance: Ec2Instance) => string> = new Map<
  string,
  (instance: Ec2Instance) => string
>([
  ['availability-zone', i => i.availabilityZone],
  ['image-id', i => i.imageId],
  ['instance-id', i => i.instanceId],
  ['instance-state-code', i => String(INSTANCE_STATE_CODES[i.state])],
  ['instance-state-name', i => i.state],
  ['instance-type', i => i.instanceType],
  ['owner-id', i => i.accountId],
  ['private-ip-address', i => i.privateIp],
  ['reservation-id', i => i.reservationId],
  ['subnet-id', i => i.subnetId],
  ['vpc-id', i => i.vpcId],
]);

/** The largest page, and the smallest that EC2 accepts. */
const LARGEST_PAGE = 1_000;
const SMALLEST_PAGE = 5;

/**
 * Instances that a request names by ID and filters, one page of them, in
 * order of ID. The parameters are those of DescribeInstances
 * (DescribeInstanceStatus takes the same).
 *
 * @param keep - what else an instance must be to be listed
 * @throws AwsError as EC2 words it
 */
export function selectedInstances(
  parameters: QueryParameters,
  { cloud, caller, region }: CallContext,
  operation: string,
  keep: (instance: Ec2Instance) => boolean = () => true,
): { instances: Ec2Instance[]; nextToken?: string } {
  const all = cloud.ec2(caller.accountId, region).instances;
  const ids = parameters.list('InstanceId');
  const maxResults = parameters.get('MaxResults');
  checkIds(ids, all);
  if (ids.length > 0 && maxResults !== undefined) {
    throw queryError(
      'InvalidParameterCombination',
      400,
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const size = pageSize(maxResults);
  const filters = requestedFilters(parameters);
  const instances = (
    ids.length > 0
      ? [...new Set(ids)].map(id => all.get(id)).filter(i => i !== undefined)
      : [...all.values()]
  )
    .filter(keep)
    .filter(instance => filters.every(matches => matches(instance)))
    .sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));

  const scope = JSON.stringify([operation, caller.accountId, region]);
  const token = parameters.get('NextToken');
  const after = token ? cloud.pageTokens.open(scope, token) : undefined;
  if (token && after === undefined) {
    throw queryError(
      'InvalidParameterValue',
      400,
      `Unable to parse pagination token`,
    );
  }
  const { items, lastKey } = page(instances, i => i.instanceId, after, size);
  return {
    instances: items,
    ...(lastKey !== undefined && {
      nextToken: cloud.pageTokens.seal(scope, lastKey),
    }),
  };
}

function checkIds(
  ids: readonly string[],
  all: ReadonlyMap<string, Ec2Instance>,
): void {
  for (const id of ids) {
    if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
      throw queryError(
        'InvalidInstanceID.Malformed',
        400,
        `Invalid id: "${id}"`,
      );
    }
  }
  const missing = ids.filter(id => !all.has(id));
  if (missing.length > 0) {
    throw queryError(
      'InvalidInstanceID.NotFound',
      400,
      missing.length === 1
        ? `The instance ID '${missing[0]}' does not exist`
        : `The instance IDs '${missing.join(', ')}' do not exist`,
    );
  }
}

function pageSize(maxResults: string | undefined): number {
  if (maxResults === undefined) return LARGEST_PAGE;
  const size = Number(maxResults);
  if (!Number.isInteger(size)) {
    throw queryError(
      'InvalidParameterValue',
      400,
      `Invalid value '${maxResults}' for maxResults`,
    );
  }
  if (size < SMALLEST_PAGE || size > LARGEST_PAGE) {
    throw queryError(
      'InvalidParameterValue',
      400,
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between ${SMALLEST_PAGE} and ${LARGEST_PAGE}.`,
    );
  }
  return size;
}

function requestedFilters(
  parameters: QueryParameters,
): Array<(instance: Ec2Instance) => boolean> {
  return parameters.indexes('Filter').map(index => {
    const name = parameters.get(`Filter.${index}.Name`) ?? '';
    const patterns = parameters
      .list(`Filter.${index}.Value`)
      .map(wildcardPattern);
    const isOneOf = (value: string | undefined) =>
      value !== undefined && patterns.some(pattern => pattern.test(value));
    if (name === 'tag-key') {
      return ({ tags }) => Object.keys(tags).some(isOneOf);
    }
    if (name.startsWith('tag:')) {
      return ({ tags }) => isOneOf(tags[name.slice('tag:'.length)]);
    }
    const valueOf = FILTERS.get(name);
    if (!valueOf) {
      throw queryError(
        'InvalidParameterValue',
        400,
        `The filter '${name}' is invalid`,
      );
    }
    return instance => isOneOf(valueOf(instance));
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
