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

import type { Clock } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type Finding,
  type ResponseOf,
  type TagSyncRun,
  type TagSyncRunSummary,
  type TagSyncSettings,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { actorOf, type RequestContext } from '../../access/Caller';
import { inTransaction } from '../../database/inTransaction';
import { TagSyncStore } from '../../database/TagSyncStore';
import type { TargetAccountStore } from '../../database/TargetAccountStore';
import { refuseIfBlocked } from '../refusal';
import type { FreezeSwitch } from '../settings/FreezeSwitch';
import {
  changeRules,
  requestedRun,
  rulesInForce,
  type TagSyncDefaults,
} from './tagSyncRules';

/** Runs that are told of. */
const RUNS_TOLD = 10;

/** What the API of tag synchronisation is made of. */
export interface TagSyncOptions {
  readonly knex: Knex;
  readonly accounts: Pick<TargetAccountStore, 'all'>;
  readonly freeze: Pick<FreezeSwitch, 'current'>;
  readonly defaults: TagSyncDefaults;
  readonly clock: Clock;
}

function summaryOf(run: TagSyncRun): TagSyncRunSummary {
  const { scopes, accountIds, regions, ...summary } = run;
  return summary;
}

/** What people and programs ask of tag synchronisation; the leader carries it out. */
export class TagSync {
  readonly #options: TagSyncOptions;

  static create(options: TagSyncOptions): TagSync {
    return new TagSync(options);
  }

  private constructor(options: TagSyncOptions) {
    this.#options = options;
  }

  /**
   * Asks for a run, which the leader begins in a moment.
   *
   * @throws DrsError ACCOUNT_UNKNOWN; FROZEN unless it is a dry run; INVALID_STATE
   *   while another run is under way
   */
  async start(
    { body }: ValidRequest<'sync_tags'>,
    context: RequestContext,
  ): Promise<ResponseOf<'sync_tags'>> {
    const { knex, defaults, clock } = this.#options;
    await this.#refuseUnknown(body);
    const frozen = await this.#options.freeze.current();
    if (frozen.active && !body.dryRun) {
      throw new DrsError(
        'FROZEN',
        `Everything is frozen, and no tag is changed: ${
          frozen.reason ?? 'no reason was given'
        }`,
      );
    }
    const trigger = { kind: 'REQUEST', by: actorOf(context) } as const;
    const run = await inTransaction(knex, async trx => {
      const store = TagSyncStore.create(trx);
      const rules = await rulesInForce(store, defaults);
      const asked = requestedRun({ trigger, ...body }, rules, clock.now());
      return (await store.request(asked)) && asked;
    });
    if (!run) {
      const open = await TagSyncStore.create(knex).underWay();
      throw new DrsError(
        'INVALID_STATE',
        'Tags are being synchronised already: one run at a time',
        [],
        { current: open && summaryOf(open.run) },
      );
    }
    return { ...summaryOf(run), report: '/config/tag-sync' };
  }

  async settings(): Promise<TagSyncSettings> {
    const { knex, defaults } = this.#options;
    const store = TagSyncStore.create(knex);
    const [stored, rules, plan, runs] = await Promise.all([
      store.rules(),
      rulesInForce(store, defaults),
      store.plan(),
      store.newest(RUNS_TOLD),
    ]);
    const { trigger } = defaults;
    const [lastRun] = runs;
    return {
      ...rules,
      version: stored?.version ?? 0,
      ...(stored && {
        updatedAt: stored.updatedAt,
        updatedBy: stored.updatedBy,
      }),
      ...(rules.enabled && plan && { nextRunAt: plan.dueAt.toISOString() }),
      ...(trigger && { trigger }),
      ...(lastRun && { lastRun }),
      recentRuns: runs.map(summaryOf),
    };
  }

  /**
   * Changes the rules; where it is on, the leader begins a run by them.
   *
   * @throws DrsError VERSION_CONFLICT where somebody else was first
   */
  async update(
    { body }: ValidRequest<'update_tag_sync_settings'>,
    context: RequestContext,
  ): Promise<TagSyncSettings> {
    const { knex, defaults, clock } = this.#options;
    const { version, ...rules } = body;
    const actor = actorOf(context);
    const changed = await inTransaction(knex, trx =>
      changeRules(trx, { version, rules }, defaults, actor, clock),
    );
    const current = await this.settings();
    if (!changed) {
      throw new DrsError(
        'VERSION_CONFLICT',
        `The settings were changed meanwhile: they have version ${current.version} now`,
        [],
        { current },
      );
    }
    return current;
  }

  async #refuseUnknown({
    accountIds = [],
    regions = [],
  }: ValidRequest<'sync_tags'>['body']): Promise<void> {
    const all = await this.#options.accounts.all();
    const meant = accountIds.length
      ? all.filter(({ accountId }) => accountIds.includes(accountId))
      : all;
    const knownIds = new Set(all.map(({ accountId }) => accountId));
    const knownRegions = new Set(meant.flatMap(account => account.regions));
    const unknown = (field: string, message: string): Finding => ({
      code: 'ACCOUNT_UNKNOWN',
      severity: 'BLOCKING',
      field,
      message,
    });
    refuseIfBlocked([
      ...accountIds.flatMap((accountId, index) =>
        knownIds.has(accountId)
          ? []
          : unknown(
              `accountIds[${index}]`,
              `Account ${accountId} is not on record`,
            ),
      ),
      ...regions.flatMap((region, index) =>
        knownRegions.has(region)
          ? []
          : unknown(
              `regions[${index}]`,
              `No such account is on record for ${region}`,
            ),
      ),
    ]);
  }
}
