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
import type {
  DerivedWave,
  Finding,
  ProposedGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { groupsOfServers, selected, serverKey } from '../inventory/membership';
import { ofEntity, type Component, type Unit } from './components';
import { distinctNames } from './names';

const hostnames = (servers: readonly ObservedSourceServer[]): string => {
  const named = servers.slice(0, 5).map(({ hostname }) => hostname);
  return servers.length > named.length
    ? `${named.join(', ')} and ${servers.length - named.length} more`
    : named.join(', ');
};

/** The groups of waves, and what is to be known of them. */
export interface GroupedWaves {
  /** Wave by wave. */
  readonly waves: readonly Pick<
    DerivedWave,
    'protectionGroupIds' | 'serverIds'
  >[];
  readonly proposedGroups: readonly ProposedGroup[];
  /** Components none of whose servers is in a group. */
  readonly withoutGroup: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/**
 * Finds the groups that hold the servers of each wave. A group with servers of
 * several waves is divided by naming the servers.
 *
 * @param waves - the units of each wave
 * @param groups - those of the accounts and Regions concerned
 * @param servers - all that are there, others than those of the units among them
 * @param groupNames - keys of the names that groups anywhere have
 */
export function groupWaves(
  waves: readonly (readonly Unit[])[],
  groups: readonly StoredGroup[],
  servers: readonly ObservedSourceServer[],
  groupNames: ReadonlySet<string>,
): GroupedWaves {
  const holders = groupsOfServers(groups, servers);
  const groupsOf = (server: ObservedSourceServer) =>
    holders.get(serverKey(server)) ?? [];
  const serversOfWaves = waves.map(units =>
    units.flatMap(unit => unit.servers),
  );
  const wavesOfGroup = new Map<string, Set<number>>();
  serversOfWaves.forEach((own, wave) => {
    for (const { groupId } of own.flatMap(groupsOf)) {
      wavesOfGroup.set(
        groupId,
        (wavesOfGroup.get(groupId) ?? new Set()).add(wave),
      );
    }
  });
  const concerned = groups.filter(({ groupId }) => wavesOfGroup.has(groupId));
  const isDivided = ({ groupId }: StoredGroup) =>
    (wavesOfGroup.get(groupId)?.size ?? 0) > 1;
  const serversOfGroup = (group: StoredGroup) =>
    selected(
      group.selection,
      servers.filter(server => scopeKey(server) === scopeKey(group)),
    );

  const grouped = serversOfWaves.map((own, wave) => {
    const ofWave = concerned.filter(({ groupId }) =>
      wavesOfGroup.get(groupId)?.has(wave),
    );
    const keys = new Set(own.map(serverKey));
    const serverIds = ofWave.flatMap(group =>
      serversOfGroup(group)
        .filter(server => !isDivided(group) || keys.has(serverKey(server)))
        .map(({ sourceServerId }) => sourceServerId),
    );
    return {
      protectionGroupIds: ofWave.map(({ groupId }) => groupId),
      ...(ofWave.some(isDivided) && { serverIds: [...new Set(serverIds)] }),
    };
  });

  const claimed = new Set(serversOfWaves.flat().map(serverKey));
  const components = waves.flat().flatMap(unit => unit.components);
  const isGrouped = (server: ObservedSourceServer) =>
    groupsOf(server).length > 0;
  return {
    waves: grouped,
    proposedGroups: proposedGroupsOf(components, isGrouped, groupNames),
    withoutGroup: new Set(
      components
        .filter(component => !component.servers.some(isGrouped))
        .map(({ entity }) => entity.entityRef),
    ),
    findings: [
      ...components.flatMap(component =>
        ungroupedFindings(component, isGrouped),
      ),
      ...concerned.flatMap(group =>
        groupFindings(group, {
          unclaimed: serversOfGroup(group).filter(
            server => !claimed.has(serverKey(server)),
          ),
          waves: [...(wavesOfGroup.get(group.groupId) ?? [])].map(
            wave => wave + 1,
          ),
        }),
      ),
    ],
  };
}

function ungroupedFindings(
  { entity, servers }: Component,
  isGrouped: (server: ObservedSourceServer) => boolean,
): Finding[] {
  const ungrouped = servers.filter(server => !isGrouped(server));
  if (ungrouped.length === 0) {
    return [];
  }
  return [
    {
      code: 'SERVERS_WITHOUT_GROUP',
      severity: 'BLOCKING',
      subject: ofEntity(entity),
      message: `${ungrouped.length} of ${servers.length} servers of ${
        entity.entityRef
      } are in no protection group: ${hostnames(ungrouped)}`,
      remedy:
        ungrouped.length === servers.length
          ? 'Create the protection group that is proposed, then derive again'
          : 'Let the selection of its group take these servers in, or take them out of the annotation',
    },
  ];
}

function groupFindings(
  group: StoredGroup,
  {
    unclaimed,
    waves,
  }: {
    readonly unclaimed: readonly ObservedSourceServer[];
    readonly waves: readonly number[];
  },
): Finding[] {
  const subject = {
    kind: 'protection-group' as const,
    id: group.groupId,
    name: group.groupName,
  };
  const divided = waves.length > 1;
  const findings: Finding[] = [];
  if (divided) {
    findings.push({
      code: 'GROUP_DIVIDED',
      severity: 'WARNING',
      subject,
      message: `The group "${
        group.groupName
      }" has servers of waves ${waves.join(
        ', ',
      )}, so these waves name their servers. A server that joins the group later is in none of them`,
      remedy: 'Make a group for each of the components',
    });
  }
  if (unclaimed.length > 0) {
    findings.push({
      code: 'SERVERS_WITHOUT_COMPONENT',
      severity: 'WARNING',
      subject,
      message: `No chosen component stands for ${hostnames(
        unclaimed,
      )} of the group "${group.groupName}": ${
        divided
          ? 'they are in no wave'
          : `they are launched with the group in wave ${waves[0]}`
      }`,
      remedy:
        'Annotate the component that they belong to, or take them out of the group',
    });
  }
  return findings;
}

/** A group for each selection of which no server is in a group yet. */
function proposedGroupsOf(
  components: readonly Component[],
  isGrouped: (server: ObservedSourceServer) => boolean,
  groupNames: ReadonlySet<string>,
): ProposedGroup[] {
  // Among them those that are in groups: a name is the same once others are created.
  const names = distinctNames(
    components.map(({ entity }) => entity),
    groupNames,
  );
  const proposals: ProposedGroup[] = [];
  const taken = new Map<string, ProposedGroup>();
  for (const { entity, selection, servers } of components) {
    if (selection.kind !== 'selection' || servers.some(isGrouped)) {
      continue;
    }
    const keys = servers.map(serverKey);
    const same = taken.get(keys[0]);
    if (same && keys.every(key => taken.get(key) === same)) {
      same.entityRefs.push(entity.entityRef);
    } else if (!keys.some(key => taken.has(key))) {
      const proposal = {
        groupName: names.get(entity.entityRef) ?? entity.entityRef,
        accountId: selection.accountId,
        region: selection.region,
        serverSelectionTags: selection.tags,
        entityRefs: [entity.entityRef],
        sourceServerIds: servers.map(({ sourceServerId }) => sourceServerId),
      };
      proposals.push(proposal);
      keys.forEach(key => taken.set(key, proposal));
    }
  }
  return proposals;
}
