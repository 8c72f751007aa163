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

/** Payments: its databases are recovered already, as the fake has it. */
function world() {
  const fake = new FakeOrchestrator();
  const [db, app] = ['db', 'app'].map(role =>
    fake.addGroup(`payments-${role}`, {
      'DR-Application': 'payments',
      'DR-Role': role,
    }),
  );
  const plan = fake.addPlan(
    'Payments',
    [
      { name: 'Database', groups: [db] },
      { name: 'Application', groups: [app], after: [1] },
    ],
    { rto: 5 },
  );
  return { fake, plan };
}

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Plans />, { api: fake, tab: 'plans', path });

describe('a recovery that would replace live instances', () => {
  it('starts only once that is acknowledged, and says so to the server', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}/recover`);

    expect(
      await screen.findByText(
        'It cannot be started so: 2 things must be acknowledged.',
      ),
    ).toBeVisible();
    const start = screen.getByRole('button', { name: 'Start the recovery' });
    expect(start).toHaveAccessibleDescription(
      'Acknowledge what preflight found first.',
    );
    await userEvent.click(
      screen.getByLabelText(/^I know, and go on all the same/),
    );
    expect(
      screen.getByText('It can be started, as you acknowledged.'),
    ).toBeVisible();
    // What was found stays in sight.
    expect(screen.getByText(/already recovered/)).toBeVisible();

    fill(screen.getByLabelText(/^Reason/), 'Fire');
    fill(screen.getByLabelText(/^Type the plan’s name/), 'Payments');
    await userEvent.click(start);
    await waitFor(() => expect(fake.runs).toHaveLength(1));
  });
});

describe('the predicted course', () => {
  it('is told as a table, with the critical path and the target', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}/preflight`);

    const table = await screen.findByRole('table', {
      name: 'Predicted course, wave by wave',
    });
    expect(
      within(table)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'WaveServersStarts afterTakesCritical pathLearnt from',
      '1. Database20 s5 minYesUsual times',
      '2. Application35 min5 min 45 sYesUsual times',
    ]);
    expect(screen.getByText(/Recovered in about/)).toHaveTextContent(
      'Recovered in about 10 min 45 s of 5 min allowed.',
    );
    expect(screen.getByText('Over by 5 min 45 s')).toBeVisible();
  });
});

describe('the snapshots of a server', () => {
  it('are offered to the oldest, of a server behind the first two hundred', async () => {
    const { fake, plan } = world();
    const [server] = fake.members(fake.groups[0]);
    fake.servers = Array.from({ length: 201 }, (_, index) => ({
      ...server,
      sourceServerId: `s-${String(index).padStart(17, '0')}`,
      hostname: `payments-db-${index + 1}`,
    }));
    fake.pointsInTime = 130;
    show(fake, `/${plan.planId}/recover`);

    await userEvent.click(await screen.findByLabelText('Server by server'));
    await userEvent.selectOptions(
      screen.getByLabelText('Group'),
      'payments-db',
    );
    await screen.findByRole('option', { name: 'payments-db-201' });
    await userEvent.selectOptions(
      screen.getByLabelText('Server'),
      'payments-db-201',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older ones' }),
    );
    const snapshots = screen.getByLabelText('Snapshot');
    await waitFor(() =>
      expect(within(snapshots).getAllByRole('option')).toHaveLength(131),
    );
    expect(
      screen.queryByRole('button', { name: 'Show older ones' }),
    ).not.toBeInTheDocument();
    await userEvent.selectOptions(
      snapshots,
      within(snapshots).getAllByRole('option')[130],
    );
    expect(
      within(screen.getByRole('list', { name: 'Chosen snapshots' })).getByRole(
        'listitem',
      ),
    ).toHaveTextContent(/^payments-db-201/);
  });
});

describe('a drill', () => {
  it('starts with its time to live, its network and a point in time', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}`);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Start drill' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Start a drill of Payments?' }),
    );
    expect(
      await dialog.findByText('Nothing speaks against a start.'),
    ).toBeVisible();
    await userEvent.selectOptions(
      dialog.getByLabelText('Terminate its instances by itself'),
      '4 hours after its end',
    );
    await userEvent.click(dialog.getByLabelText('Server by server'));
    expect(dialog.getByRole('button', { name: 'Start drill' })).toBeDisabled();
    expect(dialog.getByText('Choose which data to recover.')).toBeVisible();
    await userEvent.selectOptions(
      dialog.getByLabelText('Group'),
      'payments-db',
    );
    await dialog.findByRole('option', { name: 'payments-db-01' });
    await userEvent.selectOptions(
      dialog.getByLabelText('Server'),
      'payments-db-01',
    );
    const snapshots = dialog.getByLabelText('Snapshot');
    await waitFor(() =>
      expect(within(snapshots).getAllByRole('option').length).toBeGreaterThan(
        3,
      ),
    );
    const [, , second] = within(snapshots).getAllByRole('option');
    await userEvent.selectOptions(snapshots, second);
    expect(
      within(dialog.getByRole('list', { name: 'Chosen snapshots' })).getByRole(
        'listitem',
      ),
    ).toHaveTextContent('payments-db-01');

    await userEvent.click(dialog.getByRole('button', { name: 'Start drill' }));
    await waitFor(() => expect(fake.runs).toHaveLength(1));
    const [{ start }] = fake.runs;
    const [server] = fake.members(fake.groups[0]);
    expect(start).toMatchObject({
      executionType: 'DRILL',
      timeToLiveMinutes: 240,
      pointInTime: {
        type: 'SNAPSHOTS',
        snapshots: {
          [server.sourceServerId]: (second as HTMLOptionElement).value,
        },
      },
    });
  });
});
