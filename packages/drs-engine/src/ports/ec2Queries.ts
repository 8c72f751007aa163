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
  LaunchTemplate,
  SecurityGroup,
  Subnet,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** An EC2 instance, as far as somebody looks after it here. */
export interface DescribedInstance {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly availabilityZone?: string;
  /** Absent once it is terminated: it has left its network. */
  readonly vpcId?: string;
  readonly subnetId?: string;
  readonly securityGroupIds: readonly string[];
  readonly publicIp?: string;
  /** ISO 8601, UTC. */
  readonly launchTime?: string;
}

/**
 * What EC2 and IAM have in one account and Region, complete over all pages and
 * in no order. Reads only. Every method throws AwsFailure only.
 */
export interface Ec2Queries {
  subnets(): Promise<Subnet[]>;
  securityGroups(): Promise<SecurityGroup[]>;
  /** Those that the Region offers. */
  instanceTypes(): Promise<InstanceType[]>;
  /**
   * The names of the instance types that a zone offers: fewer than its Region's.
   *
   * @param availabilityZone - its name; one that is not there offers none
   */
  instanceTypesOffered(availabilityZone: string): Promise<string[]>;
  /** Of the account, whichever the Region: IAM has no Regions. */
  instanceProfiles(): Promise<InstanceProfile[]>;
  launchTemplates(): Promise<LaunchTemplate[]>;
  /** Those of these instances that there are; asked in batches of 200. */
  instances(instanceIds: readonly string[]): Promise<DescribedInstance[]>;
}
