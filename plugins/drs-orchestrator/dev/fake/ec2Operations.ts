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

import type {
  InstanceProfile,
  InstanceType,
  SecurityGroup,
  Subnet,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { page, type Operations } from './operations';

const vpcs = [
  { vpcId: 'vpc-0aaaaaaaaaaaaaaa1', name: 'recovery', byte: 100 },
  { vpcId: 'vpc-0aaaaaaaaaaaaaaa2', name: 'drill', byte: 200 },
] as const;

/** The first of a VPC has the ID that the groups of the harness name. */
const idOf = (prefix: string, byte: number, index: number) =>
  index === 0
    ? `${prefix}-${byte === 100 ? '0a' : '0d'}1b2c3d4e5f60718`
    : `${prefix}-${(byte * 16 + index).toString(16).padStart(17, '0')}`;

const subnetsIn = (region: string): Subnet[] =>
  vpcs.flatMap(({ vpcId, name, byte }) =>
    ['a', 'b', 'c'].map((zone, index) => ({
      subnetId: idOf('subnet', byte, index),
      name: `meridian-${name}-${zone}`,
      vpcId,
      cidr: `10.${byte}.${index * 64}.0/18`,
      availabilityZone: `${region}${zone}`,
      availableAddresses: 16_379 - index,
      tags: {},
    })),
  );

const securityGroups: SecurityGroup[] = vpcs.flatMap(({ vpcId, byte }) =>
  ['default', 'web', 'app', 'db'].map((name, index) => ({
    securityGroupId: idOf('sg', byte, index),
    name,
    description: `What the ${name} tier answers`,
    vpcId,
    tags: {},
  })),
);

const instanceTypes: InstanceType[] = ['c5', 'm6i', 'm7i', 'r5'].flatMap(
  (family, position) =>
    [2, 4, 8].map((vcpus, index) => ({
      instanceType: `${family}.${['large', 'xlarge', '2xlarge'][index]}`,
      family,
      vcpus,
      memoryMib: vcpus * [2, 4, 4, 8][position] * 1024,
      architectures: ['x86_64'],
      currentGeneration: true,
    })),
);

const instanceProfiles: InstanceProfile[] = ['app', 'db', 'web'].map(tier => ({
  instanceProfileName: `meridian-${tier}-server`,
  arn: `arn:aws:iam::111122223333:instance-profile/meridian-${tier}-server`,
  path: '/',
  roleName: `meridian-${tier}-server`,
}));

const holds = (
  text: string | undefined,
  ...candidates: (string | undefined)[]
) => !text || candidates.some(candidate => candidate?.includes(text));

/** What EC2 and IAM have to choose from. */
export function ec2Operations(): Operations {
  return {
    get_ec2_subnets: ({ query }) =>
      page(
        subnetsIn(query.region).filter(
          subnet =>
            (!query.vpcId || subnet.vpcId === query.vpcId) &&
            holds(query.text, subnet.name, subnet.subnetId),
        ),
        query,
      ),
    get_ec2_security_groups: ({ query }) =>
      page(
        securityGroups.filter(
          group =>
            (!query.vpcId || group.vpcId === query.vpcId) &&
            holds(query.text, group.name, group.securityGroupId),
        ),
        query,
      ),
    get_ec2_instance_types: ({ query }) =>
      page(
        instanceTypes.filter(
          type =>
            holds(query.text, type.instanceType) &&
            // A family that one zone does not have.
            !(query.availabilityZone?.endsWith('c') && type.family === 'm7i'),
        ),
        query,
      ),
    get_ec2_instance_profiles: ({ query }) =>
      page(
        instanceProfiles.filter(profile =>
          holds(query.text, profile.instanceProfileName),
        ),
        query,
      ),
    get_ec2_launch_templates: ({ query }) => page([], query),
  };
}
