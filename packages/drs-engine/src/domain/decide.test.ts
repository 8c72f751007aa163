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

import { isReplacedByRetry } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { describeWaves } from '../reads/describe';
import { dueEffects } from './effects';
import { INTENT_TAG } from './observe';
import {
  begin as beginWith,
  launchAll,
  observe,
  request,
  scope,
  types,
  wave,
} from './testing/examples';
import type { History } from './testing/History';

const begin = (...waves: Parameters<typeof beginWith>[0]) => beginWith(waves);

describe('a job that is COMPLETED with failed servers', () => {
  const failure = {
    's-app': { code: 'LAUNCH_FAILED', message: 'InsufficientInstanceCapacity' },
  };

  it('pauses the run, saying which server failed and why', () => {
    const history = begin(wave(1, ['db', 'app']), wave(2, ['web']));
    const [job] = launchAll(history);

    const events = observe(
      history,
      job,
      'COMPLETED',
      { 's-db': 'LAUNCHED', 's-app': 'FAILED' },
      { failures: failure },
    );

    expect(types(events)).toEqual([
      'ServersLaunched',
      'ServersFailed',
      'JobEnded',
      'WaveEnded',
      'ExecutionPaused',
    ]);
    expect(history.state).toMatchObject({
      status: 'PAUSED',
      pause: {
        reason: 'FAILURE',
        waveNumber: 1,
        message:
          'Wave 1 (wave 1): 1 server of 2 failed: app (InsufficientInstanceCapacity)',
        until: '2026-11-21T05:00:00.000Z',
      },
    });
    expect(dueEffects(history.state, history.now)).toEqual([
      expect.objectContaining({ type: 'observe-instances' }),
    ]);
  });

  it('goes on where the plan tolerates it, and ends PARTIAL', () => {
    const history = begin(
      wave(1, ['db', 'app'], { thresholdPercent: 50 }),
      wave(2, ['web']),
    );
    const [job] = launchAll(history);
    observe(
      history,
      job,
      'COMPLETED',
      { 's-db': 'LAUNCHED', 's-app': 'FAILED' },
      { failures: failure },
    );
    const [second] = launchAll(history);
    observe(history, second, 'COMPLETED', { 's-web': 'LAUNCHED' });

    expect(history.state.status).toBe('PARTIAL');
    expect(history.state.waves.map(({ status }) => status)).toEqual([
      'PARTIAL',
      'COMPLETED',
    ]);
  });

  it('ends FAILED when nobody decides in time', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'FAILED' });
    history.pass(119);
    expect(history.state.status).toBe('PAUSED');
    history.pass(1);
    expect(history.state).toMatchObject({
      status: 'FAILED',
      stop: { because: { cause: 'NOT_DECIDED', waveNumber: 1 } },
    });
  });

  it('can be cancelled, and the waves that never ran say so', () => {
    const history = begin(wave(1, ['db']), wave(2, ['app']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'FAILED' });
    history.happen({ type: 'cancel', reason: 'not tonight' });

    expect(history.state.status).toBe('CANCELLED');
    expect(history.state.waves.map(({ status }) => status)).toEqual([
      'FAILED',
      'CANCELLED',
    ]);
    expect(() => history.happen({ type: 'cancel' })).toThrow(
      'The execution has ended (CANCELLED)',
    );
  });
});

describe('waves', () => {
  it('run beside each other where they depend on the same', () => {
    const history = begin(
      wave(1, ['db']),
      wave(2, ['app']),
      wave(3, ['web'], { dependsOn: [1] }),
    );
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });

    expect(history.state.waves.map(({ status }) => status)).toEqual([
      'COMPLETED',
      'LAUNCHING',
      'LAUNCHING',
    ]);
    expect(launchAll(history)).toHaveLength(2);
  });

  it('never ask DRS for a server that it could not launch', () => {
    const servers = wave(1, ['db', 'app']).servers;
    const history = begin(
      wave(1, [], {
        thresholdPercent: 50,
        servers: [servers[0], { ...servers[1], notReady: 'no recovery point' }],
      }),
    );
    expect(history.state.servers.get('s-app')).toMatchObject({
      outcome: 'FAILED',
      errorCode: 'SERVER_NOT_READY',
      errorMessage: 'no recovery point',
    });
    expect(dueEffects(history.state, history.now)).toEqual([
      expect.objectContaining({ sourceServerIds: ['s-db'] }),
    ]);
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(history.state.status).toBe('PARTIAL');
  });

  it('without servers fail: nothing succeeds by having nothing to do', () => {
    const history = begin(wave(1, []));
    expect(history.state.status).toBe('PAUSED');
    expect(history.state.waves[0]).toMatchObject({
      status: 'FAILED',
      reason: 'It had no servers to launch',
    });
  });
});

