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

import { EXECUTION_TAG, INTENT_TAG } from '../observe';
import {
  begin,
  due,
  hook,
  launchAll,
  launchWell,
  look,
  observe,
  request,
  requiredHealth,
  runHook,
  scope,
  server,
  startHook,
  wave,
} from '../testing/examples';
import type { History } from '../testing/History';
import { lastEditor, secondPerson, starter } from '../testing/randomBegin';

const person = { actor: secondPerson, isPerson: true };
const before = { subnetId: 'subnet-a', securityGroupIds: ['sg-a'] };
const drill = { subnetId: 'subnet-drill', securityGroupIds: ['sg-drill'] };

/** What AWS answers to the launch that is next. */
const answer = (
  history: History,
  refusal?: {
    code: string;
    retryAfterMs?: number;
    failure?: 'invalid' | 'throttled';
  },
): void => {
  const { intentId } = request(history);
  history.happen({
    type: 'launch-answered',
    intentId,
    answer: refusal
      ? {
          kind: 'refused',
          message: 'refused',
          requestId: 'request-1',
          ...refusal,
        }
      : { kind: 'accepted', jobId: `job-of-${intentId}` },
  });
};

const applySettings = (history: History, sourceServerId: string): void => {
  history.happen({
    type: 'launch-settings-intended',
    servers: [{ sourceServerId, before, after: drill, restore: before }],
  });
  history.happen({
    type: 'launch-settings-applied',
    sourceServerIds: [sourceServerId],
  });
};

const describeInstances = (history: History): void => {
  for (const { sourceServerIds } of due(history, 'observe-instances')) {
    history.happen({
      type: 'instances-observed',
      sourceServerIds,
      instances: sourceServerIds.map(sourceServerId => ({
        sourceServerId,
        recoveryInstanceId:
          history.state.servers.get(sourceServerId)?.recoveryInstanceId ?? '',
        isDrill: true,
        privateIp: '10.0.0.7',
        pointInTime: '2026-11-21T02:58:00.000Z',
      })),
    });
  }
};

const intendTermination = (history: History): string => {
  const [{ sourceServerIds }] = due(history, 'terminate');
  const [intended] = history.happen({
    type: 'terminate-intended',
    scope,
    sourceServerIds,
  });
  if (intended.type !== 'TerminateIntended') {
    throw new Error('Nothing was intended');
  }
  return intended.intentId;
};

