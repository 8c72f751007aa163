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

import type { ObservedSourceServer } from '@drs-orchestrator/drs-engine';
import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { serverKey } from '../inventory/membership';
import { exampleSummary } from '../../__testUtils__/examples';
import type { PlanCoverage, ReadinessFacts } from './facts';
import { judgeReadiness } from './judgement';
import type { DrillsOfPlans } from './rehearsals';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const tags = { 'DR-Application': 'orders' };

const server = (hostname: string): ObservedSourceServer => ({
  ...scope,
  sourceServerId: `s-${hostname}`,
  hostname,
  ipAddresses: [],
  hardware: { cpuCores: 2, ramBytes: 1, diskBytes: 1 },
  tags,
  replicationState: 'CONTINUOUS',
  hasRecoveryPoint: true,
});

const db = server('orders-db-01');
const web = server('orders-web-01');

const plan = (
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

/** A drill of a plan, so many minutes after noon. */
const drill = (
  planId: string,
  status: ExecutionSummary['status'],
  minute = 0,
): ExecutionSummary =>
  exampleSummary({
    executionId: `${planId}-${status}-${minute}`,
    planId,
    planName: planId,
    status,
    startTime: new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString(),
  });

const byPlan = (...drills: ExecutionSummary[]) =>
  new Map(drills.map(execution => [execution.planId, execution]));

/** Drills that took these servers in. */
const took = (
  servers: readonly ObservedSourceServer[],
  ...drills: ExecutionSummary[]
): DrillsOfPlans =>
  new Map(
    drills.map(execution => [
      execution.planId,
      [{ drill: execution, servers: new Set(servers.map(serverKey)) }],
    ]),
  );

/** An entity of two servers that one group holds, and what its plans rehearsed. */
const judge = (
  plans: PlanCoverage[],
  ended: ExecutionSummary[],
  differences: Partial<ReadinessFacts> = {},
) => {
  const { answer, findings, lastDrill } = judgeReadiness({
    entityRef: 'component:default/orders',
    entities: [
      {
        entityRef: 'component:default/orders',
        selection: { kind: 'selection', ...scope, tags },
      },
    ],
    survey: { servers: [db, web], unavailable: [] },
    scopesOnRecord: new Set([`${scope.accountId}/${scope.region}`]),
    groups: [
      {
        ...scope,
        groupId: 'orders',
        groupName: 'Orders',
        selection: { kind: 'tags', tags },
        version: 1,
        createdAt: '2026-11-21T12:00:00.000Z',
        updatedAt: '2026-11-21T12:00:00.000Z',
        createdBy: 'user:default/pat.lindqvist',
      },
    ],
    plans,
    endedDrills: took([db, web], ...ended),
    lastDrills: byPlan(...ended),
    ...differences,
  });
  return {
    answer,
    codes: findings.map(({ code }) => code),
    messages: findings.map(({ message }) => message).join('; '),
    lastDrill: lastDrill?.executionId,
  };
};

describe('readiness after drills', () => {
  it.each([
    ['COMPLETED', 'YES', []],
    ['PARTIAL', 'YES_WITH_GAPS', ['LAST_DRILL_FAILED']],
    ['FAILED', 'YES_WITH_GAPS', ['LAST_DRILL_FAILED']],
    ['TIMED_OUT', 'YES_WITH_GAPS', ['LAST_DRILL_FAILED']],
    ['CANCELLED', 'YES_WITH_GAPS', ['LAST_DRILL_CANCELLED']],
  ] as const)('that ended %s is %s', (status, answer, codes) => {
    expect(judge([plan('whole', db, web)], [drill('whole', status)])).toEqual(
      expect.objectContaining({
        answer,
        codes,
        lastDrill: `whole-${status}-0`,
      }),
    );
  });

  it.each(['PENDING', 'RUNNING', 'PAUSED', 'CANCELLING'] as const)(
    'falls back to the drill before one that is %s, and tells of both',
    status => {
      const lastDrills = byPlan(drill('whole', status, 30));
      expect(
        judge([plan('whole', db, web)], [drill('whole', 'COMPLETED')], {
          lastDrills,
        }),
      ).toMatchObject({
        answer: 'YES',
        codes: ['DRILL_IN_PROGRESS'],
        lastDrill: 'whole-COMPLETED-0',
      });
      const first = judge([plan('whole', db, web)], [], { lastDrills });
      expect(first).toMatchObject({
        answer: 'YES_WITH_GAPS',
        codes: ['NEVER_DRILLED', 'DRILL_IN_PROGRESS'],
      });
      expect(first.lastDrill).toBeUndefined();
    },
  );

  it('counts no drill of a plan that launches other servers of the group', () => {
    const other = plan('other', server('somebody-else'));
    const found = judge(
      [plan('whole', db, web), other],
      [drill('other', 'COMPLETED', 30)],
    );
    expect(found).toMatchObject({
      answer: 'YES_WITH_GAPS',
      codes: ['NEVER_DRILLED'],
    });
    expect(found.lastDrill).toBeUndefined();
  });

  it('counts no drill of a plan that is only named', () => {
    expect(
      judge(
        [plan('whole', db, web), plan('named')],
        [drill('whole', 'FAILED'), drill('named', 'COMPLETED', 30)],
        { namedPlan: { name: 'named', planId: 'named' } },
      ),
    ).toMatchObject({
      codes: ['LAST_DRILL_FAILED'],
      lastDrill: 'whole-FAILED-0',
    });
  });

  it('counts no drill that a server was not in yet, and names the server', () => {
    const completed = drill('whole', 'COMPLETED');
    expect(
      judge([plan('whole', db, web)], [], {
        endedDrills: took([db], completed),
      }),
    ).toEqual({
      answer: 'YES_WITH_GAPS',
      codes: ['NEVER_DRILLED'],
      messages: '1 of 2 servers was in no drill of its plans: orders-web-01',
      lastDrill: completed.executionId,
    });
    // All joined after it: that the plan was drilled is nothing to them.
    const joined = judge([plan('whole', db, web)], [], {
      endedDrills: took([], completed),
    });
    expect(joined).toMatchObject({
      answer: 'YES_WITH_GAPS',
      messages:
        '2 of 2 servers were in no drill of their plans: orders-db-01, orders-web-01',
    });
    expect(joined.lastDrill).toBeUndefined();
    expect(judge([plan('whole', db, web)], []).messages).toBe(
      'The recovery was never rehearsed',
    );
  });

  it('judges each server by the drills of its own plans', () => {
    const found = judge(
      [plan('databases', db), plan('web', web)],
      [drill('databases', 'COMPLETED', 30)],
    );
    expect(found).toMatchObject({
      answer: 'YES_WITH_GAPS',
      codes: ['NEVER_DRILLED'],
    });
    expect(found.messages).toContain('orders-web-01');
    expect(found.messages).not.toContain('orders-db-01');

    // The newest of the plans that launch it.
    expect(
      judge(
        [plan('databases', db), plan('whole', db, web)],
        [drill('databases', 'FAILED'), drill('whole', 'COMPLETED', 30)],
      ).answer,
    ).toBe('YES');
  });
});
