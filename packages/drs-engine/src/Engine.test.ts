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
  ManualClock,
  startSimulator,
  type Simulator,
} from '@drs-orchestrator/aws-simulator';
import { AwsDrsAccess } from './aws/AwsDrsAccess';
import type { PinnedWave } from './domain/events';
import { isEnded, type ExecutionState } from './domain/state';
import { Engine } from './Engine';
import type { StartRequest } from './executionEngine';
import { openRow, verifyChain } from './log/sealedRow';
import type { Clock } from './ports/clock';
import type { Logger } from './ports/logger';
import type { StoredRow } from './ports/executionLog';
import { summarise } from './reads/summarise';
import { foldEntry } from './runner/Journal';
import { MemoryExecutionLog } from './store/MemoryExecutionLog';
import { MemoryLeaseStore } from './store/MemoryLeaseStore';

// Hundreds of signed calls a test, on machines that may be busy.
jest.setTimeout(60_000);

const accountId = '111122223333';
const region = 'us-west-2';
const auditKey = 'test';

const silent: Logger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
};

/** The engine through the real SDK, the simulated AWS and a clock that the test holds. */
describe('Engine', () => {
  let aws: Simulator;
  let awsClock: ManualClock;
  let clock: Clock;
  let access: AwsDrsAccess;
  let opened: AwsDrsAccess[];
  let log: MemoryExecutionLog;
  let lease: MemoryLeaseStore;

  beforeEach(async () => {
    awsClock = new ManualClock();
    clock = {
      now: () => new Date(awsClock.now()),
      monotonic: () => awsClock.now(),
    };
    aws = await startSimulator({ port: 0, clock: awsClock, speed: 1 });
    opened = [];
    access = reach();
    lease = new MemoryLeaseStore();
    log = new MemoryExecutionLog(lease);
  });
  afterEach(async () => {
    opened.forEach(way => way.close());
    await aws.close();
  });

  /** As a process of its own would. */
  function reach(): AwsDrsAccess {
    const way = new AwsDrsAccess({
      findAccount: async () => ({
        roleName: 'DrsOrchestratorRole',
        externalId: 'meridian-dr',
        regions: [region, 'eu-west-1'],
      }),
      hubCredentials: async () => ({
        accessKeyId: 'AKIDMERIDIANHUB00001',
        secretAccessKey: 'meridian-development-only',
      }),
      endpoint: aws.url,
      callTimeoutMs: 2_000,
      logger: silent,
      clock,
    });
    opened.push(way);
    return way;
  }

  const replica = () =>
    Engine.create({
      log,
      lease,
      access: reach(),
      clock,
      auditKey,
      logger: silent,
    });

  async function servers(role: string): Promise<PinnedWave['servers']> {
    const drs = await access.drs({ accountId, region });
    const all = await drs.describeSourceServers();
    return all
      .filter(
        ({ tags }) =>
          tags['DR-Application'] === 'orders' && tags['DR-Role'] === role,
      )
      .map(({ sourceServerId, hostname, tags }) => ({
        sourceServerId,
        hostname,
        accountId,
        region,
        groupId: `orders-${role}`,
        tags: { ...tags },
      }));
  }

  const wave = async (
    waveNumber: number,
    role: string,
    dependsOn: number[],
    changes: Partial<PinnedWave> = {},
  ): Promise<PinnedWave> => ({
    waveNumber,
    waveName: role,
    dependsOn,
    maxWaitMinutes: 120,
    thresholdPercent: 100,
    servers: await servers(role),
    ...changes,
  });

  const request = (
    waves: PinnedWave[],
    changes: Partial<StartRequest> = {},
  ): StartRequest => ({
    actor: 'user:default/omar.okafor',
    plan: {
      planId: 'plan-1',
      planName: 'Orders',
      version: 1,
      accountId,
      maxDurationMinutes: 1440,
    },
    executionType: 'DRILL',
    waves,
    ...changes,
  });

  /** Lets time pass in steps of ten seconds until it holds. */
  async function runUntil(
    engine: Engine,
    executionId: string,
    holds: (state: ExecutionState) => boolean,
  ): Promise<ExecutionState> {
    for (let step = 0; step < 1000; step++) {
      await engine.advance();
      const state = await engine.get(executionId);
      if (holds(state)) {
        return state;
      }
      awsClock.advance(10_000);
    }
    throw new Error('It never came to hold');
  }

  const launchesByServer = () => {
    const counts = new Map<string, number>();
    for (const { hostname } of aws.launches()) {
      counts.set(hostname, (counts.get(hostname) ?? 0) + 1);
    }
    return Object.fromEntries([...counts].sort());
  };
  const once = (states: ExecutionState) =>
    Object.fromEntries(
      [...states.servers.values()]
        .map(server => [server.hostname, 1] as const)
        .sort(),
    );

  const diamond = async () => [
    await wave(1, 'db', []),
    await wave(2, 'app', [1]),
    await wave(3, 'web', [1]),
  ];

  it('drills waves, two of them beside each other, and cleans up', async () => {
    const engine = replica();
    const { executionId } = await engine.start(request(await diamond()));

    const both = await runUntil(
      engine,
      executionId,
      state =>
        state.waves.filter(({ status }) => status === 'LAUNCHING').length === 2,
    );
    expect(both.waves[0].status).toBe('COMPLETED');

    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(launchesByServer()).toEqual(once(ended));
    expect(aws.launches().every(({ isDrill }) => isDrill)).toBe(true);

    const described = await runUntil(engine, executionId, state =>
      [...state.servers.values()].every(server => server.described),
    );
    expect(
      [...described.servers.values()].map(({ privateIp }) => privateIp),
    ).toEqual([...described.servers].map(() => expect.stringMatching(/^10\./)));

    await engine.terminate(executionId, { actor: 'user:default/robin.mercer' });
    const cleaned = await runUntil(
      engine,
      executionId,
      state =>
        [...state.servers.values()].every(
          ({ instanceState }) => instanceState === 'TERMINATED',
        ) && [...state.jobs.values()].every(({ endedAt }) => endedAt),
    );
    expect(cleaned.status).toBe('COMPLETED');
    const drs = await access.drs({ accountId, region });
    const standing = await drs.describeRecoveryInstances([
      ...cleaned.servers.keys(),
    ]);
    expect(
      standing.filter(({ ec2State }) => ec2State !== 'TERMINATED'),
    ).toEqual([]);

    expect(verifyChain(await log.read(executionId, 0), auditKey)).toEqual({
      intact: true,
    });
    expect(await log.due(new Date(awsClock.now() + 86_400_000), 10)).toEqual(
      [],
    );
  });

  it('keeps the job log, with the reason of a failure', async () => {
    const [db] = await servers('db');
    aws.faults.add({
      match: { sourceServerId: db.sourceServerId },
      effect: { type: 'launchFailure', reason: 'No capacity in us-west-2a' },
    });
    const engine = replica();
    const { executionId } = await engine.start(request(await diamond()));
    const paused = await runUntil(
      engine,
      executionId,
      state => state.status === 'PAUSED',
    );
    expect(paused.pause?.message).toContain(db.hostname);
    expect(paused.pause?.message).toContain('No capacity in us-west-2a');
    expect(paused.servers.get(db.sourceServerId)).toMatchObject({
      outcome: 'FAILED',
      errorCode: 'LAUNCH_FAILED',
    });
    const lines = await engine.jobLog(executionId);
    expect(lines.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['JOB_START', 'SNAPSHOT_START', 'LAUNCH_FAILED']),
    );

    const cancelled = await engine.cancel(executionId, {
      actor: 'robin',
      reason: 'wrong plan',
    });
    expect(cancelled).toMatchObject({
      status: 'CANCELLED',
      stop: {
        because: { cause: 'CANCELLED', by: 'robin', message: 'wrong plan' },
      },
    });
    // What the plan and its servers were held by is free again.
    const again = await engine.start(request(await diamond()));
    expect(again.executionId).not.toBe(executionId);
  });

  it.each([
    ['the answer is lost', { type: 'lostResponse' } as const],
    [
      'the service fails',
      { type: 'error', status: 500, code: 'InternalServerException' } as const,
    ],
    ['it is throttled', { type: 'throttle', probability: 1 } as const],
  ])('launches each server once where %s', async (_, effect) => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect,
      times: 2,
    });
    const engine = replica();
    const { executionId } = await engine.start(request(await diamond()));
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(launchesByServer()).toEqual(once(ended));
    expect(
      aws.record({ operation: 'StartRecovery' }).length,
    ).toBeGreaterThanOrEqual(3);
  });

  it('fails what AWS will never accept, and says what AWS said', async () => {
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: {
        type: 'error',
        status: 403,
        code: 'AccessDeniedException',
        message: 'not authorized to perform: ec2:RunInstances',
      },
    });
    const engine = replica();
    const { executionId } = await engine.start(
      request([await wave(1, 'db', [])]),
    );
    const paused = await runUntil(
      engine,
      executionId,
      state => state.status === 'PAUSED',
    );
    expect(paused.pause?.message).toContain('ec2:RunInstances');
    expect(aws.record({ operation: 'StartRecovery' })).toHaveLength(1);
  });

  it('goes on in another replica when the leader dies in the middle of a call', async () => {
    const first = replica();
    const { executionId } = await first.start(request(await diamond()));
    // The call takes effect; the first replica never hears of it.
    aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: { type: 'lostResponse' },
      times: 1,
    });
    await first.advance();
    expect(aws.launches().length).toBeGreaterThan(0);

    const second = replica();
    await second.advance();
    awsClock.advance(10_000);
    await second.advance();
    const unchanged = await second.get(executionId);
    // Before the lease has ended the second does nothing.
    expect(unchanged.waves[0].status).toBe('LAUNCHING');
    expect(unchanged.jobs.size).toBe(0);

    const ended = await runUntil(second, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(launchesByServer()).toEqual(once(ended));

    // The first comes back to life, and finds that it does not lead any more.
    await expect(first.advance()).resolves.toBeUndefined();
    expect(launchesByServer()).toEqual(once(ended));
  });

  it('waits for room where the account has no jobs left, and says so', async () => {
    const engine = Engine.create({
      log,
      lease,
      access,
      clock,
      auditKey,
      logger: silent,
      settings: { limits: { concurrentJobs: 1, serversInJobs: 500 } },
    });
    const { executionId } = await engine.start(
      request([await wave(1, 'db', []), await wave(2, 'app', [])]),
    );
    await engine.advance();
    awsClock.advance(10_000);
    await engine.advance();
    const waiting = await engine.get(executionId);
    expect([...waiting.chunks.values()].map(({ status }) => status)).toEqual([
      'STARTED',
      'WAITING_FOR_CAPACITY',
    ]);
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(aws.record({ operation: 'StartRecovery' })).toHaveLength(2);
  });

  it('does not act in an account that cannot be asked, and goes on when it can', async () => {
    const rule = aws.faults.add({
      match: { operation: 'DescribeJobs' },
      effect: { type: 'error', status: 503, code: 'ServiceUnavailable' },
    });
    const engine = replica();
    const { executionId } = await engine.start(
      request([await wave(1, 'db', [])]),
    );
    await engine.advance();
    expect(aws.launches()).toEqual([]);
    aws.faults.remove(rule.id);
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
  });

  it('never launches over a live recovery that somebody started meanwhile', async () => {
    const engine = replica();
    const { executionId } = await engine.start(request(await diamond()));
    await engine.advance();
    const [app] = await servers('app');
    const drs = await access.drs({ accountId, region });
    await drs.startRecovery({
      servers: [{ sourceServerId: app.sourceServerId }],
      isDrill: false,
      tags: {},
    });
    const paused = await runUntil(
      engine,
      executionId,
      state => state.status === 'PAUSED',
    );
    expect(paused.servers.get(app.sourceServerId)).toMatchObject({
      outcome: 'FAILED',
      errorCode: 'LIVE_RECOVERY_INSTANCE',
    });
    expect(aws.launches({ sourceServerId: app.sourceServerId })).toHaveLength(
      1,
    );
    // The others of its wave were launched all the same.
    await runUntil(
      engine,
      executionId,
      state =>
        [...state.servers.values()].filter(
          ({ outcome }) => outcome === 'LAUNCHED',
        ).length === 9,
    );
  });

  it('finds what AWS did while nobody looked, however long that was', async () => {
    const engine = replica();
    const { executionId } = await engine.start(
      request([await wave(1, 'db', [], { maxWaitMinutes: 60 })]),
    );
    await engine.advance();
    awsClock.advance(7 * 3_600_000);

    const again = replica();
    const ended = await runUntil(again, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
  });

  it('tells outcomes without the job log, where that cannot be read', async () => {
    aws.faults.add({
      match: { operation: 'DescribeJobLogItems' },
      effect: { type: 'error', status: 403, code: 'AccessDeniedException' },
    });
    const [db] = await servers('db');
    aws.faults.add({
      match: { sourceServerId: db.sourceServerId },
      effect: { type: 'launchFailure' },
    });
    const engine = replica();
    const { executionId } = await engine.start(
      request([await wave(1, 'db', [], { thresholdPercent: 50 })]),
    );
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('PARTIAL');
    expect(ended.servers.get(db.sourceServerId)?.errorMessage).toContain(
      'job log cannot be read',
    );
  });

  it('serves the other accounts while one hangs', async () => {
    aws.faults.add({
      match: { operation: 'DescribeJobs', region: 'eu-west-1' },
      effect: { type: 'latency', ms: 60_000 },
    });
    const engine = Engine.create({
      log,
      lease,
      access,
      clock,
      auditKey,
      logger: silent,
      settings: { readLimitMs: 300 },
    });
    const [db] = await servers('db');
    const hanging = await engine.start(
      request(
        [
          await wave(1, 'db', [], {
            servers: [
              { ...db, sourceServerId: 's-elsewhere', region: 'eu-west-1' },
            ],
          }),
        ],
        { plan: { ...request([]).plan, planId: 'plan-2' } },
      ),
    );
    const { executionId } = await engine.start(request(await diamond()));
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    const waiting = await engine.get(hanging.executionId);
    expect([...waiting.chunks.values()][0]).toMatchObject({
      status: 'WAITING_FOR_CAPACITY',
      waitReason: expect.stringContaining('AWS cannot be asked: No answer'),
    });
  });

  it('goes on where one execution cannot be read', async () => {
    const engine = replica();
    const { executionId } = await engine.start(request(await diamond()));
    const [row] = await log.read(executionId, 0);
    const summary = summarise(await engine.get(executionId));
    await log.create(
      {
        ...row,
        executionId: 'broken',
        text: row.text.replaceAll('WaveStarted', 'WaveStartled'),
      },
      {
        summary: { ...summary, executionId: 'broken' },
        wakeAt: new Date(0),
      },
      [],
    );
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
  });

  it('is patient with throttling, for as long as the wave may wait', async () => {
    const rule = aws.faults.add({
      match: { operation: 'StartRecovery' },
      effect: { type: 'throttle', probability: 1 },
    });
    const engine = replica();
    const { executionId } = await engine.start(
      request([await wave(1, 'db', [])]),
    );
    for (let minute = 0; minute < 30; minute++) {
      await engine.advance();
      awsClock.advance(60_000);
    }
    expect((await engine.get(executionId)).status).toBe('RUNNING');
    // Less and less often, so that it does no harm itself.
    expect(aws.record({ operation: 'StartRecovery' }).length).toBeLessThan(31);
    aws.faults.remove(rule.id);
    const ended = await runUntil(engine, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
  });

  it('holds a run whose log was restored from a backup, and takes what AWS has done', async () => {
    const before = replica();
    const { executionId } = await before.start(request(await diamond()));
    await runUntil(before, executionId, state => state.jobs.size === 3);
    const rows = await log.read(executionId, 0);
    const launches = rows.filter(row =>
      openRow(row).events.some(event => event.type === 'LaunchRequested'),
    );
    const backup = rows.slice(0, launches[1].seq - 1);

    // The database is put back; nobody remembers the launches of two waves.
    ({ log, lease } = await restored(backup));
    const after = replica();
    const held = await runUntil(
      after,
      executionId,
      state => state.pause !== undefined,
    );
    expect(held.pause?.reason).toBe('RECOVERED_LOG');
    expect(held.unknownJobs.length).toBeGreaterThan(0);
    const launchesBefore = aws.launches().length;
    for (let step = 0; step < 60; step++) {
      awsClock.advance(30_000);
      await after.advance();
    }
    expect(aws.launches()).toHaveLength(launchesBefore);

    await after.resume(executionId, {
      actor: 'user:default/mira',
      isPerson: true,
    });
    const ended = await runUntil(after, executionId, isEnded);
    expect(ended.status).toBe('COMPLETED');
    expect(launchesByServer()).toEqual(once(ended));
  });

  /** A store as it was when it held these rows and no others. */
  async function restored(rows: readonly StoredRow[]) {
    const oldLease = new MemoryLeaseStore();
    const oldLog = new MemoryExecutionLog(oldLease);
    let state: ExecutionState | undefined;
    for (const row of rows) {
      state = foldEntry(state, openRow(row));
      const projection = {
        summary: summarise(state),
        wakeAt: clock.now(),
      };
      if (row.seq === 1) {
        await oldLog.create(row, projection, []);
      } else {
        await oldLog.append(row, projection, {});
      }
    }
    return { log: oldLog, lease: oldLease };
  }

  it('starts one execution for one client token', async () => {
    const engine = replica();
    const waves = await diamond();
    const [one, other] = await Promise.all([
      engine.start(request(waves, { clientToken: 'token' })),
      engine.start(request(waves, { clientToken: 'token' })),
    ]);
    expect(one.executionId).toBe(other.executionId);
    await expect(engine.start(request(waves))).rejects.toMatchObject({
      code: 'EXECUTION_IN_PROGRESS',
    });
    await expect(
      engine.start(
        request([await wave(1, 'web', [])], {
          plan: { ...request(waves).plan, planId: 'plan-2' },
        }),
      ),
    ).rejects.toMatchObject({
      code: 'SERVER_CONFLICT',
      details: expect.arrayContaining([
        expect.objectContaining({ code: 'SERVER_CONFLICT' }),
      ]),
    });
  });
});
