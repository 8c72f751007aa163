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

import { QueryParameters, Xml, xmlList } from '../wire/query-xml';
import { CallContext } from '../wire/service';
import { Ec2Instance, INSTANCE_STATE_CODES } from './instance';
import { selectedInstances } from './selection';

/** DescribeInstances: each instance is a reservation of its own. */
export function describeInstances(
  parameters: QueryParameters,
  context: CallContext,
): { [name: string]: Xml } {
  const { instances, nextToken } = selectedInstances(parameters, context, {
    operation: 'DescribeInstances',
  });
  return {
    reservationSet: xmlList(
      instances.map(instance => ({
        reservationId: instance.reservationId,
        ownerId: instance.accountId,
        groupSet: '',
        instancesSet: { item: [instanceXml(instance)] },
      })),
    ),
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** EC2's name and number of a state. */
export function instanceStateXml(instance: Ec2Instance): Xml {
  return { code: INSTANCE_STATE_CODES[instance.state], name: instance.state };
}

function instanceXml(instance: Ec2Instance): Xml {
  const isTerminated = instance.state === 'terminated';
  const launchTime = new Date(instance.launchTime).toISOString();
  const privateDnsName = `ip-${instance.privateIp.replace(/\./g, '-')}.${
    instance.region
  }.compute.internal`;
  const groupSet = xmlList(
    instance.securityGroups.map(({ groupId, groupName }) => ({
      groupId,
      groupName,
    })),
  );
  return {
    instanceId: instance.instanceId,
    imageId: instance.imageId,
    instanceState: instanceStateXml(instance),
    privateDnsName: isTerminated ? '' : privateDnsName,
    dnsName: '',
    ...(isTerminated && {
      reason: `User initiated (${new Date(instance.terminationTime ?? 0)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d{3}Z$/, ' GMT')})`,
      stateReason: {
        code: 'Client.UserInitiatedShutdown',
        message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      },
    }),
    amiLaunchIndex: 0,
    productCodes: '',
    instanceType: instance.instanceType,
    launchTime,
    placement: {
      availabilityZone: instance.availabilityZone,
      groupName: '',
      tenancy: 'default',
    },
    monitoring: { state: 'disabled' },
    // A terminated instance has left its network and lost its disks.
    ...(!isTerminated && {
      subnetId: instance.subnetId,
      vpcId: instance.vpcId,
      privateIpAddress: instance.privateIp,
      sourceDestCheck: true,
      groupSet,
      networkInterfaceSet: xmlList([
        {
          networkInterfaceId: instance.networkInterfaceId,
          subnetId: instance.subnetId,
          vpcId: instance.vpcId,
          description: '',
          ownerId: instance.accountId,
          status: 'in-use',
          macAddress: instance.macAddress,
          privateIpAddress: instance.privateIp,
          privateDnsName,
          sourceDestCheck: true,
          groupSet,
          interfaceType: 'interface',
        },
      ]),
    }),
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: instance.volumes[0].deviceName,
    blockDeviceMapping: xmlList(
      isTerminated
        ? []
        : instance.volumes.map(({ deviceName, volumeId }) => ({
            deviceName,
            ebs: {
              volumeId,
              status: 'attached',
              attachTime: launchTime,
              deleteOnTermination: true,
            },
          })),
    ),
    virtualizationType: 'hvm',
    tagSet: xmlList(
      Object.entries(instance.tags).map(([key, value]) => ({ key, value })),
    ),
    hypervisor: 'xen',
    ebsOptimized: true,
    enaSupport: true,
    ...(instance.iamInstanceProfile && {
      iamInstanceProfile: { ...instance.iamInstanceProfile },
    }),
    cpuOptions: { coreCount: instance.cores / 2, threadsPerCore: 2 },
    metadataOptions: {
      state: 'applied',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: 'enabled',
    },
  };
}
