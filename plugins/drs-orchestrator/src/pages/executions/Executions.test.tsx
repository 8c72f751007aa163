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
import type { DrsRole } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Executions } from './index';

const START = Date.parse('2026-11-21T12:00:00.000Z');

/** Orders: database, then application and web beside each other; a launch takes 20 s. */
function world(options: { role?: DrsRole; denied?: boolean } = {}) {
  let now = START;
  const fake = new FakeOrchestrator({ ...options, now: () => now });
  const tags = (role: string) => ({
    'DR-Application': 'orders',
    'DR-Role': role,
  });
  const [db, app, web] = ['db', 'app', 'web'].map(role =>
    fake.addGroup(`orders-${role}`, tags(role)),
  );
  const plan = fake.addPlan('Orders', [
    { name: 'Database', groups: [db] },
    { name: 'Application', groups: [app], after: [1] },
    { name: 'Web', groups: [web], after: [1] },
  ]);
  return {
    fake,
    plan,
    passMs: (ms: number) => {
      now += ms;
    },
  };
}

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Executions />, { api: fake, tab: 'executions', path });

describe('an execution', () => {
  it('says how it stands, and shows waves beside each other with their servers', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(35_000);
    show(fake, `/${run.executionId}`);

    expect(
      await screen.findByRole('heading', {
        name: 'Drill of Orders: waves 2 and 3 of 3 are running.',
      }),
    ).toBeVisible();
    const waves = within(
      screen.getByRole('group', { name: 'Waves and what each waits for' }),
    ).getAllByRole('listitem');
    expect(waves.map(wave => wave.textContent)).toEqual([
      expect.stringContaining('Completed2 of 2 up'),
      expect.stringContaining('waits for wave 1'),
      expect.stringContaining('waits for wave 1'),
    ]);
    const rows = within(
      screen.getByRole('table', { name: 'Servers of the execution' }),
    ).getAllByRole('row');
    expect(rows).toHaveLength(11);
  });

  it('says which server failed and why, and can be cancelled', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0, failing: ['orders-app-02'] });
    passMs(90_000);
    show(fake, `/${run.executionId}`);

    expect(
      await screen.findByRole('heading', {
        name: 'Drill of Orders is paused for your decision: wave 2 (Application) failed.',
      }),
    ).toBeVisible();
    expect(
      screen.getByText(
        'orders-app-02 failed in wave 2: The conversion server could not mount the root volume.',
      ),
    ).toBeVisible();
    const row = screen.getByRole('row', { name: /^orders-app-02/ });
    expect(
      within(row).getByRole('rowheader', { name: 'orders-app-02' }),
    ).toBeVisible();
    // Where one looks first: in the cell of the outcome.
    expect(
      within(row).getByRole('cell', {
        name: 'Failed The conversion server could not mount the root volume. CONVERSION_FAIL',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('progressbar', { name: 'Servers that are up' }),
    ).toHaveAttribute('aria-valuetext', '9 of 10 up, 1 failed');

    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Cancel the drill of Orders?',
    });
    fill(within(dialog).getByLabelText(/Reason/), 'The subnet is full');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel it' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: /^Drill of Orders was cancelled after/,
      }),
    ).toBeVisible();
    expect(
      screen.getByText(/^Cancelled by/, { selector: '.MuiTypography-root' }),
    ).toHaveTextContent(/^Cancelled by somebody: “The subnet is full”\.$/);
  });

  it('shows what a person may not do, with the reason', async () => {
    const { fake, plan, passMs } = world({ role: 'DRSOperator' });
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(10_000);
    show(fake, `/${run.executionId}`);

    const cancel = await screen.findByRole('button', { name: 'Cancel' });
    expect(cancel).toHaveAttribute('aria-disabled', 'true');
    expect(cancel).toHaveAccessibleDescription(
      'You need the role of DR administrator or DR recovery manager here to approve, pause, cancel or otherwise steer executions. Ask your DR administrator for it (permission drs.execution.manage).',
    );
    await userEvent.click(cancel);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('terminates what a drill launched, and says when it is gone', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(120_000);
    show(fake, `/${run.executionId}`);

    expect(
      await screen.findByRole('heading', {
        name: /^Drill of Orders completed: all 10 servers were launched/,
      }),
    ).toBeVisible();
    expect(
      screen.getByText(/10 recovery instances still run and cost money/),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Terminate instances' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Terminate 10 instances' }),
    );
    expect(await screen.findByText(/10 instances terminated/)).toBeVisible();
    passMs(60_000);
    expect(
      await screen.findByText(
        /Its recovery instances have been terminated/,
        {},
        { timeout: 5_000 },
      ),
    ).toBeVisible();
  });

  it('says why instances could not be terminated, to whoever comes later too', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(120_000);
    run.terminationRefusal =
      'You are not authorized to perform this operation (AccessDenied)';
    const { unmount } = show(fake, `/${run.executionId}`);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Terminate instances' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Terminate 10 instances' }),
    );
    await screen.findByRole('region', {
      name: 'Instances that could not be terminated',
    });
    unmount();

    show(fake, `/${run.executionId}`);
    const told = await screen.findByRole('region', {
      name: 'Instances that could not be terminated',
    });
    expect(within(told).getByRole('status')).toHaveTextContent(
      '0 of 10 instances terminated.',
    );
    expect(told).toHaveTextContent(
      /10 instances could not be terminated, orders-db-01 \(i-\w+\), .* and 7 more: You are not authorized to perform this operation \(AccessDenied\)/,
    );
    expect(within(told).queryByRole('progressbar')).not.toBeInTheDocument();

    // The cause is gone, and it is asked for again.
    run.terminationRefusal = undefined;
    await userEvent.click(
      screen.getByRole('button', { name: 'Terminate instances' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Terminate 10 instances' }),
    );
    expect(
      await screen.findByRole('region', { name: 'Cleaning up' }),
    ).toBeVisible();
  });

  it('tells the story of one server', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0, failing: ['orders-db-01'] });
    passMs(60_000);
    show(fake, `/${run.executionId}`);

    await userEvent.click(
      await screen.findByRole('button', { name: 'orders-db-01' }),
    );
    const story = await screen.findByRole('dialog', { name: 'orders-db-01' });
    expect(
      within(story).getByText(
        'The conversion server could not mount the root volume.',
      ),
    ).toBeVisible();
    expect(await within(story).findByText('Conversion fail')).toBeVisible();
  });

  it('says which role shows it to somebody without one', async () => {
    const { fake } = world({ denied: true });
    show(fake, '/execution-0001');
    expect(
      await screen.findByText('You may not see the execution'),
    ).toBeVisible();
    expect(screen.getByText('drs.resources.view')).toBeVisible();
  });
});

