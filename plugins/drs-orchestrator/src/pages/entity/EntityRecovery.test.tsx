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
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { EntityRecovery, ReadinessCard } from './index';

const show = (
  fake: FakeOrchestrator,
  options: { name?: string; kind?: string; card?: boolean } = {},
) =>
  renderPage(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: options.kind ?? 'Resource',
        metadata: { name: options.name ?? 'orders-db' },
      }}
    >
      {options.card ? <ReadinessCard /> : <EntityRecovery />}
    </EntityProvider>,
    { api: fake, tab: 'entity', path: '' },
  );

/** A plan of the databases of Orders, and the plan's own record. */
function planned(fake: FakeOrchestrator, planName = 'Orders') {
  const db =
    fake.groups[0] ??
    fake.addGroup('orders-db', {
      'DR-Application': 'orders',
      'DR-Role': 'db',
    });
  return fake.addPlan(planName, [{ name: 'Database', groups: [db] }]);
}

describe('the entity tab', () => {
  it('says no, why, and leads to a group with the entity’s own tags', async () => {
    show(new FakeOrchestrator());

    const answer = within(
      await screen.findByRole('region', { name: 'Readiness' }),
    );
    expect(
      answer.getByRole('heading', {
        name: 'Could orders-db be recovered now?',
      }),
    ).toBeVisible();
    expect(answer.getByText('No')).toBeVisible();
    expect(
      answer.getByText('Both servers are ready. No plan launches them.'),
    ).toBeVisible();
    // There is nothing to rehearse.
    expect(answer.queryByRole('button')).toBeNull();
    const reasons = within(screen.getByRole('list', { name: 'Findings' }));
    expect(
      reasons.getByText(
        /orders-db-01 and orders-db-02 are in no protection group/,
      ),
    ).toBeVisible();
    expect(
      reasons.getByRole('link', { name: 'Create a group of them' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('tag=DR-Application%3Dorders&tag=DR-Role%3Ddb'),
    );
  });

  it('says yes, the plan with its wave, and how its drills went', async () => {
    const fake = new FakeOrchestrator();
    const plan = planned(fake);
    fake.addRun(plan, { agoMs: 7_200_000 });
    fake.addRun(plan, { agoMs: 3_600_000 });
    show(fake);

    expect(
      await screen.findByText('Both servers are ready. A plan launches them.'),
    ).toBeVisible();
    expect(screen.getByText(/, wave 1 of 1$/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Drill of Orders' })).toBeVisible();
    expect(
      await screen.findByRole('img', { name: /recovery time/i }),
    ).toHaveAccessibleDescription(/2 of 2 runs with a target kept to it/);
  });

  it('starts a drill of the plan that is chosen', async () => {
    const user = userEvent.setup();
    const fake = new FakeOrchestrator();
    planned(fake);
    planned(fake, 'Orders, elsewhere');
    show(fake);

    const band = within(
      await screen.findByRole('region', { name: 'Readiness' }),
    );
    await user.click(band.getByRole('button', { name: 'Start drill…' }));
    await user.click(
      screen.getByRole('menuitem', { name: 'Orders, elsewhere' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Start a drill of Orders, elsewhere?',
    });
    await user.click(
      await within(dialog).findByRole('button', { name: 'Start drill' }),
    );
    await waitFor(() => expect(fake.runs).toHaveLength(1));
    expect(fake.runs[0].start).toMatchObject({
      executionType: 'DRILL',
      plan: { planName: 'Orders, elsewhere' },
    });
  });

  it('leaves the button, with the reason, to those who may not start drills', async () => {
    const fake = new FakeOrchestrator({ role: 'DRSReadOnly' });
    planned(fake);
    show(fake);
    const [button] = await screen.findAllByRole('button', {
      name: 'Start drill',
    });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/drs\.execution\.start/);
  });

  it('tells those who may start recoveries only, before they fill in a drill', async () => {
    const fake = new FakeOrchestrator();
    planned(fake).mayStart = ['RECOVERY'];
    show(fake);
    const band = within(
      await screen.findByRole('region', { name: 'Readiness' }),
    );
    await userEvent.click(band.getByRole('button', { name: 'Start drill' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^You may recover this plan, but not start a drill of it\./,
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('names the parts of a System that nobody protects', async () => {
    const fake = new FakeOrchestrator();
    planned(fake);
    show(fake, { kind: 'System', name: 'orders' });

    const parts = within(
      await screen.findByRole('region', { name: 'Its parts' }),
    );
    expect(
      parts.getByText(/^Nobody protects/, { selector: 'span' }),
    ).toHaveTextContent(
      'Nobody protects orders-app, orders-web: no plan launches their servers.',
    );
    expect(
      parts.getByRole('row', { name: /^orders-db Yes 2 of 2/ }),
    ).toBeVisible();
    expect(
      parts.getByText(/Parts without servers of their own/),
    ).toHaveTextContent('shipping-calculator');
  });

  it('tells what stands before and after it, and what of that would hold it up', async () => {
    const fake = new FakeOrchestrator();
    const of = (entityRef: string, answer: 'YES' | 'NO') => ({
      entityRef,
      readiness: {
        entityRef,
        answer,
        serverCount: 3,
        readyCount: 3,
        unprotectedCount: 0,
      },
    });
    fake.surroundings.set('resource:default/orders-db', {
      entityRef: 'resource:default/orders-db',
      before: [of('component:default/ledger', 'NO')],
      after: [
        of('component:default/orders-service', 'YES'),
        { entityRef: 'component:default/docs', via: 'api:default/orders' },
      ],
      unavailable: [],
    });
    show(fake);

    const around = within(
      await screen.findByRole('region', { name: 'Before and after it' }),
    );
    expect(
      await around.findByText(
        '1 entity that it depends on could not be recovered now.',
      ),
    ).toBeVisible();
    const before = around.getByRole('list', { name: 'It depends on' });
    expect(within(before).getByText('No')).toBeVisible();
    const after = around.getByRole('list', { name: 'These depend on it' });
    expect(
      within(after)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'orders-serviceYes3 of 3 servers ready',
      'docsthrough ordersNames no servers that you may see',
    ]);
  });

  it('says that the catalog did not answer, and asks it again', async () => {
    const fake = new FakeOrchestrator();
    const call = jest.spyOn(fake, 'call');
    call.mockImplementation(async () => {
      throw new DrsError(
        'CATALOG_UNREACHABLE',
        'The catalog does not answer now',
      );
    });
    show(fake);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/The catalog does not answer now\./);
    expect(alert).toHaveTextContent(/Try again in a moment/);
    call.mockRestore();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'Readiness' }),
    ).toBeVisible();
  });
});

describe('the readiness card', () => {
  it('is the answer, the worst reason, the last drill, and the way to the rest', async () => {
    show(new FakeOrchestrator(), { card: true });
    expect(await screen.findByText('No')).toBeVisible();
    expect(
      screen.getByText('orders-db-01 is in no protection group'),
    ).toBeVisible();
    expect(screen.getByText('Never rehearsed.')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See what to mend' }),
    ).toHaveAttribute('href', expect.stringMatching(/\/disaster-recovery$/));
  });
});
