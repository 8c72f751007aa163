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

import { Duration } from 'luxon';
import { z } from 'zod';
import type {
  DescribedRecoveryInstance,
  ObservedInstance,
  ObservedJob,
  ObservedLaunchAction,
  ObservedLogLine,
  ObservedSourceServer,
  RecoverySnapshot,
  Scope,
} from '../ports/drs';

/*
 * What DRS tells, taken over into the engine's own terms. Shapes are those of
 * AWS's model of DRS, in which nearly everything is optional. Values newer than
 * this release pass, or become what the port has for them; a record without its
 * identity cannot be used and fails to parse.
 */

const identifier = z.string().min(1);

/** ISO8601DatetimeString; its fraction of a second has any number of digits. */
const instant = z.string().transform((text, context) => {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    context.addIssue('Not a point in time');
    return z.NEVER;
  }
  return time.toISOString();
});
const optionalInstant = instant.optional().catch(undefined);

const tags = z.record(z.string(), z.string()).default({});

const networkInterfaces = z
  .array(
    z.object({
      isPrimary: z.boolean().optional(),
      ips: z.array(z.string()).default([]),
    }),
  )
  .default([]);

/** Addresses of the primary interface first. */
const addressesOf = (interfaces: z.infer<typeof networkInterfaces>): string[] =>
  [
    ...interfaces.filter(({ isPrimary }) => isPrimary),
    ...interfaces.filter(({ isPrimary }) => !isPrimary),
  ].flatMap(({ ips }) => ips);

/** AWS model: LaunchAction. One that is not said to be active does not run. */
export const launchActionSchema = z
  .object({
    actionId: identifier,
    name: z.string().optional(),
    active: z.boolean().default(false),
    optional: z.boolean().default(false),
  })
  .transform(({ actionId, name, ...action }) => ({
    ...action,
    actionId,
    name: name || actionId,
  }));

/** AWS model: LaunchActionRun. */
const launchActionRun = z
  .object({
    action: z
      .object({
        actionId: z.string().optional(),
        name: z.string().optional(),
        optional: z.boolean().optional(),
      })
      .default({}),
    status: z.enum(['IN_PROGRESS', 'SUCCEEDED', 'FAILED']).catch('IN_PROGRESS'),
    failureReason: z.string().optional(),
  })
  .transform(
    ({ action, status, failureReason }): ObservedLaunchAction => ({
      ...(action.actionId && { actionId: action.actionId }),
      name: action.name || action.actionId || 'unnamed action',
      // What is not said to be optional is needed.
      optional: action.optional ?? false,
      status,
      failureReason,
    }),
  );

/** AWS model: Job. */
export const jobSchema = z
  .object({
    jobID: identifier,
    type: z.string().optional(),
    status: z.string().optional(),
    creationDateTime: instant,
    endDateTime: optionalInstant,
    participatingServers: z
      .array(
        z.object({
          sourceServerID: identifier.optional(),
          launchStatus: z
            .enum([
              'PENDING',
              'IN_PROGRESS',
              'LAUNCHED',
              'FAILED',
              'TERMINATED',
              'UNKNOWN',
            ])
            .catch('UNKNOWN'),
          recoveryInstanceID: identifier.optional(),
          launchActionsStatus: z
            .object({ runs: z.array(launchActionRun).default([]) })
            .default({ runs: [] }),
        }),
      )
      .default([]),
    tags,
  })
  .transform(
    (job): ObservedJob => ({
      jobId: job.jobID,
      type:
        job.type === 'LAUNCH' || job.type === 'TERMINATE' ? job.type : 'OTHER',
      status: jobStatusOf(job.status, job.endDateTime),
      createdAt: job.creationDateTime,
      endedAt: job.endDateTime,
      servers: job.participatingServers.flatMap(server =>
        // One that is not named is no server we could mean.
        server.sourceServerID === undefined
          ? []
          : {
              sourceServerId: server.sourceServerID,
              launchStatus: server.launchStatus,
              recoveryInstanceId: server.recoveryInstanceID,
              launchActions: server.launchActionsStatus.runs,
            },
      ),
      tags: job.tags,
    }),
  );