describe('cancelling', () => {
  it('follows running launches to their end, and launches nothing more', () => {
    const history = begin(wave(1, ['db']), wave(2, ['app']));
    const [job] = launchAll(history);
    history.happen({ type: 'cancel' });

    expect(history.state.status).toBe('CANCELLING');
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(history.state.status).toBe('CANCELLED');
    expect(history.state.waves.map(({ status }) => status)).toEqual([
      'COMPLETED',
      'CANCELLED',
    ]);
    expect(history.state.servers.get('s-app')?.outcome).toBe('CANCELLED');
  });
});

/** The answer to a launch is lost, the server times out, and a person has it tried again. */
function lostAndTriedAgain() {
  const history = begin(wave(1, ['db'], { maxWaitMinutes: 30 }));
  const { intentId } = request(history);
  history.pass(1);
  observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
  history.pass(29);
  history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
  return {
    history,
    lost: { tags: { [INTENT_TAG]: intentId } },
    second: request(history),
  };
}

describe('a launch whose answer is lost', () => {
  it('is not sent again while its answer may still come', () => {
    const history = begin(wave(1, ['db']));
    request(history);
    const events = observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    expect(events).toEqual([]);
    expect(types(dueEffects(history.state, history.now))).toEqual([
      'observe-jobs',
    ]);
  });

  it('is found by its servers where jobs carry no tags', () => {
    const history = begin(wave(1, ['db']));
    const { intentId } = request(history);
    const events = observe(history, 'job-1', 'STARTED', { 's-db': 'PENDING' });
    expect(events).toEqual([
      { type: 'LaunchAccepted', intentId, jobId: 'job-1', found: true },
    ]);
  });

  it('that arrives after its job was found says nothing new', () => {
    const history = begin(wave(1, ['db']));
    const { intentId } = request(history);
    observe(history, 'job-1', 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(
      history.happen({
        type: 'launch-answered',
        intentId,
        answer: { kind: 'accepted', jobId: 'job-1' },
      }),
    ).toEqual([]);
  });

  it('is sent again only when a look after its time shows no job', () => {
    const history = begin(wave(1, ['db']));
    request(history);
    history.pass(1);
    observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    expect(types(dueEffects(history.state, history.now))).toEqual([
      'launch',
      // Its job may still show: what is seen is taken in before anything is sent.
      'observe-jobs',
    ]);
  });

  it('is taken when its job shows late, also after it was given up and cancelled', () => {
    const history = begin(wave(1, ['db']));
    const { intentId } = request(history);
    history.pass(1);
    observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    history.happen({ type: 'cancel' });
    expect(history.state.status).toBe('CANCELLED');

    history.pass(10);
    expect(types(dueEffects(history.state, history.now))).toEqual([
      'observe-jobs',
    ]);
    const events = observe(history, 'job-1', 'COMPLETED', {
      's-db': 'LAUNCHED',
    });
    expect(events[0]).toEqual({
      type: 'LaunchAccepted',
      intentId,
      jobId: 'job-1',
      found: true,
    });
    // There is an instance now, and it can be terminated.
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'CANCELLED',
      instanceState: 'RUNNING',
    });
    history.pass(60);
    expect(types(dueEffects(history.state, history.now))).toEqual([]);
  });

  it('is taken when it is answered late, and not repeated', () => {
    const history = begin(wave(1, ['db']));
    const { intentId } = request(history);
    history.pass(1);
    observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    history.happen({
      type: 'launch-answered',
      intentId,
      answer: { kind: 'accepted', jobId: 'job-1' },
    });
    expect(types(dueEffects(history.state, history.now))).toEqual([
      'observe-jobs',
    ]);
    expect(history.state.servers.get('s-db')?.jobId).toBe('job-1');
  });

  it('is found by all servers that were asked for, also if some were skipped since', () => {
    const history = begin(wave(1, ['db', 'app']));
    request(history);
    history.pass(1);
    observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    history.happen({ type: 'skip', sourceServerIds: ['s-app'] });
    observe(history, 'job-1', 'COMPLETED', {
      's-db': 'LAUNCHED',
      's-app': 'LAUNCHED',
    });
    expect(history.state.servers.get('s-db')?.outcome).toBe('LAUNCHED');
    expect(history.state.servers.get('s-app')).toMatchObject({
      outcome: 'SKIPPED',
      instanceState: 'RUNNING',
    });
  });

  it('counts, not the one that a person asked for after it, where it shows late and keeps that from starting', () => {
    const { history, lost, second } = lostAndTriedAgain();
    observe(history, 'job-1', 'STARTED', { 's-db': 'PENDING' }, lost);
    history.happen({
      type: 'launch-answered',
      intentId: second.intentId,
      answer: {
        kind: 'refused',
        code: 'ConflictException',
        message: 'in another job',
        failure: 'conflict',
        retryAfterMs: 1000,
      },
    });
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'LAUNCHING',
      jobId: 'job-1',
    });
    history.pass(1);
    expect(types(dueEffects(history.state, history.now))).not.toContain(
      'launch',
    );
  });

  it('is looked for an hour long, and a day where AWS cannot be asked', () => {
    const asked = begin(wave(1, ['db']));
    const silent = begin(wave(1, ['db']));
    for (const history of [asked, silent]) {
      request(history);
      history.pass(1);
      observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
      history.happen({ type: 'cancel' });
      history.pass(60);
      expect(types(dueEffects(history.state, history.now))).toEqual([
        'observe-jobs',
      ]);
    }
    observe(asked, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    expect(dueEffects(asked.state, asked.now)).toEqual([]);
    silent.pass(23 * 60);
    expect(dueEffects(silent.state, silent.now)).toEqual([]);
  });

  it('makes no server green that a later launch has taken down again', () => {
    const { history, lost, second } = lostAndTriedAgain();
    history.happen({
      type: 'launch-answered',
      intentId: second.intentId,
      answer: { kind: 'accepted', jobId: 'job-2' },
    });
    observe(history, 'job-1', 'COMPLETED', { 's-db': 'LAUNCHED' }, lost);
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'LAUNCHING',
      jobId: 'job-2',
    });
    observe(history, 'job-2', 'COMPLETED', { 's-db': 'FAILED' });
    expect(history.state.servers.get('s-db')?.outcome).toBe('FAILED');
  });

  it('is told to be replaced where it came up late and a later launch, not it, timed out', () => {
    const { history, lost, second } = lostAndTriedAgain();
    history.happen({
      type: 'launch-answered',
      intentId: second.intentId,
      answer: { kind: 'accepted', jobId: 'job-2' },
    });
    observe(history, 'job-1', 'COMPLETED', { 's-db': 'LAUNCHED' }, lost);
    history.pass(30);
    observe(history, 'job-2', 'COMPLETED', { 's-db': 'FAILED' });
    const [told] = describeWaves(history.state, [])[0].servers;
    expect(told).toMatchObject({
      outcome: 'TIMED_OUT',
      instanceState: 'RUNNING',
    });
    expect(told.launchTime).toBeDefined();
    expect(isReplacedByRetry(told)).toBe(true);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(types(dueEffects(history.state, history.now))).toContain('launch');
  });

  it('that is refused late does not undo a newer attempt', () => {
    const history = begin(wave(1, ['db']));
    const first = request(history);
    history.pass(1);
    observe(history, 'foreign', 'STARTED', { 's-x': 'PENDING' });
    const second = request(history);
    const events = history.happen({
      type: 'launch-answered',
      intentId: first.intentId,
      answer: { kind: 'refused', code: 'Denied', message: 'no' },
    });
    expect(events).toEqual([]);
    expect(
      [...history.state.chunks.values()].map(chunk => chunk.intent?.intentId),
    ).toEqual([second.intentId]);
  });
});

