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

import { screen, within } from '@testing-library/react';
import type { Execution } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import {
  sampleExecution,
  sampleServer,
  sampleWave,
  upServer,
} from '../../__testUtils__/sampleExecution';
import { ExecutionsTable } from './ExecutionsTable';

const ENDED = '2026-11-21T12:30:00.000Z';

/** Of two servers, one came up well, and of the other it is not known. */
const run = (given: Partial<Execution>) =>
  sampleExecution({
    waves: [
      sampleWave(1, 'Web', {
        servers: [
          upServer('web-01'),
          sampleServer('web-02', { outcome: 'UNHEALTHY' }),
        ],
      }),
    ],
    ...given,
  });

describe('the instances of executions in a list', () => {
  it.each([
    [
      'one that run still',
      { instancesRunning: 3 },
      '3 instances still running',
    ],
    ['a single one', { instancesRunning: 1 }, '1 instance still running'],
    ['none that run still', { instancesRunning: 0 }, '–'],
    [
      'what is terminated',
      { instancesRunning: 0, instancesTerminated: true },
      'Terminated',
    ],
    ['what nobody counted', {}, 'Still running'],
    [
      'what runs as it is meant to',
      { status: 'RUNNING', endTime: undefined, instancesRunning: 2 },
      '2 instances running',
    ],
  ] as const)('tell of %s', async (_, given, text) => {
    renderPage(
      <ExecutionsTable
        caption="Executions"
        executions={[run({ status: 'PARTIAL', endTime: ENDED, ...given })]}
      />,
      { api: new FakeOrchestrator(), tab: 'executions', path: '' },
    );
    const row = await screen.findByRole('row', { name: /^Drill of Orders/ });
    expect(within(row).getAllByRole('cell')[2]).toHaveTextContent(
      new RegExp(`^${text}$`),
    );
  });
});
