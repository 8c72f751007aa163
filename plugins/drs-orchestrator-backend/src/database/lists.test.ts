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
import { terminalExecutionStatuses } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { exampleRow, exampleSummary } from '../__testUtils__/examples';
import { planOf } from '../__testUtils__/queryPlan';
import type { Page } from './cursor';
import { ExecutionListings, type ExecutionQuery } from './ExecutionListings';
import { HiddenExecutions } from './HiddenExecutions';
import { KnexExecutionLog } from './KnexExecutionLog';
import { migrationSource } from './openDatabase';
import { ProtectionGroupStore } from './ProtectionGroupStore';
import { RecoveryPlanStore } from './RecoveryPlanStore';
import { TargetAccountStore } from './TargetAccountStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = new Date('2026-11-21T12:00:00.000Z');

const migrated = async (databaseId: TestDatabaseId): Promise<Knex> => {
  const knex = await databases.init(databaseId);
  await knex.migrate.latest(migrationSource);
  return knex;
};

/** Starts an execution so many seconds after noon. */
const startExecution = (knex: Knex, executionId: string, seconds: number) =>
  KnexExecutionLog.create(knex).create(
    exampleRow(1, executionId),
    {
      summary: exampleSummary({
        executionId,
        startTime: new Date(now.getTime() + seconds * 1000).toISOString(),
        status: seconds % 2 === 0 ? 'COMPLETED' : 'FAILED',
      }),
    },
    [],
  );

const saveGroup = (knex: Knex, groupName: string) =>
  ProtectionGroupStore.create(knex).insert(
    {
      groupId: groupName,
      accountId: '111122223333',
      region: 'us-west-2',
      content: { groupName, serverSelectionTags: { group: groupName } },
    },
    'user:default/pat.lindqvist',
    now,
  );

/** Reads page after page; between two of them something is inserted. */
async function allPages<T>(
  page: (cursor: string | undefined) => Promise<Page<T>>,
  meanwhile: (pageNumber: number) => Promise<unknown>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let pageNumber = 1; ; pageNumber++) {
    const { items: found, nextCursor } = await page(cursor);
    items.push(...found);
    if (nextCursor === undefined) {
      return items;
    }
    cursor = nextCursor;
    await meanwhile(pageNumber);
  }
}

