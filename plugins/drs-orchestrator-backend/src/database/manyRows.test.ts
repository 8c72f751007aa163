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

import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exampleRow, exampleSummary } from '../__testUtils__/examples';
import { analyse, planOf } from '../__testUtils__/queryPlan';
import type { AttributeCriteria } from '../access/criteria';
import { chunksOf } from './chunks';
import { nameKey } from './columns';
import type { Page } from './cursor';
import { ExecutionListings, type ExecutionQuery } from './ExecutionListings';
import { KnexExecutionLog } from './KnexExecutionLog';
import { migrationSource } from './openDatabase';
import { ProtectionGroupStore, type GroupQuery } from './ProtectionGroupStore';
import { RecoveryPlanStore, type PlanQuery } from './RecoveryPlanStore';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const ROWS = 100_000;
const LIMIT = 50;
const PAGES = 6;
const numbers = Array.from({ length: ROWS }, (_, number) => number);
const noon = new Date('2026-11-21T12:00:00.000Z');
const somebody = 'user:default/pat.lindqvist';

const idOf = (number: number) => String(number).padStart(6, '0');
const accountOf = (number: number) => String(100_000_000_000 + (number % 100));
const regionOf = (number: number) =>
  number % 3 === 0 ? 'eu-west-1' : 'us-west-2';
const ownerOf = (number: number) => `group:default/team-${number % 50}`;

/** What somebody may see who holds a permission for one account only. */
const ofOneAccount: AttributeCriteria = {
  attribute: 'account',
  values: [accountOf(7)],
  match: 'ONLY',
};

type Row = Record<string, unknown>;

/** A stored record many times over, each with what makes it another. */
async function multiply(
  knex: Knex,
  table: string,
  differing: (number: number) => Row,
): Promise<void> {
  const [example] = await knex(table).select('*');
  await knex(table).delete();
  for (const chunk of chunksOf(numbers)) {
    await knex(table).insert(
      chunk.map(number => ({ ...example, ...differing(number) })),
    );
  }
}

async function giveAttributes(knex: Knex, kind: string): Promise<void> {
  await knex('record_attributes').where('record_kind', kind).delete();
  for (const chunk of chunksOf(numbers)) {
    await knex('record_attributes').insert(
      chunk.map(number => ({
        record_kind: kind,
        record_id: idOf(number),
        attribute: 'account',
        value: accountOf(number),
      })),
    );
  }
}

async function fill(knex: Knex): Promise<void> {
  const insertGroup = (name: string) =>
    ProtectionGroupStore.create(knex).insert(
      {
        groupId: name,
        accountId: accountOf(0),
        region: 'us-west-2',
        content: { groupName: name, serverSelectionTags: { group: name } },
      },
      somebody,
      noon,
    );
  await insertGroup('example');
  await RecoveryPlanStore.create(knex).insert(
    {
      planId: 'example',
      accountId: accountOf(0),
      content: {
        planName: 'example',
        maxDurationMinutes: 60,
        waves: [],
      },
    },
    somebody,
    noon,
  );
  await KnexExecutionLog.create(knex).create(
    exampleRow(1, 'example'),
    { summary: exampleSummary({ executionId: 'example' }) },
    [],
  );
  await knex('execution_log').delete();
  await multiply(knex, 'protection_groups', number => ({
    group_id: idOf(number),
    group_name: `Group ${idOf(number)}`,
    name_key: nameKey(`Group ${idOf(number)}`),
    account_id: accountOf(number),
    region: regionOf(number),
    owner: ownerOf(number),
  }));
  await multiply(knex, 'recovery_plans', number => ({
    plan_id: idOf(number),
    plan_name: `Plan ${idOf(number)}`,
    name_key: nameKey(`Plan ${idOf(number)}`),
    account_id: accountOf(number),
    owner: ownerOf(number),
  }));
  for (const chunk of chunksOf(numbers)) {
    await knex('recovery_plan_groups').insert(
      chunk.map(number => ({ plan_id: idOf(number), group_id: idOf(number) })),
    );
  }
  const summary = exampleSummary({ executionId: 'example' });
  await multiply(knex, 'executions', number => ({
    execution_id: idOf(number),
    plan_id: idOf(number % 1000),
    account_id: accountOf(number),
    execution_type: number % 4 === 0 ? 'RECOVERY' : 'DRILL',
    status: number % 10 === 0 ? 'FAILED' : 'COMPLETED',
    initiated_by: `user:default/person-${number % 50}`,
    // Three in each second.
    started_at: new Date(noon.getTime() + Math.floor(number / 3) * 1000),
    summary: JSON.stringify({ ...summary, executionId: idOf(number) }),
  }));
  for (const kind of ['protection-group', 'recovery-plan', 'execution']) {
    await giveAttributes(knex, kind);
  }
  await analyse(knex, [
    'protection_groups',
    'recovery_plans',
    'recovery_plan_groups',
    'executions',
    'record_attributes',
  ]);
}

