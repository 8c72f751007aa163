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

/**
 * What EC2 and IAM have in one account and Region to choose from, complete over
 * all pages and in no order. Reads only. Every method throws AwsFailure only.
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
}
