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
import type { FakeRun } from '../../../dev/fake/FakeRun';
import { renderPage } from '../../__testUtils__/renderPage';
import { Overview } from './index';

const show = (fake: FakeOrchestrator, path = '') =>
  renderPage(<Overview />, { api: fake, tab: 'overview', path });

/** A plan of the application servers of Orders, of which one lags far behind. */
function lagging(): FakeOrchestrator {
  const fake = new FakeOrchestrator();
  fake.servers = fake.servers.map(server =>
    server.hostname === 'orders-app-02'
      ? {
          ...server,
          replicationState: 'STALLED',
          lagSeconds: 25 * 60,
          recoverability: 'AT_RISK',
          recoverabilityReason: 'A launch would use data 25 min old.',
        }
      : { ...server, replicationState: 'CONTINUOUS', recoverability: 'READY' },
  );
  const group = fake.addGroup('orders-app', {
    'DR-Application': 'orders',
    'DR-Role': 'app',
  });
  fake.addPlan('Orders', [{ name: 'Application', groups: [group] }]);
  fake.addGroup('orders-db', { 'DR-Application': 'orders', 'DR-Role': 'db' });
  return fake;
}

/** Answers with what was stored before it was told how many instances run. */
class EarlierRelease extends FakeOrchestrator {
  override tellExecution(run: FakeRun) {
    return { ...super.tellExecution(run), instancesRunning: undefined };
  }
}

const rows = async () =>
  within(
    await screen.findByRole('table', {
      name: 'Servers by posture, the worst first',
    }),
  )
    .getAllByRole('rowheader')
    .map(cell => /^[a-z-]+-\d\d/.exec(cell.textContent ?? '')?.[0]);

