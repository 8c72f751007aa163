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

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DrsError,
  DrsOrchestratorClient,
  type Execution,
  type OperationName,
  type RequestInput,
  type ResponseOf,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createPlan } from '../../support/orchestrator';
import { TOKEN } from './configuration';

const POLL_INTERVAL = 300;
/** A backend that does not answer in this time is given up, and the next is asked. */
const ANSWER_LIMIT = 5_000;

/** Applications of the example company that can be recovered whole; one diamond, the others chains. */
const APPLICATIONS = [
  {
    accountId: '111122223333',
    region: 'us-west-2',
    application: 'orders',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
      { role: 'web', dependsOnWaves: [1] },
    ],
  },
  {
    accountId: '111122223333',
    region: 'us-west-2',
    application: 'payments',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
      { role: 'web', dependsOnWaves: [2] },
    ],
  },
  {
    accountId: '222233334444',
    region: 'us-west-2',
    application: 'warehouse',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
    ],
  },
  {
    accountId: '333344445555',
    region: 'us-west-2',
    application: 'ledger',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [] },
      { role: 'web', dependsOnWaves: [1, 2] },
    ],
  },
  {
    accountId: '111122223333',
    region: 'eu-west-1',
    application: 'storefront-eu',
    waves: [
      { role: 'db', dependsOnWaves: [] },
      { role: 'app', dependsOnWaves: [1] },
      { role: 'web', dependsOnWaves: [1] },
    ],
  },
];

/**
 * A program that drills one application after another again, and cleans up
 * after each, whatever becomes of the backends: it asks until it is answered,
 * each start by a token of its own.
 */
export class Operator {
  readonly #backends: () => readonly string[];
  readonly #executionIds: string[] = [];
  readonly #mayFail: () => boolean;
  #planIds: readonly string[] = [];
  #asked = 0;
  #unanswered = 0;
  #isStopping = false;

  constructor(options: {
    /** Where backends answer now, as far as is known. */
    backends: () => readonly string[];
    /** Whether backends may say now that something went wrong on their side. */
    mayFail?: () => boolean;
  }) {
    this.#backends = options.backends;
    this.#mayFail = options.mayFail ?? (() => false);
  }

  /** Every drill that was started. */
  get executionIds(): readonly string[] {
    return this.#executionIds;
  }

  /** Calls that a backend did not live to answer. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Makes the plans; nothing may be killed meanwhile. */
  async prepare(): Promise<void> {
    const plans = await Promise.all(
      APPLICATIONS.map(plan =>
        createPlan(
          { call: (operation, request) => this.#call(operation, request) },
          { ...plan, planName: plan.application },
        ),
      ),
    );
    this.#planIds = plans.map(({ planId }) => planId);
  }

  /**
   * Drills every application without end, until told to stop.
   *
   * @throws DrsError where a backend refuses what it should do
   */
  async work(): Promise<void> {
    await Promise.all(
      this.#planIds.map(async planId => {
        do {
          await this.#drill(planId);
        } while (!this.#isStopping);
      }),
    );
  }

  /** Lets the drills under way be the last. */
  stop(): void {
    this.#isStopping = true;
  }

  async #drill(planId: string): Promise<void> {
    const clientToken = randomUUID();
    const { executionId } = await this.#call('execute_recovery_plan', {
      params: { planId },
      body: { executionType: 'DRILL', clientToken },
    });
    this.#executionIds.push(executionId);
    await this.#until(executionId, ({ endTime }) => endTime !== undefined);
    await this.#terminate(executionId);
    await this.#until(
      executionId,
      ({ instancesTerminated }) => instancesTerminated,
    );
  }

  async #terminate(executionId: string): Promise<void> {
    const unanswered = this.#unanswered;
    try {
      await this.#call('terminate_recovery_instances', {
        params: { executionId },
        body: {},
      });
    } catch (error) {
      // The first call was heard and its answer lost; nothing is left to do.
      const wasRepeated = this.#unanswered > unanswered;
      if (
        !(wasRepeated && error instanceof DrsError) ||
        error.code !== 'INVALID_STATE'
      ) {
        throw error;
      }
    }
  }

  async #until(
    executionId: string,
    wanted: (execution: Execution) => boolean,
  ): Promise<void> {
    const request = { params: { executionId } };
    while (!wanted(await this.#call('get_execution_details', request))) {
      await sleep(POLL_INTERVAL);
    }
  }

  /** Asks one backend after another until one answers. */
  async #call<K extends OperationName>(
    operation: K,
    request: RequestInput<K>,
  ): Promise<ResponseOf<K>> {
    for (;;) {
      const backends = this.#backends();
      this.#asked += 1;
      const backend = backends[this.#asked % backends.length];
      if (backend !== undefined) {
        const client = new DrsOrchestratorClient({
          discoveryApi: { getBaseUrl: async id => `${backend}/api/${id}` },
          fetchApi: { fetch },
        });
        try {
          return await client.call(operation, request, {
            token: TOKEN,
            signal: AbortSignal.timeout(ANSWER_LIMIT),
          });
        } catch (error) {
          const isFault =
            error instanceof DrsError && error.code === 'INTERNAL_ERROR';
          if (error instanceof DrsError && !(isFault && this.#mayFail())) {
            throw error;
          }
          this.#unanswered += 1;
        }
      }
      await sleep(POLL_INTERVAL);
    }
  }
}
