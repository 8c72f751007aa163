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
  paginateDescribeInstanceTypes,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { IAMClient, paginateListInstanceProfiles } from '@aws-sdk/client-iam';
import { z } from 'zod';
import type {
  AddressInUse,
  LaunchResources,
  ObservedSecurityGroup,
  ObservedSubnet,
  SubnetAddress,
} from '../ports/launchResources';
import { forReads, type ConnectionSettings } from './clientSettings';
import { collected, itemsOf, type ReadLimit } from './collected';

/** Values that one EC2 filter takes. */
const VALUES_PER_FILTER = 200;
/** IAM gives 100 unless asked for more. */
const PROFILES_PER_PAGE = 1000;

const subnetSchema = z
  .object({
    SubnetId: z.string(),
    VpcId: z.string(),
    CidrBlock: z.string(),
    AvailableIpAddressCount: z.number(),
  })
  .transform(
    ({
      SubnetId,
      VpcId,
      CidrBlock,
      AvailableIpAddressCount,
    }): ObservedSubnet => ({
      subnetId: SubnetId,
      vpcId: VpcId,
      cidr: CidrBlock,
      freeAddresses: AvailableIpAddressCount,
    }),
  );

const networkInterfaceSchema = z
  .object({
    NetworkInterfaceId: z.string(),
    SubnetId: z.string(),
    Description: z.string().optional(),
    Attachment: z.object({ InstanceId: z.string().optional() }).optional(),
    PrivateIpAddresses: z.array(z.object({ PrivateIpAddress: z.string() })),
  })
  .transform((one): AddressInUse[] =>
    one.PrivateIpAddresses.map(({ PrivateIpAddress }) => ({
      subnetId: one.SubnetId,
      address: PrivateIpAddress,
      networkInterfaceId: one.NetworkInterfaceId,
      ...(one.Attachment?.InstanceId && {
        instanceId: one.Attachment.InstanceId,
      }),
      ...(one.Description && { description: one.Description }),
    })),
  );

const securityGroupSchema = z
  .object({ GroupId: z.string(), VpcId: z.string() })
  .transform(
    ({ GroupId, VpcId }): ObservedSecurityGroup => ({
      securityGroupId: GroupId,
      vpcId: VpcId,
    }),
  );

const instanceTypeSchema = z
  .object({ InstanceType: z.string() })
  .transform(({ InstanceType: name }) => name);

const instanceProfileSchema = z
  .object({ InstanceProfileName: z.string() })
  .transform(({ InstanceProfileName: name }) => name);

/**
 * EC2 and IAM by AWS's SDK. Asks by filter and not by ID: one ID that is not
 * there would make the whole call fail.
 */
export class SdkLaunchResources implements LaunchResources {
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

  async subnets(subnetIds: readonly string[]): Promise<ObservedSubnet[]> {
    return this.#inBatches(subnetIds, subnetSchema, (Values, limit) =>
      itemsOf(
        paginateDescribeSubnets(
          { client: this.#ec2 },
          { Filters: [{ Name: 'subnet-id', Values }] },
          limit,
        ),
        page => page.Subnets,
      ),
    );
  }

  async securityGroups(
    securityGroupIds: readonly string[],
  ): Promise<ObservedSecurityGroup[]> {
    return this.#inBatches(
      securityGroupIds,
      securityGroupSchema,
      (Values, limit) =>
        itemsOf(
          paginateDescribeSecurityGroups(
            { client: this.#ec2 },
            { Filters: [{ Name: 'group-id', Values }] },
            limit,
          ),
          page => page.SecurityGroups,
        ),
    );
  }

  async instanceTypes(names: readonly string[]): Promise<string[]> {
    return this.#inBatches(names, instanceTypeSchema, (Values, limit) =>
      itemsOf(
        paginateDescribeInstanceTypes(
          { client: this.#ec2 },
          { Filters: [{ Name: 'instance-type', Values }] },
          limit,
        ),
        page => page.InstanceTypes,
      ),
    );
  }

  /** Interfaces have secondary addresses, too: those that nobody asked for are left out. */
  async addressesInUse(
    addresses: readonly SubnetAddress[],
  ): Promise<AddressInUse[]> {
    const asked = new Map(addresses.map(one => [addressKey(one), one]));
    const interfaces = await this.#inBatches(
      [...asked.keys()],
      networkInterfaceSchema,
      (keys, limit) => {
        const batch = keys.flatMap(key => asked.get(key) ?? []);
        return itemsOf(
          paginateDescribeNetworkInterfaces(
            { client: this.#ec2 },
            {
              Filters: [
                {
                  Name: 'subnet-id',
                  Values: distinct(batch.map(({ subnetId }) => subnetId)),
                },
                {
                  Name: 'addresses.private-ip-address',
                  Values: distinct(batch.map(({ address }) => address)),
                },
              ],
            },
            limit,
          ),
          page => page.NetworkInterfaces,
        );
      },
    );
    // The filters join every subnet with every address; batches may overlap.
    const found = new Map(
      interfaces.flat().map(one => [addressKey(one), one] as const),
    );
    return [...found].flatMap(([key, one]) => (asked.has(key) ? [one] : []));
  }

  /** One listing of the account's: IAM has no question for several by name. */
  async instanceProfiles(names: readonly string[]): Promise<string[]> {
    const wanted = new Set(names);
    const found =
      wanted.size === 0
        ? []
        : await collected(this.#settings, instanceProfileSchema, limit =>
            itemsOf(
              paginateListInstanceProfiles(
                { client: this.#iam },
                { MaxItems: PROFILES_PER_PAGE },
                limit,
              ),
              page => page.InstanceProfiles,
            ),
          );
    return found.filter(name => wanted.has(name));
  }

  async #inBatches<T>(
    values: readonly string[],
    schema: z.ZodType<T>,
    ask: (values: string[], limit: ReadLimit) => AsyncIterable<unknown>,
  ): Promise<T[]> {
    const names = distinct(values);
    const found: T[] = [];
    for (let at = 0; at < names.length; at += VALUES_PER_FILTER) {
      const batch = names.slice(at, at + VALUES_PER_FILTER);
      found.push(
        ...(await collected(this.#settings, schema, limit =>
          ask(batch, limit),
        )),
      );
    }
    return found;
  }
}

const addressKey = ({ subnetId, address }: SubnetAddress): string =>
  `${subnetId}/${address}`;

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
