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

import type { JobLogLine } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { dueEffects } from '../domain/effects';
import type { PinnedWave } from '../domain/events';
import {
  begin,
  launchAll,
  look,
  observe,
  requiredHealth,
  wave as exampleWave,
} from '../domain/testing/examples';
import { History } from '../domain/testing/History';
import { describeHolds, withCourse } from './course';
import { describeWaves } from './describe';

const person = { actor: 'user:default/pat', isPerson: true };
const scope = { accountId: '111122223333', region: 'us-west-2' };
const wave: PinnedWave = {
  waveNumber: 1,
  waveName: 'db',
  dependsOn: [],
  maxWaitMinutes: 60,
  thresholdPercent: 50,
  servers: ['db-1', 'db-2'].map(hostname => ({
    ...scope,
    hostname,
    sourceServerId: `s-${hostname}`,
    groupId: 'db',
    tags: {},
  })),
};

it('tells when each server did what, and for which times the run was held', () => {
  const history = History.begin({
    waves: [wave],
    maxServersPerJob: 100,
    maxDurationMinutes: 600,
    decisionTimeLimitMinutes: 60,
  });
  const asked = history.now.toISOString();
  const [launch] = dueEffects(history.state, history.now);
  const requested = history
    .happen({
      type: 'admit',
      chunkId: 'chunkId' in launch ? launch.chunkId : '',
    })
    .find(event => event.type === 'LaunchRequested');
  history.happen({
    type: 'launch-answered',
    intentId: requested?.intentId ?? '',
    answer: { kind: 'accepted', jobId: 'job-1' },
  });
  history.pass(5);
  const paused = history.now.toISOString();
  history.happen({ type: 'pause', reason: 'The DBA looks first' });
  history.pass(2);
  const resumed = history.now.toISOString();
  history.happen({ type: 'resume', ...person });
  history.pass(3);
  const observed = history.now.toISOString();
  history.happen({
    type: 'jobs-observed',
    scope,
    observedAt: observed,
    failures: new Map([
      ['s-db-2', { code: 'CONVERSION_FAIL', message: 'No key' }],
    ]),
    jobs: [
      {
        jobId: 'job-1',
        type: 'LAUNCH',
        status: 'COMPLETED',
        createdAt: asked,
        tags: {},
        servers: [
          { sourceServerId: 's-db-1', launchStatus: 'LAUNCHED' },
          { sourceServerId: 's-db-2', launchStatus: 'FAILED' },
        ],
      },
    ],
  });

  const line = (event: string, minute: string, sourceServerId = 's-db-1') => ({
    jobId: 'job-1',
    event,
    sourceServerId,
    at: `2026-11-21T12:0${minute}:00.000Z`,
  });
  // DRS writes newest first, and may tell a thing twice.
  const jobLog = [
    line('LAUNCH_START', '6'),
    line('CONVERSION_END', '5'),
    line('CONVERSION_START', '4'),
    line('SNAPSHOT_END', '3'),
    line('SNAPSHOT_START', '1'),
    line('SNAPSHOT_START', '2'),
    { ...line('SNAPSHOT_START', '0'), jobId: 'job-of-an-earlier-attempt' },
  ];
  const [told] = withCourse(
    describeWaves(history.state, jobLog),
    history.state,
    jobLog,
  );
  expect(told.servers).toMatchObject([
    {
      outcome: 'LAUNCHED',
      requestTime: asked,
      phaseTimes: {
        SNAPSHOT: '2026-11-21T12:01:00.000Z',
        CONVERSION: '2026-11-21T12:03:00.000Z',
        LAUNCH: '2026-11-21T12:05:00.000Z',
      },
      launchTime: observed,
      endTime: observed,
    },
    { outcome: 'FAILED', phaseTimes: undefined, endTime: observed },
  ]);
  expect(describeHolds(history.state)).toMatchObject([
    { reason: 'OPERATOR', since: paused, endTime: resumed },
  ]);
});

describe('a server that is tried again', () => {
  const tellServer = (history: History, jobLog: readonly JobLogLine[] = []) =>
    withCourse(describeWaves(history.state, jobLog), history.state, jobLog)[0]
      .servers[0];
  const now = (history: History) => history.now.toISOString();

  it('waits since then, and its earlier launch stays told as it was', () => {
    const history = begin([exampleWave(1, ['db'])]);
    const asked = now(history);
    const [first] = launchAll(history);
    expect(tellServer(history)).toMatchObject({
      queuedSince: undefined,
      earlierLaunches: undefined,
    });
    history.pass(20);
    const failed = now(history);
    observe(history, first, 'COMPLETED', { 's-db': 'FAILED' });
    history.pass(20);
    const retried = now(history);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });

    const line = {
      jobId: first,
      sourceServerId: 's-db',
      event: 'SNAPSHOT_START',
      at: failed,
    };
    const earlier = {
      jobId: first,
      queuedSince: undefined,
      requestTime: asked,
      phaseTimes: { SNAPSHOT: failed },
      launchTime: undefined,
      endTime: failed,
    };
    expect(tellServer(history, [line])).toMatchObject({
      outcome: 'PENDING',
      queuedSince: retried,
      requestTime: undefined,
      phaseTimes: undefined,
      endTime: undefined,
      earlierLaunches: [earlier],
    });

    history.pass(5);
    const askedAgain = now(history);
    const [second] = launchAll(history);
    expect(tellServer(history, [line])).toMatchObject({
      queuedSince: retried,
      requestTime: askedAgain,
      earlierLaunches: [earlier],
    });

    observe(history, second, 'COMPLETED', { 's-db': 'FAILED' });
    history.pass(1);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(tellServer(history)).toMatchObject({
      queuedSince: now(history),
      earlierLaunches: [
        { jobId: first },
        { jobId: second, queuedSince: retried, requestTime: askedAgain },
      ],
    });
  });

  it('has no earlier launch where the one that was given up goes on', () => {
    const history = begin([exampleWave(1, ['db'], { maxWaitMinutes: 30 })]);
    const [job] = launchAll(history);
    history.pass(30);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(tellServer(history).earlierLaunches).toMatchObject([{ jobId: job }]);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(tellServer(history)).toMatchObject({
      outcome: 'LAUNCHED',
      jobId: job,
      earlierLaunches: [],
    });
  });

  it('has a launch that was given up, went on and came up unwell told once, as it ended', () => {
    const history = begin([
      exampleWave(1, ['db'], {
        maxWaitMinutes: 30,
        healthCheck: requiredHealth,
      }),
    ]);
    const [job] = launchAll(history);
    history.pass(30);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    const unwell = now(history);
    look(history, 'db', { name: 'status', state: 'FAILED', final: true });
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(tellServer(history).earlierLaunches).toEqual([
      expect.objectContaining({
        jobId: job,
        launchTime: unwell,
        endTime: unwell,
      }),
    ]);
  });
});
