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

import { scope } from '../aws/__testUtils__/simulatedAccess';
import type { ExecutionState } from '../domain/state';
import { EngineOnSimulator } from './__testUtils__/EngineOnSimulator';
import { systemClock } from '../ports/clock';
import { JobLogFollower } from './JobLogFollower';

// Hundreds of signed calls a test, on machines that may be busy.
jest.setTimeout(60_000);

/** How long the simulated DRS thinks about a job log. */
const SLOW_MS = 1_000;

describe('JobLogFollower before a DRS that is slow to tell logs', () => {
  let world: EngineOnSimulator;

  beforeEach(async () => {
    world = await EngineOnSimulator.start();
  });
  afterEach(() => world.close());

  const follower = (waitMs: { failed: number; else: number }) =>
    new JobLogFollower({
      log: world.log,
      clock: systemClock,
      settings: { pollIntervalMs: 0 },
      waitMs,
    });

  const logReads = () =>
    world.aws.record({ operation: 'DescribeJobLogItems' }).length;

  /** An execution with an open job, as the log knows it. */
  async function running(): Promise<ExecutionState> {
    const engine = world.engine();
    const { executionId } = await engine.start(world.request([world.wave(1)]));
    const state = await world.runUntil(
      engine,
      executionId,
      ({ jobs }) => jobs.size > 0,
    );
    world.aws.faults.add({
      match: { operation: 'DescribeJobLogItems' },
      effect: { type: 'latency', ms: SLOW_MS },
    });
    return state;
  }

  it('waits a moment only, and has the lines another time', async () => {
    const state = await running();
    world.pass(60_000);
    const { drs } = await world.services();
    const jobs = await drs.describeJobs(new Date(0));
    const impatient = follower({
      failed: 60_000,
      else: 50,
    });
    const before = logReads();
    const began = performance.now();
    await expect(
      impatient.follow(state, scope, drs, jobs),
    ).resolves.toMatchObject({ hasNews: false });
    await impatient.follow(state, scope, drs, jobs);
    expect(performance.now() - began).toBeLessThan(SLOW_MS);
    // The second round waited for the question of the first.
    expect(logReads() - before).toBeLessThanOrEqual(1);
    const patient = follower({
      failed: 60_000,
      else: 60_000,
    });
    await expect(
      patient.follow(state, scope, drs, jobs),
    ).resolves.toMatchObject({ hasNews: true });
  });

  it('waits longer for what says why a server failed', async () => {
    const [db] = world.servers('db');
    world.aws.faults.add({
      match: { sourceServerId: db.sourceServerId },
      effect: { type: 'launchFailure', reason: 'No capacity' },
    });
    const state = await running();
    world.pass(3_600_000);
    const { drs } = await world.services();
    const jobs = await drs.describeJobs(new Date(0));
    expect(jobs[0].status).toBe('COMPLETED');
    const impatient = follower({
      failed: 60_000,
      else: 50,
    });
    const { failures } = await impatient.follow(state, scope, drs, jobs);
    expect(failures.get(db.sourceServerId)).toEqual({
      code: 'LAUNCH_FAILED',
      message: expect.stringContaining('No capacity'),
    });
    // And says so where it cannot be waited for.
    const hasty = follower({ failed: 50, else: 50 });
    const told = await hasty.follow(state, scope, drs, jobs);
    expect(told.failures.get(db.sourceServerId)?.message).toMatch(
      /its job log cannot be read: No answer within/,
    );
  });

  it('reads a log again when a server got further, and else after three polls only', async () => {
    const state = await running();
    world.aws.faults.clear();
    world.pass(60_000);
    const { drs } = await world.services();
    let monotonic = 0;
    const patient = new JobLogFollower({
      log: world.log,
      clock: { now: () => new Date(), monotonic: () => monotonic },
      settings: { pollIntervalMs: 10_000 },
    });
    const before = logReads();
    const reads = async () => {
      const jobs = await drs.describeJobs(new Date(0));
      await patient.follow(state, scope, drs, jobs);
      return logReads() - before;
    };
    expect(await reads()).toBe(1);
    monotonic += 29_000;
    expect(await reads()).toBe(1);
    monotonic += 1_000;
    expect(await reads()).toBe(2);
    world.pass(1_800_000);
    expect(await reads()).toBe(3);
  });
});
