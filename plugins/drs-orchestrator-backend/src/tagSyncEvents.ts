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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { Clock } from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuditWriter } from './audit/AuditWriter';
import { inTransaction } from './database/inTransaction';
import {
  hurry,
  TAG_SYNC_NAME,
  type AllowedTrigger,
  type TagSyncDefaults,
} from './services/tagSync/tagSyncRules';

/** Where whoever brings events of AWS to this backend publishes those that synchronise tags. */
export const TAG_SYNC_EVENTS_TOPIC = 'drs-orchestrator.tag-sync';

const RULE_ARN =
  /^arn:aws[a-z-]*:events:(?<region>[a-z0-9-]{1,40}):(?<accountId>\d{12}):rule\/(?<name>(?:[.\w-]{1,64}\/)*[.\w-]{1,64})$/;

/** So many refusals are written down in a minute; those beyond it are only logged. */
const REFUSALS_TOLD = 20;
const MINUTE_MS = 60_000;

/**
 * An event as EventBridge delivers it of a rule (EventBridge user guide, "Events
 * from a scheduled rule"): the rule stands in `resources`, and nowhere else.
 */
const eventSchema = (allowed: AllowedTrigger) =>
  z.object({
    version: z.literal('0'),
    id: z.string().min(1).max(100),
    source: z.literal(allowed.source),
    'detail-type': z.literal(allowed.detailType),
    account:
      allowed.accountId === undefined
        ? z.string().regex(/^\d{12}$/)
        : z.literal(allowed.accountId),
    time: z.iso.datetime(),
    region: z.string().regex(/^[a-z0-9-]{1,40}$/),
    resources: z.array(z.string().max(300)).length(1),
    detail: z.record(z.string(), z.unknown()),
  });

/** What of an event is believed, or why none of it is. */
export type TriggerVerdict =
  | { readonly allowed: true; readonly ruleArn: string }
  | {
      readonly allowed: false;
      readonly code: 'TRIGGER_INVALID' | 'TRIGGER_RULE_UNKNOWN';
      /** The fields that are not as they must be. */
      readonly fields: readonly string[];
    };

/**
 * Judges an event: its source, kind and shape, and whether the rule that sent it
 * is the one configured, of the account and Region that the event names.
 */
export function judgeTrigger(
  payload: unknown,
  allowed: AllowedTrigger,
): TriggerVerdict {
  const event = eventSchema(allowed).safeParse(payload);
  if (!event.success) {
    const fields = event.error.issues.map(({ path }) => String(path[0] ?? ''));
    return {
      allowed: false,
      code: 'TRIGGER_INVALID',
      fields: [...new Set(fields.filter(field => field !== ''))],
    };
  }
  const { account, region, resources } = event.data;
  const [ruleArn] = resources;
  const rule = RULE_ARN.exec(ruleArn)?.groups;
  return rule &&
    rule.accountId === account &&
    rule.region === region &&
    rule.name === allowed.ruleName
    ? { allowed: true, ruleArn }
    : { allowed: false, code: 'TRIGGER_RULE_UNKNOWN', fields: ['resources'] };
}

/** What is told of an event that is not believed: who it says that it is. */
const claimSchema = z
  .object({
    id: z.string().max(100).optional().catch(undefined),
    source: z.string().max(100).optional().catch(undefined),
    'detail-type': z.string().max(100).optional().catch(undefined),
    account: z.string().max(12).optional().catch(undefined),
    region: z.string().max(40).optional().catch(undefined),
    resources: z.array(z.string().max(300)).max(1).optional().catch(undefined),
  })
  .catch({});

/**
 * Has tags synchronised when the configured rule of EventBridge says so. Anybody
 * may publish on the topic: what is not from that rule is refused, and changes
 * nothing. Both are written down in the audit trail.
 */
export async function listenToTagSyncTriggers(options: {
  events: EventsService;
  knex: Knex;
  audit: AuditWriter;
  defaults: TagSyncDefaults;
  clock: Clock;
  logger: LoggerService;
}): Promise<void> {
  const { events, knex, audit, defaults, clock, logger } = options;
  const { trigger } = defaults;
  if (!trigger) {
    return;
  }
  let told = { since: -Infinity, refusals: 0 };
  const mayTell = () => {
    const now = clock.monotonic();
    if (now - told.since >= MINUTE_MS) {
      told = { since: now, refusals: 0 };
    }
    told.refusals += 1;
    return told.refusals <= REFUSALS_TOLD;
  };
  const write = (
    payload: unknown,
    outcome:
      | { outcome: 'SUCCEEDED' }
      | { outcome: 'REFUSED'; code: string; fields?: readonly string[] },
    on: Knex,
  ) => {
    const { fields, ...rest } = { fields: undefined, ...outcome };
    const claim = claimSchema.parse(payload);
    return audit.write(
      {
        actor: { kind: 'program', ref: claim.resources?.[0] ?? 'EventBridge' },
        operation: 'trigger_tag_sync',
        record: { kind: 'settings', id: 'tag-sync', name: TAG_SYNC_NAME },
        requestId: randomUUID(),
        requested: { event: claim, ...(fields && { refusedFields: fields }) },
        ...rest,
      },
      on,
    );
  };

  await events.subscribe({
    // One replica gets each event; whoever leads carries out what it asks for.
    id: 'drs-tag-sync-triggers',
    topics: [TAG_SYNC_EVENTS_TOPIC],
    async onEvent({ eventPayload }) {
      const verdict = judgeTrigger(eventPayload, trigger);
      if (!verdict.allowed) {
        logger.warn(`Refused an event that was to synchronise tags`, {
          code: verdict.code,
          fields: verdict.fields.join(', '),
        });
        if (mayTell()) {
          const { code, fields } = verdict;
          await write(eventPayload, { outcome: 'REFUSED', code, fields }, knex);
        }
        return;
      }
      await inTransaction(knex, async trx => {
        const because = { kind: 'EVENT', by: verdict.ruleArn } as const;
        const isOn = await hurry(trx, defaults, because, clock);
        await write(
          eventPayload,
          isOn
            ? { outcome: 'SUCCEEDED' }
            : { outcome: 'REFUSED', code: 'TAG_SYNC_OFF' },
          trx,
        );
      });
    },
  });
}
