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
  DescribeSourceServersCommand,
  SourceServer,
} from '@aws-sdk/client-drs';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  FINANCE,
  keysOf,
  LOGISTICS,
} from '../__testUtils__/clients';
import { generateWorld } from './generate';

/** Servers of each role by account, Region, application and tier. */
const COMPANY = `
${COMMERCE} us-west-2 orders 1: app 4, db 2, web 4
${COMMERCE} us-west-2 payments 1: app 3, db 2, web 1
${COMMERCE} us-west-2 product-catalog 2: app 3, db 1, search 2
${COMMERCE} eu-west-1 storefront-eu 2: app 2, db 1, web 3
${LOGISTICS} us-west-2 warehouse 2: app 3, db 2, web 2
${LOGISTICS} us-west-2 tracking 1: app 2, db 2, queue 1, web 2
${LOGISTICS} eu-west-1 fleet 3: app 2, db 1, web 1
${FINANCE} us-west-2 ledger 1: app 2, db 2, web 1
${FINANCE} us-west-2 billing 2: app 2, db 1, web 1
${FINANCE} eu-west-1 reporting 3: app 2, db 1
`;

describe('the example company', () => {
  let aws: Simulator;
  let servers: Array<SourceServer & { account: string; region: string }>;

  beforeAll(async () => {
    aws = await startSimulator({ port: 0 });
    servers = [];
    for (const account of [COMMERCE, LOGISTICS, FINANCE]) {
      for (const region of ['us-west-2', 'eu-west-1']) {
        const { drs } = clients(aws, keysOf(aws, account), region);
        const { items = [] } = await drs.send(
          new DescribeSourceServersCommand({}),
        );
        servers.push(...items.map(item => ({ ...item, account, region })));
        drs.destroy();
      }
    }
  });
  afterAll(() => aws.close());

  const hostname = (server: SourceServer) =>
    server.sourceProperties?.identificationHints?.hostname ?? '';

  it('has 60 servers: ten applications and two strays', () => {
    const counts = new Map<string, Map<string, number>>();
    const strays: string[] = [];
    for (const server of servers) {
      const match = /^(.+)-(db|queue|app|search|web)-\d\d$/.exec(
        hostname(server),
      );
      if (!match) {
        strays.push(
          `${server.account} ${server.region} ${hostname(server)} ${Object.keys(
            server.tags ?? {},
          )}`,
        );
        continue;
      }
      const [, application, role] = match;
      const key = `${server.account} ${server.region} ${application} ${server.tags?.['DR-Tier']}`;
      const roles = counts.get(key) ?? new Map<string, number>();
      counts.set(key, roles.set(role, (roles.get(role) ?? 0) + 1));
    }
    const lines = [...counts].map(
      ([key, roles]) =>
        `${key}: ${[...roles]
          .sort()
          .map(([role, n]) => `${role} ${n}`)
          .join(', ')}`,
    );
    expect(lines.sort()).toEqual(COMPANY.trim().split('\n').sort());
    expect(strays.sort()).toEqual([
      `${FINANCE} eu-west-1 legacy-fax-01 Name`,
      `${FINANCE} eu-west-1 legacy-print-01 Name`,
    ]);
    expect(servers).toHaveLength(60);
    expect(new Set(servers.map(s => s.sourceServerID)).size).toBe(60);
  });

  it('tags each server for its part, but for two mistakes', () => {
    const waves: Record<string, string> = {
      db: '1',
      queue: '1',
      app: '2',
      search: '2',
      web: '3',
    };
    const odd = servers.filter(server => {
      const match = /^(.+)-(db|queue|app|search|web)-\d\d$/.exec(
        hostname(server),
      );
      if (!match) return false;
      const [, application, role] = match;
      const { 'DR-Tier': tier, ...tags } = server.tags ?? {};
      expect(tier).toMatch(/^[123]$/);
      return (
        JSON.stringify(Object.entries(tags).sort()) !==
        JSON.stringify(
          Object.entries({
            'DR-Application': application,
            'DR-Role': role,
            'DR-Wave': waves[role],
            'DR-Enabled': 'true',
            Environment: 'production',
            Name: hostname(server),
          }).sort(),
        )
      );
    });
    expect(
      odd.map(server => [hostname(server), server.tags?.['DR-Enabled']]).sort(),
    ).toEqual([
      ['tracking-web-02', 'true'],
      ['warehouse-web-02', 'false'],
    ]);
  });

  it('replicates well, but for four servers', () => {
    const unwell = servers
      .map(server => [
        hostname(server),
        server.dataReplicationInfo?.dataReplicationState,
        server.dataReplicationInfo?.lagDuration,
      ])
      .filter(
        ([, state, lag]) =>
          state !== 'CONTINUOUS' || !/^PT\dS$/.test(lag ?? ''),
      );
    expect(unwell.sort()).toEqual([
      ['billing-app-02', 'INITIAL_SYNC', undefined],
      ['fleet-web-01', 'DISCONNECTED', undefined],
      [
        'product-catalog-search-02',
        'STALLED',
        expect.stringMatching(/^PT9H\d+S$/),
      ],
      ['reporting-app-02', 'BACKLOG', 'PT25M0S'],
    ]);
  });

  it('has the same servers at every start, and others from another seed', () => {
    const ids = (seed: number) =>
      generateWorld({ seed, servers: 60 }).servers.map(s => s.sourceServerId);
    expect(ids(1).sort()).toEqual(servers.map(s => s.sourceServerID).sort());
    expect(ids(2)).not.toEqual(ids(1));
  });
});

