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

import {
  scopeKey,
  type DrsAccess,
  type RecoverySnapshot,
} from '@drs-orchestrator/drs-engine';
import type {
  Finding,
  PointInTime,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import pLimit from 'p-limit';
import type { WaveServer } from '../recoveryPlans/resolveWaves';

/** DRS answers for one server a call; so many of them are asked for at a time. */
const CONCURRENT_CALLS = 10;

/** The snapshots that servers are launched from; those that are not named have the latest data. */
export interface ResolvedPointInTime {
  /** By source server ID. */
  readonly snapshots: ReadonlyMap<string, RecoverySnapshot>;
  readonly findings: readonly Finding[];
}

type Server = WaveServer['server'];

const subjectOf = (server: Server): Finding['subject'] => ({
  kind: 'server',
  id: server.sourceServerId,
  name: server.hostname,
});

/**
 * Finds the snapshot of each server for a point in time. A server for which
 * there is none blocks the start: its data would be of another time than that of
 * the others, which is what somebody who names a time wants to avoid.
 *
 * @throws AwsFailure where an account and Region cannot be asked
 */
export async function resolvePointInTime(
  pointInTime: PointInTime | undefined,
  servers: readonly Server[],
  access: DrsAccess,
  now: Date,
): Promise<ResolvedPointInTime> {
  switch (pointInTime?.type) {
    case undefined:
    case 'LATEST':
      return { snapshots: new Map(), findings: [] };
    case 'AS_OF':
      return Date.parse(pointInTime.asOf) > now.getTime()
        ? { snapshots: new Map(), findings: [ahead(pointInTime.asOf)] }
        : asOf(pointInTime.asOf, servers, access);
    case 'SNAPSHOTS':
      return named(
        new Map(Object.entries(pointInTime.snapshots)),
        servers,
        access,
      );
    default:
      throw new Error(
        `Unknown point in time ${JSON.stringify(pointInTime satisfies never)}`,
      );
  }
}

const ahead = (time: string): Finding => ({
  code: 'POINT_IN_TIME_AHEAD',
  severity: 'BLOCKING',
  field: 'pointInTime.asOf',
  message: `There is no data as of ${time} yet`,
  remedy: 'Choose a time in the past, or the latest data',
});

async function asOf(
  time: string,
  servers: readonly Server[],
  access: DrsAccess,
): Promise<ResolvedPointInTime> {
  const newest = await forEach(servers, access, async (drs, server) => {
    const [snapshot] = await drs.describeRecoverySnapshots(
      server.sourceServerId,
      { to: new Date(time), order: 'DESC', limit: 1 },
    );
    return snapshot;
  });
  return {
    snapshots: new Map(
      newest.flatMap(({ server, result }) =>
        result ? [[server.sourceServerId, result] as const] : [],
      ),
    ),
    findings: newest.flatMap(({ server, result }): Finding[] =>
      result
        ? []
        : [
            {
              code: 'NO_RECOVERY_SNAPSHOT',
              severity: 'BLOCKING',
              subject: subjectOf(server),
              field: 'pointInTime.asOf',
              message: `${server.hostname} has no snapshot from ${time} or before`,
              remedy: 'Choose a later time, or the latest data',
            },
          ],
    ),
  };
}

async function named(
  snapshots: ReadonlyMap<string, string>,
  servers: readonly Server[],
  access: DrsAccess,
): Promise<ResolvedPointInTime> {
  const known = new Set(servers.map(server => server.sourceServerId));
  const strangers = [...snapshots.keys()].filter(id => !known.has(id));
  const found = await forEach(
    servers.filter(server => snapshots.has(server.sourceServerId)),
    access,
    async (drs, server) => {
      const all = await drs.describeRecoverySnapshots(server.sourceServerId);
      return all.find(
        ({ snapshotId }) => snapshotId === snapshots.get(server.sourceServerId),
      );
    },
  );
  return {
    snapshots: new Map(
      found.flatMap(({ server, result }) =>
        result ? [[server.sourceServerId, result] as const] : [],
      ),
    ),
    findings: [
      ...strangers.map(
        (id): Finding => ({
          code: 'SERVER_NOT_IN_PLAN',
          severity: 'BLOCKING',
          subject: { kind: 'server', id },
          field: `pointInTime.snapshots.${id}`,
          message: `${id} has a snapshot named, and no wave launches it`,
        }),
      ),
      ...found
        .filter(({ result }) => !result)
        .map(
          ({ server }): Finding => ({
            code: 'UNKNOWN_RECOVERY_SNAPSHOT',
            severity: 'BLOCKING',
            subject: subjectOf(server),
            field: `pointInTime.snapshots.${server.sourceServerId}`,
            message: `${server.hostname} has no snapshot ${snapshots.get(
              server.sourceServerId,
            )}; snapshots expire`,
            remedy: 'Choose one of those that there are now',
          }),
        ),
    ],
  };
}

/** Asks DRS about each server, a few at a time. */
async function forEach<T>(
  servers: readonly Server[],
  access: DrsAccess,
  ask: (
    drs: Awaited<ReturnType<DrsAccess['drs']>>,
    server: Server,
  ) => Promise<T>,
): Promise<{ server: Server; result: T }[]> {
  const clients = new Map(
    await Promise.all(
      [...Map.groupBy(servers, scopeKey)].map(
        async ([key, [{ accountId, region }]]) =>
          [key, await access.drs({ accountId, region })] as const,
      ),
    ),
  );
  const limit = pLimit(CONCURRENT_CALLS);
  return Promise.all(
    servers.map(server =>
      limit(async () => {
        const drs = clients.get(scopeKey(server));
        if (!drs) {
          throw new RangeError(`Nobody asks about ${scopeKey(server)}`);
        }
        return { server, result: await ask(drs, server) };
      }),
    ),
  );
}
