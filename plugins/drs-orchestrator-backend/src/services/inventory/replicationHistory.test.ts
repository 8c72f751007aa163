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
import type { ReplicationHistory } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { COMMERCE, FINANCE } from '../../__testUtils__/startOrchestrator';
import { steered, stopSteered } from '../../__testUtils__/steered';
import { ReplicationStore } from '../../database/ReplicationStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const HERE = { accountId: COMMERCE, region: 'us-west-2' };
const QUERY = `accountId=${COMMERCE}&region=us-west-2`;
const HOUR_MS = 3_600_000;
/** On record, and nobody lets the orchestrator in. */
const CLOSED = '555566667777';

describe('the history of replication', () => {
  afterEach(stopSteered);

  const started = async () => {
    const knex = await databases.init('SQLITE_3');
    const orchestrator = await steered({
      knex,
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          inventory: { interval: { minutes: 1 } },
          accounts: [
            ...config.drsOrchestrator.accounts,
            {
              accountId: CLOSED,
              accountName: 'meridian-closed',
              roleName: 'DrsOrchestratorRole',
              regions: ['us-west-2'],
            },
          ],
        },
      }),
    });
    const history = (id: string, more = ''): Promise<ReplicationHistory> =>
      orchestrator.call(
        'get',
        `/drs/source-servers/${id}/lag-history?${QUERY}${more}`,
        'DRSReadOnly',
      );
    /** Waits for the first look; the test's own time-out ends it otherwise. */
    const looked = async () => {
      const store = ReplicationStore.create(knex);
      while (!(await store.lastLooks(HERE))) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    return { ...orchestrator, knex, history, looked };
  };

  it('tells what the leader saw, and since when nobody knows more', async () => {
    const { serverIds, history, looked } = await started();
    const [db, stalled] = await serverIds(
      'orders-db-01',
      'product-catalog-search-02',
    );
    await looked();
    const before = Date.now();
    const seen = await history(db);
    expect(seen).toMatchObject({
      sourceServerId: db,
      ...HERE,
      intervalSeconds: 60,
      points: [{ replicationState: 'CONTINUOUS' }],
      gaps: [{ code: 'NOT_LOOKED', from: seen.from }],
    });
    expect(seen.points[0].lagSeconds).toBeLessThan(60);
    expect(seen.gaps[0].to).toBe(seen.points[0].time);
    expect(Date.parse(seen.to) - Date.parse(seen.from)).toBe(24 * HOUR_MS);
    expect(Date.parse(seen.to)).toBeGreaterThanOrEqual(before - 1_000);
    const [point] = (await history(stalled)).points;
    expect(point.replicationState).toBe('STALLED');
    expect(point.lagSeconds).toBeGreaterThan(9 * 3_600);
  });

  it('tells a range with what held when it began, also while DRS cannot be asked', async () => {
    const { knex, history, looked, serverIds, aws } = await started();
    const [db] = await serverIds('orders-db-01');
    await looked();
    const store = ReplicationStore.create(knex);
    const day = (hour: number) =>
      new Date(
        Date.parse('2026-11-10T00:00:00.000Z') + hour * HOUR_MS,
      ).toISOString();
    await store.addPoints(HERE, [
      { sourceServerId: db, at: day(1), state: 'CONTINUOUS', lagSeconds: 3 },
      { sourceServerId: db, at: day(5), state: 'STALLED', lagSeconds: 700 },
      { sourceServerId: db, at: day(9) },
    ]);
    await store.addLooks(HERE, { from: day(1), to: day(6) });
    await store.addLooks(HERE, {
      from: day(7),
      to: day(7),
      failure: { code: 'AccessDenied', message: 'The role cannot be assumed' },
    });
    await store.addLooks(HERE, { from: day(8), to: day(12) });
    aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'accessDenied', actions: ['drs:DescribeSourceServers'] },
    });
    expect(await history(db, `&from=${day(2)}&to=${day(12)}`)).toEqual({
      sourceServerId: db,
      ...HERE,
      from: day(2),
      to: day(12),
      intervalSeconds: 60,
      points: [
        { time: day(1), replicationState: 'CONTINUOUS', lagSeconds: 3 },
        { time: day(5), replicationState: 'STALLED', lagSeconds: 700 },
        { time: day(9) },
      ],
      gaps: [
        {
          from: day(6),
          to: day(8),
          code: 'AccessDenied',
          message: 'The role cannot be assumed',
        },
      ],
    });
  });

  it('is refused where there is nothing to tell of', async () => {
    const { refusal, history, serverIds, looked } = await started();
    const [db] = await serverIds('orders-db-01');
    await looked();
    const get = (
      path: string,
      caller: 'DRSReadOnly' | 'nobody' = 'DRSReadOnly',
    ) => refusal('get', `/drs/source-servers/${path}`, caller);
    const unknown = 's-00000000000000000';

    expect(await get(`${db}/lag-history?${QUERY}`, 'nobody')).toMatchObject({
      status: 403,
    });
    expect(await get(`${unknown}/lag-history?${QUERY}`)).toMatchObject({
      status: 404,
      code: 'SOURCE_SERVER_NOT_FOUND',
    });
    expect(await get(`${db}/lag-history`)).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
    });
    expect(
      await get(`${db}/lag-history?accountId=999999999999&region=us-west-2`),
    ).toMatchObject({ status: 400, code: 'ACCOUNT_UNKNOWN' });
    expect(
      await get(`${db}/lag-history?accountId=${FINANCE}&region=us-west-2`),
    ).toMatchObject({ status: 404, code: 'SOURCE_SERVER_NOT_FOUND' });
    for (const range of [
      'from=2026-11-22T12:00:00Z&to=2026-11-22T11:00:00Z',
      'from=2026-01-01T00:00:00Z&to=2026-11-22T11:00:00Z',
      'from=yesterday',
      'from=9999-12-31T23:59:59.999Z',
    ]) {
      const answer = await get(`${db}/lag-history?${QUERY}&${range}`);
      expect([range, answer.status, answer.code]).toEqual([
        range,
        400,
        'VALIDATION_FAILED',
      ]);
    }
    // A server that was never looked at in that time is there all the same.
    const long = '&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
    expect(await history(db, long)).toMatchObject({
      points: [],
      gaps: [{ code: 'NOT_LOOKED' }],
    });
    expect(
      await get(`${unknown}/lag-history?accountId=${CLOSED}&region=us-west-2`),
    ).toMatchObject({
      status: 503,
      code: 'ACCOUNT_UNREACHABLE',
    });
  });
});
