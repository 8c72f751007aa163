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

import { screen } from '@testing-library/react';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { sampleExecution } from '../../__testUtils__/sampleExecution';
import { PluginFrame } from '../../components/page/PluginFrame';
import { ExecutionBand } from './ExecutionBand';

describe('ExecutionBand', () => {
  it('tells how long it runs and when it started by the same clock', async () => {
    const execution = sampleExecution({});
    renderPage(
      <PluginFrame>
        <ExecutionBand
          execution={execution}
          now={Date.parse(execution.startTime) + 50_000}
          onAsk={() => {}}
        />
      </PluginFrame>,
      { api: new FakeOrchestrator(), tab: 'executions', path: '' },
    );

    expect(await screen.findByText(/^50 s so far/)).toBeVisible();
    expect(screen.getByText('50 s ago')).toBeVisible();
  });
});
