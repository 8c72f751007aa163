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

/** A subnet that servers can be launched into. */
export interface ObservedSubnet {
  readonly subnetId: string;
  readonly vpcId: string;
  /** IPv4, `10.0.1.0/24`. */
  readonly cidr: string;
  /** Addresses that nothing has, those that EC2 keeps for itself not counted. */
  readonly freeAddresses: number;
}

/** A private address in a subnet. */
export interface SubnetAddress {
  readonly subnetId: string;
  /** IPv4. */
  readonly address: string;
}

/** An address that a network interface has. */
export interface AddressInUse extends SubnetAddress {
  readonly networkInterfaceId: string;
  /** Absent where it is another service's: a load balancer's, an endpoint's. */
  readonly instanceId?: string;
  /** What its maker says that it is for. */
  readonly description?: string;
}

/** A security group that launched servers can have. */
export interface ObservedSecurityGroup {
  readonly securityGroupId: string;
  readonly vpcId: string;
}

/**
 * What EC2 and IAM have, in one account and Region, of what launch settings
 * name. What is not there is missing in the answer. Every method throws
 * AwsFailure only.
 */
export interface LaunchResources {
  /** Asked in batches of 200. */
  subnets(subnetIds: readonly string[]): Promise<ObservedSubnet[]>;
  /** Asked in batches of 200. */
  securityGroups(
    securityGroupIds: readonly string[],
  ): Promise<ObservedSecurityGroup[]>;
  /** The names of those of these instance types that the Region has; asked in batches of 200. */
  instanceTypes(names: readonly string[]): Promise<string[]>;
  /** Those of these addresses that something has; asked in batches of 200. */
  addressesInUse(addresses: readonly SubnetAddress[]): Promise<AddressInUse[]>;
  /** The names of those of these instance profiles that the account has. */
  instanceProfiles(names: readonly string[]): Promise<string[]>;
}