describe('time limits', () => {
  it('give servers up that are not up in time, but know of an instance that comes later', () => {
    const history = begin(wave(1, ['db'], { maxWaitMinutes: 30 }));
    const [job] = launchAll(history);
    history.pass(30);
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'TIMED_OUT',
      instanceState: 'NONE',
    });

    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'TIMED_OUT',
      instanceState: 'RUNNING',
      recoveryInstanceId: `i-s-db-${job}`,
    });
  });

  it('say what a server waited for to the last', () => {
    const history = begin(wave(1, ['db'], { maxWaitMinutes: 30 }));
    const [effect] = dueEffects(history.state, history.now);
    if (effect.type !== 'launch') {
      throw new Error('Nothing wants to launch');
    }
    const { chunkId } = effect;
    history.happen({ type: 'defer', chunkId, reason: 'No room' });
    history.pass(30);
    expect(history.state.servers.get('s-db')?.errorMessage).toBe(
      'Not up within 30 minutes. No room',
    );
  });

  it('end an execution that takes too long', () => {
    const history = begin(
      wave(1, ['db'], { maxWaitMinutes: 1440 }),
      wave(2, ['app']),
    );
    launchAll(history);
    history.pass(600);
    expect(history.state.status).toBe('CANCELLING');
    history.pass(840);
    expect(history.state.status).toBe('TIMED_OUT');
  });
});

