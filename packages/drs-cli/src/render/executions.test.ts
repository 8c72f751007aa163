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
  after,
  event,
  execution,
  server,
  wave,
} from '../__testUtils__/examples';
import { plain } from '../terminal/paint';
import {
  eventLine,
  executionLines,
  executionsTable,
  recoveryTimeText,
  standingLine,
} from './executions';
import { wavesTable } from './waves';

const view = { paint: plain, now: after(90) };

describe('the recovery time', () => {
  const target = { startTime: execution().startTime, targetRtoMinutes: 30 };

  it.each([
    ['while it runs', {}, 90, '0:01:30 so far, target 0:30:00, 0:28:30 left'],
    [
      'past the target',
      {},
      2000,
      '0:33:20 so far, 0:03:20 over the target 0:30:00',
    ],
    [
      'when everything was ready',
      { rtoSeconds: 1500 },
      3000,
      '0:25:00, within the target 0:30:00',
    ],
    [
      'when that was late',
      { rtoSeconds: 1900 },
      3000,
      '0:31:40, 0:01:40 over the target 0:30:00',
    ],
    [
      'when it ended before',
      { endTime: execution().startTime },
      3000,
      'not reached',
    ],
    [
      'for a clock that is behind',
      {},
      -5,
      '0:00:00 so far, target 0:30:00, 0:30:00 left',
    ],
  ])('is told %s', (_, more, seconds, text) => {
    expect(recoveryTimeText({ ...target, ...more }, after(seconds))).toBe(text);
  });

  it('is told without a target', () => {
    expect(recoveryTimeText({ startTime: target.startTime }, after(3661))).toBe(
      '1:01:01 so far',
    );
  });
});

describe('an execution', () => {
  const running = execution({
    status: 'PAUSED',
    pause: {
      reason: 'FAILURE',
      since: execution().startTime,
      until: '2026-11-23T01:00:00.000Z',
      waveNumber: 2,
    },
    targetRtoMinutes: 30,
    counts: {
      total: 5,
      succeeded: 2,
      failed: 2,
      skipped: 0,
      running: 1,
      pending: 0,
    },
    approvals: [
      {
        waveNumber: 3,
        since: execution().startTime,
        until: '2026-11-23T01:00:10.000Z',
        fourEyes: false,
        excluded: [],
        planVersion: 3,
      },
    ],
    waves: [
      wave(1, 'Databases', {
        status: 'COMPLETED',
        rtoSeconds: 60,
        servers: [
          server('db-01', { outcome: 'HEALTHY', instanceState: 'RUNNING' }),
          server('db-02', { outcome: 'LAUNCHED', instanceState: 'RUNNING' }),
        ],
      }),
      wave(2, 'Services', {
        status: 'LAUNCHING',
        servers: [
          server('app-01', { outcome: 'LAUNCHING', phase: 'CONVERSION' }),
          server('app-02', {
            outcome: 'FAILED',
            errorMessage: 'No capacity for m7i.large',
          }),
          server('app-03', {
            outcome: 'UNHEALTHY',
            health: { state: 'UNHEALTHY', message: 'Port 443 is closed' },
          }),
        ],
      }),
      wave(3, 'Web', { status: 'WAITING_FOR_APPROVAL' }),
    ],
  });

  it('is told with its waves, failures, and what it waits for', () => {
    expect(executionLines(running, view)).toEqual([
      'Execution      Drill of Orders',
      'ID             e-1',
      'Status         PAUSED',
      'Servers        2 of 5 up, 2 failed',
      'Started        2026-11-22 01:00:00Z by user:default/omar.okafor',
      'Recovery time  0:01:30 so far, target 0:30:00, 0:28:30 left',
      '',
      '#  Wave       Status                 Up  Failed  Ready after  Note',
      '1  Databases  COMPLETED             2/2              0:01:00',
      '2  Services   LAUNCHING             0/3       2               1 CONVERSION',
      '3  Web        WAITING_FOR_APPROVAL  0/0',
      'FAILED app-02 (s-app-02, wave 2): No capacity for m7i.large',
      'UNHEALTHY app-03 (s-app-03, wave 2): Port 443 is closed',
      'Wave 3 waits for approval until 2026-11-23 01:00:10Z: drs approve e-1 --wave 3',
      'Wave 2 failed; it waits for a decision until 2026-11-23 01:00:00Z: drs retry, drs skip or drs cancel e-1',
    ]);
  });

  it('says that instances cost money once it has ended, and until when', () => {
    const ended = execution({
      ...running,
      status: 'PARTIAL',
      approvals: [],
      pause: undefined,
      endTime: '2026-11-22T01:10:00.000Z',
      terminateAt: '2026-11-22T05:10:00.000Z',
    });
    expect(executionLines(ended, view)).toContain(
      '2 recovery instances still run and cost money, until 2026-11-22 05:10:00Z: drs terminate e-1',
    );
    expect(
      executionLines(execution({ ...ended, instancesTerminated: true }), view),
    ).toContain('Its recovery instances are terminated.');
  });

  it.each([
    ['OPERATOR', 'Paused until 2026-11-23 01:00:00Z: drs resume e-1'],
    ['FREEZE', 'Held by the freeze switch until 2026-11-23 01:00:00Z'],
    [
      'RECOVERED_LOG',
      'Held until 2026-11-23 01:00:00Z, as AWS shows launches that its log does not know: drs resume e-1 takes them as its own',
    ],
  ] as const)('says how a pause by %s ends', (reason, line) => {
    const paused = execution({
      status: 'PAUSED',
      pause: {
        reason,
        since: running.startTime,
        until: '2026-11-23T01:00:00.000Z',
      },
    });
    expect(standingLine(paused, view)).toEqual([
      'Drill of Orders: PAUSED (e-1)',
      line,
    ]);
  });

  it.each([
    [
      {
        cause: 'CANCELLED',
        by: 'user:default/omar.okafor',
        message: 'Wrong plan',
      },
      'cancelled by user:default/omar.okafor: Wrong plan',
    ],
    [
      { cause: 'REJECTED', by: 'user:default/rita.moreau', waveNumber: 2 },
      'wave 2 was rejected by user:default/rita.moreau',
    ],
    [{ cause: 'NOT_APPROVED' }, 'nobody approved the start in time'],
    [
      { cause: 'NOT_DECIDED', message: 'Wave 2 failed' },
      'nobody decided in time: Wave 2 failed',
    ],
    [
      { cause: 'TOO_LONG', limitMinutes: 1440 },
      'it took longer than the 1 d that its plan allows',
    ],
  ] as const)('says why it was stopped: %j', (because, text) => {
    const stopped = execution({
      status: 'CANCELLED',
      stopped: { at: running.startTime, ...because },
    });
    expect(executionLines(stopped, view)).toContain(`Stopped        ${text}`);
  });

  it('keeps the waves in sight in which something happens', () => {
    const waves = [
      ...Array.from({ length: 40 }, (_, index) =>
        wave(index + 1, `Wave of ${index + 1}`, {
          status: index < 20 ? 'COMPLETED' : 'PENDING',
        }),
      ),
      wave(41, 'Late', { status: 'FAILED' }),
      wave(42, 'Now', { status: 'LAUNCHING' }),
    ];
    const lines = wavesTable(waves, { paint: plain, height: 6 });
    expect(lines).toHaveLength(6);
    expect(lines.join('\n')).toContain('Late');
    expect(lines.join('\n')).toContain('Now');
    expect(lines[5]).toBe('and 38 more waves: 18 COMPLETED, 20 PENDING');
  });
});

