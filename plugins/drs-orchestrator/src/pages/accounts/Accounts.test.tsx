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
import { Accounts } from './index';

const COMMERCE = '111122223333';
const LOGISTICS = '222233334444';
const FINANCE = '333344445555';

function open(
  path: string,
  options: {
    role?: DrsRole;
    denied?: boolean;
    with?: (fake: FakeOrchestrator) => void;
  } = {},
) {
  const fake = new FakeOrchestrator(options);
  options.with?.(fake);
  renderPage(<Accounts />, { api: fake, tab: 'accounts', path });
  return fake;
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const recordOf = (fake: FakeOrchestrator, accountId: string) =>
  fake.accounts.find(account => account.accountId === accountId);

describe('the list of accounts', () => {
  it('tells of each whether it can be used, and since when that is known', async () => {
    open('');
    const table = within(
      await screen.findByRole('table', { name: 'Target accounts' }),
    );
    const rows = table.getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(
        /meridian-commerce111122223333Can be usedus-west-2eu-west-1/,
      ),
      expect.stringMatching(/meridian-logistics.*Needs attention1 finding/),
      expect.stringMatching(/meridian-finance.*Not validated.*None yet$/),
    ]);
  });

  it('offers the first step where there is none', async () => {
    const fake = open('', {
      with: empty => {
        empty.accounts = [];
      },
    });
    expect(await screen.findByText('No account is on record')).toBeVisible();
    await userEvent.click(await button('Add account'));
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Add an account' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Add account' }));
    expect(dialog.getByLabelText(/^Account ID/)).toBeInvalid();
    expect(dialog.getByText('An AWS account ID has 12 digits')).toBeVisible();
    fill(dialog.getByLabelText(/^Account ID/), FINANCE);
    fill(dialog.getByLabelText(/^Name/), 'Finance');
    fill(dialog.getByLabelText(/^External ID/), 'a-secret');
    fill(dialog.getByLabelText(/^Regions/), 'us-west-2 eu-west-1');
    await userEvent.click(dialog.getByRole('button', { name: 'Add account' }));
    expect(await screen.findByRole('link', { name: 'Finance' })).toBeVisible();
    expect(recordOf(fake, FINANCE)).toMatchObject({
      regions: ['us-west-2', 'eu-west-1'],
      hasExternalId: true,
    });
    expect(screen.queryByText(/a-secret/)).not.toBeInTheDocument();
  });

  it('says whom to ask to whoever may not see it, or not add to it', async () => {
    open('', { denied: true });
    expect(
      await screen.findByText('You may not see the target accounts'),
    ).toBeVisible();
  });
});

