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
  healthCheckSchema,
  type DrsRole,
  type Wave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Executions } from './index';

// The pages tell what is to come by the real clock.
const START = Date.now();

/** Orders: database, then application and web beside each other; a launch takes 20 s. */
function world(
  options: { role?: DrsRole; web?: Partial<Wave>; app?: Partial<Wave> } = {},
) {
  let now = START;
  const fake = new FakeOrchestrator({ ...options, now: () => now });
  const [db, app, web] = ['db', 'app', 'web'].map(role =>
    fake.addGroup(`orders-${role}`, {
      'DR-Application': 'orders',
      'DR-Role': role,
    }),
  );
  const plan = fake.addPlan(
    'Orders',
    [
      { name: 'Database', groups: [db] },
      { name: 'Application', groups: [app], after: [1], rules: options.app },
      { name: 'Web', groups: [web], after: [1], rules: options.web },
    ],
    { rto: 5, rpo: 1 },
  );
  return {
    fake,
    plan,
    passMs: (ms: number) => {
      now += ms;
    },
  };
}

const show = (fake: FakeOrchestrator, path: string) =>
  renderPage(<Executions />, { api: fake, tab: 'executions', path });

const press = (name: string | RegExp) =>
  userEvent.click(screen.getByRole('button', { name }));

const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));

/** The dialog that asks, once it stands. */
const question = async (name: string | RegExp) =>
  within(await screen.findByRole('dialog', { name }));

describe('a running execution', () => {
  it('is paused with a reason, says so to whoever comes, and resumes', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(5_000);
    show(fake, `/${run.executionId}`);

    await screen.findByRole('heading', { name: /wave 1 of 3/ });
    await press('Pause');
    const asked = await question('Pause the drill of Orders?');
    fill(asked.getByLabelText(/Reason/), 'The DBA looks first');
    await userEvent.click(asked.getByRole('button', { name: 'Pause it' }));

    const held = await panel('Paused by an operator');
    expect(held.getByText(/The DBA looks first/)).toBeVisible();
    expect(
      held.getByText('8 servers still to be launched go on where it stopped.'),
    ).toBeVisible();
    // What was launched before it finishes; the next waves do not start.
    passMs(60_000);
    expect(fake.tellExecution(run)).toMatchObject({
      status: 'PAUSED',
      counts: { succeeded: 2, pending: 8 },
    });

    await userEvent.click(held.getByRole('button', { name: 'Resume…' }));
    await userEvent.click(
      (
        await question('Resume the drill of Orders?')
      ).getByRole('button', {
        name: 'Resume it',
      }),
    );
    expect(
      await screen.findByRole('heading', { name: /^Drill of Orders: / }),
    ).toBeVisible();
    expect(
      screen.queryByRole('region', { name: 'Paused by an operator' }),
    ).not.toBeInTheDocument();
  });

  it('says why a control does not fit its state', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0, failing: ['orders-app-02'] });
    passMs(90_000);
    show(fake, `/${run.executionId}`);

    const resume = await screen.findByRole('button', { name: 'Resume' });
    expect(resume).toHaveAttribute('aria-disabled', 'true');
    expect(resume).toHaveAccessibleDescription(
      'It waits for a decision about what failed: retry or skip it.',
    );
  });
});

