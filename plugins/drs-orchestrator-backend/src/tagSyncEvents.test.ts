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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import { auditKeysOf } from './audit/auditKeys';
import { AuditWriter } from './audit/AuditWriter';
import { AuditStore } from './database/AuditStore';
import { openDatabase } from './database/openDatabase';
import { TagSyncStore } from './database/TagSyncStore';
import { requestedRun } from './services/tagSync/tagSyncRules';
import {
  judgeTrigger,
  listenToTagSyncTriggers,
  TAG_SYNC_EVENTS_TOPIC,
} from './tagSyncEvents';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const allowed = {
  source: 'aws.events',
  detailType: 'Scheduled Event',
  ruleName: 'drs-tag-sync-prod',
  accountId: '999988887777',
};
const RULE = 'arn:aws:events:us-west-2:999988887777:rule/drs-tag-sync-prod';

const NOW = new Date('2026-11-22T12:00:00Z');
const MINUTE_MS = 60_000;

const judged = (payload: unknown, by = allowed) =>
  judgeTrigger(payload, by, NOW, new Set(['seen']));

/** As EventBridge delivers it (EventBridge user guide, "Events from a scheduled rule"). */
const scheduled = (differences: object = {}) => ({
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '999988887777',
  time: '2026-11-22T12:00:00Z',
  region: 'us-west-2',
  resources: [RULE],
  detail: {},
  ...differences,
});

