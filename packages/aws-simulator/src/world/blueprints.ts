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

import { Application, IMPERFECTIONS, Role, WAVE_OF_ROLE } from './company';
import { hardwareOf } from './hardware';
import { Seeded } from './seeded';
import { Origin, ReplicationProfile, ServerBlueprint } from './world';

/** Servers that may replicate into one account and Region (L-C1D14A2B). */
const REPLICATING_SERVERS_PER_STAGING_ACCOUNT = 300;

/** Where servers recovered in a Region come from. */
const ORIGIN_REGION: Readonly<Record<string, string>> = {
  'us-west-2': 'us-east-1',
  'eu-west-1': 'eu-central-1',
};

/** What EC2 knows of a server that is one of its instances. */
type InstanceOfOrigin = {
  tags: Readonly<Record<string, string>>;
  state: 'running' | 'stopped' | 'gone';
};

/** Draws up servers, and keeps count of who replicates into which account. */
export class BlueprintMaker {
  readonly #seeded: Seeded;
  /** Servers made so far, by account and Region. */
  readonly #made = new Map<string, number>();

  constructor(seeded: Seeded) {
    this.#seeded = seeded;
  }

  ofApplication(
    application: Application,
    replicationOf: (hostname: string) => ReplicationProfile,
  ): ServerBlueprint[] {
    const { accountId, region, name, tier } = application;
    return application.roles.flatMap(([role, servers]) =>
      Array.from({ length: servers }, (_, i) => {
        const hostname = `${name}-${role}-${String(i + 1).padStart(2, '0')}`;
        const imperfection = IMPERFECTIONS[hostname];
        const namedTags: Record<string, string> = {
          'DR-Application': name,
          'DR-Role': role,
          'DR-Tier': String(tier),
          'DR-Wave': String(WAVE_OF_ROLE[role]),
          'DR-Enabled': 'true',
          Environment: 'production',
          Name: hostname,
        };
        const tags = { ...namedTags, ...imperfection?.tags };
        for (const key of imperfection?.withoutTags ?? []) {
          delete tags[key];
        }
        return this.make({
          accountId,
          region,
          hostname,
          role,
          tags,
          replication: imperfection?.replication ?? replicationOf(hostname),
          instance: {
            tags: {
              ...namedTags,
              ...imperfection?.tags,
              Application: name,
              CostCenter: this.#costCenter(name),
            },
            state: imperfection?.instanceState ?? 'running',
          },
        });
      }),
    );
  }

  make(server: {
    accountId: string;
    region: string;
    hostname: string;
    role: Role;
    tags: Record<string, string>;
    replication: ReplicationProfile;
    /** The EC2 instance that it is; absent: it stands on premises. */
    instance?: InstanceOfOrigin;
  }): ServerBlueprint {
    const { accountId, region, hostname, role } = server;
    const seeded = this.#seeded;
    const cell = `${accountId}/${region}`;
    const index = this.#made.get(cell) ?? 0;
    this.#made.set(cell, index + 1);
    const address = 256 + index;
    const stagingAccountId = this.#stagingAccount(accountId, index);
    return {
      sourceServerId: `s-${seeded.hex(17, cell, hostname, 'source-server')}`,
      hostname,
      accountId,
      region,
      stagingAccountId,
      ...(stagingAccountId !== accountId && {
        stagingSourceServerId: `s-${seeded.hex(
          17,
          `${stagingAccountId}/${region}`,
          hostname,
          'source-server',
        )}`,
      }),
      tags: server.tags,
      replication: server.replication,
      origin: server.instance
        ? this.#awsOrigin(accountId, region, hostname, server.instance)
        : { kind: 'on-premises', vmWareUuid: this.#uuid(hostname) },
      hardware: hardwareOf(seeded, role, hostname, !server.instance),
      privateIp: `10.${20 + this.#cellNumber(cell)}.${address >> 8}.${
        address & 255
      }`,
      macAddress: `0a:${seeded
        .hex(10, hostname, 'mac')
        .replace(/..(?!$)/g, '$&:')}`,
    };
  }

  /**
   * The first 300 servers of an account and Region replicate into that
   * account itself, each further 300 into another staging account.
   */
  #stagingAccount(accountId: string, index: number): string {
    const block = Math.floor(index / REPLICATING_SERVERS_PER_STAGING_ACCOUNT);
    return block === 0
      ? accountId
      : String(
          400_000_000_000 +
            Number(accountId.slice(0, 4)) * 1_000_000 +
            block * 1_001,
        );
  }

  #awsOrigin(
    accountId: string,
    region: string,
    hostname: string,
    instance: InstanceOfOrigin,
  ): Origin {
    const originRegion = ORIGIN_REGION[region] ?? 'us-east-1';
    const zone = 'abc'[this.#seeded.integer(0, 2, hostname, 'origin-zone')];
    return {
      kind: 'aws',
      accountId,
      region: originRegion,
      availabilityZone: `${originRegion}${zone}`,
      instanceId: `i-${this.#seeded.hex(17, hostname, 'origin-instance')}`,
      tags: instance.tags,
      instanceState: instance.state,
    };
  }

  #costCenter(application: string): string {
    return `CC-${this.#seeded.integer(1_000, 9_999, application, 'cost')}`;
  }

  #cellNumber(cell: string): number {
    return [...this.#made.keys()].indexOf(cell);
  }

  #uuid(hostname: string): string {
    const hex = this.#seeded.hex(32, hostname, 'vmware-uuid');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}