describe('what failed', () => {
  async function failed() {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, {
      agoMs: 0,
      failing: ['orders-app-02', 'orders-app-03'],
    });
    passMs(90_000);
    show(fake, `/${run.executionId}`);
    const decision = await panel('Decide about what failed');
    return { fake, run, passMs, decision };
  }

  it('is retried server by server', async () => {
    const { fake, run, passMs, decision } = await failed();
    expect(
      decision.getByText(
        /^2 servers of wave 2 \(Application\) failed\. That is/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Decide about what failed' }),
    ).toHaveTextContent(/ends by itself in (1 d|23 h)/);

    await userEvent.click(decision.getByRole('button', { name: 'Retry…' }));
    const asked = await question('Retry what failed in the drill of Orders?');
    expect(
      asked.getByRole('button', { name: 'Retry 2 servers' }),
    ).toBeEnabled();
    await userEvent.click(asked.getByLabelText(/^orders-app-03/));
    await userEvent.click(
      asked.getByRole('button', { name: 'Retry 1 server' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Drill of Orders: wave 2 of 3 (Application) is launching.',
      }),
    ).toBeVisible();
    passMs(60_000);
    const outcomes = fake
      .tellExecution(run)
      .waves[1].servers.map(server => server.outcome);
    expect(outcomes).toEqual(['HEALTHY', 'HEALTHY', 'FAILED', 'HEALTHY']);
  });

  it('is not retried by itself where it is up, and says what is lost with it', async () => {
    const { fake, plan, passMs } = world({
      app: { healthCheck: healthCheckSchema.parse({ required: true }) },
    });
    const run = fake.addRun(plan, {
      agoMs: 0,
      executionType: 'RECOVERY',
      failing: ['orders-app-02'],
      unhealthy: ['orders-app-03'],
    });
    passMs(90_000);
    show(fake, `/${run.executionId}`);
    const decision = await panel('Decide about what failed');
    expect(
      decision.getByText(
        /1 server is up, but its health check failed: it is replaced only if you choose it/,
      ),
    ).toBeVisible();

    await userEvent.click(decision.getByRole('button', { name: 'Retry…' }));
    const asked = await question(
      'Retry what failed in the recovery of Orders?',
    );
    expect(
      asked.getByText(/Hooks of these waves that failed run again/),
    ).toBeVisible();
    const up = within(
      asked.getByRole('list', { name: /^Up, but its health check failed/ }),
    );
    const server = up.getByRole('checkbox', {
      name: /^orders-app-03 i-.*: Nothing answered on port 443/,
    });
    expect(server).not.toBeChecked();
    expect(up.getAllByRole('checkbox')).toHaveLength(1);
    expect(asked.getByRole('button', { name: 'Retry 1 server' })).toBeEnabled();
    expect(asked.getByRole('status')).toBeEmptyDOMElement();

    await userEvent.click(server);
    expect(
      asked.getByRole('button', {
        name: 'Retry 2 servers, replacing 1 instance',
      }),
    ).toBeEnabled();
    expect(asked.getByRole('status')).toHaveTextContent(
      /^1 recovered server that is up, perhaps in use, is replaced: .* lost for good\.$/,
    );
    await userEvent.click(server);
    await userEvent.click(asked.getByLabelText('The whole wave 2'));
    await userEvent.click(
      asked.getByRole('button', {
        name: 'Retry wave 2, replacing 1 instance',
      }),
    );
    passMs(60_000);
    expect(
      fake.tellExecution(run).waves[1].servers.map(({ outcome }) => outcome),
    ).toEqual(['HEALTHY', 'HEALTHY', 'UNHEALTHY', 'HEALTHY']);
  });

  it('can be decided by two people at once: what one has taken is not asked for by the other', async () => {
    const { fake, run, decision } = await failed();
    await userEvent.click(decision.getByRole('button', { name: 'Skip…' }));
    const asked = await question('Skip what failed in the drill of Orders?');
    expect(asked.getByRole('button', { name: 'Skip 2 servers' })).toBeEnabled();

    const [taken] = run.waves[1].servers.filter(
      ({ server }) => server.hostname === 'orders-app-02',
    );
    run.skip(
      { waves: [], servers: [taken.server.sourceServerId] },
      'user:default/rita.moreau',
    );
    const rest = await asked.findByRole(
      'button',
      { name: 'Skip 1 server' },
      { timeout: 5_000 },
    );
    await userEvent.click(rest);
    await waitFor(() =>
      expect(fake.tellExecution(run).counts).toMatchObject({
        failed: 0,
        skipped: 2,
      }),
    );
    expect(
      run.events.filter(({ type }) => type === 'ItemsSkipped'),
    ).toHaveLength(2);
  });

  it('is skipped as a whole wave, and then stays on record as skipped', async () => {
    const { fake, run, passMs, decision } = await failed();
    await userEvent.click(decision.getByRole('button', { name: 'Skip…' }));
    const asked = await question('Skip what failed in the drill of Orders?');
    await userEvent.click(asked.getByLabelText('The whole wave 2'));
    expect(asked.getByLabelText(/^orders-app-02/)).toBeDisabled();
    await userEvent.click(asked.getByRole('button', { name: 'Skip wave 2' }));
    passMs(60_000);
    expect(
      await screen.findByRole(
        'heading',
        { name: /^Drill of Orders ended with gaps: .* 2 skipped\.$/ },
        { timeout: 5_000 },
      ),
    ).toBeVisible();
    expect(fake.tellExecution(run)).toMatchObject({
      status: 'PARTIAL',
      counts: { skipped: 2, failed: 0 },
    });
    await userEvent.click(screen.getByRole('tab', { name: 'Outcome' }));
    expect(
      within(
        await screen.findByRole('table', { name: 'Failures by cause' }),
      ).getByRole('row', { name: /could not mount the root volume/ }),
    ).toHaveTextContent(
      /orders-app-02 \(then skipped\), orders-app-03 \(then skipped\)/,
    );
  });
});

