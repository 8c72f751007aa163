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
  DescribeJobsCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  paginateDescribeJobs,
  paginateDescribeSourceServers,
  StartRecoveryCommand,
  ValidationException,
} from '@aws-sdk/client-drs';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  keysOf,
  LOGISTICS,
  serverIds,
} from '../__testUtils__/clients';
import { rejection } from '../__testUtils__/rejection';
import { ManualClock } from '../time/clock';

// Hundreds of real HTTP calls a test, on however busy a computer.
jest.setTimeout(30_000);

describe('lists of DRS', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let drs: ReturnType<typeof clients>['drs'];

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock, servers: 4_000 });
    ({ drs } = clients(aws, keysOf(aws, COMMERCE)));
  });
  afterEach(async () => {
    drs.destroy();
    await aws.close();
  });

  const launchable = () =>
    aws.world.servers
      .filter(
        s =>
          s.accountId === COMMERCE &&
          s.region === 'us-west-2' &&
          s.replication.kind === 'continuous',
      )
      .map(s => s.sourceServerId);
  const start = (ids: string[]) =>
    drs.send(
      new StartRecoveryCommand({
        sourceServers: ids.map(sourceServerID => ({ sourceServerID })),
        isDrill: true,
      }),
    );

  it('come in pages that together hold each item once', async () => {
    const expected = aws.world.servers
      .filter(s => s.accountId === COMMERCE && s.region === 'us-west-2')
      .map(s => s.sourceServerId);
    const seen: string[] = [];
    const sizes: number[] = [];
    for await (const page of paginateDescribeSourceServers(
      { client: drs, pageSize: 97 },
      {},
    )) {
      sizes.push(page.items?.length ?? 0);
      seen.push(...(page.items ?? []).map(s => s.sourceServerID ?? ''));
    }
    expect(seen.sort()).toEqual([...expected].sort());
    expect(sizes.slice(0, -1).every(size => size === 97)).toBe(true);
    expect(sizes.length).toBe(Math.ceil(expected.length / 97));
  });

  it('of jobs are newest first, and stay in order when a job is added between pages', async () => {
    const ids = launchable();
    for (let i = 0; i < 5; i++) {
      await start([ids[i]]);
      clock.advance(1_000);
    }
    const seen: string[] = [];
    let added = false;
    for await (const page of paginateDescribeJobs(
      { client: drs, pageSize: 2 },
      {},
    )) {
      seen.push(...(page.items ?? []).map(job => job.creationDateTime ?? ''));
      if (!added) await start([ids[10]]);
      added = true;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...seen].sort().reverse());
    const { items = [] } = await drs.send(
      new DescribeJobsCommand({
        filters: { fromDate: seen[2], toDate: seen[0] },
      }),
    );
    expect(items.map(job => job.creationDateTime)).toEqual(seen.slice(0, 3));
  });

  it('take their token from the same list only', async () => {
    const { nextToken } = await drs.send(
      new DescribeSourceServersCommand({ maxResults: 1 }),
    );
    const logistics = clients(aws, keysOf(aws, LOGISTICS)).drs;
    for (const misuse of [
      drs.send(new DescribeJobsCommand({ nextToken })),
      drs.send(
        new DescribeSourceServersCommand({
          nextToken,
          filters: { stagingAccountIDs: [COMMERCE] },
        }),
      ),
      drs.send(new DescribeSourceServersCommand({ nextToken: 'bm9uc2Vuc2U=' })),
      logistics.send(new DescribeSourceServersCommand({ nextToken })),
    ]) {
      expect(await rejection(misuse)).toBeInstanceOf(ValidationException);
    }
    logistics.destroy();
  });

  it('are filtered by ID, hardware and staging account', async () => {
    const [id, other] = serverIds(aws, 'orders-db-01', 'orders-db-02');
    const find = async (filters: object) => {
      const { items = [] } = await drs.send(
        new DescribeSourceServersCommand({ filters, maxResults: 1_000 }),
      );
      return items;
    };
    const found = await find({
      sourceServerIDs: [other, id, id, 's-00000000000000000'],
    });
    expect(found.map(s => s.sourceServerID)).toEqual([id, other].sort());
    const hardwareId =
      found[0].sourceProperties?.identificationHints?.awsInstanceID;
    expect((await find({ hardwareId })).map(s => s.sourceServerID)).toEqual([
      found[0].sourceServerID,
    ]);
    const own = await find({ stagingAccountIDs: [COMMERCE] });
    expect(own).toHaveLength(300);
    expect(await find({ sourceServerIDs: [] })).not.toEqual([]);
  });

  it('of recovery points follow the default policy, in the order asked for', async () => {
    const [id, stalled] = serverIds(
      aws,
      'orders-db-01',
      'product-catalog-search-02',
    );
    const points = async (input: object) => {
      const { items = [] } = await drs.send(
        new DescribeRecoverySnapshotsCommand({
          sourceServerID: id,
          ...input,
        }),
      );
      return items;
    };
    const ascending = await points({});
    expect(ascending.length).toBeGreaterThanOrEqual(6 + 22 + 6);
    const descending = await points({ order: 'DESC' });
    expect(descending).toEqual([...ascending].reverse());
    const times = ascending.map(p => Date.parse(p.timestamp ?? ''));
    expect(clock.now() - times[times.length - 1]).toBeLessThan(600_000);
    const hourAgo = new Date(clock.now() - 3_600_000).toISOString();
    expect(
      (await points({ filters: { fromDateTime: hourAgo } })).length,
    ).toBeGreaterThanOrEqual(6);
    const old = await points({ sourceServerID: stalled });
    expect(
      clock.now() - Date.parse(old[old.length - 1].timestamp ?? ''),
    ).toBeGreaterThanOrEqual(9 * 3_600_000);
  });
});
