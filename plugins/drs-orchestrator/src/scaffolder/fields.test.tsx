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

import type { ComponentProps } from 'react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeOrchestrator } from '../../dev/fake/FakeOrchestrator';
import { fill } from '../__testUtils__/fill';
import { renderPage } from '../__testUtils__/renderPage';
import { DrsAccountPicker } from './DrsAccountPicker';
import { DrsProtectionGroupPicker } from './DrsProtectionGroupPicker';
import { DrsRecoveryPlanPicker } from './DrsRecoveryPlanPicker';
import { DrsTagPicker } from './DrsTagPicker';
import { validations } from './validation';

type Form = ComponentProps<typeof Stepper>;
type Schema = Form['manifest']['steps'][number]['schema'];

const extensions = [
  {
    name: 'DrsAccountPicker',
    component: DrsAccountPicker,
    validation: validations.DrsAccountPicker,
  },
  {
    name: 'DrsTagPicker',
    component: DrsTagPicker,
    validation: validations.DrsTagPicker,
  },
  {
    name: 'DrsProtectionGroupPicker',
    component: DrsProtectionGroupPicker,
    validation: validations.DrsProtectionGroupPicker,
  },
  {
    name: 'DrsRecoveryPlanPicker',
    component: DrsRecoveryPlanPicker,
    validation: validations.DrsRecoveryPlanPicker,
  },
];

/** A template's own form with these parameters, and what it would start a task with. */
function showForm(
  api: FakeOrchestrator,
  properties: Schema,
  options: {
    required?: string[];
    initialState?: Form['initialState'];
  } = {},
) {
  const started = jest.fn<
    ReturnType<Form['onCreate']>,
    Parameters<Form['onCreate']>
  >(async () => {});
  renderPage(
    <Stepper
      manifest={{
        title: 'Template',
        steps: [
          {
            title: 'Parameters',
            schema: {
              properties,
              required: options.required ?? Object.keys(properties),
            },
          },
        ],
      }}
      extensions={extensions}
      initialState={options.initialState}
      onCreate={started}
    />,
    { api, tab: 'create', path: '' },
  );
  return started;
}

async function startTask() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(
    await screen.findByRole('button', { name: 'Create' }, VALIDATED),
  );
}

const placeAndTags: Schema = {
  place: {
    title: 'Where',
    type: 'object',
    'ui:field': 'DrsAccountPicker',
  },
  tags: {
    title: 'Which',
    type: 'object',
    'ui:field': 'DrsTagPicker',
    'ui:options': { placeField: 'place' },
  },
};

async function choosePlace() {
  const where = await screen.findByRole('group', { name: /^Where/ });
  await within(where).findByRole('option', { name: /meridian-logistics/ });
  await userEvent.selectOptions(
    within(where).getByLabelText(/^Account/),
    '222233334444',
  );
  await userEvent.selectOptions(
    within(where).getByLabelText(/^Region/),
    'us-west-2',
  );
}

/** The form asks every field in its turn. */
const VALIDATED = { timeout: 10_000 };

jest.setTimeout(60_000);

// The form scrolls to its top, which is not there without a browser.
beforeEach(() => jest.spyOn(window, 'scrollTo').mockImplementation());

afterEach(() => jest.restoreAllMocks());

