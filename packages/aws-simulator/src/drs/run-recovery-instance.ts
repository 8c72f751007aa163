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
import { Job } from './job';
import { SourceServer } from './source-server';

/**
 * Starts the EC2 instance that a job launches for a source server, in one of
 * the subnets of the account's recovery network.
 *
 * @param time - wall-clock milliseconds since the epoch
 */
export function runRecoveryInstance(
  cloud: Cloud,
  job: Job,
  server: SourceServer,
  time: number,
): Ec2Instance {
  const { seeded } = cloud;
  const { accountId, region, hostname, hardware } = server.blueprint;
  const ec2 = cloud.ec2(accountId, region);
  const named = (name: string) => seeded.hex(17, job.id, server.id, name);
  const subnetNumber = seeded.integer(0, 2, server.id, 'subnet');
  const subnet = ec2.network.subnets[subnetNumber];
  const host = seeded.integer(4, 65_000, job.id, server.id, 'ip');
  const instance: Ec2Instance = {
    instanceId: `i-${named('instance')}`,
    reservationId: `r-${named('reservation')}`,
    accountId,
    region,
    availabilityZone: subnet.availabilityZone,
    imageId: `ami-${named('image')}`,
    instanceType: hardware.recommendedInstanceType,
    launchTime: time,
    vpcId: ec2.network.vpcId,
    subnetId: subnet.subnetId,
    securityGroup: ec2.network.securityGroup,
    networkInterfaceId: `eni-${named('network-interface')}`,
    privateIp: `10.${100 + subnetNumber}.${host >> 8}.${host & 255}`,
    macAddress: `0a:${named('mac')
      .slice(0, 10)
      .replace(/..(?!$)/g, '$&:')}`,
    cores: hardware.cores,
    volumes: hardware.disks.map(({ deviceName, bytes }, i) => ({
      volumeId: `vol-${named(`volume-${i}`)}`,
      deviceName: i === 0 ? '/dev/sda1' : `/dev/sd${'abcdefgh'[i]}`,
      internalDeviceName: deviceName,
      bytes,
    })),
    tags: {
      Name: `Recovery Instance for ${server.id} (${hostname})`,
      AWSElasticDisasterRecoverySourceServerID: server.id,
      AWSElasticDisasterRecoveryManaged: 'drs.amazonaws.com',
    },
    state: 'pending',
    statusChecksPassed: false,
  };
  ec2.instances.set(instance.instanceId, instance);
  return instance;
}
