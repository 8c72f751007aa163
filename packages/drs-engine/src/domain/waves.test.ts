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

import { documentedLimits } from './admission';
import {
  begin,
  due,
  health,
  hook,
  launchable,
  launchAll,
  launchWell,
  look,
  observe,
  outcomeOf,
  request,
  requiredHealth,
  runHook,
  scope,
  server,
  wave,
  waveStatuses,
} from './testing/examples';
import { summarise } from '../reads/summarise';

describe('the order of waves', () => {
  it('starts each the moment that what it depends on is done, and no sooner', () => {
    const history = begin([
      wave(1, ['db']),
      wave(2, ['queue'], { dependsOn: [] }),
      wave(3, ['app'], { dependsOn: [1, 2] }),
      wave(4, ['web'], { dependsOn: [2] }),
    ]);
    expect(launchable(history)).toEqual([['s-db'], ['s-queue']]);
    const [db, queue] = launchAll(history);
    observe(history, queue, 'COMPLETED', { 's-queue': 'LAUNCHED' });
    expect(launchable(history)).toEqual([['s-web']]);
    observe(history, db, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(launchable(history)).toEqual([['s-web'], ['s-app']]);
  });

  it('launches accounts and Regions apart, and no more servers in a job than it may hold', () => {
    const hosts = Array.from({ length: 230 }, (_, index) => `a${index}`);
    const history = begin([
      wave(1, [], {
        servers: [
          ...hosts.map(host => server(host)),
          server('b', { region: 'eu-west-1' }),
        ],
      }),
    ]);
    expect(
      due(history, 'launch').map(effect => [
        effect.scope.region,
        effect.sourceServerIds.length,
      ]),
    ).toEqual([
      ['us-west-2', 100],
      ['us-west-2', 100],
      ['us-west-2', 30],
      ['eu-west-1', 1],
    ]);
    expect(documentedLimits.serversInJobs).toBeGreaterThanOrEqual(231);
  });

  it('waits after a wave before what depends on it starts', () => {
    const history = begin([
      wave(1, ['db'], { waitTimeSeconds: 600 }),
      wave(2, ['app']),
    ]);
    launchWell(history);
    expect(waveStatuses(history)).toEqual(['WAITING', 'PENDING']);
    history.pass(9);
    expect(launchable(history)).toEqual([]);
    history.pass(1);
    expect(waveStatuses(history)).toEqual(['COMPLETED', 'LAUNCHING']);
  });
});

describe('an account that lets nobody in', () => {
  const refused = (region: string) => ({
    type: 'scope-refused' as const,
    scope: { ...scope, region },
    code: 'AccessDenied',
    message: 'The role cannot be assumed',
  });

  it('fails what waits there, and nothing else', () => {
    const history = begin([
      wave(1, ['db'], {
        servers: [server('db'), server('far', { region: 'eu-west-1' })],
      }),
    ]);
    history.happen(refused('eu-west-1'));
    expect(history.state.servers.get('s-far')).toMatchObject({
      outcome: 'FAILED',
      errorCode: 'AccessDenied',
    });
    expect(launchable(history)).toEqual([['s-db']]);
  });

  it('fails nothing that a hold keeps from starting', () => {
    const history = begin([wave(1, ['db'])]);
    history.happen({ type: 'pause' });
    expect(history.happen(refused('us-west-2'))).toEqual([]);
  });
});

describe('parallelism', () => {
  it('of one launches one server after another, in listed order', () => {
    const history = begin([wave(1, ['c', 'a', 'b'], { parallelism: 1 })]);
    const order: string[][] = [];
    for (let turn = 0; turn < 3; turn++) {
      order.push(...launchable(history));
      launchWell(history);
    }
    expect(order).toEqual([['s-c'], ['s-a'], ['s-b']]);
    expect(history.state.status).toBe('COMPLETED');
  });

  it('gives the place of a server that failed to the next', () => {
    const history = begin([
      wave(1, ['a', 'b', 'c'], { parallelism: 2, thresholdPercent: 50 }),
    ]);
    const [job] = launchAll(history);
    expect(launchable(history)).toEqual([]);
    observe(history, job, 'COMPLETED', { 's-a': 'FAILED', 's-b': 'LAUNCHED' });
    expect(launchable(history)).toEqual([['s-c']]);
  });

  it('keeps a place until a server is healthy that must be', () => {
    const history = begin([
      wave(1, ['a', 'b'], {
        parallelism: 1,
        healthCheck: requiredHealth,
      }),
    ]);
    launchWell(history);
    expect(launchable(history)).toEqual([]);
    look(history, 'a', { name: 'status', state: 'OK' });
    expect(launchable(history)).toEqual([['s-b']]);
  });
});

describe('maxWaitMinutes', () => {
  it('times out what is not up, and says so of the wave', () => {
    const history = begin([wave(1, ['db'], { maxWaitMinutes: 30 })]);
    launchAll(history);
    history.pass(29);
    expect(outcomeOf(history, 'db')).toBe('LAUNCHING');
    history.pass(1);
    expect(outcomeOf(history, 'db')).toBe('TIMED_OUT');
    expect(waveStatuses(history)).toEqual(['TIMED_OUT']);
  });

  it('does not run for what a pause holds back, even after AWS refused it once', () => {
    const history = begin([wave(1, ['db'], { maxWaitMinutes: 30 })]);
    const { intentId } = request(history);
    history.pass(10);
    history.happen({
      type: 'launch-answered',
      intentId,
      answer: {
        kind: 'refused',
        code: 'ThrottlingException',
        message: 'slower',
        retryAfterMs: 1000,
      },
    });
    history.happen({ type: 'pause' });
    history.pass(300);
    history.happen({ type: 'resume', actor: 'user:a', isPerson: true });
    history.pass(19);
    expect(launchable(history)).toEqual([['s-db']]);
    history.pass(1);
    expect(outcomeOf(history, 'db')).toBe('TIMED_OUT');
  });
});

describe('openApprovals', () => {
  it('tells of an approval that is waited for while another wave runs', () => {
    const history = begin([
      wave(1, ['db']),
      wave(2, ['app'], { dependsOn: [], pauseBeforeWave: true }),
      wave(3, ['web'], { dependsOn: [], pauseBeforeWave: true }),
    ]);
    const asked = (waveNumber: number) => ({
      waveNumber,
      since: '2026-11-21T03:00:00.000Z',
      until: '2026-11-21T05:00:00.000Z',
      excluded: [],
    });
    expect(summarise(history.state)).toMatchObject({
      status: 'RUNNING',
      pause: undefined,
      openApprovals: [asked(2), asked(3)],
    });
    history.happen({
      type: 'approve',
      decision: 'APPROVE',
      waveNumber: 2,
      actor: 'user:a',
      isPerson: true,
    });
    expect(summarise(history.state).openApprovals).toEqual([asked(3)]);
    launchAll(history);
    history.happen({ type: 'cancel' });
    expect(summarise(history.state)).toMatchObject({
      status: 'CANCELLING',
      openApprovals: [],
    });
  });
});

describe('instancesRunning', () => {
  it('counts what is up and costs money, whatever became of the launch', () => {
    const history = begin([wave(1, ['a', 'b'], { healthCheck: health })]);
    expect(summarise(history.state).instancesRunning).toBe(0);
    launchWell(history);
    for (const host of ['a', 'b']) {
      look(history, host, { name: 'status', state: 'FAILED', final: true });
    }
    expect(summarise(history.state)).toMatchObject({
      status: 'PARTIAL',
      counts: { succeeded: 0, failed: 2 },
      instancesRunning: 2,
    });

    history.happen({ type: 'terminate' });
    const terminate = (sourceServerId: string) =>
      history.happen({
        type: 'terminate-intended',
        scope,
        sourceServerIds: [sourceServerId],
      });
    terminate('s-a');
    expect(summarise(history.state).instancesRunning).toBe(1);
    terminate('s-b');
    expect(summarise(history.state)).toMatchObject({
      instancesRunning: 0,
      instancesTerminated: false,
    });
  });
});

describe('nextPhaseReady', () => {
  it('tells of every wave that it ended well enough', () => {
    const history = begin([
      wave(1, ['a', 'b'], { thresholdPercent: 50 }),
      wave(2, ['c']),
    ]);
    launchWell(history, ['s-b']);
    expect(summarise(history.state).nextPhaseReady).toBe(false);
    launchWell(history);
    expect(summarise(history.state)).toMatchObject({
      status: 'PARTIAL',
      nextPhaseReady: true,
    });
  });

  it('is false where a run ends short of its plan', () => {
    const history = begin([wave(1, ['a'])]);
    launchWell(history, ['s-a']);
    history.pass(120);
    expect(summarise(history.state)).toMatchObject({
      status: 'FAILED',
      nextPhaseReady: false,
    });
  });
});

describe('a job that is refused for one of its servers', () => {
  it('is split until that server is alone, and all others launch', () => {
    const history = begin([
      wave(1, ['a', 'b', 'c', 'd', 'e'], { thresholdPercent: 50 }),
    ]);
    let calls = 0;
    for (let turn = 0; turn < 10; turn++) {
      for (const { chunkId, sourceServerIds } of due(history, 'launch')) {
        calls += 1;
        const requested = history
          .happen({ type: 'admit', chunkId })
          .find(event => event.type === 'LaunchRequested');
        history.happen({
          type: 'launch-answered',
          intentId: requested?.intentId ?? '',
          answer: sourceServerIds.includes('s-d')
            ? {
                kind: 'refused',
                code: 'ValidationException',
                message: 'no',
                failure: 'invalid',
              }
            : { kind: 'accepted', jobId: `job-${sourceServerIds}` },
        });
      }
    }
    expect(outcomeOf(history, 'd')).toBe('FAILED');
    expect(['a', 'b', 'c', 'e'].map(host => outcomeOf(history, host))).toEqual(
      Array(4).fill('LAUNCHING'),
    );
    expect(calls).toBe(5);
  });
});

describe('the guard of live recoveries', () => {
  const live = {
    recoveryInstanceId: 'i-live',
    sourceServerId: 's-db',
    isDrill: false,
  };
  const found = { type: 'live-instances-found' as const, instances: [live] };

  it('launches over none in a drill, whatever was acknowledged', () => {
    const history = begin([wave(1, ['db'])], { replaceLive: true });
    history.happen(found);
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'FAILED',
      errorCode: 'LIVE_RECOVERY_INSTANCE',
    });
  });

  it('lets a recovery replace them only where a person has said so', () => {
    const recovery = { executionType: 'RECOVERY' as const };
    const unasked = begin([wave(1, ['db'])], recovery);
    unasked.happen(found);
    expect(outcomeOf(unasked, 'db')).toBe('FAILED');
    const asked = begin([wave(1, ['db'])], { ...recovery, replaceLive: true });
    asked.happen(found);
    expect(launchable(asked)).toEqual([['s-db']]);
  });

  it('is not in the way of replacing what the same run has launched', () => {
    const history = begin([wave(1, ['db'], { healthCheck: requiredHealth })], {
      executionType: 'RECOVERY',
    });
    launchWell(history);
    const { recoveryInstanceId = '' } = history.state.servers.get('s-db') ?? {};
    look(history, 'db', { name: 'status', state: 'FAILED', final: true });
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    history.happen({
      type: 'live-instances-found',
      instances: [{ ...live, recoveryInstanceId }],
    });
    expect(launchable(history)).toEqual([['s-db']]);
  });
});

