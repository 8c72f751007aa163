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
  DrsError,
  drsRoleSchema,
  endpoints,
  type DrsOrchestratorApi,
  type DrsRole,
  type OperationName,
  type RequestInput,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { accountOperations } from './accountOperations';
import { ec2Operations } from './ec2Operations';
import { auditOperations } from './auditOperations';
import { configurationOperations } from './configurationOperations';
import { derivationOperations } from './derivationOperations';
import { executionOperations } from './executionOperations';
import { FakeCaller } from './FakeCaller';
import { FakeRecords } from './FakeRecords';
import { groupOperations } from './groupOperations';
import { inventoryOperations } from './inventoryOperations';
import type { Operations } from './operations';
import { planOperations } from './planOperations';
import { settingsOperations } from './settingsOperations';
import { postureOf } from './postureOf';
import { readinessOf } from './readinessOf';
import { tagSyncOperations } from './tagSyncOperations';

/** How the fake behaves. */
export interface FakeOptions {
  role?: DrsRole;
  /** Refuses everything, as for a person without a role. */
  denied?: boolean;
  now?: () => number;
  launchMs?: number;
  /** Milliseconds before each answer. */
  delayMs?: number;
  /** Somebody has changed the audit trail. */
  brokenTrail?: boolean;
}

/**
 * An orchestrator in memory that keeps to the contract: requests and answers pass
 * through the schemas of the endpoint table. For development without a backend,
 * and for tests of pages.
 */
export class FakeOrchestrator
  extends FakeRecords
  implements DrsOrchestratorApi
{
  readonly #delayMs: number;
  readonly #operations: Operations;

  constructor(options: FakeOptions = {}) {
    super(
      new FakeCaller(
        options.denied ? undefined : options.role ?? 'DRSOrchestrationAdmin',
      ),
      { now: options.now ?? Date.now, launchMs: options.launchMs ?? 20_000 },
    );
    this.#delayMs = options.delayMs ?? 0;
    this.#operations = {
      ...inventoryOperations(this),
      ...accountOperations(this),
      ...ec2Operations(),
      ...groupOperations(this),
      ...planOperations(this),
      ...derivationOperations(this),
      ...executionOperations(this),
      ...settingsOperations(this),
      ...tagSyncOperations(this),
      ...configurationOperations(this),
      ...auditOperations(this, { broken: options.brokenTrail ?? false }),
      get_readiness: ({ query }) => readinessOf(this, query.entityRef),
      get_dependency_readiness: ({ query }) =>
        this.surroundings.get(query.entityRef) ?? {
          entityRef: query.entityRef,
          before: [],
          after: [],
          unavailable: [],
        },
      get_posture: ({ query }) => postureOf(this, query),
    };
  }

  async call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    if (this.#delayMs > 0) {
      await new Promise(done => setTimeout(done, this.#delayMs));
    }
    const endpoint = endpoints[operation];
    if (endpoint.access.kind === 'permission') {
      this.caller.demand(endpoint.access.permission);
    }
    const handler = this.#operations[operation];
    if (!handler) {
      throw new DrsError('ROUTE_NOT_FOUND', `The fake has no ${operation}`);
    }
    // The schemas give the types of K; the compiler cannot follow the index.
    const valid = {
      params: endpoint.params.parse(request.params ?? {}),
      query: endpoint.query.parse(request.query ?? {}),
      body: endpoint.body.parse(request.body),
    } as ValidRequest<K>;
    return endpoint.response.parse(await handler(valid)) as ResponseOf<K>;
  }
}

/** The roles a developer may play in the harness. */
export const playableRoles = drsRoleSchema.options;
