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
import { Overview } from './index';

const show = (fake: FakeOrchestrator) =>
  renderPage(<Overview />, { api: fake, tab: 'overview', path: '' });

describe('the overview', () => {
  it('counts and lists every server that cannot be relied on, whatever its replication state', async () => {
    const fake = new FakeOrchestrator();
    fake.servers = fake.servers.map(server =>
      server.hostname === 'orders-app-02'
        ? {
            ...server,
            replicationState: 'CONTINUOUS',
            lagSeconds: 25 * 60,
            recoverability: 'AT_RISK',
            recoverabilityReason: 'A launch would use data 25 min old.',
          }
        : { ...server, recoverability: 'READY' },
    );
    show(fake);

    expect(
      await screen.findByRole('heading', {
        name: 'Nothing is being recovered or rehearsed now. 1 server cannot be relied on to recover.',
      }),
    ).toBeVisible();
    const table = await screen.findByRole('table', {
      name: 'Servers that cannot be relied on to recover',
    });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent),
    ).toEqual(['orders-app-02']);
  });

  it('shows what failed as failed, and says what waits for a decision', async () => {
    const start = Date.parse('2026-11-21T12:00:00.000Z');
    const fake = new FakeOrchestrator({ now: () => start });
    const group = fake.addGroup('orders-app', {
      'DR-Application': 'orders',
      'DR-Role': 'app',
    });
    const plan = fake.addPlan('Orders', [
      { name: 'Application', groups: [group] },
    ]);
    fake.addRun(plan, { agoMs: 90_000, failing: ['orders-app-02'] });
    show(fake);

    const card = await screen.findByRole('article', {
      name: 'Drill of Orders',
    });
    expect(
      within(card).getByRole('progressbar', { name: 'Servers that are up' }),
    ).toHaveAttribute('aria-valuetext', '3 of 4 up, 1 failed');
    expect(
      within(screen.getByRole('region', { name: 'Needs you' })).getByText(
        'Drill of Orders is paused for your decision: wave 1 failed.',
      ),
    ).toBeVisible();
  });
});
