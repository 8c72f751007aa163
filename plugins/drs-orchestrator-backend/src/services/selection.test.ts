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

import type {
  ResolvedSelection,
  SourceServersPage,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
  type Orchestrator,
} from '../__testUtils__/startOrchestrator';

jest.setTimeout(60_000);

const LOGISTICS = '222233334444';

describe('servers and selections of the example company', () => {
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    orchestrator = await startOrchestrator();
  });

  afterAll(() => orchestrator.stop());

  const list = async (query: string): Promise<SourceServersPage> => {
    const { body } = await orchestrator.api(
      'get',
      `/drs/source-servers?${query}`,
      'DRSReadOnly',
    );
    return body;
  };

  const hostnames = async (query: string): Promise<string[]> =>
    (await list(query)).items.map(({ hostname }) => hostname);

  const resolve = async (selection: object): Promise<ResolvedSelection> => {
    const { body } = await orchestrator
      .api('post', '/protection-groups/resolve', 'DRSReadOnly')
      .send(selection);
    return body;
  };

  it('lists every server once, page by page, by hostname', async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(
        `limit=7${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      expect(page.totalItems).toBe(60);
      found.push(...page.items.map(({ hostname }) => hostname));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toHaveLength(60);
    expect(new Set(found).size).toBe(60);
    expect(found).toEqual([...found].sort());
  });

  it('filters by account, Region, text, tags and state', async () => {
    expect(await hostnames(`accountId=${FINANCE}&region=eu-west-1`)).toEqual([
      'legacy-fax-01',
      'legacy-print-01',
      'reporting-app-01',
      'reporting-app-02',
      'reporting-db-01',
    ]);
    expect(await hostnames('text=LEGACY-')).toEqual([
      'legacy-fax-01',
      'legacy-print-01',
    ]);
    expect(
      await hostnames('tag=DR-Application%3Dledger&tag=DR-Role%3Ddb'),
    ).toEqual(['ledger-db-01', 'ledger-db-02']);
    expect(
      await hostnames('replicationState=STALLED&replicationState=DISCONNECTED'),
    ).toEqual(['fleet-web-01', 'product-catalog-search-02']);
    expect(
      await hostnames('recoverability=AT_RISK&recoverability=NOT_READY'),
    ).toEqual([
      'billing-app-02',
      'fleet-web-01',
      'product-catalog-search-02',
      'reporting-app-02',
    ]);
    const unknown = await orchestrator.api(
      'get',
      '/drs/source-servers?accountId=999999999999',
      'DRSReadOnly',
    );
    expect([unknown.status, unknown.body.error.code]).toEqual([
      400,
      'ACCOUNT_UNKNOWN',
    ]);
  });

  it('says of the servers that nearly match why they do not', async () => {
    const tracking = await resolve({
      accountId: LOGISTICS,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'tracking', 'DR-Role': 'web' },
    });
    expect(tracking.servers.map(({ hostname }) => hostname)).toEqual([
      'tracking-web-01',
    ]);
    expect(tracking.findings).toEqual([]);
    expect(
      tracking.nearMisses.find(
        ({ server }) => server.hostname === 'tracking-web-02',
      ),
    ).toMatchObject({
      matched: 1,
      mismatches: [
        { kind: 'MISSING_TAG', key: 'DR-Application', expected: 'tracking' },
      ],
    });
    expect(tracking.notMatchedTotal).toBe(13);

    const warehouse = await resolve({
      accountId: LOGISTICS,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'warehouse', 'DR-Role': 'web' },
    });
    expect(warehouse.nearMisses[0]).toMatchObject({
      server: { hostname: 'warehouse-web-02' },
      matched: 2,
      mismatches: [{ kind: 'DISABLED' }],
    });
  });

  it('says when nothing matches, and which servers are not ready', async () => {
    const nothing = await resolve({
      accountId: COMMERCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'nothing' },
    });
    expect(nothing).toMatchObject({
      servers: [],
      nearMisses: [],
      findings: [{ code: 'NO_SERVERS_MATCHED', severity: 'WARNING' }],
    });
    const billing = await resolve({
      accountId: FINANCE,
      region: 'us-west-2',
      serverSelectionTags: { 'DR-Application': 'billing' },
    });
    expect(billing.findings).toMatchObject([
      {
        code: 'SERVER_NOT_READY',
        severity: 'WARNING',
        subject: { name: 'billing-app-02' },
      },
    ]);
  });

  it('takes the own servers of the group being edited for no conflict', async () => {
    const selection = {
      accountId: COMMERCE,
      region: 'eu-west-1',
      serverSelectionTags: { 'DR-Application': 'storefront-eu' },
    };
    const group = await orchestrator
      .api('post', '/protection-groups', 'DRSPlanManager')
      .send({ groupName: 'Storefront', ...selection });
    const { groupId } = group.body;

    const edited = await resolve({ ...selection, groupId });
    expect(edited.findings).toEqual([]);
    expect(edited.servers[0].protectionGroup).toEqual({
      groupId,
      groupName: 'Storefront',
    });
    const other = await resolve(selection);
    expect(other.findings.map(({ code }) => code)).toEqual(
      Array(6).fill('SERVER_CONFLICT'),
    );
    expect(await hostnames(`groupId=${groupId}`)).toHaveLength(6);
  });

  it('warns of what is not ready when a plan is validated, and tells how many', async () => {
    const group = await orchestrator
      .api('post', '/protection-groups', 'DRSPlanManager')
      .send({
        groupName: 'Billing',
        accountId: FINANCE,
        region: 'us-west-2',
        serverSelectionTags: { 'DR-Application': 'billing' },
      });
    const { body } = await orchestrator
      .api('post', '/recovery-plans/validate', 'DRSReadOnly')
      .send({
        planName: 'Billing',
        accountId: FINANCE,
        waves: [
          {
            waveNumber: 1,
            waveName: 'All',
            protectionGroupIds: [group.body.groupId],
          },
        ],
      });
    expect(body).toMatchObject({
      valid: true,
      findings: [{ code: 'SERVER_NOT_READY', severity: 'WARNING' }],
      waves: [{ waveNumber: 1, serverCount: 4, notReadyCount: 1 }],
    });
  });
});
