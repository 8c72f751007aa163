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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  Selection,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import { groupsOfServers, selected, serverKey } from '../inventory/membership';

/**
 * Every problem of a selection: servers that are not there, and servers that
 * another group holds now.
 *
 * @param servers - those of the account and Region
 * @param others - the other groups there
 */
export function selectionFindings(
  selection: Selection,
  servers: readonly ObservedSourceServer[],
  others: readonly StoredGroup[],
): Finding[] {
  const members = selected(selection, servers);
  const holders = groupsOfServers(others, members);
  return memberFindings(selection, members, server =>
    holders.get(serverKey(server))?.at(0),
  );
}

/**
 * The same, for who knows already what is selected and who holds it.
 *
 * @param members - what the selection means now
 * @param holderOf - the first of the other groups that holds a server
 */
export function memberFindings(
  selection: Selection,
  members: readonly ObservedSourceServer[],
  holderOf: (server: ObservedSourceServer) => StoredGroup | undefined,
): Finding[] {
  const conflict = (server: ObservedSourceServer, field: string): Finding[] => {
    const holder = holderOf(server);
    return holder
      ? [
          {
            code: 'SERVER_CONFLICT',
            severity: 'BLOCKING',
            subject: {
              kind: 'server',
              id: server.sourceServerId,
              name: server.hostname,
            },
            field,
            message: `${server.hostname} is in the group "${holder.groupName}" already`,
            remedy: `Take it out of "${holder.groupName}", or select other servers`,
          },
        ]
      : [];
  };
  if (selection.kind === 'tags') {
    return members.flatMap(server => conflict(server, 'serverSelectionTags'));
  }
  const known = new Map(members.map(server => [server.sourceServerId, server]));
  return selection.sourceServerIds.flatMap((id, index): Finding[] => {
    const server = known.get(id);
    const field = `sourceServerIds[${index}]`;
    return server
      ? conflict(server, field)
      : [
          {
            code: 'UNKNOWN_SERVER',
            severity: 'BLOCKING',
            subject: { kind: 'server', id },
            field,
            message: `There is no source server ${id} in this account and Region`,
          },
        ];
  });
}