describe('the overview', () => {
  const scrollIntoView = jest.fn();
  beforeAll(() => {
    // jsdom lays nothing out, and so has no such method.
    Element.prototype.scrollIntoView = scrollIntoView;
  });

  it('says what cannot be relied on, and leads from each server to what mends it', async () => {
    show(lagging());

    expect(
      await screen.findByRole('heading', {
        name: 'Nothing is being recovered or rehearsed now. 1 server cannot be relied on to recover.',
      }),
    ).toBeVisible();
    expect((await rows())[0]).toBe('orders-app-02');
    expect(
      screen.getByText('A launch would use data 25 min old.'),
    ).toBeVisible();
    const alerts = within(
      await screen.findByRole('region', { name: 'Replication alerts' }),
    );
    expect(
      alerts.getByText('Replication of 1 server has stalled: orders-app-02.'),
    ).toBeVisible();
    expect(alerts.getByRole('link', { name: 'See them' })).toHaveAttribute(
      'href',
      '/disaster-recovery/servers?replication=STALLED',
    );
  });

  it('counts all servers whose replication does not go on, however many there are', async () => {
    const fake = lagging();
    const [sample] = fake.servers;
    const more = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...sample,
        sourceServerId: `s-${prefix}${String(index).padStart(17, '0')}`,
        hostname: `${prefix}-${String(index).padStart(3, '0')}`,
      }));
    fake.servers = [
      ...fake.servers,
      ...more('away', 250).map(server => ({
        ...server,
        replicationState: 'DISCONNECTED' as const,
        lagSeconds: 3_600,
      })),
      ...more('off', 3).map(server => ({
        ...server,
        replicationState: 'STOPPED' as const,
        lagSeconds: undefined,
      })),
    ];
    show(fake);

    const alerts = await screen.findByRole('region', {
      name: 'Replication alerts',
    });
    expect(
      within(alerts)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Replication of 3 servers is stopped: off-000, off-001 and off-002.See them',
      '250 servers are disconnected, their agents do not answer: away-000, away-001, away-002 and 247 more.The oldest data that a launch would use is at least 1 h old. See them',
      'Replication of 1 server has stalled: orders-app-02.The oldest data that a launch would use is 25 min old. See them',
    ]);
  });

  it('lists the part of a bar that is pressed, and everything again when it is let go', async () => {
    const user = userEvent.setup();
    show(lagging());

    const own = within(
      await screen.findByRole('list', { name: 'Servers of yours, by posture' }),
    );
    expect(
      own.getAllByRole('button').map(button => button.textContent),
    ).toEqual(['3Never drilled', '1At risk', '2Unprotected']);
    const unprotected = own.getByRole('button', { name: /Unprotected/ });
    await user.click(unprotected);
    expect(unprotected).toHaveAttribute('aria-pressed', 'true');
    expect(scrollIntoView).toHaveBeenCalled();
    expect(
      await screen.findByRole('heading', {
        name: 'Your servers: Unprotected',
      }),
    ).toBeVisible();
    await waitFor(async () =>
      expect(await rows()).toEqual(['orders-db-01', 'orders-db-02']),
    );
    expect(
      screen.getAllByRole('link', { name: 'Create one' })[0],
    ).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/disaster-recovery\/plans\/new\?group=/),
    );
    // Those of everybody are another list.
    expect(
      within(
        screen.getByRole('list', { name: 'All servers, by posture' }),
      ).getByRole('button', { name: /Unprotected/ }),
    ).toHaveAttribute('aria-pressed', 'false');

    await user.click(unprotected);
    expect(
      await screen.findByRole('heading', { name: 'Your servers' }),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear the filter' }));
    await waitFor(async () => expect((await rows())[0]).toBe('orders-app-02'));
  });

  it('opens with the filter that its address holds', async () => {
    show(lagging(), '?posture=AT_RISK');
    expect(
      await screen.findByRole('heading', { name: 'Servers: At risk' }),
    ).toBeVisible();
    expect(await rows()).toEqual(['orders-app-02']);
  });

  it('shows what failed as failed, what waits for a decision, and what a drill costs', async () => {
    const start = Date.parse('2026-11-21T12:00:00.000Z');
    const fake = new FakeOrchestrator({ now: () => start });
    const app = fake.addGroup('orders-app', {
      'DR-Application': 'orders',
      'DR-Role': 'app',
    });
    const db = fake.addGroup('orders-db', {
      'DR-Application': 'orders',
      'DR-Role': 'db',
    });
    const plan = fake.addPlan('Orders', [
      { name: 'Application', groups: [app] },
    ]);
    fake.addRun(fake.addPlan('Databases', [{ name: 'All', groups: [db] }]), {
      agoMs: 3_600_000,
    });
    fake.addRun(plan, { agoMs: 90_000, failing: ['orders-app-02'] });
    show(fake);

    const card = await screen.findByRole('article', {
      name: 'Drill of Orders',
    });
    expect(
      within(card).getByRole('progressbar', { name: 'Servers that are up' }),
    ).toHaveAttribute('aria-valuetext', '3 of 4 up, 1 failed');
    expect(
      within(card).getByRole('meter', { name: 'Time against the target' }),
    ).toHaveAttribute('aria-valuemax', '300');
    const needs = within(
      await screen.findByRole('region', { name: 'Needs you' }),
    );
    expect(
      needs.getByText(
        'Drill of Orders is paused for your decision: wave 1 failed.',
      ),
    ).toBeVisible();
    expect(
      await needs.findByText(
        'The drill of Databases left 2 instances running.',
      ),
    ).toBeVisible();
    expect(
      needs.getByText(/and costs 2 instance-hours every hour/),
    ).toBeVisible();
  });

  it.each([
    [
      'counts what a drill left by what runs, unhealthy or not',
      FakeOrchestrator,
      'The drill of Orders left 4 instances running.',
    ],
    [
      'says how many a drill left at least, where what runs was not told yet',
      EarlierRelease,
      'The drill of Orders left at least 3 instances running.',
    ],
  ])('%s', async (_, Api, sentence) => {
    const start = Date.parse('2026-11-21T12:00:00.000Z');
    const fake = new Api({ now: () => start });
    const group = fake.addGroup('orders-app', {
      'DR-Application': 'orders',
      'DR-Role': 'app',
    });
    fake.addRun(fake.addPlan('Orders', [{ name: 'All', groups: [group] }]), {
      agoMs: 3_600_000,
      unhealthy: ['orders-app-02'],
    });
    show(fake);
    expect(await screen.findByText(sentence)).toBeVisible();
  });

  it('asks for the approval of a wave while others run', async () => {
    const start = Date.parse('2026-11-21T12:00:00.000Z');
    const fake = new FakeOrchestrator({ now: () => start });
    const group = (role: string) =>
      fake.addGroup(`orders-${role}`, {
        'DR-Application': 'orders',
        'DR-Role': role,
      });
    const asked = { after: [], rules: { pauseBeforeWave: true } };
    const plan = fake.addPlan('Orders', [
      { name: 'Database', groups: [group('db')] },
      { name: 'Application', groups: [group('app')], ...asked },
      { name: 'Web', groups: [group('web')], ...asked },
    ]);
    fake.addRun(plan, { agoMs: 5_000 });
    show(fake);

    expect(
      await screen.findByRole('heading', {
        name: /^1 drill is under way\. 1 execution waits for your decision\./,
      }),
    ).toBeVisible();
    const needs = within(
      await screen.findByRole('region', { name: 'Needs you' }),
    );
    expect(
      needs.getByText(
        'Drill of Orders waits for approval before wave 2 and wave 3.',
      ),
    ).toBeVisible();
    expect(
      needs.getByText(
        /while other waves go on\. If nobody decides, the execution ends/,
      ),
    ).toBeVisible();
    expect(
      needs.getByRole('link', { name: 'See what is asked and decide' }),
    ).toBeVisible();
  });

  it('does not ask for an approval that takes somebody else', async () => {
    const fake = new FakeOrchestrator();
    const group = fake.addGroup('orders-db', { 'DR-Application': 'orders' });
    const plan = fake.addPlan('Orders', [{ name: 'All', groups: [group] }]);
    fake.addRun(plan, {
      agoMs: 5_000,
      fourEyes: true,
      startedBy: fake.me,
    });
    show(fake);

    expect(
      await screen.findByRole('heading', {
        name: /1 execution waits for somebody else’s decision\./,
      }),
    ).toBeVisible();
    const needs = within(
      await screen.findByRole('region', { name: 'Needs somebody' }),
    );
    expect(
      needs.getByText(/Another person must approve it: you started it/),
    ).toBeVisible();
    expect(needs.getByRole('link', { name: 'See it' })).toBeVisible();
  });

  it('tells what a drill left as soon as it has ended', async () => {
    let now = Date.parse('2026-11-21T12:00:00.000Z');
    const fake = new FakeOrchestrator({ now: () => now });
    const group = (role: string) =>
      fake.addGroup(`orders-${role}`, {
        'DR-Application': 'orders',
        'DR-Role': role,
      });
    const earlier = fake.addPlan('Databases', [
      { name: 'All', groups: [group('db')] },
    ]);
    fake.addRun(earlier, { agoMs: 7_200_000, terminated: true });
    const plan = fake.addPlan('Orders', [
      { name: 'All', groups: [group('app')] },
    ]);
    fake.addRun(plan, { agoMs: 1_000 });
    show(fake);
    expect(
      await screen.findByRole('article', { name: 'Drill of Orders' }),
    ).toBeVisible();

    now += 600_000;
    // Far sooner than the posture is read of its own accord.
    expect(
      await screen.findByText(
        'The drill of Orders left 4 instances running.',
        {},
        { timeout: 15_000 },
      ),
    ).toBeVisible();
  }, 30_000);

  it('promises no decision to those who may not take it', async () => {
    const fake = new FakeOrchestrator({ role: 'DRSReadOnly' });
    const group = fake.addGroup('orders-app', { 'DR-Application': 'orders' });
    const plan = fake.addPlan('Orders', [{ name: 'All', groups: [group] }]);
    fake.addRun(plan, { agoMs: 90_000, failing: ['orders-app-02'] });
    show(fake);
    expect(
      await screen.findByRole('heading', {
        name: /1 execution waits for somebody else’s decision\./,
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Needs somebody' }),
    ).toBeVisible();
  });

  it('claims that nothing is the reader’s own only where the catalog was asked, too', async () => {
    const fake = new FakeOrchestrator();
    show(fake);
    expect(
      await screen.findByText(
        'You own nothing here: no protection group, plan or component with servers names you or a group of yours as its owner.',
      ),
    ).toBeVisible();
  });

  it('says what the silent catalog leaves unknown of what is the reader’s own', async () => {
    const fake = new FakeOrchestrator();
    fake.isCatalogDown = true;
    show(fake);
    expect(
      await screen.findByText(
        'The catalog did not answer: servers that are yours by a component alone are not counted as yours.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/^You own nothing here/)).toBeNull();
    expect(
      screen.getByText(
        'No protection group and no plan names you or a group of yours as its owner.',
      ),
    ).toBeVisible();
  });

  it('keeps the rest where the accounts cannot be asked', async () => {
    const fake = lagging();
    fake.unreachable.add('333344445555');
    show(fake);
    expect(
      await screen.findAllByText(/333344445555 in us-west-2/),
    ).not.toHaveLength(0);
    expect((await rows())[0]).toBe('orders-app-02');
    expect(
      screen.getByRole('heading', {
        name: /1 server cannot be relied on to recover\. 1 account could not be asked\./,
      }),
    ).toBeVisible();
  });
});
