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
import { systemClock } from '@drs-orchestrator/drs-engine';
import {
  COMMERCE,
  FINANCE,
  startOrchestrator,
} from '../../__testUtils__/startOrchestrator';
import { KnexLeaseStore } from '../../database/KnexLeaseStore';
import { migrationSource } from '../../database/openDatabase';
import { readVitals } from '../../database/vitals';
import { auditHealth, leaderHealth, pollerHealth } from './judgeVitals';

jest.setTimeout(60_000);

const now = new Date('2026-11-22T03:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('vitals', () => {
  const vitals = { isLed: true, heartbeatAt: ago(1), runningExecutions: 3 };

  it('are fine while a replica leads, looks and seals in time', () => {
    const told = { ...vitals, dueSince: ago(2), unsealedSince: ago(3) };
    expect(leaderHealth(told, 20_000, now)).toEqual({
      status: 'OK',
      heartbeatAt: ago(1).toISOString(),
    });
    expect(pollerHealth(told, now)).toEqual({
      status: 'OK',
      runningExecutions: 3,
      lagSeconds: 2,
    });
    expect(auditHealth(told, true, now)).toEqual({
      status: 'OK',
      lagSeconds: 3,
    });
  });

  it.each([
    [{ ...vitals, isLed: false }, 'No replica leads'],
    [{ ...vitals, heartbeatAt: ago(41) }, 'silent for 41 s'],
  ])('fail where nobody leads: %j', (told, message) => {
    expect(leaderHealth(told, 20_000, now)).toMatchObject({
      status: 'FAILING',
      message: expect.stringContaining(message),
    });
  });

  it('fail where looks are late, and degrade where seals are', () => {
    expect(pollerHealth({ ...vitals, dueSince: ago(15) }, now).status).toBe(
      'FAILING',
    );
    expect(
      auditHealth({ ...vitals, unsealedSince: ago(60) }, true, now),
    ).toMatchObject({ status: 'DEGRADED', lagSeconds: 60 });
    expect(auditHealth(vitals, false, now)).toMatchObject({
      status: 'DEGRADED',
      message: expect.stringContaining('drs-orchestrator-audit verify'),
    });
  });
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('vitals in %p', databaseId => {
  it('tell when the leader showed its last sign of life, and that it left', async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest(migrationSource);
    let time = now;
    const lease = KnexLeaseStore.create(knex, {
      ...systemClock,
      now: () => time,
    });
    expect(await readVitals(knex, now)).toEqual({
      isLed: false,
      runningExecutions: 0,
    });
    const taken = await lease.take('replica', undefined);
    expect(await readVitals(knex, now)).toMatchObject({
      isLed: true,
      heartbeatAt: now,
    });
    time = ago(-5);
    await lease.beat('replica', taken!.epoch);
    expect((await readVitals(knex, now)).heartbeatAt).toEqual(ago(-5));
    await lease.release('replica', taken!.epoch);
    expect((await readVitals(knex, now)).isLed).toBe(false);
  });
});

describe('the health of the whole', () => {
  it('tells each account that cannot be reached, and why, to whoever may see it', async () => {
    const orchestrator = await startOrchestrator({
      config: base => ({
        ...base,
        drsOrchestrator: {
          ...base.drsOrchestrator,
          roles: [
            ...base.drsOrchestrator.roles.filter(
              ({ role }) => role !== 'DRSOperator',
            ),
            {
              role: 'DRSOperator',
              members: ['group:default/drsoperator-team'],
              where: { accounts: [COMMERCE] },
            },
          ],
        },
      }),
    });
    const health = async (caller: 'DRSReadOnly' | 'DRSOperator') =>
      (await orchestrator.api('get', '/config/health', caller).expect(200))
        .body;
    try {
      orchestrator.aws.faults.add({
        match: { account: FINANCE, region: 'us-west-2' },
        effect: {
          type: 'accessDenied',
          actions: ['drs:DescribeSourceServers'],
        },
      });
      let degraded = await health('DRSReadOnly');
      // The replica has just started.
      while (degraded.leader.status !== 'OK') {
        await new Promise(resolve => setTimeout(resolve, 50));
        degraded = await health('DRSReadOnly');
      }
      expect(degraded.status).toBe('DEGRADED');
      expect(degraded.accounts).toHaveLength(6);
      expect(
        degraded.accounts.filter(
          ({ status }: { status: string }) => status !== 'OK',
        ),
      ).toEqual([
        {
          accountId: FINANCE,
          accountName: 'meridian-finance',
          region: 'us-west-2',
          status: 'DEGRADED',
          message: expect.stringMatching(
            /^AccessDeniedException: .*not authorized/,
          ),
        },
      ]);
      const ofCommerce = await health('DRSOperator');
      expect(ofCommerce.status).toBe('OK');
      expect(
        ofCommerce.accounts.map(
          ({ accountId }: { accountId: string }) => accountId,
        ),
      ).toEqual([COMMERCE, COMMERCE]);

      orchestrator.aws.faults.clear();
      expect(await health('DRSReadOnly')).toMatchObject({
        status: 'OK',
        database: { status: 'OK', latencyMs: expect.any(Number) },
        leader: { status: 'OK' },
        poller: { status: 'OK', runningExecutions: 0, lagSeconds: 0 },
        audit: { status: 'OK' },
      });
    } finally {
      await orchestrator.stop();
    }
  });
});