describe.each(databases.eachSupportedId())('lists on %s', databaseId => {
  it('page through executions, newest first, while others start', async () => {
    const knex = await migrated(databaseId);
    const listings = ExecutionListings.create(knex);
    // Several start in the same millisecond.
    for (let number = 0; number < 12; number++) {
      await startExecution(
        knex,
        `execution-${String(number).padStart(2, '0')}`,
        Math.floor(number / 3),
      );
    }

    const found = await allPages(
      cursor => listings.page({ limit: 5, cursor }),
      pageNumber => startExecution(knex, `later-${pageNumber}`, 100),
    );

    expect(found.map(execution => execution.executionId)).toEqual(
      [
        '11',
        '10',
        '09',
        '08',
        '07',
        '06',
        '05',
        '04',
        '03',
        '02',
        '01',
        '00',
      ].map(number => `execution-${number}`),
    );
  });

  it('page through executions that pass a filter', async () => {
    const knex = await migrated(databaseId);
    const listings = ExecutionListings.create(knex);
    for (let number = 0; number < 6; number++) {
      await startExecution(knex, `execution-${number}`, number);
    }
    const idsOf = async (query: Partial<ExecutionQuery>) => {
      const { items } = await listings.page({ limit: 50, ...query });
      return items.map(({ executionId }) => executionId.slice(-1)).join('');
    };

    expect(await idsOf({ status: ['FAILED'] })).toBe('531');
    expect(await idsOf({ status: ['FAILED', 'COMPLETED'] })).toBe('543210');
    expect(await idsOf({ status: ['RUNNING'] })).toBe('');
    expect(await idsOf({ initiatedBy: 'user:default/omar.okafor' })).toBe(
      '543210',
    );
    expect(await idsOf({ initiatedBy: 'user:default/somebody' })).toBe('');
    expect(await idsOf({ planId: 'plan-1', executionType: 'DRILL' })).toBe(
      '543210',
    );
    expect(
      await idsOf({
        startedAfter: '2026-11-21T12:00:02.000Z',
        startedBefore: '2026-11-21T12:00:04.000Z',
      }),
    ).toBe('32');
  });

  it('leave out what was deleted, which is there all the same', async () => {
    const knex = await migrated(databaseId);
    const listings = ExecutionListings.create(knex);
    const hidden = HiddenExecutions.create(knex);
    const log = KnexExecutionLog.create(knex);
    for (let number = 0; number < 6; number++) {
      await startExecution(knex, `execution-${number}`, number);
    }
    await log.create(
      exampleRow(1, 'running'),
      { summary: exampleSummary({ executionId: 'running' }) },
      [],
    );
    const listed = async () => {
      const { items } = await listings.page({ limit: 50 });
      return items.map(({ executionId }) => executionId).sort();
    };
    const actor = 'user:default/ada.lindgren';
    const everything = await listed();

    // All or nothing, and who is in the way is named.
    expect(await hidden.hide(['execution-1', 'ghost'], actor, now)).toEqual({
      kind: 'unknown',
      executionIds: ['ghost'],
    });
    expect(
      await hidden.hide(['execution-1', 'running'], actor, now),
    ).toMatchObject({
      kind: 'running',
      executions: [{ executionId: 'running', planName: 'Orders' }],
    });
    expect(await listed()).toEqual(everything);

    const ids = ['execution-1', 'execution-2'];
    expect(await hidden.hide(ids, actor, now)).toEqual({
      kind: 'hidden',
      count: 2,
    });
    expect(await hidden.hide(ids, actor, now)).toEqual({
      kind: 'hidden',
      count: 0,
    });
    expect(await listed()).toEqual(
      everything.filter(executionId => !ids.includes(executionId)),
    );
    expect(await log.read('execution-1', 0)).toEqual([
      exampleRow(1, 'execution-1'),
    ]);

    expect(
      await hidden.hideEnded(
        { startedBefore: '2026-11-21T12:00:04.000Z' },
        actor,
        now,
      ),
    ).toBe(2);
    expect(await hidden.hideEnded({ planId: 'another' }, actor, now)).toBe(0);
    expect(await listed()).toEqual(['execution-4', 'execution-5', 'running']);
    expect(await hidden.hideEnded({}, actor, now)).toBe(2);
    expect(await listed()).toEqual(['running']);
  });

  it('page through groups by name, with any characters, while others come', async () => {
    const knex = await migrated(databaseId);
    const groups = ProtectionGroupStore.create(knex);
    const names = ['alpha', 'Beta', 'éclair', 'gamma 100%', 'gamma_1', 'Zeta'];
    for (const name of names) {
      await saveGroup(knex, name);
    }

    const found = await allPages(
      cursor => groups.page({ limit: 2, cursor }),
      pageNumber => saveGroup(knex, `Aardvark ${pageNumber}`),
    );
    expect(found.map(group => group.groupName)).toEqual([
      'alpha',
      'Beta',
      'gamma 100%',
      'gamma_1',
      'Zeta',
      'éclair',
    ]);

    const named = async (name: string) => {
      const { items } = await groups.page({ limit: 50, name });
      return items.map(group => group.groupName);
    };
    expect(await named('GAMMA')).toEqual(['gamma 100%', 'gamma_1']);
    expect(await named('%')).toEqual(['gamma 100%']);
    expect(await named('_')).toEqual(['gamma_1']);
    expect(await named('E\u0301CLAIR')).toEqual(['éclair']);
  });

  it('page through job log lines, newest first, and through facts by position', async () => {
    const knex = await migrated(databaseId);
    const log = KnexExecutionLog.create(knex);
    const listings = ExecutionListings.create(knex);
    await startExecution(knex, 'execution-1', 0);
    const line = (second: number, sourceServerId: string) => ({
      jobId: 'drsjob-1',
      at: new Date(now.getTime() + second * 1000).toISOString(),
      event: 'LAUNCH_START',
      sourceServerId,
    });
    await log.addJobLog(
      'execution-1',
      [0, 1, 1, 2, 3, 4].map((second, index) => line(second, `s-${index}`)),
    );

    const found = await allPages(
      cursor => listings.jobLogPage('execution-1', { limit: 2, cursor }),
      pageNumber =>
        log.addJobLog('execution-1', [line(9, `late-${pageNumber}`)]),
    );
    expect(found.map(({ sourceServerId }) => sourceServerId)).toEqual([
      's-5',
      's-4',
      's-3',
      's-2',
      's-1',
      's-0',
    ]);
    await expect(
      log.read('execution-1', Number.MAX_SAFE_INTEGER),
    ).resolves.toEqual([]);
    const ofServer = await listings.jobLogPage('execution-1', {
      limit: 50,
      sourceServerId: 's-2',
      jobId: 'drsjob-1',
    });
    expect(ofServer.items).toEqual([line(1, 's-2')]);
  });
});

