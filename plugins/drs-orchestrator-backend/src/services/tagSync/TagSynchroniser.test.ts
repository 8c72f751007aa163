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
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import { AwsDrsAccess, LeadershipLost } from '@drs-orchestrator/drs-engine';
import type { TagSyncRun } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { auditKeysOf } from '../../audit/auditKeys';
import { AuditWriter } from '../../audit/AuditWriter';
import { AuditStore } from '../../database/AuditStore';
import { FreezeStore } from '../../database/FreezeStore';
import { KnexLeaseStore } from '../../database/KnexLeaseStore';
import { openDatabase } from '../../database/openDatabase';
import { TagSyncStore } from '../../database/TagSyncStore';
import { TargetAccountStore } from '../../database/TargetAccountStore';
import { Inventory } from '../inventory/Inventory';
import { FreezeSwitch } from '../settings/FreezeSwitch';
import { ScopeSynchronisation } from './ScopeSynchronisation';
import { hurry, requestedRun } from './tagSyncRules';
import { TagSynchroniser } from './TagSynchroniser';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const HOUR_MS = 3_600_000;
const COMMERCE = '111122223333';

const defaults = { enabled: true, intervalHours: 1, keys: ['Application'] };
const byAda = { kind: 'REQUEST', by: 'user:default/ada.lindgren' } as const;

/** Takes the lease, whoever has it. */
async function lead(knex: Knex): Promise<number> {
  const lease = KnexLeaseStore.create(knex);
  const taken = await lease.take(randomUUID(), await lease.read());
  if (!taken) {
    throw new Error('Somebody else took the lease');
  }
  return taken.epoch;
}

