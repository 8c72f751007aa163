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
import { setImmediate } from 'node:timers/promises';
import type {
  Selection,
  StoredGroup,
} from '../../database/ProtectionGroupStore';
import { byHostname, selected } from '../inventory/membership';
import { memberFindings } from '../protectionGroups/selectionFindings';

/** So many groups are entered before others have their turn. */
const GROUPS_AT_ONCE = 100;

/**
 * Which of all groups there would be hold which servers of one account and
 * Region. Thousands of groups are judged against each other by it: every
 * selection is resolved once, and every server's holders are found once.
 */
export class FinalMembership {
  /** In the order of their hostnames. */
  readonly servers: readonly ObservedSourceServer[];
  /** By selection. */
  readonly #members = new Map<string, readonly ObservedSourceServer[]>();
  /** By server ID: its first two holders, of which one is another than any group. */
  readonly #holders = new Map<string, StoredGroup[]>();

  /**
   * @param groups - those of the account and Region
   * @param servers - those of the account and Region
   */
  static async create(
    groups: readonly StoredGroup[],
    servers: readonly ObservedSourceServer[],
  ): Promise<FinalMembership> {
    const membership = new FinalMembership(servers);
    const alike = new Map<string, number>();
    for (const [index, group] of groups.entries()) {
      const key = JSON.stringify(group.selection);
      const count = (alike.get(key) ?? 0) + 1;
      alike.set(key, count);
      // What a third one selects has two holders.
      if (count <= 2) {
        membership.#enter(group);
      }
      if (index % GROUPS_AT_ONCE === GROUPS_AT_ONCE - 1) {
        await setImmediate();
      }
    }
    return membership;
  }

  private constructor(servers: readonly ObservedSourceServer[]) {
    // What is in order already is sorted in one pass, selection by selection.
    this.servers = [...servers].sort(byHostname);
  }

  /** The servers that a selection means. */
  members(selection: Selection): readonly ObservedSourceServer[] {
    const key = JSON.stringify(selection);
    const known = this.#members.get(key);
    if (known) {
      return known;
    }
    const members = selected(selection, this.servers);
    this.#members.set(key, members);
    return members;
  }

  /** Every problem of the selection of one of the groups. */
  findings({ groupId, selection }: StoredGroup): Finding[] {
    return memberFindings(
      selection,
      this.members(selection),
      ({ sourceServerId }) =>
        this.#holders
          .get(sourceServerId)
          ?.find(holder => holder.groupId !== groupId),
    );
  }

  #enter(group: StoredGroup): void {
    for (const { sourceServerId } of this.members(group.selection)) {
      const holders = this.#holders.get(sourceServerId);
      if (!holders) {
        this.#holders.set(sourceServerId, [group]);
      } else if (holders.length < 2 && holders[0] !== group) {
        holders.push(group);
      }
    }
  }
}
