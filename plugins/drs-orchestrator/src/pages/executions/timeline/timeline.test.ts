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

import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import {
  sampleExecution,
  sampleHook,
  sampleServer,
  sampleWave,
} from '../../../__testUtils__/sampleExecution';
import { forecastOf } from './forecast';
import { layOutTimeline, spanOf } from './layOut';
import {
  launchesFrom,
  serverSegments,
  sinceStartOf,
  waveSegments,
} from './segments';

const START = Date.parse('2026-11-21T12:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const since = sinceStartOf({ startTime: at(0) });

/** A server that was asked for at 10 s, with the phases of a job log. */
const launching = (given: Parameters<typeof sampleServer>[1] = {}) =>
  sampleServer('db-01', {
    outcome: 'LAUNCHING',
    jobId: 'job-1',
    requestTime: at(10),
    phaseTimes: { SNAPSHOT: at(20), CONVERSION: at(50) },
    ...given,
  });

const expected = (
  ...waves: [number, number, number][]
): Execution['expected'] => ({
  predictedSeconds: Math.max(...waves.map(([, , end]) => end)),
  basis: 'HISTORY',
  criticalPath: [],
  waves: waves.map(([waveNumber, startSeconds, endSeconds]) => ({
    waveNumber,
    waveName: '',
    startSeconds,
    endSeconds,
    serverCount: 1,
    jobs: 1,
    basis: 'HISTORY',
  })),
});

describe('the course of a server', () => {
  it('is cut by the phases of its launch, the last of which goes on', () => {
    expect(serverSegments(launching(), since, 9)).toEqual([
      { kind: 'REQUEST', from: 10, to: 20 },
      { kind: 'SNAPSHOT', from: 20, to: 50 },
      { kind: 'CONVERSION', from: 50 },
    ]);
  });

  it('ends with its health check, once that is known', () => {
    const up = launching({
      outcome: 'LAUNCHED',
      health: { state: 'CHECKING' },
      phaseTimes: {
        SNAPSHOT: at(20),
        CONVERSION: at(50),
        LAUNCH: at(80),
      },
      launchTime: at(100),
    });
    expect(serverSegments(up, since, 10).slice(-2)).toEqual([
      { kind: 'LAUNCH', from: 80, to: 100 },
      { kind: 'HEALTH', from: 100 },
    ]);
    expect(
      serverSegments(
        { ...up, outcome: 'HEALTHY', endTime: at(112) },
        since,
        10,
      ).slice(-1),
    ).toEqual([{ kind: 'HEALTH', from: 100, to: 112 }]);
  });

  it('stops where it failed', () => {
    expect(
      serverSegments(
        launching({ outcome: 'FAILED', endTime: at(70) }),
        since,
        10,
      ).at(-1),
    ).toEqual({ kind: 'CONVERSION', from: 50, to: 70 });
  });

  it('never runs backwards, whatever the clocks of AWS say', () => {
    const segments = serverSegments(
      launching({
        requestTime: at(30),
        outcome: 'HEALTHY',
        launchTime: at(60),
        endTime: at(60),
      }),
      since,
      30,
    );
    expect(segments).toEqual([
      { kind: 'SNAPSHOT', from: 30, to: 50 },
      { kind: 'CONVERSION', from: 50, to: 60 },
    ]);
  });

  it('is one stretch where no job log tells its phases', () => {
    expect(
      serverSegments(
        launching({
          phaseTimes: undefined,
          outcome: 'LAUNCHED',
          launchTime: at(90),
          endTime: at(90),
        }),
        since,
        10,
      ),
    ).toEqual([{ kind: 'LAUNCHING', from: 10, to: 90 }]);
  });

  it('begins with the wait for its turn, with what is waited for', () => {
    expect(
      serverSegments(
        sampleServer('db-02', { waitReason: '20 jobs are running' }),
        since,
        5,
      ),
    ).toEqual([{ kind: 'QUEUE', from: 5, reason: '20 jobs are running' }]);
    expect(serverSegments(launching(), since, 4)[0]).toEqual({
      kind: 'QUEUE',
      from: 4,
      to: 10,
    });
    expect(serverSegments(sampleServer('db-02'), since, undefined)).toEqual([]);
  });
});

describe('a server that is launched again', () => {
  const failed = {
    jobId: 'job-1',
    requestTime: at(10),
    phaseTimes: { SNAPSHOT: at(20), CONVERSION: at(50) },
    endTime: at(300),
  };
  const earlierCourse = [
    { kind: 'QUEUE', from: 5, to: 10, isEarlier: true },
    { kind: 'REQUEST', from: 10, to: 20, isEarlier: true },
    { kind: 'SNAPSHOT', from: 20, to: 50, isEarlier: true },
    { kind: 'CONVERSION', from: 50, to: 300, isEarlier: true },
  ];
  const up = launching({ outcome: 'HEALTHY', endTime: at(100) });
  const waiting = sampleServer('db-02', {
    queuedSince: at(900),
    waitReason: '20 jobs are running',
    earlierLaunches: [failed],
  });
  const again = launching({
    queuedSince: at(900),
    jobId: 'job-2',
    requestTime: at(930),
    phaseTimes: undefined,
    earlierLaunches: [failed],
  });
  const course = (server: typeof up) => serverSegments(server, since, 5);

  it('waits only since that was asked for, after its first try as it was', () => {
    expect(course(waiting)).toEqual([
      ...earlierCourse,
      { kind: 'QUEUE', from: 900, reason: '20 jobs are running' },
    ]);
    expect(course(again)).toEqual([
      ...earlierCourse,
      { kind: 'QUEUE', from: 900, to: 930 },
      { kind: 'REQUEST', from: 930 },
    ]);
    // What came up in its first try waited since its wave began to launch.
    expect(course(up)[0]).toEqual({ kind: 'QUEUE', from: 5, to: 10 });
  });

  it('has each of its tries told, with the wait before it', () => {
    const second = {
      jobId: 'job-2',
      queuedSince: at(400),
      requestTime: at(420),
      endTime: at(800),
    };
    expect(
      course({
        ...waiting,
        earlierLaunches: [failed, second],
      }),
    ).toEqual([
      ...earlierCourse,
      { kind: 'QUEUE', from: 400, to: 420, isEarlier: true },
      { kind: 'LAUNCHING', from: 420, to: 800, isEarlier: true },
      { kind: 'QUEUE', from: 900, reason: '20 jobs are running' },
    ]);
  });

  it('stands so in its row and in that of its wave', () => {
    const execution = sampleExecution({
      startTime: at(0),
      waves: [
        sampleWave(1, 'db', {
          status: 'LAUNCHING',
          startTime: at(5),
          servers: [up, again],
        }),
      ],
    });
    const [ofWave, ofUp, ofAgain] = layOutTimeline(
      execution,
      new Set([1]),
      950,
    ).rows.map(row => row.segments);
    expect(ofWave).toEqual(course(again));
    expect(ofUp).toEqual(course(up));
    expect(ofAgain).toEqual(course(again));
  });
});

describe('the course of a wave', () => {
  const wave = sampleWave(1, 'db', {
    status: 'COMPLETED',
    startTime: at(5),
    waitingSince: at(130),
    readyAt: at(190),
    hooks: [
      sampleHook({ name: 'drain', startTime: at(5), endTime: at(9) }),
      sampleHook({
        name: 'smoke',
        stage: 'POST',
        startTime: at(120),
        endTime: at(130),
      }),
    ],
    servers: [
      launching({ outcome: 'HEALTHY', launchTime: at(60), endTime: at(60) }),
      launching({
        sourceServerId: 's-slow',
        outcome: 'HEALTHY',
        launchTime: at(110),
        endTime: at(120),
      }),
    ],
  });

  it('goes from its approval over hooks and its slowest server to its wait', () => {
    expect(launchesFrom(wave, since)).toBe(9);
    const approval = {
      since: at(0),
      until: at(900),
      fourEyes: false,
      excluded: [],
      planVersion: 1,
      decision: 'APPROVE' as const,
      decidedAt: at(5),
    };
    expect(waveSegments(wave, approval, since, undefined)).toEqual([
      { kind: 'APPROVAL', from: 0, to: 5 },
      { kind: 'HOOK', from: 5, to: 9, reason: 'drain' },
      { kind: 'REQUEST', from: 10, to: 20 },
      { kind: 'SNAPSHOT', from: 20, to: 50 },
      { kind: 'CONVERSION', from: 50, to: 110 },
      { kind: 'HEALTH', from: 110, to: 120 },
      { kind: 'HOOK', from: 120, to: 130, reason: 'smoke' },
      { kind: 'WAIT', from: 130, to: 190 },
    ]);
  });

  it('shows the server that is furthest from being up, not the one that ended last', () => {
    const running = {
      ...wave,
      hooks: [],
      waitingSince: undefined,
      readyAt: undefined,
      servers: [
        launching({
          outcome: 'HEALTHY',
          launchTime: at(400),
          endTime: at(400),
        }),
        launching(),
        launching({ phaseTimes: { SNAPSHOT: at(30) } }),
      ],
    };
    expect(waveSegments(running, undefined, since, undefined).at(-1)).toEqual({
      kind: 'SNAPSHOT',
      from: 30,
    });
    // What has ended leaves nothing open.
    expect(waveSegments(running, undefined, since, at(500)).at(-1)).toEqual({
      kind: 'SNAPSHOT',
      from: 30,
      to: 500,
    });
  });
});

describe('the forecast', () => {
  const waves = [
    sampleWave(1, 'db', { startTime: at(0), readyAt: at(100) }),
    sampleWave(2, 'app', { startTime: at(100) }),
    sampleWave(3, 'cache', { startTime: at(100) }),
    sampleWave(4, 'web', { dependsOnWaves: [2, 3] }),
  ];
  const plan = expected([1, 0, 60], [2, 60, 160], [3, 60, 90], [4, 160, 200]);

  it('goes on from what happened with what was expected, along the longest way', () => {
    const forecast = forecastOf(
      { startTime: at(0), waves, expected: plan },
      120,
    );
    expect(forecast.criticalPath).toEqual([1, 2, 4]);
    // Wave 2 takes 100 s, wave 4 then 40 s: the delay of wave 1 is kept.
    expect(forecast.ready).toBe(240);
  });

  it('moves the critical path to the wave that takes longer than expected', () => {
    const late = [
      waves[0],
      { ...waves[1], readyAt: at(130) },
      waves[2],
      waves[3],
    ];
    const forecast = forecastOf(
      { startTime: at(0), waves: late, expected: plan },
      500,
    );
    expect(forecast.criticalPath).toEqual([1, 3, 4]);
    expect(forecast.ready).toBe(540);
  });

  it('promises nothing where nobody knows how long a wave takes', () => {
    const forecast = forecastOf(
      { startTime: at(0), waves, expected: undefined },
      120,
    );
    expect(forecast.ready).toBeUndefined();
    expect(forecast.criticalPath).toEqual([]);
  });

  it('is what happened, once it has', () => {
    const ended = [
      sampleWave(1, 'db', { startTime: at(0), readyAt: at(100) }),
      sampleWave(2, 'app', { startTime: at(100), readyAt: at(300) }),
      sampleWave(3, 'web', {
        startTime: at(100),
        endTime: at(200),
        dependsOnWaves: [1],
      }),
    ];
    expect(
      forecastOf({ startTime: at(0), endTime: at(301), waves: ended }, 301),
    ).toMatchObject({ ready: 300, criticalPath: [1, 2] });
  });
});

describe('the layout', () => {
  const server = launching();
  const execution = sampleExecution({
    startTime: at(0),
    targetRtoMinutes: 10,
    holds: [
      {
        reason: 'OPERATOR',
        since: at(30),
        endTime: at(45),
        message: 'The DBA looks first',
      },
      { reason: 'FREEZE', since: at(60), message: 'Change stop' },
    ],
    waves: [
      sampleWave(1, 'db', { startTime: at(0), servers: [server] }),
      sampleWave(2, 'app'),
    ],
    expected: expected([1, 0, 60], [2, 60, 160]),
  });

  it('has a row a wave, and one a server of those that are open', () => {
    const rows = (open: number[]) =>
      layOutTimeline(execution, new Set(open), 90).rows.map(row =>
        row.kind === 'wave' ? row.wave.waveName : row.server.hostname,
      );
    expect(rows([])).toEqual(['db', 'app']);
    expect(rows([1])).toEqual(['db', 'db-01', 'app']);
  });

  it('tells for which times the run was held, and why', () => {
    expect(layOutTimeline(execution, new Set(), 90).holds).toEqual([
      { kind: 'HOLD', from: 30, to: 45, reason: 'The DBA looks first' },
      { kind: 'HOLD', from: 60, reason: 'Change stop' },
    ]);
  });

  it('gives a server that has not changed the very same course again', () => {
    const again = { ...execution, seq: 2 };
    const segments = [execution, again].map(
      each =>
        layOutTimeline(each, new Set([1]), 90).rows.find(
          row => row.kind === 'server',
        )?.segments,
    );
    expect(segments[0]).toBe(segments[1]);
  });

  it('holds the target where it does not squeeze everything else', () => {
    const layout = layOutTimeline(execution, new Set(), 90);
    expect(layout.target).toBe(600);
    // Expected are 160 s and ten minutes are far beyond.
    expect(spanOf(layout, 90)).toBeLessThan(300);
    expect(spanOf(layout, 250)).toBeGreaterThan(600);
  });
});
