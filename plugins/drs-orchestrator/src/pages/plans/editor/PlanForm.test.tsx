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
import { FakeOrchestrator } from '../../../../dev/fake/FakeOrchestrator';
import { fill } from '../../../__testUtils__/fill';
import { renderPage } from '../../../__testUtils__/renderPage';
import { Plans } from '../index';

const trackingDb = { 'DR-Application': 'tracking', 'DR-Role': 'db' };

/** Opens the form of a new plan and fills in its names and its only group. */
async function write(fake: FakeOrchestrator) {
  renderPage(<Plans />, { api: fake, tab: 'plans', path: '/new' });
  fill(await screen.findByLabelText(/^Name/), 'Tracking');
  fill(screen.getByLabelText(/^Wave name/), 'Database');
  await userEvent.click(
    screen.getByRole('textbox', { name: /Protection groups/ }),
  );
  await userEvent.click(
    await screen.findByRole('option', { name: /^tracking-db/ }),
  );
  await userEvent.keyboard('{Escape}');
}

describe('the form of a new plan', () => {
  it('calls an empty form not filled in, rather than free of problems', async () => {
    renderPage(<Plans />, {
      api: new FakeOrchestrator(),
      tab: 'plans',
      path: '/new',
    });
    expect(await screen.findByText('Not filled in yet')).toBeVisible();
    expect(screen.queryByText('No problems')).not.toBeInTheDocument();
  });

  it('takes the account from the groups', async () => {
    const fake = new FakeOrchestrator();
    fake.addGroup('tracking-db', trackingDb, '222233334444');
    await write(fake);
    expect(screen.getByText('No problems')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Create plan' }));
    expect(
      await screen.findByRole('heading', { name: 'Tracking', level: 2 }),
    ).toBeVisible();
    expect(fake.plans[0]).toMatchObject({ accountId: '222233334444' });
  });

  it('finds a group behind the first two hundred, and calls it by its name', async () => {
    const fake = new FakeOrchestrator();
    fake.servers = [];
    for (let number = 1; number <= 401; number += 1) {
      fake.addGroup(`fleet-${number}`, trackingDb);
    }
    const last = fake.groups[400];
    renderPage(<Plans />, {
      api: fake,
      tab: 'plans',
      path: `/new?group=${fake.groups[399].groupId}`,
    });
    const chosen = within(
      await screen.findByRole('list', { name: 'Groups of wave 1' }),
    );
    expect(
      await chosen.findByRole('link', { name: 'fleet-400' }),
    ).toBeVisible();
    const picker = screen.getByRole('textbox', { name: /Protection groups/ });
    await userEvent.click(picker);
    fill(picker, last.groupName);
    await userEvent.click(
      await screen.findByRole('option', { name: /^fleet-401/ }),
    );
    expect(chosen.getByRole('link', { name: 'fleet-401' })).toBeVisible();
  });

  it('says once why the server would not check it', async () => {
    const fake = new FakeOrchestrator();
    fake.addGroup('tracking-db', trackingDb, '999900001111');
    await write(fake);

    expect(
      await screen.findByText(
        /Account 999900001111 is not on record/,
        {},
        { timeout: 3_000 },
      ),
    ).toBeVisible();
    expect(screen.queryByText(/could not check/)).not.toBeInTheDocument();
    expect(screen.getByText('1 problem')).toBeVisible();
  });
});
