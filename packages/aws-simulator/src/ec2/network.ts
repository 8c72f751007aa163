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
import { formatIpv4, isWithin, parseCidr, parseIpv4 } from './ipv4';
import { StandaloneInterface } from './standalone-interfaces';
import { ZONES } from './zones';

export type Vpc = {
  readonly vpcId: string;
  /** The first is the primary one. */
  readonly cidrBlocks: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
};

export type Subnet = {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly cidrBlock: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** TCP from somewhere; egress is always open to everywhere. */
export type IngressRule = {
  port: number;
  from: { cidr: string } | { groupId: string };
};

export type SecurityGroup = {
  readonly groupId: string;
  readonly groupName: string;
  readonly description: string;
  readonly vpcId: string;
  readonly ingress: readonly IngressRule[];
  readonly tags: Readonly<Record<string, string>>;
};

/** EC2 keeps the first four addresses of a subnet and the last one. */
const RESERVED_AT_START = 4;
export const RESERVED_ADDRESSES = RESERVED_AT_START + 1;

/**
 * The VPCs of one account and Region: one to recover into, and one for drills
 * that reaches nothing else. Security groups of the same name exist in both.
 *
 * The recovery VPC has, as its second block, the addresses that the servers
 * have at their source, so that a copied private IP finds a subnet it fits.
 */
export class RegionalNetwork {
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
  /** Where a server goes whose launch template names no subnet. */
  readonly recoverySubnets: readonly Subnet[];
  /** What it has if the template names no group. */
  readonly defaultGroup: SecurityGroup;
  /** Those of no instance, by ID. */
  readonly #standalone = new Map<string, StandaloneInterface>();
  /** Which instance, or interface of none, has an address, by subnet and address. */
  readonly #inUse = new Map<string, Map<string, string>>();
  readonly #seeded: Seeded;

  /** @param sourceCidr - the servers' network at their source */
  constructor(
    accountId: string,
    region: string,
    seeded: Seeded,
    sourceCidr: string | undefined,
  ) {
    this.#seeded = seeded;
    const id = (prefix: string, name: string) =>
      `${prefix}-${seeded.hex(17, accountId, region, name)}`;
    const vpc = (name: string, purpose: string, cidrBlocks: string[]): Vpc => ({
      vpcId: id('vpc', `${name}-vpc`),
      cidrBlocks,
      tags: { Name: `meridian-${name}`, Purpose: purpose },
    });
    const recovery = vpc('recovery', 'recovery', [
      '10.100.0.0/16',
      ...(sourceCidr === undefined ? [] : [sourceCidr]),
    ]);
    const drill = vpc('drill', 'drill', ['10.200.0.0/16']);
    const subnetsOf = ({ vpcId }: Vpc, name: string, secondByte: number) =>
      ZONES.map(
        (zone, i): Subnet => ({
          subnetId: id('subnet', `${name}-subnet-${zone}`),
          vpcId,
          availabilityZone: `${region}${zone}`,
          cidrBlock: `10.${secondByte}.${i * 64}.0/18`,
          tags: { Name: `meridian-${name}-${zone}`, Purpose: name },
        }),
      );
    this.recoverySubnets = subnetsOf(recovery, 'recovery', 100);
    const sameAddresses: Subnet[] =
      sourceCidr === undefined
        ? []
        : [
            {
              subnetId: id('subnet', 'same-addresses'),
              vpcId: recovery.vpcId,
              availabilityZone: `${region}a`,
              cidrBlock: sourceCidr,
              tags: {
                Name: 'meridian-recovery-same-addresses',
                Purpose: 'recovery',
              },
            },
          ];
    const groupsOf = (of: Vpc, prefix: string): SecurityGroup[] => {
      const group = (
        groupName: string,
        description: string,
        ingress: IngressRule[],
      ): SecurityGroup => ({
        groupId: id('sg', `${prefix}-${groupName}`),
        groupName,
        description,
        vpcId: of.vpcId,
        ingress,
        tags: { Name: `meridian-${prefix}-${groupName}` },
      });
      const [inside] = of.cidrBlocks;
      const base = group('default', 'default VPC security group', []);
      const web = group('web', 'HTTPS from everywhere', [
        { port: 443, from: { cidr: '0.0.0.0/0' } },
      ]);
      const app = group('app', 'The web tier, to the application', [
        { port: 8443, from: { groupId: web.groupId } },
      ]);
      const db = group('db', 'The application, to its database', [
        { port: 5432, from: { groupId: app.groupId } },
      ]);
      const monitoring = group('monitoring', 'Monitoring from inside', [
        { port: 9100, from: { cidr: inside } },
        { port: 443, from: { cidr: inside } },
      ]);
      return [base, web, app, db, monitoring];
    };
    this.defaultGroup = {
      groupId: id('sg', 'recovery-security-group'),
      groupName: 'recovery-default',
      description: 'What is recovered, among itself',
      vpcId: recovery.vpcId,
      ingress: [{ port: 443, from: { cidr: '10.0.0.0/8' } }],
      tags: { Name: 'meridian-recovery-default' },
    };
    const isolated: SecurityGroup = {
      groupId: id('sg', 'drill-isolated'),
      groupName: 'drill-isolated',
      description: 'A drill, among itself',
      vpcId: drill.vpcId,
      ingress: [{ port: 443, from: { cidr: drill.cidrBlocks[0] } }],
      tags: { Name: 'meridian-drill-isolated' },
    };
    this.vpcs = byId([recovery, drill], ({ vpcId }) => vpcId);
    this.subnets = byId(
      [
        ...this.recoverySubnets,
        ...sameAddresses,
        ...subnetsOf(drill, 'drill', 200),
      ],
      ({ subnetId }) => subnetId,
    );
    this.securityGroups = byId(
      [
        this.defaultGroup,
        isolated,
        ...groupsOf(recovery, 'recovery'),
        ...groupsOf(drill, 'drill'),
      ],
      ({ groupId }) => groupId,
    );
  }

  availableAddresses({ subnetId, cidrBlock }: Subnet): number {
    const taken = this.#inUse.get(subnetId)?.size ?? 0;
    return parseCidr(cidrBlock).size - RESERVED_ADDRESSES - taken;
  }

  /** The instance that has an address of a subnet, or the interface of none. */
  ownerOf(subnet: Subnet, address: string): string | undefined {
    return this.#inUse.get(subnet.subnetId)?.get(address);
  }

  /** Whether an instance may have the address: it fits, and EC2 keeps it not. */
  isAssignable({ cidrBlock }: Subnet, address: string): boolean {
    const network = parseCidr(cidrBlock);
    const number = parseIpv4(address);
    return (
      number !== undefined &&
      isWithin(network, number) &&
      number >= network.first + RESERVED_AT_START &&
      number < network.first + network.size - 1
    );
  }

  /** A free address of a subnet, or `undefined` if there is none. */
  freeAddress(subnet: Subnet, ...name: string[]): string | undefined {
    if (this.availableAddresses(subnet) <= 0) return undefined;
    const { first, size } = parseCidr(subnet.cidrBlock);
    const usable = size - RESERVED_ADDRESSES;
    const start = this.#seeded.integer(0, usable - 1, ...name, 'address');
    for (let i = 0; i < usable; i++) {
      const address = formatIpv4(
        first + RESERVED_AT_START + ((start + i) % usable),
      );
      if (this.ownerOf(subnet, address) === undefined) return address;
    }
    return undefined;
  }

  take(subnetId: string, address: string, instanceId: string): void {
    const taken = this.#inUse.get(subnetId) ?? new Map<string, string>();
    taken.set(address, instanceId);
    this.#inUse.set(subnetId, taken);
  }

  release(subnetId: string, address: string): void {
    this.#inUse.get(subnetId)?.delete(address);
  }

  /** The interfaces that belong to no instance. */
  get standaloneInterfaces(): StandaloneInterface[] {
    return [...this.#standalone.values()];
  }

  /** Adds an interface of another service, which has its address from now on. */
  attach(one: StandaloneInterface): void {
    this.#standalone.set(one.networkInterfaceId, one);
    this.take(one.subnetId, one.privateIp, one.networkInterfaceId);
  }

  /** Takes an interface of another service away, and its address is free. */
  detach(networkInterfaceId: string): void {
    const one = this.#standalone.get(networkInterfaceId);
    if (one) {
      this.#standalone.delete(networkInterfaceId);
      this.release(one.subnetId, one.privateIp);
    }
  }
}

function byId<T>(
  items: readonly T[],
  idOf: (item: T) => string,
): ReadonlyMap<string, T> {
  return new Map(items.map(item => [idOf(item), item]));
}