describe('the page of an account', () => {
  it('tells what is missing and gives the text that mends it', async () => {
    open(`/${LOGISTICS}`);
    expect(
      await screen.findByText(
        'It cannot be used in full: 1 thing must be mended.',
      ),
    ).toBeVisible();
    const findings = within(
      screen.getByRole('list', { name: 'What was found' }),
    );
    expect(findings.getByText(/ec2:RunInstances$/)).toBeVisible();
    const policy = findings.getByRole('figure', {
      name: 'Permissions of DrsOrchestratorRole in 222233334444',
    });
    expect(
      JSON.parse(within(policy).getByText(/2012-10-17/).textContent ?? ''),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DrsOrchestratorMissingActions',
          Effect: 'Allow',
          Action: ['ec2:RunInstances'],
          Resource: '*',
        },
      ],
    });
    expect(
      within(policy).getByRole('button', { name: /^Copy: Permissions of/ }),
    ).toBeVisible();
  });

  it('is validated on request', async () => {
    const fake = open(`/${FINANCE}`, {
      with: records => {
        records.accounts = records.accounts.map(account => ({
          ...account,
          roleName: 'ClosedRole',
        }));
      },
    });
    expect(
      await screen.findByText(/^Whether it can be used is not known/),
    ).toBeVisible();
    await userEvent.click(await button('Validate'));
    expect(
      await screen.findByText(
        'It cannot be used: the orchestrator cannot enter any of its Regions.',
      ),
    ).toBeVisible();
    expect(screen.getAllByText(/is not authorized to perform/)).toHaveLength(2);
    expect(
      screen.getAllByRole('button', { name: 'Copy what AWS answered' }),
    ).toHaveLength(2);
    expect(recordOf(fake, FINANCE)?.status).toBe('UNREACHABLE');
  });

  it('shows how much is used of every Region and staging account', async () => {
    open(`/${COMMERCE}`);
    expect(
      await screen.findByRole('meter', {
        name: 'Staging account 444455556666',
      }),
    ).toHaveAttribute('aria-valuetext', '262 of 300 used, room for 38');
    expect(
      screen.getAllByRole('meter', { name: 'Source servers' }),
    ).toHaveLength(2);
  });

  it('keeps the external ID unless told otherwise', async () => {
    const fake = open(`/${COMMERCE}`);
    await userEvent.click(await button('Edit'));
    const edit = within(
      await screen.findByRole('dialog', { name: 'Change meridian-commerce' }),
    );
    fill(edit.getByLabelText(/^Name/), 'Commerce');
    await userEvent.click(
      edit.getByRole('button', { name: 'Remove staging account 1' }),
    );
    await userEvent.click(edit.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('heading', { name: 'Commerce' }),
    ).toBeVisible();
    expect(recordOf(fake, COMMERCE)).toMatchObject({
      hasExternalId: true,
      stagingAccounts: [],
      version: 2,
    });

    await userEvent.click(await button('Edit'));
    const again = within(
      await screen.findByRole('dialog', { name: 'Change Commerce' }),
    );
    await userEvent.selectOptions(
      again.getByLabelText('External ID on record'),
      'REMOVE',
    );
    await userEvent.click(again.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(recordOf(fake, COMMERCE)?.hasExternalId).toBe(false),
    );
  });

  it('shows what somebody else has saved meanwhile, and lets one choose', async () => {
    const fake = open(`/${COMMERCE}`);
    await userEvent.click(await button('Edit'));
    const edit = within(
      await screen.findByRole('dialog', { name: 'Change meridian-commerce' }),
    );
    fill(edit.getByLabelText(/^Name/), 'Mine');
    await fake.call('update_target_account', {
      params: { accountId: COMMERCE },
      body: {
        version: 1,
        accountName: 'Theirs',
        roleName: 'DrsOrchestratorRole',
        regions: ['us-west-2'],
      },
    });
    await userEvent.click(edit.getByRole('button', { name: 'Save' }));
    const conflict = within(await edit.findByRole('alert'));
    expect(conflict.getByText('Theirs')).toBeVisible();
    expect(conflict.getByText('Mine')).toBeVisible();
    await userEvent.click(
      conflict.getByRole('button', { name: /Keep editing mine/ }),
    );
    await userEvent.click(edit.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(recordOf(fake, COMMERCE)).toMatchObject({
        accountName: 'Mine',
        version: 3,
      }),
    );
  });

  it('extends servers of a staging account, and says what became of each', async () => {
    const fake = open(`/${COMMERCE}`);
    await userEvent.click(await button('Extend servers…'));
    const dialog = within(
      await screen.findByRole('dialog', { name: /^Extend servers of/ }),
    );
    expect(await dialog.findByText('loyalty-app-01')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Extend' })).toBeDisabled();
    await userEvent.click(
      dialog.getByRole('checkbox', { name: 'Choose all on this page' }),
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Extend 3 servers' }),
    );
    expect(await screen.findByText(/^2 of 3 servers can be/)).toBeVisible();
    expect(
      screen.getByText(/uses the default EBS encryption key/),
    ).toBeVisible();
    await userEvent.click(await button('Close'));
    const left = await fake.call('extend_source_servers', {
      params: { accountId: COMMERCE },
      body: {
        region: 'us-west-2',
        stagingAccountId: '444455556666',
        dryRun: true,
      },
    });
    expect(left.servers.map(({ hostname }) => hostname)).toEqual([
      'loyalty-db-01',
    ]);
  });

  it('is deleted after a question, and not while it is needed', async () => {
    const fake = open(`/${FINANCE}`);
    await userEvent.click(await button('Delete'));
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Delete meridian-finance',
      }),
    );
    expect(
      await screen.findByRole('table', { name: 'Target accounts' }),
    ).toBeVisible();
    expect(recordOf(fake, FINANCE)).toBeUndefined();
  });

  it('says why what may not be done may not', async () => {
    open(`/${COMMERCE}`, {
      with: fake => fake.addGroup('orders-db', { 'DR-Role': 'db' }),
    });
    expect(await button('Delete')).toHaveAccessibleDescription(
      'meridian-commerce is needed by 1 protection groups',
    );
  });

  it.each<DrsRole>(['DRSRecoveryManager', 'DRSReadOnly'])(
    'leaves its controls in place for a %s, who may not use them',
    async role => {
      open(`/${COMMERCE}`, { role });
      for (const name of ['Validate', 'Edit', 'Delete', 'Extend servers…']) {
        const control = await button(name);
        expect(control).toHaveAttribute('aria-disabled', 'true');
        expect(control).toHaveAccessibleDescription(/drs\.accounts\.manage/);
      }
    },
  );

  it('tells that there is no such account', async () => {
    open('/123456789012');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not read account 123456789012.*TARGET_ACCOUNT_NOT_FOUND/,
    );
  });
});
