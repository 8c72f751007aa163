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

import type { HookResult } from './input';
import {
  begin,
  due,
  hook,
  launchable,
  launchAll,
  launchWell,
  observe,
  runHook,
  startHook,
  wave,
  waveStatuses,
} from './testing/examples';
import type { History } from './testing/History';

const failed = (mayHaveRun: boolean): HookResult => ({
  kind: 'failed',
  code: 'HTTP_500',
  message: 'no',
  mayHaveRun,
});

const dueHooks = (history: History) =>
  due(history, 'run-hook').map(effect => effect.hook.name);

const first = (history: History) => history.state.waves[0].hooks[0];

describe('hooks', () => {
  it('run one after another: before the launches, then after them, before what depends on the wave', () => {
    const history = begin([
      wave(1, ['db'], {
        preWaveHooks: [hook('one'), hook('two')],
        postWaveHooks: [hook('three')],
      }),
      wave(2, ['app']),
    ]);
    expect(dueHooks(history)).toEqual(['one']);
    const intentId = startHook(history);
    expect(dueHooks(history)).toEqual([]);
    expect(launchable(history)).toEqual([]);
    const answer = {
      type: 'hook-answered' as const,
      intentId,
      result: { kind: 'succeeded' as const },
    };
    history.happen(answer);
    expect(history.happen(answer)).toEqual([]);
    expect(dueHooks(history)).toEqual(['two']);
    runHook(history);
    launchWell(history);
    expect(waveStatuses(history)).toEqual(['RUNNING_POST_HOOKS', 'PENDING']);
    runHook(history);
    expect(waveStatuses(history)).toEqual(['COMPLETED', 'LAUNCHING']);
  });

  it.each([
    [true, []],
    [false, ['one']],
  ])(
    'that must not run twice, and without which the wave went on, are left as they are by a retry where they may have run: %s',
    (mayHaveRun, again) => {
      const history = begin([
        wave(1, ['db'], {
          preWaveHooks: [
            hook('one', {
              attempts: 1,
              delivery: 'AT_MOST_ONCE',
              onFailure: 'CONTINUE',
            }),
          ],
        }),
      ]);
      runHook(history, failed(mayHaveRun));
      launchWell(history, ['s-db']);
      history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
      expect(dueHooks(history)).toEqual(again);
    },
  );

  it('after a wave know the addresses of its servers, though the job goes on', () => {
    const history = begin([
      wave(1, ['db'], { postWaveHooks: [hook('one')] }),
      wave(2, ['app'], { dependsOn: [] }),
    ]);
    const [jobOfDb, jobOfApp] = launchAll(history);
    observe(history, jobOfDb, 'STARTED', { 's-db': 'LAUNCHED' });
    observe(history, jobOfApp, 'STARTED', { 's-app': 'LAUNCHED' });
    expect(dueHooks(history)).toEqual(['one']);
    expect(
      due(history, 'observe-instances').flatMap(
        effect => effect.sourceServerIds,
      ),
    ).toEqual(['s-db']);
  });

  it('are tried again later and later, then fail the wave', () => {
    const history = begin([
      wave(1, ['db'], { preWaveHooks: [hook('one', { attempts: 3 })] }),
    ]);
    runHook(history, failed(true));
    expect(dueHooks(history)).toEqual([]);
    history.pass(5 / 60);
    expect(due(history, 'run-hook')).toMatchObject([{ attempt: 2 }]);
    runHook(history, failed(true));
    history.pass(9 / 60);
    expect(dueHooks(history)).toEqual([]);
    history.pass(1 / 60);
    runHook(history, failed(true));
    expect(waveStatuses(history)).toEqual(['FAILED']);
    expect(history.state.pause).toMatchObject({
      reason: 'FAILURE',
      message:
        'Wave 1 (wave 1): Hook "one" before the wave failed: no (HTTP_500)',
    });
  });

  it('carry the same key in all attempts, and another one once a person has them tried again', () => {
    const history = begin([
      wave(1, ['db'], { preWaveHooks: [hook('one', { attempts: 2 })] }),
    ]);
    const key = () => due(history, 'run-hook')[0].idempotencyKey;
    const keys = [key()];
    runHook(history, failed(true));
    history.pass(1);
    keys.push(key());
    runHook(history, failed(true));
    history.happen({ type: 'retry', waves: [1] });
    keys.push(key());
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('AT_MOST_ONCE are repeated only where they cannot have run', () => {
    const once = () =>
      begin([
        wave(1, ['db'], {
          preWaveHooks: [hook('one', { delivery: 'AT_MOST_ONCE' })],
        }),
      ]);
    const refused = once();
    runHook(refused, failed(false));
    refused.pass(1);
    expect(dueHooks(refused)).toEqual(['one']);

    const maybe = once();
    runHook(maybe, failed(true));
    maybe.pass(1);
    expect(dueHooks(maybe)).toEqual([]);
    expect(waveStatuses(maybe)).toEqual(['FAILED']);

    // The process died between the intent and the call, or after it.
    const silent = once();
    startHook(silent);
    silent.pass(2);
    expect(first(silent)).toMatchObject({
      status: 'FAILED',
      message: 'Nothing was heard within 60 s; it may have run (NO_ANSWER)',
    });
    expect(dueHooks(silent)).toEqual([]);
  });

  it('with onFailure CONTINUE are done without', () => {
    const history = begin([
      wave(1, ['db'], {
        preWaveHooks: [
          hook('one', { attempts: 1, onFailure: 'CONTINUE' }),
          hook('two'),
        ],
      }),
    ]);
    runHook(history, failed(true));
    expect(dueHooks(history)).toEqual(['two']);
    runHook(history);
    launchWell(history);
    expect(history.state.status).toBe('COMPLETED');
  });

  it('that run elsewhere are asked about, until their time is up', () => {
    const history = begin([
      wave(1, ['db'], {
        preWaveHooks: [hook('one', { type: 'ssm-automation', attempts: 1 })],
      }),
    ]);
    runHook(history, { kind: 'running', externalId: 'automation-1' });
    expect(due(history, 'observe-hook')).toMatchObject([
      { externalId: 'automation-1' },
    ]);
    history.pass(1);
    expect(first(history).status).toBe('RUNNING');
    history.pass(1);
    expect(first(history)).toMatchObject({
      status: 'FAILED',
      message: 'automation-1 did not end within 60 s (NO_ANSWER)',
    });
  });

  it('that failed in an attempt say nothing about a later one', () => {
    const history = begin([wave(1, ['db'], { preWaveHooks: [hook('one')] })]);
    const early = startHook(history);
    history.pass(2);
    history.pass(1);
    const late = startHook(history);
    expect(
      history.happen({
        type: 'hook-answered',
        intentId: early,
        result: { kind: 'succeeded' },
      }),
    ).toEqual([]);
    expect(first(history).intentId).toBe(late);
  });

  it('that are running are waited for when the run is stopped, and none starts', () => {
    const history = begin([
      wave(1, ['db'], { preWaveHooks: [hook('one'), hook('two')] }),
    ]);
    const intentId = startHook(history);
    history.happen({ type: 'cancel' });
    expect(history.state.status).toBe('CANCELLING');
    history.happen({
      type: 'hook-answered',
      intentId,
      result: failed(true),
    });
    expect(dueHooks(history)).toEqual([]);
    expect(history.state.status).toBe('CANCELLED');
  });

  it('after a wave keep a wave from being called good that was stopped before', () => {
    const history = begin([
      wave(1, ['db'], { postWaveHooks: [hook('announce')] }),
    ]);
    launchWell(history);
    history.happen({ type: 'cancel' });
    expect(history.state.waves[0]).toMatchObject({
      status: 'CANCELLED',
      reason: 'It was stopped before its hooks had run',
    });
  });
});
