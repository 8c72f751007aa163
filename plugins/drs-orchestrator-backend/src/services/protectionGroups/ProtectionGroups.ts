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

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  scopeKey,
  type Clock,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type DrsPermissionKey,
  type Finding,
  type ProtectionGroup,
  type ResolvedSelection,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import pLimit, { type Limit } from 'p-limit';
import {
  insufficient,
  type Authorizer,
  type Judge,
} from '../../access/Authorizer';
import { actorOf, type RequestContext } from '../../access/Caller';
import {
  groupRecord,
  judgedGroup,
  ProtectionGroupStore,
  selectionOf,
  type GroupContent,
  type Selection,
  type StoredGroup,
} from '../../database/ProtectionGroupStore';
import { RecordAttributes } from '../../database/RecordAttributes';
import {
  RecoveryPlanStore,
  type PlanUse,
} from '../../database/RecoveryPlanStore';
import { inTransaction } from '../../database/inTransaction';
import { lockScope } from '../../database/scopeLock';
import { TargetAccountStore } from '../../database/TargetAccountStore';
import { permissionsOf } from '../actions';
import type { Inventory } from '../inventory/Inventory';
import {
  groupsOfServers,
  selected,
  serverKey,
  serverRecord,
} from '../inventory/membership';
import type { LaunchConfigurations } from '../launchConfiguration/LaunchConfigurations';
import { scopeFindings, type TargetAccounts } from '../accounts/TargetAccounts';
import { refuseIfBlocked } from '../refusal';
import { GROUP_ACTIONS, groupAnswer, inUse } from './groupAnswer';
import { resolveSelection } from './resolveSelection';
import { selectionFindings } from './selectionFindings';

/** What protection groups are made of. */
export interface ProtectionGroupsOptions {
  knex: Knex;
  accounts: TargetAccounts;
  inventory: Inventory;
  launchConfigurations: LaunchConfigurations;
  authorizer: Authorizer;
  clock: Clock;
}

/** Protection groups: no two share a name, and no server is in two of them. */
export class ProtectionGroups {
  readonly #options: ProtectionGroupsOptions;
  readonly #groups: ProtectionGroupStore;
  readonly #plans: RecoveryPlanStore;
  /** One save of an account and Region at a time in this process, by scope. */
  readonly #turns = new Map<string, Limit>();

  static create(options: ProtectionGroupsOptions): ProtectionGroups {
    return new ProtectionGroups(options);
  }

  private constructor(options: ProtectionGroupsOptions) {
    this.#options = options;
    this.#groups = ProtectionGroupStore.create(options.knex);
    this.#plans = RecoveryPlanStore.create(options.knex);
  }