describe('a point in time', () => {
  it('stays what it was when the run started, also when the server is tried again', () => {
    const history = begin([
      wave(1, [], {
        servers: [server('db', { recoverySnapshotId: 'pit-1' })],
      }),
    ]);
    launchWell(history, ['s-db']);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'PENDING',
      recoverySnapshotId: 'pit-1',
    });
  });
});

describe("a drill's time to live", () => {
  it('terminates what was launched, so long after the end, without anybody', () => {
    const history = begin([wave(1, ['db'])], { timeToLiveMinutes: 90 });
    launchWell(history);
    expect(summarise(history.state).terminateAt).toBe(
      '2026-11-21T04:30:00.000Z',
    );
    history.pass(89);
    expect(due(history, 'terminate')).toEqual([]);
    history.pass(1);
    expect(due(history, 'terminate')).toEqual([
      { type: 'terminate', scope, sourceServerIds: ['s-db'] },
    ]);
  });

  it('is nothing that a recovery has', () => {
    const history = begin([wave(1, ['db'])], {
      executionType: 'RECOVERY',
      timeToLiveMinutes: 90,
    });
    launchWell(history);
    history.pass(500);
    expect(due(history, 'terminate')).toEqual([]);
  });
});

describe('objectives', () => {
  it('are measured from the start of the run, per server, wave and execution', () => {
    const history = begin([
      wave(1, ['db'], {
        waitTimeSeconds: 120,
        postWaveHooks: [hook('announce')],
      }),
    ]);
    const [job] = launchAll(history);
    history.pass(10);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    history.happen({
      type: 'instances-observed',
      sourceServerIds: ['s-db'],
      instances: [
        {
          recoveryInstanceId: `i-s-db-${job}`,
          sourceServerId: 's-db',
          isDrill: true,
          pointInTime: '2026-11-21T02:55:00.000Z',
        },
      ],
    });
    history.pass(1);
    runHook(history);
    history.pass(2);
    expect(summarise(history.state)).toMatchObject({
      status: 'COMPLETED',
      rtoSeconds: 13 * 60,
      rpoSeconds: 300,
    });
  });
});
