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

import type { ExecutionSummary } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { exampleSummary } from '../../__testUtils__/examples';
import { leftInstances } from './leftInstances';

const counts = (succeeded: number): ExecutionSummary['counts'] => ({
  total: 12,
  succeeded,
  failed: 12 - succeeded,
  skipped: 0,
  running: 0,
  pending: 0,
});

describe('an execution that ended', () => {
  it.each<[string, boolean, Partial<ExecutionSummary>]>([
    [
      'whose servers are up and unhealthy',
      true,
      { counts: counts(0), instancesRunning: 12 },
    ],
    [
      'of whose instances some are terminated',
      true,
      { counts: counts(12), instancesRunning: 2 },
    ],
    [
      'whose instances are all being terminated',
      false,
      { counts: counts(12), instancesRunning: 0 },
    ],
    [
      'that launched nothing',
      false,
      { counts: counts(0), instancesRunning: 0 },
    ],
    ['of an earlier release, with servers up', true, { counts: counts(12) }],
    ['of an earlier release, with none up', false, { counts: counts(0) }],
    [
      'of an earlier release, cleaned up',
      false,
      { counts: counts(12), instancesTerminated: true },
    ],
  ])('%s: %s', (_, left, differences) => {
    expect(leftInstances(exampleSummary(differences))).toBe(left);
  });
});
