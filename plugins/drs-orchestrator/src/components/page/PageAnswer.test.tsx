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
import { act, screen } from '@testing-library/react';
import {
  DrsError,
  type DrsOrchestratorApi,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { fill } from '../../__testUtils__/fill';
import { renderPage } from '../../__testUtils__/renderPage';
import { Accounts } from '../../pages/accounts';
import { Groups } from '../../pages/groups';
import { Plans } from '../../pages/plans';

function world() {
  const fake = new FakeOrchestrator();
  const group = fake.addGroup('orders-db', { 'DR-Application': 'orders' });
  const plan = fake.addPlan('Orders', [{ name: 'Database', groups: [group] }]);
  return { fake, group, plan };
}

const pages: readonly {
  name: string;
  tab: string;
  page: JSX.Element;
  path: (scene: ReturnType<typeof world>) => string;
  read: OperationName;
  heading: RegExp;
  failure: RegExp;
}[] = [
  {
    name: 'plan',
    tab: 'plans',
    page: <Plans />,
    path: ({ plan }) => `/${plan.planId}`,
    read: 'get_recovery_plan',
    heading: /^Orders$/,
    failure: /^Could not read the recovery plan anew; what follows may be old/,
  },
  {
    name: 'recovery',
    tab: 'plans',
    page: <Plans />,
    path: ({ plan }) => `/${plan.planId}/recover`,
    read: 'get_recovery_plan',
    heading: /^Recover Orders/,
    failure: /^Could not read the recovery plan anew; what follows may be old/,
  },
  {
    name: 'group',
    tab: 'groups',
    page: <Groups />,
    path: ({ group }) => `/${group.groupId}`,
    read: 'get_protection_group',
    heading: /^orders-db$/,
    failure:
      /^Could not read the protection group anew; what follows may be old/,
  },
  {
    name: 'account',
    tab: 'accounts',
    page: <Accounts />,
    path: ({ plan }) => `/${plan.accountId}`,
    read: 'get_target_account',
    heading: /./,
    failure: /^Could not read .+ anew; what follows may be old/,
  },
];

describe.each(pages)('the page of one $name', given => {
  let refused: boolean;

  beforeEach(async () => {
    refused = false;
    const scene = world();
    const api: DrsOrchestratorApi = {
      call: async (operation, request) => {
        if (refused && operation === given.read) {
          throw new DrsError('NOT_AUTHENTICATED', 'Your session has ended.');
        }
        return scene.fake.call(operation, request);
      },
    };
    renderPage(given.page, {
      api,
      tab: given.tab,
      path: given.path(scene),
    });
    await screen.findByRole('heading', { level: 2, name: given.heading });
  });
  afterEach(() => jest.restoreAllMocks());

  /** Whoever comes back to the page has it read anew. */
  const comeBack = () => {
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    act(() => {
      window.dispatchEvent(new Event('visibilitychange'));
    });
  };

  it('says above what it shows that it could not be read anew', async () => {
    const written = screen.queryAllByRole('textbox', { name: /^Reason/ });
    written.forEach(field => fill(field, 'Fire'));
    refused = true;
    comeBack();

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(given.failure);
    expect(alert).toHaveTextContent('Your session has ended. Sign in again.');
    const heading = screen.getByRole('heading', {
      level: 2,
      name: given.heading,
    });
    expect(
      alert.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).not.toBe(0);
    // Nothing of what was filled in is lost by it, and the page is still one page.
    expect(screen.queryAllByDisplayValue('Fire')).toEqual(written);
    expect(screen.getAllByRole('main')).toHaveLength(1);
  });
});
