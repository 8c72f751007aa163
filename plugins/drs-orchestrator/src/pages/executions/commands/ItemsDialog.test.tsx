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
  sampleServer,
  sampleWave,
} from '../../../__testUtils__/sampleExecution';
import { PluginFrame } from '../../../components/page/PluginFrame';
import { ItemsDialog } from './ItemsDialog';

it('chooses what was launched again in vain, and does not claim that it is up', async () => {
  const execution = sampleExecution({
    executionType: 'RECOVERY',
    status: 'PAUSED',
    waves: [
      sampleWave(1, 'Database', {
        status: 'FAILED',
        servers: [
          sampleServer('unwell', {
            outcome: 'UNHEALTHY',
            instanceState: 'RUNNING',
          }),
          sampleServer('twice', {
            outcome: 'FAILED',
            instanceState: 'RUNNING',
            recoveryInstanceId: 'i-old',
            errorMessage: 'No address was free',
          }),
        ],
      }),
    ],
  });
  renderPage(
    <PluginFrame>
      <ItemsDialog execution={execution} kind="retry" onClose={() => {}} />
    </PluginFrame>,
    { api: new FakeOrchestrator(), tab: 'executions', path: '/' },
  );

  const unwell = within(
    await screen.findByRole('list', {
      name: /^Up, but its health check failed/,
    }),
  ).getByRole('checkbox');
  expect(unwell).toHaveAccessibleName(/^unwell/);
  expect(unwell).not.toBeChecked();
  const twice = within(
    screen.getByRole('list', {
      name: /^The last launch failed, but an earlier instance may still be up/,
    }),
  ).getByRole('checkbox');
  expect(twice).toHaveAccessibleName(/^twice i-old: No address was free/);
  expect(twice).toBeChecked();
  expect(
    screen.getByRole('button', {
      name: 'Retry 1 server, perhaps replacing 1 instance',
    }),
  ).toBeEnabled();
  expect(screen.getByRole('status')).toHaveTextContent(
    /^An earlier instance of 1 recovered server may still be up, perhaps in use, and is replaced: .* lost for good\.$/,
  );
});