  async list(
    { query }: ValidRequest<'list_protection_groups'>,
    context: RequestContext,
  ): Promise<ResponseOf<'list_protection_groups'>> {
    const judge = await this.#options.authorizer.judge(
      ['viewResources'],
      context,
    );
    const page = await this.#groups.page({
      ...query,
      allowed: judge.filter('viewResources'),
    });
    return { ...page, items: await this.#answers(page.items, context) };
  }

  async get(
    { params }: ValidRequest<'get_protection_group'>,
    context: RequestContext,
  ): Promise<ProtectionGroup> {
    return this.#answer(await this.#stored(params.groupId), context);
  }

  async resolve(
    { body }: ValidRequest<'resolve_protection_group_tags'>,
    context: RequestContext,
  ): Promise<ResolvedSelection> {
    const scope = await this.#options.accounts.scopeFor(body, context);
    const [servers, groups, judge] = await Promise.all([
      this.#options.inventory.servers(scope),
      this.#groups.inScope(scope),
      this.#options.authorizer.judge(['viewResources'], context),
    ]);
    const holders = groupsOfServers(groups, servers);
    return resolveSelection(
      selectionOf(body),
      servers.filter(server =>
        judge.may(
          'viewResources',
          serverRecord(server, holders.get(serverKey(server))),
        ),
      ),
      groups,
      body.groupId,
    );
  }

  async create(
    { body }: ValidRequest<'create_protection_group'>,
    context: RequestContext,
  ): Promise<ProtectionGroup> {
    const scope = await this.#options.accounts.scopeFor(body, context);
    await this.#options.authorizer.require(
      'createProtectionGroup',
      groupRecord({ ...body, ...scope }),
      context,
    );
    const groupId = randomUUID();
    const key = 'createProtectionGroup';
    await this.#save({ groupId, scope, content: body, key, context }, groups =>
      groups.insert(
        { groupId, ...scope, content: body },
        actorOf(context),
        this.#options.clock.now(),
      ),
    );
    return this.#answer(await this.#stored(groupId), context);
  }

  async update(
    { params, body }: ValidRequest<'update_protection_group'>,
    context: RequestContext,
  ): Promise<ProtectionGroup> {
    const { groupId } = params;
    const group = await this.#stored(groupId);
    if (group.version !== body.version) {
      throw await this.#versionConflict(groupId, context);
    }
    // What it becomes must be theirs too: nobody writes a record away from others.
    const key = 'updateProtectionGroup';
    for (const record of [judgedGroup(group), { ...body, ...scopeOf(group) }]) {
      await this.#options.authorizer.require(key, groupRecord(record), context);
    }
    const updated = await this.#save(
      { groupId, scope: group, content: body, key, context },
      groups =>
        groups.update(groupId, body.version, body, this.#options.clock.now()),
    );
    if (!updated) {
      throw await this.#versionConflict(groupId, context);
    }
    return this.#answer(await this.#stored(groupId), context);
  }

  async delete(
    { params }: ValidRequest<'delete_protection_group'>,
    context: RequestContext,
  ): Promise<undefined> {
    const group = await this.#stored(params.groupId);
    await this.#refuseUsed(group, context);
    try {
      await inTransaction(this.#options.knex, trx =>
        ProtectionGroupStore.create(trx).delete(group.groupId),
      );
    } catch (error) {
      // A plan that took up the group a moment ago is seen now; any other
      // failure is none of its doing.
      await this.#refuseUsed(group, context);
      throw error;
    }
    return undefined;
  }

  async #refuseUsed(
    { groupId }: StoredGroup,
    context: RequestContext,
  ): Promise<void> {
    const uses = await this.#plans.usesOf([groupId]);
    if (uses.has(groupId)) {
      const judge = await this.#options.authorizer.judge(
        ['viewResources'],
        context,
      );
      const plans = (await this.#seenUses(uses, judge)).get(groupId) ?? [];
      throw new DrsError(
        'GROUP_IN_USE',
        inUse(plans),
        plans.map(plan => ({
          code: 'GROUP_IN_USE',
          severity: 'BLOCKING',
          subject: {
            kind: 'recovery-plan',
            id: plan.planId,
            name: plan.planName,
          },
          message: `The plan "${plan.planName}" uses the group`,
          remedy: 'Take the group out of its waves, or delete the plan',
        })),
      );
    }
  }

  /** Judges a group against AWS and all others, and writes it unless anything stands against it. */
  async #save<T>(
    group: {
      groupId: string;
      scope: Scope;
      content: GroupContent;
      key: DrsPermissionKey;
      context: RequestContext;
    },
    write: (groups: ProtectionGroupStore) => Promise<T>,
  ): Promise<T> {
    const { groupId, content, key, context } = group;
    const scope = scopeOf(group.scope);
    const servers = await this.#options.inventory.servers(scope, {
      live: true,
    });
    await this.#requireServers(key, selectionOf(content), servers, context);
    const launchFindings = await this.#options.launchConfigurations.findings(
      scope,
      content,
      selected(selectionOf(content), servers),
    );
    const judgeAndWrite = () =>
      inTransaction(this.#options.knex, async trx => {
        await lockScope(trx, scope);
        const groups = ProtectionGroupStore.create(trx);
        const all = await groups.inScope(scope);
        // It may have been taken off the record while AWS was asked.
        const account = await TargetAccountStore.create(trx).get(
          scope.accountId,
        );
        refuseIfBlocked([
          ...scopeFindings(scope, account?.regions),
          ...(await nameFindings(groups, groupId, content.groupName)),
          ...selectionFindings(
            selectionOf(content),
            servers,
            all.filter(other => other.groupId !== groupId),
          ),
          ...launchFindings,
        ]);
        return write(groups);
      });
    try {
      // Those that wait for the lock would each hold a connection.
      // A turn is begun by whoever ends theirs: the audit entry must be this request's.
      return await this.#turnOf(scope)(AsyncResource.bind(judgeAndWrite));
    } catch (error) {
      // A group elsewhere took the name a moment ago.
      if (isDatabaseConflictError(error)) {
        refuseIfBlocked([duplicateName(content.groupName)]);
      }
      throw error;
    }
  }

  /**
   * Nobody takes servers into a group of theirs that are not theirs: each is
   * judged by its own tags, and by who owns the group that holds it.
   */
  async #requireServers(
    key: DrsPermissionKey,
    selection: Selection,
    servers: readonly ObservedSourceServer[],
    context: RequestContext,
  ): Promise<void> {
    const judge = await this.#options.authorizer.judge([key], context);
    if (judge.mayAlways(key)) {
      return;
    }
    const wanted = selected(selection, servers);
    const [first] = wanted;
    const groups = first ? await this.#groups.inScope(first) : [];
    const holders = groupsOfServers(groups, wanted);
    if (
      wanted.some(
        server =>
          !judge.may(key, serverRecord(server, holders.get(serverKey(server)))),
      )
    ) {
      throw insufficient(key, judge);
    }
  }

  #turnOf(scope: Scope): Limit {
    const key = scopeKey(scope);
    const turn = this.#turns.get(key) ?? pLimit(1);
    this.#turns.set(key, turn);
    return turn;
  }

  async #stored(groupId: string): Promise<StoredGroup> {
    const group = await this.#groups.get(groupId);
    if (!group) {
      throw new DrsError(
        'PROTECTION_GROUP_NOT_FOUND',
        `There is no protection group ${groupId}`,
      );
    }
    return group;
  }

  async #versionConflict(
    groupId: string,
    context: RequestContext,
  ): Promise<DrsError> {
    const current = await this.#answer(await this.#stored(groupId), context);
    return new DrsError(
      'VERSION_CONFLICT',
      `The group was changed meanwhile: it has version ${current.version} now`,
      [],
      { current },
    );
  }

  async #answer(
    group: StoredGroup,
    context: RequestContext,
  ): Promise<ProtectionGroup> {
    const [answer] = await this.#answers([group], context);
    return answer;
  }

  async #answers(
    groups: readonly StoredGroup[],
    { credentials }: RequestContext,
  ): Promise<ProtectionGroup[]> {
    const [judge, uses] = await Promise.all([
      this.#options.authorizer.judge(
        [...permissionsOf(GROUP_ACTIONS), 'viewResources'],
        { credentials },
      ),
      this.#plans.usesOf(groups.map(group => group.groupId)),
    ]);
    const seen = await this.#seenUses(uses, judge);
    return groups.map(group =>
      groupAnswer(
        group,
        {
          isUsed: uses.has(group.groupId),
          seenPlans: seen.get(group.groupId) ?? [],
        },
        judge,
      ),
    );
  }

  /** The plans that use groups, without those that the caller may not see. */
  async #seenUses(
    uses: ReadonlyMap<string, PlanUse[]>,
    judge: Judge,
  ): Promise<ReadonlyMap<string, PlanUse[]>> {
    const seen = await RecordAttributes.create(this.#options.knex).seenBy(
      judge,
      'recovery-plan',
      [...uses.values()].flat().map(({ planId }) => planId),
    );
    return new Map(
      [...uses].map(([groupId, plans]) => [
        groupId,
        plans.filter(({ planId }) => seen.has(planId)),
      ]),
    );
  }
}

const scopeOf = ({ accountId, region }: Scope): Scope => ({
  accountId,
  region,
});

async function nameFindings(
  groups: ProtectionGroupStore,
  groupId: string,
  groupName: string,
): Promise<Finding[]> {
  const holder = await groups.idOfName(groupName);
  return holder === undefined || holder === groupId
    ? []
    : [duplicateName(groupName)];
}

const duplicateName = (groupName: string): Finding => ({
  code: 'DUPLICATE_NAME',
  severity: 'BLOCKING',
  field: 'groupName',
  message: `There is a protection group named "${groupName}" already`,
  remedy: 'Choose another name; upper and lower case count as the same',
});
