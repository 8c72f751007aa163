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

import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  sealRow,
  type ObservedSourceServer,
} from '@drs-orchestrator/drs-engine';
import {
  drsPermissions,
  type ExecutionSummary,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Knex } from 'knex';
import { exampleRow, exampleSummary } from '../../__testUtils__/examples';
import { Judge } from '../../access/Authorizer';
import { createConditionalDecision, drsConditions } from '../../access/rules';
import { ExecutionListings } from '../../database/ExecutionListings';
import { HiddenExecutions } from '../../database/HiddenExecutions';
import { KnexExecutionLog } from '../../database/KnexExecutionLog';
import { migrationSource } from '../../database/openDatabase';
import { RecordAttributes } from '../../database/RecordAttributes';
import { RecoveryPlanStore } from '../../database/RecoveryPlanStore';
import { EndedDrills } from './EndedDrills';
import type { PlanCoverage } from './facts';
import { lastDrillOf } from './rehearsals';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const scope = { accountId: '111122223333', region: 'us-west-2' };
const actor = 'user:default/omar.okafor';
const now = new Date('2026-11-21T12:00:00.000Z');

const server = (hostname: string): ObservedSourceServer => ({
  ...scope,
  sourceServerId: `s-${hostname}`,
  hostname,
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags: {},
  replicationState: 'CONTINUOUS',
  hasRecoveryPoint: true,
});

const db = server('orders-db-01');
const web = server('orders-web-01');
const late = server('orders-web-02');

/** Who may see everything. */
const everything = new Judge(
  new Map([['viewResources', { result: AuthorizeResult.ALLOW }]]),
);

const coverage = (
  planId: string,
  ...servers: ObservedSourceServer[]
): PlanCoverage => ({
  planId,
  planName: planId,
  waves: [
    {
      wave: { waveNumber: 1, waveName: 'All', protectionGroupIds: ['orders'] },
      servers: servers.map(launched => ({
        server: launched,
        groupId: 'orders',
      })),
    },
  ],
});

/** A drill of the plan that pinned these servers, so many minutes after noon. */
async function drilled(
  knex: Knex,
  planId: string,
  minute: number,
  servers: readonly ObservedSourceServer[],
  status: ExecutionSummary['status'] = 'COMPLETED',
) {
  const executionId = `${planId}-${minute}`;
  const at = new Date(now.getTime() + minute * 60_000).toISOString();
  const row = sealRow(
    {
      executionId,
      seq: 1,
      at,
      actor,
      events: [
        {
          type: 'ExecutionStarted',
          executionId,
          executionType: 'DRILL',
          plan: {
            planId,
            planName: planId,
            version: 1,
            accountId: scope.accountId,
            maxDurationMinutes: 60,
          },
          initiatedBy: actor,
          waves: [
            {
              waveNumber: 1,
              waveName: 'All',
              dependsOn: [],
              maxWaitMinutes: 60,
              thresholdPercent: 100,
              servers: servers.map(({ sourceServerId, hostname, region }) => ({
                ...scope,
                region,
                sourceServerId,
                hostname,
                groupId: 'orders',
                tags: {},
              })),
            },
          ],
          settings: { maxServersPerJob: 100, decisionTimeLimitMinutes: 60 },
        },
      ],
    },
    undefined,
    'a key of tests',
  );
  await KnexExecutionLog.create(knex).create(
    row,
    { summary: exampleSummary({ executionId, planId, startTime: at, status }) },
    [],
    { region: [...new Set(servers.map(({ region }) => region))] },
  );
  return executionId;
}

