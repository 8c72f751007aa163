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

import type { ObservedLaunchAction } from '../ports/drs';
import {
  launchActionSign,
  probesOf,
  probeSign,
  statusSigns,
} from './healthSigns';

describe('the sign of EC2', () => {
  const status = (
    state: string,
    instanceStatus = 'not-applicable',
    systemStatus = instanceStatus,
  ) => ({
    seen: { instanceId: 'i-1', state, instanceStatus, systemStatus },
  });
  const states = (signs: ReturnType<typeof statusSigns>) =>
    signs.map(({ state, final }) => (final ? `${state} for good` : state));

  it.each([
    ['both checks pass', status('running', 'ok'), ['OK', 'OK']],
    [
      'one has not begun',
      status('running', 'initializing', 'ok'),
      ['PENDING', 'OK'],
    ],
    [
      'EC2 cannot tell',
      status('running', 'insufficient-data'),
      ['PENDING', 'PENDING'],
    ],
    [
      'the host below is impaired',
      status('running', 'ok', 'impaired'),
      ['OK', 'FAILED'],
    ],
    ['it comes up', status('pending'), ['PENDING']],
    ['it is stopped', status('stopped'), ['FAILED']],
    ['it is gone', status('terminated'), ['FAILED for good']],
    ['it goes', status('shutting-down'), ['FAILED for good']],
    ['EC2 does not know it', { seen: undefined }, ['PENDING']],
    ['EC2 cannot be asked', { unseen: 'denied' }, ['PENDING']],
    [
      'it is in a state newer than this release',
      status('dreaming'),
      ['PENDING'],
    ],
  ])('where %s', (_, seen, expected) => {
    expect(states(statusSigns(seen))).toEqual(expected);
  });
});

describe('the sign of launch actions', () => {
  const needed = { actionId: 'a-1', name: 'Disks', optional: false };
  const optional = { actionId: 'a-2', name: 'Network', optional: true };
  const run = (
    action: typeof needed,
    status: ObservedLaunchAction['status'],
  ): ObservedLaunchAction => ({ ...action, status });
  const signOf = (active: (typeof needed)[], runs: ObservedLaunchAction[]) =>
    launchActionSign({ seen: active }, { seen: runs });

  it('is good when all that are needed have succeeded', () => {
    expect(signOf([], []).state).toBe('OK');
    expect(signOf([optional], []).state).toBe('OK');
    expect(
      signOf(
        [needed, optional],
        [run(needed, 'SUCCEEDED'), run(optional, 'FAILED')],
      ).state,
    ).toBe('OK');
  });

  it('waits for those that run, and for those that have not begun', () => {
    const second = { ...needed, actionId: 'a-3', name: 'Agent' };
    expect(signOf([needed], [])).toMatchObject({
      state: 'PENDING',
      message: 'Disks has not succeeded yet',
    });
    expect(signOf([needed], [run(needed, 'IN_PROGRESS')]).state).toBe(
      'PENDING',
    );
    expect(signOf([needed, second], [run(needed, 'SUCCEEDED')]).message).toBe(
      'Agent has not succeeded yet',
    );
  });

  it('is bad for good when one that is needed has failed', () => {
    expect(
      signOf(
        [needed],
        [{ ...run(needed, 'FAILED'), failureReason: 'One is missing' }],
      ),
    ).toEqual({
      name: 'DRS launch actions',
      state: 'FAILED',
      final: true,
      message: 'Disks failed: One is missing',
    });
  });

  it('is not known where DRS could not be asked', () => {
    expect(launchActionSign({ unseen: 'why' }, { seen: [] })).toMatchObject({
      state: 'PENDING',
      message: 'why',
    });
    expect(launchActionSign({ seen: [] }, { unseen: 'why not' })).toMatchObject(
      { state: 'PENDING', message: 'why not' },
    );
  });
});

describe('a probe', () => {
  it('is filled in where the plan leaves it open', () => {
    expect(
      probesOf({
        ec2Status: true,
        launchActions: false,
        timeoutSeconds: 300,
        required: false,
        probes: [
          { type: 'http', port: 80 },
          { type: 'http', port: 81, path: '/up', expectedStatus: 204 },
          { type: 'tcp', port: 22, path: '/ignored' },
        ],
      }),
    ).toEqual([
      { type: 'http', port: 80, path: '/', expectedStatus: 200 },
      { type: 'http', port: 81, path: '/up', expectedStatus: 204 },
      { type: 'tcp', port: 22 },
    ]);
  });

  it('that fails may succeed later', () => {
    const probe = { type: 'tcp', port: 22 } as const;
    expect(probeSign(probe, { seen: { ok: true } })).toEqual({
      name: 'TCP probe of port 22',
      state: 'OK',
    });
    expect(
      probeSign(probe, { seen: { ok: false, message: 'closed' } }),
    ).toEqual({
      name: 'TCP probe of port 22',
      state: 'FAILED',
      message: 'closed',
    });
    expect(probeSign(probe, { unseen: 'no address' }).state).toBe('PENDING');
  });
});
