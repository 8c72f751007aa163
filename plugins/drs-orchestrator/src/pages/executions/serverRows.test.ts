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

import {
  sampleExecution,
  sampleServer,
  sampleWave,
} from '../../__testUtils__/sampleExecution';
import { serverRows } from './serverRows';

const servers = [
  sampleServer('web-10', { accountId: '222233334444' }),
  sampleServer('web-2', { outcome: 'FAILED', errorMessage: 'No address' }),
  sampleServer('web-1', { outcome: 'HEALTHY', privateIp: '10.0.0.7' }),
];
const execution = sampleExecution({
  waves: [sampleWave(1, 'web', { servers })],
});
const byName = { by: 'hostname', descending: false };
const names = (filter: Partial<Parameters<typeof serverRows>[1]>) =>
  serverRows(execution, { text: '', ...filter }, byName).map(
    ({ hostname }) => hostname,
  );

describe('the servers of an execution', () => {
  it('are ordered as people count', () => {
    expect(names({})).toEqual(['web-1', 'web-2', 'web-10']);
  });

  it('are filtered by outcome, account and text', () => {
    expect(names({ outcome: 'failed' })).toEqual(['web-2']);
    expect(names({ accountId: '222233334444' })).toEqual(['web-10']);
    expect(names({ text: 'no addr' })).toEqual(['web-2']);
    expect(names({ text: '10.0.0.7' })).toEqual(['web-1']);
  });

  it('keep their row as long as they do not change, so that it is not drawn anew', () => {
    const changed = sampleServer('web-2', { outcome: 'HEALTHY' });
    const later = {
      ...execution,
      waves: [
        {
          ...execution.waves[0],
          servers: execution.waves[0].servers.with(1, changed),
        },
      ],
    };
    const [before, after] = [execution, later].map(each =>
      serverRows(each, { text: '' }, byName),
    );
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });
});