describe('an approval', () => {
  it('of a wave is given while others go on', async () => {
    const { fake, plan, passMs } = world({ web: { pauseBeforeWave: true } });
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(35_000);
    show(fake, `/${run.executionId}`);

    const asked = await panel('Approve wave 3 (Web)?');
    expect(
      asked.getByText(
        'Wave 3 starts at once: 4 servers, as version 1 of the plan had them when it was started.',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', {
        name: 'Drill of Orders: wave 2 of 3 (Application) is launching.',
      }),
    ).toBeVisible();
    await userEvent.click(asked.getByRole('button', { name: 'Approve…' }));
    const dialog = await question(
      'Approve wave 3 (Web) of the drill of Orders?',
    );
    fill(dialog.getByLabelText(/Comment/), 'Checked');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(
      await screen.findByRole('heading', {
        name: 'Drill of Orders: waves 2 and 3 of 3 are running.',
      }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Waves (3)' }));
    expect(
      within(screen.getByRole('region', { name: 'Wave 3: Web' })).getByText(
        /Approved by .* “Checked”/,
      ),
    ).toBeVisible();
  });

  it('is not the only way: the wave can be left out', async () => {
    const { fake, plan, passMs } = world({ web: { pauseBeforeWave: true } });
    const run = fake.addRun(plan, { agoMs: 0 });
    passMs(35_000);
    show(fake, `/${run.executionId}`);

    const asked = await panel('Approve wave 3 (Web)?');
    await userEvent.click(asked.getByRole('button', { name: 'Skip…' }));
    const dialog = await question('Skip wave 3 (Web) of the drill of Orders?');
    expect(dialog.getByLabelText('The whole wave 3')).toBeChecked();
    await userEvent.click(dialog.getByRole('button', { name: 'Skip wave 3' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Approve wave 3 (Web)?' }),
      ).not.toBeInTheDocument(),
    );
    expect(fake.tellExecution(run).waves[2]).toMatchObject({
      status: 'SKIPPED',
      servers: Array(4).fill(expect.objectContaining({ outcome: 'SKIPPED' })),
    });
  });

  it('cannot be gone around by who started it, by leaving the wave out', async () => {
    const { fake, plan, passMs } = world({ web: { pauseBeforeWave: true } });
    const run = fake.addRun(plan, {
      agoMs: 0,
      fourEyes: true,
      startedBy: fake.me,
      failing: ['orders-app-02'],
    });
    run.decide(undefined, {
      decision: 'APPROVE',
      by: 'user:default/rita.moreau',
      at: START,
    });
    passMs(90_000);
    show(fake, `/${run.executionId}`);

    const asked = await panel('Approve wave 3 (Web)?');
    const skip = asked.getByRole('button', { name: 'Skip…' });
    expect(skip).toHaveAttribute('aria-disabled', 'true');
    expect(skip).toHaveAccessibleDescription(
      /Another person has to decide: you started it/,
    );
    expect(asked.getByRole('button', { name: 'Reject…' })).not.toHaveAttribute(
      'aria-disabled',
    );

    // What failed is theirs to decide about, but not this wave with it.
    const failed = await panel('Decide about what failed');
    await userEvent.click(failed.getByRole('button', { name: 'Skip…' }));
    const dialog = await question('Skip what failed in the drill of Orders?');
    expect(dialog.getByLabelText('The whole wave 2')).toBeEnabled();
    const web = dialog.getByLabelText('The whole wave 3');
    expect(web).toBeDisabled();
    expect(web).toHaveAccessibleDescription(/^Not for you: it needs/);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Skip 1 server' }),
    );
    await waitFor(() =>
      expect(fake.tellExecution(run).counts).toMatchObject({ skipped: 1 }),
    );
  });

  it('of the start is refused to who started it, in words', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, {
      agoMs: 0,
      executionType: 'RECOVERY',
      fourEyes: true,
      startedBy: fake.me,
    });
    passMs(10_000);
    show(fake, `/${run.executionId}`);

    const asked = await panel('Approve the start?');
    expect(asked.getByText(/It takes a second person:/)).toHaveTextContent(
      'It takes a second person: somebody and pat.lindqvist may not approve it, having started it or last changed its plan, and neither may a program. Whoever may not approve may still reject.',
    );
    const approve = asked.getByRole('button', { name: 'Approve…' });
    expect(approve).toHaveAttribute('aria-disabled', 'true');
    expect(approve).toHaveAccessibleDescription(
      /Another person has to decide: you started it/,
    );
    await userEvent.click(approve);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        name: 'Recovery of Orders waits for approval before it starts.',
      }),
    ).toBeVisible();

    // Whoever has doubts may always stop it.
    await userEvent.click(asked.getByRole('button', { name: 'Reject…' }));
    await userEvent.click(
      (
        await question('Reject the start of the recovery of Orders?')
      ).getByRole('button', { name: 'Reject and cancel the execution' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: /^Recovery of Orders was cancelled/,
      }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Outcome' }));
    expect(
      (await screen.findByText('Stopped because')).nextSibling,
    ).toHaveTextContent(/^The start was rejected by somebody\.$/);
  });
});