describe('the list of executions', () => {
  it('filters by what is in the URL', async () => {
    const { fake, plan, passMs } = world();
    fake.addRun(plan, { agoMs: 3_600_000 });
    fake.addRun(plan, { agoMs: 0, executionType: 'RECOVERY' });
    passMs(5_000);
    show(fake, '?type=RECOVERY');

    expect(
      await screen.findByRole('link', { name: 'Recovery of Orders' }),
    ).toBeVisible();
    expect(screen.queryByText('Drill of Orders')).not.toBeInTheDocument();
    // What runs has taken so long so far; it has not taken that long.
    expect(
      screen.getByRole('row', { name: /^Recovery of Orders .* so far/ }),
    ).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Type'), 'DRILL');
    expect(
      await screen.findByRole('link', { name: 'Drill of Orders' }),
    ).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByText('Recovery of Orders')).not.toBeInTheDocument(),
    );
  });

  it('says what an execution is where there is none', async () => {
    const { fake } = world();
    show(fake, '');
    expect(await screen.findByText('Nothing has been run yet')).toBeVisible();
  });

  it('deletes what was chosen among those that have ended, once confirmed', async () => {
    const { fake, plan, passMs } = world();
    fake.addRun(plan, { agoMs: 7_200_000 });
    fake.addRun(plan, { agoMs: 3_600_000 });
    const running = fake.addRun(plan, { agoMs: 0 });
    passMs(5_000);
    show(fake, '');

    const remove = await screen.findByRole('button', {
      name: 'Delete the chosen…',
    });
    expect(remove).toHaveAttribute('aria-disabled', 'true');
    // What runs has no box.
    expect(screen.getAllByLabelText(/^Choose the drill/)).toHaveLength(2);
    await userEvent.click(screen.getAllByLabelText(/^Choose the drill/)[0]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Delete 1 execution…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Delete 1 execution?' }),
    );
    expect(fake.runs).toHaveLength(3);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Delete 1 execution' }),
    );
    await waitFor(() => expect(fake.runs).toHaveLength(2));
    expect(fake.runs).toContain(running);
    expect(
      await screen.findByRole('button', { name: 'Delete the chosen…' }),
    ).toBeVisible();
  });

  it('does not promise to delete by filters that the server does not know', async () => {
    const { fake, plan, passMs } = world();
    fake.addRun(plan, { agoMs: 3_600_000 });
    passMs(5_000);
    show(fake, '?type=DRILL');
    expect(
      await screen.findByRole('button', {
        name: 'Delete all that have ended…',
      }),
    ).toHaveAccessibleDescription(/Clear the other filters/);
  });

  it('offers no deletion to whoever may not', async () => {
    const { fake, plan, passMs } = world({ role: 'DRSOperator' });
    fake.addRun(plan, { agoMs: 3_600_000 });
    passMs(5_000);
    show(fake, '');
    expect(
      await screen.findByRole('button', { name: 'Delete the chosen…' }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(screen.queryByLabelText(/^Choose/)).not.toBeInTheDocument();
  });
});
