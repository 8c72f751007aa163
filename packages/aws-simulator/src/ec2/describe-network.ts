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

import { queryError, QueryParameters, Xml, xmlList } from '../wire/query-xml';
import { CallContext } from '../wire/service';
import { listed, named } from './listing';
import { IngressRule, SecurityGroup, Subnet, Vpc } from './network';
import { zoneIdOf } from './zones';

type Answer = { [name: string]: Xml };

export function describeVpcs(
  parameters: QueryParameters,
  context: CallContext,
): Answer {
  const { accountId } = context.caller;
  const { network } = context.cloud.ec2(accountId, context.region);
  const ids = parameters.list('VpcId');
  const { items, nextToken } = listed<Vpc>(parameters, context, {
    operation: 'DescribeVpcs',
    items: named(ids, network.vpcs, {
      prefix: 'vpc',
      error: 'InvalidVpcID',
      noun: 'vpc',
    }),
    keyOf: vpc => vpc.vpcId,
    filters: {
      cidr: vpc => vpc.cidrBlocks[0],
      'cidr-block-association.cidr-block': vpc => vpc.cidrBlocks,
      'is-default': () => 'false',
      'owner-id': () => accountId,
      state: () => 'available',
      'vpc-id': vpc => vpc.vpcId,
    },
    tagsOf: vpc => vpc.tags,
    pageSizes: [5, 1_000],
    namedBy: ids.length > 0 ? 'vpcSet' : undefined,
  });
  return answer('vpcSet', nextToken, items, vpc => ({
    vpcId: vpc.vpcId,
    ownerId: accountId,
    state: 'available',
    cidrBlock: vpc.cidrBlocks[0],
    cidrBlockAssociationSet: xmlList(
      vpc.cidrBlocks.map((cidrBlock, i) => ({
        associationId: `vpc-cidr-assoc-${context.cloud.seeded.hex(
          17,
          vpc.vpcId,
          i,
        )}`,
        cidrBlock,
        cidrBlockState: { state: 'associated' },
      })),
    ),
    dhcpOptionsId: 'default',
    instanceTenancy: 'default',
    isDefault: false,
    tagSet: tagSet(vpc.tags),
  }));
}

export function describeSubnets(
  parameters: QueryParameters,
  context: CallContext,
): Answer {
  const { accountId } = context.caller;
  const { network } = context.cloud.ec2(accountId, context.region);
  const ids = parameters.list('SubnetId');
  const free = (subnet: Subnet) => String(network.availableAddresses(subnet));
  const zoneId = (subnet: Subnet) =>
    zoneIdOf(context.region, subnet.availabilityZone.slice(-1));
  const arnOf = (subnet: Subnet) =>
    `arn:aws:ec2:${context.region}:${accountId}:subnet/${subnet.subnetId}`;
  const { items, nextToken } = listed<Subnet>(parameters, context, {
    operation: 'DescribeSubnets',
    items: named(ids, network.subnets, {
      prefix: 'subnet',
      error: 'InvalidSubnetID',
      noun: 'subnet',
    }),
    keyOf: subnet => subnet.subnetId,
    filters: {
      'availability-zone': subnet => subnet.availabilityZone,
      'availability-zone-id': zoneId,
      'available-ip-address-count': free,
      'cidr-block': subnet => subnet.cidrBlock,
      'default-for-az': () => 'false',
      'owner-id': () => accountId,
      state: () => 'available',
      'subnet-arn': arnOf,
      'subnet-id': subnet => subnet.subnetId,
      'vpc-id': subnet => subnet.vpcId,
    },
    tagsOf: subnet => subnet.tags,
    pageSizes: [5, 1_000],
    namedBy: ids.length > 0 ? 'subnetSet' : undefined,
  });
  return answer('subnetSet', nextToken, items, subnet => ({
    subnetId: subnet.subnetId,
    subnetArn: arnOf(subnet),
    state: 'available',
    vpcId: subnet.vpcId,
    ownerId: accountId,
    cidrBlock: subnet.cidrBlock,
    availableIpAddressCount: free(subnet),
    availabilityZone: subnet.availabilityZone,
    availabilityZoneId: zoneId(subnet),
    defaultForAz: false,
    mapPublicIpOnLaunch: false,
    assignIpv6AddressOnCreation: false,
    ipv6CidrBlockAssociationSet: '',
    ipv6Native: false,
    enableDns64: false,
    tagSet: tagSet(subnet.tags),
  }));
}

