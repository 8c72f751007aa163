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
import { EXECUTION_TAG, INTENT_TAG } from './observe';
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
  startHook,
  types,
  wave,
  waveStatuses,
} from './testing/examples';
import { starter } from './testing/randomBegin';

const failed = {
  kind: 'failed' as const,
  code: 'X',
  message: 'no',
  mayHaveRun: true,
};
const failedWave = () => {
  const history = begin([wave(1, ['db', 'app']), wave(2, ['web'])]);
  launchWell(history, ['s-app']);
  return history;
};

describe('trying again', () => {
  it('launches what failed and nothing else; the run goes on by itself', () => {
    const history = failedWave();
    expect(history.state.pause?.reason).toBe('FAILURE');
    const events = history.happen({ type: 'retry', waves: [1] });
    expect(types(events)).toContain('ExecutionResumed');
    expect(launchable(history)).toEqual([['s-app']]);
    launchWell(history);
    expect(waveStatuses(history)).toEqual(['COMPLETED', 'LAUNCHING']);
  });

  it('runs hooks that failed once more, and not those that have done their work', () => {
    const history = begin([
      wave(1, ['db'], {
        preWaveHooks: [hook('one'), hook('two', { attempts: 1 })],
      }),
    ]);
    runHook(history);
    runHook(history, failed);
    history.happen({ type: 'retry', waves: [1] });
    expect(due(history, 'run-hook').map(effect => effect.hook.name)).toEqual([
      'two',
    ]);
  });

  it('finds a launch that still runs, and gives it its time anew', () => {
    const history = begin([wave(1, ['db'], { maxWaitMinutes: 30 })]);
    const [job] = launchAll(history);
    history.pass(30);
    expect(waveStatuses(history)).toEqual(['TIMED_OUT']);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(launchable(history)).toEqual([]);
    history.pass(29);
    expect(outcomeOf(history, 'db')).toBe('PENDING');
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(history.state.status).toBe('COMPLETED');
  });

  it('launches anew when the launch that ran yet has failed', () => {
    const history = begin([wave(1, ['db'], { maxWaitMinutes: 30 })]);
    const [job] = launchAll(history);
    history.pass(30);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    observe(history, job, 'COMPLETED', { 's-db': 'FAILED' });
    expect(launchable(history)).toEqual([['s-db']]);
  });

  it('waits for a launch that was adopted and still runs', () => {
    const history = begin([wave(1, ['db'], { maxWaitMinutes: 30 })]);
    const tags = { [EXECUTION_TAG]: 'execution', [INTENT_TAG]: 'lost rows' };
    observe(history, 'job-x', 'STARTED', { 's-db': 'PENDING' }, { tags });
    history.happen({ type: 'resume', actor: 'user:a', isPerson: true });
    history.pass(30);
    expect(outcomeOf(history, 'db')).toBe('TIMED_OUT');
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(launchable(history)).toEqual([]);
    const [chunkId] = history.state.waves[0].chunkIds.slice(-1);
    expect(history.happen({ type: 'admit', chunkId })).toEqual([]);
    observe(history, 'job-x', 'COMPLETED', { 's-db': 'FAILED' }, { tags });
    expect(launchable(history)).toEqual([['s-db']]);
  });

  it('takes a launch that was only late', () => {
    const history = begin([
      wave(1, ['db'], { maxWaitMinutes: 30, healthCheck: health }),
    ]);
    const [job] = launchAll(history);
    history.pass(30);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    history.pass(30);
    const [told] = describeWaves(history.state, [])[0].servers;
    expect(told).toMatchObject({
      outcome: 'TIMED_OUT',
      instanceState: 'RUNNING',
    });
    expect(isReplacedByRetry(told)).toBe(false);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(launchable(history)).toEqual([]);
    // Its health has its time from now on.
    history.pass(4);
    expect(outcomeOf(history, 'db')).toBe('LAUNCHED');
    look(history, 'db', { name: 'status', state: 'OK' });
    expect(history.state.status).toBe('COMPLETED');
  });

  it('launches an unhealthy server anew', () => {
    const history = begin([wave(1, ['db', 'app'], { healthCheck: health })]);
    launchWell(history);
    look(history, 'db', { name: 'status', state: 'FAILED', final: true });
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(launchable(history)).toEqual([['s-db']]);
  });

  it('has what depends on the wave wait anew', () => {
    const history = begin([
      wave(1, ['db'], { healthCheck: health, waitTimeSeconds: 600 }),
      wave(2, ['app']),
    ]);
    launchWell(history);
    look(history, 'db', { name: 'status', state: 'FAILED', final: true });
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    history.pass(20);
    launchWell(history);
    look(history, 'db', { name: 'status', state: 'OK' });
    expect(waveStatuses(history)).toEqual(['WAITING', 'PENDING']);
    history.pass(10);
    expect(waveStatuses(history)).toEqual(['COMPLETED', 'LAUNCHING']);
  });

  it('is refused for what has not failed, with every problem told', () => {
    const history = failedWave();
    expect(() =>
      history.happen({
        type: 'retry',
        waves: [2],
        sourceServerIds: ['s-db'],
      }),
    ).toThrow(
      'Nothing of wave 2 has failed; db is LAUNCHED; only what failed can be tried again',
    );
    expect(() =>
      history.happen({ type: 'retry', sourceServerIds: ['s-nobody'] }),
    ).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
    expect(() => history.happen({ type: 'retry' })).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }),
    );
  });

  it('is refused while a hook of the wave runs', () => {
    const history = begin([
      wave(1, ['db', 'app'], {
        healthCheck: health,
        postWaveHooks: [hook('announce')],
      }),
    ]);
    launchWell(history);
    look(history, 'db', { name: 'status', state: 'FAILED', final: true });
    startHook(history);
    expect(() =>
      history.happen({ type: 'retry', sourceServerIds: ['s-db'] }),
    ).toThrow('A hook of wave 1 is running');
  });
});

