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

import type { z } from 'zod';
import {
  DrsError,
  errorBodySchema,
  errorStatuses,
  type ErrorCode,
} from '../contract/errors';
import {
  endpoints,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '../contract/endpoints';

/** Options of one call. @public */
export interface CallOptions {
  /** A bearer token, where the fetch API does not add one itself. */
  token?: string;
  signal?: AbortSignal;
}

/** The API of the DRS orchestrator as programs see it. @public */
export interface DrsOrchestratorApi {
  /**
   * Calls an operation by its name.
   *
   * @throws {@link DrsError} with the answer's code and details when it is refused
   */
  call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
    options?: CallOptions,
  ): Promise<ResponseOf<K>>;
}

/** Where the API is, in the frontend and the backend alike. @public */
export interface BaseUrlSource {
  getBaseUrl(pluginId: string): Promise<string>;
}

const isErrorCode = (code: string): code is ErrorCode =>
  Object.hasOwn(errorStatuses, code);

/** The typed client, derived from the table of endpoints. @public */
export class DrsOrchestratorClient implements DrsOrchestratorApi {
  readonly #discoveryApi: BaseUrlSource;
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: BaseUrlSource;
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
    options: CallOptions = {},
  ): Promise<ResponseOf<K>> {
    const endpoint = endpoints[operation];
    const baseUrl = await this.#discoveryApi.getBaseUrl('drs-orchestrator');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}${pathOf(endpoint.path, request.params)}${queryOf(
        request.query,
      )}`,
      {
        method: endpoint.method,
        signal: options.signal,
        headers: {
          ...(request.body !== undefined && {
            'content-type': 'application/json',
          }),
          ...(options.token && { authorization: `Bearer ${options.token}` }),
        },
        ...(request.body !== undefined && {
          body: JSON.stringify(request.body),
        }),
      },
    );
    if (!response.ok) {
      throw await errorOf(response);
    }
    const body: unknown =
      response.status === 204 ? undefined : await response.json();
    // The table's type says that this schema gives the response of K; the
    // compiler cannot follow an index by a type parameter.
    const schema: z.ZodType = endpoint.response;
    return schema.parse(body) as ResponseOf<K>;
  }
}

function pathOf(path: string, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  return path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
}

function queryOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        search.append(key, String(item));
      }
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}

async function errorOf(response: Response): Promise<DrsError> {
  const body = errorBodySchema.safeParse(
    await response.json().catch(() => undefined),
  );
  if (body.success && isErrorCode(body.data.error.code)) {
    const { code, message, details, permission, current, aws } =
      body.data.error;
    return new DrsError(code, message, details, { permission, current, aws });
  }
  if (response.status === 401) {
    return new DrsError(
      'NOT_AUTHENTICATED',
      'Your session has ended. Sign in again.',
    );
  }
  return new DrsError(
    'INTERNAL_ERROR',
    `The server answered ${response.status} without saying why`,
  );
}
