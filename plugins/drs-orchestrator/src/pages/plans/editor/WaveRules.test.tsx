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
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../../dev/fake/FakeOrchestrator';
import { fill } from '../../../__testUtils__/fill';
import { renderPage } from '../../../__testUtils__/renderPage';
import { Plans } from '../index';

function world(
  prepare: (
    plan: Pick<RecoveryPlan, 'waves'>,
    fake: FakeOrchestrator,
  ) => void = () => {},
) {
  const fake = new FakeOrchestrator();
  const db = fake.addGroup('orders-db', {
    'DR-Application': 'orders',
    'DR-Role': 'db',
  });
  const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [db] }]);
  prepare(plan, fake);
  renderPage(<Plans />, {
    api: fake,
    tab: 'plans',
    path: `/${plan.planId}/edit`,
  });
  return { fake, plan };
}

const open = async (name: RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('the servers that a wave names', () => {
  it('are listed with what is wrong with them, and can be taken out', async () => {
    const gone = 's-00000000000000000';
    let named: string[] = [];
    const { plan } = world(({ waves }, fake) => {
      named = fake
        .members(fake.groups[0])
        .map(({ sourceServerId }) => sourceServerId);
      waves[0].serverIds = [...named, gone];
    });
    const servers = within(
      await screen.findByRole(
        'list',
        { name: 'Servers named in wave 1' },
        { timeout: 5_000 },
      ),
    );
    const [first] = servers.getAllByRole('listitem');
    expect(first).toHaveTextContent(
      `${gone} is in none of the wave's groups now`,
    );
    expect(
      screen.getByRole('button', {
        name: /^Servers 3 servers named Has a problem/,
      }),
    ).toBeVisible();
    await userEvent.click(
      within(first).getByRole('button', {
        name: `Take ${gone} out of the wave`,
      }),
    );
    expect(
      servers.getAllByRole('listitem').map(row => row.textContent),
    ).toEqual(
      named.map(id => expect.stringMatching(new RegExp(`^orders-db-.*${id}`))),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(plan.version).toBe(2));
    expect(plan.waves[0].serverIds).toEqual(named);
  });
});

describe('the rules of a wave', () => {
  it('say folded what they are, and are saved as they were written', async () => {
    const { plan } = world();
    await open(/^Approval and pace Starts by itself and all servers at once/);
    await userEvent.click(
      screen.getByLabelText('Ask for approval before this wave'),
    );
    fill(screen.getByLabelText(/^Servers at once/), '2');
    expect(
      screen.getByRole('button', {
        name: 'Approval and pace Asks for approval and 2 at a time',
      }),
    ).toBeVisible();

    await open(/^Hooks None/);
    await userEvent.click(
      within(
        screen.getByRole('region', { name: 'Before the launches' }),
      ).getByRole('button', { name: 'Add a hook' }),
    );
    const hook = within(screen.getByRole('group', { name: 'Hook 1' }));
    await userEvent.selectOptions(
      hook.getByLabelText(/^Kind/),
      'SSM Automation',
    );
    fill(hook.getByLabelText(/^Hook name/), 'drain');
    fill(hook.getByLabelText(/^Runbook/), 'Orders-Drain');
    await userEvent.click(
      hook.getByRole('button', { name: 'Add a parameter' }),
    );
    fill(hook.getByLabelText('Parameter 1'), 'Hosts');
    fill(hook.getByLabelText('Value of parameter 1'), 'a\nb');
    await userEvent.selectOptions(
      hook.getByLabelText(/^If nobody knows/),
      'Do not call it again',
    );

    await open(/^Health EC2 status; what is unhealthy is reported/);
    await userEvent.click(screen.getByRole('button', { name: 'Add a probe' }));
    await userEvent.click(
      screen.getByLabelText('An unhealthy server counts as failed'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(plan.version).toBe(2));
    expect(plan.waves[0]).toMatchObject({
      pauseBeforeWave: true,
      parallelism: 2,
      preWaveHooks: [
        {
          type: 'ssm-automation',
          name: 'drain',
          target: 'Orders-Drain',
          parameters: { Hosts: ['a', 'b'] },
          timeoutSeconds: 300,
          delivery: 'AT_MOST_ONCE',
        },
      ],
      healthCheck: { required: true, probes: [{ type: 'tcp', port: 443 }] },
    });
  });

  it('hold what a wave is for, which the plan’s page says with its waves', async () => {
    const description = `The primary first.\n${'Then its replicas. '.repeat(
      4,
    )}`;
    const { plan } = world();
    await open(/^Description None/);
    fill(
      screen.getByRole('textbox', { name: 'Description', description: /wave/ }),
      description,
    );
    expect(
      screen.getByRole('button', {
        name: /^Description The primary first\..*…$/,
      }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));

    const waves = within(
      await screen.findByRole('table', { name: 'Waves of the plan' }),
    );
    expect(
      waves.getByRole('cell', {
        name: /^The primary first\.\sThen its replicas\./,
      }),
    ).toBeVisible();
    // What heads the row is short: it is read out with each of its cells.
    expect(waves.getByRole('rowheader')).toHaveTextContent(/^1\. Database$/);
    expect(plan.waves[0].description).toBe(description.trim());
  });

  it('send back parameters of a hook as they are stored, but for the one that is edited', async () => {
    const { plan } = world(({ waves }) => {
      waves[0].preWaveHooks = [
        {
          type: 'ssm-automation',
          name: 'drain',
          target: 'Orders-Drain',
          parameters: { Script: 'a\n  b', Hosts: ['c', '', 'd'] },
          timeoutSeconds: 300,
          attempts: 3,
          delivery: 'AT_LEAST_ONCE',
          onFailure: 'FAIL',
        },
      ];
    });
    await open(/^Hooks 1 before/);
    expect(screen.getByLabelText('Value of parameter 1')).toHaveValue('a\n  b');
    fill(screen.getByLabelText('Value of parameter 2'), 'c\ne');
    fill(screen.getByLabelText('Parameter 1'), 'Hosts');
    expect(screen.getByLabelText('Parameter 2')).toHaveAccessibleDescription(
      'There are two parameters named Hosts',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(plan.version).toBe(1);
    fill(screen.getByLabelText('Parameter 1'), 'Program');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(plan.version).toBe(2));
    expect(plan.waves[0].preWaveHooks[0].parameters).toEqual({
      Program: 'a\n  b',
      Hosts: ['c', 'e'],
    });
  });

  it('say beside the field what is wrong with a hook, and open for it', async () => {
    const { plan } = world();
    await open(/^Hooks None/);
    await userEvent.click(
      within(
        screen.getByRole('region', { name: 'Before the launches' }),
      ).getByRole('button', { name: 'Add a hook' }),
    );
    fill(screen.getByLabelText(/^Hook name/), 'warm');
    fill(screen.getByLabelText(/^URL/), 'http://a.example');
    expect(screen.getByLabelText(/^URL/)).toHaveAccessibleDescription(
      'A webhook is called by https',
    );
    await open(/^Hooks 1 before Has a problem/);
    expect(screen.queryByLabelText(/^URL/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(plan.version).toBe(1);
  });
});
