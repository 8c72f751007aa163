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

import { z } from 'zod';
import { conflictException, validationException } from '../errors';
import { isoTime } from '../iso-time';
import { Job, jobShape } from '../job';
import { LaunchOrder, scheduleLaunchJob } from '../launch';
import { recoveryPointsAt } from '../recovery-points';
import { SourceServer } from '../source-server';
import {
  mutation,
  OperationContext,
  recoverySnapshotId,
  sourceServerId,
  tagMap,
} from './operation';
import { checkJobQuotas, checkServersPerJob } from './quotas';

export const startRecovery = mutation(
  202,
  z.object({
    sourceServers: z
      .array(
        z.object({
          sourceServerID: sourceServerId,
          recoverySnapshotID: recoverySnapshotId.optional(),
        }),
      )
      .min(1)
      .max(200),
    isDrill: z.boolean().optional(),
    tags: tagMap.optional(),
  }),
  (context, input) => {
    const { cloud, drs, requestId } = context;
    checkDuplicates(input.sourceServers.map(s => s.sourceServerID));
    checkServersPerJob(context, input.sourceServers.length);
    const servers = existingServers(
      context,
      input.sourceServers.map(s => s.sourceServerID),
    );
    checkNotInJob(servers);
    checkLaunchable(servers);
    const now = cloud.time.wallNow();
    const pinned = input.sourceServers.map((wanted, i) =>
      wanted.recoverySnapshotID === undefined
        ? undefined
        : pointInTime(context, servers[i], wanted.recoverySnapshotID, now),
    );
    checkJobQuotas(context, servers.length);

    const isDrill = input.isDrill ?? false;
    const orders: LaunchOrder[] = servers.map((server, i) => ({
      server,
      participant: { sourceServerId: server.id, launchStatus: 'PENDING' },
      pinnedPointInTime: pinned[i],
    }));
    const job = new Job({
      id: nextJobId(context),
      accountId: drs.accountId,
      region: drs.region,
      type: 'LAUNCH',
      initiatedBy: isDrill ? 'START_DRILL' : 'START_RECOVERY',
      creationTime: now,
      participants: orders.map(order => order.participant),
      tags: input.tags ?? {},
      visibleFrom:
        cloud.time.now() +
        cloud.faults.jobDelayMs({
          service: 'drs',
          operation: 'StartRecovery',
          account: drs.accountId,
          region: drs.region,
          sourceServerIds: servers.map(server => server.id),
        }),
    });
    drs.addJob(job);
    for (const server of servers) {
      server.activeJobId = job.id;
      server.lastLaunch = {
        apiCallTime: now,
        jobId: job.id,
        type: isDrill ? 'DRILL' : 'RECOVERY',
        status: 'PENDING',
      };
      cloud.launches.add({
        sourceServerId: server.id,
        hostname: server.blueprint.hostname,
        accountId: drs.accountId,
        region: drs.region,
        jobId: job.id,
        isDrill,
        time: isoTime(now),
        tags: { ...job.tags },
        requestId,
      });
    }
    scheduleLaunchJob(cloud, drs, job, orders);
    return { job: jobShape(job) };
  },
);

/** The ID of the next job of this account and Region. */
export function nextJobId({ cloud, drs }: OperationContext): string {
  return `drsjob-${cloud.seeded.hex(
    17,
    drs.accountId,
    drs.region,
    'job',
    drs.jobs.length,
    cloud.time.wallNow(),
  )}`;
}

/** @throws AwsError naming the server that is in a job already */
export function checkNotInJob(servers: readonly SourceServer[]): void {
  const busy = servers.filter(server => server.activeJobId !== undefined);
  if (busy.length > 0) {
    throw conflictException(
      `One or more of the Source Servers included in API call are currently being processed by a Job: ${busy
        .map(server => `${server.id} (${server.activeJobId})`)
        .join(', ')}`,
      { resourceId: busy[0].id, resourceType: 'SourceServer' },
    );
  }
}

function checkDuplicates(ids: readonly string[]): void {
  const duplicates = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (duplicates.length > 0) {
    throw validationException(
      `Duplicate source servers in request: ${[...new Set(duplicates)].join(
        ', ',
      )}`,
      {
        reason: 'fieldValidationFailed',
        fieldList: [
          { name: 'sourceServers', message: 'Duplicate sourceServerID' },
        ],
      },
    );
  }
}

function existingServers(
  { drs }: OperationContext,
  ids: readonly string[],
): SourceServer[] {
  const missing = ids.filter(id => !drs.server(id));
  if (missing.length > 0) {
    throw validationException(
      `Source servers do not exist: ${missing.join(', ')}`,
      {
        reason: 'fieldValidationFailed',
        fieldList: missing.map(id => ({
          name: 'sourceServers',
          message: `Source server ${id} does not exist`,
        })),
      },
    );
  }
  return ids.map(id => drs.server(id)).filter(server => server !== undefined);
}

function checkLaunchable(servers: readonly SourceServer[]): void {
  const unready = servers.filter(
    server => !server.replication.hasRecoveryPoints,
  );
  if (unready.length > 0) {
    throw conflictException(
      `Source servers have no consistent recovery point to launch from: ${unready
        .map(server => server.id)
        .join(', ')}`,
      { resourceId: unready[0].id, resourceType: 'SourceServer' },
    );
  }
}

function pointInTime(
  { cloud }: OperationContext,
  server: SourceServer,
  snapshotId: string,
  now: number,
): number {
  const point = recoveryPointsAt(
    cloud.seeded,
    server.id,
    server.replication,
    now,
  ).find(candidate => candidate.snapshotId === snapshotId);
  if (!point) {
    throw validationException(
      `Recovery snapshot ${snapshotId} of source server ${server.id} does not exist`,
      {
        reason: 'fieldValidationFailed',
        fieldList: [
          {
            name: 'sourceServers.recoverySnapshotID',
            message: `${snapshotId} does not exist`,
          },
        ],
      },
    );
  }
  return point.timestamp;
}
