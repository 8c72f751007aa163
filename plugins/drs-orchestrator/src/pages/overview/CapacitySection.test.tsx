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

import { screen } from '@testing-library/react';
import type {
  AccountCapacity,
  ScopeCapacity,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FakeOrchestrator } from '../../../dev/fake/FakeOrchestrator';
import { renderPage } from '../../__testUtils__/renderPage';
import { CapacitySection } from './CapacitySection';

const free = { used: 0, limit: 100, headRoom: 100 };

const scope = (
  accountName: string,
  region: string,
  initialized: boolean,
): ScopeCapacity => ({
  accountId: '111122223333',
  accountName,
  region,
  initialized,
  sourceServers: free,
  extendedSourceServers: 0,
  recoveryInstances: free,
  jobs: free,
  serversInJobs: free,
  stagingAccounts: [],
});

describe('the capacity on the home', () => {
  const show = (items: ScopeCapacity[]) => {
    const capacity: AccountCapacity = {
      observedAt: '2026-11-22T01:00:00.000Z',
      items,
      total: {
        sourceServers: free,
        recoveryInstances: free,
        replicatingServers: free,
      },
      unavailable: [],
    };
    renderPage(<CapacitySection capacity={capacity} />, {
      api: new FakeOrchestrator(),
      tab: 'overview',
      path: '',
    });
  };

  it('names the Regions that DRS is not set up in, without numbers', async () => {
    show([
      scope('Commerce', 'us-west-2', true),
      scope('Commerce', 'eu-west-1', false),
      scope('Finance', 'us-east-1', false),
    ]);
    expect(
      await screen.findByText(
        'DRS is not set up in eu-west-1 of Commerce and us-east-1 of Finance.',
      ),
    ).toBeVisible();
    expect(screen.getAllByRole('heading', { level: 4 })).toHaveLength(1);
  });

  it('says that it is set up nowhere', async () => {
    show([scope('Commerce', 'eu-west-1', false)]);
    expect(
      await screen.findByText(
        'DRS is set up in none of the accounts that could be asked.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/not set up/)).not.toBeInTheDocument();
  });
});
