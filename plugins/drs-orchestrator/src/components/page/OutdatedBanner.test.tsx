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

import { act, screen, waitFor, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { drsOrchestratorApiRef } from '../../api/apiRef';
import { useExecutionSignals } from '../../api/executionSignals';
import { lazyClient } from '../../api/lazyClient';
import { useOperation } from '../../api/operations';
import { QueryProvider } from '../../api/QueryProvider';
import { rootRouteRef } from '../../routing/routes';
import { Answer } from '../answer/Answer';
import { PageRoom } from './PageBody';

/** A page that keeps itself up to date. */
function Page() {
  useExecutionSignals();
  const executions = useOperation('list_executions', {}, { pollEvery: 8_000 });
  return (
    <PageRoom>
      <Answer of={executions} what="the executions">
        {({ items }) => <p>{items.length} executions</p>}
      </Answer>
    </PageRoom>
  );
}

/** A server whose network may swallow what is sent to it, for ever. */
class FarServer {
  reachable = true;

  readonly api = lazyClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api' },
    fetchApi: {
      fetch: async url => {
        if (!this.reachable) {
          return new Promise<Response>(() => {});
        }
        return String(url).endsWith('/executions')
          ? new Response(JSON.stringify({ items: [] }), { status: 200 })
          : new Response('', { status: 401 });
      },
    },
  });
}

const wait = (seconds: number) =>
  act(() => jest.advanceTimersByTimeAsync(seconds * 1_000));

describe('a page that keeps itself up to date', () => {
  beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
  afterEach(() => jest.useRealTimers());

  it('says that it no longer does, since when and why, until it does again', async () => {
    const server = new FarServer();
    renderInTestApp(
      <QueryProvider>
        <Page />
      </QueryProvider>,
      {
        apis: [[drsOrchestratorApiRef, server.api]],
        mountedRoutes: { '/disaster-recovery': rootRouteRef },
      },
    );
    await screen.findByText('0 executions');
    const banner = () => screen.queryByRole('status', { name: 'Old data' });
    await wait(60);
    expect(banner()).not.toBeInTheDocument();

    server.reachable = false;
    await wait(14);
    expect(banner()).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await wait(26);
    expect(banner()).toHaveTextContent(
      /It was read \d+ s ago, and could not be read anew since\./,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not read the executions anew; what follows may be old.There was no answer within 15 s. Check the connection and try again.',
    );
    expect(screen.getByText('0 executions')).toBeVisible();

    // A read hangs still; coming back does not wait for it.
    server.reachable = true;
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    await wait(2);
    expect(banner()).not.toBeInTheDocument();
  });

  it('offers to read it anew at once', async () => {
    const server = new FarServer();
    renderInTestApp(
      <QueryProvider>
        <Page />
      </QueryProvider>,
      {
        apis: [[drsOrchestratorApiRef, server.api]],
        mountedRoutes: { '/disaster-recovery': rootRouteRef },
      },
    );
    await screen.findByText('0 executions');
    server.reachable = false;
    await wait(40);
    const banner = screen.getByRole('status', { name: 'Old data' });
    server.reachable = true;
    act(() =>
      within(banner).getByRole('button', { name: 'Try again' }).click(),
    );
    await wait(2);
    expect(banner).not.toBeInTheDocument();
  });
});