describe('an event that is to synchronise tags', () => {
  it('is that of the rule configured', () => {
    const { id } = scheduled();
    expect(judged(scheduled())).toEqual({ allowed: true, ruleArn: RULE, id });
    for (const time of ['2026-11-22T11:45:00Z', '2026-11-22T12:15:00Z']) {
      expect(judged(scheduled({ time })).allowed).toBe(true);
    }
    const anywhere = { ...allowed, accountId: undefined };
    expect(
      judgeTrigger(
        scheduled({
          account: '111122223333',
          resources: [
            'arn:aws-us-gov:events:us-west-2:111122223333:rule/drs-tag-sync-prod',
          ],
        }),
        anywhere,
        NOW,
        new Set(),
      ).allowed,
    ).toBe(true);
  });

  it.each<[string, unknown, string, string[]]>([
    ['nothing', undefined, 'TRIGGER_INVALID', []],
    ['text', 'aws.events', 'TRIGGER_INVALID', []],
    [
      'another source',
      scheduled({ source: 'manual.test' }),
      'TRIGGER_INVALID',
      ['source'],
    ],
    [
      'another kind',
      scheduled({ 'detail-type': 'Test Tag Sync' }),
      'TRIGGER_INVALID',
      ['detail-type'],
    ],
    [
      'another account',
      scheduled({ account: '111122223333' }),
      'TRIGGER_INVALID',
      ['account'],
    ],
    [
      'no time and no detail',
      scheduled({ time: undefined, detail: undefined }),
      'TRIGGER_INVALID',
      ['time', 'detail'],
    ],
    ['no rule', scheduled({ resources: [] }), 'TRIGGER_INVALID', ['resources']],
    [
      'two rules',
      scheduled({ resources: [RULE, RULE] }),
      'TRIGGER_INVALID',
      ['resources'],
    ],
    ...[
      RULE.replace('prod', 'dev'),
      RULE.replace('drs-tag', 'other/drs-tag'),
      `${RULE}-2`,
      `${RULE}\n`,
      RULE.replace('999988887777', '111122223333'),
      RULE.replace('us-west-2', 'eu-west-1'),
      RULE.replace('events', 'scheduler'),
      'drs-tag-sync-prod',
    ].map((arn): [string, unknown, string, string[]] => [
      `the rule ${JSON.stringify(arn)}`,
      scheduled({ resources: [arn] }),
      'TRIGGER_RULE_UNKNOWN',
      ['resources'],
    ]),
    ...[
      '2001-01-01T00:00:00Z',
      '2026-11-22T11:44:59Z',
      '2026-11-22T12:15:01Z',
    ].map((time): [string, unknown, string, string[]] => [
      `the time ${time}`,
      scheduled({ time }),
      'TRIGGER_OUT_OF_TIME',
      ['time'],
    ]),
    [
      'an ID that was seen',
      scheduled({ id: 'seen' }),
      'TRIGGER_REPEATED',
      ['id'],
    ],
  ])('is refused with %s', (_what, payload, code, fields) => {
    expect(judged(payload)).toEqual({
      allowed: false,
      code,
      fields,
    });
  });

  /** Something that listens, with an empty database. */
  async function listening(
    options: { enabled?: boolean; trigger?: typeof allowed } = {},
  ) {
    const knex = await databases.init('SQLITE_3');
    await openDatabase({ getClient: async () => knex });
    const logger = mockServices.logger.mock();
    const time = { now: NOW.getTime() };
    const clock = {
      now: () => new Date(time.now),
      monotonic: () => time.now,
    };
    const store = TagSyncStore.create(knex);
    const events = DefaultEventsService.create({
      logger,
      useEventBus: 'never',
    });
    await listenToTagSyncTriggers({
      events,
      knex,
      audit: AuditWriter.create({
        knex,
        keys: auditKeysOf('a key for tests of 32 characters'),
        clock,
      }),
      defaults: {
        enabled: true,
        intervalHours: 1,
        keys: ['DR-*'],
        trigger: allowed,
        ...options,
      },
      clock,
      logger,
    });
    return {
      knex,
      time,
      store,
      logger,
      publish: (eventPayload: unknown) =>
        events.publish({ topic: TAG_SYNC_EVENTS_TOPIC, eventPayload }),
      plan: () => store.plan(),
      entries: async () =>
        (await AuditStore.create(knex).page({ limit: 200 })).items,
    };
  }

  it('has a run begun where it is allowed, and changes nothing where it is not; both are audited', async () => {
    const { publish, plan, entries, logger } = await listening();
    await publish(scheduled({ source: 'manual.test', detail: { test: true } }));
    expect(await plan()).toBeUndefined();
    expect(await entries()).toMatchObject([
      {
        operation: 'trigger_tag_sync',
        outcome: 'REFUSED',
        code: 'TRIGGER_INVALID',
        actor: { kind: 'program', ref: RULE },
        record: { kind: 'settings', id: 'tag-sync' },
        requested: {
          event: { source: 'manual.test', resources: [RULE] },
          refusedFields: ['source'],
        },
      },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    await publish(scheduled());
    expect((await plan())?.because).toEqual({ kind: 'EVENT', by: RULE });
    expect((await entries())[0]).toMatchObject({
      operation: 'trigger_tag_sync',
      outcome: 'SUCCEEDED',
      after: { run: 'PLANNED' },
      actor: { kind: 'program', ref: RULE },
    });
  });

  it('is heeded once, however often it comes, and again where it came to nothing', async () => {
    const { publish, plan, entries, knex } = await listening();
    await knex.schema.renameTable('tag_sync_schedule', 'away');
    await publish(scheduled());
    await knex.schema.renameTable('away', 'tag_sync_schedule');
    expect(await entries()).toEqual([]);
    await publish(scheduled());
    expect(await plan()).toBeDefined();
    await publish(scheduled());
    expect(await entries()).toMatchObject([
      {
        outcome: 'REFUSED',
        code: 'TRIGGER_REPEATED',
        requested: { refusedFields: ['id'] },
      },
      { outcome: 'SUCCEEDED' },
    ]);
  });

  it('begins no run where one is due, under way, or ended a moment ago by another', async () => {
    const { publish, plan, entries, store, time } = await listening();
    let number = 0;
    /** What comes of one more event: a run, or none of its own. */
    const another = async () => {
      number += 1;
      await publish(
        scheduled({
          id: `event-${number}`,
          time: new Date(time.now).toISOString(),
        }),
      );
      const [{ after }] = await entries();
      return (after as { run?: string }).run;
    };
    const rules = { enabled: true, intervalHours: 1, keys: ['DR-*'] };
    /** As the leader does: the plan is for the next run, and one runs now. */
    const begun = async (ask: {
      kind: 'EVENT' | 'REQUEST';
      dryRun?: boolean;
      regions?: string[];
    }) => {
      const { kind, dryRun = false, regions } = ask;
      const run = requestedRun(
        { trigger: { kind, by: RULE }, dryRun, regions },
        rules,
        new Date(time.now),
      );
      expect(await store.request(run)).toBe(true);
      await store.setPlan({
        dueAt: new Date(time.now + 60 * MINUTE_MS),
        because: { kind: 'SCHEDULE', by: 'system' },
      });
      return () =>
        store.save(
          {
            ...run,
            status: 'COMPLETED',
            endedAt: new Date(time.now).toISOString(),
          },
          1,
        );
    };

    expect(await another()).toBe('PLANNED');
    time.now += MINUTE_MS;
    expect(await another()).toBe('COALESCED');
    expect((await plan())?.dueAt).toEqual(NOW);

    const end = await begun({ kind: 'EVENT' });
    expect(await another()).toBe('COALESCED');
    await end();
    time.now += 5 * MINUTE_MS - 1;
    expect(await another()).toBe('COALESCED');
    time.now += 1;
    expect(await another()).toBe('PLANNED');

    // These do less than the event asks for.
    for (const ask of [{ dryRun: true }, { regions: ['us-west-2'] }]) {
      time.now += MINUTE_MS;
      const endPart = await begun({ kind: 'REQUEST', ...ask });
      expect(await another()).toBe('PLANNED');
      await endPart();
    }
    await begun({ kind: 'REQUEST' });
    expect(await another()).toBe('COALESCED');
  });

  it('is refused where tag synchronisation is off, and not listened for without a rule', async () => {
    const off = await listening({ enabled: false });
    await off.publish(scheduled());
    expect(await off.plan()).toBeUndefined();
    expect(await off.entries()).toMatchObject([
      { outcome: 'REFUSED', code: 'TAG_SYNC_OFF' },
    ]);

    const none = await listening({ trigger: undefined });
    await none.publish(scheduled());
    expect(await none.plan()).toBeUndefined();
    expect(await none.entries()).toEqual([]);
  });

  it('cannot fill the audit trail', async () => {
    const { publish, entries } = await listening();
    for (let i = 0; i < 30; i++) {
      await publish({ nonsense: i });
    }
    expect(await entries()).toHaveLength(20);
    // One that is allowed is told all the same.
    await publish(scheduled());
    expect(await entries()).toHaveLength(21);
  });

  it('cannot fill the audit trail with the rule’s name either, and goes on a minute later', async () => {
    const { publish, entries, time, logger } = await listening();
    for (let i = 0; i < 200; i++) {
      await publish(scheduled({ id: `forged-${i}` }));
    }
    expect(await entries()).toHaveLength(20);
    expect(logger.warn).toHaveBeenCalledTimes(180);
    time.now += MINUTE_MS;
    await publish(scheduled({ id: 'another' }));
    expect(await entries()).toHaveLength(21);
  });

  it('is known again as long as it would be believed, however many came since', async () => {
    const { publish, entries, time } = await listening();
    const early = scheduled({ time: '2026-11-22T12:15:00Z' });
    await publish(early);
    for (let minute = 0; minute < 30; minute++) {
      time.now += MINUTE_MS;
      for (let i = 0; i < 20; i++) {
        await publish(
          scheduled({
            id: `${minute}-${i}`,
            time: new Date(time.now).toISOString(),
          }),
        );
      }
    }
    await publish(early);
    expect((await entries())[0]).toMatchObject({ code: 'TRIGGER_REPEATED' });
  });
});
