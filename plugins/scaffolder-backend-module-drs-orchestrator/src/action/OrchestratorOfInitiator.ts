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

import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  DrsError,
  DrsOrchestratorClient,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { ActionServices } from './defineAction';

/**
 * The orchestrator as who started the task may use it: each call carries a token
 * on that person's behalf, so the task can do what they can do and nothing more.
 */
export class OrchestratorOfInitiator {
  readonly #services: ActionServices;
  readonly #context: Pick<
    ActionContext<JsonObject>,
    'getInitiatorCredentials' | 'signal'
  >;
  readonly #client: DrsOrchestratorClient;

  constructor(
    services: ActionServices,
    context: Pick<
      ActionContext<JsonObject>,
      'getInitiatorCredentials' | 'signal'
    >,
  ) {
    this.#services = services;
    this.#context = context;
    this.#client = new DrsOrchestratorClient({
      discoveryApi: services.discovery,
      fetchApi: { fetch },
    });
  }

  /** @throws DrsError as the orchestrator refuses, or NOT_AUTHENTICATED once the initiator's sign-in has ended */
  async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    try {
      const { token } = await this.#services.auth.getPluginRequestToken({
        onBehalfOf: await this.#context.getInitiatorCredentials(),
        targetPluginId: 'drs-orchestrator',
      });
      return await this.#client.call(operation, request, {
        token,
        signal: this.#context.signal,
      });
    } catch (error) {
      throw isUnauthenticated(error) ? signInEnded() : error;
    }
  }
}

/** Backstage itself refuses where a token has run out, or the plugin does. */
const isUnauthenticated = (error: unknown): boolean =>
  error instanceof Error && error.name === 'AuthenticationError';

const signInEnded = () =>
  new DrsError(
    'NOT_AUTHENTICATED',
    'The sign-in that this task runs with has ended, as it does after an hour. Choose "Retry" in the menu of the task to go on with your present one: what is done already is not done again',
  );
