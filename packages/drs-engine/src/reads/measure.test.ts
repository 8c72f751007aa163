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

import type { Measurement } from '../ports/metrics';
import { History } from '../domain/testing/History';
import { dueEffects } from '../domain/effects';
import type { PinnedWave } from '../domain/events';
import { measure } from './measure';

const scope = { accountId: '111122223333', region: 'us-west-2' };

const wave: PinnedWave = {
  waveNumber: 1,
  waveName: 'db',
  dependsOn: [],
  maxWaitMinutes: 60,
  thresholdPercent: 50,
  servers: [
    { hostname: 'db-1', stagingAccountId: '444455556666' },
    { hostname: 'db-2' },
    { hostname: 'db-3' },
  ].map(server => ({
    ...server,
    ...scope,
    sourceServerId: `s-${server.hostname}`,
    groupId: 'db',
    tags: {},
  })),
};

it('measures launches and the end of an execution, each once', () => {
  const taken: Measurement[] = [];
  const history = History.begin({
    waves: [wave],
    maxServersPerJob: 100,
    maxDurationMinutes: 600,
    decisionTimeLimitMinutes: 60,
  });
  const happen: History['happen'] = input => {
    const events = history.happen(input);
    taken.push(...measure(history.state, events));
    return events;
  };
  const [launch] = dueEffects(history.state, history.now);
  const requested = happen({
    type: 'admit',
    chunkId: 'chunkId' in launch ? launch.chunkId : '',
  }).find(event => event.type === 'LaunchRequested');
  happen({
    type: 'launch-answered',
    intentId: requested?.intentId ?? '',
    answer: { kind: 'accepted', jobId: 'job-1' },
  });
  history.pass(9);
  const observe = (status: 'STARTED' | 'COMPLETED') =>
    happen({
      type: 'jobs-observed',
      scope,
      observedAt: history.now.toISOString(),
      failures: new Map(),
      jobs: [
        {
          jobId: 'job-1',
          type: 'LAUNCH',
          status,
          createdAt: history.now.toISOString(),
          tags: {},
          servers: [
            { sourceServerId: 's-db-1', launchStatus: 'LAUNCHED' },
            { sourceServerId: 's-db-2', launchStatus: 'LAUNCHED' },
            { sourceServerId: 's-db-3', launchStatus: 'FAILED' },
          ],
        },
      ],
    });
  observe('STARTED');
  history.pass(1);
  observe('COMPLETED');
  observe('COMPLETED');

  const drill = { Action: 'drill' };
  expect(taken).toEqual([
    {
      name: 'RecoveryLaunchTime',
      value: 540,
      dimensions: { StagingAccount: '444455556666' },
    },
    {
      name: 'RecoveryLaunchTime',
      value: 540,
      dimensions: { StagingAccount: '111122223333' },
    },
    {
      name: 'ExecutionCount',
      value: 1,
      dimensions: { ...drill, Status: 'partial' },
    },
    { name: 'ExecutionDuration', value: 600, dimensions: drill },
    {
      name: 'ServersProcessed',
      value: 1,
      dimensions: { ...drill, StagingAccount: '444455556666' },
    },
    {
      name: 'ServersProcessed',
      value: 2,
      dimensions: { ...drill, StagingAccount: '111122223333' },
    },
    {
      name: 'FailedServers',
      value: 1,
      dimensions: { ...drill, StagingAccount: '111122223333' },
    },
  ]);
});
