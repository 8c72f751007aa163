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
import {
  DrsError,
  type DrsOrchestratorApi,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
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

describe('what was acknowledged', () => {
  it('holds for what was seen, and for nothing that is found later', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}/recover`);
    const tick = () =>
      screen.findByRole('checkbox', {
        name: /^I know, and go on all the same/,
      });
    const checkAgain = () =>
      userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    await userEvent.click(await tick());
    fill(screen.getByLabelText(/^Reason/), 'Fire');
    fill(screen.getByLabelText(/^Type the plan’s name/), 'Payments');

    const [server, ...others] = fake.members(fake.groups[0]);
    const found = (count: number) => {
      const more = Array.from({ length: count }, (_, index) => ({
        ...server,
        sourceServerId: `s-${String(index).padStart(17, '9')}`,
        hostname: `payments-db-new-${index + 1}`,
      }));
      fake.servers = [...fake.servers, ...more];
    };
    found(1);
    await checkAgain();
    await waitFor(async () => expect(await tick()).not.toBeChecked());
    expect(await tick()).toHaveAccessibleDescription(
      'Found since you acknowledged this: payments-db-new-1. Look at it before you acknowledge it again.',
    );
    expect(
      screen.getByText(
        'It cannot be started so: 3 things must be acknowledged.',
      ),
    ).toBeVisible();
    const start = screen.getByRole('button', { name: 'Start the recovery' });
    await userEvent.click(start);
    expect(fake.runs).toHaveLength(0);

    // What is gone since needs no new tick.
    await userEvent.click(await tick());
    fake.servers = fake.servers.filter(
      ({ sourceServerId }) => sourceServerId !== others[0].sourceServerId,
    );
    await checkAgain();
    await screen.findByRole('checkbox', { name: /\(2 findings\)$/ });
    expect(await tick()).toBeChecked();
    // Neither the reason nor the name was lost by checking.
    await userEvent.click(start);
    await waitFor(() => expect(fake.runs).toHaveLength(1));
    expect(fake.runs[0].start.reason).toBe('Fire');
  });

  it('is held against what is found at the moment of the start', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}/recover`);
    const name = /^I know, and go on all the same/;
    await userEvent.click(await screen.findByRole('checkbox', { name }));
    fill(screen.getByLabelText(/^Reason/), 'Fire');
    fill(screen.getByLabelText(/^Type the plan’s name/), 'Payments');

    const [server] = fake.members(fake.groups[0]);
    fake.servers = [
      ...fake.servers,
      {
        ...server,
        sourceServerId: `s-${'9'.repeat(17)}`,
        hostname: 'payments-db-new',
      },
    ];
    const start = screen.getByRole('button', { name: 'Start the recovery' });
    await userEvent.click(start);
    const found = within(
      await screen.findByRole('list', { name: 'What speaks against it' }),
    );
    expect(
      screen.getByText(
        'It was not started: checked once more, there is 1 thing that speaks against it.',
      ),
    ).toBeVisible();
    expect(found.getByText(/^payments-db-new is already/)).toBeVisible();
    expect(start).toHaveAccessibleDescription(
      'Acknowledge what preflight found first.',
    );
    expect(fake.runs).toHaveLength(0);

    await userEvent.click(screen.getByRole('checkbox', { name }));
    expect(
      screen.queryByRole('list', { name: 'What speaks against it' }),
    ).toBeNull();
    await userEvent.click(start);
    await waitFor(() => expect(fake.runs).toHaveLength(1));
    expect(fake.runs[0].start.reason).toBe('Fire');
  });

  it('can be taken back while that is found out', async () => {
    const { fake, plan } = world();
    let held = Promise.resolve();
    const api: DrsOrchestratorApi = {
      call: async (operation, request) => {
        if (operation === 'preflight_recovery_plan') {
          await held;
        }
        return fake.call(operation, request);
      },
    };
    renderPage(<Plans />, {
      api,
      tab: 'plans',
      path: `/${plan.planId}/recover`,
    });
    const tick = await screen.findByRole('checkbox', {
      name: /^I know, and go on all the same/,
    });
    await userEvent.click(tick);
    fill(screen.getByLabelText(/^Reason/), 'Fire');
    fill(screen.getByLabelText(/^Type the plan’s name/), 'Payments');
    let release = () => {};
    held = new Promise(resolve => {
      release = resolve;
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Start the recovery' }),
    );
    expect(
      screen.getByRole('button', { name: 'Checking once more…' }),
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(tick);
    release();
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Check again' }),
      ).not.toHaveAttribute('aria-disabled'),
    );
    expect(
      screen.getByRole('button', { name: 'Start the recovery' }),
    ).toHaveAccessibleDescription('Acknowledge what preflight found first.');
    expect(fake.runs).toHaveLength(0);
  });
});

