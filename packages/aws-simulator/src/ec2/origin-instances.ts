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

import { Seeded } from '../world/seeded';
import { World } from '../world/world';
import { Ec2Instance } from './instance';
import { INSTANCE_TYPES } from './instance-types';

const DAY = 86_400_000;

/**
 * The EC2 instances of an account and Region that are servers at their source.
 * Their network is not described.
 *
 * @param worldStart - wall-clock milliseconds since the epoch
 */
export function originInstances(
  world: World,
  { accountId, region }: { accountId: string; region: string },
  seeded: Seeded,
  worldStart: number,
): Ec2Instance[] {
  return [...world.servers, ...world.stagingServers].flatMap(server => {
    const { origin, hardware, hostname } = server;
    if (
      origin.kind !== 'aws' ||
      origin.accountId !== accountId ||
      origin.region !== region ||
      origin.instanceState === 'gone'
    ) {
      return [];
    }
    const named = (name: string) => seeded.hex(17, origin.instanceId, name);
    const network = (name: string) =>
      seeded.hex(17, accountId, region, 'source-network', name);
    const instanceType = hardware.recommendedInstanceType;
    return {
      instanceId: origin.instanceId,
      reservationId: `r-${named('reservation')}`,
      accountId,
      region,
      availabilityZone: origin.availabilityZone,
      imageId: `ami-${named('image')}`,
      instanceType,
      launchTime:
        worldStart - seeded.integer(400, 900, hostname, 'launched') * DAY,
      vpcId: `vpc-${network('vpc')}`,
      subnetId: `subnet-${network(origin.availabilityZone)}`,
      securityGroups: [
        { groupId: `sg-${network('default')}`, groupName: 'default' },
      ],
      networkInterfaceId: `eni-${named('network-interface')}`,
      privateIp: server.privateIp,
      macAddress: server.macAddress,
      cores: INSTANCE_TYPES.get(instanceType)?.vcpus ?? hardware.cores,
      volumes: hardware.disks.map(({ deviceName, bytes }, i) => ({
        volumeId: `vol-${named(`volume-${i}`)}`,
        deviceName: i === 0 ? '/dev/sda1' : `/dev/sd${'abcdefgh'[i]}`,
        internalDeviceName: deviceName,
        bytes,
      })),
      tags: origin.tags,
      state: origin.instanceState,
      systemStatus: { status: 'ok' },
      instanceStatus: { status: 'ok' },
    };
  });
}
