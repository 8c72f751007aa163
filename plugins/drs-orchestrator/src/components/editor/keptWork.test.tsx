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

import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { Groups } from '../../pages/groups';
import { Plans } from '../../pages/plans';

function world() {
  const fake = new FakeOrchestrator();
  const group = fake.addGroup('orders-db', { 'DR-Application': 'orders' });
  const plan = fake.addPlan('Orders', [{ name: 'Databases', groups: [group] }]);
  const open = (tab: 'plans' | 'groups', path: string) =>
    renderPage(tab === 'plans' ? <Plans /> : <Groups />, {
      api: fake,
      tab,
      path,
    });
  return {
    fake,
    group,
    plan,
    openPlan: () => open('plans', `/${plan.planId}/edit`),
    openGroup: () => open('groups', `/${group.groupId}/edit`),
    openNew: (query = '') => open('groups', `/new${query}`),
  };
}

const nameField = async () => screen.findByRole('textbox', { name: /^Name/ });

const foundAgain = () => screen.queryByText(/without saving.* is here again/);

const write = (field: HTMLElement, text: string) =>
  fireEvent.change(field, { target: { value: text } });

describe('work in an editor', () => {
  beforeAll(() => {
    // Which jsdom does not know.
    Element.prototype.scrollIntoView = () => {};
  });

  it('is there again when the editor is, and can be given up', async () => {
    const { openPlan } = world();
    const first = openPlan();
    write(await nameField(), 'Orders, mine');
    first.unmount();

    const second = openPlan();
    expect(await nameField()).toHaveValue('Orders, mine');
    expect(foundAgain()).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Begin without it' }),
    );
    expect(await nameField()).toHaveValue('Orders');
    expect(await nameField()).toHaveFocus();
    expect(foundAgain()).not.toBeInTheDocument();
    second.unmount();

    openPlan();
    expect(await nameField()).toHaveValue('Orders');
    expect(foundAgain()).not.toBeInTheDocument();
  });

  it.each([
    {
      how: 'undone',
      then: async () => {
        write(await nameField(), 'orders-db');
      },
    },
    {
      how: 'discarded',
      then: async () => {
        await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
        await userEvent.click(
          await screen.findByRole('button', { name: 'Leave' }),
        );
        await screen.findByRole('heading', { name: 'orders-db' });
      },
    },
    {
      how: 'saved',
      then: async () => {
        await userEvent.click(screen.getByRole('button', { name: 'Save' }));
        await screen.findByRole('heading', { name: 'orders-mine' });
      },
    },
  ])('is not kept once it is $how', async ({ then }) => {
    const { group, openGroup } = world();
    const first = openGroup();
    write(await nameField(), 'orders-mine');
    await then();
    first.unmount();

    openGroup();
    expect(await nameField()).toHaveValue(group.groupName);
    expect(foundAgain()).not.toBeInTheDocument();
  });

  it('is not kept where the editor is left while it is being saved', async () => {
    const { group, openGroup } = world();
    const first = openGroup();
    write(await nameField(), 'orders-mine');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    first.unmount();
    await waitFor(() => expect(group.groupName).toBe('orders-mine'));

    openGroup();
    expect(await nameField()).toBeVisible();
    expect(foundAgain()).not.toBeInTheDocument();
  });

  it('is given up with one press only as it was found', async () => {
    const { openGroup } = world();
    const first = openGroup();
    write(await nameField(), 'orders-mine');
    first.unmount();

    openGroup();
    expect(await nameField()).toHaveValue('orders-mine');
    expect(foundAgain()).toBeVisible();
    write(await nameField(), 'orders-mine, and more');
    expect(foundAgain()).not.toBeInTheDocument();
  });

  it('is given up for what somebody has saved meanwhile, and the keyboard goes on from there', async () => {
    const { fake, group, openGroup } = world();
    const first = openGroup();
    write(await nameField(), 'orders-mine');
    first.unmount();
    Object.assign(group, { groupName: 'orders-theirs', version: 2 });

    const later = Date.now() + 10_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
    const asked = jest.spyOn(fake, 'call');
    openGroup();
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith(
        'get_protection_group',
        expect.anything(),
        expect.anything(),
      ),
    );
    await act(() => Promise.all(asked.mock.results.map(({ value }) => value)));
    clock.mockRestore();
    await userEvent.click(
      screen.getByRole('button', { name: 'Begin without it' }),
    );
    expect(await nameField()).toHaveValue('orders-theirs');
    expect(await nameField()).toHaveFocus();
  });

  it('is merged with what somebody saved while it was away', async () => {
    const { plan, openPlan } = world();
    const first = openPlan();
    write(await nameField(), 'Orders, mine');
    first.unmount();
    Object.assign(plan, { targetRtoMinutes: 45, version: 2 });

    // Long enough for what was read to be read anew.
    const later = Date.now() + 10_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
    openPlan();
    expect(await nameField()).toHaveValue('Orders, mine');
    const merge = within(
      await screen.findByRole('region', {
        name: 'Orders was changed meanwhile.',
      }),
    );
    clock.mockRestore();
    await userEvent.click(
      merge.getByRole('button', { name: 'Merge and save' }),
    );
    await waitFor(() =>
      expect(plan).toMatchObject({
        planName: 'Orders, mine',
        targetRtoMinutes: 45,
        version: 3,
      }),
    );
  });

  it('of a new record belongs to the link that it began with', async () => {
    const { openNew } = world();
    const first = openNew();
    write(await nameField(), 'half a group');
    first.unmount();

    const second = openNew('?name=ledger');
    expect(await nameField()).toHaveValue('ledger');
    expect(foundAgain()).not.toBeInTheDocument();
    second.unmount();

    openNew();
    expect(await nameField()).toHaveValue('half a group');
    expect(foundAgain()).toBeVisible();
  });
});
