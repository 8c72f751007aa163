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
import { FakeOrchestrator } from '../../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../../__testUtils__/renderPage';
import {
  sampleExecution,
  sampleHook,
  sampleWave,
  upServer,
} from '../../../__testUtils__/sampleExecution';
import { PluginFrame } from '../../../components/page/PluginFrame';
import { OutcomeTab } from './OutcomeTab';

describe('the report of an execution', () => {
  it('names the hook that made it fail, and of which wave it is where two call the same', async () => {
    const reason =
      'Hook "drain-queues" before the wave failed: The target answered 503';
    const execution = sampleExecution({
      status: 'FAILED',
      endTime: '2026-11-21T12:30:00.000Z',
      targetRtoMinutes: 5,
      waves: [
        sampleWave(1, 'Database', {
          status: 'COMPLETED',
          rtoSeconds: 420,
          hooks: [sampleHook({ status: 'SUCCEEDED' })],
          servers: [upServer('db-01')],
        }),
        sampleWave(2, 'Web', {
          status: 'FAILED',
          reason,
          hooks: [
            sampleHook({
              status: 'FAILED',
              message: 'The target answered 503',
            }),
          ],
        }),
        sampleWave(3, 'Batch', { status: 'SKIPPED', rtoSeconds: 180 }),
      ],
    });
    renderPage(
      <PluginFrame>
        <OutcomeTab execution={execution} pollEvery={false} />
      </PluginFrame>,
      { api: new FakeOrchestrator(), tab: 'executions', path: '' },
    );

    const failures = within(
      await screen.findByRole('table', { name: 'Failures by cause' }),
    );
    expect(
      failures.getByRole('row', { name: /^The target answered 503/ }),
    ).toHaveTextContent('Hook drain-queues of wave 2 (Web)');
    const waves = within(screen.getByRole('table', { name: 'Wave by wave' }));
    expect(waves.getByRole('row', { name: /2\. Web/ })).toHaveTextContent(
      reason,
    );
    expect(waves.getByRole('row', { name: /1\. Database/ })).toHaveTextContent(
      '7 minTarget 5 minOver by 2 min',
    );
    expect(waves.getByRole('row', { name: /3\. Batch/ })).not.toHaveTextContent(
      /target|3 min/i,
    );
    const hooks = within(screen.getByRole('table', { name: 'Hooks' }));
    expect(
      hooks
        .getAllByRole('row', { name: /drain-queues/ })
        .map(row => within(row).getAllByRole('cell')[0].textContent),
    ).toEqual(['1. Database', '2. Web']);
  });
});