describe.each(databases.eachSupportedId())('drills on %s', databaseId => {
  let knex: Knex;
  let statements: string[];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest(migrationSource);
    knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    statements = [];
    for (const planId of [
      'whole',
      'often',
      'seldom',
      'tidied',
      'moved',
      'unreadable',
    ]) {
      await RecoveryPlanStore.create(knex).insert(
        {
          planId,
          accountId: scope.accountId,
          content: { planName: planId, maxDurationMinutes: 60, waves: [] },
        },
        actor,
        now,
      );
    }
  });

  beforeEach(() => {
    statements = [];
  });

  const create = () =>
    EndedDrills.create({
      listings: ExecutionListings.create(knex),
      log: KnexExecutionLog.create(knex),
      records: RecordAttributes.create(knex),
    });

  it('count for the servers that they took in, also the one before the last', async () => {
    const first = await drilled(knex, 'whole', 10, [db, web]);
    const second = await drilled(knex, 'whole', 20, [web]);
    // One that has not ended says nothing yet.
    await drilled(knex, 'whole', 30, [db, web, late], 'RUNNING');

    const drills = await create().of(
      [coverage('whole', db, web, late)],
      everything,
    );
    const last = (of: ObservedSourceServer) =>
      lastDrillOf(of, drills, ['whole'])?.executionId;
    expect(last(web)).toBe(second);
    expect(last(db)).toBe(first);
    expect(last(late)).toBeUndefined();
    // The same machine in another Region is another server.
    expect(last({ ...web, region: 'eu-west-1' })).toBeUndefined();
  });

  it('are looked through plan by plan: one that is drilled often hides none of another', async () => {
    const full = await drilled(knex, 'seldom', 0, [db, web]);
    await drilled(knex, 'seldom', 1, [web]);
    for (let minute = 2; minute < 130; minute++) {
      await drilled(knex, 'often', minute, [web]);
    }
    // A plan of which each drill so far went without one of its servers.
    const drills = await create().of(
      [coverage('often', web, late), coverage('seldom', db, web)],
      everything,
    );
    expect(lastDrillOf(db, drills, ['seldom'])?.executionId).toBe(full);
    expect(lastDrillOf(late, drills, ['often'])).toBeUndefined();
  });

  it('count also where they were deleted from the lists', async () => {
    const full = await drilled(knex, 'tidied', 10, [db, web]);
    const second = await drilled(knex, 'tidied', 20, [web]);
    const third = await drilled(knex, 'tidied', 30, [web]);
    await HiddenExecutions.create(knex).hide([full, second, third], actor, now);

    const drills = await create().of([coverage('tidied', db, web)], everything);
    expect(lastDrillOf(web, drills, ['tidied'])?.executionId).toBe(third);
    expect(lastDrillOf(db, drills, ['tidied'])?.executionId).toBe(full);
  });

  it('are the earlier ones for who may not see the last, and nothing of that', async () => {
    const abroad = { ...web, region: 'eu-west-1' };
    const seen = await drilled(knex, 'moved', 10, [db]);
    await drilled(knex, 'moved', 20, [db, abroad]);
    const ofOneRegion = new Judge(
      new Map([
        [
          'viewResources',
          createConditionalDecision(
            drsPermissions.viewResources,
            drsConditions.isInRegions({ regions: [scope.region] }),
          ),
        ],
      ]),
    );

    const drills = await create().of(
      [coverage('moved', db, abroad)],
      ofOneRegion,
    );
    expect(lastDrillOf(db, drills, ['moved'])?.executionId).toBe(seen);
    expect(lastDrillOf(abroad, drills, ['moved'])).toBeUndefined();
  });

  it('are read once for all servers, and their logs never again', async () => {
    const drills = create();
    const ofLogs = () =>
      statements.filter(sql => sql.includes('execution_log')).length;
    const plans = [coverage('whole', web)];
    await drills.of(plans, everything);
    expect(ofLogs()).toBe(1);
    await drills.of(plans, everything);
    expect(ofLogs()).toBe(1);
  });

  it('are read once for all who ask before they are known', async () => {
    const drills = create();
    await Promise.all(
      Array.from({ length: 5 }, () =>
        drills.of([coverage('whole', web)], everything),
      ),
    );
    expect(
      statements.filter(sql => sql.includes('execution_log')),
    ).toHaveLength(1);
  });

  it('leave the process to others between one log and the next', async () => {
    const log = KnexExecutionLog.create(knex);
    let turns = 0;
    let isRead = false;
    const others = () => {
      turns += 1;
      if (!isRead) {
        setImmediate(others);
      }
    };
    const turnsAt: number[] = [];
    const drills = EndedDrills.create({
      listings: ExecutionListings.create(knex),
      log: {
        async *firstRows(executionIds) {
          for await (const row of log.firstRows(executionIds)) {
            turnsAt.push(turns);
            yield row;
          }
        },
      },
      records: RecordAttributes.create(knex),
    });
    setImmediate(others);
    await drills.of([coverage('often', late)], everything).finally(() => {
      isRead = true;
    });
    // The last drill, and those before it, of which a statement gives 20 at once.
    expect(turnsAt).toHaveLength(25);
    expect(new Set(turnsAt).size).toBe(25);
  });

  it('prove nothing where their log cannot be read', async () => {
    await KnexExecutionLog.create(knex).create(
      exampleRow(1, 'broken'),
      {
        summary: exampleSummary({
          executionId: 'broken',
          planId: 'unreadable',
          status: 'COMPLETED',
        }),
      },
      [],
    );
    const drills = await create().of([coverage('unreadable', db)], everything);
    expect(drills.has('unreadable')).toBe(true);
    expect(lastDrillOf(db, drills, ['unreadable'])).toBeUndefined();
  });
});
