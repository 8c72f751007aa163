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

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DrsRole } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Settings } from './index';

jest.setTimeout(20_000);

const soon = { timeout: 8_000 };

function world(options: { role?: DrsRole; unreachable?: boolean } = {}) {
  const fake = new FakeOrchestrator({ role: options.role });
  if (options.unreachable) {
    fake.unreachable.add(fake.accounts[0].accountId);
  }
  renderPage(<Settings />, { api: fake, tab: 'settings', path: '' });
  return fake;
}

const section = async () =>
  within(await screen.findByRole('region', { name: 'Tag synchronisation' }));

const press = async (name: string) =>
  userEvent.click(await (await section()).findByRole('button', { name }));

describe('tag synchronisation on the settings page', () => {
  it('tells in a dry run what would be changed, then changes it, with its progress', async () => {
    const fake = world();
    const part = await section();
    expect(await part.findByText('Every hour')).toBeVisible();
    expect(
      part.getByText('DR-*, DRS-*, Environment, Application'),
    ).toBeVisible();
    expect(part.getByText('It has not run yet.')).toBeVisible();

    await press('Dry run');
    expect(
      await part.findByRole('progressbar', {
        name: 'Progress of tag synchronisation',
      }),
    ).toBeVisible();
    expect(
      part.getByRole('button', { name: 'Synchronise now' }),
    ).toHaveAccessibleDescription('A run is under way: one at a time.');
    expect(
      await part.findByText(/^A dry run: of .* would be changed/, {}, soon),
    ).toBeVisible();
    expect(fake.servers.some(({ tags }) => 'Application' in tags)).toBe(false);
    await userEvent.click(
      part.getByRole('button', { name: /^What would be changed/ }),
    );
    expect(part.getAllByText('Application=orders').length).toBeGreaterThan(0);

    await press('Synchronise now');
    expect(
      await part.findByText(/^Of .* had to be changed/, {}, soon),
    ).toBeVisible();
    expect(fake.servers.every(({ tags }) => 'Application' in tags)).toBe(true);
  });

  it('names the account that failed beside those that went well', async () => {
    const fake = world({ unreachable: true });
    const [{ accountName, regions }] = fake.accounts;
    await press('Synchronise now');
    const part = await section();
    expect(await part.findByText('Done in part', {}, soon)).toBeVisible();
    const report = within(
      part.getByRole('table', {
        name: 'Tag synchronisation by account and Region',
      }),
    );
    expect(
      report.getByRole('row', {
        name: new RegExp(
          `^${accountName}, ${regions[0]} Failed 0 The role cannot be assumed \\(AccessDenied\\)`,
        ),
      }),
    ).toBeVisible();
    expect(
      report.getAllByRole('row', { name: / Completed \d/ }).length,
    ).toBeGreaterThan(0);
  });

  it('is set in a dialog that says what is wrong, and meets another’s change', async () => {
    const fake = world();
    await press('Change…');
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Change tag synchronisation' }),
    );
    fill(dialog.getByLabelText(/^Tag keys/), 'CostCenter, aws:*');
    fill(dialog.getByLabelText(/^Hours between runs/), '0');
    const save = dialog.getByRole('button', { name: 'Save' });
    await userEvent.click(save);
    expect(dialog.getByText(/are never synchronised/)).toBeVisible();
    expect(dialog.getByLabelText(/^Hours between runs/)).toBeInvalid();
    expect(
      dialog.getByLabelText(/^Hours between runs/),
    ).toHaveAccessibleDescription(/Must be at least 1/);

    await fake.call('update_tag_sync_settings', {
      body: { enabled: false, intervalHours: 2, keys: ['Owner'], version: 0 },
    });
    fill(dialog.getByLabelText(/^Tag keys/), 'CostCenter');
    fill(dialog.getByLabelText(/^Hours between runs/), '12');
    await userEvent.click(save);
    const conflict = within(await dialog.findByRole('alert'));
    expect(
      conflict.getByRole('row', { name: 'Tag keys Owner CostCenter' }),
    ).toBeVisible();
    await userEvent.click(
      conflict.getByRole('button', { name: /^Keep editing mine/ }),
    );
    await userEvent.click(save);
    const part = await section();
    expect(await part.findByText('Every 12 hours')).toBeVisible();
    expect(
      await part.findByText(/as the settings were changed/, {}, soon),
    ).toBeVisible();
  });

  it('can be read, and not begun, by whoever lacks the permission', async () => {
    world({ role: 'DRSReadOnly' });
    const part = await section();
    for (const name of ['Synchronise now', 'Dry run', 'Change…']) {
      const button = await part.findByRole('button', { name });
      await screen.findAllByText(/drs\.accounts\.manage/);
      expect(button).toHaveAttribute('aria-disabled', 'true');
    }
    expect(part.getByText('Every hour')).toBeVisible();
  });
});
