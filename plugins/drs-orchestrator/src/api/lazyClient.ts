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

import type {
  BaseUrlSource,
  DrsOrchestratorApi,
  DrsOrchestratorClient,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { answerWithin, timeFor } from './answerWithin';

/**
 * The typed client, loaded at its first call: the contract that it reads answers
 * by is larger than all else that every page of an app would load of this
 * plugin.
 *
 * A call that may be called off, as every read of the pages may, has its time. A
 * command gives no signal and is waited for: nobody knows whether one that was given
 * up is carried out all the same.
 */
export function lazyClient(options: {
  discoveryApi: BaseUrlSource;
  fetchApi: { fetch: typeof fetch };
}): DrsOrchestratorApi {
  let client: Promise<DrsOrchestratorClient> | undefined;
  const load = () => {
    client ??= import('./client').then(
      ({ DrsOrchestratorClient: Client }) => new Client(options),
      error => {
        // The next call tries again.
        client = undefined;
        throw error;
      },
    );
    return client;
  };
  return {
    call: async (operation, request, callOptions) => {
      const send = async (signal?: AbortSignal) =>
        (await load()).call(operation, request, { ...callOptions, signal });
      return callOptions?.signal
        ? answerWithin(timeFor(operation), callOptions.signal, send)
        : send();
    },
  };
}
