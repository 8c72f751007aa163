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

import { useState } from 'react';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { DrsOrchestratorApi } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { drsOrchestratorApiRef } from './apiRef';
import { useChange, useOperation } from './operations';
import { QueryProvider } from './QueryProvider';

const executionId = 'execution-1';

function Page() {
  const [asks, setAsks] = useState(false);
  const { error } = useOperation('get_settings', {}, { enabled: asks });
  const cancel = useChange('cancel_execution', { changes: [] });
  return (
    <>
      <button onClick={() => setAsks(true)}>Read</button>
      <p>{error ? 'The settings could not be read' : 'Reading'}</p>
      <button
        onClick={() => cancel.mutate({ params: { executionId }, body: {} })}
      >
        Cancel it
      </button>
      <p>{cancel.error ? 'It could not be cancelled' : 'Nothing refused'}</p>
    </>
  );
}

describe('without a network', () => {
  let online: boolean;
  const go = (state: 'online' | 'offline') =>
    act(async () => {
      online = state === 'online';
      window.dispatchEvent(new Event(state));
    });

  beforeEach(() => {
    online = true;
    jest.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
  });
  afterEach(async () => {
    await go('online');
    jest.restoreAllMocks();
  });

  it('reads and commands fail and say so, and no command is carried out later', async () => {
    const sent: string[] = [];
    const api: DrsOrchestratorApi = {
      call: async operation => {
        sent.push(operation);
        throw new TypeError('Failed to fetch');
      },
    };
    renderInTestApp(
      <QueryProvider>
        <Page />
      </QueryProvider>,
      { apis: [[drsOrchestratorApiRef, api]] },
    );
    const cancel = await screen.findByRole('button', { name: 'Cancel it' });
    await go('offline');
    await userEvent.click(cancel);
    expect(
      await screen.findByText('It could not be cancelled'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Read' }));
    // After the further tries that an outage is worth.
    expect(
      await screen.findByText(
        'The settings could not be read',
        {},
        { timeout: 5_000 },
      ),
    ).toBeInTheDocument();

    await go('online');
    expect(sent.filter(name => name === 'cancel_execution')).toHaveLength(1);
  });
});
