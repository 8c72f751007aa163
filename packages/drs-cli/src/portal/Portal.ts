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

import {
  DrsOrchestratorClient,
  endpoints,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { z } from 'zod';
import { CliError, PortalUnreachable } from '../failures';
import type { PortalAddress } from './address';
import { portalFetch, type PortalFetchOptions } from './portalFetch';

/** The API of one portal, called as whoever holds the token. */
export class Portal {
  readonly address: PortalAddress;
  readonly #token: string;
  readonly #signal: AbortSignal | undefined;
  readonly #client: DrsOrchestratorClient;

  constructor(
    options: PortalFetchOptions & {
      readonly token: string;
      /** Ends calls that are under way. */
      readonly signal?: AbortSignal;
    },
  ) {
    this.address = options.address;
    this.#token = options.token;
    this.#signal = options.signal;
    this.#client = new DrsOrchestratorClient({
      discoveryApi: {
        getBaseUrl: async pluginId => `${options.address}/api/${pluginId}`,
      },
      fetchApi: { fetch: portalFetch(options) },
    });
  }

  /**
   * Calls an operation by its name.
   *
   * @throws DrsError what the API refused
   * @throws PortalUnreachable where there was no answer
   */
  async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    try {
      return await this.#client.call(operation, request, {
        token: this.#token,
        signal: this.#signal,
      });
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError) {
        throw new CliError(
          'UNEXPECTED',
          `The portal answered ${operation} in words that this version of drs does not know`,
          'Use the version of drs that belongs to the portal',
        );
      }
      if (
        error instanceof PortalUnreachable &&
        error.mayHaveArrived &&
        !isRead(operation)
      ) {
        throw new PortalUnreachable(
          `${error.message}. It is not known whether ${operation} has taken effect`,
          true,
          error.remedy ?? 'Look how it is before you say it again',
        );
      }
      throw error;
    }
  }
}

/** Operations that change nothing though they are sent by POST. */
const readsByPost: ReadonlySet<OperationName> = new Set<OperationName>([
  'preflight_recovery_plan',
  'resolve_protection_group_tags',
  'validate_recovery_plan',
]);

const isRead = (operation: OperationName): boolean =>
  endpoints[operation].method === 'GET' || readsByPost.has(operation);