describe('a larger world', () => {
  it('contains the company unchanged, within the limits of DRS', () => {
    const small = generateWorld({ seed: 1, servers: 60 });
    const large = generateWorld({ seed: 1, servers: 10_000 });
    expect(large.servers).toHaveLength(10_000);
    const byId = new Map(large.servers.map(s => [s.sourceServerId, s]));
    expect(byId.size).toBe(10_000);
    for (const server of small.servers) {
      expect(byId.get(server.sourceServerId)).toEqual(server);
    }
    expect(new Set(large.servers.map(s => s.hostname)).size).toBe(10_000);
    const perCell = new Map<string, number>();
    const perStagingAccount = new Map<string, number>();
    const count = (counts: Map<string, number>, key: string) =>
      counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const { accountId, region, stagingAccountId } of large.servers) {
      count(perCell, `${accountId} ${region}`);
      count(perStagingAccount, `${stagingAccountId} ${region}`);
    }
    expect(perCell.size).toBe(6);
    expect(Math.max(...perCell.values())).toBeLessThanOrEqual(4_000);
    expect(Math.max(...perStagingAccount.values())).toBe(300);
    const addresses = large.servers.map(s => s.privateIp);
    expect(new Set(addresses).size).toBe(10_000);
    const unwell = large.servers.filter(
      s => s.replication.kind !== 'continuous',
    ).length;
    expect(unwell / 10_000).toBeGreaterThan(0.01);
    expect(unwell / 10_000).toBeLessThan(0.06);
  });

  it.each([59, 60.5, 30_000])('cannot have %d servers', servers => {
    expect(() => generateWorld({ seed: 1, servers })).toThrow(RangeError);
  });

  it('is paged through quickly', async () => {
    const aws = await startSimulator({ port: 0, servers: 10_000 });
    const { drs } = clients(aws, keysOf(aws, COMMERCE));
    const durations: number[] = [];
    let nextToken: string | undefined;
    do {
      const start = performance.now();
      const page = await drs.send(
        new DescribeSourceServersCommand({ maxResults: 200, nextToken }),
      );
      durations.push(performance.now() - start);
      nextToken = page.nextToken;
    } while (nextToken);
    expect(durations.length).toBeGreaterThan(7);
    durations.sort((a, b) => a - b);
    expect(durations[durations.length >> 1]).toBeLessThan(250);
    drs.destroy();
    await aws.close();
  });
});
