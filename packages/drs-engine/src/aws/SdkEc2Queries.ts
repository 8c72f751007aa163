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

import {
  EC2Client,
  paginateDescribeInstances,
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeInstanceTypes,
  paginateDescribeLaunchTemplates,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { IAMClient, paginateListInstanceProfiles } from '@aws-sdk/client-iam';
import type {
  InstanceProfile,
  InstanceType,
  LaunchTemplate,
  SecurityGroup,
  Subnet,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { DescribedInstance, Ec2Queries } from '../ports/ec2Queries';
import { forReads, type ConnectionSettings } from './clientSettings';
import { collected, itemsOf } from './collected';
import {
  instanceProfileSchema,
  instanceSchema,
  instanceTypeOfferingSchema,
  instanceTypeSchema,
  launchTemplateSchema,
  securityGroupSchema,
  subnetSchema,
} from './ec2Records';

/** Values that one EC2 filter takes (EC2 user guide, "List and filter your resources"). */
const VALUES_PER_FILTER = 200;

/** The largest pages of each operation (EC2 and IAM API references). */
const PAGE_SIZE = {
  network: 1_000,
  instanceTypes: 100,
  instanceTypeOfferings: 1_000,
  launchTemplates: 200,
  instanceProfiles: 1_000,
} as const;

/** EC2 and IAM by AWS's SDK, asked for all that there is. */
export class SdkEc2Queries implements Ec2Queries {
  readonly #settings: ConnectionSettings;
  readonly #ec2: EC2Client;
  readonly #iam: IAMClient;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#ec2 = new EC2Client(forReads(settings));
    this.#iam = new IAMClient(forReads(settings));
  }

  /** Calls under way fail. */
  close(): void {
    this.#ec2.destroy();
    this.#iam.destroy();
  }

  subnets(): Promise<Subnet[]> {
    return collected(this.#settings, subnetSchema, limit =>
      itemsOf(
        paginateDescribeSubnets(
          { client: this.#ec2, pageSize: PAGE_SIZE.network },
          {},
          limit,
        ),
        page => page.Subnets,
      ),
    );
  }

  securityGroups(): Promise<SecurityGroup[]> {
    return collected(this.#settings, securityGroupSchema, limit =>
      itemsOf(
        paginateDescribeSecurityGroups(
          { client: this.#ec2, pageSize: PAGE_SIZE.network },
          {},
          limit,
        ),
        page => page.SecurityGroups,
      ),
    );
  }

  instanceTypes(): Promise<InstanceType[]> {
    return collected(this.#settings, instanceTypeSchema, limit =>
      itemsOf(
        paginateDescribeInstanceTypes(
          { client: this.#ec2, pageSize: PAGE_SIZE.instanceTypes },
          {},
          limit,
        ),
        page => page.InstanceTypes,
      ),
    );
  }

  instanceTypesOffered(availabilityZone: string): Promise<string[]> {
    return collected(this.#settings, instanceTypeOfferingSchema, limit =>
      itemsOf(
        paginateDescribeInstanceTypeOfferings(
          { client: this.#ec2, pageSize: PAGE_SIZE.instanceTypeOfferings },
          {
            LocationType: 'availability-zone',
            Filters: [{ Name: 'location', Values: [availabilityZone] }],
          },
          limit,
        ),
        page => page.InstanceTypeOfferings,
      ),
    );
  }

  instanceProfiles(): Promise<InstanceProfile[]> {
    return collected(this.#settings, instanceProfileSchema, limit =>
      itemsOf(
        paginateListInstanceProfiles(
          { client: this.#iam, pageSize: PAGE_SIZE.instanceProfiles },
          {},
          limit,
        ),
        page => page.InstanceProfiles,
      ),
    );
  }

  launchTemplates(): Promise<LaunchTemplate[]> {
    return collected(this.#settings, launchTemplateSchema, limit =>
      itemsOf(
        paginateDescribeLaunchTemplates(
          { client: this.#ec2, pageSize: PAGE_SIZE.launchTemplates },
          {},
          limit,
        ),
        page => page.LaunchTemplates,
      ),
    );
  }

  /** By filter and not by ID: one that is not there would make the whole call fail. */
  async instances(
    instanceIds: readonly string[],
  ): Promise<DescribedInstance[]> {
    const found: DescribedInstance[] = [];
    for (let at = 0; at < instanceIds.length; at += VALUES_PER_FILTER) {
      const Values = instanceIds.slice(at, at + VALUES_PER_FILTER);
      found.push(
        ...(await collected(this.#settings, instanceSchema, limit =>
          itemsOf(
            paginateDescribeInstances(
              { client: this.#ec2 },
              { Filters: [{ Name: 'instance-id', Values }] },
              limit,
            ),
            page =>
              page.Reservations?.flatMap(({ Instances = [] }) => Instances),
          ),
        )),
      );
    }
    return found;
  }
}
