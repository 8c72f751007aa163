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

import { recoverabilityOf } from './recoverability';

const server = {
  replicationState: 'CONTINUOUS',
  lagSeconds: 3,
  hasRecoveryPoint: true,
};

describe('recoverability', () => {
  it.each([
    [{}, 'READY', /^$/],
    [{ lagSeconds: undefined }, 'READY', /^$/],
    [{ replicationState: 'RESCAN' }, 'READY', /^$/],
    [{ lagSeconds: 15 * 60 }, 'READY', /^$/],
    [{ lagSeconds: 25 * 60 }, 'AT_RISK', /25 minutes old/],
    [
      { replicationState: 'STALLED', lagSeconds: 9 * 3600 },
      'AT_RISK',
      /9 hours old/,
    ],
    [
      { replicationState: 'STALLED', lagSeconds: undefined },
      'AT_RISK',
      /unknown age/,
    ],
    [
      { replicationState: 'STALLED', hasRecoveryPoint: false },
      'NOT_READY',
      /no consistent recovery point/,
    ],
    [
      { replicationState: 'PAUSED', lagSeconds: 86_400 },
      'AT_RISK',
      /1 day old/,
    ],
    [{ replicationState: 'BRAND_NEW' }, 'AT_RISK', /not known/],
    [{ replicationState: undefined }, 'AT_RISK', /not known/],
    [
      { replicationState: 'INITIAL_SYNC', hasRecoveryPoint: false },
      'NOT_READY',
      /initial sync/,
    ],
    [{ replicationState: 'DISCONNECTED' }, 'NOT_READY', /disconnected/],
    [{ replicationState: 'STOPPED' }, 'NOT_READY', /stopped/],
    [{ hasRecoveryPoint: false }, 'NOT_READY', /no consistent recovery point/],
  ])('of %j is %s', (differences, recoverability, reason) => {
    const verdict = recoverabilityOf({ ...server, ...differences });
    expect(verdict.recoverability).toBe(recoverability);
    expect(verdict.recoverabilityReason ?? '').toMatch(reason);
  });
});
