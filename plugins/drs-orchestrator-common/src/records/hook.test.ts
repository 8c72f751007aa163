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

import { findingsOfZodError } from '../contract/errors';
import { waveInputSchema } from './recoveryPlan';

/** The wave as it is understood, or the fields that it is refused for. */
const read = (hooks: object[], rest: object = {}) => {
  const result = waveInputSchema.safeParse({
    waveNumber: 1,
    waveName: 'Databases',
    protectionGroupIds: ['databases'],
    preWaveHooks: hooks,
    ...rest,
  });
  return result.success
    ? result.data
    : findingsOfZodError(result.error).map(({ field }) => field);
};

const FUNCTION = 'arn:aws:lambda:us-west-2:111122223333:function:warm-up';

describe('a hook', () => {
  it('has the defaults of its kind', () => {
    const wave = read([
      { type: 'lambda', name: 'warm up', target: FUNCTION },
      { type: 'ssm-automation', name: 'mount', target: 'Meridian-Mount' },
      { type: 'webhook', name: 'tell', target: 'https://hooks.example.com/dr' },
    ]);
    expect(wave).toMatchObject({
      preWaveHooks: [
        { timeoutSeconds: 300, attempts: 3, delivery: 'AT_LEAST_ONCE' },
        { timeoutSeconds: 300, onFailure: 'FAIL' },
        { timeoutSeconds: 60 },
      ],
      postWaveHooks: [],
    });
  });

  it.each([
    ['lambda', FUNCTION],
    ['lambda', `${FUNCTION}:live`],
    ['lambda', `${FUNCTION}:$LATEST`],
    ['ssm-automation', 'AWS-RestartEC2Instance'],
    [
      'ssm-automation',
      'arn:aws:ssm:us-west-2:111122223333:document/Meridian-Mount',
    ],
    [
      'ssm-automation',
      'arn:aws-us-gov:ssm:us-gov-west-1::automation-definition/AWS-Stop:3',
    ],
    ['webhook', 'https://hooks.example.com:8443/dr?plan=orders'],
  ])('of type %s takes %s', (type, target) => {
    expect(read([{ type, name: 'a', target }])).toMatchObject({
      preWaveHooks: [{ target }],
    });
  });

  it.each([
    ['lambda', 'warm-up'],
    ['lambda', 'arn:aws:lambda:us-west-2:1111:function:warm-up'],
    ['lambda', `${FUNCTION}/more`],
    ['ssm-automation', 'a b'],
    ['ssm-automation', 'arn:aws:s3:us-west-2::document/x'],
    ['webhook', 'hooks.example.com'],
    ['webhook', 'http://hooks.example.com/'],
    ['webhook', 'https://somebody@hooks.example.com/'],
    ['webhook', 'https://hooks.example.com/#secret'],
    ['webhook', 'ftp://hooks.example.com/'],
    ['webhook', 'https://'],
  ])('of type %s refuses %s', (type, target) => {
    expect(read([{ type, name: 'a', target }])).toContain(
      'preWaveHooks[0].target',
    );
  });

  it('waits no longer than what it calls would', () => {
    const limited = (type: string, target: string, timeoutSeconds: number) =>
      read([{ type, name: 'a', target, timeoutSeconds }]);
    for (const [type, target, most] of [
      ['lambda', FUNCTION, 900],
      ['ssm-automation', 'Meridian-Mount', 3600],
      ['webhook', 'https://hooks.example.com/', 60],
    ] as const) {
      expect(limited(type, target, most)).toMatchObject({
        preWaveHooks: [{ timeoutSeconds: most }],
      });
      for (const wrong of [0, most + 1, 1.5]) {
        expect(limited(type, target, wrong)).toEqual([
          'preWaveHooks[0].timeoutSeconds',
        ]);
      }
    }
  });

  it('has a name of its own in its list, and there are ten at most', () => {
    const hook = (name: string) => ({ type: 'lambda', name, target: FUNCTION });
    expect(read([hook('a'), hook('b'), hook('a')])).toEqual([
      'preWaveHooks[2].name',
    ]);
    expect(
      read([hook('a')], { postWaveHooks: [hook('a')] }),
    ).not.toBeInstanceOf(Array);
    const eleven = Array.from({ length: 11 }, (_, index) => hook(`${index}`));
    expect(read(eleven)).toEqual(['preWaveHooks']);
    expect(read(eleven.slice(1))).not.toBeInstanceOf(Array);
  });

  it('takes text and lists of text as parameters, and nothing else', () => {
    const withParameters = (parameters: object) =>
      read([{ type: 'lambda', name: 'a', target: FUNCTION, parameters }]);
    expect(
      withParameters({ InstanceId: ['i-1', 'i-2'], Mode: 'fast' }),
    ).not.toBeInstanceOf(Array);
    expect(withParameters({ depth: { more: 1 } })).toEqual([
      'preWaveHooks[0].parameters.depth',
    ]);
  });
});

describe('a health check', () => {
  const check = (healthCheck: object | undefined) => read([], { healthCheck });

  it('looks at the status of EC2 unless said otherwise', () => {
    for (const given of [undefined, {}]) {
      expect(check(given)).toMatchObject({
        healthCheck: {
          ec2Status: true,
          launchActions: false,
          probes: [],
          timeoutSeconds: 300,
          required: false,
        },
      });
    }
    expect(check({ probes: [{ type: 'http', port: 8080 }] })).toMatchObject({
      healthCheck: {
        probes: [{ type: 'http', port: 8080, path: '/', expectedStatus: 200 }],
      },
    });
  });

  it.each([
    [{ timeoutSeconds: 29 }, 'healthCheck.timeoutSeconds'],
    [{ timeoutSeconds: 301 }, 'healthCheck.timeoutSeconds'],
    [{ probes: [{ type: 'tcp', port: 0 }] }, 'healthCheck.probes[0].port'],
    [
      { probes: [{ type: 'tcp', port: 80, path: '/' }] },
      'healthCheck.probes[0].path',
    ],
    [
      { probes: [{ type: 'http', port: 80, path: 'ready' }] },
      'healthCheck.probes[0].path',
    ],
    [
      { probes: [{ type: 'http', port: 80, path: '/a\r\nHost: b' }] },
      'healthCheck.probes[0].path',
    ],
    [
      { probes: [{ type: 'http', port: 80, path: '/#a' }] },
      'healthCheck.probes[0].path',
    ],
    [{ ping: true }, 'healthCheck.ping'],
  ])('refuses %j', (healthCheck, field) => {
    expect(check(healthCheck)).toEqual([field]);
  });
});