/** A person asks for it, and the engine is about to ask AWS; gives the intent's ID. */
function intendTermination(history: History, sourceServerId: string): string {
  history.happen({ type: 'terminate' });
  const [intended] = history.happen({
    type: 'terminate-intended',
    scope,
    sourceServerIds: [sourceServerId],
  });
  if (intended.type !== 'TerminateIntended') {
    throw new Error('No intent');
  }
  return intended.intentId;
}

describe('terminating', () => {
  it('is refused before the end', () => {
    const history = begin(wave(1, ['db']));
    expect(() => history.happen({ type: 'terminate' })).toThrow(
      'Instances can be terminated once the execution has ended',
    );
  });

  it('waits for the job in which the server still is', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'STARTED', { 's-db': 'LAUNCHED' });
    expect(history.state.status).toBe('COMPLETED');

    history.happen({ type: 'terminate' });
    expect(types(dueEffects(history.state, history.now))).toEqual([
      'observe-jobs',
    ]);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(types(dueEffects(history.state, history.now))).toContain(
      'terminate',
    );
  });

  it('leaves alone an instance that a later launch put in the place of ours', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    history.happen({ type: 'terminate' });
    history.happen({
      type: 'instances-observed',
      sourceServerIds: ['s-db'],
      instances: [
        {
          recoveryInstanceId: 'i-newer',
          sourceServerId: 's-db',
          isDrill: false,
        },
      ],
    });
    expect(history.state.servers.get('s-db')?.instanceState).toBe('TERMINATED');
    expect(dueEffects(history.state, history.now)).toEqual([]);
  });

  it('is given up when its job does not end within a day, so that it can be asked for again', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    history.happen({
      type: 'terminate-answered',
      intentId: intendTermination(history, 's-db'),
      answer: { kind: 'accepted', jobId: 'terminate-1' },
    });
    history.pass(24 * 60);
    expect(history.state.servers.get('s-db')).toMatchObject({
      instanceState: 'RUNNING',
      terminationRequested: false,
    });
    history.happen({ type: 'terminate' });
    expect(types(dueEffects(history.state, history.now))).toContain(
      'terminate',
    );
  });

  it('is not taken for done by the job of the time before', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    const terminated = () =>
      history.happen({
        type: 'jobs-observed',
        scope,
        observedAt: history.now.toISOString(),
        failures: new Map(),
        jobs: [
          {
            jobId: 'terminate-1',
            type: 'TERMINATE',
            status: 'COMPLETED',
            createdAt: history.now.toISOString(),
            tags: {},
            servers: [{ sourceServerId: 's-db', launchStatus: 'FAILED' }],
          },
        ],
      });
    intendTermination(history, 's-db');
    terminated();
    intendTermination(history, 's-db');
    expect(terminated()).toEqual([]);
    expect(history.state.servers.get('s-db')?.instanceState).toBe(
      'TERMINATING',
    );
  });

  it('is given up where AWS cannot be asked for two days', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    history.happen({ type: 'terminate' });
    history.pass(48 * 60 - 1);
    expect(types(dueEffects(history.state, history.now))).toContain(
      'terminate',
    );
    history.pass(1);
    expect(history.state.servers.get('s-db')?.terminationError).toBe(
      'AWS could not be asked for two days (NOT_TERMINATED)',
    );
  });

  it('can be asked for again after it failed', () => {
    const history = begin(wave(1, ['db']));
    const [job] = launchAll(history);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    history.happen({
      type: 'terminate-answered',
      intentId: intendTermination(history, 's-db'),
      answer: { kind: 'refused', code: 'AccessDenied', message: 'no' },
    });
    expect(history.state.servers.get('s-db')).toMatchObject({
      instanceState: 'RUNNING',
      terminationRequested: false,
      terminationError: 'no (AccessDenied)',
    });
    history.happen({ type: 'terminate' });
    expect(types(dueEffects(history.state, history.now))).toContain(
      'terminate',
    );
  });
});
