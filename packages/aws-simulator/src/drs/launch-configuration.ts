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
import { LaunchTemplateData } from '../ec2/launch-template-data';
import { LaunchTemplate } from '../ec2/launch-templates';
import { SourceServer } from './source-server';

/** How a server is launched, beside what its launch template says. */
export type LaunchConfiguration = {
  name: string;
  launchDisposition: 'STOPPED' | 'STARTED';
  /** Unless NONE, DRS chooses the instance type, whatever the template says. */
  targetInstanceTypeRightSizingMethod: 'NONE' | 'BASIC' | 'IN_AWS';
  copyPrivateIp: boolean;
  copyTags: boolean;
  licensing: { osByol: boolean };
  postLaunchEnabled: boolean;
  launchIntoInstanceProperties?: { launchIntoEC2InstanceID?: string };
};

export function initialLaunchConfiguration(
  hostname: string,
): LaunchConfiguration {
  return {
    name: hostname,
    launchDisposition: 'STARTED',
    targetInstanceTypeRightSizingMethod: 'BASIC',
    copyPrivateIp: false,
    copyTags: true,
    licensing: { osByol: false },
    postLaunchEnabled: false,
  };
}

/** The model's `LaunchConfiguration`. */
export function launchConfigurationShape(cloud: Cloud, server: SourceServer) {
  return {
    sourceServerID: server.id,
    ec2LaunchTemplateID: launchTemplateOf(cloud, server).id,
    ...server.launchConfiguration,
  };
}

/**
 * The EC2 launch template of a server. Each has one from the beginning: its
 * first version is what DRS made, its second and default one puts the server
 * into the company's recovery network. One that has been deleted is made
 * anew, with DRS's defaults and under another ID.
 */
export function launchTemplateOf(
  cloud: Cloud,
  server: SourceServer,
): LaunchTemplate {
  const { accountId, region } = server.blueprint;
  const { launchTemplates, network } = cloud.ec2(accountId, region);
  const { launchTemplateId } = server;
  const existing =
    launchTemplateId === undefined
      ? undefined
      : launchTemplates.known(launchTemplateId);
  if (existing) return existing;

  const isFirst = launchTemplateId === undefined;
  const now = isFirst ? server.addedToServiceTime : cloud.time.wallNow();
  const createdBy = `arn:aws:sts::${accountId}:assumed-role/AWSServiceRoleForElasticDisasterRecovery/drs`;
  const template = new LaunchTemplate({
    id: isFirst
      ? launchTemplates.idFor(server.id)
      : launchTemplates.idFor(server.id, 'after', launchTemplateId),
    name: `created-and-used-by-drs-${server.id}${
      isFirst ? '' : `-${Math.floor(now / 1_000)}`
    }`,
    createTime: now,
    createdBy,
    tags: {
      Name: server.id,
      AWSElasticDisasterRecoveryManaged: 'drs.amazonaws.com',
      AWSElasticDisasterRecoverySourceServerID: server.id,
    },
    data: defaultData(server),
  });
  if (isFirst) {
    const zone = cloud.seeded.integer(0, 2, server.id, 'subnet');
    const version = template.addVersion({
      description: 'Recovery network',
      createTime: now + 3_600_000,
      createdBy: `arn:aws:iam::${accountId}:user/drs-orchestrator`,
      data: {
        ...defaultData(server),
        NetworkInterface: [
          {
            DeviceIndex: 0,
            DeleteOnTermination: true,
            SubnetId: network.recoverySubnets[zone].subnetId,
            SecurityGroupId: [network.defaultGroup.groupId],
          },
        ],
      },
    });
    template.setDefault(version.number);
  }
  launchTemplates.add(template);
  server.launchTemplateId = template.id;
  return template;
}

/** What DRS itself puts into a template: no subnet, no security group. */
function defaultData(server: SourceServer): LaunchTemplateData {
  const { hardware, hostname } = server.blueprint;
  const tags = [
    { Key: 'Name', Value: hostname },
    { Key: 'AWSElasticDisasterRecoveryManaged', Value: 'drs.amazonaws.com' },
    { Key: 'AWSElasticDisasterRecoverySourceServerID', Value: server.id },
  ];
  return {
    InstanceType: hardware.recommendedInstanceType,
    BlockDeviceMapping: hardware.disks.map((disk, i) => ({
      DeviceName: i === 0 ? '/dev/sda1' : `/dev/sd${'abcdefgh'[i]}`,
      Ebs: {
        Encrypted: true,
        DeleteOnTermination: true,
        VolumeSize: Math.ceil(disk.bytes / 2 ** 30),
        VolumeType: 'gp3',
        Iops: 3_000,
        Throughput: 125,
      },
    })),
    NetworkInterface: [{ DeviceIndex: 0, DeleteOnTermination: true }],
    TagSpecification: [
      { ResourceType: 'instance', Tag: tags },
      { ResourceType: 'volume', Tag: tags },
    ],
  };
}
