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

import { queryError, QueryParameters } from '../wire/query-xml';

/**
 * Requests that were made under a client token, so that the same request is
 * carried out once however often it is sent.
 */
export class ClientTokens<T> {
  readonly #done = new Map<string, { parameters: string; result: T }>();

  /**
   * Carries out a request, unless it has been under the same token.
   *
   * @throws AwsError if the token has been used for another request
   */
  once(parameters: QueryParameters, carryOut: () => T): T {
    const token = parameters.get('ClientToken');
    if (token === undefined) return carryOut();
    const key = `${parameters.get('Action')}/${token}`;
    const content = JSON.stringify(
      Object.entries(parameters.toRecord()).sort(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    );
    const earlier = this.#done.get(key);
    if (!earlier) {
      const result = carryOut();
      this.#done.set(key, { parameters: content, result });
      return result;
    }
    if (earlier.parameters !== content) {
      throw queryError(
        'IdempotentParameterMismatch',
        400,
        'The client token you have provided is associated with a resource whose parameters do not match those in the request.',
      );
    }
    return earlier.result;
  }
}
