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
import { healthCheckSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../../__testUtils__/renderPage';
import { Executions } from '../index';

it('names the check that an unhealthy server did not pass, although it was skipped', async () => {
  let now = Date.parse('2026-11-21T12:00:00.000Z');
  const fake = new FakeOrchestrator({ now: () => now });
  const group = fake.addGroup('orders-app', {
    'DR-Application': 'orders',
    'DR-Role': 'app',
  });
  const plan = fake.addPlan('Orders', [
    {
      name: 'Application',
      groups: [group],
      rules: { healthCheck: healthCheckSchema.parse({ required: true }) },
    },
  ]);
  const run = fake.addRun(plan, { agoMs: 0, unhealthy: ['orders-app-03'] });
  now += 90_000;
  const [failed] = fake
    .tellExecution(run)
    .waves[0].servers.filter(({ outcome }) => outcome === 'UNHEALTHY');
  await fake.call('skip_execution_items', {
    params: { executionId: run.start.executionId },
    body: { servers: [failed.sourceServerId] },
  });
  renderPage(<Executions />, {
    api: fake,
    tab: 'executions',
    path: `/${run.executionId}?tab=outcome`,
  });

  const causes = await screen.findByRole('table', {
    name: 'Failures by cause',
  });
  expect(
    within(causes).getByRole('row', {
      name: /^Nothing answered on port 443 .*UNHEALTHY 1 server orders-app-03 \(then skipped\)$/,
    }),
  ).toBeVisible();
});
