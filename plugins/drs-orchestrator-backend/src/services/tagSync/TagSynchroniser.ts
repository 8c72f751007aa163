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
  LeadershipLost,
  type AccountAccess,
  type AwsAccess,
  type Clock,
  type LeaderDuty,
  type Logger,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import {
  type AuditOutcome,
  type TagSyncRun,
  type TagSyncScope,
  totalTagSyncCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import pLimit from 'p-limit';
import type { AuditWriter } from '../../audit/AuditWriter';
import { assertLeads } from '../../database/assertLeads';
import { inTransaction } from '../../database/inTransaction';
import type { TargetAccountStore } from '../../database/TargetAccountStore';
import { TagSyncStore } from '../../database/TagSyncStore';
import type { Inventory } from '../inventory/Inventory';
import type { FreezeSwitch } from '../settings/FreezeSwitch';
import {
  pendingScope,
  ScopeSynchronisation,
  type ScopeOutcome,
} from './ScopeSynchronisation';
import {
  bySchedule,
  isNarrowed,
  nextDue,
  requestedRun,
  rulesInForce,
  TAG_SYNC_NAME,
  type TagSyncDefaults,
} from './tagSyncRules';

const LOOK_EVERY_MS = 2_000;

/** Accounts and Regions that are synchronised at the same time. */
const SCOPES_AT_ONCE = 3;

/** For so long it is believed that this replica still leads. */
const LEADS_FOR_MS = 2_000;

/** Reports that are kept. */
const RUNS_KEPT = 50;

/** Nothing more is changed; what was begun is left as it is. Says why, to whoever reads the report. */
class Stopped extends Error {}

/** What carries tag synchronisation out is made of. */
export interface TagSynchroniserOptions {
  readonly knex: Knex;
  readonly access: Pick<AwsAccess, 'services'> &
    Pick<AccountAccess, 'originTags'>;
  readonly accounts: Pick<TargetAccountStore, 'all'>;
  readonly inventory: Pick<Inventory, 'forget'>;
  readonly audit: AuditWriter;
  readonly freeze: Pick<FreezeSwitch, 'current'>;
  readonly defaults: TagSyncDefaults;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * What the leader does for tag synchronisation: begins runs that are due or were
 * asked for, one at a time, and tells truthfully of those whose process ended.
 * Every write holds to the leader's epoch, and so does every call that changes a
 * tag, also one that is sent again, when it is sent: but for the two seconds that
 * a leader's own word is taken for.
 */
export class TagSynchroniser {
  readonly #options: TagSynchroniserOptions;
  readonly #stopping = new AbortController();

  static create(options: TagSynchroniserOptions): TagSynchroniser {
    return new TagSynchroniser(options);
  }

  private constructor(options: TagSynchroniserOptions) {
    this.#options = options;
  }

  get duties(): readonly LeaderDuty[] {
    return [
      { intervalMs: LOOK_EVERY_MS, perform: epoch => this.perform(epoch) },
    ];
  }

  /** No further tag is changed; the run under way is told to be interrupted. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Carries out what is due now, if anything. */
  async perform(epoch: number): Promise<void> {
    const { knex } = this.#options;
    const open = await TagSyncStore.create(knex).underWay();
    if (open?.run.status === 'RUNNING') {
      // Only this loop carries runs out, one after the other: nobody is at it.
      await this.#save(
        {
          ...open.run,
          status: 'INTERRUPTED',
          endedAt: this.#now().toISOString(),
          message:
            'The backend that carried it out ended in between. What it did in accounts and Regions that are not done is not counted here.',
        },
        epoch,
        'FAILED',
      );
      return;
    }
    if (this.#stopping.signal.aborted) {
      return;
    }
    const { active: isFrozen } = await this.#options.freeze.current();
    // What is due by itself waits until the freeze is lifted.
    const run =
      open?.run ?? (isFrozen ? undefined : await this.#planned(epoch));
    if (run) {
      await this.#carryOut(run, epoch);
    }
  }

  /** The run that the schedule wants now, put down as requested. */
  async #planned(epoch: number): Promise<TagSyncRun | undefined> {
    const { knex, defaults } = this.#options;
    const isQuiet = await this.#isQuiet();
    if (isQuiet) {
      return undefined;
    }
    return inTransaction(knex, async trx => {
      await assertLeads(trx, epoch);
      const store = TagSyncStore.create(trx);
      const now = this.#now();
      // The first run comes after an interval, and not at once: whoever installs
      // this has time to look at the settings, and to try them.
      const first = nextDue(await rulesInForce(store, defaults), now);
      // Locked before the rules that count are read: a change of them that comes
      // now sets the plan after this, and gets a run of its own.
      const plan = await store.lockedPlan({
        dueAt: first,
        because: bySchedule,
      });
      const rules = await rulesInForce(store, defaults);
      const next = nextDue(rules, now);
      if (!rules.enabled) {
        await store.clearPlan();
        return undefined;
      }
      if (plan.dueAt > next) {
        await store.setPlan({ dueAt: next, because: bySchedule });
        return undefined;
      }
      if (plan.dueAt > now) {
        return undefined;
      }
      const run = requestedRun(
        { trigger: plan.because, dryRun: false },
        rules,
        now,
      );
      if (!(await store.request(run))) {
        return undefined;
      }
      await store.setPlan({ dueAt: next, because: bySchedule });
      return run;
    });
  }

  /** Whether there is nothing to plan; without a transaction, as most rounds find so. */
  async #isQuiet(): Promise<boolean> {
    const store = TagSyncStore.create(this.#options.knex);
    const [plan, rules] = [
      await store.plan(),
      await rulesInForce(store, this.#options.defaults),
    ];
    const now = this.#now();
    return rules.enabled
      ? plan !== undefined &&
          plan.dueAt > now &&
          plan.dueAt <= nextDue(rules, now)
      : plan === undefined;
  }

  async #carryOut(requested: TagSyncRun, epoch: number): Promise<void> {
    const scopes = await this.#scopesOf(requested);
    const reports = new Map<Scope, TagSyncScope>(
      scopes.map(scope => [scope, pendingScope(scope)]),
    );
    const running: TagSyncRun = {
      ...requested,
      status: 'RUNNING',
      startedAt: this.#now().toISOString(),
      scopes: [...reports.values()],
    };
    await this.#save(running, epoch, 'STARTED');
    const standing = (): TagSyncRun => ({
      ...running,
      scopes: [...reports.values()],
      counts: totalTagSyncCounts([...reports.values()]),
    });
    const mayGoOn = this.#goingOn(epoch, requested.dryRun);
    const inTurn = pLimit(SCOPES_AT_ONCE);
    const oneWrite = pLimit(1);
    const outcomes = await Promise.allSettled(
      scopes.map(scope =>
        inTurn(async () => {
          await mayGoOn();
          const { report, interruption } = await this.#synchronise(
            scope,
            running,
            mayGoOn,
          );
          reports.set(scope, report);
          if (interruption) {
            throw interruption.reason;
          }
          // One after the other, so that none is overtaken by an older one.
          await oneWrite(() => this.#save(standing(), epoch));
        }),
      ),
    );
    const ended = outcomes
      .filter(outcome => outcome.status === 'rejected')
      .map(outcome => outcome.reason as unknown);
    const stop = ended.find(reason => reason instanceof Stopped);
    const unexpected = ended.find(reason => !(reason instanceof Stopped));
    if (unexpected instanceof LeadershipLost) {
      throw unexpected;
    }
    const endedAt = this.#now().toISOString();
    if (unexpected !== undefined) {
      await this.#save(
        {
          ...standing(),
          status: 'FAILED',
          endedAt,
          message: 'It came upon an error of its own: see the backend’s log.',
        },
        epoch,
        'FAILED',
      );
      throw unexpected;
    }
    const status = stop ? 'INTERRUPTED' : statusOf(standing());
    const message = stop
      ? `${stop.message} A little more may have been done than is counted here.`
      : cameToNothing(standing());
    await this.#save(
      { ...standing(), status, endedAt, ...(message && { message }) },
      epoch,
      status === 'COMPLETED' ? 'SUCCEEDED' : 'FAILED',
    );
  }

  async #synchronise(
    scope: Scope,
    { keys, dryRun }: TagSyncRun,
    mayGoOn: () => Promise<void>,
  ): Promise<ScopeOutcome> {
    const { access, inventory, logger } = this.#options;
    try {
      const outcome = await ScopeSynchronisation.run(scope, {
        access,
        keys,
        dryRun,
        mayGoOn,
      });
      const { error } = outcome.report;
      if (error) {
        const { accountId, region } = scope;
        logger.warn(
          `Tags of account ${accountId} in ${region} were not synchronised: ${error.message}`,
          { accountId, region, code: error.code },
        );
      }
      return outcome;
    } finally {
      if (!dryRun) {
        inventory.forget(scope);
      }
    }
  }

  async #scopesOf({ accountIds, regions }: TagSyncRun): Promise<Scope[]> {
    const accounts = await this.#options.accounts.all();
    return accounts
      .filter(({ accountId }) => !accountIds || accountIds.includes(accountId))
      .flatMap(account =>
        account.regions
          .filter(region => !regions || regions.includes(region))
          .map(region => ({ accountId: account.accountId, region })),
      );
  }

  /** Asked before each change: whether this replica still leads, and nothing is frozen or ends. */
  #goingOn(epoch: number, dryRun: boolean): () => Promise<void> {
    const { knex, clock, freeze } = this.#options;
    let knownAt: number | undefined;
    return async () => {
      if (this.#stopping.signal.aborted) {
        throw new Stopped('The backend was stopped.');
      }
      const now = clock.monotonic();
      if (knownAt === undefined || now - knownAt >= LEADS_FOR_MS) {
        await inTransaction(knex, trx => assertLeads(trx, epoch));
        if (!dryRun && (await freeze.current()).active) {
          throw new Stopped('The freeze switch is on.');
        }
        knownAt = now;
      }
    };
  }

  /** @param outcome - what the audit trail is told; absent: nothing, it only goes on */
  async #save(
    run: TagSyncRun,
    epoch: number,
    outcome?: AuditOutcome,
  ): Promise<void> {
    const { knex, audit } = this.#options;
    await inTransaction(knex, async trx => {
      await assertLeads(trx, epoch);
      const store = TagSyncStore.create(trx);
      await store.save(run, epoch);
      if (outcome === undefined) {
        return;
      }
      const { runId, status, trigger, dryRun, keys, counts } = run;
      await audit.write(
        {
          actor: { kind: 'system', ref: 'system' },
          operation: 'run_tag_sync',
          record: { kind: 'settings', id: 'tag-sync', name: TAG_SYNC_NAME },
          outcome,
          ...(outcome === 'FAILED' && { code: `TAG_SYNC_${status}` }),
          requestId: runId,
          requested: {
            trigger,
            dryRun,
            keys,
            ...(run.accountIds && { accountIds: run.accountIds }),
            ...(run.regions && { regions: run.regions }),
          },
          ...(outcome !== 'STARTED' && { after: { status, ...counts } }),
        },
        trx,
      );
      if (outcome !== 'STARTED') {
        await store.keepNewest(RUNS_KEPT);
      }
    });
  }

  #now(): Date {
    return this.#options.clock.now();
  }
}

/** Accounts may be taken off the record after a run was asked for. */
function cameToNothing(run: TagSyncRun): string | undefined {
  if (run.scopes.length > 0) {
    return undefined;
  }
  return isNarrowed(run)
    ? 'Nothing was done: no account and Region that was asked for is on record any more.'
    : 'There was nothing to do: no account is on record.';
}

function statusOf(run: TagSyncRun): 'COMPLETED' | 'PARTIAL' | 'FAILED' {
  const { scopes } = run;
  if (scopes.length === 0 && isNarrowed(run)) {
    return 'FAILED';
  }
  if (scopes.every(({ status }) => status === 'COMPLETED')) {
    return 'COMPLETED';
  }
  return scopes.every(({ status }) => status === 'FAILED')
    ? 'FAILED'
    : 'PARTIAL';
}
