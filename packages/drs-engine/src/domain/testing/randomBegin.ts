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

import type { EventOf, PinnedHook, PinnedServer, PinnedWave } from '../events';
import type { Choices } from './Choices';

/** What an execution starts from, as far as tests tell it apart. */
export type Begin = Omit<
  EventOf<'ExecutionStarted'>,
  'type' | 'executionId' | 'plan' | 'initiatedBy' | 'settings'
> & {
  readonly changedBy?: string;
  readonly maxServersPerJob: number;
  readonly maxDurationMinutes: number;
  readonly decisionTimeLimitMinutes: number;
};

export const starter = 'user:default/starter';
export const lastEditor = 'user:default/editor';
export const secondPerson = 'user:default/second';

const regions = ['us-west-2', 'eu-west-1'];

/** A plan with any of the rules that plans can have, and a fleet for it. */
export function randomBegin(choices: Choices): Begin {
  const executionType = choices.oneOf(['DRILL', 'RECOVERY'] as const);
  const useDrillNetwork = executionType === 'DRILL' && choices.in100(40);
  return {
    executionType,
    waves: Array.from({ length: 1 + choices.upTo(5) }, (_, index) =>
      randomWave(choices, index, useDrillNetwork),
    ),
    maxServersPerJob: choices.oneOf([4, 1, 2, 3]),
    maxDurationMinutes: 2000 - choices.upTo(1995),
    decisionTimeLimitMinutes: 1440 - choices.upTo(1430),
    changedBy: lastEditor,
    ...(choices.in100(40) && {
      approval: {
        start: choices.in100(50),
        fourEyes: choices.in100(60),
        timeLimitMinutes: 600 - choices.upTo(590),
      },
    }),
    replaceLive: executionType === 'RECOVERY' && choices.in100(30),
    ...(executionType === 'DRILL' &&
      choices.in100(30) && { timeToLiveMinutes: 15 + choices.upTo(200) }),
    serversDigest: 'digest',
  };
}

function randomWave(
  choices: Choices,
  index: number,
  useDrillNetwork: boolean,
): PinnedWave {
  const scopes = 1 + choices.upTo(2);
  const earlier = Array.from({ length: index }, (_, number) => number + 1);
  return {
    waveNumber: index + 1,
    waveName: `wave ${index + 1}`,
    // Only earlier waves: validation keeps cycles out before a start.
    dependsOn: choices.in100(60) ? choices.some(earlier) : earlier.slice(-1),
    maxWaitMinutes: 240 - choices.upTo(239),
    thresholdPercent: choices.oneOf([100, 75, 50, 1]),
    ...(choices.in100(20) && { pauseBeforeWave: true }),
    ...(choices.in100(30) && { parallelism: 1 + choices.upTo(3) }),
    ...(choices.in100(25) && { waitTimeSeconds: 1 + choices.upTo(3600) }),
    preWaveHooks: randomHooks(choices),
    postWaveHooks: randomHooks(choices),
    ...(choices.in100(60) && {
      healthCheck: {
        ec2Status: true,
        timeoutSeconds: 300 - choices.upTo(270),
        launchActions: choices.in100(30),
        probes: choices.in100(20) ? [{ type: 'tcp', port: 443 }] : [],
        required: choices.in100(50),
      },
    }),
    servers: Array.from({ length: 1 + choices.upTo(6) }, (_, server) =>
      randomServer(choices, `${index}-${server}`, {
        region: regions[server % scopes],
        useDrillNetwork,
      }),
    ),
  };
}

const randomHooks = (choices: Choices): PinnedHook[] =>
  choices.in100(20)
    ? Array.from({ length: 1 + choices.upTo(2) }, (_, index) => ({
        type: choices.oneOf(['webhook', 'lambda', 'ssm-automation'] as const),
        name: `hook ${index}`,
        target: 'target',
        timeoutSeconds: 10 + choices.upTo(600),
        attempts: 1 + choices.upTo(4),
        delivery: choices.oneOf(['AT_LEAST_ONCE', 'AT_MOST_ONCE'] as const),
        onFailure: choices.oneOf(['FAIL', 'CONTINUE'] as const),
      }))
    : [];

const randomServer = (
  choices: Choices,
  name: string,
  { region, useDrillNetwork }: { region: string; useDrillNetwork: boolean },
): PinnedServer => ({
  sourceServerId: `s-${name}`,
  hostname: `host-${name}`,
  accountId: '111122223333',
  region,
  groupId: 'group',
  tags: {},
  ...(choices.in100(20) && { recoverySnapshotId: `pit-${name}` }),
  ...(choices.in100(20) && {
    launchSettings: {
      instanceType: 'm5.large',
      ...(choices.in100(20) && { launchDisposition: 'STOPPED' as const }),
    },
  }),
  ...(useDrillNetwork && {
    drillSettings: { subnetId: 'subnet-drill', securityGroupIds: ['sg-drill'] },
  }),
  ...(choices.in100(5) && { notReady: 'no recovery point' }),
});