describe.each(databases.eachSupportedId())(
  'cursors made by hand, on %s',
  databaseId => {
    let lists: Record<string, (cursor: string) => Promise<Page<unknown>>>;

    beforeAll(async () => {
      const knex = await migrated(databaseId);
      const groups = ProtectionGroupStore.create(knex);
      const plans = RecoveryPlanStore.create(knex);
      const accounts = TargetAccountStore.create(knex);
      const listings = ExecutionListings.create(knex);
      lists = {
        groups: cursor => groups.page({ limit: 5, cursor }),
        plans: cursor => plans.page({ limit: 5, cursor }),
        accounts: cursor => accounts.page({ limit: 5, cursor }),
        executions: cursor => listings.page({ limit: 5, cursor }),
        'job log': cursor =>
          listings.jobLogPage('execution-1', { limit: 5, cursor }),
      };
    });

    const page = (list: string, keys: string) =>
      lists[list](Buffer.from(keys).toString('base64url'));

    it.each([
      ['groups', '["a\\u0000"]'],
      ['plans', '["a\\u0000"]'],
      ['accounts', '["a\\u0000"]'],
      ['executions', '[1,"a\\u0000"]'],
      ['executions', '[1e300,"a"]'],
      ['executions', '[253402300800000,"a"]'],
      ['executions', '[-1,"a"]'],
      ['executions', '[0.5,"a"]'],
      ['job log', '[1e300,1]'],
      ['job log', '[1,1e300]'],
      ['job log', '[1,0.5]'],
      ['job log', '[1,9007199254740992]'],
    ])('are refused by %s for %s', async (list, keys) => {
      await expect(page(list, keys)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: [{ field: 'cursor' }],
      });
    });

    it.each([
      ['groups', '["\\ud800"]'],
      ['executions', '[0,""]'],
      ['executions', '[253402300799999,"a"]'],
      ['job log', '[253402300799999,9007199254740991]'],
    ])('are only a place in %s for %s', async (list, keys) => {
      await expect(page(list, keys)).resolves.toEqual({ items: [] });
    });
  },
);

