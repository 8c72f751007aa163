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

import type { JobLogLine } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { COMMERCE, FINANCE } from '../../__testUtils__/startOrchestrator';
import {
  ended,
  serversOf,
  steered,
  stopSteered,
} from '../../__testUtils__/steered';

jest.setTimeout(30_000);

const HERE = `accountId=${COMMERCE}&region=us-west-2`;

describe('what DRS is asked', () => {
  afterEach(stopSteered);

  it('tells the log of a job, newest first and page by page', async () => {
    const { createPlan, started, until, call, refusal, aws } = await steered();
    const plan = await createPlan('orders', ['db']);
    const execution = await until(await started(plan.planId), ended);
    const [server] = serversOf(execution);
    const path = `/drs/job-logs/${server.jobId}`;
    const get = (query = '') =>
      call('get', `${path}?${HERE}&${query}`, 'DRSReadOnly') as Promise<{
        items: JobLogLine[];
        nextCursor?: string;
        totalItems: number;
      }>;

    const { items } = await get('limit=200');
    const events = items.map(({ event }) => event);
    expect(events[0]).toBe('JOB_END');
    expect(events.at(-1)).toBe('JOB_START');
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const paged: JobLogLine[] = [];
    let cursor: string | undefined;
    do {
      const page = await get(
        `limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      expect(page.totalItems).toBe(items.length);
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(items);
    const ofServer = (await get(`sourceServerId=${server.sourceServerId}`))
      .items;
    expect(ofServer.length).toBeGreaterThan(0);
    expect(
      new Set(ofServer.map(({ sourceServerId }) => sourceServerId)),
    ).toEqual(new Set([server.sourceServerId]));

    const refused = (other: string) => refusal('get', other, 'DRSReadOnly');
    expect(
      await refused(`/drs/job-logs/drsjob-00000000000000000?${HERE}`),
    ).toMatchObject({ status: 404, code: 'DRS_JOB_NOT_FOUND' });
    // Jobs are of one account and Region.
    expect(
      await refused(`${path}?accountId=${FINANCE}&region=us-west-2`),
    ).toMatchObject({ status: 404, code: 'DRS_JOB_NOT_FOUND' });
    expect(await refused(path)).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
    });
    expect(await refused(`/drs/job-logs/..%2F?${HERE}`)).toMatchObject({
      status: 404,
      code: 'DRS_JOB_NOT_FOUND',
    });
    expect(
      await refused(`${path}?accountId=${COMMERCE}&region=sa-east-1`),
    ).toMatchObject({ status: 400, code: 'ACCOUNT_UNKNOWN' });
    aws.faults.add({
      match: { account: COMMERCE },
      effect: { type: 'accessDenied', actions: ['drs:DescribeJobLogItems'] },
    });
    expect(await refused(`${path}?${HERE}`)).toMatchObject({
      status: 503,
      code: 'ACCOUNT_UNREACHABLE',
      aws: { code: 'AccessDeniedException', requestId: expect.any(String) },
    });
  });

  it('tells the Regions that have DRS, and who is on record for each', async () => {
    const { call, refusal } = await steered({
      config: config => ({
        ...config,
        drsOrchestrator: {
          ...config.drsOrchestrator,
          accounts: [
            {
              accountId: COMMERCE,
              accountName: 'meridian-commerce',
              roleName: 'DrsOrchestratorRole',
              // The second is newer than any list.
              regions: ['us-west-2', 'mx-central-9'],
            },
          ],
        },
      }),
    });
    const { items } = await call('get', '/config/regions', 'DRSReadOnly');
    const of = (wanted: string) =>
      items.find(({ region }: { region: string }) => region === wanted);
    expect(of('us-west-2')).toEqual({
      region: 'us-west-2',
      name: 'US West (Oregon)',
      documented: true,
      accounts: [{ accountId: COMMERCE, accountName: 'meridian-commerce' }],
    });
    expect(of('eu-west-1')).toMatchObject({ documented: true, accounts: [] });
    expect(of('mx-central-9')).toEqual({
      region: 'mx-central-9',
      documented: false,
      accounts: [{ accountId: COMMERCE, accountName: 'meridian-commerce' }],
    });
    expect(
      await refusal(
        'get',
        `/config/regions?accountId=${FINANCE}`,
        'DRSReadOnly',
      ),
    ).toMatchObject({ status: 400, code: 'ACCOUNT_UNKNOWN' });
    expect(await refusal('get', '/config/regions', 'nobody')).toMatchObject({
      status: 403,
    });
  });

  it('tells which servers no group holds', async () => {
    const { createPlan, call } = await steered();
    await createPlan('orders', ['db']);
    const hostnames = async (query: string): Promise<string[]> =>
      (
        await call(
          'get',
          `/drs/source-servers?limit=200&${HERE}&${query}`,
          'DRSReadOnly',
        )
      ).items.map(({ hostname }: { hostname: string }) => hostname);
    expect(await hostnames('grouped=true')).toEqual([
      'orders-db-01',
      'orders-db-02',
    ]);
    const [all, alone] = [
      await hostnames(''),
      await hostnames('grouped=false'),
    ];
    expect(alone).toHaveLength(all.length - 2);
    expect(alone).not.toContain('orders-db-01');
  });
});
