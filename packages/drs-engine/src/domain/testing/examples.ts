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

import type { ObservedJob } from '../../ports/drs';
import { dueEffects, type Effect } from '../effects';
import type {
  ExecutionEvent,
  PinnedHealthCheck,
  PinnedHook,
  PinnedServer,
  PinnedWave,
} from '../events';
import type { HealthSign, HookResult } from '../input';
import { History } from './History';
import type { Begin } from './randomBegin';

/*
 * The words in which examples are told: given a plan, when this happens, then
 * that is so.
 */

export const scope = { accountId: '111122223333', region: 'us-west-2' };

export const server = (
  hostname: string,
  changes: Partial<PinnedServer> = {},
): PinnedServer => ({
  sourceServerId: `s-${hostname}`,
  hostname,
  ...scope,
  groupId: 'group',
  tags: {},
  ...changes,
});

/** A wave of a plan; unless said it depends on the wave before it. */
export const wave = (
  waveNumber: number,
  hosts: readonly string[],
  changes: Partial<PinnedWave> = {},
): PinnedWave => ({
  waveNumber,
  waveName: `wave ${waveNumber}`,
  dependsOn: waveNumber === 1 ? [] : [waveNumber - 1],
  maxWaitMinutes: 60,
  thresholdPercent: 100,
  servers: hosts.map(hostname => server(hostname)),
  ...changes,
});

export const health: PinnedHealthCheck = {
  ec2Status: true,
  timeoutSeconds: 300,
  launchActions: false,
  probes: [],
  required: false,
};
export const requiredHealth: PinnedHealthCheck = { ...health, required: true };

export const hook = (
  name: string,
  changes: Partial<PinnedHook> = {},
): PinnedHook => ({
  type: 'webhook',
  name,
  target: 'https://example.com',
  timeoutSeconds: 60,
  attempts: 3,
  delivery: 'AT_LEAST_ONCE',
  onFailure: 'FAIL',
  ...changes,
});

export const begin = (
  waves: PinnedWave[],
  changes: Partial<Begin> = {},
): History =>
  History.begin({
    waves,
    maxServersPerJob: 100,
    maxDurationMinutes: 600,
    decisionTimeLimitMinutes: 120,
    ...changes,
  });

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

export const due = <T extends Effect['type']>(
  history: History,
  type: T,
): EffectOf<T>[] =>
  dueEffects(history.state, history.now).filter(
    (effect): effect is EffectOf<T> => effect.type === type,
  );

/** The servers that would be launched now, job by job. */
export const launchable = (history: History): string[][] =>
  due(history, 'launch').map(effect => [...effect.sourceServerIds]);

export const types = (events: readonly { type: string }[]): string[] =>
  events.map(event => event.type);

const only = <T extends ExecutionEvent['type']>(
  events: readonly ExecutionEvent[],
  type: T,
): Extract<ExecutionEvent, { type: T }> => {
  const found = events.find(
    (event): event is Extract<ExecutionEvent, { type: T }> =>
      event.type === type,
  );
  if (!found) {
    throw new Error(`No ${type}, but ${types(events)}`);
  }
  return found;
};

/** Stores the intent to launch the chunk that is next, and asks nothing of AWS. */
export const request = (history: History) => {
  const [effect] = due(history, 'launch');
  if (!effect) {
    throw new Error('Nothing wants to launch');
  }
  return only(
    history.happen({ type: 'admit', chunkId: effect.chunkId }),
    'LaunchRequested',
  );
};

/** Launches a chunk, AWS accepting, and gives the ID of the job. */
const launch = (history: History, chunkId: string): string => {
  const { intentId } = only(
    history.happen({ type: 'admit', chunkId }),
    'LaunchRequested',
  );
  const jobId = `job-of-${intentId}`;
  history.happen({
    type: 'launch-answered',
    intentId,
    answer: { kind: 'accepted', jobId },
  });
  return jobId;
};

/** Launches what waits, AWS accepting, and gives the IDs of the jobs. */
export const launchAll = (history: History): string[] =>
  due(history, 'launch').map(({ chunkId }) => launch(history, chunkId));

type LaunchStatus = ObservedJob['servers'][number]['launchStatus'];

/** A look at AWS that shows one job. */
export const observe = (
  history: History,
  jobId: string,
  status: ObservedJob['status'],
  servers: Record<string, LaunchStatus>,
  {
    tags = {},
    failures = {},
  }: {
    tags?: Record<string, string>;
    failures?: Record<string, { code: string; message: string }>;
  } = {},
): ExecutionEvent[] =>
  history.happen({
    type: 'jobs-observed',
    scope,
    observedAt: history.now.toISOString(),
    failures: new Map(Object.entries(failures)),
    jobs: [
      {
        jobId,
        type: 'LAUNCH',
        status,
        createdAt: history.now.toISOString(),
        tags,
        servers: Object.entries(servers).map(
          ([sourceServerId, launchStatus]) => ({
            sourceServerId,
            launchStatus,
            recoveryInstanceId:
              launchStatus === 'LAUNCHED'
                ? `i-${sourceServerId}-${jobId}`
                : undefined,
          }),
        ),
      },
    ],
  });

/** Everything that waits is launched, and every server but those named comes up. */
export const launchWell = (
  history: History,
  failing: readonly string[] = [],
): void =>
  due(history, 'launch').forEach(({ chunkId, sourceServerIds }) => {
    observe(
      history,
      launch(history, chunkId),
      'COMPLETED',
      Object.fromEntries(
        sourceServerIds.map(id => [
          id,
          failing.includes(id) ? 'FAILED' : 'LAUNCHED',
        ]),
      ),
    );
  });

/** One look at the health of a server. */
export const look = (
  history: History,
  hostname: string,
  sign: HealthSign,
): ExecutionEvent[] =>
  history.happen({
    type: 'health-observed',
    servers: [{ sourceServerId: `s-${hostname}`, checks: [sign] }],
  });

/** The hook that is due is asked to run; gives its intent's ID. */
export const startHook = (history: History): string => {
  const [effect] = due(history, 'run-hook');
  if (!effect) {
    throw new Error('No hook is due');
  }
  const { waveNumber, stage, index } = effect;
  return only(
    history.happen({ type: 'hook-intended', waveNumber, stage, index }),
    'HookRequested',
  ).intentId;
};

/** The hook that is due runs, with that result. */
export const runHook = (
  history: History,
  result: HookResult = { kind: 'succeeded' },
): ExecutionEvent[] =>
  history.happen({
    type: 'hook-answered',
    intentId: startHook(history),
    result,
  });

export const waveStatuses = (history: History): string[] =>
  history.state.waves.map(({ status }) => status);

export const outcomeOf = (history: History, hostname: string) =>
  history.state.servers.get(`s-${hostname}`)?.outcome;