describe('executions, a line each', () => {
  const ended = execution({
    status: 'PARTIAL',
    endTime: '2026-11-22T01:10:00.000Z',
    counts: {
      total: 5,
      succeeded: 2,
      failed: 3,
      skipped: 0,
      running: 0,
      pending: 0,
    },
  });

  it('say which left instances running, and how many', () => {
    const UP = 'Started               Plan    Type   Status   '.length;
    expect(
      executionsTable(
        [
          { ...ended, instancesRunning: 3 },
          { ...ended, instancesRunning: 0 },
          { ...ended, instancesRunning: 0, instancesTerminated: true },
          // Stored before they were counted.
          ended,
          { ...ended, endTime: undefined, instancesRunning: 2 },
        ],
        view,
      ).map(line => line.slice(UP)),
    ).toEqual([
      ' Up  Instances        Execution',
      '2/5  3 still running  e-1',
      '2/5                   e-1',
      '2/5                   e-1',
      '2/5  still running    e-1',
      '2/5                   e-1',
    ]);
  });

  it('say nothing of instances where none were left', () => {
    expect(
      executionsTable([{ ...ended, instancesRunning: 0 }], view)[0],
    ).not.toContain('Instances');
  });
});

describe('a fact of the log', () => {
  it.each([
    [event(1, 'Ended COMPLETED'), '01:00:00Z Ended COMPLETED'],
    [
      event(1, 'Wave 2 (App) started', { waveNumber: 2 }),
      '01:00:00Z Wave 2 (App) started',
    ],
    [
      event(1, 'Asking DRS', { waveNumber: 2, actor: 'user:default/a' }),
      '01:00:00Z wave 2: Asking DRS (user:default/a)',
    ],
  ])('is told once: %#', (fact, line) => {
    expect(eventLine(fact, plain)).toBe(line);
  });
});
