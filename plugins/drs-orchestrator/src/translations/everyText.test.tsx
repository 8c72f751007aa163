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

import type { JSX } from 'react';
import { waitFor } from '@testing-library/react';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  bracketLanguage,
  rememberingTexts,
  unsaidBy,
} from '../__testUtils__/bracketLanguage';
import { renderPage } from '../__testUtils__/renderPage';
import { FakeOrchestrator } from '../../dev/fake/FakeOrchestrator';
import { Accounts } from '../pages/accounts';
import { Audit } from '../pages/audit';
import { EntityRecovery, ReadinessCard } from '../pages/entity';
import { Executions } from '../pages/executions';
import { Groups } from '../pages/groups';
import { Overview } from '../pages/overview';
import { Plans } from '../pages/plans';
import { Servers } from '../pages/servers';
import { Settings } from '../pages/settings';

// In a language that puts every message between brackets, nothing but data may
// stand outside of them.

/** Texts that are the same in every language, and one of Backstage's own. */
const UNTRANSLATED = [
  '0 notifications.',
  // What stands in a catalog file.
  'aws.amazon.com/drs-recovery-plan: ',
  'DRS',
  'AWS',
  'UTC',
  'YAML',
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

interface Scene {
  plan: string;
  group: string;
  /** As an execution and as the list of servers name it. */
  server: { id: string; path: string };
  paused: string;
  ended: string;
}

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders-db' },
};

const pages: readonly {
  name: string;
  tab: string;
  page: JSX.Element;
  path: (scene: Scene) => string;
}[] = [
  { name: 'overview', tab: 'overview', page: <Overview />, path: () => '' },
  {
    name: 'executions',
    tab: 'executions',
    page: <Executions />,
    path: () => '',
  },
  {
    name: 'a paused execution',
    tab: 'executions',
    page: <Executions />,
    path: ({ paused }) => `/${paused}`,
  },
  ...['waves', 'events', 'job-log'].map(tab => ({
    name: `an execution, ${tab}`,
    tab: 'executions',
    page: <Executions />,
    path: ({ paused }: Scene) => `/${paused}?tab=${tab}`,
  })),
  {
    name: 'a server of an execution',
    tab: 'executions',
    page: <Executions />,
    path: ({ paused, server }) => `/${paused}?server=${server.id}`,
  },
  {
    name: 'an execution that ended',
    tab: 'executions',
    page: <Executions />,
    path: ({ ended }) => `/${ended}?tab=outcome`,
  },
  { name: 'plans', tab: 'plans', page: <Plans />, path: () => '' },
  ...['waves', 'preflight', 'history', 'drift', 'manifest'].map(tab => ({
    name: `a plan, ${tab}`,
    tab: 'plans',
    page: <Plans />,
    path: ({ plan }: Scene) => `/${plan}?tab=${tab}`,
  })),
  {
    name: 'the plan editor',
    tab: 'plans',
    page: <Plans />,
    path: ({ plan }) => `/${plan}/edit`,
  },
  {
    name: 'recover',
    tab: 'plans',
    page: <Plans />,
    path: ({ plan }) => `/${plan}/recover`,
  },
  {
    name: 'waves from the catalog',
    tab: 'plans',
    page: <Plans />,
    path: () => '/new-from-catalog',
  },
  { name: 'groups', tab: 'groups', page: <Groups />, path: () => '' },
  {
    name: 'a group',
    tab: 'groups',
    page: <Groups />,
    path: ({ group }) => `/${group}`,
  },
  {
    name: 'the group editor',
    tab: 'groups',
    page: <Groups />,
    path: ({ group }) => `/${group}/edit`,
  },
  { name: 'servers', tab: 'servers', page: <Servers />, path: () => '' },
  {
    name: 'a server',
    tab: 'servers',
    page: <Servers />,
    path: ({ server }) => `?server=${server.path}`,
  },
  { name: 'accounts', tab: 'accounts', page: <Accounts />, path: () => '' },
  {
    name: 'an account',
    tab: 'accounts',
    page: <Accounts />,
    path: () => '/111122223333',
  },
  { name: 'settings', tab: 'settings', page: <Settings />, path: () => '' },
  { name: 'audit', tab: 'audit', page: <Audit />, path: () => '' },
  ...[<EntityRecovery />, <ReadinessCard />].map((page, index) => ({
    name: index === 0 ? 'the tab of an entity' : 'the card of an entity',
    tab: 'entity',
    page: <EntityProvider entity={entity}>{page}</EntityProvider>,
    path: () => '',
  })),
];

function setTheScene(): { fake: FakeOrchestrator; scene: Scene } {
  const fake = new FakeOrchestrator();
  const [db, app] = ['db', 'app'].map(part =>
    fake.addGroup(`orders-${part}`, {
      'DR-Application': 'orders',
      'DR-Role': part,
    }),
  );
  const plan = fake.addPlan('Orders', [
    { name: 'Database', groups: [db] },
    { name: 'Application', groups: [app] },
  ]);
  const [server] = fake.members(db);
  const ended = fake.addRun(plan, { agoMs: 7_200_000 });
  const paused = fake.addRun(plan, {
    agoMs: 90_000,
    failing: ['orders-app-02'],
  });
  return {
    fake,
    scene: {
      plan: plan.planId,
      group: db.groupId,
      server: {
        id: server.sourceServerId,
        path: `${server.accountId}/${server.region}/${server.sourceServerId}`,
      },
      paused: paused.executionId,
      ended: ended.executionId,
    },
  };
}

describe('every text goes through a translation ref', () => {
  it.each(pages)('on $name', async ({ tab, page, path }) => {
    const { fake, scene } = setTheScene();
    const { api, texts } = rememberingTexts(fake);
    renderPage(page, {
      api,
      tab,
      path: path(scene),
      language: bracketLanguage(),
    });
    await waitFor(() => {
      expect(texts.size).toBeGreaterThan(0);
      expect(document.querySelector('[aria-busy="true"]')).toBeNull();
      expect(document.body.textContent).toContain('⟦');
    });
    const data = new Set([
      ...texts,
      ...UNTRANSLATED,
      // AWS adds events to its job log; they are spelled out as they are named.
      ...[...texts].map(text => text.replace(/_/g, ' ').toLowerCase()),
    ]);
    expect(unsaidBy(document.body, data)).toEqual([]);
  });
});
