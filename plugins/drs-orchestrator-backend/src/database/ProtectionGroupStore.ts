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
  launchConfigSchema,
  serverLaunchConfigsSchema,
  tagsSchema,
  type ChangedProtectionGroup,
  type LaunchConfig,
  type NewProtectionGroup,
  type ServerLaunchConfig,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { recordOf, type DrsRecord } from '../access/attributes';
import type { RecordFilter } from '../access/Authorizer';
import {
  bookkeepingOf,
  containsPattern,
  firstBookkeeping,
  fromJson,
  nameKey,
  type Bookkeeping,
  type BookkeepingColumns,
} from './columns';
import { decodeCursor, pageOfRows, textKey, type Page } from './cursor';
import { isSqlite } from './openDatabase';
import { writePlanAttributes } from './planAttributes';
import { RecordAttributes } from './RecordAttributes';
import { whereAllowed } from './whereAllowed';

interface GroupRow extends BookkeepingColumns {
  group_id: string;
  group_name: string;
  name_key: string;
  description: string | null;
  account_id: string;
  region: string;
  selection_tags: string | null;
  server_ids: string | null;
  owner: string | null;
  launch_config: string | null;
  server_launch_configs: string | null;
}

/** Which servers a group means: those that carry tags, or those it names. */
export type Selection =
  | { readonly kind: 'tags'; readonly tags: Readonly<Record<string, string>> }
  | { readonly kind: 'servers'; readonly sourceServerIds: readonly string[] };

/** A group as it is stored. */
export interface StoredGroup extends Bookkeeping {
  readonly groupId: string;
  readonly groupName: string;
  readonly description?: string;
  readonly accountId: string;
  readonly region: string;
  readonly selection: Selection;
  readonly owner?: string;
  readonly launchConfig?: LaunchConfig;
  readonly servers?: readonly ServerLaunchConfig[];
}

/** What of a group a caller writes. */
export type GroupContent = Pick<
  ChangedProtectionGroup,
  | 'groupName'
  | 'description'
  | 'owner'
  | 'serverSelectionTags'
  | 'sourceServerIds'
  | 'launchConfig'
  | 'servers'
>;

/** @throws RangeError where neither is given; the contract's schemas leave no such record */
export function selectionOf(
  record: Pick<NewProtectionGroup, 'serverSelectionTags' | 'sourceServerIds'>,
): Selection {
  if (record.serverSelectionTags) {
    return { kind: 'tags', tags: record.serverSelectionTags };
  }
  if (record.sourceServerIds) {
    return { kind: 'servers', sourceServerIds: record.sourceServerIds };
  }
  throw new RangeError('A selection has tags or servers');
}

const contentColumns = (content: GroupContent) => ({
  group_name: content.groupName,
  name_key: nameKey(content.groupName),
  description: content.description ?? null,
  owner: content.owner ?? null,
  selection_tags: content.serverSelectionTags
    ? JSON.stringify(content.serverSelectionTags)
    : null,
  server_ids: content.sourceServerIds
    ? JSON.stringify(content.sourceServerIds)
    : null,
  launch_config: content.launchConfig
    ? JSON.stringify(content.launchConfig)
    : null,
  server_launch_configs: content.servers
    ? JSON.stringify(content.servers)
    : null,
});

const groupOf = (row: GroupRow): StoredGroup => ({
  groupId: row.group_id,
  groupName: row.group_name,
  ...(row.description !== null && { description: row.description }),
  accountId: row.account_id,
  region: row.region,
  selection:
    row.selection_tags !== null
      ? { kind: 'tags', tags: fromJson(tagsSchema, row.selection_tags) }
      : {
          kind: 'servers',
          sourceServerIds: fromJson(
            z.array(z.string()),
            row.server_ids ?? 'null',
          ),
        },
  ...(row.owner !== null && { owner: row.owner }),
  ...(row.launch_config !== null && {
    launchConfig: fromJson(launchConfigSchema, row.launch_config),
  }),
  ...(row.server_launch_configs !== null && {
    servers: fromJson(serverLaunchConfigsSchema, row.server_launch_configs),
  }),
  ...bookkeepingOf(row),
});

/** Filters of the list of groups. */
export interface GroupQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly name?: string;
  readonly owner?: string;
  /** Which groups the caller may have; absent: all. */
  readonly allowed?: RecordFilter;
}

/** A stored group as a caller writes one, as far as permissions look at it. */
export const judgedGroup = (group: StoredGroup) => ({
  ...group,
  serverSelectionTags:
    group.selection.kind === 'tags' ? group.selection.tags : undefined,
});

/** A group as permissions judge it. */
export const groupRecord = (group: {
  readonly accountId: string;
  readonly region: string;
  readonly owner?: string;
  readonly serverSelectionTags?: Readonly<Record<string, string>>;
}): DrsRecord =>
  recordOf({
    scopes: [group],
    owner: group.owner,
    tags: group.serverSelectionTags,
  });