describe('the fields of templates', () => {
  it('choose an account and Region, and tags with the servers that match', async () => {
    const started = showForm(new FakeOrchestrator(), placeAndTags);
    expect(
      await screen.findByText('Choose an account and a Region first.'),
    ).toBeVisible();
    await choosePlace();

    const which = screen.getByRole('group', { name: /^Which/ });
    const tag = (name: string) => within(which).getByRole('textbox', { name });
    fill(tag('Tag key'), 'DR-Application');
    fill(tag('Tag value'), 'tracking');
    await userEvent.click(
      within(which).getByRole('button', { name: 'Add another tag' }),
    );
    fill(tag('Tag key 2'), 'DR-Application');
    expect(
      await within(which).findByText(/DR-Application is named twice/),
    ).toBeVisible();
    fill(tag('Tag key 2'), 'DR-Role');
    fill(tag('Tag value 2'), 'web');

    const preview = screen.getByRole('region', {
      name: 'Servers that these tags select',
    });
    expect(
      await within(preview).findByText(
        '1 server matches now.',
        {},
        { timeout: 3_000 },
      ),
    ).toBeVisible();
    expect(
      within(preview).getByRole('row', {
        name: 'tracking-web-02 Has DR-Role=web but no DR-Application',
      }),
    ).toBeVisible();

    await startTask();
    expect(started).toHaveBeenCalledWith({
      place: { accountId: '222233334444', region: 'us-west-2' },
      tags: { 'DR-Application': 'tracking', 'DR-Role': 'web' },
    });
  });

  it('are asked for where they are needed', async () => {
    const started = showForm(new FakeOrchestrator(), placeAndTags);
    await screen.findByRole('option', { name: /meridian-logistics/ });

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      await screen.findByText(
        'Choose an account and one of its Regions.',
        {},
        VALIDATED,
      ),
    ).toBeVisible();
    expect(screen.getAllByText(/Name from 1 to 20 tags/)[0]).toBeVisible();
    expect(started).not.toHaveBeenCalled();
  });

  it('refuse values of an address that are none, and say what is needed', async () => {
    showForm(new FakeOrchestrator(), placeAndTags, {
      initialState: {
        place: { accountId: '2222', region: 'Oregon' },
        tags: { '': 'nothing' },
      },
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Review' }),
    );

    expect(
      await screen.findByText(
        'Choose an account and one of its Regions.',
        {},
        VALIDATED,
      ),
    ).toBeVisible();
    expect(screen.getAllByText(/Name from 1 to 20 tags/)[0]).toBeVisible();
  });

  it('choose a group and a plan by a part of the name, with the keyboard alone', async () => {
    const api = new FakeOrchestrator();
    const databases = api.addGroup('Orders databases', { 'DR-Role': 'db' });
    api.addGroup('Tracking web', { 'DR-Role': 'web' });
    const plan = api.addPlan('Orders', [
      { name: 'Databases', groups: [databases] },
    ]);
    const started = showForm(api, {
      group: { type: 'string', 'ui:field': 'DrsProtectionGroupPicker' },
      plan: {
        title: 'Plan to rehearse',
        type: 'string',
        'ui:field': 'DrsRecoveryPlanPicker',
      },
    });

    await screen.findByLabelText(/^Protection group/);
    await userEvent.tab();
    expect(screen.getByLabelText(/^Protection group/)).toHaveFocus();
    await userEvent.keyboard('orders');
    expect(
      await screen.findByRole('option', { name: /^Orders databases/ }),
    ).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByLabelText(/^Protection group/)).toHaveValue(
      'Orders databases',
    );
    await userEvent.click(screen.getByLabelText(/^Plan to rehearse/));
    await userEvent.keyboard('{ArrowDown}{Enter}');

    await startTask();
    expect(started).toHaveBeenCalledWith({
      group: databases.groupId,
      plan: plan.planId,
    });
  });

  it('let go of a group and a plan that are not in the account chosen now', async () => {
    const api = new FakeOrchestrator();
    const databases = api.addGroup('Orders databases', { 'DR-Role': 'db' });
    const plan = api.addPlan('Orders', [
      { name: 'Databases', groups: [databases] },
    ]);
    const warehouse = api.addGroup(
      'Warehouse databases',
      { 'DR-Role': 'db' },
      '222233334444',
    );
    const lookAt = { 'ui:options': { placeField: 'place' } };
    const started = showForm(
      api,
      {
        place: placeAndTags.place,
        group: {
          type: 'string',
          'ui:field': 'DrsProtectionGroupPicker',
          ...lookAt,
        },
        plan: {
          type: 'string',
          'ui:field': 'DrsRecoveryPlanPicker',
          ...lookAt,
        },
      },
      {
        required: ['place', 'group'],
        initialState: {
          place: { accountId: '111122223333', region: 'us-west-2' },
          group: databases.groupId,
          plan: plan.planId,
        },
      },
    );
    const group = await screen.findByLabelText(/^Protection group/);
    await waitFor(() => expect(group).toHaveValue('Orders databases'));
    expect(await screen.findByLabelText(/^Recovery plan/)).toHaveValue(
      'Orders',
    );

    await choosePlace();

    expect(
      await screen.findByText(/^Orders databases is not in the account/),
    ).toBeVisible();
    expect(
      await screen.findByText(/^Orders is not in the account/),
    ).toBeVisible();
    expect(group).toHaveValue('');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(group).toBeInvalid();
    expect(screen.getByRole('button', { name: 'Review' })).toBeVisible();

    await userEvent.click(group);
    await userEvent.keyboard('warehouse{ArrowDown}');
    await userEvent.click(
      await screen.findByRole('option', { name: /^Warehouse databases/ }),
    );
    await startTask();
    expect(started).toHaveBeenCalledWith({
      place: { accountId: '222233334444', region: 'us-west-2' },
      group: warehouse.groupId,
    });
  });

  it('say so where they may not be read, and which roles grant it', async () => {
    showForm(new FakeOrchestrator({ denied: true }), placeAndTags);

    expect(
      await screen.findByText('You may not see the AWS accounts'),
    ).toBeVisible();
    expect(
      screen.getByText(
        /^It takes the role of DR administrator, .*DR operator or DR auditor\./,
      ),
    ).toBeVisible();
  });
});
