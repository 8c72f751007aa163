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

/** How a source server's replication fares when the world begins. */
export type ReplicationProfile =
  | { kind: 'continuous'; lagSeconds: number }
  /** Replicating, but behind: data waits to be sent. */
  | { kind: 'lagging'; lagSeconds: number }
  /** Initial sync done long ago; nothing has arrived since. */
  | { kind: 'stalled'; forSeconds: number }
  /** No recovery point exists yet. */
  | { kind: 'initial-sync'; replicatedPercent: number }
  /** Disconnected from the service; its recovery points are gone. */
  | { kind: 'disconnected'; forSeconds: number };

/** Where a server ran before it was protected. */
export type Origin =
  | {
      kind: 'aws';
      accountId: string;
      region: string;
      availabilityZone: string;
      instanceId: string;
      /** Of the instance; DRS copies none of them to the source server. */
      tags: Readonly<Record<string, string>>;
      /** `gone`: terminated so long ago that EC2 no longer knows of it. */
      instanceState: 'running' | 'stopped' | 'gone';
    }
  | { kind: 'on-premises'; vmWareUuid: string };

/** A source server as the world begins; nothing in it ever changes. */
export type ServerBlueprint = {
  readonly sourceServerId: string;
  readonly hostname: string;
  readonly accountId: string;
  /** The recovery Region, where DRS knows the server. */
  readonly region: string;
  readonly stagingAccountId: string;
  /** Of an extended server: the server that it extends, in the staging account. */
  readonly stagingSourceServerId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly replication: ReplicationProfile;
  readonly origin: Origin;
  readonly hardware: {
    readonly cpuModel: string;
    readonly cores: number;
    readonly ramBytes: number;
    readonly disks: ReadonlyArray<{ deviceName: string; bytes: number }>;
    readonly operatingSystem: string;
    readonly recommendedInstanceType: string;
  };
  readonly privateIp: string;
  readonly macAddress: string;
};

/** A role that principals of `trustedAccountId` may assume. */
export type TrustedRole = {
  readonly roleName: string;
  readonly roleId: string;
  readonly trustedAccountId: string;
  readonly externalId: string;
  readonly maxSessionDurationSeconds: number;
};

export type AwsAccount = {
  readonly accountId: string;
  readonly name: string;
  /** Regions in which DRS has been initialised. */
  readonly regions: readonly string[];
  readonly roles: readonly TrustedRole[];
  /** Accounts into which its servers may be extended: DRS's "trusted accounts". */
  readonly extendsInto?: readonly string[];
  /** Regions in which its volumes have AWS's own key for EBS, which no other account can use. */
  readonly defaultEbsKeyRegions?: readonly string[];
};

/** A long-term access key of an IAM user. */
export type AccessKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
};

/** Everything that is true before the first call. */
export type World = {
  readonly seed: number;
  readonly hubAccountId: string;
  readonly accounts: readonly AwsAccount[];
  readonly accessKeys: readonly AccessKey[];
  /** In the accounts where servers are recovered, extended ones among them. */
  readonly servers: readonly ServerBlueprint[];
  /** In staging accounts. */
  readonly stagingServers: readonly ServerBlueprint[];
};
