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
import { renderPage } from '../../__testUtils__/renderPage';
import { Plans } from './index';

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Plans />, { api: fake, tab: 'plans', path });

/** A plan derived from Orders that lacks a tier, and lets the application start with the databases. */
function world() {
  const fake = new FakeOrchestrator();
  const [db, app, web] = ['db', 'app', 'web'].map(role =>
    fake.addGroup(`orders-${role}`, {
      'DR-Application': 'orders',
      'DR-Role': role,
    }),
  );
  const plan = fake.addPlan(
    'Orders',
    [
      { name: 'Databases', groups: [db], rules: { waitTimeSeconds: 30 } },
      { name: 'Application', groups: [app], after: [] },
    ],
    { rto: 30 },
  );
  plan.derivedFrom = {
    entityRefs: ['system:default/orders'],
    grouping: 'FEWEST_WAVES',
  };
  return { fake, plan, web };
}

describe('a plan’s page', () => {
  it('says that the plan has drifted, what adopting would change, and adopts it', async () => {
    const { fake, plan, web } = world();
    show(fake, `/${plan.planId}`);

    expect(
      await screen.findByText(
        'The plan no longer does what the catalog says: 2 differences.',
      ),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('link', { name: 'See what differs' }),
    );
    expect(
      within(
        await screen.findByRole('list', { name: 'What differs' }),
      ).getByText(
        /component:default\/orders-app of wave 2 depends on component:default\/orders-db/,
      ),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Adopt the catalog’s order…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'Adopt the catalog’s order in Orders?',
      }),
    );
    expect(
      within(dialog.getByRole('list', { name: 'What changes' }))
        .getAllByText(/./)
        .filter(({ children }) => children.length === 0)
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Wave “Application” changes',
      'waits for Databases, too',
      'Wave “orders-web” is new',
      'launches orders-web',
      'waits for Application',
    ]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save as version 2' }),
    );

    expect(
      await screen.findByText(/^The plan launches every component/),
    ).toBeVisible();
    expect(plan).toMatchObject({
      version: 2,
      waves: [
        { waveName: 'Databases', waitTimeSeconds: 30 },
        { waveName: 'Application', dependsOnWaves: [1] },
        { protectionGroupIds: [web.groupId], dependsOnWaves: [2] },
      ],
    });
    expect(screen.queryByText(/no longer does/)).not.toBeInTheDocument();
  });

  it('says how to tie a plan to the catalog that is not', async () => {
    const { fake, plan } = world();
    plan.derivedFrom = undefined;
    show(fake, `/${plan.planId}?tab=drift`);

    expect(
      await screen.findByText('Nothing in the catalog is tied to this plan'),
    ).toBeVisible();
    expect(
      screen.getByText('aws.amazon.com/drs-recovery-plan: "Orders"'),
    ).toBeVisible();
  });

  it('holds its runs against their targets, drills apart from recoveries', async () => {
    const { fake, plan } = world();
    const HOUR = 3_600_000;
    fake.addRun(plan, { agoMs: 72 * HOUR });
    fake.addRun(plan, {
      agoMs: 48 * HOUR,
      executionType: 'RECOVERY',
      terminated: true,
    });
    show(fake, `/${plan.planId}?tab=history`);

    expect(
      await screen.findByRole('img', {
        name: 'Recovery time of the last runs',
      }),
    ).toHaveAccessibleDescription(
      /^2 of 2 runs with a target kept to it\. The latest reached .+ of 30 min allowed\.$/,
    );
    const kinds = () =>
      within(screen.getByRole('table', { name: 'Runs of Orders' }))
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent);
    expect(kinds()).toEqual(['Recovery', 'Drill']);
    await userEvent.selectOptions(screen.getByLabelText('Show'), 'Drills only');
    await waitFor(() => expect(kinds()).toEqual(['Drill']));
  });

  it('gives the plan as a manifest that the import takes', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}?tab=manifest`);

    const yaml = await screen.findByRole('group', {
      name: 'The plan as YAML',
    });
    const report = await fake.call('import_configuration', {
      body: { manifest: yaml.textContent ?? '' },
    });
    expect(report).toMatchObject({ valid: true, findings: [] });
  });

  it('leads from the old address of preflight to its tab', async () => {
    const { fake, plan } = world();
    show(fake, `/${plan.planId}/preflight`);

    expect(
      await screen.findByRole('tab', { name: 'Preflight', selected: true }),
    ).toBeVisible();
    expect(
      await screen.findByText('Nothing speaks against a start.'),
    ).toBeVisible();
  });
});

describe('whoever may start drills only', () => {
  it('is told so before any work for a recovery is done', async () => {
    const { fake, plan } = world();
    plan.mayStart = ['DRILL'];
    show(fake, `/${plan.planId}`);
    const reason =
      'You may drill this plan, but not start a real recovery of it. Ask your DR administrator for a role that covers recoveries (permission drs.execution.start).';

    expect(
      await screen.findByRole('button', { name: 'Start drill' }),
    ).not.toHaveAttribute('aria-disabled');
    const recover = screen.getByRole('link', { name: 'Recover…' });
    expect(recover).toHaveAttribute('aria-disabled', 'true');
    expect(recover).toHaveAccessibleDescription(reason);
  });

  it('cannot start one from its own page, either', async () => {
    const { fake, plan } = world();
    plan.mayStart = ['DRILL'];
    show(fake, `/${plan.planId}/recover`);
    expect(
      await screen.findByRole('button', { name: 'Start the recovery' }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(
      screen.getAllByText(
        /^It cannot be started now\. You may drill this plan, but not/,
      ),
    ).not.toHaveLength(0);
  });
});

describe('a real recovery', () => {
  it('names the instances that it replaces, and who must approve', async () => {
    const fake = new FakeOrchestrator();
    const [db, app] = ['db', 'app'].map(role =>
      fake.addGroup(`payments-${role}`, {
        'DR-Application': 'payments',
        'DR-Role': role,
      }),
    );
    const plan = fake.addPlan('Payments', [
      { name: 'Database', groups: [db] },
      {
        name: 'Application',
        groups: [app],
        after: [1],
        rules: { pauseBeforeWave: true },
      },
    ]);
    show(fake, `/${plan.planId}/recover`);

    expect(
      within(
        await screen.findByRole('table', {
          name: 'Instances that would be replaced',
        }),
      )
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['payments-db-01', 'payments-db-02']);
    expect(screen.getAllByRole('cell', { name: 'Running' })).toHaveLength(2);
    expect(
      screen.getByText(
        '2 of them are live recoveries: what runs on them is lost.',
      ),
    ).toBeVisible();
    expect(
      await screen.findByRole('list', { name: 'What has to be approved' }),
    ).toHaveTextContent(
      'Wave 2 "Application" waits for somebody to approve it',
    );
  });
});
