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
  parseManifest,
  type DrsRole,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Settings } from './index';

const head = 'apiVersion: drs-orchestrator/v1\nkind: Configuration\n';
const group = (name: string, description: string) => `
  - groupName: ${name}
    description: ${description}
    accountId: "111122223333"
    region: us-west-2
    serverSelectionTags:
      DR-Application: ${name}
`;
const manifest = `${head}protectionGroups:${group(
  'orders-db',
  'What comes first',
)}${group('reports', 'Something new')}`;

function world(role?: DrsRole) {
  const fake = new FakeOrchestrator({ role });
  const db = fake.addGroup('orders-db', { 'DR-Application': 'orders-db' });
  fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
  renderPage(<Settings />, { api: fake, tab: 'settings', path: '' });
  return fake;
}

/** What the browser is told to save. */
function savedFiles() {
  const saved: { name: string; content: Blob }[] = [];
  let last: Blob | undefined;
  URL.createObjectURL = jest.fn(content => {
    last = content instanceof Blob ? content : undefined;
    return 'blob:saved';
  });
  URL.revokeObjectURL = jest.fn();
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      if (last) {
        saved.push({ name: this.download, content: last });
      }
    });
  return saved;
}

const field = () => screen.findByLabelText('Manifest, in YAML or JSON');
const show = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Show what it would change' }),
  );
const report = () =>
  screen.findByRole('region', { name: 'What the import would do' });

afterEach(() => jest.restoreAllMocks());

describe('the configuration', () => {
  it.each([
    ['YAML', 'drs-orchestrator.yaml'],
    ['JSON', 'drs-orchestrator.json'],
  ])('is saved as %s', async (format, name) => {
    const saved = savedFiles();
    world();
    await userEvent.click(
      await screen.findByRole('button', { name: `Download ${format}` }),
    );
    expect(
      await screen.findByText(
        /^Saved 3 accounts, 1 protection group and 1 recovery plan\.$/,
      ),
    ).toBeVisible();
    expect(saved.map(file => file.name)).toEqual([name]);
    const parsed = parseManifest(await saved[0].content.text());
    expect(parsed).toMatchObject({
      manifest: {
        recoveryPlans: [
          { planName: 'Orders', waves: [{ protectionGroups: ['orders-db'] }] },
        ],
      },
    });
  });

  it('is saved by whoever may look, who is told what is left out, and may not import', async () => {
    savedFiles();
    world('DRSReadOnly');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download YAML' }),
    );
    expect(
      await screen.findByText(/It has no roles of accounts/),
    ).toBeVisible();
    const button = screen.getByRole('button', {
      name: 'Show what it would change',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(/drs\.accounts\.manage/),
    );
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });

  it('is imported once it was shown what would change, and confirmed', async () => {
    const fake = world();
    fill(await field(), manifest);
    await show();
    const told = within(await report());
    expect(told.getByText('It can be imported')).toBeVisible();
    expect(
      told.getByText(
        /^It creates 1 record, changes 1, and leaves 0 as they are\. .* stay as they are\.$/,
      ),
    ).toBeVisible();
    const changes = within(
      told.getByRole('list', { name: 'Records that would change' }),
    );
    expect(changes.getAllByRole('listitem')[0]).toHaveTextContent(
      'Change the protection group orders-dbdescription: from nothing to “What comes first”',
    );
    expect(fake.groups).toHaveLength(1);

    await userEvent.click(screen.getByRole('button', { name: 'Import…' }));
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Import the manifest?' }),
    );
    expect(
      dialog.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      'Change the protection group orders-db',
      'Create the protection group reports',
    ]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Change 2 records' }),
    );
    expect(await screen.findByText(/^Imported\. /)).toBeVisible();
    expect(
      fake.groups.map(({ groupName, description }) => [groupName, description]),
    ).toEqual([
      ['orders-db', 'What comes first'],
      ['reports', 'Something new'],
    ]);
    expect(
      screen.queryByRole('region', { name: 'What the import would do' }),
    ).not.toBeInTheDocument();
  });

  it('is refused where records are others by then', async () => {
    const fake = world();
    fill(await field(), manifest);
    await show();
    await report();
    fake.addGroup('reports', {});
    await userEvent.click(screen.getByRole('button', { name: 'Import…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(
      dialog.getByRole('button', { name: 'Change 2 records' }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /Somebody changed records/,
    );
    expect(fake.groups[0].description).toBeUndefined();
  });

  it('is shown with its problems and their places, and cannot be imported then', async () => {
    world();
    fill(await field(), `${head}protectionGroups:\n  - groupName: x\n`);
    await show();
    const told = within(await report());
    expect(
      told.getByText(/^It cannot be imported: \d problems$/),
    ).toBeVisible();
    const problems = told.getByRole('list', {
      name: 'Problems of the manifest',
    });
    expect(problems).toHaveTextContent(/protectionGroups\[0\]\.accountId: /);
    expect(screen.getByRole('button', { name: 'Import…' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('asks for external IDs, which are sent beside it', async () => {
    const fake = world();
    fill(
      await field(),
      `${head}accounts:
  - accountId: "555566667777"
    accountName: New
    roleName: Role
    hasExternalId: true
    regions: [us-west-2]
`,
    );
    await show();
    const input = await screen.findByLabelText('External ID of New');
    expect(input).toHaveAttribute('type', 'password');
    fill(input, 'secret-of-new');
    await show();
    expect(await screen.findByText('It can be imported')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Import…' }));
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Change 1 record',
      }),
    );
    expect(await screen.findByText(/^Imported\. /)).toBeVisible();
    expect(fake.accounts.map(({ accountName }) => accountName)).toContain(
      'New',
    );
    expect(screen.queryByLabelText('External ID of New')).toBeNull();
  });

  it('is read from a file, and shown anew after each change of the text', async () => {
    world();
    const file = new File([manifest], 'drs.yaml', { type: 'application/yaml' });
    await userEvent.upload(
      await screen.findByLabelText('File with a manifest'),
      file,
    );
    await waitFor(async () => expect(await field()).toHaveValue(manifest));
    await show();
    await report();
    fill(await field(), `${manifest}\n# more`);
    expect(
      screen.queryByRole('region', { name: 'What the import would do' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Import…' })).toBeNull();
  });
});
