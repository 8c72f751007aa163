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

import { EXECUTION_TAG, INTENT_TAG } from './observe';
import {
  begin,
  due,
  launchable,
  launchAll,
  launchWell,
  observe,
  outcomeOf,
  server,
  wave,
} from './testing/examples';
import type { History } from './testing/History';

const before = { subnetId: 'subnet-a', securityGroupIds: ['sg-a'] };
const drill = { subnetId: 'subnet-drill', securityGroupIds: ['sg-drill'] };

const start = (hosts: string[] = ['db']) =>
  begin([
    wave(1, [], {
      thresholdPercent: 1,
      servers: hosts.map(host => server(host, { drillSettings: drill })),
    }),
  ]);

const intend = (history: History, host = 'db') =>
  history.happen({
    type: 'launch-settings-intended',
    servers: [
      {
        sourceServerId: `s-${host}`,
        before,
        after: drill,
        restore: before,
      },
    ],
  });

const apply = (history: History, host = 'db') => {
  intend(history, host);
  history.happen({
    type: 'launch-settings-applied',
    sourceServerIds: [`s-${host}`],
  });
};

const restored = (
  history: History,
  result: 'RESTORED' | 'NOT_OURS' | 'FAILED',
  retryAfterMs?: number,
) =>
  history.happen({
    type: 'launch-settings-restored',
    servers: [{ sourceServerId: 's-db', result, retryAfterMs }],
  });

const settings = (history: History, host = 'db') =>
  history.state.servers.get(`s-${host}`)?.settings;