describe.each(databases.eachSupportedId())(
  'TagSynchroniser on %s',
  (databaseId: TestDatabaseId) => {
    let aws: Simulator;
    let access: AwsDrsAccess | undefined;

    beforeAll(async () => {
      aws = await startSimulator({ port: 0 });
    });
    afterAll(() => aws.close());
    beforeEach(() => aws.reset());
    afterEach(() => access?.close());

    /** A synchroniser with a clock of its own, and one account on record. */
    async function open() {
      const knex = await databases.init(databaseId);
      await openDatabase({ getClient: async () => knex });
      const time = { now: Date.parse('2026-11-22T12:00:00.000Z') };
      const clock = {
        now: () => new Date(time.now),
        monotonic: () => time.now,
      };
      const logger = {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      };
      const accounts = TargetAccountStore.create(knex);
      await accounts.seed(
        [
          {
            accountId: COMMERCE,
            accountName: 'meridian-commerce',
            roleName: 'DrsOrchestratorRole',
            externalId: 'meridian-dr',
            regions: ['us-west-2', 'eu-west-1'],
          },
        ],
        clock.now(),
      );
      const ways = new AwsDrsAccess({
        findAccount: accountId => accounts.access(accountId),
        hubCredentials: async () => ({
          accessKeyId: 'AKIDMERIDIANHUB00001',
          secretAccessKey: 'meridian-development-only',
        }),
        endpoint: aws.url,
        callTimeoutMs: 10_000,
        logger,
      });
      access = ways;
      const inventory = Inventory.create({ access: ways, clock });
      const freezeStore = FreezeStore.create(knex);
      const synchroniser = TagSynchroniser.create({
        knex,
        access: ways,
        accounts,
        inventory,
        audit: AuditWriter.create({
          knex,
          keys: auditKeysOf('a key for tests of 32 characters'),
          clock,
        }),
        freeze: FreezeSwitch.create({
          store: freezeStore,
          byConfiguration: false,
        }),
        defaults,
        clock,
        logger,
      });
      const store = TagSyncStore.create(knex);
      const request = async (dryRun = false): Promise<TagSyncRun> => {
        const run = requestedRun(
          { trigger: byAda, dryRun },
          defaults,
          clock.now(),
        );
        expect(await store.request(run)).toBe(true);
        return run;
      };
      const audited = async () =>
        (await AuditStore.create(knex).page({ limit: 100 })).items.map(
          ({ operation, outcome, code }) => [operation, outcome, code],
        );
      return {
        knex,
        ways,
        inventory,
        time,
        clock,
        store,
        synchroniser,
        freezeStore,
        request,
        audited,
        tagged: () => aws.record({ operation: 'TagResource' }).length,
        /** Does something once the first server is tagged. */
        whenFirstTagged: async (act: () => Promise<unknown>) => {
          aws.faults.add({
            match: { operation: 'TagResource' },
            effect: { type: 'latency', ms: 30 },
          });
          while (aws.record({ operation: 'TagResource' }).length === 0) {
            await new Promise(resolve => setTimeout(resolve, 1));
          }
          await act();
          // The leader’s own word is believed for two seconds.
          time.now += 2_000;
        },
      };
    }

    it('begins by itself an interval after it was installed, and then each interval', async () => {
      const { knex, time, store, synchroniser, tagged, inventory } =
        await open();
      const epoch = await lead(knex);
      await synchroniser.perform(epoch);
      time.now += HOUR_MS - 1;
      await synchroniser.perform(epoch);
      expect(await store.newest(5)).toEqual([]);
      time.now += 1;
      const withTag = async () =>
        (
          await inventory.servers({
            accountId: COMMERCE,
            region: 'us-west-2',
          })
        ).filter(({ tags }) => 'Application' in tags).length;
      expect(await withTag()).toBe(0);
      await synchroniser.perform(epoch);
      // What was known a moment ago is asked anew.
      expect(await withTag()).toBe(22);
      const [first] = await store.newest(5);
      expect(first).toMatchObject({
        status: 'COMPLETED',
        trigger: { kind: 'SCHEDULE', by: 'system' },
        counts: { servers: 28, tagsAdded: 28 },
      });
      expect(tagged()).toBe(28);
      time.now += HOUR_MS - 1;
      await synchroniser.perform(epoch);
      expect(await store.newest(5)).toHaveLength(1);
      time.now += 1;
      // Another leader goes on with the same schedule.
      await synchroniser.perform(await lead(knex));
      expect(await store.newest(5)).toHaveLength(2);
      expect(tagged()).toBe(28);
    });

    it('begins at once where somebody hurries it, and not while everything is frozen', async () => {
      const { knex, clock, store, synchroniser, freezeStore, tagged } =
        await open();
      const epoch = await lead(knex);
      const because = { kind: 'EVENT', by: 'arn:of-a-rule' } as const;
      expect(await hurry(knex, defaults, because, clock)).toBe(true);
      const freeze = (version: number, active: boolean) =>
        freezeStore.set(version, { active }, byAda.by, clock.now());
      await freeze(0, true);
      await synchroniser.perform(epoch);
      expect(await store.newest(5)).toEqual([]);
      await freeze(1, false);
      await synchroniser.perform(epoch);
      expect(await store.newest(5)).toMatchObject([
        { status: 'COMPLETED', trigger: because },
      ]);
      expect(tagged()).toBe(28);

      const off = { ...defaults, enabled: false };
      await store.setRules(0, off, byAda.by, clock.now());
      expect(await hurry(knex, defaults, because, clock)).toBe(false);
      await synchroniser.perform(epoch);
      expect(await store.plan()).toBeUndefined();
      expect(await store.newest(5)).toHaveLength(1);
    });

    it('tells of a run whose process ended that it was interrupted, and makes room', async () => {
      const { knex, store, synchroniser, request, audited } = await open();
      const before = await lead(knex);
      const run = await request();
      // As the process leaves it that is killed after the first account.
      await store.save({ ...run, status: 'RUNNING' }, before);
      const another = requestedRun(
        { trigger: byAda, dryRun: false },
        defaults,
        new Date(),
      );
      expect(await store.request(another)).toBe(false);

      const epoch = await lead(knex);
      await expect(synchroniser.perform(before)).rejects.toThrow(
        LeadershipLost,
      );
      await synchroniser.perform(epoch);
      expect(await store.newest(5)).toMatchObject([
        {
          runId: run.runId,
          status: 'INTERRUPTED',
          endedAt: expect.any(String),
          message: expect.stringContaining('ended in between'),
        },
      ]);
      expect(await audited()).toEqual([
        ['run_tag_sync', 'FAILED', 'TAG_SYNC_INTERRUPTED'],
      ]);
      expect(await store.request(another)).toBe(true);
    });

    it('ends in the middle where another leads, everything is frozen, or it is stopped', async () => {
      const {
        knex,
        time,
        clock,
        store,
        synchroniser,
        request,
        tagged,
        freezeStore,
        whenFirstTagged,
      } = await open();

      const replaced = await lead(knex);
      await request();
      await Promise.all([
        expect(synchroniser.perform(replaced)).rejects.toThrow(LeadershipLost),
        whenFirstTagged(() => lead(knex)),
      ]);
      expect(tagged()).toBeLessThan(28);
      expect((await store.underWay())?.run.status).toBe('RUNNING');

      aws.reset();
      const epoch = await lead(knex);
      await synchroniser.perform(epoch);
      await request();
      await Promise.all([
        synchroniser.perform(epoch),
        whenFirstTagged(() =>
          freezeStore.set(0, { active: true }, byAda.by, clock.now()),
        ),
      ]);
      expect(tagged()).toBeLessThan(28);
      expect((await store.newest(1))[0]).toMatchObject({
        status: 'INTERRUPTED',
        message: expect.stringContaining('freeze switch'),
      });
      await freezeStore.set(1, { active: false }, byAda.by, clock.now());

      aws.reset();
      time.now += 1;
      await request();
      await Promise.all([
        synchroniser.perform(epoch),
        whenFirstTagged(async () => synchroniser.stop()),
      ]);
      expect(tagged()).toBeLessThan(28);
      expect((await store.newest(1))[0]).toMatchObject({
        status: 'INTERRUPTED',
        message: expect.stringContaining('stopped'),
      });
      // What is asked for now is the next leader's.
      time.now += 1;
      await request();
      await synchroniser.perform(epoch);
      expect((await store.underWay())?.run.status).toBe('REQUESTED');
    });

    it.each([
      ['the freeze switch', 'INTERRUPTED'],
      ['an error of its own', 'FAILED'],
    ] as const)(
      'tells all that was done before %s ended it, in its report and in the audit trail',
      async (_what, status) => {
        const {
          knex,
          clock,
          store,
          synchroniser,
          request,
          tagged,
          freezeStore,
          whenFirstTagged,
        } = await open();
        const epoch = await lead(knex);
        await request();
        const [performed] = await Promise.allSettled([
          synchroniser.perform(epoch),
          whenFirstTagged(async () => {
            await freezeStore.set(0, { active: true }, byAda.by, clock.now());
            if (status === 'FAILED') {
              await knex('settings')
                .where({ name: 'freeze' })
                .update({ value: 'it cannot be read' });
            }
          }),
        ]);
        expect(performed.status).toBe(
          status === 'FAILED' ? 'rejected' : 'fulfilled',
        );
        expect(tagged()).toBeGreaterThan(0);
        expect(tagged()).toBeLessThan(28);
        const done = { serversChanged: tagged(), tagsAdded: tagged() };
        const [run] = await store.newest(1);
        expect(run).toMatchObject({ status, counts: done });
        expect(run.scopes.map(scope => scope.status)).toContain('INTERRUPTED');
        expect(run.scopes.flatMap(({ changes }) => changes)).toHaveLength(
          tagged(),
        );
        const { items } = await AuditStore.create(knex).page({ limit: 1 });
        expect(items[0]).toMatchObject({
          operation: 'run_tag_sync',
          outcome: 'FAILED',
          after: { status, ...done },
        });
      },
    );

    it('begins where somebody hurries the first run in the moment in which it is planned', async () => {
      const { knex, clock, store, synchroniser } = await open();
      const epoch = await lead(knex);
      const because = { kind: 'SETTINGS', by: byAda.by } as const;
      const hurrying = await knex.transaction();
      expect(await hurry(hurrying, defaults, because, clock)).toBe(true);
      const performed = synchroniser.perform(epoch);
      if (databaseId !== 'SQLITE_3') {
        // SQLite has one connection; here the leader waits for the other's lock.
        const waiting = async () =>
          (
            await knex.raw(
              "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            )
          ).rows[0].count;
        while ((await waiting()) === 0) {
          await new Promise(resolve => setTimeout(resolve, 5));
        }
      }
      await hurrying.commit();
      await performed;
      // Begun in this round or, where the look found nothing to plan, in the next.
      await synchroniser.perform(epoch);
      expect(await store.newest(5)).toMatchObject([
        { status: 'COMPLETED', trigger: because },
      ]);
    });

    it('takes away before it adds: a server has fifty tags at most', async () => {
      const { knex, clock, store, synchroniser, ways } = await open();
      const epoch = await lead(knex);
      const { serverTags } = await ways.services({
        accountId: COMMERCE,
        region: 'us-west-2',
      });
      const [server] = await serverTags.servers();
      const room = 50 - Object.keys(server.tags).length;
      await serverTags.set(server.arn, {
        ...Object.fromEntries(
          Array.from({ length: room - 1 }, (_, index) => [`X-${index}`, 'x']),
        ),
        'Old-Tier': '1',
      });
      const run = requestedRun(
        { trigger: byAda, dryRun: false, regions: ['us-west-2'] },
        { ...defaults, keys: ['Application', 'Old-*'] },
        clock.now(),
      );
      expect(await store.request(run)).toBe(true);
      await synchroniser.perform(epoch);
      expect((await store.newest(1))[0]).toMatchObject({
        status: 'COMPLETED',
        counts: { serversFailed: 0, tagsRemoved: 1, tagsAdded: 22 },
      });
      const after = (await serverTags.servers()).find(
        ({ arn }) => arn === server.arn,
      );
      expect(Object.keys(after?.tags ?? {})).toHaveLength(50);
      expect(after?.tags).not.toHaveProperty('Old-Tier');
    });

    it('adds nothing to a server from which it took something before it had to end', async () => {
      const { ways, tagged } = await open();
      const scope = { accountId: COMMERCE, region: 'us-west-2' };
      const { serverTags } = await ways.services(scope);
      for (const { arn } of await serverTags.servers()) {
        await serverTags.set(arn, { 'Gone-Tier': '1' });
      }
      const before = tagged();
      const untagged = () => aws.record({ operation: 'UntagResource' }).length;
      const reason = new Error('Everything is frozen');
      const { report, interruption } = await ScopeSynchronisation.run(scope, {
        access: ways,
        keys: ['Application', 'Gone-*'],
        dryRun: false,
        mayGoOn: async () => {
          if (untagged() > 0) {
            throw reason;
          }
        },
      });
      expect(interruption).toEqual({ reason });
      expect(untagged()).toBeGreaterThan(0);
      expect(tagged()).toBe(before);
      expect(report).toMatchObject({
        status: 'INTERRUPTED',
        serversChanged: untagged(),
        tagsRemoved: untagged(),
        tagsAdded: 0,
        serversFailed: 0,
      });
    });

    it('says so where there is nothing that it could do', async () => {
      const { knex, clock, time, store, synchroniser, request, audited } =
        await open();
      const epoch = await lead(knex);
      const asked = requestedRun(
        { trigger: byAda, dryRun: false, regions: ['ap-south-1'] },
        defaults,
        clock.now(),
      );
      expect(await store.request(asked)).toBe(true);
      await synchroniser.perform(epoch);
      expect((await store.newest(1))[0]).toMatchObject({
        status: 'FAILED',
        message: expect.stringContaining('on record any more'),
      });
      expect((await audited())[0]).toEqual([
        'run_tag_sync',
        'FAILED',
        'TAG_SYNC_FAILED',
      ]);

      await knex('target_accounts').delete();
      time.now += 1;
      await request();
      await synchroniser.perform(epoch);
      expect((await store.newest(1))[0]).toMatchObject({
        status: 'COMPLETED',
        message: expect.stringContaining('no account is on record'),
      });
    });

    it('keeps the newest reports only', async () => {
      const { knex, time, store, synchroniser, request } = await open();
      const epoch = await lead(knex);
      aws.faults.add({
        match: { operation: 'DescribeSourceServers' },
        effect: { type: 'error', status: 400, code: 'ValidationException' },
      });
      let last: TagSyncRun | undefined;
      for (let i = 0; i < 52; i++) {
        last = await request(true);
        await synchroniser.perform(epoch);
        time.now += 1_000;
      }
      const kept = await store.newest(100);
      expect(kept).toHaveLength(50);
      expect(kept[0]).toMatchObject({ runId: last?.runId, status: 'FAILED' });
    });
  },
);