/** A status newer than this release: a job that has not ended still runs. */
function jobStatusOf(
  status: string | undefined,
  endedAt: string | undefined,
): ObservedJob['status'] {
  switch (status) {
    case 'PENDING':
    case 'STARTED':
    case 'COMPLETED':
      return status;
    default:
      return endedAt === undefined ? 'STARTED' : 'COMPLETED';
  }
}

/** AWS model: JobLog. It does not say of which job it is. */
export const jobLogSchema = z
  .object({
    logDateTime: instant,
    event: identifier,
    eventData: z
      .object({
        sourceServerID: identifier.optional(),
        conversionServerID: identifier.optional(),
        targetInstanceID: identifier.optional(),
        rawError: z.string().optional(),
      })
      .default({}),
  })
  .transform(
    ({ logDateTime, event, eventData }): Omit<ObservedLogLine, 'jobId'> => ({
      at: logDateTime,
      event,
      sourceServerId: eventData.sourceServerID,
      conversionServerId: eventData.conversionServerID,
      recoveryInstanceId: eventData.targetInstanceID,
      rawError: eventData.rawError,
    }),
  );

/** AWS model: RecoveryInstance. */
const recoveryInstance = z.object({
  recoveryInstanceID: identifier,
  sourceServerID: identifier,
  isDrill: z.boolean().optional(),
  ec2InstanceState: z.string().optional(),
  jobID: identifier.optional(),
  pointInTimeSnapshotDateTime: optionalInstant,
  recoveryInstanceProperties: z
    .object({
      networkInterfaces,
      identificationHints: z
        .object({ hostname: z.string().optional() })
        .optional(),
    })
    .optional(),
});

const observedInstance = (
  instance: z.infer<typeof recoveryInstance>,
): ObservedInstance => ({
  recoveryInstanceId: instance.recoveryInstanceID,
  sourceServerId: instance.sourceServerID,
  // What is not said to be a drill is treated as somebody's live recovery.
  isDrill: instance.isDrill ?? false,
  privateIp: addressesOf(
    instance.recoveryInstanceProperties?.networkInterfaces ?? [],
  ).at(0),
  ec2State: instance.ec2InstanceState,
  jobId: instance.jobID,
  pointInTime: instance.pointInTimeSnapshotDateTime,
});

export const recoveryInstanceSchema =
  recoveryInstance.transform(observedInstance);

/** The same with what only a person looks at. */
export const describedRecoveryInstanceSchema = recoveryInstance
  .extend({
    tags,
    failback: z.object({ state: z.string().optional() }).optional(),
    originEnvironment: z.string().optional(),
  })
  .transform(
    (instance): DescribedRecoveryInstance => ({
      ...observedInstance(instance),
      hostname:
        instance.recoveryInstanceProperties?.identificationHints?.hostname ||
        undefined,
      tags: instance.tags,
      failbackState: instance.failback?.state,
      originEnvironment: instance.originEnvironment,
    }),
  );

/** AWS model: RecoverySnapshot. */
export const recoverySnapshotSchema = z
  .object({
    snapshotID: identifier,
    sourceServerID: identifier,
    expectedTimestamp: instant,
    timestamp: optionalInstant,
  })
  .transform(
    (snapshot): RecoverySnapshot => ({
      snapshotId: snapshot.snapshotID,
      sourceServerId: snapshot.sourceServerID,
      at: snapshot.timestamp ?? snapshot.expectedTimestamp,
    }),
  );

const replicationInfo = z.object({
  dataReplicationState: z.string().optional(),
  lagDuration: z.string().optional(),
  replicatedDisks: z
    .array(
      z.object({
        totalStorageBytes: z.number().default(0),
        replicatedStorageBytes: z.number().default(0),
      }),
    )
    .default([]),
});
type ReplicationInfo = z.infer<typeof replicationInfo>;

