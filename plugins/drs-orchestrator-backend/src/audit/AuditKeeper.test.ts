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
import { LeadershipLost } from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { AuditStore } from '../database/AuditStore';
import { KnexLeaseStore } from '../database/KnexLeaseStore';
import { openDatabase } from '../database/openDatabase';
import { AuditKeeper } from './AuditKeeper';
import { auditKeysOf } from './auditKeys';
import { AuditWriter } from './AuditWriter';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const keys = auditKeysOf('a key for tests of 32 characters');
const DAY_MS = 86_400_000;

/** A trail with a clock of its own. */
async function open(databaseId: TestDatabaseId, given?: Knex) {
  const knex = given ?? (await databases.init(databaseId));
  if (!given) {
    await openDatabase({ getClient: async () => knex });
  }
  const time = { now: Date.parse('2026-11-21T12:00:00.000Z') };
  const clock = { now: () => new Date(time.now), monotonic: () => time.now };
  const errors: string[] = [];
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (message: string) => errors.push(message),
  };
  const writer = AuditWriter.create({ knex, keys, clock });
  const keeper = AuditKeeper.create({
    knex,
    keys,
    clock,
    logger,
    retentionMs: 30 * DAY_MS,
  });
  const write = (name: string, trx?: Knex.Transaction) =>
    writer.write(
      {
        actor: { kind: 'person', ref: 'user:default/pat.lindqvist' },
        operation: 'update_settings',
        record: { kind: 'settings', name },
        outcome: 'SUCCEEDED',
        requestId: randomUUID(),
      },
      trx,
    );
  const store = AuditStore.create(knex);
  const sealedNames = async () => {
    const rows = await store.exportAfter(0, 10_000);
    return rows.map(({ record }) => record.name);
  };
  return { knex, time, errors, keeper, write, store, sealedNames };
}

/** Takes the lease, whoever has it. */
async function lead(knex: Knex): Promise<number> {
  const lease = KnexLeaseStore.create(knex);
  const taken = await lease.take(randomUUID(), await lease.read());
  if (!taken) {
    throw new Error('Somebody else took the lease');
  }
  return taken.epoch;
}

