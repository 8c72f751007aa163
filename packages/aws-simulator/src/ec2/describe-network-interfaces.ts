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
import { tagSet } from './describe-network';
import { Ec2Instance } from './instance';
import { listed } from './listing';
import { StandaloneInterface } from './standalone-interfaces';

/** A network interface, as far as this world has any: with one address, and an instance or none. */
type Interface = StandaloneInterface & {
  readonly groups: Ec2Instance['securityGroups'];
  readonly instance?: Ec2Instance;
};

/** DescribeNetworkInterfaces: those of the instances that there are, and those of other services. */
export function describeNetworkInterfaces(
  parameters: QueryParameters,
  context: CallContext,
): { [name: string]: Xml } {
  const { accountId } = context.caller;
  const ec2 = context.cloud.ec2(accountId, context.region);
  const all: Interface[] = [
    // A terminated instance has left its network.
    ...[...ec2.instances.values()]
      .filter(({ state }) => state !== 'terminated')
      .map(instance => ({
        ...instance,
        description: '',
        groups: instance.securityGroups,
        instance,
      })),
    ...ec2.network.standaloneInterfaces.map(one => ({ ...one, groups: [] })),
  ];
  const ids = parameters.list('NetworkInterfaceId');
  const { items, nextToken } = listed<Interface>(parameters, context, {
    operation: 'DescribeNetworkInterfaces',
    items: interfacesNamed(ids, all),
    keyOf: one => one.networkInterfaceId,
    filters: {
      'addresses.primary': () => 'true',
      'addresses.private-ip-address': one => one.privateIp,
      'attachment.instance-id': one => one.instance?.instanceId,
      'availability-zone': one => one.availabilityZone,
      description: one => one.description,
      'group-id': one => one.groups.map(({ groupId }) => groupId),
      'interface-type': () => 'interface',
      'network-interface-id': one => one.networkInterfaceId,
      'owner-id': () => accountId,
      'private-ip-address': one => one.privateIp,
      'requester-managed': one => String(one.instance === undefined),
      status: () => 'in-use',
      'subnet-id': one => one.subnetId,
      'vpc-id': one => one.vpcId,
    },
    tagsOf: () => ({}),
    pageSizes: [5, 1_000],
    namedBy: ids.length > 0 ? 'networkInterfaceIdSet' : undefined,
  });
  return {
    networkInterfaceSet: xmlList(
      items.map(one => interfaceXml(one, accountId)),
    ),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function interfaceXml(one: Interface, accountId: string): Xml {
  const { instance } = one;
  const attached = {
    status: 'attached',
    deviceIndex: instance ? 0 : 1,
    deleteOnTermination: instance !== undefined,
  };
  return {
    networkInterfaceId: one.networkInterfaceId,
    subnetId: one.subnetId,
    vpcId: one.vpcId,
    availabilityZone: one.availabilityZone,
    description: one.description,
    ownerId: accountId,
    requesterManaged: instance === undefined,
    status: 'in-use',
    macAddress: one.macAddress,
    privateIpAddress: one.privateIp,
    sourceDestCheck: true,
    interfaceType: 'interface',
    groupSet: xmlList(
      one.groups.map(({ groupId, groupName }) => ({ groupId, groupName })),
    ),
    // What other services attach to is theirs to know.
    attachment: instance
      ? {
          ...attached,
          attachmentId: one.networkInterfaceId.replace('eni-', 'eni-attach-'),
          instanceId: instance.instanceId,
          instanceOwnerId: accountId,
          attachTime: new Date(instance.launchTime).toISOString(),
        }
      : {
          ...attached,
          attachmentId: one.networkInterfaceId.replace('eni-', 'ela-attach-'),
          instanceOwnerId: 'amazon-elb',
        },
    privateIpAddressesSet: xmlList([
      { privateIpAddress: one.privateIp, primary: true },
    ]),
    tagSet: tagSet({}),
  };
}

/** Network interfaces have error codes of their own. */
function interfacesNamed(
  ids: readonly string[],
  all: readonly Interface[],
): readonly Interface[] {
  if (ids.length === 0) return all;
  const malformed = ids.find(
    id => !/^eni-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id),
  );
  if (malformed !== undefined) {
    throw queryError(
      'InvalidNetworkInterfaceId.Malformed',
      400,
      `Invalid id: "${malformed}" (expecting "eni-...")`,
    );
  }
  const missing = ids.find(
    id => !all.some(one => one.networkInterfaceId === id),
  );
  if (missing !== undefined) {
    throw queryError(
      'InvalidNetworkInterfaceID.NotFound',
      400,
      `The networkInterface ID '${missing}' does not exist`,
    );
  }
  return all.filter(one => ids.includes(one.networkInterfaceId));
}
