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

import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';

/**
 * Asks the catalog as the caller. Backstage hands no token of a program on to
 * another plugin where it is restricted to permissions there, or not meant for it.
 *
 * @throws DrsError INSUFFICIENT_PERMISSIONS where the caller's token is not one for
 *   the catalog; CATALOG_UNREACHABLE where it does not answer
 */
export async function askedOfCatalog<T>(
  question: () => Promise<T>,
): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const refusal =
      error instanceof Error && error.name === 'NotAllowedError'
        ? new DrsError(
            'INSUFFICIENT_PERMISSIONS',
            'This token may not read the catalog: add "- plugin: catalog" to its accessRestrictions, without permissions',
          )
        : new DrsError(
            'CATALOG_UNREACHABLE',
            'The catalog did not answer, so nothing can be told of its entities. Try again in a moment',
          );
    refusal.cause = error;
    throw refusal;
  }
}
