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
import {
  tagMismatches,
  type Finding,
  type ResolvedSelection,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  Selection,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import {
  groupsOfServers,
  selected,
  serverKey,
  sourceServerOf,
} from '../inventory/membership';
import { recoverabilityOf } from '../inventory/recoverability';
import { selectionFindings } from './selectionFindings';

const MAX_NEAR_MISSES = 100;

const notReadyFinding = (server: ObservedSourceServer): Finding[] => {
  const { recoverability, recoverabilityReason } = recoverabilityOf(server);
  return recoverability === 'READY'
    ? []
    : [
        {
          code:
            recoverability === 'NOT_READY'
              ? 'SERVER_NOT_READY'
              : 'SERVER_AT_RISK',
          severity: 'WARNING',
          subject: {
            kind: 'server',
            id: server.sourceServerId,
            name: server.hostname,
          },
          message: `${server.hostname}: ${recoverabilityReason}`,
        },
      ];
};

/**
 * What a selection means now, and why the servers that nearly match do not.
 *
 * @param servers - those of the account and Region
 * @param groups - the groups there
 * @param editedGroupId - the group being edited, whose own servers are no conflict
 */
export function resolveSelection(
  selection: Selection,
  servers: readonly ObservedSourceServer[],
  groups: readonly StoredGroup[],
  editedGroupId: string | undefined,
): ResolvedSelection {
  const holders = groupsOfServers(groups, servers);
  const describe = (server: ObservedSourceServer) =>
    sourceServerOf(server, holders.get(serverKey(server)));

  const matching = selected(selection, servers);
  const matched = new Set(matching);
  const others = servers.filter(server => !matched.has(server));
  const findings = [
    ...selectionFindings(
      selection,
      servers,
      groups.filter(group => group.groupId !== editedGroupId),
    ),
    ...matching.flatMap(notReadyFinding),
  ];
  if (matching.length === 0) {
    findings.push({
      code: 'NO_SERVERS_MATCHED',
      severity: 'WARNING',
      message: 'No server matches now',
      remedy:
        'Tag the source servers in DRS: tags of EC2 instances are not copied to them',
    });
  }
  return {
    servers: matching.map(describe),
    nearMisses: nearMissesOf(selection, others)
      .slice(0, MAX_NEAR_MISSES)
      .map(({ server, ...why }) => ({ server: describe(server), ...why })),
    notMatchedTotal: others.length,
    findings,
  };
}

/** Servers that match some of the pairs, or all but are disabled, nearest first. */
function nearMissesOf(
  selection: Selection,
  others: readonly ObservedSourceServer[],
) {
  if (selection.kind === 'servers') {
    return [];
  }
  const pairs = Object.keys(selection.tags).length;
  return others
    .map(server => {
      const mismatches = tagMismatches(selection.tags, server.tags);
      const wrongPairs = mismatches.filter(({ kind }) => kind !== 'DISABLED');
      return { server, matched: pairs - wrongPairs.length, mismatches };
    })
    .filter(({ matched }) => matched > 0)
    .sort(
      (a, b) =>
        b.matched - a.matched ||
        a.mismatches.length - b.mismatches.length ||
        a.server.hostname.localeCompare(b.server.hostname, 'en-US'),
    );
}