describe('query plans', () => {
  /** Scans of whole tables, and sorting what an index should have sorted. */
  const faults = async (query: Knex.QueryBuilder): Promise<string[]> => {
    const plan = await planOf(query);
    return plan
      .split('\n')
      .filter(
        detail =>
          (/^SCAN /.test(detail) && !/USING (COVERING )?INDEX/.test(detail)) ||
          /TEMP B-TREE FOR ORDER BY/.test(detail),
      );
  };

  it('find what is due without reading what has ended', async () => {
    const knex = await migrated('SQLITE_3');
    const { onTime, woken } = KnexExecutionLog.create(knex).dueQueries(
      new Date(),
      500,
    );
    await expect(planOf(onTime)).resolves.toBe(
      'SEARCH executions USING INDEX executions_wake_at_idx (wake_at<?)',
    );
    // Only those that were woken are in this index.
    await expect(planOf(woken)).resolves.toBe(
      'SEARCH executions USING INDEX executions_woken_idx (woken_at>?)',
    );
  });

  it('find every page by an index', async () => {
    const knex = await migrated('SQLITE_3');
    const groups = ProtectionGroupStore.create(knex);
    const plans = RecoveryPlanStore.create(knex);
    const listings = ExecutionListings.create(knex);
    const cursor = Buffer.from('["a"]').toString('base64url');
    const at = Buffer.from('[1,"a"]').toString('base64url');
    const line = Buffer.from('[1,1]').toString('base64url');

    const queries: Record<string, Knex.QueryBuilder> = {};
    for (const filter of [
      {},
      { accountId: '111122223333' },
      { accountId: '111122223333', region: 'us-west-2' },
      { region: 'us-west-2' },
      { owner: 'group:default/a' },
      { name: 'a' },
    ]) {
      const name = JSON.stringify(filter);
      queries[`groups ${name}`] = groups.pageQuery({
        limit: 50,
        cursor,
        ...filter,
      });
      queries[`plans ${name}`] = plans.pageQuery({
        limit: 50,
        cursor,
        ...filter,
      });
    }
    for (const filter of [
      {},
      { status: ['FAILED'] as const },
      { planId: 'plan-1' },
      { accountId: '111122223333' },
      { executionType: 'DRILL' as const },
      { initiatedBy: 'user:default/a' },
      { startedAfter: now.toISOString(), startedBefore: now.toISOString() },
    ]) {
      queries[`executions ${JSON.stringify(filter)}`] = listings.pageQuery({
        limit: 50,
        cursor: at,
        ...filter,
      });
    }
    for (const filter of [{}, { sourceServerId: 's-1' }, { jobId: 'j-1' }]) {
      queries[`job log ${JSON.stringify(filter)}`] = listings.jobLogQuery(
        'execution-1',
        { limit: 50, cursor: line, ...filter },
      );
    }
    queries['last executions'] = listings.lastQuery(['plan-1', 'plan-2'], {
      executionType: 'DRILL',
    });
    queries['last executions that ended'] = listings.lastQuery(
      ['plan-1', 'plan-2'],
      { executionType: 'DRILL', status: terminalExecutionStatuses },
    );
    queries['what executions began with'] = KnexExecutionLog.create(
      knex,
    ).firstRowsQuery(['execution-1', 'execution-2']);
    queries['plans of groups'] = plans.pageQuery({ limit: 50, groupId: ['a'] });

    const found: Record<string, string[]> = {};
    for (const [name, query] of Object.entries(queries)) {
      const list = await faults(query);
      if (list.length > 0) {
        found[name] = list;
      }
    }
    expect(found).toEqual({});
  });

  it('find the drills of each plan by an index, in its order', async () => {
    const knex = await migrated('SQLITE_3');
    const query = ExecutionListings.create(knex).endedDrillsQuery(
      ['plan-1', 'plan-2'],
      {
        limit: 25,
        allowed: {
          attribute: 'account',
          values: ['111122223333'],
          match: 'SOME',
        },
      },
    );
    const plan = (await planOf(query)).split('\n');
    expect(
      plan.filter(detail => / executions | ORDER BY/.test(detail)),
    ).toEqual(
      Array(2).fill(
        'SEARCH executions USING INDEX executions_plan_id_idx (plan_id=?)',
      ),
    );
  });
});