/** A filter, and which of the numbered records pass it. */
type Cases<Q> = Record<string, [Partial<Q>, (number: number) => boolean]>;

const groupCases: Cases<GroupQuery> = {
  all: [{}, () => true],
  account: [{ accountId: accountOf(7) }, n => n % 100 === 7],
  region: [{ region: 'eu-west-1' }, n => n % 3 === 0],
  'account and Region': [
    { accountId: accountOf(7), region: 'eu-west-1' },
    n => n % 100 === 7 && n % 3 === 0,
  ],
  owner: [{ owner: ownerOf(8) }, n => n % 50 === 8],
  name: [{ name: '77' }, n => idOf(n).includes('77')],
  permission: [{ allowed: ofOneAccount }, n => n % 100 === 7],
};

const planCases: Cases<PlanQuery> = {
  ...groupCases,
  groups: [
    { groupId: [idOf(60_000), idOf(60_001)] },
    n => n === 60_000 || n === 60_001,
  ],
};

const executionCases: Cases<ExecutionQuery> = {
  all: [{}, () => true],
  status: [{ status: ['FAILED'] }, n => n % 10 === 0],
  statuses: [{ status: ['FAILED', 'COMPLETED'] }, () => true],
  plan: [{ planId: idOf(8) }, n => n % 1000 === 8],
  account: [{ accountId: accountOf(7) }, n => n % 100 === 7],
  type: [{ executionType: 'RECOVERY' }, n => n % 4 === 0],
  person: [{ initiatedBy: 'user:default/person-7' }, n => n % 50 === 7],
  time: [
    {
      startedAfter: new Date(noon.getTime() + 5_000_000).toISOString(),
      startedBefore: new Date(noon.getTime() + 10_000_000).toISOString(),
    },
    n => Math.floor(n / 3) >= 5_000 && Math.floor(n / 3) < 10_000,
  ],
  permission: [{ allowed: ofOneAccount }, n => n % 100 === 7],
};