/**
 * Whether there is a recovery point to launch from. DescribeSourceServers does
 * not say so; DescribeRecoverySnapshots would, for one server a call. Derived:
 *
 * - CONTINUOUS follows the initial sync and its snapshot.
 * - STOPPED and DISCONNECTED have none: StopReplication deletes the existing
 *   snapshots, DisconnectSourceServer all that was made for replication (AWS
 *   API reference of both).
 * - INITIATING and INITIAL_SYNC have none yet.
 * - BACKLOG, CREATING_SNAPSHOT, PAUSED, RESCAN, STALLED, and states newer than
 *   this release, occur before the end of the initial sync and long after it:
 *   it was done if every disk is replicated in full. This is early by the
 *   minutes that the first snapshot takes; DRS refuses a launch then.
 */
function hasRecoveryPoint(info: ReplicationInfo): boolean {
  switch (info.dataReplicationState) {
    case 'CONTINUOUS':
      return true;
    case undefined:
    case 'STOPPED':
    case 'DISCONNECTED':
    case 'INITIATING':
    case 'INITIAL_SYNC':
      return false;
    default:
      return (
        info.replicatedDisks.length > 0 &&
        info.replicatedDisks.every(
          disk =>
            disk.totalStorageBytes > 0 &&
            disk.replicatedStorageBytes >= disk.totalStorageBytes,
        )
      );
  }
}

/** @returns seconds, or undefined where it is not an ISO 8601 duration */
function secondsOf(duration: string | undefined): number | undefined {
  const seconds =
    duration === undefined
      ? Number.NaN
      : Duration.fromISO(duration).as('seconds');
  return Number.isFinite(seconds) ? seconds : undefined;
}

const lastLaunch = z
  .object({
    initiated: z.object({
      jobID: identifier,
      type: z.enum(['DRILL', 'RECOVERY']),
      apiCallDateTime: instant,
    }),
    status: z.string().default('UNKNOWN'),
  })
  .optional()
  // Before the first launch AWS may tell an empty one.
  .catch(undefined);

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

/** AWS model: SourceServer. It does not say in which account and Region it was asked for. */
export const sourceServerSchema = z
  .object({
    sourceServerID: identifier,
    tags,
    recoveryInstanceId: identifier.optional(),
    dataReplicationInfo: replicationInfo.default({ replicatedDisks: [] }),
    lifeCycle: z.object({ lastLaunch }).optional(),
    stagingArea: z
      .object({ stagingAccountID: identifier.optional() })
      .optional(),
    sourceProperties: z
      .object({
        identificationHints: z
          .object({
            hostname: z.string().optional(),
            fqdn: z.string().optional(),
          })
          .optional(),
        networkInterfaces,
        os: z.object({ fullString: z.string().optional() }).optional(),
        cpus: z.array(z.object({ cores: z.number().default(0) })).default([]),
        ramBytes: z.number().default(0),
        disks: z.array(z.object({ bytes: z.number().default(0) })).default([]),
      })
      .default({ networkInterfaces: [], cpus: [], ramBytes: 0, disks: [] }),
  })
  .transform((server): Omit<ObservedSourceServer, keyof Scope> => {
    const { sourceProperties: properties, dataReplicationInfo } = server;
    const launch = server.lifeCycle?.lastLaunch;
    return {
      sourceServerId: server.sourceServerID,
      stagingAccountId: server.stagingArea?.stagingAccountID,
      hostname:
        properties.identificationHints?.hostname ||
        properties.identificationHints?.fqdn ||
        server.tags.Name ||
        server.sourceServerID,
      ipAddresses: addressesOf(properties.networkInterfaces),
      operatingSystem: properties.os?.fullString,
      hardware: {
        cpuCores: sum(properties.cpus.map(({ cores }) => cores)),
        ramBytes: properties.ramBytes,
        diskBytes: sum(properties.disks.map(({ bytes }) => bytes)),
      },
      tags: server.tags,
      replicationState: dataReplicationInfo.dataReplicationState,
      lagSeconds: secondsOf(dataReplicationInfo.lagDuration),
      hasRecoveryPoint: hasRecoveryPoint(dataReplicationInfo),
      lastLaunch: launch && {
        jobId: launch.initiated.jobID,
        type: launch.initiated.type,
        status: launch.status,
        at: launch.initiated.apiCallDateTime,
      },
      recoveryInstanceId: server.recoveryInstanceId,
    };
  });
