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
  type TagSyncRules,
  type TagSyncRun,
  type TagSyncTrigger,
  totalTagSyncCounts,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { TagSyncStore } from '../../database/TagSyncStore';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** For so long after the end of a run that an event began, no other event begins one. */
const BETWEEN_EVENTS_MS = 5 * MINUTE_MS;

/** Newest runs that are asked whether an event began them. */
const RUNS_ASKED = 10;

export const bySchedule = { kind: 'SCHEDULE', by: 'system' } as const;

/** How the audit trail names it. */
export const TAG_SYNC_NAME = 'Tag synchronisation';

/** The rule of EventBridge that may begin a run. */
export interface AllowedTrigger {
  readonly source: string;
  readonly detailType: string;
  readonly ruleName: string;
  /** Absent: the rule may stand in any account. */
  readonly accountId?: string;
}

/** The part of the configuration that tag synchronisation goes by. */
export interface TagSyncDefaults extends TagSyncRules {
  readonly trigger?: AllowedTrigger;
}

/** What goes on beside: told by who asks for a run. */
export interface TagSyncAsk {
  readonly trigger: TagSyncTrigger;
  readonly dryRun: boolean;
  readonly accountIds?: readonly string[];
  readonly regions?: readonly string[];
}

/** The rules in force: those stored here, else the configuration's. */
export async function rulesInForce(
  store: TagSyncStore,
  defaults: TagSyncRules,
): Promise<TagSyncRules> {
  const stored = await store.rules();
  const { enabled, intervalHours, keys } = stored?.rules ?? defaults;
  return { enabled, intervalHours, keys };
}

/** A run that was asked for and has not begun. */
export const requestedRun = (
  { trigger, dryRun, accountIds, regions }: TagSyncAsk,
  { keys }: TagSyncRules,
  now: Date,
): TagSyncRun => ({
  runId: randomUUID(),
  status: 'REQUESTED',
  trigger,
  dryRun,
  keys: [...keys],
  ...(accountIds && { accountIds: [...accountIds] }),
  ...(regions && { regions: [...regions] }),
  requestedAt: now.toISOString(),
  counts: totalTagSyncCounts([]),
  scopes: [],
});

/** When the run after one that begins now is due. */
export const nextDue = ({ intervalHours }: TagSyncRules, now: Date): Date =>
  new Date(now.getTime() + intervalHours * HOUR_MS);

/**
 * Changes the rules; where it is on then, the leader begins a run by them.
 *
 * @param version - that was read; `0` where there are no rules yet
 * @returns whether the version was still the one given
 */
export async function changeRules(
  trx: Knex.Transaction,
  { version, rules }: { version: number; rules: TagSyncRules },
  defaults: TagSyncRules,
  actor: string,
  clock: Clock,
): Promise<boolean> {
  const store = TagSyncStore.create(trx);
  if (!(await store.setRules(version, rules, actor, clock.now()))) {
    return false;
  }
  const because = { kind: 'SETTINGS', by: actor } as const;
  if (!(await hurry(trx, defaults, because, clock))) {
    await store.clearPlan();
  }
  return true;
}

/**
 * Has the leader begin a run soon, whatever the schedule says. Only where tag
 * synchronisation is on.
 *
 * @returns whether it is on
 */
export async function hurry(
  knex: Knex,
  defaults: TagSyncRules,
  because: TagSyncTrigger,
  clock: Clock,
): Promise<boolean> {
  const store = TagSyncStore.create(knex);
  const { enabled } = await rulesInForce(store, defaults);
  if (enabled) {
    await store.setPlan({ dueAt: clock.now(), because });
  }
  return enabled;
}

/** What an event of the rule comes to; `COALESCED`: to no run of its own. */
export type TriggerEffect = 'PLANNED' | 'COALESCED' | 'OFF';

/**
 * Has the leader begin a run, as an event asks for it: unless one is due, under
 * way or ended a moment ago. Events can be forged, and must not have runs follow
 * each other, which would take from recoveries what AWS allows of calls.
 */
export async function hurryByEvent(
  trx: Knex.Transaction,
  defaults: TagSyncDefaults,
  ruleArn: string,
  clock: Clock,
): Promise<TriggerEffect> {
  const store = TagSyncStore.create(trx);
  const rules = await rulesInForce(store, defaults);
  if (!rules.enabled) {
    return 'OFF';
  }
  const now = clock.now();
  // Whoever else plans waits for this, and so does the other of two events.
  const plan = await store.lockedPlan({
    dueAt: nextDue(rules, now),
    because: bySchedule,
  });
  const open = (await store.underWay())?.run;
  if (
    plan.dueAt <= now ||
    // A dry run, and one of some accounts alone, does less than is asked for.
    (open && !open.dryRun && !isNarrowed(open)) ||
    (await store.newest(RUNS_ASKED)).some(
      ({ trigger, endedAt }) =>
        trigger.kind === 'EVENT' &&
        endedAt !== undefined &&
        now.getTime() - Date.parse(endedAt) < BETWEEN_EVENTS_MS,
    )
  ) {
    return 'COALESCED';
  }
  await store.setPlan({ dueAt: now, because: { kind: 'EVENT', by: ruleArn } });
  return 'PLANNED';
}

/** Whether it was asked for some accounts or Regions alone. */
export const isNarrowed = ({ accountIds, regions }: TagSyncRun): boolean =>
  accountIds !== undefined || regions !== undefined;
