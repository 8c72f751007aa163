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
  DrsError,
  drsPermissions,
  type DrsPermissionKey,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { FakeRecords } from './FakeRecords';
import { page, type Operations } from './operations';

/** Who asks, and the servers in the accounts on record. */
export function inventoryOperations(records: FakeRecords): Operations {
  return {
    get_user_permissions: () => ({
      userEntityRef: 'user:default/somebody',
      roles:
        records.caller.role === undefined
          ? []
          : [{ role: records.caller.role, through: ['group:default/dr'] }],
      permissions: (Object.keys(drsPermissions) as DrsPermissionKey[])
        .filter(key => records.caller.holds(key))
        .map(key => drsPermissions[key].name),
    }),
    get_recovery_snapshots: ({ params, query }) =>
      page(
        Array.from({ length: records.pointsInTime }, (_, hour) => ({
          snapshotId:
            `pit-${params.sourceServerId.slice(2)}`.slice(0, 18) +
            String(hour).padStart(3, '0'),
          sourceServerId: params.sourceServerId,
          timestamp: new Date(records.now() - hour * 3_600_000).toISOString(),
        })),
        query,
      ),
    get_replication_history: ({ params, query }) => {
      if (records.historyFailure !== undefined) {
        throw new DrsError('INTERNAL_ERROR', records.historyFailure);
      }
      // By the minute, as the page asks.
      const now = Math.floor(records.now() / 60_000) * 60_000;
      const hoursAgo = (hours: number) =>
        new Date(now - hours * 3_600_000).toISOString();
      const from = query.from ?? hoursAgo(24);
      const begun = hoursAgo(24);
      return {
        sourceServerId: params.sourceServerId,
        accountId: query.accountId,
        region: query.region,
        from,
        to: query.to ?? new Date(now).toISOString(),
        intervalSeconds: 300,
        // Stalled for two hours last night, and unknown for an hour before it.
        points: [
          { time: begun, lagSeconds: 2, replicationState: 'CONTINUOUS' },
          {
            time: hoursAgo(10),
            lagSeconds: 600,
            replicationState: 'STALLED',
          },
          { time: hoursAgo(8), lagSeconds: 3, replicationState: 'CONTINUOUS' },
        ],
        gaps: [
          ...(from < begun
            ? [
                {
                  from,
                  to: begun,
                  code: 'NOT_LOOKED',
                  message: 'Nobody looked',
                },
              ]
            : []),
          {
            from: hoursAgo(11),
            to: hoursAgo(10),
            code: 'AccessDenied',
            message: 'The role cannot be assumed',
          },
        ],
      };
    },
    get_drs_source_servers: ({ query }) => ({
      ...page(
        records.servers
          .filter(
            server =>
              (!query.accountId || server.accountId === query.accountId) &&
              (!query.region || server.region === query.region) &&
              (!query.replicationState ||
                query.replicationState.includes(server.replicationState)) &&
              (!query.recoverability ||
                query.recoverability.includes(server.recoverability)) &&
              (!query.groupId ||
                records.tellServer(server).protectionGroup?.groupId ===
                  query.groupId) &&
              (!query.text ||
                [server.hostname, server.sourceServerId].some(part =>
                  part.includes(query.text ?? ''),
                )) &&
              (query.tag ?? []).every(pair => {
                const at = pair.indexOf('=');
                return server.tags[pair.slice(0, at)] === pair.slice(at + 1);
              }),
          )
          .map(server => records.tellServer(server)),
        query,
      ),
      unavailable:
        !query.accountId || query.accountId === '333344445555'
          ? [
              {
                accountId: '333344445555',
                region: 'eu-west-1',
                code: 'UninitializedAccountException',
                message: 'DRS is not set up in this Region',
              },
            ]
          : [],
    }),
  };
}
