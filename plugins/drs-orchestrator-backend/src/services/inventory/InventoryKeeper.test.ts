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
  AwsFailure,
  LeadershipLost,
  scopeKey,
  type ObservedSourceServer,
  type Scope,
} from '@drs-orchestrator/drs-engine';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { KnexLeaseStore } from '../../database/KnexLeaseStore';
import { openDatabase } from '../../database/openDatabase';
import { ReplicationStore } from '../../database/ReplicationStore';
import { TargetAccountStore } from '../../database/TargetAccountStore';
import { Inventory } from './Inventory';
import { InventoryKeeper } from './InventoryKeeper';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-22T12:00:00.000Z');
const HERE = { accountId: '111122223333', region: 'us-west-2' };
const THERE = { accountId: '222233334444', region: 'us-west-2' };

/** Takes the lease, whoever has it. */
async function lead(knex: Knex): Promise<number> {
  const lease = KnexLeaseStore.create(knex);
  const taken = await lease.take(randomUUID(), await lease.read());
  if (!taken) {
    throw new Error('Somebody else took the lease');
  }
  return taken.epoch;
}

const serverOf = (
  scope: Scope,
  number: number,
  lagSeconds = 2,
  replicationState = 'CONTINUOUS',
): ObservedSourceServer => ({
  ...scope,
  sourceServerId: `s-${String(number).padStart(17, '0')}`,
  hostname: `host-${number}`,
  ipAddresses: [],
  hardware: { cpuCores: 1, ramBytes: 1, diskBytes: 1 },
  tags: {},
  replicationState,
  lagSeconds,
  hasRecoveryPoint: true,
});

