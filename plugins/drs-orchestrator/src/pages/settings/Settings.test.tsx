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
import userEvent from '@testing-library/user-event';
import type { DrsRole } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Settings } from './index';

function world(role?: DrsRole) {
  const fake = new FakeOrchestrator({ role });
  const db = fake.addGroup('orders-db', {
    'DR-Application': 'orders',
    'DR-Role': 'db',
  });
  const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
  const run = fake.addRun(plan, { agoMs: 3_000 });
  renderPage(<Settings />, { api: fake, tab: 'settings', path: '' });
  return { fake, run };
}

describe('the freeze switch', () => {
  it('holds everything with a reason, says who turned it, and lets go again', async () => {
    const { fake, run } = world();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Freeze everything…' }),
    );
    const freeze = within(
      await screen.findByRole('dialog', { name: 'Freeze every execution?' }),
    );
    expect(
      await freeze.findByText(/^1 execution is under way\./),
    ).toBeVisible();
    expect(
      freeze.getByRole('button', { name: 'Freeze everything' }),
    ).toBeDisabled();
    fill(freeze.getByLabelText(/^Reason/), 'AWS has trouble');
    await userEvent.click(
      freeze.getByRole('button', { name: 'Freeze everything' }),
    );

    expect(
      await screen.findByRole('status', { name: 'Freeze' }),
    ).toHaveTextContent(/“AWS has trouble” By somebody, just now/);
    expect(fake.tellExecution(run)).toMatchObject({
      status: 'PAUSED',
      pause: { reason: 'FREEZE', message: 'AWS has trouble' },
    });

    await userEvent.click(
      screen.getByRole('button', { name: 'Lift the freeze…' }),
    );
    await userEvent.click(
      within(
        await screen.findByRole('dialog', { name: 'Lift the freeze?' }),
      ).getByRole('button', { name: 'Lift the freeze' }),
    );
    expect(await screen.findByText('Off: executions run')).toBeVisible();
    expect(
      screen.queryByRole('status', { name: 'Freeze' }),
    ).not.toBeInTheDocument();
    expect(fake.tellExecution(run).status).toBe('RUNNING');
  });

  it('tells whoever may not turn it which permission that takes', async () => {
    world('DRSRecoveryManager');
    const button = await screen.findByRole('button', {
      name: 'Freeze everything…',
    });
    expect(
      await within(
        screen.getByRole('region', { name: 'Freeze switch' }),
      ).findByText(/drs\.accounts\.manage/),
    ).toBeInTheDocument();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/drs\.accounts\.manage/);
  });
});

describe('break-glass', () => {
  it('is told on every page, with the person and the reason', async () => {
    const fake = new FakeOrchestrator({});
    fake.settings = {
      ...fake.settings,
      breakGlass: [
        {
          person: 'user:default/robin.mercer',
          reasons: ['The identity provider is down', 'Orders are lost'],
          at: new Date(Date.now() - 120_000).toISOString(),
        },
      ],
    };
    renderPage(<Settings />, { api: fake, tab: 'settings', path: '' });
    expect(
      await screen.findByRole('status', { name: 'Break-glass' }),
    ).toHaveTextContent(
      /revoke that token now.*robin.mercer, 2 min ago: “The identity provider is down”, “Orders are lost”/,
    );
  });
});

describe('the health of the orchestrator', () => {
  it('names each part, and what is wrong with an account', async () => {
    const fake = new FakeOrchestrator({});
    const [{ accountId, accountName }] = fake.accounts;
    fake.unreachable.add(accountId);
    renderPage(<Settings />, { api: fake, tab: 'settings', path: '' });
    const parts = within(
      await screen.findByRole('table', { name: 'Parts of the orchestrator' }),
    );
    expect(
      parts.getByRole('row', { name: /^Database Well Answered within 2 ms/ }),
    ).toBeVisible();
    expect(
      parts.getAllByRole('row', {
        name: new RegExp(`^${accountName}, .* Degraded AccessDeniedException`),
      }).length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByText('It works, and something is missing'),
    ).toBeVisible();
  });
});
