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
import { Ec2Instance, INSTANCE_STATE_CODES } from './instance';
import { listed, Listing, named } from './listing';

const FILTERS: Listing<Ec2Instance>['filters'] = {
  'availability-zone': i => i.availabilityZone,
  'iam-instance-profile.arn': i => i.iamInstanceProfile?.arn,
  'image-id': i => i.imageId,
  'instance-id': i => i.instanceId,
  'instance-state-code': i => String(INSTANCE_STATE_CODES[i.state]),
  'instance-state-name': i => i.state,
  'instance-type': i => i.instanceType,
  'instance.group-id': i => i.securityGroups.map(g => g.groupId),
  'instance.group-name': i => i.securityGroups.map(g => g.groupName),
  'owner-id': i => i.accountId,
  'private-ip-address': i => i.privateIp,
  'reservation-id': i => i.reservationId,
  'subnet-id': i => i.subnetId,
  'vpc-id': i => i.vpcId,
};

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
  context: CallContext,
  options: {
    operation: string;
    keep?: (instance: Ec2Instance) => boolean;
    /** How many IDs it takes, if there is a limit. */
    mostIds?: number;
    /** Filters that only this operation has. */
    filters?: Listing<Ec2Instance>['filters'];
  },
): { instances: Ec2Instance[]; nextToken?: string } {
  const { operation, keep = () => true } = options;
  const ids = parameters.list('InstanceId');
  if (ids.length > (options.mostIds ?? Infinity)) {
    throw queryError(
      'InvalidParameterValue',
      400,
      `The number of instance IDs exceeds the maximum of ${options.mostIds}`,
    );
  }
  const all = context.cloud.ec2(
    context.caller.accountId,
    context.region,
  ).instances;
  const { items, nextToken } = listed(parameters, context, {
    operation,
    items: named(ids, all, {
      prefix: 'i',
      error: 'InvalidInstanceID',
      noun: 'instance',
    }).filter(keep),
    keyOf: instance => instance.instanceId,
    filters: { ...FILTERS, ...options.filters },
    tagsOf: instance => instance.tags,
    pageSizes: [5, 1_000],
    namedBy: ids.length > 0 ? 'instancesSet' : undefined,
  });
  return { instances: items, ...(nextToken !== undefined && { nextToken }) };
}
