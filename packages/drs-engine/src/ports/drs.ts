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

/** An account and Region in which DRS is asked. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
}

export const scopeKey = (scope: Scope): string =>
  `${scope.accountId}/${scope.region}`;

/** A DRS job as DescribeJobs tells it, whoever started it. */
export interface ObservedJob {
  readonly jobId: string;
  /** `OTHER` stands for conversion and network jobs. */
  readonly type: 'LAUNCH' | 'TERMINATE' | 'OTHER';
  readonly status: 'PENDING' | 'STARTED' | 'COMPLETED';
  readonly createdAt: string;
  readonly endedAt?: string;
  readonly servers: readonly {
    readonly sourceServerId: string;
    readonly launchStatus:
      | 'PENDING'
      | 'IN_PROGRESS'
      | 'LAUNCHED'
      | 'FAILED'
      | 'TERMINATED'
      | 'UNKNOWN';
    readonly recoveryInstanceId?: string;
    /** Runs of DRS post-launch actions on the launched instance, as far as they have begun. */
    readonly launchActions?: readonly ObservedLaunchAction[];
  }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** An active post-launch action of a server: DRS runs it on what is launched. */
export interface LaunchAction {
  readonly actionId: string;
  readonly name: string;
  /** The launch counts as good though it failed. */
  readonly optional: boolean;
}

/** A run of a DRS post-launch action. */
export interface ObservedLaunchAction {
  readonly actionId?: string;
  readonly name: string;
  /** The launch counts as good though this failed. */
  readonly optional: boolean;
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly failureReason?: string;
}

/** A line of a DRS job log. */
export interface ObservedLogLine {
  readonly jobId: string;
  readonly at: string;
  /** AWS's event name; events newer than this release pass through. */
  readonly event: string;
  readonly sourceServerId?: string;
  readonly conversionServerId?: string;
  readonly recoveryInstanceId?: string;
  readonly rawError?: string;
}

export interface ObservedInstance {
  readonly recoveryInstanceId: string;
  readonly sourceServerId: string;
  readonly isDrill: boolean;
  readonly privateIp?: string;
  /** AWS's EC2 instance state; TERMINATED instances may still be described for a while. */
  readonly ec2State?: string;
  /** The job that launched it. */
  readonly jobId?: string;
  /** The point in time whose data it was launched with: ISO 8601, UTC. */
  readonly pointInTime?: string;
}

/** A recovery instance with all that DRS tells of it. */
export interface DescribedRecoveryInstance extends ObservedInstance {
  /** As it calls itself. */
  readonly hostname?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** AWS's FailbackState, as it is. */
  readonly failbackState?: string;
  /** Where its source server stood: AWS's OriginEnvironment. */
  readonly originEnvironment?: string;
}

/** A point in time that a source server can be launched as of. */
export interface RecoverySnapshot {
  /** `pit-…` */
  readonly snapshotId: string;
  readonly sourceServerId: string;
  /** When it was taken, or is expected to be: ISO 8601, UTC. */
  readonly at: string;
}

/** What to launch a source server from. */
export interface LaunchSource {
  readonly sourceServerId: string;
  /** Absent: the latest point in time, which DRS takes just then. */
  readonly recoverySnapshotId?: string;
}

/** A source server as DescribeSourceServers tells it. */
export interface ObservedSourceServer extends Scope {
  readonly sourceServerId: string;
  readonly stagingAccountId?: string;
  readonly hostname: string;
  readonly ipAddresses: readonly string[];
  readonly operatingSystem?: string;
  readonly hardware: {
    readonly cpuCores: number;
    readonly ramBytes: number;
    readonly diskBytes: number;
  };
  readonly tags: Readonly<Record<string, string>>;
  /** AWS's DataReplicationState, as it is. */
  readonly replicationState?: string;
  readonly lagSeconds?: number;
  /** Whether the initial sync was ever done, so that there is a recovery point. */
  readonly hasRecoveryPoint: boolean;
  readonly lifecycleState?: string;
  readonly lastLaunch?: {
    readonly jobId: string;
    readonly type: 'DRILL' | 'RECOVERY';
    readonly status: string;
    readonly at: string;
  };
  readonly recoveryInstanceId?: string;
}

/**
 * DRS in one account and Region. Reads are retried with back-off; calls that
 * change anything are sent once. Every method throws {@link AwsFailure} only.
 */
export interface Drs {
  /** Every job created since then, complete over all pages. */
  describeJobs(since: Date): Promise<ObservedJob[]>;
  /** Those of these jobs that there are; asked in batches of 1,000. */
  describeJobsById(jobIds: readonly string[]): Promise<ObservedJob[]>;
  describeJobLog(jobId: string): Promise<ObservedLogLine[]>;
  describeSourceServers(): Promise<ObservedSourceServer[]>;
  /** The instances there are of these servers; asked in batches of 200. */
  describeRecoveryInstances(
    sourceServerIds: readonly string[],
  ): Promise<ObservedInstance[]>;
  /**
   * The recovery instances there are, of all servers, or those of these IDs;
   * asked in batches of 200.
   */
  listRecoveryInstances(
    recoveryInstanceIds?: readonly string[],
  ): Promise<DescribedRecoveryInstance[]>;
  /**
   * The points in time that a server can be launched as of; one call a server.
   *
   * @param range.from - those taken then or later
   * @param range.to - those taken then or earlier
   * @param range.order - by time; newest first unless said
   * @param range.limit - the most that is wanted; all unless said
   */
  describeRecoverySnapshots(
    sourceServerId: string,
    range?: {
      readonly from?: Date;
      readonly to?: Date;
      readonly order?: 'ASC' | 'DESC';
      readonly limit?: number;
    },
  ): Promise<RecoverySnapshot[]>;
  /** The post-launch actions of a server that are active; one call a server. */
  listLaunchActions(sourceServerId: string): Promise<LaunchAction[]>;
  /** @returns the job's ID */
  startRecovery(request: {
    servers: readonly LaunchSource[];
    isDrill: boolean;
    tags: Readonly<Record<string, string>>;
  }): Promise<string>;
  /**
   * At most 200 instances a call.
   * @returns the job's ID
   */
  terminateRecoveryInstances(
    recoveryInstanceIds: readonly string[],
  ): Promise<string>;
}

/** The way to DRS in the accounts on record, and in no others. */
export interface DrsAccess {
  /** @throws {@link AwsFailure} where the account is not on record or its role cannot be assumed */
  drs(scope: Scope): Promise<Drs>;
}

/** What a failed AWS call means for the caller. */
export type AwsFailureKind =
  | 'throttled'
  | 'quota'
  /** A server is in another job. */
  | 'conflict'
  | 'not-initialized'
  | 'access-denied'
  | 'invalid'
  | 'not-found'
  /** The service said that it failed. */
  | 'server-error'
  /** No answer came: no connection, cut off, or too late. */
  | 'no-answer'
  | 'unknown';

/** The one error of AWS access; carries AWS's own words and nothing secret. */
export class AwsFailure extends Error {
  readonly kind: AwsFailureKind;
  /** AWS's error code. */
  readonly code: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;

  constructor(options: {
    kind: AwsFailureKind;
    code: string;
    message: string;
    requestId?: string;
    retryAfterSeconds?: number;
  }) {
    super(options.message);
    this.name = 'AwsFailure';
    this.kind = options.kind;
    this.code = options.code;
    this.requestId = options.requestId;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** Whether a call that changes something may have done so all the same. */
  get mayHaveHappened(): boolean {
    return this.kind === 'server-error' || this.kind === 'no-answer';
  }
}

export const isSameScope = (one: Scope, other: Scope): boolean =>
  one.accountId === other.accountId && one.region === other.region;
