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

import { unreachable } from '../exhaustive';
import { Seeded } from '../world/seeded';
import { ServerBlueprint } from '../world/world';
import { isoDuration, isoTime } from './iso-time';
import { initialLaunchActions, LaunchAction } from './launch-actions';
import {
  initialLaunchConfiguration,
  LaunchConfiguration,
} from './launch-configuration';
import { Replication, ReplicationStatus } from './replication';
import { LaunchStatus } from './shapes';

const DAY = 86_400_000;

/** Bytes that a busy server writes in a second. */
const WRITE_RATE = 400_000;

const INITIATION_STEPS = [
  'WAIT',
  'CREATE_SECURITY_GROUP',
  'LAUNCH_REPLICATION_SERVER',
  'BOOT_REPLICATION_SERVER',
  'AUTHENTICATE_WITH_SERVICE',
  'DOWNLOAD_REPLICATION_SOFTWARE',
  'CREATE_STAGING_DISKS',
  'ATTACH_STAGING_DISKS',
  'PAIR_REPLICATION_SERVER_WITH_AGENT',
  'CONNECT_AGENT_TO_REPLICATION_SERVER',
  'START_DATA_TRANSFER',
] as const;

/** What DRS remembers of the last launch of a server. */
export type LastLaunch = {
  apiCallTime: number;
  jobId: string;
  type: 'RECOVERY' | 'DRILL';
  status: LaunchStatus;
};

/** A source server as it is now. */
export class SourceServer {
  readonly blueprint: ServerBlueprint;
  readonly arn: string;
  readonly replication: Replication;
  tags: Record<string, string>;
  /** The job that the server is in; it can be in one at a time (L-DD6D028C). */
  activeJobId?: string;
  lastLaunch?: LastLaunch;
  recoveryInstanceId?: string;
  /** Launches begun so far: each takes its own time. */
  launches = 0;
  readonly addedToServiceTime: number;
  launchConfiguration: LaunchConfiguration;
  /** Of the latest template that was made for it, if one has been needed. */
  launchTemplateId?: string;
  /** Those that someone has changed; most servers never need any. */
  #launchActions?: readonly LaunchAction[];

  /** @param addedAt - when DRS came to know it; long before the world began unless said */
  constructor(
    blueprint: ServerBlueprint,
    seeded: Seeded,
    worldStart: number,
    addedAt?: number,
  ) {
    const { accountId, region, sourceServerId } = blueprint;
    this.blueprint = blueprint;
    this.arn = `arn:aws:drs:${region}:${accountId}:source-server/${sourceServerId}`;
    this.replication = new Replication(blueprint.replication, worldStart);
    this.tags = { ...blueprint.tags };
    this.launchConfiguration = initialLaunchConfiguration(blueprint.hostname);
    const daysAgo =
      blueprint.replication.kind === 'initial-sync'
        ? 1
        : seeded.integer(30, 400, sourceServerId, 'added');
    this.addedToServiceTime =
      addedAt ??
      worldStart -
        daysAgo * DAY +
        seeded.integer(0, DAY, sourceServerId, 'added-time');
  }

  get id(): string {
    return this.blueprint.sourceServerId;
  }

  get launchActions(): readonly LaunchAction[] {
    return this.#launchActions ?? initialLaunchActions(this.id);
  }

  set launchActions(actions: readonly LaunchAction[]) {
    this.#launchActions = actions;
  }
}