describe('preflight', () => {
  /** A fake whose preflight can be made to fail. */
  function failing() {
    const { fake, plan } = world();
    const state = { failing: false };
    const api: DrsOrchestratorApi = {
      call: async (operation, request) => {
        if (state.failing && operation === 'preflight_recovery_plan') {
          throw new DrsError('THROTTLED', 'AWS asks to wait.');
        }
        return fake.call(operation, request);
      },
    };
    return { api, plan, state };
  }

  it('is told with its time, and can be carried out again before a drill', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start drill' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Start a drill of Payments?' }),
    );
    await dialog.findByText('Nothing speaks against a start.');
    fill(dialog.getByLabelText('Reason'), 'Quarterly');
    const [, app] = fake.groups;
    const gone = new Set(
      fake.members(app).map(server => server.sourceServerId),
    );
    fake.servers = fake.servers.filter(
      ({ sourceServerId }) => !gone.has(sourceServerId),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Check again' }));
    expect(
      await dialog.findByText(
        'It cannot be started so: 1 thing must be mended.',
      ),
    ).toBeVisible();
    expect(dialog.getByText(/^Checked/)).toHaveTextContent('Checked just now');
    expect(dialog.getByLabelText('Reason')).toHaveValue('Quarterly');
  });

  it('that failed leaves unknown who must approve, and says so, until it succeeds', async () => {
    const { api, plan, state } = failing();
    state.failing = true;
    renderPage(<Plans />, {
      api,
      tab: 'plans',
      path: `/${plan.planId}/recover`,
    });
    expect(
      await screen.findByText(/^It is not known who must approve/),
    ).toBeVisible();
    expect(screen.queryByText('This is being checked.')).toBeNull();
    expect(screen.queryByText(/^Checked/)).toBeNull();

    state.failing = false;
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText(/^Nobody has to approve/)).toBeVisible();
    expect(screen.getByText(/^Checked/)).toHaveTextContent('Checked just now');
  });

  it('that has no answer does not stand in the way of a start, which acknowledges nothing then', async () => {
    const { api, plan, state } = failing();
    const call = jest.spyOn(api, 'call');
    renderPage(<Plans />, { api, tab: 'plans', path: `/${plan.planId}` });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start drill' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText('Nothing speaks against a start.');
    state.failing = true;
    await userEvent.click(dialog.getByRole('button', { name: 'Start drill' }));
    await waitFor(
      () =>
        expect(call).toHaveBeenCalledWith('execute_recovery_plan', {
          params: { planId: plan.planId },
          body: expect.objectContaining({ acknowledge: [] }),
        }),
      { timeout: 5_000 },
    );
  });

  it('waits for a choice that is not made, and says so', async () => {
    const { api, plan } = failing();
    renderPage(<Plans />, {
      api,
      tab: 'plans',
      path: `/${plan.planId}/recover`,
    });
    await screen.findByText(/^Nobody has to approve/);
    await userEvent.click(screen.getByLabelText('Server by server'));
    expect(
      await screen.findByText(
        'It is found out once you have chosen which data to recover.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/^This was found for what you had chosen before\./),
    ).toBeVisible();
    // There is nothing to ask about yet, however often one asks.
    const again = screen.getByRole('button', { name: 'Check again' });
    expect(again).toHaveAccessibleDescription('Choose which data to recover.');
    await userEvent.click(again);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText(/already recovered/)).toBeVisible();
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

    // What is known until it is checked anew was found for another choice.
    const start = dialog.getByRole('button', { name: 'Start drill' });
    expect(start).toBeDisabled();
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    await waitFor(() => expect(fake.runs).toHaveLength(1));
    const [{ start: started }] = fake.runs;
    const [server] = fake.members(fake.groups[0]);
    expect(started).toMatchObject({
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
