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
import plugin, { drsOrchestratorApiRef } from '../src';
import { FakeOrchestrator, playableRoles } from './fake/FakeOrchestrator';

// The pages over an orchestrator in the browser's memory: no backend, no AWS.
// ?role=DRSOperator plays a role, ?role=none has none, ?scenario=empty starts
// with nothing. Both stay for the tab.
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
});
if (sessionStorage.getItem('scenario') !== 'empty') {
  const tags = (name: string, part: string) => ({
    'DR-Application': name,
    'DR-Role': part,
  });
  const [db, app, web] = ['db', 'app', 'web'].map(part =>
    fake.addGroup(`orders-${part}`, tags('orders', part)),
  );
  const [payDb, payApp, payWeb] = ['db', 'app', 'web'].map(part =>
    fake.addGroup(`payments-${part}`, tags('payments', part)),
  );
  const search = fake.addGroup(
    'product-catalog-search',
    tags('product-catalog', 'search'),
  );
  const orders = fake.addPlan('Orders', [
    { name: 'Database', groups: [db] },
    { name: 'Application', groups: [app], after: [1] },
    { name: 'Web', groups: [web], after: [1] },
  ]);
  const payments = fake.addPlan('Payments', [
    { name: 'Database', groups: [payDb] },
    { name: 'Application', groups: [payApp], after: [1] },
    { name: 'Web', groups: [payWeb], after: [2] },
  ]);
  const catalog = fake.addPlan(
    'Product catalogue',
    [{ name: 'Search', groups: [search], tolerant: true }],
    30,
  );
  fake.addRun(orders, { agoMs: 9 * 86_400_000, terminated: true });
  fake.addRun(catalog, {
    agoMs: 2 * 3_600_000,
    failing: ['product-catalog-search-02'],
  });
  fake.addRun(payments, { agoMs: 240_000, failing: ['payments-app-02'] });
  fake.addRun(orders, { agoMs: 30_000, reason: 'Quarterly rehearsal' });
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
