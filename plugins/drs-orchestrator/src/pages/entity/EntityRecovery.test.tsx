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
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { EntityRecovery } from './index';

const show = (fake: FakeOrchestrator) =>
  renderPage(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'orders-db' },
      }}
    >
      <EntityRecovery />
    </EntityProvider>,
    { api: fake, tab: 'entity', path: '' },
  );

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
      within(screen.getByRole('list', { name: 'Findings' })).getByText(
        /orders-db-01 and orders-db-02 are in no protection group/,
      ),
    ).toBeVisible();
    expect(
      answer.getByText('Both servers are ready, but no plan launches them.'),
    ).toBeVisible();
    // It leads there once the permissions have been read.
    await waitFor(() =>
      expect(
        screen.getByRole('link', { name: 'Create a group of them' }),
      ).toHaveAttribute(
        'href',
        expect.stringContaining('tag=DR-Application%3Dorders&tag=DR-Role%3Ddb'),
      ),
    );
  });

  it('says yes, and shows the plan with its wave and the last drill', async () => {
    const fake = new FakeOrchestrator();
    const db = fake.addGroup('orders-db', {
      'DR-Application': 'orders',
      'DR-Role': 'db',
    });
    const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
    fake.addRun(plan, { agoMs: 3_600_000 });
    show(fake);

    expect(
      await screen.findByText(
        'Both servers are ready, and a plan launches them.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Orders' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Drill of Orders' })).toBeVisible();
  });
});
