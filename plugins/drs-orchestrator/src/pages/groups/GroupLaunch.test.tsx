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

function world(path: (groupId: string) => string) {
  const fake = new FakeOrchestrator();
  const group = fake.addGroup('orders-db', {
    'DR-Application': 'orders',
    'DR-Role': 'db',
  });
  renderPage(<Groups />, {
    api: fake,
    tab: 'groups',
    path: path(group.groupId),
  });
  return { fake, group };
}

const open = async (name: RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('how a group’s servers are launched', () => {
  it('is set for all, for drills and for single servers', async () => {
    const { fake, group } = world(id => `/${id}/edit`);
    const [server] = fake.members(group);
    await open(/^How they are launched As it is set in AWS/);
    fill(
      screen.getByLabelText('Security groups'),
      'sg-0123456789abcdef0, sg-0fedcba9876543210',
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Tags of the source'),
      'Copied',
    );
    fill(screen.getByLabelText('Subnet of drills'), 'subnet-0123456789abcdef0');
    await open(/^Servers with settings of their own None/);
    await screen.findByRole('option', { name: server.hostname });
    await userEvent.selectOptions(
      screen.getByLabelText('Add a server'),
      server.hostname,
    );
    await open(new RegExp(`^${server.hostname} no settings`));
    fill(screen.getByLabelText('Static private address'), '10.0.1.20');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(group.version).toBe(2));
    expect(group).toMatchObject({
      launchConfig: {
        securityGroupIds: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
        copyTags: true,
        drill: { subnetId: 'subnet-0123456789abcdef0' },
      },
      servers: [
        {
          sourceServerId: server.sourceServerId,
          staticPrivateIp: '10.0.1.20',
        },
      ],
    });
    expect(group.launchConfig).not.toHaveProperty('subnetId');
  });

  it('names a malformed setting beside its field, and saves nothing', async () => {
    const { group } = world(id => `/${id}/edit`);
    await open(/^How they are launched/);
    fill(screen.getByLabelText('Subnet'), 'my-subnet');
    expect(screen.getByLabelText('Subnet')).toHaveAccessibleDescription(
      'A subnet reads like "subnet-0123456789abcdef0"',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(group.version).toBe(1);
  });

  it('is compared with AWS on demand, and written there', async () => {
    const { group } = world(id => `/${id}`);
    group.launchConfig = { copyTags: true };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Compare with AWS' }),
    );
    const table = await screen.findByRole('table', {
      name: 'Launch settings in AWS',
    });
    expect(
      within(table).getByRole('row', { name: /^orders-db-01/ }),
    ).toHaveTextContent('1 setting differsCopies tags: No → Yes');
    await userEvent.click(
      screen.getByRole('button', { name: 'Write to AWS now' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'Write the launch settings of orders-db to AWS?',
      }),
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Write to 2 servers' }),
    );
    expect(
      await screen.findByText('AWS has every server as the group wants it.'),
    ).toBeVisible();
    expect(screen.getByText('2 servers were changed in AWS.')).toBeVisible();
  });

  it('tells which servers could not be written and why, and tries those again', async () => {
    const { fake, group } = world(id => `/${id}?launch=compared`);
    const [refused, taken] = fake.members(group);
    group.launchConfig = { copyTags: true, instanceType: 'm6i.large' };
    fake.unwritable.set(refused.sourceServerId, {
      code: 'AccessDeniedException',
      message: 'The role may not do drs:UpdateLaunchConfiguration',
    });
    const confirm = async (button: string) => {
      const dialog = within(
        await screen.findByRole('dialog', {
          name: 'Write the launch settings of orders-db to AWS?',
        }),
      );
      await userEvent.click(dialog.getByRole('button', { name: button }));
    };
    const table = async () =>
      within(
        await screen.findByRole('table', { name: 'Launch settings in AWS' }),
      );
    const rowOf = async ({ hostname }: { hostname: string }) =>
      (await table()).getByRole('row', { name: new RegExp(`^${hostname}`) });

    await open(/^Write to AWS now/);
    await confirm('Write to 2 servers');
    expect(
      await screen.findByText(
        /1 server could not be written when that was last tried/,
      ),
    ).toBeVisible();
    expect(await rowOf(refused)).toHaveTextContent(
      'Could not be writtenThe role may not do drs:UpdateLaunchConfiguration (AccessDeniedException)',
    );
    expect(await rowOf(taken)).toHaveTextContent('As wanted');
    expect(await rowOf(refused)).toHaveTextContent(
      'All that a launch would useInstance type: m6i.largeInstance type chosen by: DRS, by the source’s size',
    );

    // The filter says how many there are of each, and shows those.
    const filter = screen.getByLabelText('In AWS');
    expect(
      within(filter)
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual([
      'All',
      'As wanted (1)',
      'Different (0)',
      'Could not be written (1)',
    ]);
    await userEvent.selectOptions(filter, 'Could not be written (1)');
    expect((await table()).getAllByRole('row', { name: /^orders-db/ })).toEqual(
      [await rowOf(refused)],
    );

    fake.unwritable.clear();
    fake.launchSettings.delete(taken.sourceServerId);
    await open(/^Try 1 failed server again/);
    await confirm('Write to 1 server');
    expect(
      await screen.findByText('1 server was changed in AWS.'),
    ).toBeVisible();
    // The other one was left alone, though it differs again.
    expect(
      await screen.findByText(/^1 server in AWS differs from what/),
    ).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('In AWS'), 'All');
    expect(await rowOf(taken)).toHaveTextContent('2 settings differ');
    expect(await rowOf(refused)).toHaveTextContent('As wanted');
  });
});
