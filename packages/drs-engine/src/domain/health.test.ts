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

import type { PinnedHealthCheck } from './events';
import {
  begin,
  due,
  health,
  hook,
  launchAll,
  launchWell,
  look,
  observe,
  outcomeOf,
  requiredHealth,
  scope,
  server,
  wave,
  waveStatuses,
} from './testing/examples';

const plan = (healthCheck: PinnedHealthCheck) => [
  wave(1, ['db', 'app'], { healthCheck }),
  wave(2, ['web']),
];
const ok = { name: 'status', state: 'OK' as const };
const bad = { name: 'status', state: 'FAILED' as const };

describe('health', () => {
  it('that is not required is looked at meanwhile, and makes the wave PARTIAL', () => {
    const history = begin(plan(health));
    launchWell(history);
    expect(waveStatuses(history)).toEqual(['CHECKING_HEALTH', 'LAUNCHING']);
    look(history, 'db', ok);
    look(history, 'app', { ...bad, final: true, message: 'impaired' });
    expect(history.state.waves[0]).toMatchObject({
      status: 'PARTIAL',
      reason: '1 server of 2 launched and unhealthy: app (status: impaired)',
    });
    launchWell(history);
    expect(history.state.status).toBe('PARTIAL');
  });

  it('that is required holds back what depends on the wave, and fails it', () => {
    const history = begin(plan(requiredHealth));
    launchWell(history);
    expect(waveStatuses(history)).toEqual(['CHECKING_HEALTH', 'PENDING']);
    look(history, 'db', ok);
    look(history, 'app', { ...bad, final: true });
    expect(waveStatuses(history)).toEqual(['FAILED', 'PENDING']);
    expect(history.state.pause?.reason).toBe('FAILURE');
  });

  it('says nothing of an instance that was launched since, nor after the end', () => {
    const history = begin(plan(health));
    launchWell(history);
    const [instance] = due(history, 'check-health')[0].servers;
    history.happen({
      type: 'health-observed',
      servers: [
        {
          ...instance,
          recoveryInstanceId: 'i-of-a-launch-before',
          checks: [ok],
        },
      ],
    });
    expect(outcomeOf(history, 'db')).toBe('LAUNCHED');
    history.happen({
      type: 'health-observed',
      servers: [{ ...instance, checks: [ok] }],
    });
    expect(outcomeOf(history, 'db')).toBe('HEALTHY');

    const stopped = begin([
      wave(1, ['db'], { healthCheck: health }),
      wave(2, ['web']),
    ]);
    launchWell(stopped);
    stopped.happen({ type: 'cancel' });
    expect(stopped.state.status).toBe('CANCELLED');
    expect(look(stopped, 'db', { ...bad, final: true })).toEqual([]);
  });

  it('that is required comes before the hooks after the wave, and before the wave is called good', () => {
    const history = begin([
      wave(1, ['db'], {
        healthCheck: requiredHealth,
        postWaveHooks: [hook('announce')],
      }),
    ]);
    launchWell(history);
    expect(due(history, 'run-hook')).toEqual([]);
    history.happen({ type: 'cancel' });
    expect(history.state.waves[0]).toMatchObject({
      status: 'CANCELLED',
      reason: 'It was stopped before the health of its servers was known',
    });
  });

  it('may come within its time', () => {
    const history = begin(plan(requiredHealth));
    launchWell(history);
    expect(look(history, 'db', bad)).toEqual([]);
    history.pass(4);
    look(history, 'db', ok);
    expect(look(history, 'app', { ...bad, state: 'PENDING' })).toEqual([]);
    history.pass(1);
    look(history, 'app', { ...bad, state: 'PENDING' });
    expect([outcomeOf(history, 'db'), outcomeOf(history, 'app')]).toEqual([
      'HEALTHY',
      'UNHEALTHY',
    ]);
  });

  it('is told by the first look, however long nobody could look', () => {
    const history = begin(plan(health));
    launchWell(history);
    history.pass(60);
    expect(outcomeOf(history, 'db')).toBe('LAUNCHED');
    look(history, 'db', ok);
    expect(outcomeOf(history, 'db')).toBe('HEALTHY');
  });

  it('of an instance that DRS does not name is not there', () => {
    const history = begin(plan(health));
    const [job] = launchAll(history);
    history.happen({
      type: 'jobs-observed',
      scope,
      observedAt: history.now.toISOString(),
      failures: new Map(),
      jobs: [
        {
          jobId: job,
          type: 'LAUNCH',
          status: 'COMPLETED',
          createdAt: history.now.toISOString(),
          tags: {},
          servers: ['s-db', 's-app'].map(sourceServerId => ({
            sourceServerId,
            launchStatus: 'LAUNCHED',
          })),
        },
      ],
    });
    history.pass(5.9);
    expect(outcomeOf(history, 'db')).toBe('LAUNCHED');
    history.pass(0.2);
    expect(history.state.servers.get('s-db')).toMatchObject({
      outcome: 'UNHEALTHY',
      healthMessage: 'Its health could not be looked at in time',
    });
  });

  it('is not looked at where a server is launched to stay stopped', () => {
    const history = begin([
      wave(1, [], {
        healthCheck: requiredHealth,
        servers: [
          server('db', { launchSettings: { launchDisposition: 'STOPPED' } }),
        ],
      }),
    ]);
    history.happen({
      type: 'launch-settings-applied',
      sourceServerIds: ['s-db'],
    });
    launchWell(history);
    expect(due(history, 'check-health')).toEqual([]);
    expect(history.state.status).toBe('COMPLETED');
  });

  it('is probed at the address of the instance as soon as that is known, though the job goes on', () => {
    const history = begin([
      wave(1, ['db', 'app'], {
        healthCheck: { ...requiredHealth, probes: [{ type: 'tcp', port: 22 }] },
      }),
    ]);
    const [job] = launchAll(history);
    observe(history, job, 'STARTED', {
      's-db': 'LAUNCHED',
      's-app': 'PENDING',
    });
    expect(due(history, 'observe-instances')).toMatchObject([
      { sourceServerIds: ['s-db'] },
    ]);
    const [{ servers }] = due(history, 'check-health');
    history.happen({
      type: 'instances-observed',
      sourceServerIds: ['s-db'],
      instances: [
        {
          recoveryInstanceId: servers[0].recoveryInstanceId,
          sourceServerId: 's-db',
          isDrill: true,
          privateIp: '10.0.0.7',
        },
      ],
    });
    expect(due(history, 'check-health')).toMatchObject([
      { servers: [{ sourceServerId: 's-db', privateIp: '10.0.0.7' }] },
    ]);
  });

  it('of a server that is launched anew is not judged by the instance before', () => {
    const history = begin([wave(1, ['db'], { healthCheck: requiredHealth })]);
    launchWell(history);
    const [{ servers: before }] = due(history, 'check-health');
    look(history, 'db', { ...bad, final: true });
    history.happen({ type: 'retry', sourceServerIds: ['s-db'] });
    history.pass(30);
    launchWell(history);
    const [{ servers: after }] = due(history, 'check-health');
    expect(after[0].recoveryInstanceId).not.toBe(before[0].recoveryInstanceId);
    look(history, 'db', ok);
    expect(history.state.status).toBe('COMPLETED');
  });
});