export function describeSecurityGroups(
  parameters: QueryParameters,
  context: CallContext,
): Answer {
  const { accountId } = context.caller;
  const { network } = context.cloud.ec2(accountId, context.region);
  const ids = parameters.list('GroupId');
  if (parameters.indexes('GroupName').length > 0) {
    // Names stand for groups of the default VPC only, and there is none.
    throw queryError(
      'InvalidGroup.NotFound',
      400,
      `The security group '${parameters.list('GroupName')[0]}' does not exist`,
    );
  }
  const { items, nextToken } = listed<SecurityGroup>(parameters, context, {
    operation: 'DescribeSecurityGroups',
    items: groupsNamed(ids, network.securityGroups),
    keyOf: group => group.groupId,
    filters: {
      description: group => group.description,
      'group-id': group => group.groupId,
      'group-name': group => group.groupName,
      'ip-permission.cidr': group =>
        group.ingress.flatMap(({ from }) =>
          'cidr' in from ? [from.cidr] : [],
        ),
      'ip-permission.from-port': group => group.ingress.map(portOf),
      'ip-permission.group-id': group =>
        group.ingress.flatMap(({ from }) =>
          'groupId' in from ? [from.groupId] : [],
        ),
      'ip-permission.protocol': group => group.ingress.map(() => 'tcp'),
      'ip-permission.to-port': group => group.ingress.map(portOf),
      'owner-id': () => accountId,
      'vpc-id': group => group.vpcId,
    },
    tagsOf: group => group.tags,
    pageSizes: [5, 1_000],
    namedBy: ids.length > 0 ? 'groupId' : undefined,
  });
  return answer('securityGroupInfo', nextToken, items, group => ({
    ownerId: accountId,
    groupId: group.groupId,
    groupName: group.groupName,
    groupDescription: group.description,
    vpcId: group.vpcId,
    securityGroupArn: `arn:aws:ec2:${context.region}:${accountId}:security-group/${group.groupId}`,
    ipPermissions: xmlList(
      group.ingress.map(({ port, from }) => ({
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        groups: xmlList(
          'groupId' in from
            ? [{ userId: accountId, groupId: from.groupId }]
            : [],
        ),
        ipRanges: xmlList('cidr' in from ? [{ cidrIp: from.cidr }] : []),
        ipv6Ranges: '',
        prefixListIds: '',
      })),
    ),
    ipPermissionsEgress: xmlList([
      {
        ipProtocol: '-1',
        groups: '',
        ipRanges: xmlList([{ cidrIp: '0.0.0.0/0' }]),
        ipv6Ranges: '',
        prefixListIds: '',
      },
    ]),
    tagSet: tagSet(group.tags),
  }));
}

/** Tags as EC2 shows them. */
export function tagSet(tags: Readonly<Record<string, string>>): Xml {
  return xmlList(Object.entries(tags).map(([key, value]) => ({ key, value })));
}

/** Security groups have error codes of their own. */
function groupsNamed(
  ids: readonly string[],
  all: ReadonlyMap<string, SecurityGroup>,
): SecurityGroup[] {
  if (ids.length === 0) return [...all.values()];
  const malformed = ids.find(id => !/^sg-[0-9a-f]{8,17}$/.test(id));
  if (malformed !== undefined) {
    throw queryError(
      'InvalidGroupId.Malformed',
      400,
      `Invalid id: "${malformed}" (expecting "sg-...")`,
    );
  }
  const missing = ids.filter(id => !all.has(id));
  if (missing.length > 0) {
    throw queryError(
      'InvalidGroup.NotFound',
      400,
      missing.length === 1
        ? `The security group '${missing[0]}' does not exist`
        : `The security groups '${missing.join(', ')}' do not exist`,
    );
  }
  return [...new Set(ids)]
    .map(id => all.get(id))
    .filter(group => group !== undefined);
}

function portOf({ port }: IngressRule): string {
  return String(port);
}

function answer<T>(
  set: string,
  nextToken: string | undefined,
  items: readonly T[],
  shape: (item: T) => Xml,
): Answer {
  return {
    [set]: xmlList(items.map(shape)),
    ...(nextToken !== undefined && { nextToken }),
  };
}
