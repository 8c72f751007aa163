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
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { Groups } from './index';

/** An orchestrator whose role may not ask EC2 or IAM. */
class WithoutEc2 extends FakeOrchestrator {
  override async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    if (operation.startsWith('get_ec2_')) {
      throw new DrsError(
        'ACCOUNT_UNREACHABLE',
        'You are not authorized to perform this operation.',
        [],
        { aws: { code: 'UnauthorizedOperation', requestId: 'req-1' } },
      );
    }
    return super.call(operation, request);
  }
}

async function editLaunch(fake = new FakeOrchestrator()) {
  const group = fake.addGroup('orders-db', {
    'DR-Application': 'orders',
    'DR-Role': 'db',
  });
  renderPage(<Groups />, {
    api: fake,
    tab: 'groups',
    path: `/${group.groupId}/edit`,
  });
  await userEvent.click(
    await screen.findByRole('button', { name: /^How they are launched/ }),
  );
  return {
    group,
    save: () => userEvent.click(screen.getByRole('button', { name: 'Save' })),
  };
}

/** Writes at once, as if pasted: each key would draw the whole form. */
async function write(field: HTMLElement, text: string) {
  await userEvent.click(field);
  await userEvent.paste(text);
}

/** What the open list offers; the form's other choices have options, too. */
const offered = () => {
  const list = screen.queryByRole('listbox');
  return list ? within(list).queryAllByRole('option') : [];
};

describe('what a launch is given', () => {
  it('is found by its name and chosen by keyboard', async () => {
    const { group, save } = await editLaunch();
    const subnet = screen.getByLabelText('Subnet');
    await write(subnet, 'drill');
    expect(
      await screen.findByRole('option', {
        name: /^meridian-drill-c subnet-\w+ ?us-west-2c · 10\.200\.128\.0\/18 · 16,377 addresses free/,
      }),
    ).toBeVisible();
    // What is looked for is no mistake.
    expect(subnet).toHaveAttribute('aria-invalid', 'false');
    await waitFor(() => expect(offered()).toHaveLength(3));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(subnet).toHaveValue('subnet-00000000000000c81');
    expect(subnet).toHaveAccessibleDescription(
      /^meridian-drill-b · us-west-2b · 10\.200\.64\.0\/18 · 16,378 addresses free · vpc-/,
    );

    // Of the subnet's VPC only.
    const groups = screen.getByLabelText('Security groups');
    await write(groups, 'web');
    await waitFor(() => expect(offered()).toHaveLength(1));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(
      await screen.findByRole('button', {
        name: 'web (sg-00000000000000c81)',
      }),
    ).toBeVisible();

    const profile = screen.getByLabelText('Instance profile');
    await write(profile, 'db');
    await waitFor(() => expect(offered()).toHaveLength(1));
    await userEvent.click(
      screen.getByRole('option', { name: /^meridian-db-server/ }),
    );
    await save();
    await waitFor(() => expect(group.version).toBe(2));
    expect(group.launchConfig).toEqual({
      subnetId: 'subnet-00000000000000c81',
      securityGroupIds: ['sg-00000000000000c81'],
      instanceProfileName: 'meridian-db-server',
    });
  });

  it('offers the instance types of the zone, with their size', async () => {
    await editLaunch();
    const type = screen.getByLabelText('Instance type');
    await write(type, 'm7i');
    expect(
      await screen.findByRole('option', {
        name: /^m7i\.large ?2 vCPUs · 8 GiB · x86_64$/,
      }),
    ).toBeVisible();
    await userEvent.clear(type);
    await write(screen.getByLabelText('Subnet'), 'subnet-00000000000000642');
    await write(type, 'm7i');
    await waitFor(() =>
      expect(type).toHaveAccessibleDescription('AWS has none that matches'),
    );
    expect(offered()).toEqual([]);
  });

  it('may be typed, and pasted several at once', async () => {
    const { group, save } = await editLaunch();
    await write(screen.getByLabelText('Subnet'), 'subnet-0123456789abcdef0');
    await write(
      screen.getByLabelText('Security groups'),
      'sg-0123456789abcdef0, sg-0fedcba9876543210',
    );
    await userEvent.tab();
    expect(
      screen.getByRole('button', { name: 'sg-0fedcba9876543210' }),
    ).toBeVisible();
    expect(screen.getByLabelText('Subnet')).toHaveAccessibleDescription(
      'AWS has no such subnet in us-west-2',
    );
    await save();
    await waitFor(() => expect(group.version).toBe(2));
    expect(group.launchConfig).toEqual({
      subnetId: 'subnet-0123456789abcdef0',
      securityGroupIds: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
    });
  });

  it('may be typed where AWS cannot be asked, and says why', async () => {
    const { group, save } = await editLaunch(new WithoutEc2());
    const subnet = screen.getByLabelText('Subnet');
    await write(subnet, 'subnet-0123456789abcdef0');
    await waitFor(() =>
      expect(subnet).toHaveAccessibleDescription(
        'AWS could not be asked for subnets (UnauthorizedOperation). What you type counts as it is.',
      ),
    );
    expect(
      screen.getByTitle(
        'You are not authorized to perform this operation. · UnauthorizedOperation · request req-1',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('button', {
        name: 'Copy why there is no choice for Subnet',
      }),
    ).toBeVisible();
    await save();
    await waitFor(() => expect(group.version).toBe(2));
    expect(group.launchConfig).toEqual({
      subnetId: 'subnet-0123456789abcdef0',
    });
  });
});