describe.each(databases.eachSupportedId())(
  'lists of 100,000 records on %s',
  databaseId => {
    let knex: Knex;
    let groups: ProtectionGroupStore;
    let plans: RecoveryPlanStore;
    let executions: ExecutionListings;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest(migrationSource);
      await knex.transaction(fill);
      groups = ProtectionGroupStore.create(knex);
      plans = RecoveryPlanStore.create(knex);
      executions = ExecutionListings.create(knex);
    });

    it('join a page of each status, rather than sort all that have one', async () => {
      const plan = await planOf(
        executions.pageQuery({
          limit: LIMIT,
          status: ['FAILED', 'COMPLETED', 'FAILED'],
        }),
      );
      // PostgreSQL finds a status that most have as fast by the time of the start.
      expect(plan.match(/executions_(status|newest)_idx/g)).toHaveLength(2);
      expect(plan).not.toMatch(/Seq Scan|SCAN executions$/m);
    });

    const cursorOf = (...keys: unknown[]) =>
      Buffer.from(JSON.stringify(keys)).toString('base64url');

    /** Reading a table whole, or putting in order what an index has in order. */
    const isByIndex = async (query: Knex.QueryBuilder) => {
      const plan = await planOf(query);
      expect(plan).toMatch(/index/i);
      expect(plan).not.toMatch(
        /Seq Scan|TEMP B-TREE FOR ORDER|^SCAN (?!.*INDEX)/m,
      );
    };

    /** Some pages, from the first on; a record is inserted between two of them. */
    const read = async <T>(
      page: (cursor: string | undefined) => Promise<Page<T>>,
      insert: (number: number) => Promise<() => Promise<unknown>>,
    ): Promise<T[]> => {
      const found: T[] = [];
      const remove: (() => Promise<unknown>)[] = [];
      let cursor: string | undefined;
      for (let number = 0; number < PAGES; number++) {
        const { items, nextCursor } = await page(cursor);
        found.push(...items);
        cursor = nextCursor;
        if (cursor === undefined) {
          break;
        }
        remove.push(await insert(number));
      }
      for (const undo of remove) {
        await undo();
      }
      return found;
    };

    const expected = (
      passes: (number: number) => boolean,
      order: readonly number[] = numbers,
    ) =>
      order
        .filter(passes)
        .slice(0, PAGES * LIMIT)
        .map(idOf);

    /** Comes before every other by its name, so that counted pages would shift. */
    const insertCopy =
      (table: 'protection_groups' | 'recovery_plans', id: string) =>
      async (number: number) => {
        const name = `aaa ${number}`;
        const [example] = await knex(table).where(id, idOf(7)).select('*');
        await knex(table).insert({
          ...example,
          [id]: name,
          name_key: nameKey(name),
        });
        return () => knex(table).where(id, name).delete();
      };

    it.each(Object.keys(groupCases))('are right of groups: %s', async name => {
      const [query, passes] = groupCases[name];
      await isByIndex(
        groups.pageQuery({
          limit: LIMIT,
          cursor: cursorOf('group 050000'),
          ...query,
        }),
      );
      const found = await read(
        cursor => groups.page({ limit: LIMIT, cursor, ...query }),
        insertCopy('protection_groups', 'group_id'),
      );
      expect(found.map(({ groupId }) => groupId)).toEqual(expected(passes));
    });

    it.each(Object.keys(planCases))('are right of plans: %s', async name => {
      const [query, passes] = planCases[name];
      await isByIndex(
        plans.pageQuery({
          limit: LIMIT,
          cursor: cursorOf('plan 050000'),
          ...query,
        }),
      );
      const found = await read(
        cursor => plans.page({ limit: LIMIT, cursor, ...query }),
        insertCopy('recovery_plans', 'plan_id'),
      );
      expect(found.map(({ planId }) => planId)).toEqual(expected(passes));
    });

    it.each(Object.keys(executionCases))(
      'are right of executions: %s',
      async name => {
        const [query, passes] = executionCases[name];
        const middle = cursorOf(noon.getTime() + 15_000_000, '045000');
        for (const status of query.status ?? [undefined]) {
          await isByIndex(
            executions.pageQuery({
              limit: LIMIT,
              cursor: middle,
              ...query,
              ...(status && { status: [status] }),
            }),
          );
        }
        const found = await read(
          cursor => executions.page({ limit: LIMIT, cursor, ...query }),
          async number => {
            const [example] = await knex('executions')
              .where('execution_id', idOf(7))
              .select('*');
            const executionId = `late-${number}`;
            await knex('executions').insert({
              ...example,
              execution_id: executionId,
              started_at: new Date(noon.getTime() + 1e9),
            });
            return () =>
              knex('executions').where('execution_id', executionId).delete();
          },
        );
        expect(found.map(({ executionId }) => executionId)).toEqual(
          expected(passes, numbers.toReversed()),
        );
      },
    );
  },
);
