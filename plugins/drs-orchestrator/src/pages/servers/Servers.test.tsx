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

import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { Servers } from './index';

jest.setTimeout(20_000);
afterEach(() => jest.useRealTimers());

describe('the servers', () => {
  it('open to their own story, with the lag over time in a chart and in words', async () => {
    const fake = new FakeOrchestrator({});
    renderPage(<Servers />, { api: fake, tab: 'servers', path: '' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'orders-db-01' }),
    );
    const drawer = within(
      await screen.findByRole('dialog', { name: 'orders-db-01' }),
    );
    const chart = await drawer.findByRole('img', { name: 'Lag over time' });
    expect(chart).toHaveAccessibleDescription(
      /^The lag was from 2 s to 10 min\. For 2 h its replication was not continuous: stalled\. Of 1 h nobody knows\.$/,
    );
    expect(
      drawer.getByText(/^Unknown from .*: The role cannot be assumed/),
    ).toBeVisible();
    await userEvent.click(
      drawer.getByRole('button', { name: /^What was seen 3 changes/ }),
    );
    const seen = within(
      drawer.getByRole('table', { name: 'How the server replicated' }),
    );
    expect(seen.getAllByRole('row')).toHaveLength(4);
    expect(
      seen.getByRole('row', { name: /Stalled 10 min/ }),
    ).toBeInTheDocument();

    await userEvent.selectOptions(drawer.getByLabelText('Time'), '168');
    expect(
      await drawer.findByText(/Of 6 d 1 h nobody knows\./),
    ).toBeInTheDocument();

    await userEvent.click(drawer.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('open by a link as far back as its sender looked', async () => {
    const fake = new FakeOrchestrator({});
    const { accountId, region, sourceServerId } = fake.servers[0];
    renderPage(<Servers />, {
      api: fake,
      tab: 'servers',
      path: `?server=${accountId}/${region}/${sourceServerId}&lag=168`,
    });
    const drawer = within(await screen.findByRole('dialog'));
    expect(await drawer.findByLabelText('Time')).toHaveValue('168');
    expect(
      await drawer.findByText(/Of 6 d 1 h nobody knows\./),
    ).toBeInTheDocument();
  });

  it('tell their points in time and how each would be launched, once asked', async () => {
    const fake = new FakeOrchestrator({});
    const [server, other] = fake.servers;
    fake.addGroup(server.hostname, { Name: server.tags.Name });
    server.lastLaunch = {
      jobId: 'drsjob-1',
      type: 'DRILL',
      status: 'LAUNCHED',
      at: new Date(fake.now() - 7_200_000).toISOString(),
    };
    renderPage(<Servers />, {
      api: fake,
      tab: 'servers',
      path: `?server=${server.accountId}/${server.region}/${server.sourceServerId}`,
    });
    const drawer = within(
      await screen.findByRole('dialog', { name: server.hostname }),
    );
    expect(drawer.getByText(/^Drill/)).toHaveTextContent(
      'Drill 2 h ago: launched',
    );

    await userEvent.click(
      drawer.getByRole('button', { name: /^Points in time/ }),
    );
    const points = within(
      await drawer.findByRole('table', { name: 'Points in time' }),
    );
    expect(points.getAllByRole('row')).toHaveLength(21);
    await userEvent.click(
      drawer.getByRole('button', { name: 'Show older ones' }),
    );
    expect(await points.findByText('23 h ago')).toBeInTheDocument();

    await userEvent.click(
      drawer.getByRole('button', { name: /^How it would be launched/ }),
    );
    expect(await drawer.findByText(/^AWS has it as/)).toHaveTextContent(
      'AWS has it as its group wants it.',
    );
    expect(drawer.getByText('DRS, by the source’s size')).toBeVisible();

    await userEvent.click(drawer.getByRole('button', { name: 'Close' }));
    await userEvent.click(screen.getByRole('button', { name: other.hostname }));
    const another = within(
      await screen.findByRole('dialog', { name: other.hostname }),
    );
    await userEvent.click(
      another.getByRole('button', { name: /^How it would be launched/ }),
    );
    expect(another.getByText(/^No group changes anything/)).toBeVisible();
  });

  it('name the plans that launch them, each by its wave, and no others', async () => {
    const fake = new FakeOrchestrator({});
    const [server, other] = fake.servers;
    const group = fake.addGroup('All', {});
    const elsewhere = fake.addGroup('None', { Name: 'nothing' });
    const first = { name: 'Data', groups: [elsewhere] };
    fake.addPlan('Orders', [
      first,
      {
        name: 'Application',
        groups: [group],
        rules: { serverIds: [server.sourceServerId] },
      },
    ]);
    fake.addPlan('Everything', [{ name: 'All', groups: [group] }]);
    fake.addPlan('Another server', [
      {
        name: 'All',
        groups: [group],
        rules: { serverIds: [other.sourceServerId] },
      },
    ]);
    fake.addPlan('Another group', [first]);
    renderPage(<Servers />, {
      api: fake,
      tab: 'servers',
      path: `?server=${server.accountId}/${server.region}/${server.sourceServerId}`,
    });
    const drawer = within(
      await screen.findByRole('dialog', { name: server.hostname }),
    );
    const orders = await drawer.findByRole('link', { name: 'Orders' });
    expect(orders).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/disaster-recovery\/plans\/plan/),
    );
    expect(orders.parentElement).toHaveTextContent(
      /^Orders, wave 2 Application$/,
    );
    expect(
      drawer.getByRole('link', { name: 'Everything' }).parentElement,
    ).toHaveTextContent(/^Everything, wave 1 All$/);
    expect(drawer.queryByText(/^Another/)).toBeNull();
  });

  it('are kept up to date where a link leads past the filters', async () => {
    jest.useFakeTimers();
    const fake = new FakeOrchestrator({});
    const [server] = fake.servers;
    server.lagSeconds = 7;
    renderPage(<Servers />, {
      api: fake,
      tab: 'servers',
      path: `?text=no-such-server&server=${server.accountId}/${server.region}/${server.sourceServerId}`,
    });
    const drawer = within(
      await screen.findByRole('dialog', { name: server.hostname }),
    );
    expect(drawer.getByText('7 s')).toBeVisible();
    server.lagSeconds = 9;
    act(() => jest.advanceTimersByTime(30_000));
    expect(await drawer.findByText('9 s')).toBeVisible();
  });

  it('are found by a link, and say why nothing can be told', async () => {
    const fake = new FakeOrchestrator({});
    const [server] = fake.servers;
    fake.historyFailure = 'The database is away';
    renderPage(<Servers />, {
      api: fake,
      tab: 'servers',
      path: `?server=${server.accountId}/${server.region}/${server.sourceServerId}`,
    });
    const drawer = within(
      await screen.findByRole('dialog', { name: server.hostname }),
    );
    expect(await drawer.findByRole('alert')).toHaveTextContent(
      /Could not read the history of replication.*The database is away/,
    );
  });
});
