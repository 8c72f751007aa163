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

import type { Clock } from '@drs-orchestrator/drs-engine';
import {
  DrsError,
  type ExecutionSummary,
  type ResponseOf,
  type ValidRequest,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { actorOf, type RequestContext } from '../../access/Caller';
import type { HiddenExecutions } from '../../database/HiddenExecutions';

/** Tidies up the lists of executions. */
export class ExecutionDeletions {
  readonly #hidden: HiddenExecutions;
  readonly #clock: Clock;

  static create(options: {
    hidden: HiddenExecutions;
    clock: Clock;
  }): ExecutionDeletions {
    return new ExecutionDeletions(options.hidden, options.clock);
  }

  private constructor(hidden: HiddenExecutions, clock: Clock) {
    this.#hidden = hidden;
    this.#clock = clock;
  }

  async deleteCompleted(
    { query }: ValidRequest<'delete_completed_executions'>,
    context: RequestContext,
  ): Promise<ResponseOf<'delete_completed_executions'>> {
    return {
      deletedCount: await this.#hidden.hideEnded(
        query,
        actorOf(context),
        this.#clock.now(),
      ),
    };
  }

  /**
   * @throws DrsError EXECUTION_NOT_FOUND, EXECUTION_IN_PROGRESS with every execution for which
   *   nothing was deleted
   */
  async delete(
    { body }: ValidRequest<'delete_executions'>,
    context: RequestContext,
  ): Promise<ResponseOf<'delete_executions'>> {
    const hiding = await this.#hidden.hide(
      body.executionIds,
      actorOf(context),
      this.#clock.now(),
    );
    switch (hiding.kind) {
      case 'hidden':
        return { deletedCount: hiding.count };
      case 'unknown':
        throw unknown(hiding.executionIds);
      case 'running':
        throw running(hiding.executions);
      default:
        throw new Error(`Unknown ${JSON.stringify(hiding satisfies never)}`);
    }
  }
}

const unknown = (executionIds: readonly string[]): DrsError =>
  new DrsError(
    'EXECUTION_NOT_FOUND',
    'Nothing was deleted: some of the executions are not there',
    executionIds.map(id => ({
      code: 'EXECUTION_NOT_FOUND',
      severity: 'BLOCKING',
      subject: { kind: 'execution', id },
      message: `There is no execution ${id}`,
    })),
  );

const running = (executions: readonly ExecutionSummary[]): DrsError =>
  new DrsError(
    'EXECUTION_IN_PROGRESS',
    'Nothing was deleted: some of the executions have not ended',
    executions.map(({ executionId, planName, status }) => ({
      code: 'EXECUTION_IN_PROGRESS',
      severity: 'BLOCKING',
      subject: { kind: 'execution', id: executionId, name: planName },
      message: `Execution ${executionId} of "${planName}" is ${status}`,
      remedy: 'Wait for its end, or cancel it',
    })),
  );
