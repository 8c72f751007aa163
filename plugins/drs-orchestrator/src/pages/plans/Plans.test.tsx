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

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Plans } from './index';

function world() {
  const fake = new FakeOrchestrator();
  const group = (role: string) =>
    fake.addGroup(`orders-${role}`, {
      'DR-Application': 'orders',
      'DR-Role': role,
    });
  return { fake, db: group('db'), app: group('app') };
}

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Plans />, { api: fake, tab: 'plans', path });

const wave = (number: number) =>
  within(screen.getByRole('region', { name: new RegExp(`^Wave ${number}:`) }));

async function choose(number: number, label: RegExp, option: string) {
  await userEvent.click(wave(number).getByRole('textbox', { name: label }));
  await userEvent.click(
    await screen.findByRole('option', { name: new RegExp(`^${option}`) }),
  );
  await userEvent.keyboard('{Escape}');
}

describe('the plan editor', () => {
  it('draws the waves while they are written, and saves them', async () => {
    const { fake, db, app } = world();
    show(fake, '/new');

    fill(await screen.findByLabelText(/^Name/), 'Orders');
    fill(wave(1).getByLabelText(/^Wave name/), 'Database');
    await choose(1, /Protection groups/, 'orders-db');
    await userEvent.click(screen.getByRole('button', { name: 'Add wave' }));
    fill(wave(2).getByLabelText(/^Wave name/), 'Application');
    await choose(2, /Protection groups/, 'orders-app');

    const picture = within(
      screen.getByRole('group', { name: 'Waves and what each waits for' }),
    );
    expect(
      await picture.findByText('4 servers', {}, { timeout: 3_000 }),
    ).toBeVisible();
    expect(picture.getByText('waits for wave 1')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Create plan' }));
    expect(
      await screen.findByRole('heading', { name: 'Orders', level: 2 }),
    ).toBeVisible();
    expect(fake.plans[0].waves).toMatchObject([
      {
        waveName: 'Database',
        protectionGroupIds: [db.groupId],
        dependsOnWaves: [],
      },
      {
        waveName: 'Application',
        protectionGroupIds: [app.groupId],
        dependsOnWaves: [1],
      },
    ]);
  });

  it('says at once that waves wait for each other, beside the field', async () => {
    const { fake, db, app } = world();
    const plan = fake.addPlan('Orders', [
      { name: 'Database', groups: [db] },
      { name: 'Application', groups: [app], after: [1] },
    ]);
    show(fake, `/${plan.planId}/edit`);

    await screen.findByRole('form', { name: 'Edit Orders' });
    await choose(1, /Starts after/, '2. Application');
    expect(
      wave(1).getByText(/Waves wait for each other: 1 → 2 → 1/),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(plan.version).toBe(1);
  });
});

describe('a real recovery', () => {
  it('says first that it cannot start while the plan is executed, and leads there', async () => {
    const { fake, db } = world();
    const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
    const run = fake.addRun(plan, { agoMs: 5_000 });
    show(fake, `/${plan.planId}/recover`);

    const before = within(
      await screen.findByRole('region', { name: 'Before you go on' }),
    );
    expect(before.getByText(/^It cannot be started now\./)).toHaveTextContent(
      'It cannot be started now. An execution of this plan is under way. See the drill that is under way',
    );
    expect(
      before.getByRole('link', { name: 'See the drill that is under way' }),
    ).toHaveAttribute(
      'href',
      `/disaster-recovery/executions/${run.executionId}`,
    );
    expect(
      await before.findByText('Nothing else was found against it.'),
    ).toBeVisible();
    expect(screen.queryByText(/This is not a drill/)).not.toBeInTheDocument();
  });

  it('starts only with a reason and the plan’s name typed', async () => {
    const { fake, db } = world();
    const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
    show(fake, `/${plan.planId}/recover`);

    const start = await screen.findByRole('button', {
      name: 'Start the recovery',
    });
    expect(start).toHaveAccessibleDescription('Give a reason first.');
    fill(screen.getByLabelText(/^Reason/), 'Region is down');
    expect(start).toHaveAccessibleDescription('Type the plan’s name, Orders.');
    await userEvent.click(start);
    expect(fake.runs).toHaveLength(0);
    fill(screen.getByLabelText(/^Type the plan’s name/), 'Orders');
    await userEvent.click(start);
    await waitFor(() => expect(fake.runs).toHaveLength(1));
    expect(fake.runs[0].start).toMatchObject({
      executionType: 'RECOVERY',
      reason: 'Region is down',
    });
  });
});
