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
  hurryByEvent,
  TAG_SYNC_NAME,
  type AllowedTrigger,
  type TagSyncDefaults,
} from './services/tagSync/tagSyncRules';

/** Where whoever brings events of AWS to this backend publishes those that synchronise tags. */
export const TAG_SYNC_EVENTS_TOPIC = 'drs-orchestrator.tag-sync';

const RULE_ARN =
  /^arn:aws[a-z-]*:events:(?<region>[a-z0-9-]{1,40}):(?<accountId>\d{12}):rule\/(?<name>(?:[.\w-]{1,64}\/)*[.\w-]{1,64})$/;

const MINUTE_MS = 60_000;

/** So many refusals are written down in a minute; those beyond it are only logged. */
const REFUSALS_TOLD = 20;

/**
 * So many events that are believed are heeded, and written down, in a minute. It
 * is counted apart: refusals keep none that is believed from being heeded.
 */
const BELIEVED = 20;

/** An event is believed for so long after its time, and before it: clocks differ. */
const BELIEVED_MINUTES = 15;

/** As many as can be heeded while one is believed, and so none is heeded twice. */
const SEEN_KEPT = BELIEVED * (2 * BELIEVED_MINUTES + 2);

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
  | { readonly allowed: true; readonly ruleArn: string; readonly id: string }
  | {
      readonly allowed: false;
      readonly code:
        | 'TRIGGER_INVALID'
        | 'TRIGGER_RULE_UNKNOWN'
        | 'TRIGGER_OUT_OF_TIME'
        | 'TRIGGER_REPEATED';
      /** The fields that are not as they must be. */
      readonly fields: readonly string[];
    };

/**
 * Judges an event: its source, kind and shape, whether the rule that sent it is
 * the one configured, of the account and Region that the event names, and whether
 * it is of now and not one of those that were seen.
 *
 * @param seen - the IDs of events that were heeded
 */
export function judgeTrigger(
  payload: unknown,
  allowed: AllowedTrigger,
  now: Date,
  seen: ReadonlySet<string>,
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
  const { account, region, resources, time, id } = event.data;
  const refused = (
    code: 'TRIGGER_RULE_UNKNOWN' | 'TRIGGER_OUT_OF_TIME' | 'TRIGGER_REPEATED',
    field: string,
  ) => ({ allowed: false, code, fields: [field] } as const);
  const [ruleArn] = resources;
  const rule = RULE_ARN.exec(ruleArn)?.groups;
  if (
    rule?.accountId !== account ||
    rule.region !== region ||
    rule.name !== allowed.ruleName
  ) {
    return refused('TRIGGER_RULE_UNKNOWN', 'resources');
  }
  const apartMs = Math.abs(now.getTime() - Date.parse(time));
  if (apartMs > BELIEVED_MINUTES * MINUTE_MS) {
    return refused('TRIGGER_OUT_OF_TIME', 'time');
  }
  return seen.has(id)
    ? refused('TRIGGER_REPEATED', 'id')
    : { allowed: true, ruleArn, id };
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

/** Says of the first so many in a minute that they may be. */
function perMinute(most: number, clock: Clock): () => boolean {
  let counted = { since: -Infinity, count: 0 };
  return () => {
    const now = clock.monotonic();
    if (now - counted.since >= MINUTE_MS) {
      counted = { since: now, count: 0 };
    }
    counted.count += 1;
    return counted.count <= most;
  };
}

/**
 * Has tags synchronised when the configured rule of EventBridge says so. Anybody
 * may publish on the topic: what is not from that rule is refused, and changes
 * nothing. Both are written down in the audit trail, and both are limited, as an
 * event that is believed may be forged all the same.
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
  const mayTell = perMinute(REFUSALS_TOLD, clock);
  const mayHeed = perMinute(BELIEVED, clock);
  const seen = new Set<string>();
  const remember = (id: string) => {
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > SEEN_KEPT) {
      seen.delete(oldest);
    }
  };
  const write = (
    payload: unknown,
    outcome:
      | { outcome: 'SUCCEEDED'; after: { run: 'PLANNED' | 'COALESCED' } }
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
      const verdict = judgeTrigger(eventPayload, trigger, clock.now(), seen);
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
      const { id, ruleArn } = verdict;
      if (!mayHeed()) {
        logger.warn(
          'Did not heed an event that was to synchronise tags: there were too many in this minute',
          { id },
        );
        return;
      }
      remember(id);
      try {
        await inTransaction(knex, async trx => {
          const run = await hurryByEvent(trx, defaults, ruleArn, clock);
          await write(
            eventPayload,
            run === 'OFF'
              ? { outcome: 'REFUSED', code: 'TAG_SYNC_OFF' }
              : { outcome: 'SUCCEEDED', after: { run } },
            trx,
          );
        });
      } catch (error) {
        // It came to nothing, and whoever brings it may bring it again.
        seen.delete(id);
        throw error;
      }
    },
  });
}