describe('an execution that AWS knows more of than its log', () => {
  it('is explained, and resumed only with these launches as its own', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0 });
    run.hold(
      {
        reason: 'RECOVERED_LOG',
        since: START,
        message: 'AWS shows job drsjob-1 of 2 servers',
      },
      'system',
    );
    passMs(60_000);
    show(fake, `/${run.executionId}`);

    const held = await panel('Compare with AWS before you go on');
    expect(
      held.getByText(/database was restored from a backup/),
    ).toHaveTextContent(/AWS shows job drsjob-1 of 2 servers/);
    await userEvent.click(held.getByRole('button', { name: 'Resume…' }));
    const asked = await question('Resume the drill of Orders?');
    expect(
      asked.getByText(/followed to their end and not repeated/),
    ).toBeVisible();
    await userEvent.click(
      asked.getByRole('button', { name: 'Take the launches and resume' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: /^Drill of Orders is about to start/,
      }),
    ).toBeVisible();
  });
});

describe('the waves of an execution', () => {
  it('tell their hooks with attempts, the pace, the wait and the readiness', async () => {
    const { fake, plan, passMs } = world({
      app: {
        parallelism: 2,
        waitTimeSeconds: 600,
        preWaveHooks: [
          {
            type: 'webhook',
            name: 'drain-queues',
            target: 'https://hooks.example.com/drain',
            timeoutSeconds: 60,
            attempts: 3,
            delivery: 'AT_LEAST_ONCE',
            onFailure: 'FAIL',
          },
        ],
      },
    });
    const run = fake.addRun(plan, { agoMs: 0, flaky: ['drain-queues'] });
    passMs(35_000);
    show(fake, `/${run.executionId}?tab=waves`);

    const hooks = within(
      await screen.findByRole('table', { name: 'Hooks of wave 2' }),
    );
    expect(hooks.getByRole('row', { name: /^drain-queues/ })).toHaveTextContent(
      'drain-queuesWebhookBefore the launchesRunning2 attempts–Attempt 1 failed: the target answered 503.',
    );
    expect(
      within(
        screen.getByRole('region', { name: 'Wave 1: Database' }),
      ).getByText('Ready after').nextSibling,
    ).toHaveTextContent('23 s');
    passMs(65_000);
    expect(
      await within(
        screen.getByRole('group', { name: 'Waves and what each waits for' }),
      ).findByText(/^Goes on in 1\d min/, {}, { timeout: 5_000 }),
    ).toBeVisible();
  });

  it('say that they wait for capacity, and what uses it', async () => {
    const { fake, plan, passMs } = world();
    const run = fake.addRun(plan, { agoMs: 0, fullForMs: 600_000 });
    passMs(20_000);
    show(fake, `/${run.executionId}`);
    expect(
      await screen.findByRole('heading', {
        name: 'Drill of Orders: wave 1 of 3 (Database) is waiting for capacity.',
      }),
    ).toBeVisible();
    expect(
      screen.getByText(
        /Wave 1 \(Database\) waits for capacity: Account 111122223333 in us-west-2 runs 20 of 20 DRS jobs/,
      ),
    ).toBeVisible();
  });
});
