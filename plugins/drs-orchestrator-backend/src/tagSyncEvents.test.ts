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
import { systemClock } from '@drs-orchestrator/drs-engine';
import { auditKeysOf } from './audit/auditKeys';
import { AuditWriter } from './audit/AuditWriter';
import { AuditStore } from './database/AuditStore';
import { openDatabase } from './database/openDatabase';
import { TagSyncStore } from './database/TagSyncStore';
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
    expect(judgeTrigger(scheduled(), allowed)).toEqual({
      allowed: true,
      ruleArn: RULE,
    });
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
  ])('is refused with %s', (_what, payload, code, fields) => {
    expect(judgeTrigger(payload, allowed)).toEqual({
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
        clock: systemClock,
      }),
      defaults: {
        enabled: true,
        intervalHours: 1,
        keys: ['DR-*'],
        trigger: allowed,
        ...options,
      },
      clock: systemClock,
      logger,
    });
    return {
      logger,
      publish: (eventPayload: unknown) =>
        events.publish({ topic: TAG_SYNC_EVENTS_TOPIC, eventPayload }),
      plan: () => TagSyncStore.create(knex).plan(),
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
      actor: { kind: 'program', ref: RULE },
    });
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
});
