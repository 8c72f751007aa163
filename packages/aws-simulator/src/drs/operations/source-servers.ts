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
import { validationException } from '../errors';
import { isoTime } from '../iso-time';
import { recoveryPointsAt } from '../recovery-points';
import { SourceServer, sourceServerShape } from '../source-server';
import {
  accountId,
  dateTime,
  pagedOutput,
  paging,
  query,
  sourceServerId,
} from './operation';

export const describeSourceServers = query(
  z.object({
    filters: z
      .object({
        sourceServerIDs: z.array(sourceServerId).max(200).optional(),
        hardwareId: z.string().max(256).optional(),
        stagingAccountIDs: z.array(accountId).max(200).optional(),
      })
      .optional(),
    ...paging,
  }),
  (context, input) => {
    const { drs, cloud } = context;
    const { sourceServerIDs, hardwareId, stagingAccountIDs } =
      input.filters ?? {};
    let servers: readonly SourceServer[] = drs.servers;
    if (sourceServerIDs?.length) {
      servers = [...new Set(sourceServerIDs)]
        .sort()
        .map(id => drs.server(id))
        .filter(server => server !== undefined);
    }
    if (hardwareId !== undefined) {
      servers = servers.filter(({ blueprint: { origin } }) =>
        origin.kind === 'aws'
          ? origin.instanceId === hardwareId
          : origin.vmWareUuid === hardwareId,
      );
    }
    if (stagingAccountIDs?.length) {
      const wanted = new Set(stagingAccountIDs);
      servers = servers.filter(({ blueprint }) =>
        wanted.has(blueprint.stagingAccountId),
      );
    }
    const now = cloud.time.wallNow();
    return pagedOutput(
      context,
      input,
      ['DescribeSourceServers', input.filters ?? {}],
      servers,
      server => server.id,
      server => sourceServerShape(server, now),
    );
  },
);

export const describeRecoverySnapshots = query(
  z.object({
    sourceServerID: sourceServerId,
    filters: z
      .object({
        fromDateTime: dateTime.optional(),
        toDateTime: dateTime.optional(),
      })
      .optional(),
    order: z.enum(['ASC', 'DESC']).optional(),
    ...paging,
  }),
  (context, input) => {
    const { cloud, drs } = context;
    const server = drs.server(input.sourceServerID);
    if (!server) {
      throw validationException(
        `Source server ${input.sourceServerID} does not exist`,
      );
    }
    const from = Date.parse(input.filters?.fromDateTime ?? '') || -Infinity;
    const to = Date.parse(input.filters?.toDateTime ?? '') || Infinity;
    const points = recoveryPointsAt(
      cloud.seeded,
      server.id,
      server.replication,
      cloud.time.wallNow(),
    ).filter(({ timestamp }) => from <= timestamp && timestamp <= to);
    const descending = input.order === 'DESC';
    if (descending) points.reverse();
    return pagedOutput(
      context,
      input,
      [
        'DescribeRecoverySnapshots',
        server.id,
        input.order ?? 'ASC',
        input.filters ?? {},
      ],
      points,
      ({ timestamp }) => orderKey(timestamp, descending),
      ({ snapshotId, timestamp }) => ({
        snapshotID: snapshotId,
        sourceServerID: server.id,
        expectedTimestamp: isoTime(timestamp),
        timestamp: isoTime(timestamp),
        ebsSnapshots: server.blueprint.hardware.disks.map(
          ({ deviceName }) =>
            `snap-${cloud.seeded.hex(17, snapshotId, deviceName)}`,
        ),
      }),
    );
  },
);

/** A key that ascends with time, or against it. */
export function orderKey(time: number, descending: boolean): string {
  const number = descending ? Number.MAX_SAFE_INTEGER - time : time;
  return String(number).padStart(16, '0');
}
