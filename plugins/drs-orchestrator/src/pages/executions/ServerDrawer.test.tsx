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
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import {
  sampleExecution,
  sampleServer,
  sampleWave,
} from '../../__testUtils__/sampleExecution';
import { PluginFrame } from '../../components/page/PluginFrame';
import { ServerDrawer } from './ServerDrawer';

it.each([
  ['LAUNCHED', true],
  ['HEALTHY', true],
  ['UNHEALTHY', false],
  ['SKIPPED', false],
] as const)(
  'holds the recovery time of a server that is %s against the target: %s',
  async (outcome, isCompared) => {
    const execution = sampleExecution({
      targetRtoMinutes: 30,
      waves: [
        sampleWave(1, 'Database', {
          servers: [
            sampleServer('db-1', {
              outcome,
              instanceState: 'RUNNING',
              rtoSeconds: 180,
            }),
          ],
        }),
      ],
    });
    renderPage(
      <PluginFrame>
        <ServerDrawer
          execution={execution}
          pollEvery={false}
          onAsk={() => {}}
        />
      </PluginFrame>,
      {
        api: new FakeOrchestrator(),
        tab: 'executions',
        path: '?server=s-db-1',
      },
    );

    const drawer = within(await screen.findByRole('dialog', { name: 'db-1' }));
    expect(drawer.getByText('3 min')).toBeVisible();
    expect(drawer.queryAllByText('Within target')).toHaveLength(
      isCompared ? 1 : 0,
    );
  },
);
