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
import { Seeded } from '../world/seeded';

/** An address that something beside DRS is to have. */
export type TakenAddress = {
  account: string;
  region: string;
  subnetId: string;
  address: string;
  /** As DescribeNetworkInterfaces tells it; by default that of a load balancer. */
  description?: string;
};

/** A network interface that belongs to no instance: a load balancer's, an endpoint's. */
export type StandaloneInterface = {
  readonly networkInterfaceId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly privateIp: string;
  readonly macAddress: string;
  readonly description: string;
};

/**
 * The network interfaces that other services have made in the world's subnets,
 * so that addresses can be taken by something that DRS knows nothing of.
 */
export class StandaloneInterfaces {
  readonly #cloud: Pick<Cloud, 'ec2'>;
  readonly #seeded: Seeded;
  #taken: { account: string; region: string; id: string }[] = [];

  constructor(cloud: Pick<Cloud, 'ec2'>, seeded: Seeded) {
    this.#cloud = cloud;
    this.#seeded = seeded;
  }

  /**
   * @returns the ID of the interface that has the address now
   * @throws RangeError if there is no such subnet, or the address cannot be had in it
   */
  add({
    account,
    region,
    subnetId,
    address,
    description,
  }: TakenAddress): string {
    const { network } = this.#cloud.ec2(account, region);
    const subnet = network.subnets.get(subnetId);
    if (!subnet) {
      throw new RangeError(`There is no subnet ${subnetId}`);
    }
    if (
      !network.isAssignable(subnet, address) ||
      network.ownerOf(subnet, address) !== undefined
    ) {
      throw new RangeError(`${address} cannot be had in ${subnetId}`);
    }
    const named = (name: string) =>
      this.#seeded.hex(17, account, region, subnetId, address, name);
    const id = `eni-${named('standalone-interface')}`;
    network.attach({
      networkInterfaceId: id,
      subnetId,
      vpcId: subnet.vpcId,
      availabilityZone: subnet.availabilityZone,
      privateIp: address,
      macAddress: `0a:${named('mac')
        .slice(0, 10)
        .replace(/..(?!$)/g, '$&:')}`,
      description: description ?? 'ELB net/meridian-internal/0123456789abcdef',
    });
    this.#taken.push({ account, region, id });
    return id;
  }

  /** Gives every address back. */
  clear(): void {
    for (const { account, region, id } of this.#taken.splice(0)) {
      this.#cloud.ec2(account, region).network.detach(id);
    }
  }
}
