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

/* eslint-disable jest/no-export -- tests that other packages call with their implementation */

import {
  terminalExecutionStatuses,
  type ExecutionStatus,
  type ExecutionSummary,
  type JobLogLine,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type {
  ExecutionLog,
  ExecutionProjection,
  StoredRow,
} from '../ports/executionLog';
import type { LeaseStore } from '../ports/lease';

/** What a test of the log works on. */
export interface ExecutionLogFixture {
  readonly log: ExecutionLog;
  /** Over the same storage as the log, which fences by this lease's epoch. */
  readonly lease: LeaseStore;
  close(): Promise<void>;
}

const beginning = Date.UTC(2026, 10, 21, 12);

const secondsLater = (seconds: number): Date =>
  new Date(beginning + seconds * 1000);

/** The log takes texts as they are; what is in them concerns it not. */
const rowOf = (
  executionId: string,
  seq: number,
  text = `{"v":1,"seq":${seq}}`,
): StoredRow => ({ executionId, seq, text, hash: `${seq}`.repeat(64) });

const summaryOf = (
  row: StoredRow,
  status: ExecutionStatus = 'RUNNING',
): ExecutionSummary => ({
  executionId: row.executionId,
  planId: 'plan-1',
  planName: 'Orders',
  planVersion: 3,
  executionType: 'DRILL',
  status,
  startTime: secondsLater(0).toISOString(),
  ...(terminalExecutionStatuses.includes(status) && {
    endTime: secondsLater(0).toISOString(),
  }),
  initiatedBy: 'user:default/omar.okafor',
  accountId: '111122223333',
  scopes: [{ accountId: '111122223333', region: 'us-west-2' }],
  waveCount: 1,
  counts: {
    total: 1,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    running: 1,
    pending: 0,
  },
  nextPhaseReady: false,
  instancesTerminated: false,
  seq: row.seq,
});

const shows = (
  row: StoredRow,
  wakeAt?: Date,
  status?: ExecutionStatus,
): ExecutionProjection => ({
  summary: summaryOf(row, status),
  wakeAt,
});

/**
 * What every implementation of {@link ExecutionLog} must do. Call it at the top
 * of a Jest test file.
 *
 * @param name - heads the tests
 * @param create - opens an empty store; called for each test, which closes it
 */
export function executionLogContract(
  name: string,
  create: () => Promise<ExecutionLogFixture>,
): void {
  describe(`${name} as an ExecutionLog`, () => {
    let log: ExecutionLog;
    let lease: LeaseStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      const fixture = await create();
      ({ log, lease } = fixture);
      close = () => fixture.close();
    });

    afterEach(() => close());

    async function begun(
      executionId: string,
      options: {
        wakeAt?: Date;
        claims?: string[];
        status?: ExecutionStatus;
      } = {},
    ): Promise<StoredRow> {
      const row = rowOf(executionId, 1);
      const held = await log.create(
        row,
        shows(row, options.wakeAt, options.status),
        options.claims ?? [],
      );
      expect(held).toEqual([]);
      return row;
    }

    async function appended(
      executionId: string,
      seq: number,
      wakeAt?: Date,
    ): Promise<StoredRow> {
      const row = rowOf(executionId, seq);
      await log.append(row, shows(row, wakeAt), {});
      return row;
    }

    async function leading(holder: string): Promise<number> {
      const view = await lease.take(holder, await lease.read());
      if (!view) {
        throw new Error(`${holder} could not take the lease`);
      }
      return view.epoch;
    }

    describe('rows', () => {
      it('are read back in order, after a position', async () => {
        const rows = [await begun('e1')];
        for (let seq = 2; seq <= 12; seq++) {
          rows.push(await appended('e1', seq));
        }
        await begun('e2');
        await expect(log.read('e1', 0)).resolves.toEqual(rows);
        await expect(log.read('e1', 10)).resolves.toEqual(rows.slice(10));
        await expect(log.read('e1', 12)).resolves.toEqual([]);
        await expect(log.read('unknown', 0)).resolves.toEqual([]);
      });

      it('are kept to the letter, whatever their size and signs', async () => {
        const signs = JSON.stringify({
          v: 1,
          signs:
            'äß 漢字 עברית 🚚👩‍🚒 \u0000 \u2028 \\ "\' % _ ? :name $1 \ud800 e\u0301',
        });
        const long = JSON.stringify({ v: 1, long: '🚚é'.repeat(500_000) });
        const first = rowOf('e1', 1, signs);
        await log.create(first, shows(first), []);
        const second = rowOf('e1', 2, long);
        await log.append(second, shows(second), {});
        const [storedFirst, storedSecond] = await log.read('e1', 0);
        expect(storedFirst.text).toBe(signs);
        expect(storedSecond.text === long).toBe(true);
      });

      it('have one winner for each place', async () => {
        await begun('e1');
        const rivals = Array.from({ length: 10 }, (_, index) =>
          rowOf('e1', 2, `{"v":1,"by":${index}}`),
        );
        const results = await Promise.allSettled(
          rivals.map((row, index) =>
            log.append(row, shows(row, secondsLater(index + 1)), {}),
          ),
        );
        const winners = rivals.filter(
          (_, index) => results[index].status === 'fulfilled',
        );
        expect(winners).toHaveLength(1);
        const refusals = results.flatMap(result =>
          result.status === 'rejected' ? [result.reason.name] : [],
        );
        expect(refusals).toEqual(Array(9).fill('SeqTaken'));
        await expect(log.read('e1', 1)).resolves.toEqual(winners);
        // The projection is the winner's as well.
        const wakeAt = secondsLater(rivals.indexOf(winners[0]) + 1);
        await expect(
          log.due(new Date(wakeAt.getTime() - 1), 10),
        ).resolves.toEqual([]);
        await expect(log.due(wakeAt, 10)).resolves.toEqual([
          { executionId: 'e1', seq: 2 },
        ]);
      });

      it('are never replaced, and a late writer moves nothing back', async () => {
        await begun('e1', { wakeAt: secondsLater(1), claims: ['s-1'] });
        const second = await appended('e1', 2, secondsLater(60));
        const third = await appended('e1', 3, secondsLater(60));
        const late = rowOf('e1', 2, '{"v":1,"late":true}');
        await expect(
          log.append(late, shows(late, secondsLater(1)), {
            releaseClaims: ['s-1'],
          }),
        ).rejects.toMatchObject({ name: 'SeqTaken' });
        await expect(log.read('e1', 1)).resolves.toEqual([second, third]);
        await expect(log.due(secondsLater(59), 10)).resolves.toEqual([]);
        await expect(log.holder('s-1')).resolves.toBe('e1');
      });

      it('leave no gap and begin with a creation', async () => {
        const first = await begun('e1', { wakeAt: secondsLater(1) });
        const beyond = rowOf('e1', 3);
        await expect(
          log.append(beyond, shows(beyond, secondsLater(60)), {}),
        ).rejects.toThrow();
        await expect(log.read('e1', 0)).resolves.toEqual([first]);
        await expect(log.due(secondsLater(1), 10)).resolves.toEqual([
          { executionId: 'e1', seq: 1 },
        ]);
        const orphan = rowOf('unknown', 2);
        await expect(log.append(orphan, shows(orphan), {})).rejects.toThrow();
        await expect(log.read('unknown', 0)).resolves.toEqual([]);
      });

      it('begin once', async () => {
        const first = await begun('e1');
        const again = rowOf('e1', 1, '{"v":1,"again":true}');
        await expect(
          log.create(again, shows(again), ['s-9']),
        ).rejects.toMatchObject({ name: 'SeqTaken' });
        await expect(log.read('e1', 0)).resolves.toEqual([first]);
        await expect(log.holder('s-9')).resolves.toBeUndefined();
      });
    });

    describe('claims', () => {
      it('are all held by the execution that was created with them', async () => {
        await begun('e1', { claims: ['s-1', 's-2', 's-1'] });
        await expect(log.holder('s-1')).resolves.toBe('e1');
        await expect(log.holder('s-2')).resolves.toBe('e1');
        await expect(log.holder('s-3')).resolves.toBeUndefined();
      });

      it('are taken all or none, and the holders told', async () => {
        await begun('e1', { claims: ['s-1', 's-2'] });
        await begun('e2', { claims: ['s-4'] });
        const row = rowOf('e3', 1);
        const held = await log.create(row, shows(row, secondsLater(0)), [
          's-0',
          's-2',
          's-3',
          's-4',
        ]);
        expect([...held].sort((a, b) => a.key.localeCompare(b.key))).toEqual([
          { key: 's-2', executionId: 'e1' },
          { key: 's-4', executionId: 'e2' },
        ]);
        await expect(log.read('e3', 0)).resolves.toEqual([]);
        await expect(log.due(secondsLater(0), 10)).resolves.toEqual([]);
        await expect(log.holder('s-0')).resolves.toBeUndefined();
        await expect(log.holder('s-3')).resolves.toBeUndefined();
      });

      it('are taken in their thousands', async () => {
        const claims = Array.from({ length: 5_000 }, (_, n) => `server/s-${n}`);
        await begun('e1', { claims });
        await expect(log.holder('server/s-4999')).resolves.toBe('e1');
        const row = rowOf('e2', 1);
        const held = await log.create(row, shows(row), claims);
        expect(held).toHaveLength(5_000);
      });

      it('go to one of many that want them at once', async () => {
        // Neighbours overlap in both orders, so that careless locking would dead-lock.
        const rivals = Array.from({ length: 10 }, (_, index) => ({
          row: rowOf(`e${index}`, 1),
          claims:
            index % 2 === 0
              ? ['shared-1', 'shared-2', `own-${index}`]
              : [`own-${index}`, 'shared-2', 'shared-1'],
        }));
        const answers = await Promise.all(
          rivals.map(({ row, claims }) => log.create(row, shows(row), claims)),
        );
        const winners = rivals.filter(
          (_, index) => answers[index].length === 0,
        );
        expect(winners).toHaveLength(1);
        const winner = winners[0].row.executionId;
        for (const [index, { row }] of rivals.entries()) {
          const won = row.executionId === winner;
          await expect(log.holder(`own-${index}`)).resolves.toBe(
            won ? winner : undefined,
          );
          await expect(log.read(row.executionId, 0)).resolves.toEqual(
            won ? [row] : [],
          );
          for (const held of answers[index]) {
            expect(held.executionId).toBe(winner);
          }
        }
      });

      it('are given back with a row, by their holder only', async () => {
        await begun('e1', { claims: ['s-1', 's-2'] });
        await begun('e2', { claims: ['s-3'] });
        const row = rowOf('e1', 2);
        await log.append(row, shows(row), {
          releaseClaims: ['s-1', 's-3', 'unknown'],
        });
        await expect(log.holder('s-1')).resolves.toBeUndefined();
        await expect(log.holder('s-2')).resolves.toBe('e1');
        await expect(log.holder('s-3')).resolves.toBe('e2');
        await begun('e3', { claims: ['s-1'] });
      });
    });

    describe('fencing', () => {
      it('lets the leader write, and those who write no leader’s rows', async () => {
        const epoch = await leading('a');
        await begun('e1');
        const second = rowOf('e1', 2);
        await log.append(second, shows(second), { epoch });
        await lease.beat('a', epoch);
        const third = rowOf('e1', 3);
        await log.append(third, shows(third), { epoch });
        await appended('e1', 4);
        await expect(log.read('e1', 0)).resolves.toHaveLength(4);
      });

      it.each([
        ['another took over', async () => void (await leading('b'))],
        ['it took the lease anew', async () => void (await leading('a'))],
        [
          'it gave the lease up',
          async (epoch: number) => lease.release('a', epoch),
        ],
      ])('refuses a leader after %s', async (_, loseLeadership) => {
        const epoch = await leading('a');
        const first = await begun('e1', {
          wakeAt: secondsLater(1),
          claims: ['s-1'],
        });
        await loseLeadership(epoch);
        const row = rowOf('e1', 2);
        await expect(
          log.append(row, shows(row, secondsLater(60)), {
            epoch,
            releaseClaims: ['s-1'],
          }),
        ).rejects.toMatchObject({ name: 'LeadershipLost' });
        await expect(log.read('e1', 0)).resolves.toEqual([first]);
        await expect(log.holder('s-1')).resolves.toBe('e1');
        await expect(log.due(secondsLater(1), 10)).resolves.toEqual([
          { executionId: 'e1', seq: 1 },
        ]);
      });
    });

    describe('what is due', () => {
      it('comes most overdue first, with its latest row, up to the limit', async () => {
        await begun('e1', { wakeAt: secondsLater(30) });
        await begun('e2', { wakeAt: secondsLater(10) });
        await begun('e3', { wakeAt: secondsLater(60) });
        await begun('e4', { wakeAt: secondsLater(5) });
        await begun('never');
        await appended('e4', 2, secondsLater(20));
        const all = [
          { executionId: 'e2', seq: 1 },
          { executionId: 'e4', seq: 2 },
          { executionId: 'e1', seq: 1 },
        ];
        await expect(log.due(secondsLater(30), 10)).resolves.toEqual(all);
        await expect(log.due(secondsLater(30), 2)).resolves.toEqual(
          all.slice(0, 2),
        );
        await expect(log.due(secondsLater(9), 10)).resolves.toEqual([]);
      });

      it('is nothing once a row says never', async () => {
        await begun('e1', { wakeAt: secondsLater(1) });
        await appended('e1', 2);
        await expect(log.due(secondsLater(1_000), 10)).resolves.toEqual([]);
      });

      it('can be put off, and brought forward', async () => {
        await begun('e1', { wakeAt: secondsLater(10) });
        await log.postpone('e1', 1, secondsLater(60));
        await expect(log.due(secondsLater(59), 10)).resolves.toEqual([]);
        await log.postpone('e1', 1, secondsLater(5));
        await expect(log.due(secondsLater(5), 10)).resolves.toEqual([
          { executionId: 'e1', seq: 1 },
        ]);
      });

      it('can be put off for good', async () => {
        await begun('e1', { wakeAt: secondsLater(10) });
        await log.postpone('e1', 1, undefined);
        await expect(log.due(secondsLater(1_000), 10)).resolves.toEqual([]);
      });

      it('is also who was woken, by what it holds, until it was looked at', async () => {
        await begun('e1', { wakeAt: secondsLater(60), claims: ['a', 'b'] });
        await begun('e2', { wakeAt: secondsLater(60), claims: ['c'] });
        await begun('never', { claims: ['d'] });
        await log.wake(['b', 'd', 'unknown']);
        const woken = await log.due(secondsLater(0), 10);
        expect(woken).toHaveLength(2);
        expect(woken).toEqual(
          expect.arrayContaining([
            { executionId: 'e1', seq: 1 },
            { executionId: 'never', seq: 1 },
          ]),
        );
        // Whoever asked may have died, or lost the database, before it looked.
        await expect(log.due(secondsLater(1), 10)).resolves.toHaveLength(2);
        await log.postpone('e1', 1, secondsLater(60));
        await log.postpone('never', 1, undefined);
        await expect(log.due(secondsLater(1), 10)).resolves.toEqual([]);
      });

      it('is not put to sleep by who looked before it was woken', async () => {
        await begun('e1', { wakeAt: secondsLater(0), claims: ['a'] });
        await log.due(secondsLater(0), 10);
        await log.wake(['a']);
        await appended('e1', 2, secondsLater(60));
        await log.postpone('e1', 2, secondsLater(60));
        await expect(log.due(secondsLater(1), 10)).resolves.toEqual([
          { executionId: 'e1', seq: 2 },
        ]);
      });

      it('is everybody who has not ended when all are woken', async () => {
        await begun('e1', { wakeAt: secondsLater(60) });
        await begun('ended', { status: 'COMPLETED' });
        await log.wake();
        await expect(log.due(secondsLater(0), 10)).resolves.toEqual([
          { executionId: 'e1', seq: 1 },
        ]);
      });

      it('is not put off by who has not seen the newest row', async () => {
        await begun('e1', { wakeAt: secondsLater(10) });
        await appended('e1', 2, secondsLater(10));
        await log.postpone('e1', 1, secondsLater(60));
        await expect(log.due(secondsLater(10), 10)).resolves.toEqual([
          { executionId: 'e1', seq: 2 },
        ]);
        await log.postpone('unknown', 1, secondsLater(0));
        await expect(log.due(secondsLater(0), 10)).resolves.toEqual([]);
      });
    });

    describe('the job log', () => {
      const line = (
        seconds: number,
        event: string,
        more: Partial<JobLogLine> = {},
      ): JobLogLine => ({
        jobId: 'drsjob-1',
        at: secondsLater(seconds).toISOString(),
        event,
        ...more,
      });

      it('keeps every line once', async () => {
        await begun('e1');
        await begun('e2');
        const lines = [
          line(0, 'JOB_START'),
          line(1, 'SNAPSHOT_START', { sourceServerId: 's-1' }),
          line(1, 'SNAPSHOT_START', { sourceServerId: 's-2' }),
          line(2, 'CONVERSION_START', {
            sourceServerId: 's-1',
            hostname: 'orders-db-01',
            conversionServerId: 'i-0123456789abcdef0',
          }),
          line(3, 'LAUNCH_FAILED', {
            sourceServerId: 's-1',
            rawError: 'Größe “m5.🚚” gibt es nicht',
          }),
          line(4, 'JOB_START', { jobId: 'drsjob-2' }),
        ];
        await log.addJobLog('e1', lines.slice(0, 3));
        await log.addJobLog('e1', [...lines, ...lines]);
        await log.addJobLog('e1', []);
        await expect(log.jobLog('e1')).resolves.toEqual(lines);
        await expect(log.jobLog('e2')).resolves.toEqual([]);
        await log.addJobLog('e2', lines.slice(0, 1));
        await expect(log.jobLog('e2')).resolves.toEqual(lines.slice(0, 1));
        await expect(log.jobLog('unknown')).resolves.toEqual([]);
      });

      it('is in order of time, and of arrival within one instant', async () => {
        await begun('e1');
        const [late, early, twin, otherTwin] = [
          line(9, 'JOB_END'),
          line(1, 'JOB_START'),
          line(5, 'SNAPSHOT_END', { sourceServerId: 's-1' }),
          line(5, 'CONVERSION_START', { sourceServerId: 's-1' }),
        ];
        await log.addJobLog('e1', [late, twin]);
        await log.addJobLog('e1', [otherTwin, early]);
        await expect(log.jobLog('e1')).resolves.toEqual([
          early,
          twin,
          otherTwin,
          late,
        ]);
      });

      it('takes the same lines from two writers at once', async () => {
        await begun('e1');
        const lines = Array.from({ length: 500 }, (_, index) =>
          line(index, 'SNAPSHOT_START', { sourceServerId: `s-${index}` }),
        );
        await Promise.all([
          log.addJobLog('e1', lines),
          log.addJobLog('e1', [...lines].reverse()),
        ]);
        await expect(log.jobLog('e1')).resolves.toEqual(lines);
      });
    });
  });
}
