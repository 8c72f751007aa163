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

import { Cloud } from '../cloud';
import { Ec2Instance } from '../ec2/instance';
import { INSTANCE_TYPES, InstanceType, isOffered } from '../ec2/instance-types';
import { LaunchTemplateData } from '../ec2/launch-template-data';
import { RegionalNetwork, SecurityGroup, Subnet } from '../ec2/network';
import { instanceProfilesOf } from '../iam/instance-profiles';
import { Job } from './job';
import { launchTemplateOf } from './launch-configuration';
import { SourceServer } from './source-server';

/** Why EC2 does not run an instance: what the job log shows as `rawError`. */
export class LaunchRefusal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'LaunchRefusal';
  }
}

/**
 * Runs the EC2 instance that a job launches for a source server, by its
 * launch configuration and the default version of its launch template.
 *
 * @param time - wall-clock milliseconds since the epoch
 * @throws LaunchRefusal if they ask for what EC2 cannot give
 */
export function runRecoveryInstance(
  cloud: Cloud,
  job: Job,
  server: SourceServer,
  time: number,
): Ec2Instance {
  const { seeded } = cloud;
  const { blueprint, launchConfiguration } = server;
  const { accountId, region, hostname, hardware } = blueprint;
  const ec2 = cloud.ec2(accountId, region);
  const template = launchTemplateOf(cloud, server).defaultData;
  const into =
    launchConfiguration.launchIntoInstanceProperties?.launchIntoEC2InstanceID;
  if (into !== undefined) {
    throw new LaunchRefusal(
      `InvalidInstanceID.NotFound: No stopped instance ${into} is tagged AWSDRS=AllowLaunchingIntoThisInstance`,
    );
  }
  const type = instanceType(server, template);
  const subnet = subnetOf(cloud, ec2.network, server, template);
  const groups = securityGroupsOf(ec2.network, subnet, template);
  checkOffered(type, subnet);
  const profile = instanceProfileOf(cloud, accountId, template);
  const named = (name: string) => seeded.hex(17, job.id, server.id, name);
  const instance: Ec2Instance = {
    instanceId: `i-${named('instance')}`,
    reservationId: `r-${named('reservation')}`,
    accountId,
    region,
    availabilityZone: subnet.availabilityZone,
    imageId: `ami-${named('image')}`,
    instanceType: type.name,
    launchTime: time,
    vpcId: subnet.vpcId,
    subnetId: subnet.subnetId,
    securityGroups: groups,
    ...(profile && { iamInstanceProfile: profile }),
    networkInterfaceId: `eni-${named('network-interface')}`,
    privateIp: privateAddress(ec2.network, subnet, server, template, job),
    macAddress: `0a:${named('mac')
      .slice(0, 10)
      .replace(/..(?!$)/g, '$&:')}`,
    cores: type.vcpus,
    volumes: hardware.disks.map(({ deviceName, bytes }, i) => ({
      volumeId: `vol-${named(`volume-${i}`)}`,
      deviceName: i === 0 ? '/dev/sda1' : `/dev/sd${'abcdefgh'[i]}`,
      internalDeviceName: deviceName,
      bytes,
    })),
    tags: {
      ...(launchConfiguration.copyTags && server.tags),
      ...templateTags(template),
      Name: `Recovery Instance for ${server.id} (${hostname})`,
      AWSElasticDisasterRecoverySourceServerID: server.id,
      AWSElasticDisasterRecoveryManaged: 'drs.amazonaws.com',
    },
    state: 'pending',
    systemStatus: { status: 'initializing' },
    instanceStatus: { status: 'initializing' },
  };
  ec2.network.take(subnet.subnetId, instance.privateIp, instance.instanceId);
  ec2.instances.set(instance.instanceId, instance);
  return instance;
}

