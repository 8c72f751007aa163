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
import { Groups } from './index';

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Groups />, { api: fake, tab: 'groups', path });

describe('the form of a group', () => {
  it('shows what the tags match while they are typed, and why others do not', async () => {
    const fake = new FakeOrchestrator();
    show(fake, '/new');

    fill(await screen.findByLabelText(/^Name/), 'Tracking web');
    await screen.findByRole('option', { name: /meridian-logistics/ });
    await userEvent.selectOptions(
      screen.getByLabelText(/^Account/),
      '222233334444',
    );
    expect(screen.getByLabelText(/^Region/)).toHaveValue('us-west-2');
    fill(screen.getByRole('textbox', { name: 'Tag key' }), 'DR-Application');
    fill(screen.getByRole('textbox', { name: 'Tag value' }), 'tracking');
    await userEvent.click(
      screen.getByRole('button', { name: 'Add another tag' }),
    );
    fill(screen.getByRole('textbox', { name: 'Tag key 2' }), 'DR-Role');
    fill(screen.getByRole('textbox', { name: 'Tag value 2' }), 'web');

    expect(
      await screen.findByText('1 server matches', {}, { timeout: 3_000 }),
    ).toBeVisible();
    const misses = screen.getByRole('table', {
      name: 'Servers that nearly match',
    });
    expect(
      within(misses).getByRole('row', {
        name: 'tracking-web-02 Has DR-Role=web but no DR-Application',
      }),
    ).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Create group' }));
    expect(
      await screen.findByRole('heading', { name: 'Tracking web' }),
    ).toBeVisible();
    expect(fake.groups[0]).toMatchObject({
      groupName: 'Tracking web',
      accountId: '222233334444',
      serverSelectionTags: { 'DR-Application': 'tracking', 'DR-Role': 'web' },
    });
  });

  it('puts problems beside their fields, the server’s too', async () => {
    const fake = new FakeOrchestrator();
    fake.addGroup('Orders', { 'DR-Application': 'orders' });
    show(fake, '/new?account=111122223333&region=us-west-2&tag=DR-Role%3Ddb');

    await userEvent.click(
      await screen.findByRole('button', { name: 'Create group' }),
    );
    expect(screen.getByLabelText(/^Name/)).toHaveAccessibleDescription(
      'A name is needed',
    );
    expect(fake.groups).toHaveLength(1);

    fill(screen.getByLabelText(/^Name/), 'orders');
    await userEvent.click(screen.getByRole('button', { name: 'Create group' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The name orders is taken.',
    );
    expect(screen.getByLabelText(/^Name/)).toHaveAccessibleDescription(
      'The name orders is taken',
    );
  });
});

describe('the list of groups', () => {
  it('offers the first group once, in its middle', async () => {
    show(new FakeOrchestrator(), '');
    expect(await screen.findByText('No protection group yet')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Create group' })).toBeVisible();
  });

  it('offers further groups above the list', async () => {
    const fake = new FakeOrchestrator();
    fake.addGroup('orders-db', { 'DR-Role': 'db' });
    show(fake, '');
    expect(
      await screen.findByRole('link', { name: 'orders-db' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Create group' })).toBeVisible();
  });
});

describe('a group', () => {
  it('keeps its account and Region, which are facts of its form', async () => {
    const fake = new FakeOrchestrator();
    const group = fake.addGroup('orders-db', { 'DR-Role': 'db' });
    show(fake, `/${group.groupId}/edit`);

    expect(
      await screen.findByText('meridian-commerce (111122223333)'),
    ).toBeVisible();
    expect(screen.getByText('us-west-2')).toBeVisible();
    expect(screen.queryByLabelText(/^Account/)).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/^Region/)).not.toBeInTheDocument();
  });

  it('lets a named server go that is not there any more', async () => {
    const fake = new FakeOrchestrator();
    const group = fake.addGroup('orders-db', {});
    const [there] = fake.members({
      ...group,
      serverSelectionTags: { 'DR-Application': 'orders', 'DR-Role': 'db' },
    });
    const gone = 's-00000000000000000';
    Object.assign(group, {
      serverSelectionTags: undefined,
      sourceServerIds: [gone, there.sourceServerId],
    });
    show(fake, `/${group.groupId}/edit`);

    const row = await screen.findByRole('checkbox', {
      name: `${gone} – not in this account and Region any more`,
    });
    expect(row).toBeChecked();
    expect(screen.getByText('2 chosen.')).toBeVisible();
    await userEvent.click(row);
    expect(row).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(group.version).toBe(2));
    expect(group.sourceServerIds).toEqual([there.sourceServerId]);
  });

  it('cannot be deleted while a plan uses it, and says which', async () => {
    const fake = new FakeOrchestrator();
    const group = fake.addGroup('orders-db', {
      'DR-Application': 'orders',
      'DR-Role': 'db',
    });
    fake.addPlan('Orders', [{ name: 'Database', groups: [group] }]);
    show(fake, `/${group.groupId}`);

    const remove = await screen.findByRole('button', { name: 'Delete' });
    expect(remove).toHaveAccessibleDescription(
      'The plan Orders uses this group.',
    );
    expect(
      await screen.findByText(
        '2 servers, all ready to be recovered. Orders uses it.',
      ),
    ).toBeVisible();
  });
});
