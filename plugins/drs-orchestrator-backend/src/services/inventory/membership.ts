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
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import { recordOf, type DrsRecord } from '../../access/attributes';
import {
  tagMismatches,
  type SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  Selection,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import { recoverabilityOf, replicationStateOf } from './recoverability';

/** Orders servers as people read them. */
export const byHostname = (
  a: ObservedSourceServer,
  b: ObservedSourceServer,
): number =>
  a.hostname.localeCompare(b.hostname, 'en-US') ||
  a.sourceServerId.localeCompare(b.sourceServerId, 'en-US');

/**
 * The servers of one account and Region that a selection means now: by tag in
 * the order of their hostnames, by name in the order given. Servers that are
 * named and not there are left out.
 */
export function selected(
  selection: Selection,
  servers: readonly ObservedSourceServer[],
): ObservedSourceServer[] {
  const members = inAnyOrder(selection, servers);
  return selection.kind === 'tags' ? members.sort(byHostname) : members;
}

/** The same; those that are selected by tag are not sorted, which costs more than to find them. */
function inAnyOrder(
  selection: Selection,
  servers: readonly ObservedSourceServer[],
): ObservedSourceServer[] {
  if (selection.kind === 'tags') {
    return servers.filter(
      server => tagMismatches(selection.tags, server.tags).length === 0,
    );
  }
  const byId = new Map(servers.map(server => [server.sourceServerId, server]));
  return selection.sourceServerIds.flatMap(id => byId.get(id) ?? []);
}

/** Names a server among those of all accounts and Regions. */
export const serverKey = (
  server: Pick<ObservedSourceServer, 'accountId' | 'region' | 'sourceServerId'>,
): string => `${scopeKey(server)}/${server.sourceServerId}`;

/** The groups that hold each server now, by {@link serverKey}; more than one is a conflict. */
export function groupsOfServers(
  groups: readonly StoredGroup[],
  servers: readonly ObservedSourceServer[],
): ReadonlyMap<string, readonly StoredGroup[]> {
  const serversOfScope = Map.groupBy(servers, scopeKey);
  const holders = new Map<string, StoredGroup[]>();
  for (const group of groups) {
    for (const server of inAnyOrder(
      group.selection,
      serversOfScope.get(scopeKey(group)) ?? [],
    )) {
      const known = holders.get(serverKey(server));
      if (known) {
        known.push(group);
      } else {
        holders.set(serverKey(server), [group]);
      }
    }
  }
  return holders;
}

/** A server as permissions judge it: by its own tags, and by who owns the group that holds it. */
export const serverRecord = (
  server: ObservedSourceServer,
  groups: readonly StoredGroup[] | undefined,
): DrsRecord =>
  recordOf({
    scopes: [server],
    owner: groups?.at(0)?.owner,
    tags: server.tags,
  });

/** A server in the contract's words. */
export function sourceServerOf(
  server: ObservedSourceServer,
  groups: readonly StoredGroup[] | undefined,
): SourceServer {
  const group = groups?.at(0);
  return {
    sourceServerId: server.sourceServerId,
    accountId: server.accountId,
    region: server.region,
    stagingAccountId: server.stagingAccountId,
    hostname: server.hostname,
    ipAddresses: [...server.ipAddresses],
    operatingSystem: server.operatingSystem,
    hardware: server.hardware,
    tags: server.tags,
    replicationState: replicationStateOf(server),
    lagSeconds: server.lagSeconds,
    ...recoverabilityOf(server),
    lifecycleState: server.lifecycleState,
    lastLaunch: server.lastLaunch,
    recoveryInstanceId: server.recoveryInstanceId,
    ...(group && {
      protectionGroup: { groupId: group.groupId, groupName: group.groupName },
    }),
  };
}