describe('launch settings', () => {
  it('are applied before the launch, and put back once no job needs them', () => {
    const history = start();
    expect(launchable(history)).toEqual([]);
    expect(due(history, 'apply-launch-settings')).toMatchObject([
      { servers: [{ sourceServerId: 's-db', drill }] },
    ]);
    intend(history);
    expect(launchable(history)).toEqual([]);
    apply(history);
    const [job] = launchAll(history);
    observe(history, job, 'STARTED', { 's-db': 'LAUNCHED' });
    expect(due(history, 'restore-launch-settings')).toEqual([]);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(due(history, 'restore-launch-settings')).toMatchObject([
      { servers: [{ sourceServerId: 's-db', ours: drill, restore: before }] },
    ]);
  });

  it('stay while a launch needs them that was adopted and then given up', () => {
    const history = start();
    apply(history);
    const tags = { [EXECUTION_TAG]: 'execution', [INTENT_TAG]: 'lost rows' };
    observe(history, 'job-x', 'STARTED', { 's-db': 'PENDING' }, { tags });
    history.happen({ type: 'resume', actor: 'user:a', isPerson: true });
    history.pass(60);
    expect(outcomeOf(history, 'db')).toBe('TIMED_OUT');
    expect(due(history, 'restore-launch-settings')).toEqual([]);
    observe(history, 'job-x', 'COMPLETED', { 's-db': 'FAILED' }, { tags });
    expect(due(history, 'restore-launch-settings')).toHaveLength(1);
  });

  it.each(['pause', 'cancel'] as const)(
    'are not begun after a %s, though AWS was asked before it',
    type => {
      const history = start();
      history.happen({ type });
      expect(intend(history)).toEqual([]);
      expect(settings(history)).toBeUndefined();
    },
  );

  it('keep the run open while a job needs them that nobody waits for', () => {
    const history = start();
    apply(history);
    const [job] = launchAll(history);
    observe(history, job, 'STARTED', { 's-db': 'PENDING' });
    history.pass(60);
    expect(outcomeOf(history, 'db')).toBe('TIMED_OUT');
    history.happen({ type: 'cancel' });
    expect(history.state.status).toBe('CANCELLING');
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(history.state.status).toBe('CANCELLING');
    restored(history, 'RESTORED');
    expect(history.state.status).toBe('CANCELLED');
  });

  it('keep the run open until they are put back, or half an hour', () => {
    const history = start();
    apply(history);
    launchWell(history);
    expect(history.state.status).toBe('RUNNING');
    restored(history, 'FAILED', 10_000);
    expect(due(history, 'restore-launch-settings')).toEqual([]);
    history.pass(1);
    restored(history, 'RESTORED');
    expect(history.state.status).toBe('COMPLETED');

    const silent = start();
    apply(silent);
    launchWell(silent);
    silent.pass(30);
    expect(silent.state.status).toBe('COMPLETED');
    expect(settings(silent)?.status).toBe('RESTORE_FAILED');
  });

  it('that somebody else has changed since are left alone, and it is told', () => {
    const history = start();
    apply(history);
    launchWell(history);
    restored(history, 'NOT_OURS');
    expect(settings(history)?.status).toBe('NOT_OURS');
    expect(history.state.status).toBe('COMPLETED');
  });

  it('that were applied in part before a crash are put back whole', () => {
    const history = start();
    intend(history);
    // The subnet was changed, then the process died; a second look finds that.
    history.happen({
      type: 'launch-settings-intended',
      servers: [
        {
          sourceServerId: 's-db',
          before: { securityGroupIds: ['sg-a'] },
          after: { securityGroupIds: ['sg-drill'] },
          restore: { securityGroupIds: ['sg-a'] },
        },
      ],
    });
    history.happen({
      type: 'launch-settings-applied',
      sourceServerIds: ['s-db'],
    });
    launchWell(history);
    expect(due(history, 'restore-launch-settings')).toMatchObject([
      { servers: [{ ours: drill, restore: before }] },
    ]);
  });

  it('that are put back after a late job have their time too', () => {
    const history = start();
    apply(history);
    const [job] = launchAll(history);
    history.pass(60);
    history.happen({ type: 'cancel' });
    expect(history.state.status).toBe('CANCELLING');
    history.pass(120);
    observe(history, job, 'COMPLETED', { 's-db': 'LAUNCHED' });
    expect(due(history, 'restore-launch-settings')).toHaveLength(1);
    history.pass(29);
    expect(due(history, 'restore-launch-settings')).toHaveLength(1);
    history.pass(1);
    expect(settings(history)?.status).toBe('RESTORE_FAILED');
    expect(history.state.status).toBe('CANCELLED');
  });

  it('that AWS refuses for ever fail their server only', () => {
    const history = start(['db', 'app']);
    apply(history, 'app');
    history.happen({
      type: 'launch-settings-failed',
      servers: [{ sourceServerId: 's-db', code: 'Denied', message: 'no' }],
    });
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'FAILED',
      errorMessage: 'Its launch settings could not be applied: no',
    });
    expect(launchable(history)).toEqual([['s-app']]);
  });

  it('that keep failing hold up the other servers of the job no longer', () => {
    const history = start(['db', 'app']);
    apply(history, 'app');
    for (let failure = 0; failure < 3; failure++) {
      expect(launchable(history)).toEqual([]);
      history.happen({
        type: 'launch-settings-failed',
        servers: [
          {
            sourceServerId: 's-db',
            code: 'Throttling',
            message: 'slower',
            retryAfterMs: 60_000,
          },
        ],
      });
      expect(due(history, 'apply-launch-settings')).toEqual([]);
      history.pass(1);
    }
    expect(launchable(history)).toEqual([['s-app']]);
    launchWell(history);
    history.pass(60);
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'TIMED_OUT',
      errorMessage: 'Not up within 60 minutes. slower (Throttling)',
    });
  });

  it('are looked at once more where a server is tried again that was put back', () => {
    const history = start(['db', 'app']);
    apply(history);
    apply(history, 'app');
    launchWell(history, ['s-db']);
    restored(history, 'RESTORED');
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(outcomeOf(history, 'db')).toBe('PENDING');
    expect(launchable(history)).toEqual([]);
    expect(due(history, 'apply-launch-settings')).toHaveLength(1);
  });

  it('are looked at once more where a server is tried again that may be being put back', () => {
    const history = start();
    apply(history);
    launchWell(history, ['s-db']);
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    expect(launchable(history)).toEqual([]);
    history.happen({
      type: 'launch-settings-applied',
      sourceServerIds: ['s-db'],
    });
    launchWell(history);
    expect(due(history, 'restore-launch-settings')).toMatchObject([
      { servers: [{ ours: drill, restore: before }] },
    ]);
  });

  it('are not put back for ever', () => {
    const history = start();
    apply(history);
    launchWell(history);
    for (let failure = 0; failure < 10; failure++) {
      expect(history.state.status).toBe('RUNNING');
      restored(history, 'FAILED', 1000);
      history.pass(1);
    }
    expect(settings(history)?.status).toBe('RESTORE_FAILED');
    expect(history.state.status).toBe('COMPLETED');
  });
});