/** Protection groups in the database; bound to a transaction where it is given one. */
export class ProtectionGroupStore {
  readonly #knex: Knex;

  static create(knex: Knex): ProtectionGroupStore {
    return new ProtectionGroupStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(groupId: string): Promise<StoredGroup | undefined> {
    const row = await this.#rows().where({ group_id: groupId }).first();
    return row && groupOf(row);
  }

  /** Those of the groups that there are, by their ID. */
  async byIds(groupIds: readonly string[]): Promise<Map<string, StoredGroup>> {
    const rows = await this.#rows().whereIn('group_id', [...new Set(groupIds)]);
    return new Map(rows.map(row => [row.group_id, groupOf(row)]));
  }

  /**
   * Whether there are all of these groups, none of which can then be deleted
   * before the end of the transaction that this store is bound to.
   */
  async hold(groupIds: readonly string[]): Promise<boolean> {
    const query = this.#rows()
      .whereIn('group_id', [...groupIds])
      .select('group_id');
    // SQLite has one writer at a time.
    const held = await (isSqlite(this.#knex) ? query : query.forShare());
    return held.length === groupIds.length;
  }

  async idOfName(groupName: string): Promise<string | undefined> {
    const row = await this.#rows()
      .where({ name_key: nameKey(groupName) })
      .first();
    return row?.group_id;
  }

  /** Every group of an account and Region, by name. */
  async inScope(scope: {
    accountId: string;
    region: string;
  }): Promise<StoredGroup[]> {
    const rows = await this.#rows()
      .where({ account_id: scope.accountId, region: scope.region })
      .orderBy('name_key');
    return rows.map(groupOf);
  }

  /** Every group, by name; for joining to servers of all accounts. */
  async all(): Promise<StoredGroup[]> {
    const rows = await this.#rows().orderBy('name_key');
    return rows.map(groupOf);
  }

  async page(query: GroupQuery): Promise<Page<StoredGroup>> {
    const rows = this.pageQuery(query);
    return pageOfRows(await rows, query.limit, row => [row.name_key], groupOf);
  }

  /** The statement of {@link page}, apart so that a test can look at its plan. */
  pageQuery(query: GroupQuery) {
    const rows = this.#rows()
      .orderBy('name_key')
      .limit(query.limit + 1);
    if (query.accountId) {
      rows.where('account_id', query.accountId);
    }
    if (query.region) {
      rows.where('region', query.region);
    }
    if (query.owner) {
      rows.where('owner', query.owner);
    }
    whereAllowed(
      rows,
      { kind: 'protection-group', id: 'protection_groups.group_id' },
      query.allowed ?? true,
    );
    if (query.name) {
      rows.whereRaw(`name_key like ? escape '\\'`, [
        containsPattern(nameKey(query.name)),
      ]);
    }
    if (query.cursor) {
      const [after] = decodeCursor(query.cursor, z.tuple([textKey]));
      rows.where('name_key', '>', after);
    }
    return rows;
  }

  async insert(
    group: {
      groupId: string;
      accountId: string;
      region: string;
      content: GroupContent;
    },
    actor: string,
    now: Date,
  ): Promise<void> {
    await this.#rows().insert({
      group_id: group.groupId,
      account_id: group.accountId,
      region: group.region,
      ...contentColumns(group.content),
      ...firstBookkeeping(actor, now),
    });
    await RecordAttributes.create(this.#knex).replace(
      'protection-group',
      group.groupId,
      groupRecord({ ...group, ...group.content }),
    );
  }

  /** @returns whether the version was still the one given */
  async update(
    groupId: string,
    version: number,
    content: GroupContent,
    now: Date,
  ): Promise<boolean> {
    const updated = await this.#rows()
      .where({ group_id: groupId, version })
      .update({
        ...contentColumns(content),
        version: version + 1,
        updated_at: now,
      });
    const group = updated > 0 ? await this.get(groupId) : undefined;
    if (!group) {
      return false;
    }
    await RecordAttributes.create(this.#knex).replace(
      'protection-group',
      groupId,
      groupRecord({ ...group, ...content }),
    );
    const uses = await this.#knex('recovery_plan_groups')
      .where({ group_id: groupId })
      .select<{ plan_id: string }[]>('plan_id');
    await writePlanAttributes(
      this.#knex,
      uses.map(use => use.plan_id),
    );
    return true;
  }

  /** @returns whether there was one */
  async delete(groupId: string): Promise<boolean> {
    const deleted = await this.#rows().where({ group_id: groupId }).delete();
    if (deleted > 0) {
      await RecordAttributes.create(this.#knex).remove(
        'protection-group',
        groupId,
      );
    }
    return deleted > 0;
  }

  #rows() {
    return this.#knex<GroupRow>('protection_groups');
  }
}