describe('skipping', () => {
  it('goes on without a server, whose failure stays told', () => {
    const history = failedWave();
    history.happen({ type: 'skip', sourceServerIds: ['s-app'] });
    expect(history.state.servers.get('s-app')).toMatchObject({
      outcome: 'SKIPPED',
      errorCode: 'LAUNCH_FAILED',
    });
    expect(waveStatuses(history)).toEqual(['PARTIAL', 'LAUNCHING']);
    launchWell(history);
    expect(history.state.status).toBe('PARTIAL');
  });

  it('goes on without an unhealthy server, and tells which check it did not pass', () => {
    const history = begin([
      wave(1, ['db', 'app'], { healthCheck: requiredHealth }),
    ]);
    launchWell(history);
    look(history, 'db', {
      name: 'TCP probe of port 5432',
      state: 'FAILED',
      final: true,
      message: 'connection refused',
    });
    look(history, 'app', { name: 'EC2 system status', state: 'OK' });
    history.happen({ type: 'skip', sourceServerIds: ['s-db'] });
    const message = 'TCP probe of port 5432: connection refused';
    expect(describeWaves(history.state, [])[0].servers[0]).toMatchObject({
      outcome: 'SKIPPED',
      errorCode: 'UNHEALTHY',
      errorMessage: message,
      health: { state: 'UNHEALTHY', message },
    });
  });

  it('goes on without a wave, started or not', () => {
    const history = begin([
      wave(1, ['db']),
      wave(2, ['app']),
      wave(3, ['web']),
    ]);
    launchWell(history, ['s-db']);
    history.happen({ type: 'skip', waves: [1, 2] });
    expect(waveStatuses(history)).toEqual(['SKIPPED', 'SKIPPED', 'LAUNCHING']);
  });

  it('goes on without the hooks of a wave', () => {
    const history = begin([
      wave(1, ['db'], { postWaveHooks: [hook('announce', { attempts: 1 })] }),
      wave(2, ['app']),
    ]);
    launchWell(history);
    runHook(history, failed);
    expect(waveStatuses(history)).toEqual(['FAILED', 'PENDING']);
    history.happen({ type: 'skip', waves: [1] });
    expect(history.state.waves[0]).toMatchObject({
      status: 'PARTIAL',
      reason: 'Its hooks were skipped',
    });
    expect(waveStatuses(history)[1]).toBe('LAUNCHING');
  });

  it('goes on without a wave that has no servers', () => {
    const history = begin([wave(1, []), wave(2, ['app'])]);
    history.happen({ type: 'skip', waves: [1] });
    expect(waveStatuses(history)).toEqual(['SKIPPED', 'LAUNCHING']);
  });

  it.each<[string, { waves?: number[]; sourceServerIds?: string[] }]>([
    ['by its number', { waves: [2] }],
    ['server by server', { sourceServerIds: ['s-app'] }],
  ])(
    'takes another person where a wave needs one, %s, and before it was asked, too',
    (_, items) => {
      const history = begin(
        [
          wave(1, ['db']),
          wave(2, ['app'], { pauseBeforeWave: true }),
          wave(3, ['web']),
        ],
        { approval: { start: false, fourEyes: true, timeLimitMinutes: 60 } },
      );
      const skip = (actor: string, isPerson: boolean) => () =>
        history.happen({ type: 'skip', ...items, actor, isPerson });
      const isRefused = expect.objectContaining({ code: 'FOUR_EYES' });
      expect(skip(starter, true)).toThrow(isRefused);
      launchWell(history);
      expect(waveStatuses(history)[1]).toBe('WAITING_FOR_APPROVAL');
      expect(skip(starter, true)).toThrow(isRefused);
      expect(skip('user:default/somebody', false)).toThrow(isRefused);
      expect(launchable(history)).toEqual([]);
      skip('user:default/somebody', true)();
      expect(launchable(history)).toEqual([['s-web']]);
    },
  );

  it('is refused for what cannot be called back', () => {
    const history = begin([wave(1, ['db']), wave(2, ['app'])]);
    request(history);
    expect(() =>
      history.happen({ type: 'skip', sourceServerIds: ['s-db'] }),
    ).toThrow('db is being launched, which cannot be called back');
    expect(() => history.happen({ type: 'skip', waves: [1] })).toThrow(
      expect.objectContaining({ code: 'INVALID_STATE' }),
    );
  });
});
