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

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeOrchestrator } from '../../../../dev/fake/FakeOrchestrator';
import { fill } from '../../../__testUtils__/fill';
import { renderPage } from '../../../__testUtils__/renderPage';
import { Plans } from '../index';

/** A plan of two waves, opened in the editor. */
async function edit() {
  const fake = new FakeOrchestrator();
  const db = fake.addGroup('orders-db', { 'DR-Role': 'db' });
  const app = fake.addGroup('orders-app', { 'DR-Role': 'app' });
  const plan = fake.addPlan('Orders', [
    { name: 'Database', groups: [db] },
    { name: 'Application', groups: [app], after: [1] },
  ]);
  renderPage(<Plans />, {
    api: fake,
    tab: 'plans',
    path: `/${plan.planId}/edit`,
  });
  const form = within(await screen.findByRole('form', { name: 'Edit Orders' }));
  return { plan, form };
}

describe('a plan that somebody else saved meanwhile', () => {
  it('asks where both changed a field, keeps and takes the rest, and saves over their version', async () => {
    const { plan, form } = await edit();
    fill(form.getByLabelText(/^Name/), 'Orders, mine');
    fill(form.getAllByLabelText(/^Wave name/)[1], 'Servers');
    // They renamed the plan and gave the first wave less time.
    const [database] = plan.waves;
    Object.assign(plan, { planName: 'Orders, theirs', version: 2 });
    plan.waves = [{ ...database, maxWaitMinutes: 30 }, plan.waves[1]];
    await userEvent.click(form.getByRole('button', { name: 'Save' }));

    const panel = within(
      await screen.findByRole('region', {
        name: 'Not saved: Orders, theirs was changed meanwhile.',
      }),
    );
    expect(
      within(panel.getByRole('table', { name: 'Merged without a question' }))
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'WhatVersion 1, where you beganBecomesChanged by',
      '1. Database: longest wait2 h30 minVersion 2',
      '2. Servers: nameApplicationServersYou',
    ]);
    const save = panel.getByRole('button', { name: 'Merge and save' });
    await userEvent.click(save);
    expect(save).toHaveAccessibleDescription(/Choose first/);
    expect(plan.version).toBe(2);

    await userEvent.click(
      panel.getByRole('radio', {
        name: 'Name: take Orders, theirs from version 2',
      }),
    );
    await userEvent.click(save);
    await waitFor(() => expect(plan.version).toBe(3));
    expect(plan).toMatchObject({
      planName: 'Orders, theirs',
      waves: [
        { waveName: 'Database', maxWaitMinutes: 30, dependsOnWaves: [] },
        { waveName: 'Servers', maxWaitMinutes: 120, dependsOnWaves: [1] },
      ],
    });
  });

  it('asks anew about what they changed once more, and about nothing else', async () => {
    const { plan, form } = await edit();
    fill(form.getByLabelText(/^Name/), 'Orders, mine');
    fill(form.getByLabelText(/^Owner/), 'group:default/mine');
    Object.assign(plan, {
      planName: 'Orders, theirs',
      owner: 'group:default/theirs',
      version: 2,
    });
    await userEvent.click(form.getByRole('button', { name: 'Save' }));
    await userEvent.click(
      await form.findByRole('radio', {
        name: 'Name: take Orders, theirs from version 2',
      }),
    );
    await userEvent.click(
      form.getByRole('radio', {
        name: 'Owner: keep group:default/mine, which is yours',
      }),
    );

    // They save once more while the choices are open; coming back to the tab reads it.
    Object.assign(plan, { planName: 'Orders, theirs again', version: 3 });
    const later = Date.now() + 10_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
    fireEvent(window, new Event('visibilitychange'));
    const again = await form.findByRole('radio', {
      name: 'Name: take Orders, theirs again from version 3',
    });
    clock.mockRestore();
    const save = form.getByRole('button', { name: 'Merge and save' });
    expect(again).not.toBeChecked();
    expect(
      form.getByRole('radio', {
        name: 'Owner: keep group:default/mine, which is yours',
      }),
    ).toBeChecked();
    await userEvent.click(save);
    expect(plan.version).toBe(3);

    await userEvent.click(again);
    await userEvent.click(save);
    await waitFor(() => expect(plan.version).toBe(4));
    expect(plan).toMatchObject({
      planName: 'Orders, theirs again',
      owner: 'group:default/mine',
    });
  });

  it('goes on editing the merged plan', async () => {
    const { plan, form } = await edit();
    fill(form.getByLabelText(/^Owner/), 'group:default/orders-team');
    Object.assign(plan, { targetRtoMinutes: 45, version: 2 });
    await userEvent.click(form.getByRole('button', { name: 'Save' }));

    await userEvent.click(
      await form.findByRole('button', { name: 'Merge and go on editing' }),
    );
    expect(form.queryByRole('alert')).not.toBeInTheDocument();
    expect(form.getByLabelText(/^Target recovery time/)).toHaveValue(45);
    expect(form.getByLabelText(/^Owner/)).toHaveValue(
      'group:default/orders-team',
    );
    await userEvent.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(plan.version).toBe(3));
    expect(plan).toMatchObject({
      targetRtoMinutes: 45,
      owner: 'group:default/orders-team',
    });
  });
});