describe.each(databases.eachSupportedId())(
  'InventoryKeeper on %s',
  (databaseId: TestDatabaseId) => {
    /** A keeper whose time is given, over what AWS is said to tell. */
    async function open(hereRegions = [HERE.region]) {
      const knex = await databases.init(databaseId);
      await openDatabase({ getClient: async () => knex });
      const time = { now: START };
      const clock = {
        now: () => new Date(time.now),
        monotonic: () => time.now,
      };
      const accounts = TargetAccountStore.create(knex);
      await accounts.seed(
        [
          { ...HERE, regions: hereRegions },
          { ...THERE, regions: [THERE.region] },
        ].map(({ accountId, regions }) => ({
          accountId,
          accountName: accountId,
          roleName: 'DrsOrchestratorRole',
          regions,
        })),
        clock.now(),
      );
      const told = new Map<string, ObservedSourceServer[] | AwsFailure>();
      /** What an account answers after, if at all. */
      const hanging = new Map<string, Promise<void>>();
      const asked: string[] = [];
      const warnings: string[] = [];
      const describeSourceServers = async (scope: Scope) => {
        asked.push(scopeKey(scope));
        await hanging.get(scope.accountId);
        const answer = told.get(scopeKey(scope)) ?? [];
        if (answer instanceof AwsFailure) {
          throw answer;
        }
        return answer;
      };
      const make = (hangsAfterMs?: number) =>
        InventoryKeeper.create({
          knex,
          // Of DRS only this one question is asked.
          inventory: {
            servers: scope => describeSourceServers(scope),
          } satisfies Pick<Inventory, 'servers'>,
          accounts,
          clock,
          logger: {
            debug: () => undefined,
            info: () => undefined,
            warn: message => warnings.push(message),
            error: () => undefined,
          },
          intervalMs: 5 * MINUTE_MS,
          retentionMs: 30 * DAY_MS,
          ...(hangsAfterMs && { hangsAfterMs }),
        });
      const store = ReplicationStore.create(knex);
      const seen = async (number = 1, scope: Scope = HERE) =>
        (
          await store.points(scope, serverOf(scope, number).sourceServerId, {
            from: new Date(0),
            to: clock.now(),
          })
        ).map(({ at, state, lagSeconds }) => [
          (Date.parse(at) - START) / MINUTE_MS,
          state,
          lagSeconds,
        ]);
      const looks = async (scope: Scope = HERE) =>
        (await store.looks(scope, { from: new Date(0), to: clock.now() })).map(
          ({ from, to, failure }) => [
            (Date.parse(from) - START) / MINUTE_MS,
            (Date.parse(to) - START) / MINUTE_MS,
            failure?.code,
          ],
        );
      const tell = (
        scope: Scope,
        answer: ObservedSourceServer[] | AwsFailure,
      ) => told.set(scopeKey(scope), answer);
      return { knex, time, make, tell, hanging, asked, warnings, seen, looks };
    }

    it('looks each interval, writes what changed, and knows for how long it held', async () => {
      const { knex, time, make, tell, asked, seen, looks } = await open();
      const epoch = await lead(knex);
      const keeper = make();
      tell(HERE, [serverOf(HERE, 1), serverOf(HERE, 2)]);
      await keeper.perform(epoch);
      time.now += 5 * MINUTE_MS - 1;
      await keeper.perform(epoch);
      expect(asked).toHaveLength(2);
      time.now += 1;
      await keeper.perform(epoch);
      expect(asked).toHaveLength(4);

      for (const lag of [302, 602, 620]) {
        time.now += 5 * MINUTE_MS;
        tell(HERE, [serverOf(HERE, 1, lag, 'STALLED'), serverOf(HERE, 2)]);
        await keeper.perform(epoch);
      }
      time.now += 5 * MINUTE_MS;
      tell(HERE, [serverOf(HERE, 2)]);
      await keeper.perform(epoch);

      expect(await seen(1)).toEqual([
        [0, 'CONTINUOUS', 2],
        [10, 'STALLED', 302],
        [15, 'STALLED', 602],
        [25, undefined, undefined],
      ]);
      expect(await seen(2)).toEqual([[0, 'CONTINUOUS', 2]]);
      expect(await looks()).toEqual([[0, 25, undefined]]);
    });

    it('says so where an account cannot be asked, and goes on with the others', async () => {
      const { knex, time, make, tell, seen, looks, warnings } = await open();
      const epoch = await lead(knex);
      const keeper = make();
      tell(HERE, [serverOf(HERE, 1)]);
      tell(THERE, [serverOf(THERE, 1)]);
      await keeper.perform(epoch);
      tell(
        HERE,
        new AwsFailure({
          kind: 'access-denied',
          code: 'AccessDenied',
          message: 'The role cannot be assumed',
        }),
      );
      for (let look = 0; look < 3; look++) {
        time.now += 5 * MINUTE_MS;
        await keeper.perform(epoch);
      }
      expect(warnings).toEqual([
        expect.stringContaining('111122223333 in us-west-2'),
      ]);
      time.now += 5 * MINUTE_MS;
      tell(HERE, [serverOf(HERE, 1, 100)]);
      await keeper.perform(epoch);
      // Nothing is made up of the time in between.
      expect(await seen()).toEqual([
        [0, 'CONTINUOUS', 2],
        [20, 'CONTINUOUS', 100],
      ]);
      expect(await looks()).toEqual([
        [0, 0, undefined],
        [5, 15, 'AccessDenied'],
        [20, 20, undefined],
      ]);
      expect(await looks(THERE)).toEqual([[0, 20, undefined]]);
    });

    it('goes on with the others while one hangs, and remembers what it answers at last', async () => {
      // More than are looked at together.
      const regions = [
        'us-west-2',
        'us-east-1',
        'us-east-2',
        'eu-west-1',
        'eu-west-2',
      ];
      const { knex, time, make, tell, hanging, asked, seen, looks } =
        await open(regions);
      const epoch = await lead(knex);
      tell(HERE, [serverOf(HERE, 1)]);
      const { promise, resolve } = Promise.withResolvers<void>();
      hanging.set(HERE.accountId, promise);
      const keeper = make(1);
      /** Rounds as a leader makes them; the test's own limit ends them otherwise. */
      const roundsUntil = async (isSo: () => Promise<boolean>) => {
        while (!(await isSo())) {
          await keeper.perform(epoch);
        }
      };
      const lookedTo = async (minute: number, scope: Scope) =>
        (await looks(scope))[0]?.[1] === minute;
      await roundsUntil(() => lookedTo(0, THERE));
      time.now += 5 * MINUTE_MS;
      await roundsUntil(() => lookedTo(5, THERE));
      expect(await looks()).toEqual([]);
      // It is not asked again while it hangs.
      expect(asked.filter(key => key === scopeKey(HERE))).toHaveLength(1);

      resolve();
      for (const region of regions) {
        await roundsUntil(() => lookedTo(5, { ...HERE, region }));
      }
      expect(await seen()).toEqual([[5, 'CONTINUOUS', 2]]);
      expect(asked.filter(key => key === scopeKey(HERE))).toHaveLength(1);
    });

    it('goes on where the leader before had come to, and writes nothing once another leads', async () => {
      const { knex, time, make, tell, seen, looks } = await open();
      tell(HERE, [serverOf(HERE, 1)]);
      const before = await lead(knex);
      const first = make();
      await first.perform(before);
      const epoch = await lead(knex);
      time.now += 5 * MINUTE_MS;
      await expect(first.perform(before)).rejects.toThrow(LeadershipLost);
      expect(await looks()).toEqual([[0, 0, undefined]]);
      const second = make();
      await second.perform(epoch);
      expect(await seen()).toEqual([[0, 'CONTINUOUS', 2]]);
      expect(await looks()).toEqual([[0, 5, undefined]]);
      // Nobody led for an hour.
      time.now += 60 * MINUTE_MS;
      await make().perform(await lead(knex));
      expect(await looks()).toEqual([
        [0, 5, undefined],
        [65, 65, undefined],
      ]);
    });

    it('keeps what retention wants, with what held when it begins', async () => {
      const { knex, time, make, tell, seen, looks } = await open();
      const epoch = await lead(knex);
      const keeper = make();
      tell(HERE, [serverOf(HERE, 1)]);
      const DAYS = 40;
      for (let hour = 0; hour <= DAYS * 24; hour++) {
        time.now = START + hour * 60 * MINUTE_MS;
        await keeper.perform(epoch);
      }
      const days = (await seen()).map(([minutes]) => Number(minutes) / 1440);
      // Once a day, and one from before the thirty days.
      expect(days).toEqual(Array.from({ length: 32 }, (_, index) => index + 9));
      expect((await looks()).length).toBeLessThanOrEqual(31 * 24 + 1);
      expect((await looks()).length).toBeGreaterThan(29 * 24);
    });

    it('takes ten thousand servers at once', async () => {
      const { knex, time, make, tell } = await open();
      const epoch = await lead(knex);
      const keeper = make();
      const many = Array.from({ length: 10_000 }, (_, i) => serverOf(HERE, i));
      tell(HERE, many);
      await keeper.perform(epoch);
      const count = async () =>
        Number((await knex('replication_points').count({ rows: '*' }))[0].rows);
      expect(await count()).toBe(10_000);
      // A day on which a hundred of them have trouble is ten thousand rows and few more.
      tell(
        HERE,
        many.map((server, index) =>
          index < 100 ? { ...server, lagSeconds: 500 } : server,
        ),
      );
      time.now += 5 * MINUTE_MS;
      await keeper.perform(epoch);
      time.now += 5 * MINUTE_MS;
      await keeper.perform(epoch);
      expect(await count()).toBe(10_100);
    });
  },
);