/** Right-sizing overrides what the template says. */
function instanceType(
  { blueprint, launchConfiguration }: SourceServer,
  template: LaunchTemplateData,
): InstanceType {
  const recommended = blueprint.hardware.recommendedInstanceType;
  const name =
    launchConfiguration.targetInstanceTypeRightSizingMethod === 'NONE'
      ? template.InstanceType ?? recommended
      : recommended;
  const type = INSTANCE_TYPES.get(name);
  if (!type) {
    throw new LaunchRefusal(
      `InvalidParameterValue: Invalid value '${name}' for InstanceType.`,
    );
  }
  // Every server of this world comes from such a machine.
  if (type.architecture !== 'x86_64') {
    throw new LaunchRefusal(
      `InvalidParameterValue: The architecture '${type.architecture}' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
    );
  }
  return type;
}

function checkOffered({ name }: InstanceType, subnet: Subnet): void {
  const { availabilityZone } = subnet;
  if (!isOffered(name, availabilityZone.slice(-1))) {
    throw new LaunchRefusal(
      `Unsupported: Your requested instance type (${name}) is not supported in your requested Availability Zone (${availabilityZone}).`,
    );
  }
}

/** A template without a subnet leaves the choice to the account's network. */
function subnetOf(
  cloud: Cloud,
  network: RegionalNetwork,
  server: SourceServer,
  template: LaunchTemplateData,
): Subnet {
  const subnetId = primaryInterface(template)?.SubnetId;
  if (subnetId === undefined) {
    const zone = cloud.seeded.integer(0, 2, server.id, 'subnet');
    return network.recoverySubnets[zone];
  }
  const subnet = network.subnets.get(subnetId);
  if (!subnet) {
    throw new LaunchRefusal(
      `InvalidSubnetID.NotFound: The subnet ID '${subnetId}' does not exist`,
    );
  }
  return subnet;
}

function securityGroupsOf(
  network: RegionalNetwork,
  subnet: Subnet,
  template: LaunchTemplateData,
): SecurityGroup[] {
  const ids =
    primaryInterface(template)?.SecurityGroupId ?? template.SecurityGroupId;
  if (!ids?.length) {
    if (subnet.vpcId === network.defaultGroup.vpcId) {
      return [network.defaultGroup];
    }
    return [...network.securityGroups.values()].filter(
      group => group.vpcId === subnet.vpcId && group.groupName === 'default',
    );
  }
  return ids.map(id => {
    const group = network.securityGroups.get(id);
    if (!group) {
      throw new LaunchRefusal(
        `InvalidGroup.NotFound: The security group '${id}' does not exist`,
      );
    }
    if (group.vpcId !== subnet.vpcId) {
      throw new LaunchRefusal(
        `InvalidParameter: Security group ${id} and subnet ${subnet.subnetId} belong to different networks.`,
      );
    }
    return group;
  });
}

function instanceProfileOf(
  cloud: Cloud,
  accountId: string,
  template: LaunchTemplateData,
): { arn: string; id: string } | undefined {
  const { Arn, Name } = template.IamInstanceProfile ?? {};
  if (Arn === undefined && Name === undefined) return undefined;
  const profile = instanceProfilesOf(cloud.seeded, accountId).find(
    ({ arn, name }) => arn === Arn || name === Name,
  );
  if (!profile) {
    throw new LaunchRefusal(
      Arn === undefined
        ? `InvalidParameterValue: Value (${Name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`
        : `InvalidParameterValue: Value (${Arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
    );
  }
  return { arn: profile.arn, id: profile.id };
}

/** The server's own address if it is copied, the template's, or a free one. */
function privateAddress(
  network: RegionalNetwork,
  subnet: Subnet,
  { blueprint, launchConfiguration }: SourceServer,
  template: LaunchTemplateData,
  job: Job,
): string {
  const nic = primaryInterface(template);
  const wanted = launchConfiguration.copyPrivateIp
    ? blueprint.privateIp
    : nic?.PrivateIpAddress ??
      nic?.PrivateIpAddresses?.find(({ Primary }) => Primary)?.PrivateIpAddress;
  if (wanted === undefined) {
    const free = network.freeAddress(subnet, job.id, blueprint.sourceServerId);
    if (free === undefined) {
      throw new LaunchRefusal(
        `InsufficientFreeAddressesInSubnet: The subnet ${subnet.subnetId} does not have enough free addresses`,
      );
    }
    return free;
  }
  if (!network.isAssignable(subnet, wanted)) {
    throw new LaunchRefusal(
      `InvalidParameterValue: Address ${wanted} does not fall within the subnet's address range`,
    );
  }
  if (network.ownerOf(subnet, wanted) !== undefined) {
    throw new LaunchRefusal(
      `InvalidIPAddress.InUse: Address ${wanted} is in use.`,
    );
  }
  return wanted;
}

function primaryInterface(template: LaunchTemplateData) {
  return template.NetworkInterface?.find(
    ({ DeviceIndex = 0 }) => DeviceIndex === 0,
  );
}

function templateTags(template: LaunchTemplateData): Record<string, string> {
  const tags = (template.TagSpecification ?? [])
    .filter(({ ResourceType }) => ResourceType === 'instance')
    .flatMap(({ Tag = [] }) => Tag);
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}