/** A drill that meets every rule of a plan, and people who steer it. */
function drillWithEveryRule(): History {
  const history = begin(
    [
      wave(1, [], {
        waveId: 'wave-a',
        parallelism: 1,
        waitTimeSeconds: 60,
        healthCheck: requiredHealth,
        preWaveHooks: [hook('quiesce', { delivery: 'AT_MOST_ONCE' })],
        postWaveHooks: [hook('announce', { type: 'ssm-automation' })],
        servers: [
          server('db-1', {
            recoverySnapshotId: 'pit-1',
            drillSettings: drill,
            lagSeconds: 4,
            tags: { Name: 'db-1' },
          }),
          server('db-2', { drillSettings: drill }),
        ],
      }),
      wave(2, ['app-1', 'app-2'], { pauseBeforeWave: true }),
      wave(3, ['web'], {
        thresholdPercent: 50,
        healthCheck: { ...requiredHealth, required: false },
      }),
    ],
    {
      reason: 'quarterly test',
      metadata: { ticketId: 'CHG-1' },
      approval: { start: true, fourEyes: true, timeLimitMinutes: 600 },
      serversDigest: 'digest-1',
      changedBy: lastEditor,
      timeToLiveMinutes: 120,
      pointInTime: { type: 'LATEST' },
    },
  );
  history.pass(5);
  history.happen({ type: 'approve', decision: 'APPROVE', ...person });
  runHook(history, {
    kind: 'failed',
    code: 'CONNECTION_REFUSED',
    message: 'not there',
    mayHaveRun: false,
  });
  history.pass(1);
  runHook(history, { kind: 'succeeded', message: '204' });

  history.happen({
    type: 'launch-settings-failed',
    servers: [
      {
        sourceServerId: 's-db-1',
        code: 'ThrottlingException',
        message: 'slower',
        retryAfterMs: 5000,
      },
    ],
  });
  history.pass(1);
  applySettings(history, 's-db-1');
  const [{ chunkId }] = due(history, 'launch');
  history.happen({ type: 'defer', chunkId, reason: 'No room' });
  answer(history, { code: 'ThrottlingException', retryAfterMs: 1000 });
  history.pass(1);
  request(history);
  history.pass(1);
  observe(history, 'foreign', 'STARTED', { 's-foreign': 'PENDING' });
  launchWell(history);
  describeInstances(history);
  history.happen({
    type: 'launch-settings-restored',
    servers: [{ sourceServerId: 's-db-1', result: 'RESTORED' }],
  });
  look(history, 'db-1', { name: 'instance status', state: 'OK' });
  applySettings(history, 's-db-2');
  launchWell(history);
  look(history, 'db-2', {
    name: 'system status',
    state: 'FAILED',
    final: true,
  });
  history.pass(10);
  history.happen({ type: 'retry', waves: [1], comment: 'once more' });
  applySettings(history, 's-db-2');
  launchWell(history);
  describeInstances(history);
  look(history, 'db-2', { name: 'system status', state: 'OK' });
  history.happen({
    type: 'launch-settings-restored',
    servers: [
      { sourceServerId: 's-db-2', result: 'NOT_OURS', message: 'changed' },
    ],
  });
  const intentId = startHook(history);
  history.happen({
    type: 'hook-answered',
    intentId,
    result: { kind: 'running', externalId: 'automation-1' },
  });
  history.pass(1);
  history.happen({
    type: 'hook-answered',
    intentId,
    result: { kind: 'succeeded' },
  });
  history.pass(1);

  history.happen({ type: 'pause', reason: 'lunch', maxMinutes: 60 });
  history.pass(20);
  history.happen({ type: 'resume', comment: 'back', ...person });
  history.happen({
    type: 'approve',
    waveNumber: 2,
    decision: 'APPROVE',
    serversDigest: 'digest-1',
    comment: 'looks well',
    ...person,
  });
  answer(history, { code: 'ValidationException', failure: 'invalid' });
  answer(history, { code: 'ValidationException', failure: 'invalid' });
  launchWell(history);
  history.happen({ type: 'skip', sourceServerIds: ['s-app-1'] });
  history.happen({ type: 'freeze', active: true, reason: 'change stop' });
  history.pass(30);
  history.happen({ type: 'freeze', active: false });
  launchWell(history);
  look(history, 'web', { name: 'instance status', state: 'OK' });

  history.pass(120);
  history.happen({
    type: 'terminate-answered',
    intentId: intendTermination(history),
    answer: {
      kind: 'refused',
      code: 'ConflictException',
      message: 'busy',
      retryAfterMs: 1000,
    },
  });
  history.pass(1);
  intendTermination(history);
  history.pass(1);
  observe(history, 'foreign', 'STARTED', { 's-foreign': 'PENDING' });
  history.pass(1);
  history.happen({
    type: 'terminate-answered',
    intentId: intendTermination(history),
    answer: { kind: 'accepted', jobId: 'job-terminate' },
  });
  history.happen({
    type: 'jobs-observed',
    scope,
    observedAt: history.now.toISOString(),
    failures: new Map(),
    jobs: [
      {
        jobId: 'job-terminate',
        type: 'TERMINATE',
        status: 'COMPLETED',
        createdAt: history.now.toISOString(),
        tags: {},
        servers: [
          { sourceServerId: 's-db-1', launchStatus: 'TERMINATED' },
          { sourceServerId: 's-db-2', launchStatus: 'TERMINATED' },
          { sourceServerId: 's-app-2', launchStatus: 'TERMINATED' },
          { sourceServerId: 's-web', launchStatus: 'FAILED' },
        ],
      },
    ],
  });
  return history;
}

/** A recovery whose log was restored from a backup, which times out and is cancelled. */
function recoveryFromARestoredLog(): History {
  const history = begin(
    [
      wave(1, ['db', 'queue'], { maxWaitMinutes: 60, dependsOn: [] }),
      wave(2, ['app'], {
        dependsOn: [],
        maxWaitMinutes: 30,
        preWaveHooks: [
          hook('announce', { attempts: 1, onFailure: 'CONTINUE' }),
        ],
      }),
      wave(3, ['web']),
    ],
    {
      executionType: 'RECOVERY',
      replaceLive: true,
      pointInTime: { type: 'AS_OF', asOf: '2026-11-21T01:00:00.000Z' },
    },
  );
  observe(
    history,
    'job-unknown',
    'STARTED',
    { 's-db': 'PENDING' },
    {
      tags: {
        [EXECUTION_TAG]: 'execution',
        [INTENT_TAG]: 'of rows that were lost',
      },
    },
  );
  history.happen({
    type: 'resume',
    actor: starter,
    isPerson: true,
    comment: 'take them',
  });
  request(history);
  history.pass(1);
  observe(history, 'foreign', 'STARTED', { 's-foreign': 'PENDING' });
  startHook(history);
  history.pass(2);
  launchAll(history);
  history.pass(60);
  observe(history, 'job-unknown', 'COMPLETED', { 's-db': 'LAUNCHED' });
  history.pass(24 * 60);
  return history;
}

/** A run that loses a launch for good. */
function launchLostForGood(): History {
  const history = begin([wave(1, ['db'])]);
  request(history);
  history.pass(1);
  observe(history, 'foreign', 'STARTED', { 's-foreign': 'PENDING' });
  history.happen({ type: 'cancel', reason: 'not tonight' });
  history.pass(61);
  observe(history, 'foreign', 'STARTED', { 's-foreign': 'PENDING' });
  return history;
}

/** What golden logs were recorded from, by their names. */
export const stories: Readonly<Record<string, () => History>> = {
  'release-2-drill-with-every-rule': drillWithEveryRule,
  'release-2-recovery-from-a-restored-log': recoveryFromARestoredLog,
  'release-2-launch-lost-for-good': launchLostForGood,
};
