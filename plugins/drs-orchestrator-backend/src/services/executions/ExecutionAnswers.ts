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
  describeApprovals,
  describeHolds,
  describeWaves,
  isEnded,
  summarise,
  withCourse,
  type ExecutionEngine,
  type ExecutionState,
} from '@drs-orchestrator/drs-engine';
import type {
  Execution,
  ServerOutcome,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import type { Authorizer } from '../../access/Authorizer';
import type { RecordAttributes } from '../../database/RecordAttributes';
import type { RequestContext } from '../../access/Caller';
import { actionsOf, permissionsOf } from '../actions';
import { EXECUTION_ACTIONS, refusalsOf } from './executionActions';

/** Executions in the contract's words, with what the caller may do to them. */
export class ExecutionAnswers {
  readonly #engine: ExecutionEngine;
  readonly #authorizer: Authorizer;
  readonly #records: RecordAttributes;

  static create(options: {
    engine: ExecutionEngine;
    authorizer: Authorizer;
    records: RecordAttributes;
  }): ExecutionAnswers {
    const { engine, authorizer, records } = options;
    return new ExecutionAnswers(engine, authorizer, records);
  }

  private constructor(
    engine: ExecutionEngine,
    authorizer: Authorizer,
    records: RecordAttributes,
  ) {
    this.#engine = engine;
    this.#authorizer = authorizer;
    this.#records = records;
  }

  async of(
    state: ExecutionState,
    { credentials, caller }: RequestContext,
  ): Promise<Execution> {
    const { executionId } = state;
    const [judge, records, jobLog] = await Promise.all([
      this.#authorizer.judge(permissionsOf(EXECUTION_ACTIONS), {
        credentials,
      }),
      this.#records.of('execution', [executionId]),
      isJobLogNeeded(state) ? this.#engine.jobLog(executionId) : [],
    ]);
    const { expected, metadata, pointInTime } = state.started;
    return {
      ...summarise(state),
      ...(metadata && { metadata }),
      ...(pointInTime && { pointInTime }),
      approvals: describeApprovals(state),
      holds: describeHolds(state),
      ...(state.stop && { stopped: state.stop.because }),
      ...(expected && { expected }),
      waves: withCourse(describeWaves(state, jobLog), state, jobLog),
      ...actionsOf(
        EXECUTION_ACTIONS,
        { judge, record: records.get(executionId) ?? {} },
        refusalsOf(state, caller),
      ),
    };
  }
}

/**
 * The job log tells how far servers are, or came, and when. Of servers of a run
 * that has ended well nobody asks that each second: ten thousand lines of a large
 * drill are read only for `get_execution_waves`.
 */
const isJobLogNeeded = (state: ExecutionState): boolean =>
  !isEnded(state) ||
  [...state.servers.values()].some(
    ({ jobId, outcome }) => jobId !== undefined && !isUp.has(outcome),
  );

const isUp: ReadonlySet<ServerOutcome> = new Set<ServerOutcome>([
  'LAUNCHED',
  'HEALTHY',
  'UNHEALTHY',
]);
