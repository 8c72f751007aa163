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
import {
  fieldPath,
  waveGraphFindings,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { StoredGroup } from '../../database/ProtectionGroupStore';
import { selected } from '../inventory/membership';

/** What of a wave the servers follow from. */
export interface WaveSelection {
  readonly waveNumber: number;
  readonly waveName: string;
  readonly protectionGroupIds: readonly string[];
  readonly serverIds?: readonly string[];
  readonly dependsOnWaves?: readonly number[];
}

/** A server with the group through which the wave has it. */
export interface WaveServer {
  readonly server: ObservedSourceServer;
  readonly groupId: string;
}

/** What a plan is judged against. */
export interface PlanWorld {
  /** The account of the plan. */
  readonly accountId: string;
  /** The groups that its waves name, as far as there are any. */
  readonly groups: ReadonlyMap<string, StoredGroup>;
  /** The servers of an account and Region, by its key. */
  readonly servers: ReadonlyMap<string, readonly ObservedSourceServer[]>;
}

/** The waves with the servers each would launch now, and all that is wrong with them. */
export interface ResolvedWaves<W extends WaveSelection> {
  readonly waves: readonly {
    readonly wave: W;
    readonly servers: readonly WaveServer[];
  }[];
  readonly findings: readonly Finding[];
}

/**
 * As many problems as anybody reads. A plan can have hundreds of thousands: one
 * for each server that each of its waves has again.
 */
const MAX_FINDINGS = 500;

/** The most servers a wave may launch. */
export const MAX_SERVERS_PER_WAVE = 1000;

/**
 * Finds the servers of each wave, and every problem on the way: of the graph, of
 * the groups, of the choice of servers within them.
 *
 * @param emptyWave - how much a wave without servers matters: it may be saved,
 *   as servers can come later, and it cannot be started
 */
export function resolveWaves<W extends WaveSelection>(
  waves: readonly W[],
  world: PlanWorld,
  emptyWave: 'WARNING' | 'BLOCKING',
): ResolvedWaves<W> {
  const findings: Finding[] = waveGraphFindings(waves);
  let untold = 0;
  const membersOf = rememberedMembers(world);
  const waveOfServer = new Map<string, WaveSelection>();

  const resolved = waves.map((wave, index) => {
    const path = (...rest: PropertyKey[]) =>
      fieldPath(['waves', index, ...rest]);
    const tell = (
      finding: Pick<Finding, 'code' | 'message'> & Partial<Finding>,
    ) => {
      if (findings.length >= MAX_FINDINGS) {
        untold += 1;
        return;
      }
      findings.push({
        severity: 'BLOCKING',
        subject: {
          kind: 'wave',
          id: String(wave.waveNumber),
          name: wave.waveName,
        },
        ...finding,
      });
    };

    const inGroups = serversOfGroups(
      wave,
      world,
      membersOf,
      (position, finding) =>
        tell({ field: path('protectionGroupIds', position), ...finding }),
    );
    const servers = chosen(wave, inGroups, (position, finding) =>
      tell({ field: path('serverIds', position), ...finding }),
    );

    for (const { server } of servers) {
      const before = waveOfServer.get(server.sourceServerId);
      if (before) {
        tell({
          code: 'SERVER_IN_TWO_WAVES',
          field: path(wave.serverIds ? 'serverIds' : 'protectionGroupIds'),
          message: `${server.hostname} is in wave ${before.waveNumber} and in wave ${wave.waveNumber}`,
          remedy: 'Choose in one of the waves only the servers it is to launch',
        });
      } else {
        waveOfServer.set(server.sourceServerId, wave);
      }
    }
    if (servers.length === 0) {
      tell({
        code: 'WAVE_WITHOUT_SERVERS',
        severity: emptyWave,
        field: path('protectionGroupIds'),
        message: `Wave ${wave.waveNumber} "${wave.waveName}" has no servers now`,
        remedy: 'Check what its groups select, or take the wave out',
      });
    }
    if (servers.length > MAX_SERVERS_PER_WAVE) {
      tell({
        code: 'WAVE_SIZE_LIMIT_EXCEEDED',
        field: path('protectionGroupIds'),
        message: `Wave ${wave.waveNumber} has ${servers.length} servers, and a wave may have ${MAX_SERVERS_PER_WAVE}`,
        remedy: 'Make two waves of it that wait for the same ones',
      });
    }
    return { wave, servers };
  });
  if (untold > 0) {
    findings.push({
      code: 'MORE_PROBLEMS',
      severity: 'BLOCKING',
      field: 'waves',
      message: `There are ${untold} more problems`,
      remedy: 'Mend these first',
    });
  }
  return { waves: resolved, findings };
}

/** What each group has now, found once however many waves name it. */
function rememberedMembers({ servers }: PlanWorld) {
  const known = new Map<string, readonly ObservedSourceServer[]>();
  return (group: StoredGroup): readonly ObservedSourceServer[] => {
    const members =
      known.get(group.groupId) ??
      selected(group.selection, servers.get(scopeKey(group)) ?? []);
    known.set(group.groupId, members);
    return members;
  };
}

type Tell = (
  position: number,
  finding: Pick<Finding, 'code' | 'message'> & Partial<Finding>,
) => void;

/** The servers of a wave's groups, by ID. */
function serversOfGroups(
  wave: WaveSelection,
  world: PlanWorld,
  membersOf: (group: StoredGroup) => readonly ObservedSourceServer[],
  tell: Tell,
): ReadonlyMap<string, WaveServer> {
  const found = new Map<string, WaveServer>();
  const seen = new Set<string>();
  wave.protectionGroupIds.forEach((groupId, position) => {
    const group = world.groups.get(groupId);
    if (!group) {
      tell(position, {
        code: 'UNKNOWN_GROUP',
        message: `There is no protection group ${groupId}`,
      });
      return;
    }
    if (seen.has(groupId)) {
      tell(position, {
        code: 'DUPLICATE_GROUP',
        message: `The group "${group.groupName}" is named twice`,
      });
      return;
    }
    seen.add(groupId);
    if (group.accountId !== world.accountId) {
      tell(position, {
        code: 'ACCOUNT_MISMATCH',
        message: `The group "${group.groupName}" is in account ${group.accountId}, and the plan is for ${world.accountId}`,
        remedy: 'Make a plan for each account',
      });
      return;
    }
    for (const server of membersOf(group)) {
      const holder = found.get(server.sourceServerId);
      if (holder) {
        tell(position, {
          code: 'SERVER_CONFLICT',
          subject: {
            kind: 'server',
            id: server.sourceServerId,
            name: server.hostname,
          },
          message: `${server.hostname} is in the group "${
            world.groups.get(holder.groupId)?.groupName
          }" and in the group "${group.groupName}"`,
          remedy: 'Change the selection of one of the groups',
        });
      } else {
        found.set(server.sourceServerId, { server, groupId });
      }
    }
  });
  return found;
}

/** All servers of the groups, or those that the wave names, in its order. */
function chosen(
  wave: WaveSelection,
  inGroups: ReadonlyMap<string, WaveServer>,
  tell: Tell,
): WaveServer[] {
  if (!wave.serverIds) {
    return [...inGroups.values()];
  }
  const seen = new Set<string>();
  return wave.serverIds.flatMap((id, position) => {
    const server = inGroups.get(id);
    if (seen.has(id)) {
      tell(position, {
        code: 'DUPLICATE_SERVER',
        message: `${id} is named twice`,
      });
      return [];
    }
    seen.add(id);
    if (!server) {
      tell(position, {
        code: 'SERVER_NOT_IN_GROUPS',
        subject: { kind: 'server', id },
        message: `${id} is in none of the wave's groups now`,
      });
      return [];
    }
    return [server];
  });
}