describe.each(databases.eachSupportedId())('AuditKeeper on %s', databaseId => {
  it('seals what was written, in batches, and finds that the chain holds', async () => {
    const { knex, keeper, write, store, sealedNames } = await open(databaseId);
    const epoch = await lead(knex);
    expect(await keeper.check(epoch)).toBeUndefined();
    const names = Array.from({ length: 1_203 }, (_, index) => `${index}`);
    for (const name of names) {
      await write(name);
    }

    await keeper.sealAll(epoch);
    expect(await sealedNames()).toEqual(names);
    const check = await keeper.check(epoch);
    expect(check).toMatchObject({ intact: true, position: 1_203 });
    expect(await store.trail(keys)).toEqual({
      entries: 1_203,
      unsealed: 0,
      head: expect.objectContaining({ position: 1_203 }),
      check,
    });

    await write('later');
    expect(await store.trail(keys)).toMatchObject({
      entries: 1_204,
      unsealed: 1,
    });
    await keeper.sealAll(epoch);
    expect(await keeper.check(epoch)).toMatchObject({
      intact: true,
      position: 1_204,
    });
  });

  it('seals nothing for who does not lead any more', async () => {
    const { knex, keeper, write, store, sealedNames } = await open(databaseId);
    const before = await lead(knex);
    await write('one');
    const now = await lead(knex);

    await expect(keeper.sealAll(before)).rejects.toThrow(LeadershipLost);
    await expect(keeper.check(before)).resolves.toBeUndefined();
    expect(await sealedNames()).toEqual([]);
    await keeper.sealAll(now);
    await expect(keeper.check(before)).rejects.toThrow(LeadershipLost);
    await write('two');
    await expect(keeper.sealAll(before)).rejects.toThrow(LeadershipLost);
    expect(await sealedNames()).toEqual(['one']);
    expect((await store.trail(keys)).check).toBeUndefined();
  });

  it('goes on where a leader that died in the middle had come to', async () => {
    const first = await open(databaseId);
    const { knex } = first;
    for (const name of ['one', 'two', 'three']) {
      await first.write(name);
    }
    // The first dies between sealing its rows and moving the head.
    jest
      .spyOn(AuditStore.prototype, 'setHead')
      .mockRejectedValueOnce(new Error('The host lost its power'));
    await expect(first.keeper.sealAll(await lead(knex))).rejects.toThrow(
      'lost its power',
    );
    expect(await first.sealedNames()).toEqual([]);

    // The next has a clock that is an hour behind.
    const second = await open(databaseId, knex);
    await first.keeper.sealAll(await lead(knex));
    const head = await second.store.head();
    second.time.now -= 3_600_000;
    await second.write('four');
    const epoch = await lead(knex);
    await second.keeper.sealAll(epoch);
    expect(await second.sealedNames()).toEqual(['one', 'two', 'three', 'four']);
    expect((await second.store.head())?.sealedAt).toBe(head?.sealedAt);
    expect(await second.keeper.check(epoch)).toMatchObject({ intact: true });
  });

  it.each([
    [
      'the text of an entry',
      (knex: Knex) =>
        knex('audit_entries')
          .where({ position: 3 })
          .update({ text: knex.raw("replace(text, 'three', 'seven')") }),
      3,
    ],
    [
      'the column of an entry by which lists find it',
      (knex: Knex) =>
        knex('audit_entries')
          .where({ position: 3 })
          .update({ actor: 'user:default/somebody.else' }),
      3,
    ],
    [
      'the time of an entry in the list',
      (knex: Knex) =>
        knex('audit_entries')
          .where({ position: 3 })
          .update({ at: new Date(0) }),
      3,
    ],
    [
      'an entry by removing it',
      (knex: Knex) => knex('audit_entries').where({ position: 3 }).delete(),
      3,
    ],
    [
      'the end by cutting it off',
      (knex: Knex) => knex('audit_entries').where('position', '>', 3).delete(),
      4,
    ],
    [
      'everything by removing it',
      (knex: Knex) => knex('audit_entries').delete(),
      1,
    ],
    [
      'the head by setting it back',
      (knex: Knex) => knex('audit_chain').update({ position: 3 }),
      3,
    ],
  ])('finds that somebody changed %s', async (_what, change, brokenAt) => {
    const { knex, keeper, write, store, errors } = await open(databaseId);
    const epoch = await lead(knex);
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      await write(name);
    }
    await keeper.sealAll(epoch);
    await change(knex);

    expect(await keeper.check(epoch)).toMatchObject({
      intact: false,
      brokenAt,
    });
    expect(errors).toEqual([
      expect.stringContaining('The audit trail is broken'),
    ]);
    expect((await store.trail(keys)).check).toMatchObject({ intact: false });
  });

  it('builds nothing on a head that is not its own', async () => {
    const { knex, keeper, write, store, sealedNames } = await open(databaseId);
    const epoch = await lead(knex);
    await write('one');
    await keeper.sealAll(epoch);
    await write('two');
    await knex('audit_chain').update({ position: 2 });
    await expect(keeper.sealAll(epoch)).rejects.toThrow(/head .* changed/);
    await knex('audit_chain').delete();
    await expect(keeper.sealAll(epoch)).rejects.toThrow(/head .* was removed/);
    expect(await sealedNames()).toEqual(['one']);
    expect(await keeper.check(epoch)).toMatchObject({ intact: false });
    expect(await store.trail(keys)).toMatchObject({
      entries: 2,
      check: { intact: false, why: expect.stringContaining('head') },
    });
  });

  it('tells that somebody else put an entry there', async () => {
    const { knex, keeper, write, errors } = await open(databaseId);
    const epoch = await lead(knex);
    await write('one');
    const [{ entry_id: _, ...row }] = await knex('audit_entries').select('*');
    await knex('audit_entries').insert({
      ...row,
      entry_key: 'forged',
      text: row.text.replace(row.entry_key, 'forged'),
    });
    await keeper.sealAll(epoch);
    expect(errors).toEqual([expect.stringContaining('by somebody else')]);
    expect(await keeper.check(epoch)).toMatchObject({
      intact: false,
      brokenAt: 2,
    });
  });

  it('does not believe a check that it has not written', async () => {
    const { knex, keeper, write, store } = await open(databaseId);
    const epoch = await lead(knex);
    await write('one');
    await keeper.sealAll(epoch);
    await keeper.check(epoch);
    await knex('audit_chain').update({
      last_check: knex.raw("replace(last_check, 'true', 'false')"),
    });
    expect((await store.trail(keys)).check).toBeUndefined();
  });

  it('removes only what is old, from the beginning, and tells of it', async () => {
    const { knex, time, keeper, write, store, sealedNames } = await open(
      databaseId,
    );
    const epoch = await lead(knex);
    for (let number = 1; number <= 700; number++) {
      await write(`old ${number}`);
    }
    await keeper.sealAll(epoch);
    expect(await keeper.cutOld(epoch)).toBe(0);
    time.now += 31 * DAY_MS;
    await write('young');
    await keeper.sealAll(epoch);
    // By a clock that was behind: it stays, as one before it must.
    time.now -= 20 * DAY_MS;
    await write('old, but after');
    time.now += 20 * DAY_MS;
    await keeper.sealAll(epoch);

    await expect(keeper.cutOld(epoch - 1)).rejects.toThrow(LeadershipLost);
    expect(await keeper.cutOld(epoch)).toBe(700);
    await keeper.sealAll(epoch);
    expect(await sealedNames()).toEqual([
      'young',
      'old, but after',
      undefined,
      undefined,
    ]);
    expect((await store.page({ limit: 1 })).items).toMatchObject([
      {
        operation: 'cut_audit_trail',
        actor: { kind: 'system' },
        after: { removedUpTo: 700, removedEntries: 200 },
      },
    ]);
    expect(await keeper.check(epoch)).toMatchObject({
      intact: true,
      position: 704,
    });
    expect(await store.trail(keys)).toMatchObject({
      entries: 4,
      cut: { position: 700 },
    });

    // Whoever removes more, or the record of it, is found out.
    await knex('audit_cuts').where({ position: 700 }).delete();
    expect(await keeper.check(epoch)).toMatchObject({
      intact: false,
      brokenAt: 501,
    });
  });

  it('removes nothing of a chain that was tampered with', async () => {
    const { knex, time, keeper, write, sealedNames } = await open(databaseId);
    const epoch = await lead(knex);
    for (const name of ['one', 'two', 'three']) {
      await write(name);
    }
    await keeper.sealAll(epoch);
    time.now += 31 * DAY_MS;
    await knex('audit_entries')
      .where({ position: 2 })
      .update({ text: knex.raw("replace(text, 'two', 'ten')") });
    expect(await keeper.cutOld(epoch)).toBe(1);
    expect(await sealedNames()).toEqual(['ten', 'three']);
  });
});

describe('AuditKeeper where writers overlap', () => {
  it('gives an entry that is committed late the next place', async () => {
    if (!databases.supports('POSTGRES_18')) {
      // SQLite has one writer at a time: there, none is committed late.
      return;
    }
    const { knex, keeper, write, sealedNames } = await open('POSTGRES_18');
    const epoch = await lead(knex);
    const late = await knex.transaction();
    await write('begun first', late);
    await write('committed first');
    await keeper.sealAll(epoch);
    expect(await sealedNames()).toEqual(['committed first']);

    await late.commit();
    await keeper.sealAll(epoch);
    expect(await sealedNames()).toEqual(['committed first', 'begun first']);
    expect(
      await knex('audit_entries').orderBy('entry_id').pluck('position'),
    ).toEqual([2, 1]);
    expect(await keeper.check(epoch)).toMatchObject({
      intact: true,
      position: 2,
    });
  });
});
