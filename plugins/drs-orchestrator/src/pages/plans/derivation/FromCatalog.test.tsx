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
import type { Entity } from '@backstage/catalog-model';
import { FakeOrchestrator } from '../../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../../__testUtils__/renderPage';
import { Plans } from '../index';

const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'orders', title: 'Orders' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/commerce-team' }],
};

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Plans />, {
    api: fake,
    tab: 'plans',
    path,
    entities: [orders],
  });

const SCOPE = '?entity=system:default/orders';

/** The application of the fake company, of whose servers only the databases are in a group. */
function world() {
  const fake = new FakeOrchestrator();
  const db = fake.addGroup('orders-db', {
    'DR-Application': 'orders',
    'DR-Role': 'db',
  });
  return { fake, db };
}

describe('waves from the catalog', () => {
  it('are found by name, told with their reasons, and completed by the groups that are missing', async () => {
    const { fake, db } = world();
    show(fake, '/new-from-catalog');

    const onward = await screen.findByRole('link', {
      name: 'Continue in the editor',
    });
    await waitFor(() =>
      expect(onward).toHaveAccessibleDescription(
        'Choose first what shall be recovered.',
      ),
    );
    await userEvent.click(
      screen.getByRole('textbox', {
        name: 'Systems, Domains, components and resources',
      }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /^Orders/ }),
    );

    expect(
      await screen.findByText(
        'The catalog gives 3 waves with 10 servers. 2 protection groups must be created first.',
      ),
    ).toBeVisible();
    const [, second] = within(
      screen.getByRole('list', { name: 'Waves with their reasons' }),
    )
      .getAllByRole('listitem')
      .filter(item => /^\d\. /.test(item.textContent ?? ''));
    expect(second).toHaveTextContent(
      /^2\. orders-app\s?Group to be created.*Servers4StartsAfter wave 1, becauseorders-app depends on orders-db$/,
    );

    // One of the two is left for later.
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Choose orders-web' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Create 1 group' }),
    );
    expect(await screen.findByText('1 group was created.')).toBeVisible();
    expect(fake.groups).toMatchObject([
      { groupId: db.groupId },
      {
        groupName: 'orders-app',
        serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'app' },
      },
    ]);
    expect(
      await screen.findByText(
        'The catalog gives 3 waves with 10 servers. 1 protection group must be created first.',
      ),
    ).toBeVisible();
  });

  it('lack groups that are chosen one by one, whatever their names', async () => {
    const { fake } = world();
    const usual = await fake.call('derive_recovery_plan', {
      body: { entityRefs: ['system:default/orders'] },
    });
    fake.derivations.set('system:default/orders', {
      ...usual,
      proposedGroups: usual.proposedGroups.map(group => ({
        ...group,
        groupName: 'Servers',
      })),
    });
    show(fake, `/new-from-catalog${SCOPE}`);

    const [, second] = await screen.findAllByRole('checkbox', {
      name: 'Choose Servers',
    });
    await userEvent.click(second);
    await userEvent.click(
      screen.getByRole('button', { name: 'Create 1 group' }),
    );

    expect(await screen.findByText('1 group was created.')).toBeVisible();
    expect(fake.groups.at(-1)).toMatchObject({
      groupName: 'Servers',
      serverSelectionTags: usual.proposedGroups[0].serverSelectionTags,
    });
  });

  it('become a plan that remembers what it was derived from', async () => {
    const { fake, db } = world();
    const [app, web] = ['app', 'web'].map(role =>
      fake.addGroup(`orders-${role}`, {
        'DR-Application': 'orders',
        'DR-Role': role,
      }),
    );
    show(fake, `/new${SCOPE}`);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Create plan' }),
    );
    await waitFor(() => expect(fake.plans).toHaveLength(1));
    expect(fake.plans[0]).toMatchObject({
      planName: 'orders',
      owner: 'group:default/commerce-team',
      derivedFrom: {
        entityRefs: ['system:default/orders'],
        grouping: 'FEWEST_WAVES',
      },
      waves: [
        { protectionGroupIds: [db.groupId], dependsOnWaves: [] },
        { protectionGroupIds: [app.groupId], dependsOnWaves: [1] },
        { protectionGroupIds: [web.groupId], dependsOnWaves: [2] },
      ],
    });
  });

  it('explain circles one way round, and name what has no servers and what was not chosen', async () => {
    const { fake } = world();
    const usual = await fake.call('derive_recovery_plan', {
      body: { entityRefs: ['system:default/orders'] },
    });
    const [dbRef, appRef] = [
      'component:default/orders-db',
      'component:default/orders-app',
    ];
    fake.derivations.set('system:default/orders', {
      ...usual,
      complete: false,
      entities: [
        ...usual.entities,
        {
          entityRef: 'component:default/orders-docs',
          state: 'NOT_ANNOTATED',
          sourceServerIds: [],
        },
      ],
      outside: [
        { entityRef: 'component:default/ledger', dependents: [appRef] },
      ],
      circles: [
        {
          entityRefs: [appRef, dbRef],
          path: [
            { from: appRef, relation: 'consumesApi', to: dbRef },
            { from: dbRef, relation: 'dependsOn', to: appRef },
          ],
        },
      ],
      findings: [],
    });
    show(fake, `/new-from-catalog${SCOPE}`);

    const way = within(await screen.findByRole('list', { name: 'Circle 1' }));
    expect(way.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      'orders-app consumes the API orders-db',
      'orders-db depends on orders-app',
    ]);
    expect(
      screen.getByRole('list', { name: 'Components without servers' }),
    ).toHaveTextContent('orders-docs: no annotation names its servers');

    // What is needed is added with one press; this one the catalog does not have.
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Add component:default/ledger to what shall be recovered',
      }),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('link', { name: 'Continue in the editor' }),
      ).toHaveAccessibleDescription('There is no answer yet: see below.'),
    );
  });
});
