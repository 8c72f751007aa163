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

import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { engineMetrics } from './engineMetrics';

it('hands counts to counters and times to histograms, with their dimensions', () => {
  const add = jest.fn();
  const record = jest.fn();
  const service = metricsServiceMock.mock();
  service.createCounter.mockImplementation(name => ({
    add: (...args) => add(name, ...args),
  }));
  service.createHistogram.mockImplementation((name, options) => ({
    record: (...args) => record(name, options?.unit, ...args),
  }));
  const metrics = engineMetrics(service);

  metrics.record({
    name: 'ExecutionCount',
    value: 1,
    dimensions: { Action: 'drill', Status: 'partial' },
  });
  metrics.record({
    name: 'RecoveryLaunchTime',
    value: 540,
    dimensions: { StagingAccount: '444455556666' },
  });

  expect(add.mock.calls).toEqual([
    ['ExecutionCount', 1, { Action: 'drill', Status: 'partial' }],
  ]);
  expect(record.mock.calls).toEqual([
    ['RecoveryLaunchTime', 's', 540, { StagingAccount: '444455556666' }],
  ]);
});
