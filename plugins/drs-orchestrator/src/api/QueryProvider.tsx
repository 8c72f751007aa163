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

import type { ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  DrsError,
  type DrsOrchestratorApi,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NoAnswerError } from './answerWithin';
import { drsOrchestratorApiRef } from './apiRef';

// One cache for each API, so that going from tab to tab shows at once what was
// already read, and so that two apps (or tests) never share one.
const clients = new WeakMap<DrsOrchestratorApi, QueryClient>();

/** A refusal stays a refusal however often one asks; only outages are worth a second try. */
function worthRetrying(failures: number, error: Error): boolean {
  if (error instanceof DrsError && error.status < 500) {
    return false;
  }
  // What was waited for in vain is told at once: those who poll ask again anyway.
  if (error instanceof NoAnswerError) {
    return false;
  }
  // A response that breaks the contract breaks it again.
  return error.name !== 'ZodError' && failures < 2;
}

function clientOf(api: DrsOrchestratorApi): QueryClient {
  let client = clients.get(api);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        // Without a network a question fails and says so, and a command fails at
        // once: it is never kept, to be carried out when nobody means it any more.
        queries: {
          networkMode: 'always',
          staleTime: 5_000,
          retry: worthRetrying,
          retryDelay: attempt => 500 * 2 ** attempt,
        },
        mutations: { networkMode: 'always', retry: false },
      },
    });
    clients.set(api, client);
  }
  return client;
}

/** Gives the pages below the cache that belongs to the orchestrator's API. */
export function QueryProvider(props: { children: ReactNode }) {
  const api = useApi(drsOrchestratorApiRef);
  return (
    <QueryClientProvider client={clientOf(api)}>
      {props.children}
    </QueryClientProvider>
  );
}
