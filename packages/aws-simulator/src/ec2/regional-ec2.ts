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
import { Ec2Instance } from './instance';

/** The network that recovery instances of one account and Region live in. */
export type RecoveryNetwork = {
  vpcId: string;
  subnets: ReadonlyArray<{ subnetId: string; availabilityZone: string }>;
  securityGroup: { groupId: string; groupName: string };
};

/** What EC2 holds in one account and Region. */
export class RegionalEc2 {
  readonly accountId: string;
  readonly region: string;
  readonly network: RecoveryNetwork;
  readonly instances = new Map<string, Ec2Instance>();

  constructor(accountId: string, region: string, seeded: Seeded) {
    this.accountId = accountId;
    this.region = region;
    const id = (prefix: string, name: string) =>
      `${prefix}-${seeded.hex(17, accountId, region, name)}`;
    this.network = {
      vpcId: id('vpc', 'recovery-vpc'),
      subnets: ['a', 'b', 'c'].map(zone => ({
        subnetId: id('subnet', `recovery-subnet-${zone}`),
        availabilityZone: `${region}${zone}`,
      })),
      securityGroup: {
        groupId: id('sg', 'recovery-security-group'),
        groupName: 'recovery-default',
      },
    };
  }
}
