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

// The harness is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { useEffect } from 'react';
import ReactDOM from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Content, UserIdentity } from '@backstage/core-components';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { hookSchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import plugin, { drsOrchestratorApiRef } from '../src';
import { FakeOrchestrator, playableRoles } from './fake/FakeOrchestrator';

// The pages over an orchestrator in the browser's memory: no backend, no AWS.
// ?role=DRSOperator plays a role, ?role=none has none, ?scenario=empty starts
// with nothing, ?scenario=broken with an audit trail that somebody changed. Both
// stay for the tab.
const query = new URLSearchParams(window.location.search);
for (const name of ['role', 'scenario']) {
  const value = query.get(name);
  if (value !== null) {
    sessionStorage.setItem(name, value);
  }
}
const role = playableRoles.find(
  name => name === sessionStorage.getItem('role'),
);
const fake = new FakeOrchestrator({
  role,
  denied: sessionStorage.getItem('role') === 'none',
  delayMs: 120,
  brokenTrail: sessionStorage.getItem('scenario') === 'broken',
});
if (sessionStorage.getItem('scenario') !== 'empty') {
  const tags = (name: string, part: string) => ({
    'DR-Application': name,
    'DR-Role': part,
  });
  const groupsOf = (name: string, parts: string[], accountId?: string) =>
    parts.map(part =>
      fake.addGroup(`${name}-${part}`, tags(name, part), accountId),
    );
  const [db, app, web] = groupsOf('orders', ['db', 'app', 'web']);
  const [payDb, payApp, payWeb] = groupsOf('payments', ['db', 'app', 'web']);
  const [catDb, search, catApp] = groupsOf('product-catalog', [
    'db',
    'search',
    'app',
  ]);
  const [stockDb, stockApp, stockWeb] = groupsOf(
    'warehouse',
    ['db', 'app', 'web'],
    '222233334444',
  );
  const [trackDb, trackQueue, trackApp] = groupsOf(
    'tracking',
    ['db', 'queue', 'app'],
    '222233334444',
  );
  const [billDb, billApp] = groupsOf('billing', ['db', 'app'], '333344445555');
  Object.assign(web, {
    launchConfig: {
      subnetId: 'subnet-0a1b2c3d4e5f60718',
      rightSizing: 'NONE',
      instanceType: 'm6i.large',
      copyTags: true,
      drill: {
        subnetId: 'subnet-0d1b2c3d4e5f60718',
        securityGroupIds: ['sg-0d1b2c3d4e5f60718'],
      },
    },
    servers: [
      {
        sourceServerId: fake.members(web)[0].sourceServerId,
        staticPrivateIp: '10.0.1.20',
      },
    ],
  });
  fake.unwritable.set(fake.members(web)[1].sourceServerId, {
    code: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::111122223333:assumed-role/DrsOrchestratorRole/drs-orchestrator is not authorized to perform: drs:UpdateLaunchConfiguration',
  });
  const hook = (name: string, target: string) =>
    hookSchema.parse({ type: 'webhook', name, target });
  const orders = fake.addPlan(
    'Orders',
    [
      {
        name: 'Database',
        groups: [db],
        rules: {
          waitTimeSeconds: 20,
          postWaveHooks: [
            hookSchema.parse({
              type: 'ssm-automation',
              name: 'check-replication-slots',
              target: 'Orders-CheckReplicationSlots',
            }),
          ],
        },
      },
      {
        name: 'Application',
        groups: [app],
        after: [1],
        rules: {
          parallelism: 2,
          preWaveHooks: [
            hook('drain-queues', 'https://hooks.shop.example/drain'),
          ],
        },
      },
      {
        name: 'Web',
        groups: [web],
        after: [1],
        rules: { pauseBeforeWave: true },
      },
    ],
    { rto: 5, rpo: 1 },
  );
  const payments = fake.addPlan('Payments', [
    { name: 'Database', groups: [payDb] },
    { name: 'Application', groups: [payApp], after: [1] },
    { name: 'Web', groups: [payWeb], after: [2] },
  ]);
  const catalog = fake.addPlan(
    'Product catalogue',
    [
      { name: 'Database', groups: [catDb] },
      { name: 'Search', groups: [search], after: [], tolerant: true },
      { name: 'Application', groups: [catApp], after: [1] },
    ],
    { rto: 30 },
  );
  const stock = fake.addPlan(
    'Warehouse',
    [
      { name: 'Database', groups: [stockDb] },
      { name: 'Application', groups: [stockApp], after: [1] },
      { name: 'Web', groups: [stockWeb], after: [2] },
    ],
    { rto: 15, rpo: 5 },
  );
  const tracking = fake.addPlan('Tracking', [
    { name: 'Database', groups: [trackDb] },
    { name: 'Queue', groups: [trackQueue], after: [] },
    { name: 'Application', groups: [trackApp], after: [1, 2] },
  ]);
  const billing = fake.addPlan('Billing', [
    { name: 'Database', groups: [billDb] },
    { name: 'Application', groups: [billApp], after: [1] },
  ]);

  fake.addRun(orders, {
    agoMs: 9 * 86_400_000,
    terminated: true,
    approved: [3],
  });
  fake.addRun(catalog, {
    agoMs: 2 * 3_600_000,
    failing: ['product-catalog-search-02'],
    unhealthy: ['product-catalog-app-02'],
    timeToLiveMinutes: 240,
  });
  // What failed waits for a decision.
  fake.addRun(payments, { agoMs: 240_000, failing: ['payments-app-02'] });
  // Somebody started it who may not approve it: the developer.
  fake.addRun(stock, {
    agoMs: 400_000,
    executionType: 'RECOVERY',
    reason: 'Region is down',
    fourEyes: true,
    startedBy: fake.me,
  });
  // AWS knows of launches that its log does not.
  fake.addRun(tracking, { agoMs: 15_000 }).hold(
    {
      reason: 'RECOVERED_LOG',
      since: Date.now() - 60_000,
      message:
        'AWS shows job drsjob-0a1b2c3d4e5f60718 of 2 servers of wave 1, which this log does not know',
    },
    'system',
  );
  // Other executions use up what DRS allows, for a while.
  fake.addRun(billing, { agoMs: 20_000, fullForMs: 600_000 });
  // Runs, with hooks, waits and an approval to come.
  fake.addRun(orders, {
    agoMs: 30_000,
    reason: 'Quarterly rehearsal',
    flaky: ['drain-queues'],
    timeToLiveMinutes: 120,
  });
}

const fakeApi = createFrontendModule({
  pluginId: 'drs-orchestrator',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: drsOrchestratorApiRef,
          deps: {},
          factory: () => fake,
        }),
    }),
  ],
});

const entityPage = (kind: string, name: string) =>
  PageBlueprint.make({
    name,
    params: {
      path: `/entity/${name}`,
      title: `Entity tab: ${name}`,
      loader: async () => {
        const { EntityRecovery, ReadinessCard } = await import(
          '../src/pages/entity'
        );
        return (
          <EntityProvider
            entity={{
              apiVersion: 'backstage.io/v1alpha1',
              kind,
              metadata: { name },
            }}
          >
            <Content>
              <EntityRecovery />
              <ReadinessCard />
            </Content>
          </EntityProvider>
        );
      },
    },
  });

const entityPages = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader:
          async () =>
          ({ onSignInSuccess }) => {
            useEffect(
              () => onSignInSuccess(UserIdentity.createGuest()),
              [onSignInSuccess],
            );
            return null;
          },
      },
    }),
    entityPage('Resource', 'orders-db'),
    entityPage('System', 'product-catalog'),
  ],
});

const app = createApp({ features: [plugin, fakeApi, entityPages] });

const root = document.getElementById('root');
if (root) {
  ReactDOM.createRoot(root).render(app.createRoot());
}