/** The model's `SourceServer`. */
export function sourceServerShape(server: SourceServer, now: number) {
  const { blueprint } = server;
  const { hardware, origin } = blueprint;
  const status = server.replication.statusAt(now);
  const lastSeen =
    status.state === 'DISCONNECTED' &&
    blueprint.replication.kind === 'disconnected'
      ? now - blueprint.replication.forSeconds * 1_000
      : now - 30_000;
  const firstByte = Math.min(server.addedToServiceTime + 15 * 60_000, now);
  return {
    sourceServerID: server.id,
    arn: server.arn,
    tags: server.tags,
    ...(server.recoveryInstanceId && {
      recoveryInstanceId: server.recoveryInstanceId,
    }),
    lastLaunchResult: lastLaunchResult(server.lastLaunch),
    dataReplicationInfo: dataReplicationInfo(server, status, now),
    lifeCycle: {
      addedToServiceDateTime: isoTime(server.addedToServiceTime),
      firstByteDateTime: isoTime(firstByte),
      elapsedReplicationDuration: isoDuration((now - firstByte) / 1_000),
      lastSeenByServiceDateTime: isoTime(lastSeen),
      ...(server.lastLaunch && {
        lastLaunch: {
          initiated: {
            apiCallDateTime: isoTime(server.lastLaunch.apiCallTime),
            jobID: server.lastLaunch.jobId,
            type: server.lastLaunch.type,
          },
          status: server.lastLaunch.status,
        },
      }),
    },
    sourceProperties: {
      lastUpdatedDateTime: isoTime(now - (now % 3_600_000)),
      recommendedInstanceType: hardware.recommendedInstanceType,
      identificationHints: identificationHints(blueprint),
      networkInterfaces: [
        {
          macAddress: blueprint.macAddress,
          ips: [blueprint.privateIp],
          isPrimary: true,
        },
      ],
      disks: hardware.disks.map(({ deviceName, bytes }) => ({
        deviceName,
        bytes,
      })),
      cpus: [{ cores: hardware.cores, modelName: hardware.cpuModel }],
      ramBytes: hardware.ramBytes,
      os: { fullString: hardware.operatingSystem },
      supportsNitroInstances: true,
    },
    stagingArea:
      blueprint.stagingAccountId === blueprint.accountId
        ? {
            status: 'NOT_EXTENDED',
            stagingAccountID: blueprint.accountId,
            stagingSourceServerArn: server.arn,
          }
        : {
            status: 'EXTENDED',
            stagingAccountID: blueprint.stagingAccountId,
            stagingSourceServerArn: stagingArnOf(blueprint),
          },
    ...(origin.kind === 'aws' && {
      sourceCloudProperties: {
        originAccountID: origin.accountId,
        originRegion: origin.region,
        originAvailabilityZone: origin.availabilityZone,
      },
    }),
    replicationDirection: 'FAILOVER',
    agentVersion: '5.7.20',
  };
}

/** The server whose data an extended server is recovered from. */
export function stagingArnOf(blueprint: ServerBlueprint): string {
  const { region, stagingAccountId, stagingSourceServerId, sourceServerId } =
    blueprint;
  return `arn:aws:drs:${region}:${stagingAccountId}:source-server/${
    stagingSourceServerId ?? sourceServerId
  }`;
}

/** The model's `IdentificationHints`. */
export function identificationHints(blueprint: ServerBlueprint) {
  const { hostname, origin } = blueprint;
  return {
    fqdn: `${hostname}.meridian-freight.example`,
    hostname,
    ...(origin.kind === 'aws'
      ? { awsInstanceID: origin.instanceId }
      : { vmWareUuid: origin.vmWareUuid }),
  };
}

function lastLaunchResult(
  lastLaunch: LastLaunch | undefined,
): 'NOT_STARTED' | 'PENDING' | 'SUCCEEDED' | 'FAILED' {
  if (!lastLaunch) return 'NOT_STARTED';
  switch (lastLaunch.status) {
    case 'PENDING':
    case 'IN_PROGRESS':
      return 'PENDING';
    case 'LAUNCHED':
    case 'TERMINATED':
      return 'SUCCEEDED';
    case 'FAILED':
      return 'FAILED';
    default:
      return unreachable(lastLaunch.status);
  }
}

function dataReplicationInfo(
  server: SourceServer,
  status: ReplicationStatus,
  now: number,
) {
  const { blueprint } = server;
  const disconnected = status.state === 'DISCONNECTED';
  const behind = status.state === 'STALLED' || status.state === 'BACKLOG';
  return {
    ...(status.lagSeconds !== undefined && {
      lagDuration: isoDuration(status.lagSeconds),
    }),
    ...(status.etaMs !== undefined && { etaDateTime: isoTime(status.etaMs) }),
    replicatedDisks: blueprint.hardware.disks.map(({ deviceName, bytes }) => {
      // Disconnecting sets these to zero (DisconnectSourceServer).
      const total = disconnected ? 0 : bytes;
      const replicated = Math.floor((total * status.replicatedPercent) / 100);
      const backlog = behind ? (status.lagSeconds ?? 0) * WRITE_RATE : 0;
      return {
        deviceName,
        totalStorageBytes: total,
        replicatedStorageBytes: replicated,
        rescannedStorageBytes: 0,
        backloggedStorageBytes: Math.min(total, Math.floor(backlog)),
        volumeStatus: 'REGULAR',
      };
    }),
    dataReplicationState: status.state,
    dataReplicationInitiation: {
      startDateTime: isoTime(server.addedToServiceTime),
      steps: INITIATION_STEPS.map(name => ({ name, status: 'SUCCEEDED' })),
    },
    ...(status.state === 'STALLED' && {
      dataReplicationError: {
        error: 'AGENT_NOT_SEEN',
        rawError: `Agent not seen since ${isoTime(
          now - (status.lagSeconds ?? 0) * 1_000,
        )}`,
      },
    }),
    stagingAvailabilityZone: `${blueprint.region}a`,
  };
}
